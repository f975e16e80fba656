using System.Collections.Frozen;
using System.Collections.Immutable;
using PowerController.Model.Sites;

namespace PowerController.Model.Runs;

/// <summary>One output: of a UPS by its position, 0 its main output, 1… its outlet groups.</summary>
public readonly record struct OutputAt(int Ups, int Output);

/// <param name="Nodes">The nodes that it feeds.</param>
/// <param name="Behind">The nodes that it feeds, and those that depend on the disks it feeds.</param>
public sealed record OutputPlace(
    string? OutletGroup, ImmutableArray<int> Nodes, ImmutableArray<int> Disks, ImmutableArray<int> Terminals, ImmutableArray<int> Behind);

/// <param name="Nodes">Every node it feeds by any of its outputs.</param>
/// <param name="Host">The node by way of which its card is reached; null when it has a way of its own.</param>
public sealed record UpsPlace(
    Ups Ups, Group Group, ImmutableArray<OutputPlace> Outputs, ImmutableArray<int> Nodes, ImmutableArray<int> Disks, ImmutableArray<int> Terminals, int Area, int? Host);

public sealed record NodePlace(Node Node, ImmutableArray<OutputAt> Sources, int Needs, int Unit, ImmutableArray<int> Disks, int Area)
{
    /// <summary>What is cut when it goes down alone.</summary>
    public ImmutableArray<OutputAt> Outputs { get; init; } = [];
}

/// <param name="Nodes">The nodes that depend on it.</param>
public sealed record DiskPlace(Disk Disk, ImmutableArray<OutputAt> Sources, int Needs, ImmutableArray<int> Units, ImmutableArray<int> Nodes, int Area);

/// <summary>What goes down and comes up together: a cluster, or a server without one.</summary>
public sealed record UnitPlace(string Name, Cluster? Cluster, ImmutableArray<int> Nodes, ImmutableArray<int> Disks, int Area)
{
    /// <summary>What is cut when all of it goes down, in that order.</summary>
    public ImmutableArray<OutputAt> Outputs { get; init; } = [];
}

public sealed record TerminalPlace(Terminal Terminal, ImmutableArray<OutputAt> Sources, int Needs, int? Node);

/// <summary>What is connected by a cluster, a disk or a UPS. Nothing in one area bears on another.</summary>
public sealed record AreaPlace(ImmutableArray<int> Upses, ImmutableArray<int> Nodes, ImmutableArray<int> Disks, ImmutableArray<int> Units);

/// <summary>A site by position: who feeds whom and who depends on whom, made once.</summary>
public sealed class Topology
{
    private readonly FrozenDictionary<string, int> _upses;
    private readonly FrozenDictionary<string, int> _nodes;
    private readonly FrozenDictionary<string, int> _disks;
    private readonly FrozenDictionary<string, int> _units;
    private readonly FrozenDictionary<string, int> _terminals;

    public Topology(Site site)
    {
        Site = site;
        _upses = Positions(site.Upses.Select(ups => ups.Name));
        _nodes = Positions(site.Nodes.Select(node => node.Name));
        _disks = Positions(site.Disks.Select(disk => disk.Name));
        _terminals = Positions(site.Terminals.Select(terminal => terminal.Name));

        var index = new SiteIndex(site);
        var units = UnitsOf(site, index);
        _units = Positions(units.Select(unit => unit.Name));
        var areas = new AreaFinder(site, units, this).Find();

        Terminals = [.. site.Terminals.Select(terminal => new TerminalPlace(
            terminal,
            SourcesOf(index.SupplyOf(terminal)),
            index.SupplyOf(terminal)?.Needs ?? 0,
            terminal.Node is { } on ? _nodes[on] : null))];
        Nodes = [.. site.Nodes.Select((node, at) => new NodePlace(
            node,
            SourcesOf(node.Supply),
            node.Supply.Needs,
            units.FindIndex(unit => unit.Nodes.Contains(at)),
            [.. index.DisksOf(node.Name).Select(disk => _disks[disk])],
            areas.OfNode[at]))];
        Disks = [.. site.Disks.Select((disk, at) => new DiskPlace(
            disk,
            SourcesOf(disk.Supply),
            disk.Supply.Needs,
            [.. Enumerable.Range(0, units.Count).Where(unit => units[unit].Disks.Contains(at))],
            [.. Enumerable.Range(0, units.Count).Where(unit => units[unit].Disks.Contains(at)).SelectMany(unit => units[unit].Nodes)],
            areas.OfDisk[at]))];
        Upses = UpsPlaces(index, areas);
        Nodes = [.. Nodes.Select((node, at) => node with { Outputs = OutputsOf([at], []) })];
        Units = [.. units.Select(unit => unit with { Area = areas.OfNode[unit.Nodes[0]], Outputs = OutputsOf(unit.Nodes, unit.Disks) })];
        Areas = areas.Places(Units);
    }

    public Site Site { get; }

    public ImmutableArray<UpsPlace> Upses { get; }

    public ImmutableArray<NodePlace> Nodes { get; }

