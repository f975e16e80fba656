using System.Collections.Immutable;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Scenarios.World;

/// <summary>The sites that stories play on, by name.</summary>
internal static class SampleSites
{
    public static Site Named(string name) => name switch
    {
        "apart" => Apart(),
        "apart-continue" => With(Apart(), CommLossPolicy.Continue),
        "apart-shutdown" => With(Apart(), CommLossPolicy.Shutdown),
        "apart-two-terminals" => TwoTerminals(With(Apart(), CommLossPolicy.Shutdown)),
        "apart-three-nodes" => ThreeNodes(Apart()),
        "apart-mains-proof" => Change(Apart(), ups => ups with { CutOnMains = CutOnMains.Impossible }),
        "apart-delayed" => Change(Apart(), ups => ups with { CutOnMains = CutOnMains.Delayed }),
        "apart-wake" => Nodes(Change(Apart(), ups => ups with { CutOnMains = CutOnMains.Impossible }), node => node with
        {
            StartBy = [new StartByOutput(), new StartByWakeOnLan("02:00:00:00:00:01"), new StartByIpmi("10.0.0.9", "admin", new SecretVariable("IPMI"))],
        }),
        "apart-guarded" => Guarded(Apart()),
        "apart-jobs" => Nodes(Apart(), node => node with
        {
            Jobs = [new Job("flush", JobTime.PowerOff, "flush", TimeSpan.FromSeconds(20), true), new Job("mount", JobTime.PowerOn, "mount", TimeSpan.FromSeconds(20), false)],
        }),
        "apart-others" => Change(Apart(), ups => ups with { FeedsOthers = ups.Name == "UPS1" }),
        "apart-by-people" => Nodes(Apart(), node => node with { Restore = RestorePolicy.None }),
        "ranks" => Ranks(SiteBuild.TerminalApart),
        "ranks-among" => Ranks(SiteBuild.TerminalsAmongNodes),
        "among" => Among(),
        "among-one-ups" => Nodes(Among(), node => node with { Supply = new Supply([new("UPS1", null)], 1) }),
        "mirror" => Mirror(),
        "mirror-no-cut-on-mains" => Change(Mirror(), ups => ups with { CutOnMains = CutOnMains.Impossible, Connection = new AgentConnection(ups.Name == "UPS1" ? "n1" : "n2") }),
        "single" => Single(),
        "redundant" => Redundant(),
        "shared" => Shared(),
        _ => throw new ArgumentException($"There is no sample site {name}."),
    };

    private static Site Apart() => SiteOf(
        SiteBuild.TerminalApart,
        [Terminal("term", "UPS0", null)],
        [Ups("UPS0", 60), Ups("UPS1", 60), Ups("UPS2", 60), Ups("UPSD", 30)],
        [Node("n1", "UPS1"), Node("n2", "UPS2")],
        [Disk("D1", "UPSD", 1, RestorePolicy.Ups)],
        [Cluster("CL", ["n1", "n2"], ["D1"])]);

    private static Site ThreeNodes(Site site) => site with
    {
        Upses = site.Upses.Add(Ups("UPS3", 60)),
        Nodes = site.Nodes.Add(Node("n3", "UPS3")),
        Clusters = [Cluster("CL", ["n1", "n2", "n3"], ["D1"])],
    };

    private static Site Ranks(SiteBuild build) => SiteOf(
        build,
        build == SiteBuild.TerminalApart ? [Terminal("term", "UPS0", null)] : [Terminal("t1", null, "n1"), Terminal("t2", null, "n2")],
        [Ups("UPS0", 60), Ups("UPS1", 60), Ups("UPS2", 60), .. Enumerable.Range(1, 5).Select(rank => Ups($"UPSD{rank}", 30))],
        [Node("n1", "UPS1"), Node("n2", "UPS2")],
        [.. Enumerable.Range(1, 5).Select(rank => Disk($"D{rank}", $"UPSD{rank}", rank, RestorePolicy.Terminal))],
        [Cluster("CL", ["n1", "n2"], ["D1", "D2", "D3", "D4", "D5"])]);

    private static Site Among() => SiteOf(
        SiteBuild.TerminalsAmongNodes,
        [Terminal("t1", null, "n1"), Terminal("t2", null, "n2")],
        [Ups("UPS1", 60), Ups("UPS2", 60), Ups("UPSD", 30)],
        [Node("n1", "UPS1"), Node("n2", "UPS2")],
        [Disk("D1", "UPSD", 1, RestorePolicy.Terminal)],
        [Cluster("CL", ["n1", "n2"], ["D1"])]);

