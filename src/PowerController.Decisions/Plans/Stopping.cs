using System.Collections.Immutable;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Plans;

/// <summary>What one failure stops, before any time is counted: a cluster, or one node alone.</summary>
/// <param name="Cluster">The cluster that is stopped; null when the nodes stop without one, the rest of their cluster going on.</param>
/// <param name="ConfirmTime">When the failure that causes it counts.</param>
/// <param name="Subject">Whose loss of power causes it.</param>
public sealed record Stopping(Cluster? Cluster, ImmutableArray<Node> Nodes, TimeSpan ConfirmTime, string Subject)
{
    /// <summary>How the stop is named: by its cluster, or by its node.</summary>
    public string Name => Cluster?.Name ?? Nodes[0].Name;

    /// <summary>What the failure stops, by the rules of who decides what: a disk or the last node takes the cluster, a node alone goes alone.</summary>
    public static ImmutableArray<Stopping> CausedBy(SiteIndex index, Failure failure)
    {
        var clusters = index.Site.Clusters.SelectMany(cluster => OfCluster(index, cluster, failure));
        var alone = index.Site.Nodes
            .Where(node => index.ClusterOf(node.Name) is null)
            .SelectMany(node => OfNode(index, node, failure));
        return [.. clusters, .. alone];
    }

    private static IEnumerable<Stopping> OfCluster(SiteIndex index, Cluster cluster, Failure failure)
    {
        ImmutableArray<Node> nodes = [.. cluster.Nodes.Select(index.Node)];
        var disk = cluster.Disks
            .Select(name => (name, lost: SupplyLoss.Time(index, index.Disk(name).Supply, failure.Upses)))
            .Where(loss => loss.lost is not null)
            .OrderBy(loss => loss.lost)
            .FirstOrDefault();
        var nodeLosses = nodes.Select(node => SupplyLoss.Time(index, node.Supply, failure.Upses)).ToArray();
        TimeSpan? lastNode = nodeLosses.Length > 0 && nodeLosses.All(loss => loss is not null) ? nodeLosses.Max() : null;

        if (disk.lost is { } diskLost && (lastNode is null || diskLost <= lastNode))
            return [new Stopping(cluster, nodes, diskLost, disk.name)];
        if (lastNode is { } allLost)
            return [new Stopping(cluster, nodes, allLost, cluster.Name)];
        return nodes.SelectMany(node => OfNode(index, node, failure));
    }

    private static IEnumerable<Stopping> OfNode(SiteIndex index, Node node, Failure failure) =>
        SupplyLoss.Time(index, node.Supply, failure.Upses) is { } lost ? [new Stopping(null, [node], lost, node.Name)] : [];
}
