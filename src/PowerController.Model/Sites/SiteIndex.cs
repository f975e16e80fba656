using System.Collections.Immutable;

namespace PowerController.Model.Sites;

/// <summary>Who feeds whom and who depends on whom: looked up by name, made once for a site.</summary>
/// <remarks>The site must be consistent (every name resolves); loading a configuration sees to that.</remarks>
public sealed class SiteIndex
{
    private readonly ImmutableSortedDictionary<string, Ups> _upses;
    private readonly ImmutableSortedDictionary<string, Node> _nodes;
    private readonly ImmutableSortedDictionary<string, Disk> _disks;
    private readonly ImmutableSortedDictionary<string, Cluster> _clusters;
    private readonly ImmutableSortedDictionary<string, Group> _groups;
    private readonly ImmutableSortedDictionary<string, Cluster> _clusterOfNode;
    private readonly ImmutableSortedDictionary<string, Terminal> _terminalOnNode;
    private readonly ILookup<string, Node> _nodesFed;
    private readonly ILookup<string, Disk> _disksFed;
    private readonly ILookup<string, Terminal> _terminalsFed;
    private readonly ILookup<string, Cluster> _clustersOfDisk;

    public SiteIndex(Site site)
    {
        Site = site;
        _upses = ByName(site.Upses, ups => ups.Name);
        _nodes = ByName(site.Nodes, node => node.Name);
        _disks = ByName(site.Disks, disk => disk.Name);
        _clusters = ByName(site.Clusters, cluster => cluster.Name);
        _groups = ByName(site.Groups, group => group.Name);
        _clusterOfNode = site.Clusters
            .SelectMany(cluster => cluster.Nodes.Select(node => KeyValuePair.Create(node, cluster)))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
        _terminalOnNode = site.Terminals
            .Where(terminal => terminal.Node is not null)
            .ToImmutableSortedDictionary(terminal => terminal.Node!, terminal => terminal, StringComparer.Ordinal);
        _nodesFed = Fed(site.Nodes, node => node.Supply);
        _disksFed = Fed(site.Disks, disk => disk.Supply);
        _terminalsFed = Fed(site.Terminals, SupplyOf);
        _clustersOfDisk = site.Clusters
            .SelectMany(cluster => cluster.Disks.Select(disk => (disk, cluster)))
            .ToLookup(pair => pair.disk, pair => pair.cluster, StringComparer.Ordinal);
    }

    public Site Site { get; }

    public Ups Ups(string name) => _upses[name];

    public Node Node(string name) => _nodes[name];

    public Disk Disk(string name) => _disks[name];

    public Cluster Cluster(string name) => _clusters[name];

    public Group Group(string name) => _groups[name];

    public Ups? FindUps(string name) => _upses.GetValueOrDefault(name);

    public Disk? FindDisk(string name) => _disks.GetValueOrDefault(name);

    public Group? FindGroup(string name) => _groups.GetValueOrDefault(name);

    /// <summary>The cluster the node is in; null for a server without one.</summary>
    public Cluster? ClusterOf(string node) => _clusterOfNode.GetValueOrDefault(node);

    public Terminal? TerminalOn(string node) => _terminalOnNode.GetValueOrDefault(node);

    /// <summary>What feeds the terminal: its own supply, or its node's.</summary>
    public Supply? SupplyOf(Terminal terminal) =>
        terminal.Supply ?? (terminal.Node is { } node ? _nodes[node].Supply : null);

    public IEnumerable<Node> NodesFedBy(string ups) => _nodesFed[ups];

    public IEnumerable<Disk> DisksFedBy(string ups) => _disksFed[ups];

    public IEnumerable<Terminal> TerminalsFedBy(string ups) => _terminalsFed[ups];

    public IEnumerable<Cluster> ClustersOn(string disk) => _clustersOfDisk[disk];

    /// <summary>The nodes that depend on the disk: those of every cluster on it.</summary>
    public IEnumerable<Node> NodesOn(string disk) =>
        _clustersOfDisk[disk].SelectMany(cluster => cluster.Nodes).Select(name => _nodes[name]);

    /// <summary>The disks the node depends on: those of its cluster.</summary>
    public ImmutableArray<string> DisksOf(string node) => ClusterOf(node)?.Disks ?? [];

    /// <summary>The group itself and every group below it.</summary>
    public IEnumerable<Group> WithNested(string group) =>
        Site.Groups.Where(candidate => IsWithin(candidate, group));

    private bool IsWithin(Group candidate, string ancestor)
    {
        // A chain of parents is at most as long as there are groups; loading refuses cycles.
        for (Group? at = candidate; at is not null; at = at.Parent is null ? null : _groups[at.Parent])
        {
            if (string.Equals(at.Name, ancestor, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static ImmutableSortedDictionary<string, T> ByName<T>(ImmutableArray<T> items, Func<T, string> name) =>
        items.ToImmutableSortedDictionary(name, item => item, StringComparer.Ordinal);

    private static ILookup<string, T> Fed<T>(IEnumerable<T> consumers, Func<T, Supply?> supply) =>
        consumers
            .SelectMany(consumer => (supply(consumer)?.From ?? [])
                .Select(source => source.Ups).Distinct(StringComparer.Ordinal)
                .Select(ups => (ups, consumer)))
            .ToLookup(pair => pair.ups, pair => pair.consumer, StringComparer.Ordinal);
}
