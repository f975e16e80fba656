using System.Collections.Immutable;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Tests.Plans;

/// <summary>Sites to plan for, small enough to redo by hand.</summary>
internal static class PlanSites
{
    public static readonly TimeSpan P = TimeSpan.FromSeconds(8);

    /// <summary>The site of the worked examples: terminal, two nodes and one disk, each on its own UPS.</summary>
    public static Site WorkedExample { get; } = Site(
        SiteBuild.TerminalApart,
        [Ups("UPS1", 300), Ups("UPS2", 60), Ups("UPS3", 60), Ups("UPS4", 30)],
        [Node("node1", "UPS2"), Node("node2", "UPS3")],
        [Disk("disk1", "UPS4")],
        [Cluster("cluster", ["node1", "node2"], ["disk1"])],
        [Terminal("terminal", "UPS1")]);

    public static Site Site(
        SiteBuild build, ImmutableArray<Ups> upses, ImmutableArray<Node> nodes, ImmutableArray<Disk> disks,
        ImmutableArray<Cluster> clusters, ImmutableArray<Terminal> terminals)
    {
        var network = new SiteNetwork("255.255.255.255", 4000, null);
        return new Site("example", build, network, SiteTiming.Default, terminals,
            [new Group("room", null, "", network, TimeSpan.FromSeconds(50), CommLossPolicy.Continue)],
            upses, nodes, disks, clusters);
    }

    public static Ups Ups(string name, double confirmSeconds) => new(
        name, "", "room", new SnmpConnection("127.0.0.1", 161, new CommunityAccess(false, null, null), null),
        TimeSpan.FromSeconds(confirmSeconds), CutOnMains.Graceful, UpsSettings.Default,
        Parameters.BatteryTemperatureMin.Default, Parameters.BatteryTemperatureMax.Default, null, false, []);

    public static Node Node(string name, params string[] upses) => new(
        name, "", "room", "127.0.0.1", Supply(1, upses), RestorePolicy.Ups, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(900),
        [new StartByOutput()], new StopByAgent(), []);

    public static Disk Disk(string name, params string[] upses) =>
        new(name, "", "room", Supply(1, upses), RestorePolicy.Ups, 1, TimeSpan.FromSeconds(60));

    public static Cluster Cluster(string name, ImmutableArray<string> nodes, ImmutableArray<string> disks) =>
        new(name, "", "command", nodes, disks, TimeSpan.FromSeconds(120), null, TimeSpan.Zero, [], [], []);

    public static Terminal Terminal(string name, string ups) =>
        new(name, "room", "127.0.0.1", 1, null, Supply(1, ups), TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(60));

    public static Supply Supply(int needs, params string[] upses) =>
        new([.. upses.Select(Source)], needs);

    private static PowerSource Source(string text)
    {
        var parts = text.Split('/');
        return new PowerSource(parts[0], parts.Length > 1 ? parts[1] : null);
    }
}
