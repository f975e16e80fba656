using System.Collections.Immutable;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration.Written;
using PowerController.Yaml.Reading;

namespace PowerController.Runtime.Configuration.Resolving;

/// <summary>Clusters: a node is in one at most, and everything named exists.</summary>
internal sealed class ClusterResolver(Names names, YamlErrors errors)
{
    private readonly Dictionary<string, string> _clusterOfNode = new(StringComparer.Ordinal);

    public Cluster Resolve(ClusterDocument written) => new(
        written.Name,
        written.Description ?? "",
        written.Manager ?? ManagerNames.OwnCommands,
        Nodes(written),
        Disks(written),
        written.StopTimeout ?? Parameters.ClusterStopTimeout.Default,
        Guard(written),
        written.OutageGuard ?? Parameters.OutageGuardLimit.Default,
        written.FloatingAddresses,
        Workloads(written),
        [.. written.Wrappers.Select(wrapper => new StopWrapper(wrapper.Name.Value, wrapper.Timeout))])
    {
        Commands = CommandResolver.Cluster(written),
    };

    private ImmutableArray<string> Nodes(ClusterDocument written)
    {
        var nodes = ImmutableArray.CreateBuilder<string>();
        foreach (var node in written.Nodes.Take(Limits.ClusterNodes).Where(node => names.Refer(node, NameOf.Node)))
        {
            if (_clusterOfNode.TryAdd(node.Value, written.Name))
                nodes.Add(node.Value);
            else if (nodes.Contains(node.Value, StringComparer.Ordinal))
                errors.Add(node.At, $"The node '{node}' is named twice.", "Name it once.");
            else
                errors.Add(node.At, $"The node '{node}' is already in the cluster '{_clusterOfNode[node.Value]}'.", "A node belongs to one cluster: remove it from the other.");
        }

        return nodes.DrainToImmutable();
    }

    private ImmutableArray<string> Disks(ClusterDocument written)
    {
        var disks = ImmutableArray.CreateBuilder<string>();
        foreach (var disk in written.Disks.Take(Limits.ClusterDisks).Where(disk => names.Refer(disk, NameOf.Disk)))
        {
            if (disks.Contains(disk.Value, StringComparer.Ordinal))
                errors.Add(disk.At, $"The disk '{disk}' is named twice.", "Name it once.");
            else
                disks.Add(disk.Value);
        }

        return disks.DrainToImmutable();
    }

    private TimeSpan? Guard(ClusterDocument written)
    {
        var longest = Parameters.GuardLimit.Maximum;
        if (written.Guard is { Value.Limit: { } limit } placed && limit > longest)
            errors.Add(placed.At, $"guard '{new PatienceForm().Write(placed.Value)}' is too large.", $"Give 0s to {new PatienceForm().Write(new Patience(longest))}, or 'unlimited'.");
        return written.Guard is { } guard ? guard.Value.Limit : Parameters.GuardLimit.Default;
    }

    private ImmutableArray<WorkloadBudget> Workloads(ClusterDocument written)
    {
        var workloads = ImmutableArray.CreateBuilder<WorkloadBudget>();
        foreach (var workload in written.Workloads.Take(Limits.Workloads))
        {
            if (workloads.Any(other => string.Equals(other.Name, workload.Name.Value, StringComparison.Ordinal)))
                errors.Add(workload.Name.At, $"The cluster '{written.Name}' has two workloads '{workload.Name}'.", "Give each a name of its own.");
            workloads.Add(new WorkloadBudget(workload.Name.Value, workload.StopBudget ?? Parameters.WorkloadStopBudget.Default)
            {
                Commands = CommandResolver.Workload(workload),
            });
        }

        return workloads.DrainToImmutable();
    }
}
