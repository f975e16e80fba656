using System.Collections.Immutable;
using PowerController.Coordination.Membership;
using PowerController.Hosts.Keys;
using PowerController.Hosts.Life;
using PowerController.Hosts.Network;
using PowerController.Model.Sites;

namespace PowerController.Hosts.Tests.Life;

/// <summary>A small site with keys and states on the disk, and a wire in memory between its hosts. One clock drives all of them.</summary>
internal sealed class TrialSite : IDisposable
{
    private readonly List<StationHost> _hosts = [];

    public TrialSite(int terminals = 1, int nodes = 2, bool amongNodes = false, string name = "site", string? keys = null)
    {
        Directory.CreateDirectory(Root);
        Site = Of(terminals, nodes, amongNodes, name);
        Keys = keys ?? Path.Combine(Root, "config");
        var work = new KeyMaking(KeyPlaces.Of(Site, Keys), Time).MakeMissing(Site);
        Assert.Null(work.Problem);
    }

    public string Root { get; } = Path.Combine(Path.GetTempPath(), $"hosts-{Guid.NewGuid():N}");

    /// <summary>The configuration directory.</summary>
    public string Keys { get; }

    public Site Site { get; set; }

    public ManualTime Time { get; init; } = new();

    public MemoryWire Wire { get; init; } = new();

    public HostPlan PlanOf(string host) => new(Site, host, Keys, null, Path.Combine(Root, $"state-{host}")) { SystemIdentity = "boot-1" };

    /// <summary>A host that takes part; its thread is the test's.</summary>
    public (StationHost Host, NotedSides Sides) Begin(string host, HostPlan? plan = null)
    {
        plan ??= PlanOf(host);
        var opened = plan.Open(new HostClock(Time, TimeSpan.Zero), Wire.Join());
        Assert.Null(opened.Problem);
        var sides = new NotedSides();
        _hosts.Add(opened.Host!);
        opened.Host!.Begin(opened.Host.State.Entry.IsTerminal ? sides : null, opened.Host.State.Entry.Node is null ? null : sides);
        return (opened.Host, sides);
    }

    /// <summary>The machine has lost its power: nothing is said any more.</summary>
    public void Lose(StationHost host)
    {
        _hosts.Remove(host);
        host.Lose();
    }

    /// <summary>Lets time pass in small steps; all hosts do what is due.</summary>
    public void Pass(TimeSpan time)
    {
        for (var end = Time.Now + time; Time.Now < end;)
        {
            Time.Advance(TimeSpan.FromMilliseconds(50));
            Settle();
        }
    }

    /// <summary>Until nobody has anything left to do.</summary>
    public void Settle()
    {
        do
        {
            foreach (var host in _hosts)
            {
                while (host.Turn())
                {
                    // More waits.
                }
            }
        }
        while (Wire.Deliver());
    }

    public void Dispose()
    {
        foreach (var host in _hosts)
            host.Dispose();
        Directory.Delete(Root, recursive: true);
    }

    public static Site Of(int terminals, int nodes, bool amongNodes, string name, int port = 4000, string group = "127.255.255.255")
    {
        var supply = new Supply([], 0);
        var network = new SiteNetwork(group, port, new SecretFile("secrets/group-key"));
        return new Site(
            name,
            amongNodes ? SiteBuild.TerminalsAmongNodes : SiteBuild.TerminalApart,
            network,
            SiteTiming.Default,
            [.. Enumerable.Range(1, terminals).Select(at => new Terminal(
                $"t{at}", "g", amongNodes ? $"127.0.1.{at}" : $"127.0.2.{at}", at, amongNodes ? $"n{at}" : null, null, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(3)))],
            [new Group("g", null, "", network, TimeSpan.FromSeconds(50), CommLossPolicy.Continue)],
            [],
            [.. Enumerable.Range(1, nodes).Select(at => new Node(
                $"n{at}", "", "g", $"127.0.1.{at}", supply, RestorePolicy.Ups, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(15), [new StartByOutput()], new StopByAgent(), []))],
            [],
            [new Cluster(
                "c1", "", "command", [.. Enumerable.Range(1, nodes).Select(at => $"n{at}")], [], TimeSpan.FromMinutes(2), null, TimeSpan.Zero, [],
                ImmutableArray<WorkloadBudget>.Empty, ImmutableArray<StopWrapper>.Empty)]);
    }
}

/// <summary>A network without loss or delay, delivered when asked to.</summary>
internal sealed class MemoryWire
{
    private readonly List<End> _ends = [];
    private readonly Queue<(End From, NetAddress? To, byte[] Bytes)> _under = new();

    public List<byte[]> Seen { get; } = [];

    public IHostNetwork Join()
    {
        var end = new End(this, new NetAddress((UInt128)(_ends.Count + 1), 4000));
        _ends.Add(end);
        return end;
    }

    public bool Deliver()
    {
        var any = _under.Count > 0;
        while (_under.TryDequeue(out var sent))
        {
            Seen.Add(sent.Bytes);
            foreach (var end in _ends.Where(end => end != sent.From && (sent.To is null || sent.To == end.Address)))
                end.Listener?.Received(0, sent.From.Address, sent.Bytes);
        }

        return any;
    }

    /// <summary>Somebody outside says something to everybody.</summary>
    public void Inject(byte[] datagram)
    {
        foreach (var end in _ends)
            end.Listener?.Received(1, new NetAddress(999, 4000), datagram);
    }

    private sealed class End(MemoryWire wire, NetAddress address) : IHostNetwork
    {
        public NetAddress Address => address;

        public INetworkListener? Listener { get; private set; }

        public void Open(INetworkListener listener) => Listener = listener;

        public void Use(NetworkPlan plan)
        {
            // A wire has no addresses to change.
        }

        public void Send(NetAddress? to, ReadOnlySpan<byte> datagram) => wire._under.Enqueue((this, to, datagram.ToArray()));

        public void Dispose() => Listener = null;
    }
}
