using System.Collections.Immutable;
using PowerController.Agent.Clusters;
using PowerController.Agent.Rules;
using PowerController.Model.Sites;

namespace PowerController.Agent.Duties;

/// <summary>How the agent asks the cluster's manager.</summary>
/// <param name="Node">This node, as the manager knows it.</param>
public sealed record ClusterLook(string Node, ImmutableArray<CommandLine> Commands, ClusterReader Read, ClusterTexts? Texts);

/// <summary>What a site's configuration makes of an agent: its duties, and how it looks at its cluster.</summary>
/// <param name="Look">Null where there is no cluster, or nobody to ask.</param>
public sealed record Assignment(NodeDuties Duties, ClusterLook? Look)
{
    public static Assignment Of(Site site, string node) => Of(site, node, OperatingSystem.IsWindows());

    /// <summary>The configuration must be complete and every command of it readable; loading sees to that.</summary>
    public static Assignment Of(Site site, string nodeName, bool isWindows)
    {
        var node = site.Nodes.First(one => string.Equals(one.Name, nodeName, StringComparison.Ordinal));
        var cluster = site.Clusters.FirstOrDefault(one => one.Nodes.Contains(nodeName, StringComparer.Ordinal));
        var own = node.Commands;
        var duties = new NodeDuties(
            node.Name, cluster?.Name, [], false, false,
            own.OsStop.IsEmpty ? SystemCommands.Stop(isWindows) : own.OsStop,
            own.Reboot.IsEmpty ? SystemCommands.Reboot(isWindows) : own.Reboot,
            [.. node.Jobs.Select(job => new JobDuty(job.Name, job.When, CommandLine.Parse(job.Command), job.Limit))],
            [.. own.Guards.Select(Guard)], [], [], [], own.WarnUsers);
        return cluster is null ? new Assignment(duties, null) : InCluster(duties, site, node, cluster);
    }

    private static Assignment InCluster(NodeDuties duties, Site site, Node node, Cluster cluster)
    {
        // Of a manager that nobody knows `check` complains; what the configuration itself gives for it is done all the same.
        var manager = ClusterKinds.Find(cluster.Manager) ?? ClusterKinds.Find(ManagerNames.OwnCommands)!;
        var own = cluster.Commands;
        var filling = new Filling(NameOf(node), cluster.Name, [.. cluster.Nodes.Select(name => NameOf(site.Nodes.First(one => string.Equals(one.Name, name, StringComparison.Ordinal))))]);
        var state = filling.Fill(Or(own.State, manager.State));
        duties = duties with
        {
            ClusterStop = filling.Fill(Or(own.Stop, manager.Stop)),
            NodeStop = filling.Fill(Or(own.StopNode, manager.StopNode)),
            ClusterStopEndsSystem = own.StopEndsSystem ?? manager.StopEndsSystem,
            CanLook = !state.IsEmpty,
            StopIsSeen = !state.IsEmpty && manager.StopIsSeen,
            Guards = [.. duties.Guards, .. own.Guards.Select(Guard)],
            Workloads = [.. cluster.Workloads.Select(Workload)],
            Quiet = filling.Fill(Or(own.Quiet, manager.Quiet)),
            Unquiet = filling.Fill(Or(own.Unquiet, manager.Unquiet)),
        };
        return new Assignment(duties, state.IsEmpty ? null : new ClusterLook(NameOf(node), state, manager.Read, own.Texts));
    }

    private static WorkloadDuty Workload(WorkloadBudget workload) => new(
        workload.Name, workload.Commands.OnlyIf, [.. workload.Commands.Guards.Select(Guard)],
        Steps(workload.Commands.Quiet), Steps(workload.Commands.Unquiet), Steps(workload.Commands.Stop));

    private static ImmutableArray<StepDuty> Steps(ImmutableArray<StepCommand> steps) => [.. steps.Select(step => new StepDuty(step.Name, step.Command, step.Limit, step.Gone))];

    private static GuardDuty Guard(GuardCommand guard) => new(guard.Name, guard.Command, guard.Every, guard.Limit);

    private static string NameOf(Node node) => node.Commands.ClusterName ?? node.Name;

    private static ImmutableArray<CommandLine> Or(ImmutableArray<CommandLine> own, ImmutableArray<CommandLine> shipped) => own.IsEmpty ? shipped : own;

    /// <summary>Puts names into the words of commands.</summary>
    private sealed record Filling(string Node, string Cluster, ImmutableArray<string> Nodes)
    {
        public ImmutableArray<CommandLine> Fill(ImmutableArray<CommandLine> commands) => [.. commands.SelectMany(Fill)];

        // From the last to the first: who lists the control plane first has it go last.
        private IEnumerable<CommandLine> Fill(CommandLine command) => command.Words.Any(word => word.Contains("{each}", StringComparison.Ordinal))
            ? Nodes.Reverse().Select(each => Fill(command, each))
            : [Fill(command, "")];

        private CommandLine Fill(CommandLine command, string each)
        {
            if (!command.Words.Any(word => word.Contains('{', StringComparison.Ordinal)))
                return command;
            return CommandLine.Of([.. command.Words.SelectMany(word => word is "{nodes}" ? Nodes : [Fill(word, each)])]);
        }

        private string Fill(string word, string each) => word
            .Replace("{node}", Node, StringComparison.Ordinal)
            .Replace("{cluster}", Cluster, StringComparison.Ordinal)
            .Replace("{each}", each, StringComparison.Ordinal);
    }
}
