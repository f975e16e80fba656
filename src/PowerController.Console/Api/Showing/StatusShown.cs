using System.Collections.Immutable;
using PowerController.Console.Api.Documents;
using PowerController.Model.Checks;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Runtime.Snapshots;

namespace PowerController.Console.Api.Showing;

/// <summary>The whole site for readers.</summary>
internal sealed class StatusShown
{
    private readonly SiteSnapshot _snapshot;
    private readonly SiteState _state;
    private readonly Topology _topology;
    private readonly Moments _moments;
    private readonly ILookup<string, int> _upsesOf;
    private readonly ILookup<string, int> _nodesOf;
    private readonly ILookup<string, int> _disksOf;
    private readonly ILookup<string, int> _terminalsOf;
    private readonly ILookup<string, Group> _groupsOf;

    private StatusShown(SiteSnapshot snapshot)
    {
        _snapshot = snapshot;
        _state = snapshot.State;
        _topology = snapshot.State.Topology;
        _moments = new Moments(snapshot);
        _upsesOf = ByGroup(_topology.Upses, place => place.Ups.Group);
        _nodesOf = ByGroup(_topology.Nodes, place => place.Node.Group);
        _disksOf = ByGroup(_topology.Disks, place => place.Disk.Group);
        _terminalsOf = ByGroup(_topology.Terminals, place => place.Terminal.Group);
        _groupsOf = snapshot.Site.Groups.ToLookup(group => group.Parent ?? "", StringComparer.Ordinal);
    }

    public static StatusDocument Of(SiteSnapshot snapshot, ImmutableArray<Finding> findings)
    {
        var shown = new StatusShown(snapshot);
        var state = snapshot.State;
        return new StatusDocument(
            snapshot.Site.Name,
            snapshot.Digest,
            snapshot.Wall,
            snapshot.Version,
            state.Self,
            Spoken.Kebab(state.Role),
            state.Term,
            Spoken.Kebab(state.Operation),
            state.AutoAsked,
            shown.GroupsOf(""),
            [.. Enumerable.Range(0, state.Topology.Units.Length).Select(shown.Unit)],
            [.. state.Runs.Select(run => RunShown.Open(snapshot, run))],
            [.. snapshot.Hosts.Select(host => new HostStatus(host.Host, host.Role, host.State, host.Term, host.ConfigurationDigest, host.HeardAgo?.TotalSeconds))],
            AlarmShown.Of(snapshot),
            [.. findings.Select(finding => new FindingStatus(finding.Code, Spoken.Kebab(finding.Severity), finding.Subject, finding.Message, finding.Remedy))])
        {
            Unheeded = [.. snapshot.Unheeded.Select(dropped => new UnheededStatus(dropped.What, dropped.Count))],
        };
    }

    /// <summary>Null when the site has no UPS of that name.</summary>
    public static UpsStatus? Ups(SiteSnapshot snapshot, string name)
    {
        var at = snapshot.State.Topology.Ups(name);
        return at < 0 ? null : UpsShown.Of(snapshot, at);
    }

    private ImmutableArray<GroupStatus> GroupsOf(string parent) => [.. _groupsOf[parent].Select(group => new GroupStatus(
        group.Name,
        group.Description,
        GroupsOf(group.Name),
        [.. _upsesOf[group.Name].Select(at => UpsShown.Of(_snapshot, at))],
        [.. _terminalsOf[group.Name].Select(Terminal)],
        [.. _nodesOf[group.Name].Select(Node)],
        [.. _disksOf[group.Name].Select(Disk)]))];

    private TerminalStatus Terminal(int at)
    {
        var terminal = _topology.Terminals[at].Terminal;
        var state = terminal.Name == _state.Self
            ? Spoken.Kebab(_state.Role)
            : _snapshot.Hosts.FirstOrDefault(host => host.Host == terminal.Name)?.State ?? "not heard";
        return new TerminalStatus(terminal.Name, terminal.Address, state, FedBy(terminal.Supply));
    }

    private NodeStatus Node(int at)
    {
        var place = _topology.Nodes[at];
        var state = _state.Nodes[at];
        return new NodeStatus(
            place.Node.Name, place.Node.Description, place.Node.Address, _topology.Units[place.Unit].Name,
            Spoken.Of(state.Power), _moments.Since(state.Since), state.Silent, FedBy(place.Node.Supply), place.Needs);
    }

    private DiskStatus Disk(int at)
    {
        var place = _topology.Disks[at];
        var state = _state.Disks[at];
        return new DiskStatus(
            place.Disk.Name, place.Disk.Description, Spoken.Of(state.Power), _moments.Since(state.Since), place.Disk.WarmUpOrder,
            state.Power == DiskPower.WarmingUp ? Math.Max(0, (state.Until - _snapshot.Now).TotalSeconds) : null, FedBy(place.Disk.Supply));
    }

    private UnitStatus Unit(int at)
    {
        var place = _topology.Units[at];
        var state = _state.Units[at];
        return new UnitStatus(
            place.Name, place.Cluster?.Manager, UnitState(place, at),
            [.. place.Nodes.Select(node => _topology.Nodes[node].Node.Name)],
            [.. place.Disks.Select(disk => _topology.Disks[disk].Disk.Name)],
            state.Cancelled, state.LeftOff);
    }

    private string UnitState(UnitPlace place, int at)
    {
        if (_state.Runs.FirstOrDefault(run => run.Unit == at && run.Whole) is { } run)
            return Spoken.Of(run.Phase);
        var powers = place.Nodes.Select(node => _state.Nodes[node].Power).ToArray();
        if (powers.All(power => power == NodePower.Up))
            return place.Cluster is not null && _state.Units[at].Cluster != default ? Spoken.Of(_state.Units[at].Cluster) : "normal";
        if (powers.All(power => power == NodePower.Off))
            return "off";
        var distinct = powers.Distinct().ToArray();
        return distinct.Length == 1 ? Spoken.Of(distinct[0]) : $"{powers.Count(power => power == NodePower.Up)} of {powers.Length} nodes normal";
    }

    private static ImmutableArray<string> FedBy(Supply? supply) => supply is null ? [] : [.. supply.From.Select(source => source.ToString())];

    private static ILookup<string, int> ByGroup<T>(ImmutableArray<T> places, Func<T, string> group) =>
        Enumerable.Range(0, places.Length).ToLookup(at => group(places[at]), StringComparer.Ordinal);
}
