using System.Collections.Immutable;

namespace PowerController.Model.Sites;

/// <summary>The nodes that one cluster manager joins, whichever groups feed them.</summary>
/// <param name="Manager">Which cluster manager: `clusterpro`, `pacemaker`, `windows`, …, or `command`.</param>
/// <param name="Disks">The shared disks that every node of it depends on.</param>
/// <param name="Guard">How long a planned power-off waits for running work; null waits as long as it takes.</param>
/// <param name="OutageGuard">The same on an outage; counted in the plan.</param>
/// <param name="Wrappers">Programs that call our stop and have a timeout of their own.</param>
public sealed record Cluster(
    string Name,
    string Description,
    string Manager,
    ImmutableArray<string> Nodes,
    ImmutableArray<string> Disks,
    TimeSpan StopTimeout,
    TimeSpan? Guard,
    TimeSpan OutageGuard,
    ImmutableArray<string> FloatingAddresses,
    ImmutableArray<WorkloadBudget> Workloads,
    ImmutableArray<StopWrapper> Wrappers)
{
    public ClusterCommands Commands { get; init; } = ClusterCommands.Shipped;
}

/// <summary>A workload on a cluster and the time its stop needs at least.</summary>
public sealed record WorkloadBudget(string Name, TimeSpan StopBudget)
{
    public WorkloadCommands Commands { get; init; } = WorkloadCommands.None;
}

/// <summary>A program that wraps our cluster shutdown, a UPS agent's command file say, and gives up after its own timeout.</summary>
public sealed record StopWrapper(string Name, TimeSpan Timeout);
