using System.Collections.Immutable;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration.Written;

namespace PowerController.Runtime.Configuration.Resolving;

/// <summary>What agents run: commands with their defaults filled in.</summary>
internal static class CommandResolver
{
    private static readonly CommandLine Missing = CommandLine.Of("missing");

    public static NodeCommands Node(NodeCommandsDocument? written, string? clusterName, ImmutableArray<GuardDocument> guards) => new(
        written?.OsStop ?? [], written?.Reboot ?? [], written?.WarnUsers ?? [], written?.OwnUps ?? [], clusterName, Guards(guards));

    public static ClusterCommands Cluster(ClusterDocument written) => written.Commands is { } commands
        ? new ClusterCommands(
            commands.Stop, commands.StopNode, commands.State, commands.Quiet, commands.Unquiet, commands.StopEndsSystem,
            commands.Texts is { } texts ? new ClusterTexts(texts.Normal, texts.Degraded, texts.Stopping, texts.Stopped) : null, Guards(written.Guards))
        : ClusterCommands.Shipped with { Guards = Guards(written.Guards) };

    public static WorkloadCommands Workload(WorkloadDocument written) => new(
        written.OnlyIf, Guards(written.Guards), Steps(written.Quiet), Steps(written.Unquiet), Steps(written.Stop));

    /// <summary>What was not written, or not readable, is an error already; the site is resolved all the same.</summary>
    public static CommandLine Required(CommandLine? written) => written ?? Missing;

    private static ImmutableArray<GuardCommand> Guards(ImmutableArray<GuardDocument> guards) =>
        [.. guards.Select(guard => new GuardCommand(guard.Name, Required(guard.Command), guard.Every ?? Parameters.GuardEvery.Default, guard.Limit ?? Parameters.GuardCheckLimit.Default))];

    private static ImmutableArray<StepCommand> Steps(ImmutableArray<StepDocument> steps) =>
        [.. steps.Select(step => new StepCommand(step.Name ?? Required(step.Command).Text, Required(step.Command), step.Limit ?? Parameters.StepLimit.Default, step.Gone))];
}