    private static Site Mirror() => SiteOf(
        SiteBuild.Mirror, [], [Ups("UPS1", 60), Ups("UPS2", 60)], [Node("n1", "UPS1"), Node("n2", "UPS2")], [], [Cluster("CL", ["n1", "n2"], [])]);

    private static Site Single() => SiteOf(SiteBuild.Single, [], [Ups("UPS1", 60)], [Node("n1", "UPS1")], [], []);

    private static Site Redundant() => SiteOf(
        SiteBuild.TerminalApart,
        [Terminal("term", "UPS0", null)],
        [Ups("UPS0", 60), Ups("UPS1", 60), Ups("UPS2", 60), Ups("UPSD1", 30), Ups("UPSD2", 30)],
        [
            Node("n1", "UPS1") with { Supply = new Supply([new("UPS1", null), new("UPS2", null)], 1) },
            Node("n2", "UPS2") with { Supply = new Supply([new("UPS1", null), new("UPS2", null)], 1) },
        ],
        [Disk("D1", "UPSD1", 1, RestorePolicy.Ups) with { Supply = new Supply([new("UPSD1", null), new("UPSD2", null)], 1) }],
        [Cluster("CL", ["n1", "n2"], ["D1"])]);

    private static Site Shared() => SiteOf(
        SiteBuild.TerminalApart,
        [Terminal("term", "UPS0", null)],
        [Ups("UPS0", 60), Ups("UPS1", 60), Ups("UPS2", 60), Ups("UPS3", 60), Ups("UPS4", 60), Ups("UPSD", 30)],
        [Node("n1", "UPS1"), Node("n2", "UPS2"), Node("m1", "UPS3"), Node("m2", "UPS4")],
        [Disk("D1", "UPSD", 1, RestorePolicy.Ups)],
        [Cluster("CL1", ["n1", "n2"], ["D1"]), Cluster("CL2", ["m1", "m2"], ["D1"])]);

    private static Site Guarded(Site site) => site with
    {
        Clusters = [site.Clusters[0] with { OutageGuard = TimeSpan.FromSeconds(15), Workloads = [new WorkloadBudget("db", TimeSpan.FromSeconds(20))] }],
    };

    private static Site TwoTerminals(Site site) => site with { Terminals = site.Terminals.Add(Terminal("term2", "UPS0", null) with { Priority = 2 }) };

    private static Site With(Site site, CommLossPolicy policy) => site with { Groups = [site.Groups[0] with { CommLossPolicy = policy }] };

    private static Site Change(Site site, Func<Ups, Ups> change) => site with { Upses = [.. site.Upses.Select(change)] };

    private static Site Nodes(Site site, Func<Node, Node> change) => site with { Nodes = [.. site.Nodes.Select(change)] };

    private static readonly SiteNetwork _network = new("255.255.255.255", 4000, null);

    private static Site SiteOf(
        SiteBuild build,
        ImmutableArray<Terminal> terminals,
        ImmutableArray<Ups> upses,
        ImmutableArray<Node> nodes,
        ImmutableArray<Disk> disks,
        ImmutableArray<Cluster> clusters) => new(
        "sample", build, _network, SiteTiming.Default, terminals,
        [new Group("g", null, "", _network, TimeSpan.FromSeconds(50), CommLossPolicy.Continue)],
        upses, nodes, disks, clusters);

    private static Terminal Terminal(string name, string? ups, string? node) => new(
        name, "g", "10.0.0.1", 1, node, ups is null ? null : new Supply([new(ups, null)], 1), TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(60));

    private static Ups Ups(string name, int confirm) => new(
        name, "", "g", new SimulatedConnection("apc", TimeSpan.FromSeconds(1800), new Percent(30)), TimeSpan.FromSeconds(confirm), CutOnMains.Graceful,
        UpsSettings.Default, new Celsius(0), new Celsius(45), null, false, []);

    private static Node Node(string name, string ups) => new(
        name, "", "g", "10.0.1.1", new Supply([new(ups, null)], 1), RestorePolicy.Ups, TimeSpan.FromSeconds(180), TimeSpan.FromSeconds(900),
        [new StartByOutput()], new StopByAgent(), []);

    private static Disk Disk(string name, string ups, int rank, RestorePolicy policy) => new(
        name, "", "g", new Supply([new(ups, null)], 1), policy, rank, TimeSpan.FromSeconds(60));

    private static Cluster Cluster(string name, ImmutableArray<string> nodes, ImmutableArray<string> disks) => new(
        name, "", "pacemaker", nodes, disks, TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(180), TimeSpan.Zero, [], [], []);
}
