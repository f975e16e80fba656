using System.Collections.Immutable;
using System.Globalization;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration.Written;
using PowerController.Yaml.Reading;

namespace PowerController.Runtime.Configuration.Resolving;

/// <summary>From the site as written to the site complete: names resolved, defaults filled in, nesting made flat.</summary>
internal sealed class SiteResolver
{
    /// <summary>Reaches every host of the local network, whatever its addresses.</summary>
    private const string LocalBroadcast = "255.255.255.255";

    private readonly SiteDocument _written;
    private readonly YamlErrors _errors;
    private readonly SupplyResolver _supplies;
    private readonly UpsResolver _upsResolver;
    private readonly HostResolver _hosts;
    private readonly ImmutableArray<Group>.Builder _groups = ImmutableArray.CreateBuilder<Group>();
    private readonly ImmutableArray<Ups>.Builder _upses = ImmutableArray.CreateBuilder<Ups>();
    private readonly ImmutableArray<Node>.Builder _nodes = ImmutableArray.CreateBuilder<Node>();
    private readonly ImmutableArray<Disk>.Builder _disks = ImmutableArray.CreateBuilder<Disk>();

    public SiteResolver(SiteDocument written, YamlErrors errors)
    {
        _written = written;
        _errors = errors;
        Names = new Names(errors);
        _supplies = new SupplyResolver(Names, errors);
        _upsResolver = new UpsResolver(new ConnectionResolver(Names, errors), FeedingDisks(written.Groups), errors);
        _hosts = new HostResolver(Names, _supplies, written.Build, errors);
    }

    public Names Names { get; }

    public Site Resolve()
    {
        // Names first: a reference may stand before what it refers to.
        TakeNames(_written.Groups);
        foreach (var terminal in _written.Terminals)
            Names.Take(terminal.Name, NameOf.Terminal, terminal.At);
        foreach (var cluster in _written.Clusters)
            Names.Take(cluster.Name, NameOf.Cluster, cluster.At);

        var network = Network(_written.Network, new SiteNetwork(LocalBroadcast, Parameters.GroupPort.Default, null));
        var scope = new Scope("", network, Layer(_written.Defaults, []));
        foreach (var group in _written.Groups)
            Resolve(group, null, scope);
        var clusters = new ClusterResolver(Names, _errors);
        return new Site(
            _written.Name,
            _written.Build,
            network,
            Timing(_written.Timing),
            Terminals(),
            _groups.DrainToImmutable(),
            _upses.DrainToImmutable(),
            _nodes.DrainToImmutable(),
            _disks.DrainToImmutable(),
            [.. _written.Clusters.Select(clusters.Resolve)]);
    }

    private void TakeNames(ImmutableArray<GroupDocument> groups)
    {
        foreach (var group in groups)
        {
            Names.Take(group.Name, NameOf.Group, group.At);
            foreach (var ups in group.Upses)
            {
                Names.Take(ups.Name, NameOf.Ups, ups.At);
                _supplies.Know(ups.Name, [.. ups.OutletGroups.Select(outlet => outlet.Name.Value)]);
            }

            foreach (var node in group.Nodes)
                Names.Take(node.Name, NameOf.Node, node.At);
            foreach (var disk in group.Disks)
                Names.Take(disk.Name, NameOf.Disk, disk.At);
            TakeNames(group.Groups);
        }
    }

    private void Resolve(GroupDocument written, string? parent, Scope above)
    {
        var scope = new Scope(written.Name, Network(written.Network, above.Network), Layer(written.Defaults, above.Defaults));
        _groups.Add(new Group(
            written.Name,
            parent,
            written.Description ?? "",
            scope.Network,
            written.CommLoss?.ConfirmTime ?? Parameters.CommLossConfirmTime.Default,
            written.CommLoss?.Policy ?? CommLossPolicy.Continue));
        foreach (var ups in written.Upses)
            _upses.Add(_upsResolver.Resolve(ups, scope));
        foreach (var node in written.Nodes)
            _nodes.Add(_hosts.Node(node, scope));
        foreach (var disk in written.Disks)
            _disks.Add(_hosts.Disk(disk, scope));
        foreach (var group in written.Groups)
            Resolve(group, written.Name, scope);
    }

