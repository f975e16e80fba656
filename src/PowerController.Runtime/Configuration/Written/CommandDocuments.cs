using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PowerController.Model.Sites;
using PowerController.Yaml.Binding;

namespace PowerController.Runtime.Configuration.Written;

/// <summary>A program and its arguments, in one line.</summary>
internal sealed class CommandForm : ScalarForm<CommandLine>
{
    public override string Noun => "a command";

    public override bool TryRead(string text, out CommandLine value, out string remedy)
    {
        value = CommandLine.Read(text, out var problem)!;
        remedy = problem is null ? "" : $"{problem} Write the program and its arguments; no shell reads it, so write sh -c '…' where one is needed.";
        return problem is null;
    }

    public override string Write(CommandLine value) => value.Text;

    public override void Describe(JsonObject schema) => schema["type"] = "string";
}

[Noun("the commands of a node")]
internal sealed record NodeCommandsDocument
{
    [Count(0, Limits.Commands, Reason = "Eight ways are more than there are."), Meaning("Ways of beginning the stop of the operating system, tried in this order; by default what its kind of system has.")]
    public ImmutableArray<CommandLine> OsStop { get; init; } = [];

    [Count(0, Limits.Commands, Reason = "Eight ways are more than there are."), Meaning("Ways of beginning its reboot, likewise.")]
    public ImmutableArray<CommandLine> Reboot { get; init; } = [];

    [Count(0, Limits.Commands), Meaning("Tells users of a stop to come; by default nobody is told.")]
    public ImmutableArray<CommandLine> WarnUsers { get; init; } = [];

    [Count(0, Limits.Commands, Reason = "Eight ways are more than there are."), Meaning("Ways of asking a program on the node how its own UPS is ('agent' of a UPS), tried in this order; {ups} stands for the UPS's name. What upsc or apcaccess print is understood; by default 'upsc {ups}@localhost', then 'apcaccess -u'.")]
    public ImmutableArray<CommandLine> OwnUps { get; init; } = [];
}

[Noun("the commands of a cluster")]
internal sealed record ClusterCommandsDocument
{
    [Count(0, Limits.Commands), Meaning("Stops the cluster on all nodes, run on one of them, one after another. {node}, {cluster}, {nodes} stand for names; a command with {each} is run for each node, the last first.")]
    public ImmutableArray<CommandLine> Stop { get; init; } = [];

    [Count(0, Limits.Commands), Meaning("Takes the node it runs on out of the cluster, before its operating system is stopped alone.")]
    public ImmutableArray<CommandLine> StopNode { get; init; } = [];

    [Count(0, Limits.Commands), Meaning("Asks how the cluster is.")]
    public ImmutableArray<CommandLine> State { get; init; } = [];

    [Count(0, Limits.Commands), Meaning("Keeps monitors quiet before a stop.")]
    public ImmutableArray<CommandLine> Quiet { get; init; } = [];

    [Count(0, Limits.Commands), Meaning("Lets monitors speak when everything runs again.")]
    public ImmutableArray<CommandLine> Unquiet { get; init; } = [];

    [Meaning("The stop takes the operating systems down too.")]
    public bool? StopEndsSystem { get; init; }

    [Meaning("With the manager 'command': how the answer to 'state' is read; by default by its exit code alone, 0 for running and 3 for stopped.")]
    public ClusterTextsDocument? Texts { get; init; }
}

[Noun("the texts of a state")]
internal sealed record ClusterTextsDocument
{
    [Meaning("What the answer contains when every node is in the cluster.")]
    public string? Normal { get; init; }

    [Meaning("When it runs, but not on every node.")]
    public string? Degraded { get; init; }

    [Meaning("When it is stopping.")]
    public string? Stopping { get; init; }

    [Meaning("When it has stopped.")]
    public string? Stopped { get; init; }
}

[Noun("a guard")]
internal sealed record GuardDocument
{
    [NameRule, Meaning("Name of the guard.")]
    public required string Name { get; init; }

    [Meaning("Ends with 0 when nothing runs any more that a power-off should wait for.")]
    public required CommandLine? Command { get; init; }

    [Parameter(nameof(Parameters.GuardEvery))]
    public TimeSpan? Every { get; init; }

    [Parameter(nameof(Parameters.GuardCheckLimit))]
    public TimeSpan? Limit { get; init; }
}

[Noun("a step"), Shorthand(nameof(Command))]
internal sealed record StepDocument
{
    [Meaning("What it does; by default its command.")]
    public string? Name { get; init; }

    [Meaning("What is run.")]
    public required CommandLine? Command { get; init; }

    [Parameter(nameof(Parameters.StepLimit))]
    public TimeSpan? Limit { get; init; }

    [Meaning("Ends with 0 once what was stopped is really gone; asked again and again within the limit.")]
    public CommandLine? Gone { get; init; }
}
