using System.Collections.Immutable;
using PowerController.Model.Sites;

namespace PowerController.Simulator.Sites;

/// <summary>Draws a site in few words; what is not said is as usual.</summary>
internal sealed class SiteSketch(SiteBuild build, string name, RestorePolicy restore = RestorePolicy.Ups, CommLossPolicy silence = CommLossPolicy.Continue)
{
    private readonly List<Ups> _upses = [];
    private readonly List<Node> _nodes = [];
    private readonly List<Disk> _disks = [];
    private readonly List<Cluster> _clusters = [];
    private readonly List<Terminal> _terminals = [];

    public SiteSketch Ups(string ups, int confirm, UpsConnection? connection = null, int outlets = 0, CutOnMains cut = CutOnMains.Graceful)
    {
        ImmutableArray<OutletGroup> groups =
            [.. Enumerable.Range(1, outlets).Select(at => new OutletGroup($"outlets{at}", at, TimeSpan.FromSeconds(240 + 60 * at)))];
        // What feeds nodes comes back late enough for its disks to be warm.
        var settings = UpsSettings.Default with { DiskProtectionTime = TimeSpan.FromSeconds(confirm < 60 ? 60 : 180) };
        _upses.Add(new Ups(ups, "", "room", connection ?? new SnmpConnection("127.0.0.1", 161, new CommunityAccess(false, null, null), null),
            TimeSpan.FromSeconds(confirm), cut, settings, Parameters.BatteryTemperatureMin.Default, Parameters.BatteryTemperatureMax.Default, null, false, groups));
        return this;
    }

    public SiteSketch Node(string node, ImmutableArray<string> upses, bool wakeOnLan = false, bool ipmi = false, RestorePolicy? restored = null)
    {
        var ways = ImmutableArray.Create<StartWay>(new StartByOutput());
        if (wakeOnLan)
            ways = ways.Add(new StartByWakeOnLan("00:16:3e:00:00:01"));
        if (ipmi)
            ways = ways.Add(new StartByIpmi("127.0.0.1", "admin", new SecretVariable("IPMI_PASSWORD")));
        _nodes.Add(new Node(node, "", "room", "127.0.0.1", Supply(upses), restored ?? restore, TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(900),
            ways, new StopByAgent(), Jobs(node)));
        return this;
    }

    public SiteSketch Disk(string disk, ImmutableArray<string> upses, int rank = 1)
    {
        _disks.Add(new Disk(disk, "", "room", Supply(upses), restore, rank, TimeSpan.FromSeconds(60)));
        return this;
    }

    public SiteSketch Cluster(string cluster, ImmutableArray<string> nodes, ImmutableArray<string> disks)
    {
        _clusters.Add(new Cluster(cluster, "", "command", nodes, disks, TimeSpan.FromSeconds(120), TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(10), [],
            [new WorkloadBudget("database", TimeSpan.FromSeconds(30))], []));
        return this;
    }

    public SiteSketch Terminal(string terminal, string ups, int priority = 1)
    {
        _terminals.Add(new Terminal(terminal, "room", "127.0.0.1", priority, null, Supply([ups]), TimeSpan.FromSeconds(400), TimeSpan.FromSeconds(60)));
        return this;
    }

    public SiteSketch TerminalOn(string node, int priority)
    {
        _terminals.Add(new Terminal($"terminal{priority}", "room", "127.0.0.1", priority, node, null, TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(60)));
        return this;
    }

    public Site Drawn()
    {
        var network = new SiteNetwork("255.255.255.255", 4000, null);
        return new Site(name, build, network, SiteTiming.Default, [.. _terminals],
            [new Group("room", null, "", network, TimeSpan.FromSeconds(50), silence)], [.. _upses], [.. _nodes], [.. _disks], [.. _clusters]);
    }

    // One node has jobs of every kind, so that the order of things with jobs is tried as well.
    private static ImmutableArray<Job> Jobs(string node) => node.EndsWith('1')
        ? [new Job("flush", JobTime.PowerOff, "flush", TimeSpan.FromSeconds(20), true), new Job("mount", JobTime.PowerOn, "mount", TimeSpan.FromSeconds(30), false)]
        : [];

    private static Supply Supply(ImmutableArray<string> upses) => new([.. upses.Select(Source)], 1);

    private static PowerSource Source(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new PowerSource(text, null) : new PowerSource(text[..slash], text[(slash + 1)..]);
    }
}