    public ImmutableArray<DiskPlace> Disks { get; }

    public ImmutableArray<UnitPlace> Units { get; }

    public ImmutableArray<TerminalPlace> Terminals { get; }

    public ImmutableArray<AreaPlace> Areas { get; }

    /// <summary>Its position; -1 when the site has none of that name.</summary>
    public int Ups(string name) => _upses.GetValueOrDefault(name, -1);

    public int Node(string name) => _nodes.GetValueOrDefault(name, -1);

    public int Disk(string name) => _disks.GetValueOrDefault(name, -1);

    /// <summary>The cluster of that name, or the server without a cluster.</summary>
    public int Unit(string name) => _units.GetValueOrDefault(name, -1);

    public int Terminal(string name) => _terminals.GetValueOrDefault(name, -1);

    public ImmutableArray<OutputAt> SourcesOf(Supply? supply) =>
        supply is null ? [] : [.. supply.From.Select(source => new OutputAt(_upses[source.Ups], OutputOf(source)))];

    /// <summary>Every output that feeds one of these; those that feed a disk come last.</summary>
    public ImmutableArray<OutputAt> OutputsOf(IEnumerable<int> nodes, IEnumerable<int> disks)
    {
        var all = nodes.SelectMany(node => Nodes[node].Sources).Concat(disks.SelectMany(disk => Disks[disk].Sources)).Distinct().ToLookup(FeedsDisk);
        return [.. all[false], .. all[true]];
    }

    public bool FeedsDisk(OutputAt at) => Upses[at.Ups].Outputs[at.Output].Disks.Length > 0;

    private int OutputOf(PowerSource source)
    {
        if (source.OutletGroup is null)
            return 0;
        var groups = Site.Upses[_upses[source.Ups]].OutletGroups;
        for (var at = 0; at < groups.Length; at++)
        {
            if (string.Equals(groups[at].Name, source.OutletGroup, StringComparison.Ordinal))
                return at + 1;
        }

        throw new InvariantViolation($"{source} names an outlet group that its UPS does not have.");
    }

    private static List<UnitPlace> UnitsOf(Site site, SiteIndex index)
    {
        var nodes = Positions(site.Nodes.Select(node => node.Name));
        var disks = Positions(site.Disks.Select(disk => disk.Name));
        // A cluster without nodes has nothing to stop; checks say so.
        var clusters = site.Clusters.Where(cluster => cluster.Nodes.Length > 0).Select(cluster => new UnitPlace(
            cluster.Name, cluster, [.. cluster.Nodes.Select(node => nodes[node])], [.. cluster.Disks.Select(disk => disks[disk])], 0));
        var servers = site.Nodes.Where(node => index.ClusterOf(node.Name) is null).Select(node => new UnitPlace(
            node.Name, null, [nodes[node.Name]], [], 0));
        return [.. clusters, .. servers];
    }

    private ImmutableArray<UpsPlace> UpsPlaces(SiteIndex index, AreaMap areas) =>
        [.. Site.Upses.Select((ups, at) => new UpsPlace(
            ups,
            index.Group(ups.Group),
            [.. Enumerable.Range(0, ups.OutletGroups.Length + 1).Select(output => OutputPlaceOf(ups, new OutputAt(at, output)))],
            [.. index.NodesFedBy(ups.Name).Select(node => _nodes[node.Name])],
            [.. index.DisksFedBy(ups.Name).Select(disk => _disks[disk.Name])],
            [.. index.TerminalsFedBy(ups.Name).Select(terminal => _terminals[terminal.Name])],
            areas.OfUps[at],
            HostOf(ups)))];

    private int? HostOf(Ups ups)
    {
        var host = ups.Connection switch
        {
            AgentConnection agent => Node(agent.Node),
            SerialConnection serial => Node(serial.Host),
            _ => -1,
        };
        return host >= 0 ? host : null;
    }

    // The main output carries the outlet groups: cutting it takes everything with it.
    private OutputPlace OutputPlaceOf(Ups ups, OutputAt at)
    {
        var nodes = FedBy(Nodes, node => node.Sources, at);
        var disks = FedBy(Disks, disk => disk.Sources, at);
        return new(
            at.Output == 0 ? null : ups.OutletGroups[at.Output - 1].Name,
            nodes,
            disks,
            FedBy(Terminals, terminal => terminal.Sources, at),
            [.. nodes.Concat(disks.SelectMany(disk => Disks[disk].Nodes)).Distinct()]);
    }

    private static ImmutableArray<int> FedBy<T>(ImmutableArray<T> consumers, Func<T, ImmutableArray<OutputAt>> sources, OutputAt at) =>
        [.. Enumerable.Range(0, consumers.Length).Where(one => sources(consumers[one]).Any(source =>
            source.Ups == at.Ups && (at.Output == 0 || source.Output == at.Output)))];

    private static FrozenDictionary<string, int> Positions(IEnumerable<string> names) =>
        names.Select((name, at) => KeyValuePair.Create(name, at)).ToFrozenDictionary(StringComparer.Ordinal);
}
