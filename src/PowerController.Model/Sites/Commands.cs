using System.Collections.Immutable;

namespace PowerController.Model.Sites;

/// <summary>What a node's agent runs for its node; where nothing is given, what is shipped for its operating system.</summary>
/// <param name="OsStop">Ways of beginning the stop of the operating system; the next one when one fails.</param>
/// <param name="Reboot">Likewise.</param>
/// <param name="WarnUsers">Tells users of a stop to come.</param>
/// <param name="OwnUps">Ways of asking a program on the node how a UPS of its own is; `{ups}` is the UPS's name.</param>
/// <param name="ClusterName">Its name in the cluster's manager; null is its name here.</param>
public sealed record NodeCommands(
    ImmutableArray<CommandLine> OsStop,
    ImmutableArray<CommandLine> Reboot,
    ImmutableArray<CommandLine> WarnUsers,
    ImmutableArray<CommandLine> OwnUps,
    string? ClusterName,
    ImmutableArray<GuardCommand> Guards)
{
    public static NodeCommands Shipped { get; } = new([], [], [], [], null, []);
}

/// <summary>How a cluster's manager is spoken to; where nothing is given, what is shipped for it.</summary>
/// <remarks>In the words of a command `{node}` is the node it runs on, `{cluster}` the cluster, `{nodes}` every node as a word of its own, and a command with `{each}` is run for each node, the last first.</remarks>
/// <param name="Stop">Stops it on all nodes, run on one of them.</param>
/// <param name="StopNode">Takes the node it runs on out of the cluster.</param>
/// <param name="State">Asks how it is.</param>
/// <param name="StopEndsSystem">The stop takes the operating systems down too.</param>
/// <param name="Texts">How the state's answer is read, where the manager is `command`.</param>
public sealed record ClusterCommands(
    ImmutableArray<CommandLine> Stop,
    ImmutableArray<CommandLine> StopNode,
    ImmutableArray<CommandLine> State,
    ImmutableArray<CommandLine> Quiet,
    ImmutableArray<CommandLine> Unquiet,
    bool? StopEndsSystem,
    ClusterTexts? Texts,
    ImmutableArray<GuardCommand> Guards)
{
    public static ClusterCommands Shipped { get; } = new([], [], [], [], [], null, null, []);
}

/// <summary>What an answer contains when the cluster is so; null where the exit code alone says it.</summary>
public sealed record ClusterTexts(string? Normal, string? Degraded, string? Stopping, string? Stopped);

/// <summary>A check that ends with 0 when nothing runs any more that should be waited for.</summary>
/// <param name="Every">Pause until it is asked again.</param>
/// <param name="Limit">Of one check.</param>
public sealed record GuardCommand(string Name, CommandLine Command, TimeSpan Every, TimeSpan Limit);

/// <summary>How a workload is stopped on its node.</summary>
/// <param name="OnlyIf">Ends with 0 where the workload runs; null: it runs on every node.</param>
public sealed record WorkloadCommands(
    CommandLine? OnlyIf, ImmutableArray<GuardCommand> Guards, ImmutableArray<StepCommand> Quiet, ImmutableArray<StepCommand> Unquiet, ImmutableArray<StepCommand> Stop)
{
    public static WorkloadCommands None { get; } = new(null, [], [], [], []);
}

/// <param name="Gone">Ends with 0 once what was stopped is really gone.</param>
public sealed record StepCommand(string Name, CommandLine Command, TimeSpan Limit, CommandLine? Gone);
