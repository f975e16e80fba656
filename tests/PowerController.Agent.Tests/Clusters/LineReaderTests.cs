using PowerController.Agent.Clusters;
using PowerController.Agent.Rules;
using PowerController.Hosts.Commands;
using PowerController.Model.Events;
using PowerController.Model.Sites;

namespace PowerController.Agent.Tests.Clusters;

public sealed class LineReaderTests
{
    internal static ClusterSight Read(string manager, string output, string node = "node1", int exitCode = 0, ClusterTexts? texts = null) =>
        ClusterKinds.Find(manager)!.Read(new ClusterAnswers(node, [new CommandResult(CommandOutcome.Exited, exitCode, output)], texts));

    private static string Clpstat(string one, string two) =>
        $"""
         ========================  CLUSTER STATUS  ===========================
          Cluster : cluster
          <server>
           *node1 ..........: {one}
              lankhb1        : Normal           Kernel Mode LAN Heartbeat
              lankhb2        : Normal           Kernel Mode LAN Heartbeat
            node2 ..........: {two}
              lankhb1        : Normal           Kernel Mode LAN Heartbeat
          <group>
            failover1 ......: Online
              current        : node1
              disk1          : Online
          <monitor>
            diskw1 .........: Offline
         =====================================================================
        """;

    [Theory]
    [InlineData("Online", "Online", ClusterWord.Normal, Presence.In)]
    [InlineData("Online", "Offline", ClusterWord.Degraded, Presence.In)]
    [InlineData("Caution", "Online", ClusterWord.Normal, Presence.In)]
    [InlineData("Offline Pending", "Online", ClusterWord.Stopping, Presence.In)]
    [InlineData("Offline", "Offline", ClusterWord.Stopped, Presence.Out)]
    [InlineData("Online", "Unknown", ClusterWord.Degraded, Presence.In)]
    [InlineData("Unknown", "Unknown", ClusterWord.Unknown, Presence.Unknown)]
    [InlineData("Unheard of", "Offline", ClusterWord.Unknown, Presence.Unknown)]
    public void Clusterpro_Status_IsReadByItsServers(string one, string two, ClusterWord word, Presence here) =>
        Assert.Equal(new ClusterSight(word, here), Read("clusterpro", Clpstat(one, two), node: "other-name"));

    [Fact]
    public void Clusterpro_NoDaemonHere_HasStopped() =>
        Assert.Equal(ClusterSight.Stopped, Read("clusterpro", "Could not connect to the server.\nCheck if the cluster daemon is active.\n", exitCode: 1));

    [Theory]
    [InlineData("service=Running\nnode:NODE1=Up\nnode:NODE2=Up", ClusterWord.Normal, Presence.In)]
    [InlineData("service=Running\r\nnode:node1=Up\r\nnode:node2=Down\r\n", ClusterWord.Degraded, Presence.In)]
    [InlineData("service=Running\nnode:node1=Paused\nnode:node2=Up", ClusterWord.Normal, Presence.In)]
    [InlineData("service=Running\nnode:node1=Joining\nnode:node2=Up", ClusterWord.Degraded, Presence.Unknown)]
    [InlineData("service=StopPending", ClusterWord.Stopping, Presence.In)]
    [InlineData("service=Stopped", ClusterWord.Stopped, Presence.Out)]
    [InlineData("service=StartPending", ClusterWord.Unknown, Presence.Unknown)]
    [InlineData("service=Running", ClusterWord.Unknown, Presence.Unknown)]
    public void Windows_Lines_AreRead(string output, ClusterWord word, Presence here) => Assert.Equal(new ClusterSight(word, here), Read("windows", output));

    private static string Crs(params (string Node, bool Up)[] nodes) => string.Concat(nodes.Select(node =>
        "**************************************************************\n" + node.Node + ":\n" + (node.Up
            ? "CRS-4537: Cluster Ready Services is online\nCRS-4529: Cluster Synchronization Services is online\nCRS-4533: Event Manager is online\n"
            : "CRS-4535: Cannot communicate with Cluster Ready Services\nCRS-4530: Communications failure contacting Cluster Synchronization Services daemon\nCRS-4534: Cannot communicate with Event Manager\n")));

