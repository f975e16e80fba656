using System.Collections.Immutable;
using PowerController.Model.Sites;

namespace PowerController.Agent.Rules;

/// <summary>Everything an agent can be asked to do on its node, ready to be run: the commands of the configuration, or those that are shipped.</summary>
/// <param name="Cluster">The cluster it is in; null for a server without one.</param>
/// <param name="ClusterStop">Stops the cluster on all nodes; run one after another.</param>
/// <param name="ClusterStopEndsSystem">The cluster's own tool takes the systems of all nodes down too.</param>
/// <param name="CanLook">The cluster's manager can be asked how it is.</param>
/// <param name="OsStop">Ways of beginning the stop of the system; the next one when one fails.</param>
/// <param name="Reboot">Likewise.</param>
public sealed record NodeDuties(
    string Node,
    string? Cluster,
    ImmutableArray<CommandLine> ClusterStop,
    bool ClusterStopEndsSystem,
    bool CanLook,
    ImmutableArray<CommandLine> OsStop,
    ImmutableArray<CommandLine> Reboot,
    ImmutableArray<JobDuty> Jobs,
    ImmutableArray<GuardDuty> Guards,
    ImmutableArray<WorkloadDuty> Workloads,
    ImmutableArray<CommandLine> Quiet,
    ImmutableArray<CommandLine> Unquiet,
    ImmutableArray<CommandLine> WarnUsers)
{
    /// <summary>Takes this node alone out of its cluster, before its system is stopped alone.</summary>
    public ImmutableArray<CommandLine> NodeStop { get; init; } = [];

    /// <summary>The manager's state shows when the cluster has stopped; otherwise the exit code of the stop is believed.</summary>
    public bool StopIsSeen { get; init; } = true;
}

/// <summary>A registered job.</summary>
public sealed record JobDuty(string Name, JobTime When, CommandLine Command, TimeSpan Limit);

/// <summary>A check that ends with 0 when nothing runs any more that should be waited for. Anything else, a hang too, means that something may still run.</summary>
/// <param name="Every">Pause until it is asked again.</param>
/// <param name="Limit">Of one check.</param>
public sealed record GuardDuty(string Name, CommandLine Command, TimeSpan Every, TimeSpan Limit);

/// <summary>How a workload is stopped on this node.</summary>
/// <param name="OnlyIf">Ends with 0 where the workload runs: on the node that owns its failover group. Null: on every node.</param>
public sealed record WorkloadDuty(
    string Name,
    CommandLine? OnlyIf,
    ImmutableArray<GuardDuty> Guards,
    ImmutableArray<StepDuty> Quiet,
    ImmutableArray<StepDuty> Unquiet,
    ImmutableArray<StepDuty> Stop);

/// <param name="Gone">Ends with 0 once what was stopped is really gone: some programs say they have stopped while they still live. Asked within the limit.</param>
public sealed record StepDuty(string Name, CommandLine Command, TimeSpan Limit, CommandLine? Gone);
