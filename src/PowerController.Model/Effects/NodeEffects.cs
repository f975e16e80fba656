using System.Collections.Immutable;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Model.Effects;

/// <summary>Tell a node the run's deadlines, so that it goes on by itself when the terminals are gone: at <see cref="ClusterStopBy"/> it stops waiting for its
/// cluster, at <see cref="OsStopBy"/> it stops its operating system unasked. Done when the node has acknowledged.</summary>
public sealed record TellDeadlines(EffectId Id, string Node, TimeSpan ClusterStopBy, TimeSpan OsStopBy, string Reason) : Effect(Id, Reason);

/// <summary>Take a node's deadlines back: it must not stop by itself any more. Done when acknowledged.</summary>
public sealed record WithdrawDeadlines(EffectId Id, string Node, string Reason) : Effect(Id, Reason);

/// <summary>Keep monitors and alarms about the unit quiet. Done when told; a failure is harmless.</summary>
public sealed record QuietMonitors(EffectId Id, string Unit, string Reason) : Effect(Id, Reason);

/// <summary>Let monitors speak again. Done when told; a failure is harmless.</summary>
public sealed record UnquietMonitors(EffectId Id, string Unit, string Reason) : Effect(Id, Reason);

/// <summary>Warn the users of the unit, if configured, of a stop at this moment. No result.</summary>
public sealed record WarnUsers(EffectId Id, string Unit, TimeSpan StopsAt, string Reason) : Effect(Id, Reason);

/// <summary>Wait until running work has ended. Done when it has.</summary>
/// <param name="By">When the run goes on without; null waits as long as it takes.</param>
public sealed record WaitGuard(EffectId Id, string Unit, TimeSpan? By, string Reason) : Effect(Id, Reason);

/// <summary>Stop the workloads of a cluster in their order. Done when they have stopped.</summary>
public sealed record StopWorkloads(EffectId Id, string Cluster, ImmutableArray<string> Workloads, TimeSpan By, string Reason) : Effect(Id, Reason);

/// <summary>Have this node stop its cluster, on all nodes. Done when the node has acknowledged; that it is stopped comes by reports.</summary>
public sealed record OrderClusterStop(EffectId Id, string Cluster, string Node, TimeSpan By, string Reason) : Effect(Id, Reason);

/// <summary>Run the node's registered jobs. Done when they have ended, well or not.</summary>
public sealed record RunJobs(EffectId Id, string Node, JobTime When, ImmutableArray<string> Jobs, TimeSpan By, string Reason) : Effect(Id, Reason);

/// <summary>Have the node stop its operating system. Done when it has acknowledged that it has begun.</summary>
/// <param name="Forced">Do not wait for anything on the node any more.</param>
public sealed record OrderOsStop(EffectId Id, string Node, TimeSpan By, bool Forced, string Reason) : Effect(Id, Reason);

/// <summary>Have the node reboot. Done when it has acknowledged that it has begun.</summary>
public sealed record RebootNode(EffectId Id, string Node, string Reason) : Effect(Id, Reason);

/// <summary>Start the node by Wake-on-LAN, IPMI or Redfish. Done when sent; that it runs comes by reports. Starting by output is <see cref="TurnOn"/> or <see cref="CycleOutput"/>.</summary>
/// <param name="Attempt">From 1; the ways take turns.</param>
public sealed record StartNode(EffectId Id, string Node, StartWay Way, int Attempt, string Reason) : Effect(Id, Reason);

/// <summary>See whether the node answers, or what its management controller says. The result is a <c>NodeProbed</c>.</summary>
public sealed record ProbeNode(EffectId Id, string Node, string Reason) : Effect(Id, Reason);

/// <summary>See whether the disk can be used. The result is a <c>DiskProbed</c>, or failed with NotSupported where nobody can tell.</summary>
public sealed record ProbeDisk(EffectId Id, string Disk, string Reason) : Effect(Id, Reason);

/// <summary>Stop this control terminal's own host. No result.</summary>
public sealed record StopTerminal(EffectId Id, string Terminal, string Reason) : Effect(Id, Reason);
