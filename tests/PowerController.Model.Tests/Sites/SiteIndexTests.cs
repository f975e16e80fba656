using PowerController.Model.Sites;

namespace PowerController.Model.Tests.Sites;

public sealed class SiteIndexTests
{
    private static readonly SiteNetwork _network = new("255.255.255.255", 4000, null);
    private static readonly SiteIndex _index = new(Site());

    [Fact]
    public void FedBy_SharedUps_NamesEveryConsumerOnce()
    {
        Assert.Equal(["node1", "node2"], _index.NodesFedBy("A").Select(node => node.Name));
        Assert.Equal(["disk"], _index.DisksFedBy("B").Select(disk => disk.Name));
    }

    [Fact]
    public void TerminalsFedBy_TerminalOnANode_IsFedAsItsNode()
    {
        Assert.Equal(["terminal"], _index.TerminalsFedBy("A").Select(terminal => terminal.Name));
        Assert.Equal("terminal", _index.TerminalOn("node1")?.Name);
        Assert.Null(_index.TerminalOn("node2"));
    }

    [Fact]
    public void NodesOn_Disk_AreThoseOfItsClusters()
    {
        Assert.Equal(["node1", "node2"], _index.NodesOn("disk").Select(node => node.Name));
        Assert.Equal(["disk"], _index.DisksOf("node2"));
        Assert.Empty(_index.DisksOf("alone"));
        Assert.Null(_index.ClusterOf("alone"));
    }

    [Fact]
    public void WithNested_Group_GoesAllTheWayDown()
    {
        Assert.Equal(["top", "middle", "bottom"], _index.WithNested("top").Select(group => group.Name));
        Assert.Equal(["bottom"], _index.WithNested("bottom").Select(group => group.Name));
    }

    private static Site Site() => new(
        "example", SiteBuild.TerminalsAmongNodes, _network, SiteTiming.Default,
        [new Terminal("terminal", "top", "127.0.0.1", 1, "node1", null, TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(60))],
        [Group("top", null), Group("middle", "top"), Group("bottom", "middle")],
        [Ups("A"), Ups("B")],
        [Node("node1", "A"), Node("node2", "A", "A/outlet"), Node("alone", "B")],
        [new Disk("disk", "", "top", Supply("B"), RestorePolicy.Terminal, 1, TimeSpan.FromSeconds(60))],
        [new Cluster("cluster", "", "command", ["node1", "node2"], ["disk"], TimeSpan.FromSeconds(120), null, TimeSpan.Zero, [], [], [])]);

    private static Group Group(string name, string? parent) =>
        new(name, parent, "", _network, TimeSpan.FromSeconds(50), CommLossPolicy.Continue);

    private static Ups Ups(string name) => new(
        name, "", "top", new AgentConnection("node1"), TimeSpan.FromSeconds(60), CutOnMains.Graceful, UpsSettings.Default,
        Parameters.BatteryTemperatureMin.Default, Parameters.BatteryTemperatureMax.Default, null, false, [new OutletGroup("outlet", 1, TimeSpan.FromSeconds(60))]);

    private static Node Node(string name, params string[] sources) => new(
        name, "", "top", "127.0.0.1", Supply(sources), RestorePolicy.Terminal, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(900), [new StartByOutput()], new StopByAgent(), []);

    private static Supply Supply(params string[] sources) =>
        new([.. sources.Select(source => source.Split('/')).Select(parts => new PowerSource(parts[0], parts.ElementAtOrDefault(1)))], 1);
}
