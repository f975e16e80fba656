using System.Collections.Immutable;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Orders;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Coordination.Stations;

/// <summary>What a step wants done, in this order. The closed set.</summary>
public abstract record HostOutput
{
    private protected HostOutput() { }
}

/// <summary>Keep this before anything that follows it is done: after a restart the node must know it.</summary>
public sealed record Persist(DeskState Desk) : HostOutput;

/// <summary>To every host: by broadcast, and to each address of the list.</summary>
public sealed record SendToAll(Message Message) : HostOutput;

/// <summary>To one host.</summary>
/// <param name="To">Row in the roster; its peer record has the address.</param>
public sealed record SendTo(int To, Message Message) : HostOutput;

/// <summary>A fact for the decision.</summary>
public sealed record Tell(PowerEvent Event) : HostOutput;

/// <summary>An order for this host's agent, once for each order; its moments are on this host's clock.</summary>
public sealed record Obey(Effect Effect) : HostOutput;

public enum OwnDeadline
{
    /// <summary>Wait for the cluster no longer.</summary>
    ClusterStop,

    /// <summary>Stop the operating system now.</summary>
    OsStop,
}

/// <summary>A moment that the node was told has come, and nobody has taken it back.</summary>
public sealed record DeadlineCame(RunId Run, OwnDeadline Deadline, string Reason) : HostOutput;

/// <summary>A newer configuration is here, complete and checked against its id. Whether it is valid is for the receiver to see.</summary>
public sealed record TakeConfiguration(long Version, string From, ImmutableArray<byte> Content) : HostOutput;

/// <summary>The leader's open runs, as it described them; or, where this host leads, runs that another terminal has and this one may not know of.</summary>
/// <param name="MadeAt">On this host's clock.</param>
/// <param name="Offered">By a terminal that stands by.</param>
public sealed record TakeRuns(long Term, TimeSpan MadeAt, ImmutableArray<byte> Content, bool Offered = false) : HostOutput;

/// <summary>Something people should know.</summary>
public sealed record Noted(HostFact Fact) : HostOutput;
