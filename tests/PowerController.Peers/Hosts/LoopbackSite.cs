using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Keys;
using PowerController.Hosts.Life;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Sites;

namespace PowerController.Peers.Hosts;

/// <summary>A site whose hosts share this machine by different addresses of the loopback, with real sockets, keys and disks.</summary>
internal sealed class LoopbackSite : IDisposable
{
    private readonly List<StationHost> _hosts = [];
    private readonly bool _isOwner;

    /// <param name="root">Of a site that another process has made; null makes a new one.</param>
    public LoopbackSite(int terminals, int nodes, int port, string? root = null, SiteLease? lease = null)
    {
        _isOwner = root is null;
        Root = root ?? Directory.CreateTempSubdirectory("loopback-site-").FullName;
        Site = Of(terminals, nodes, port, "127.255.255.255");
        Site = Site with { Network = Site.Network with { Lease = lease } };
        var work = new KeyMaking(KeyPlaces.Of(Site, Root), TimeProvider.System).MakeMissing(Site);
        if (work.Problem is not null)
            throw new InvalidOperationException(work.Problem);
    }

    public string Root { get; }

    public Site Site { get; }

    /// <summary>A host that takes part, on its own thread. Nodes are up and do at once what they are ordered.</summary>
    public (StationHost Host, LoopbackSides Sides) Start(string name)
    {
        var opened = new HostPlan(Site, name, Root, null, Path.Combine(Root, $"state-{name}")).Open(new HostClock(TimeProvider.System, TimeSpan.Zero));
        var host = opened.Host ?? throw new InvalidOperationException(opened.Problem);
        _hosts.Add(host);
        var sides = new LoopbackSides(host);
        host.Start(host.State.Entry.IsTerminal ? sides : null, host.State.Entry.Node is null ? null : sides);
        if (host.State.Entry.Node is not null)
            host.NodeSays(new NodeWord(AgentWord.Up, host.SystemStart, default, ClusterWord.Normal, null));
        return (host, sides);
    }

    /// <summary>Waits until so many others are heard by a host; false when they are not in time.</summary>
    public static async Task<bool> HearsAsync(StationHost host, int others, TimeSpan within)
    {
        var begun = Stopwatch.GetTimestamp();
        while (host.State.Peers.Count(peer => peer.Alive) < others)
        {
            if (Stopwatch.GetElapsedTime(begun) > within)
                return false;
            await Task.Delay(20);
        }

        return true;
    }

    public static async Task<bool> LeadsAsync(StationHost host, TimeSpan within)
    {
        var begun = Stopwatch.GetTimestamp();
        while (host.State.Lead is not { Leads: true })
        {
            if (Stopwatch.GetElapsedTime(begun) > within)
                return false;
            await Task.Delay(20);
        }

        return true;
    }

    public void Dispose()
    {
        foreach (var host in _hosts)
            host.Dispose();
        if (_isOwner)
            Directory.Delete(Root, recursive: true);
    }

    private static Site Of(int terminals, int nodes, int port, string group)
    {
        var supply = new Supply([], 0);
        var network = new SiteNetwork(group, port, new SecretFile("secrets/group-key"));
        return new Site(
            "loopback",
            SiteBuild.TerminalApart,
            network,
            SiteTiming.Default,
            [.. Enumerable.Range(1, terminals).Select(at => new Terminal($"t{at}", "g", $"127.0.2.{at}", at, null, null, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(3)))],
            [new Group("g", null, "", network, TimeSpan.FromSeconds(50), CommLossPolicy.Continue)],
            [],
            [.. Enumerable.Range(1, nodes).Select(at => new Node(
                $"n{at}", "", "g", $"127.1.{at / 250}.{(at % 250) + 1}", supply, RestorePolicy.Ups, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(15), [new StartByOutput()], new StopByAgent(), []))],
            [],
            [new Cluster(
                "c1", "", "command", [.. Enumerable.Range(1, nodes).Select(at => $"n{at}")], [], TimeSpan.FromMinutes(2), null, TimeSpan.Zero, [],
                ImmutableArray<WorkloadBudget>.Empty, ImmutableArray<StopWrapper>.Empty)]);
    }
}

/// <summary>Notes what a host is told; an order is done as soon as it comes.</summary>
internal sealed class LoopbackSides(StationHost host) : ITerminalSide, INodeSide
{
    public ConcurrentQueue<(PowerEvent Event, long At)> Told { get; } = [];

    public ConcurrentQueue<Effect> Obeyed { get; } = [];

    public ConcurrentQueue<HostFact> Facts { get; } = [];

    public Action<PowerEvent>? OnTell { get; set; }

    public void Tell(PowerEvent happened)
    {
        Told.Enqueue((happened, Stopwatch.GetTimestamp()));
        OnTell?.Invoke(happened);
    }

    public void TakeRuns(TakeRuns runs)
    {
        // There is no run in these trials.
    }

    public void TakeConfiguration(TakeConfiguration taken)
    {
        // Nor another configuration.
    }

    public void Noted(HostFact fact) => Facts.Enqueue(fact);

    public void Obey(Effect order)
    {
        Obeyed.Enqueue(order);
        host.OrderMoved(order.Id, OrderStage.Done, default, "");
    }

    public void DeadlineCame(DeadlineCame came)
    {
        // Nobody is told deadlines here.
    }
}
