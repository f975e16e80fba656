using PowerController.Coordination.Stations;
using PowerController.Hosts.Commands;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Agent.Rules;

/// <summary>What can happen to an agent. The closed set.</summary>
public abstract record AgentInput
{
    private protected AgentInput(TimeSpan at) => At = at;

    /// <summary>Monotonic time.</summary>
    public TimeSpan At { get; init; }
}

/// <summary>The system has booted. Everything of the boot before is void.</summary>
/// <param name="Told">The run whose deadlines the coordination still knows.</param>
public sealed record SystemBooted(TimeSpan At, long Boot, RunId Told) : AgentInput(At);

/// <summary>The coordination has an order for this node. It comes again when the program was started again in the middle of it.</summary>
public sealed record OrderCame(TimeSpan At, Effect Order) : AgentInput(At);

/// <summary>A moment that the node was told has come.</summary>
public sealed record OwnDeadlineCame(TimeSpan At, RunId Run, OwnDeadline Deadline, string Reason) : AgentInput(At);

/// <summary>A command has ended, one way or another.</summary>
public sealed record CommandEnded(TimeSpan At, long Number, CommandResult Result) : AgentInput(At);

/// <summary>A command has printed a line.</summary>
public sealed record CommandSaid(TimeSpan At, long Number, string Line) : AgentInput(At);

/// <summary>What the cluster's manager says.</summary>
public sealed record ClusterSeen(TimeSpan At, long Number, ClusterSight Sight) : AgentInput(At);

/// <summary>The operating system is on its way down, whoever asked for it.</summary>
public sealed record SystemStopSeen(TimeSpan At, AdministratorStop Kind) : AgentInput(At);

/// <summary>An administrator, or a script of the cluster's manager, says that it stops this node or the whole cluster.</summary>
public sealed record AdministratorSays(TimeSpan At, bool WholeCluster, AdministratorStop Kind) : AgentInput(At);

/// <summary>Time has passed. A late, early or doubled one does no harm.</summary>
public sealed record TimePassed(TimeSpan At) : AgentInput(At);

/// <summary>Whether the cluster's service runs on this node.</summary>
public enum Presence
{
    Unknown,
    In,
    Out,
}

/// <param name="Word">Of the cluster as a whole.</param>
/// <param name="Here">Of this node in it.</param>
public readonly record struct ClusterSight(ClusterWord Word, Presence Here)
{
    public static ClusterSight Unknown => default;

    public static ClusterSight Normal { get; } = new(ClusterWord.Normal, Presence.In);

    public static ClusterSight Stopped { get; } = new(ClusterWord.Stopped, Presence.Out);
}
