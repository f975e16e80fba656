using System.Collections.Immutable;
using PowerController.Model.Sites;

namespace PowerController.Model.Runs;

/// <summary>The area of each row.</summary>
internal sealed record AreaMap(ImmutableArray<int> OfUps, ImmutableArray<int> OfNode, ImmutableArray<int> OfDisk)
{
    public ImmutableArray<AreaPlace> Places(ImmutableArray<UnitPlace> units)
    {
        var count = OfUps.Concat(OfNode).Concat(OfDisk).DefaultIfEmpty(-1).Max() + 1;
        var upses = Lists(OfUps, count);
        var nodes = Lists(OfNode, count);
        var disks = Lists(OfDisk, count);
        var areas = Lists([.. units.Select(unit => unit.Area)], count);
        return [.. Enumerable.Range(0, count).Select(area => new AreaPlace([.. upses[area]], [.. nodes[area]], [.. disks[area]], [.. areas[area]]))];
    }

    private static List<int>[] Lists(ImmutableArray<int> areaOf, int count)
    {
        var lists = new List<int>[count];
        for (var area = 0; area < count; area++)
            lists[area] = [];
        for (var row = 0; row < areaOf.Length; row++)
            lists[areaOf[row]].Add(row);
        return lists;
    }
}

/// <summary>Joins what a cluster, a disk or a UPS connects.</summary>
internal sealed class AreaFinder(Site site, List<UnitPlace> units, Topology topology)
{
    private readonly int _nodesFrom = site.Upses.Length;
    private readonly int _disksFrom = site.Upses.Length + site.Nodes.Length;
    private readonly int[] _parent = [.. Enumerable.Range(0, site.Upses.Length + site.Nodes.Length + site.Disks.Length)];

    public AreaMap Find()
    {
        for (var node = 0; node < site.Nodes.Length; node++)
            JoinAll(_nodesFrom + node, topology.SourcesOf(site.Nodes[node].Supply));
        for (var disk = 0; disk < site.Disks.Length; disk++)
            JoinAll(_disksFrom + disk, topology.SourcesOf(site.Disks[disk].Supply));
        foreach (var unit in units)
        {
            foreach (var node in unit.Nodes)
                Join(_nodesFrom + unit.Nodes[0], _nodesFrom + node);
            foreach (var disk in unit.Disks)
                Join(_nodesFrom + unit.Nodes[0], _disksFrom + disk);
        }

        return Numbered();
    }

    private AreaMap Numbered()
    {
        var numbers = new SortedDictionary<int, int>();
        var areas = new int[_parent.Length];
        for (var at = 0; at < _parent.Length; at++)
        {
            var root = Root(at);
            if (!numbers.TryGetValue(root, out var number))
                numbers[root] = number = numbers.Count;
            areas[at] = number;
        }

        return new AreaMap([.. areas[.._nodesFrom]], [.. areas[_nodesFrom.._disksFrom]], [.. areas[_disksFrom..]]);
    }

    private void JoinAll(int consumer, ImmutableArray<OutputAt> sources)
    {
        foreach (var source in sources)
            Join(consumer, source.Ups);
    }

    private void Join(int one, int other) => _parent[Root(one)] = Root(other);

    private int Root(int at)
    {
        while (_parent[at] != at)
            at = _parent[at] = _parent[_parent[at]];
        return at;
    }
}