    [Theory]
    [InlineData(true, true, ClusterWord.Normal, Presence.In)]
    [InlineData(true, false, ClusterWord.Degraded, Presence.In)]
    [InlineData(false, true, ClusterWord.Degraded, Presence.Out)]
    [InlineData(false, false, ClusterWord.Stopped, Presence.Out)]
    public void OracleClusterware_Check_IsReadByItsNumbers(bool one, bool two, ClusterWord word, Presence here) =>
        Assert.Equal(new ClusterSight(word, here), Read("oracle-clusterware", Crs(("node1", one), ("node2", two))));

    [Fact]
    public void OracleClusterware_NothingRunsHere_HasStopped() =>
        Assert.Equal(ClusterSight.Stopped, Read("oracle-clusterware", "CRS-4639: Could not contact Oracle High Availability Services\n", exitCode: 1));

    [Fact]
    public void OracleClusterware_OneServiceGone_IsNotNormal() => Assert.NotEqual(ClusterWord.Normal, Read(
        "oracle-clusterware", "node1:\nCRS-4537: Cluster Ready Services is online\nCRS-4530: Communications failure contacting Cluster Synchronization Services daemon\n").Word);

    [Theory]
    [InlineData("name=cl1\nstatus=up\nnode:node1|status=up\nnode:node1|state=running\nnode:node2|status=up\nnode:node2|state=running\n", ClusterWord.Normal, Presence.In)]
    [InlineData("status=up\nnode:node1|status=up\nnode:node1|state=running\nnode:node2|status=down\nnode:node2|state=halted\n", ClusterWord.Degraded, Presence.In)]
    [InlineData("status=up\nnode:node1|status=up\nnode:node1|state=halting\nnode:node2|status=up\n", ClusterWord.Stopping, Presence.In)]
    [InlineData("status=down\nnode:node1|status=down\nnode:node2|status=down\nnode:node2|state=unknown\n", ClusterWord.Stopped, Presence.Out)]
    [InlineData("status=unknown\nnode:node1|status=unknown\nnode:node2|status=unknown\n", ClusterWord.Unknown, Presence.Unknown)]
    public void Serviceguard_Lines_AreRead(string output, ClusterWord word, Presence here) => Assert.Equal(new ClusterSight(word, here), Read("serviceguard", output));

    [Theory]
    [InlineData(0, ClusterWord.Normal, Presence.In)]
    [InlineData(3, ClusterWord.Stopped, Presence.Out)]
    [InlineData(1, ClusterWord.Unknown, Presence.Unknown)]
    public void Command_WithoutTexts_IsReadByItsCode(int exitCode, ClusterWord word, Presence here) =>
        Assert.Equal(new ClusterSight(word, here), Read("command", "anything", exitCode: exitCode));

    [Theory]
    [InlineData("all fine", ClusterWord.Normal)]
    [InlineData("half of it", ClusterWord.Degraded)]
    [InlineData("going down", ClusterWord.Stopping)]
    [InlineData("is down", ClusterWord.Stopped)]
    [InlineData("hm", ClusterWord.Unknown)]
    public void Command_WithTexts_IsReadByThem(string output, ClusterWord word) =>
        Assert.Equal(word, Read("command", output, texts: new ClusterTexts("fine", "half", "going", "is down")).Word);

    public static TheoryData<string> Managers => [.. ManagerNames.All];

    [Theory]
    [MemberData(nameof(Managers))]
    public void Manager_AnswersNonsense_CannotSay(string manager)
    {
        foreach (var output in new[] { "", "error", "<xml/>", "{}", "[]", "{\"items\":[]}", "<server>\n", "node:\n", "<!DOCTYPE x [<!ENTITY a 'b'>]><pacemaker-result/>", "\0\u0001" })
            Assert.Equal(ClusterSight.Unknown, Read(manager, output, exitCode: 1));
    }

    [Theory]
    [MemberData(nameof(Managers))]
    public void Manager_WasCutShort_CannotSay(string manager)
    {
        var answers = new ClusterAnswers("node1", [new CommandResult(CommandOutcome.TimedOut, -1, "service=Running\nnode:node1=Up"), new CommandResult(CommandOutcome.NotStarted, -1, "")], null);
        Assert.Equal(ClusterWord.Unknown, ClusterKinds.Find(manager)!.Read(answers).Word);
    }

    [Fact]
    public void Managers_OfTheTable_AreThoseTheConfigurationKnows() => Assert.Equal(ManagerNames.All, ClusterKinds.All.Select(manager => manager.Name).Order(StringComparer.Ordinal));
}
