using PowerController.Agent.Clusters;
using PowerController.Agent.Duties;
using PowerController.Model.Sites;

namespace PowerController.Agent.Tests.Duties;

public sealed class AssignmentTests
{
    internal static Site Site(string manager, ClusterCommands? commands = null) => new(
        "site", SiteBuild.TerminalApart, new SiteNetwork("127.255.255.255", 4000, null), SiteTiming.Default, [], [], [],
        [Node("node1"), Node("node2") with { Commands = NodeCommands.Shipped with { ClusterName = "second" } }, Node("server")], [],
        [new Cluster("cluster", "", manager, ["node1", "node2"], [], TimeSpan.FromSeconds(120), null, TimeSpan.Zero, [], [], []) { Commands = commands ?? ClusterCommands.Shipped }]);

    private static Node Node(string name) => new(
        name, "", "room", "127.0.0.11", new Supply([new PowerSource("UPS1", null)], 1), RestorePolicy.Ups, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(900),
        [new StartByOutput()], new StopByAgent(), [new Job("save", JobTime.PowerOff, "save 'all of it'", TimeSpan.FromSeconds(30), true)]);

    [Fact]
    public void Pacemaker_Shipped_StopsAllAndLooksByXml()
    {
        var (duties, look) = Assignment.Of(Site("pacemaker"), "node2", false);

        Assert.Equal(["pcs cluster stop --all"], duties.ClusterStop.Select(command => command.Text));
        Assert.Equal(["pcs cluster stop"], duties.NodeStop.Select(command => command.Text));
        Assert.True(duties is { CanLook: true, StopIsSeen: true, ClusterStopEndsSystem: false });
        Assert.Equal("second", look!.Node);
    }

    [Fact]
    public void Kubernetes_Shipped_NamesEveryNodeAsItIsKnownThere()
    {
        var (duties, _) = Assignment.Of(Site("kubernetes"), "node1", false);

        Assert.Equal("kubectl cordon node1 second", duties.ClusterStop[0].Text);
        Assert.Equal(["node1", "second"], duties.ClusterStop[1].Words[^2..]);
        Assert.Equal(["kubectl uncordon node1 second"], duties.Unquiet.Select(command => command.Text));
        Assert.False(duties.StopIsSeen);
    }

    [Fact]
    public void Proxmox_Shipped_StopsGuestsFromTheLastNodeToTheFirst()
    {
        var (duties, _) = Assignment.Of(Site("proxmox"), "node1", false);

        Assert.Equal(["pvesh create /nodes/second/stopall", "pvesh create /nodes/node1/stopall"], duties.ClusterStop.Select(command => command.Text).Where(text => text.StartsWith("pvesh", StringComparison.Ordinal)));
        Assert.Equal(2, duties.Unquiet.Length);
    }

    [Fact]
    public void ClusterTool_ThatStopsSystemsToo_IsKnownForIt() => Assert.True(Assignment.Of(Site("clusterpro-shutdown"), "node1", false).Duties.ClusterStopEndsSystem);

    [Fact]
    public void Commands_OfTheConfiguration_TakeThePlaceOfShippedOnes()
    {
        var own = ClusterCommands.Shipped with { Stop = [CommandLine.Parse("my-stop {cluster} {node}")], StopEndsSystem = true };
        var (duties, _) = Assignment.Of(Site("pacemaker", own), "node2", false);

        Assert.Equal("my-stop cluster second", duties.ClusterStop.Single().Text);
        Assert.True(duties.ClusterStopEndsSystem);
        Assert.True(duties.CanLook);
    }

    [Fact]
    public void OwnCommands_WithoutAState_AreNotLookedAt()
    {
        var (duties, look) = Assignment.Of(Site("command", ClusterCommands.Shipped with { Stop = [CommandLine.Parse("stop")] }), "node1", false);

        Assert.Null(look);
        Assert.False(duties.CanLook);
    }

    [Fact]
    public void Manager_NobodyKnows_IsDrivenByTheCommandsThatAreGiven()
    {
        var (duties, look) = Assignment.Of(Site("heartbeat", ClusterCommands.Shipped with { Stop = [CommandLine.Parse("stop")] }), "node1", false);

        Assert.Null(look);
        Assert.Equal(["stop"], duties.ClusterStop.Select(command => command.Text));
    }

    [Theory]
    [InlineData(false, "systemctl poweroff", "systemctl reboot")]
    [InlineData(true, "shutdown.exe /s /f /t 0 /d p:6:12", "shutdown.exe /r /f /t 0 /d p:6:12")]
    public void Server_WithoutACluster_StopsByItsSystemsOwnCommands(bool isWindows, string stop, string reboot)
    {
        var (duties, look) = Assignment.Of(Site("pacemaker"), "server", isWindows);

        Assert.Null(look);
        Assert.Null(duties.Cluster);
        Assert.Equal((stop, reboot), (duties.OsStop[0].Text, duties.Reboot[0].Text));
        Assert.Equal(["save", "all of it"], duties.Jobs.Single().Command.Words);
    }

    [Fact]
    public void EveryManager_HasCommandsOrNone()
    {
        foreach (var manager in ClusterKinds.All.Where(manager => manager.Name != ManagerNames.OwnCommands))
        {
            Assert.NotEmpty(manager.Stop);
            Assert.NotEmpty(manager.StopNode);
            Assert.NotEmpty(manager.State);
        }
    }
}