    private ImmutableArray<Terminal> Terminals()
    {
        // Where a name is given twice the first one counts; the second has been complained about.
        var nodes = _nodes.GroupBy(node => node.Name, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        var groupOfUps = _upses.GroupBy(ups => ups.Name, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First().Group, StringComparer.Ordinal);
        var terminals = ImmutableArray.CreateBuilder<Terminal>();
        foreach (var written in _written.Terminals.Take(Limits.Terminals))
        {
            var terminal = _hosts.Terminal(written, terminals.Count + 1, nodes, groupOfUps);
            if (terminals.FirstOrDefault(other => other.Priority == terminal.Priority) is { } rival)
            {
                var priority = terminal.Priority.ToString(CultureInfo.InvariantCulture);
                _errors.Add(written.Priority?.At ?? written.At, $"The terminals '{rival.Name}' and '{terminal.Name}' both have priority {priority}.", "Give each a priority of its own.");
            }

            if (terminal.Node is { } node && terminals.Any(other => string.Equals(other.Node, node, StringComparison.Ordinal)))
                _errors.Add(written.At, $"There are two terminals on the node '{node}'.", "Remove one of them.");
            terminals.Add(terminal);
        }

        if (terminals.Count == 0 && _written.Build is SiteBuild.Mirror or SiteBuild.Single)
            AddDeciders(terminals);
        return terminals.DrainToImmutable();
    }

    // Where no control terminal stands apart and none is named, the nodes decide together: each of them is one.
    private void AddDeciders(ImmutableArray<Terminal>.Builder terminals)
    {
        var places = Names.Places.ToDictionary(place => place.Key, place => place.Value, StringComparer.Ordinal);
        foreach (var node in _nodes.DistinctBy(node => node.Name, StringComparer.Ordinal).Where(node => places.ContainsKey(node.Name)).Take(Limits.Terminals))
        {
            var name = $"on-{node.Name}";
            if (Names.Take(name, NameOf.Terminal, places[node.Name]))
                terminals.Add(new Terminal(name, node.Group, node.Address, terminals.Count + 1, node.Name, null, Parameters.TerminalConfirmTime.Default, node.OsStopTime));
        }
    }

    private static ImmutableArray<DefaultsDocument> Layer(DefaultsDocument? nearest, ImmutableArray<DefaultsDocument> above) =>
        nearest is null ? above : above.Insert(0, nearest);

    private static SiteNetwork Network(NetworkDocument? written, SiteNetwork above) => written is null
        ? above
        : new SiteNetwork(written.GroupAddress ?? above.GroupAddress, written.GroupPort ?? above.GroupPort, Secrets.Of(written.GroupKey) ?? above.GroupKey)
        {
            Lease = written.Lease is { } lease ? new SiteLease([.. lease.Endpoints]) : above.Lease,
        };

    private static SiteTiming Timing(TimingDocument? written)
    {
        var usual = SiteTiming.Default;
        return new SiteTiming(
            written?.PollInterval ?? usual.PollInterval,
            written?.HurriedPollInterval ?? usual.HurriedPollInterval,
            written?.PollGap ?? usual.PollGap,
            written?.OsStopHandout ?? usual.OsStopHandout,
            written?.CutSlot ?? usual.CutSlot,
            written?.MainsStable ?? usual.MainsStable,
            written?.StartSpread ?? usual.StartSpread);
    }

    private static ImmutableSortedSet<string> FeedingDisks(ImmutableArray<GroupDocument> groups) =>
        groups.SelectMany(group => group.Disks)
            .SelectMany(disk => disk.Supply?.From ?? [])
            .Select(source => SupplyResolver.UpsOf(source.Value))
            .Concat(groups.SelectMany(group => FeedingDisks(group.Groups)))
            .ToImmutableSortedSet(StringComparer.Ordinal);
}
