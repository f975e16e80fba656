using PowerController.Agent.Clusters;
using PowerController.Agent.Rules;
using PowerController.Hosts.Commands;
using PowerController.Model.Events;

namespace PowerController.Agent.Tests.Clusters;

public sealed class DocumentReaderTests
{
    private static string CrmMon(string one, string two) =>
        $"""
        <pacemaker-result api-version="2.25" request="crm_mon -1 --output-as=xml">
          <summary><stack type="corosync" pacemakerd-state="running"/><current_dc present="true" with_quorum="true"/></summary>
          <nodes>
            <node name="node1" id="1" {one} maintenance="false" type="member"/>
            <node name="node2" id="2" {two} maintenance="false" type="member"/>
            <node name="guest1" id="guest1" online="false" type="remote"/>
          </nodes>
          <status code="0" message="OK"/>
        </pacemaker-result>
        """;

    private const string Up = "online=\"true\" standby=\"false\" pending=\"false\" unclean=\"false\" shutdown=\"false\"";
    private const string Stopping = "online=\"true\" standby=\"false\" pending=\"false\" unclean=\"false\" shutdown=\"true\"";
    private const string Down = "online=\"false\" standby=\"false\" pending=\"false\" unclean=\"false\" shutdown=\"false\"";
    private const string Pending = "online=\"true\" standby=\"false\" pending=\"true\" unclean=\"false\" shutdown=\"false\"";

    [Theory]
    [InlineData(Up, Up, ClusterWord.Normal, Presence.In)]
    [InlineData(Up, Down, ClusterWord.Degraded, Presence.In)]
    [InlineData(Up, Stopping, ClusterWord.Stopping, Presence.In)]
    [InlineData(Down, Up, ClusterWord.Degraded, Presence.Out)]
    [InlineData(Pending, Up, ClusterWord.Degraded, Presence.Unknown)]
    [InlineData(Pending, Down, ClusterWord.Unknown, Presence.Unknown)]
    [InlineData("unheard=\"of\"", Down, ClusterWord.Unknown, Presence.Unknown)]
    public void Pacemaker_Result_IsReadByItsNodes(string one, string two, ClusterWord word, Presence here) =>
        Assert.Equal(new ClusterSight(word, here), LineReaderTests.Read("pacemaker", CrmMon(one, two)));

    [Fact]
    public void Pacemaker_NotConnected_HasStopped() => Assert.Equal(ClusterSight.Stopped, LineReaderTests.Read(
        "pacemaker", "warning: something\n<pacemaker-result api-version=\"2.25\" request=\"crm_mon\"><status code=\"102\" message=\"Not connected\"><errors><error>refused</error></errors></status></pacemaker-result>", exitCode: 102));

    [Fact]
    public void Pacemaker_OtherFailure_CannotSay() => Assert.Equal(ClusterSight.Unknown, LineReaderTests.Read(
        "pacemaker", "<pacemaker-result><status code=\"124\" message=\"Timeout\"/></pacemaker-result>", exitCode: 124));

    private static string Nodes(params (string Name, string Ready)[] nodes) => "{\"items\":[" + string.Join(',', nodes.Select(node =>
        $"{{\"metadata\":{{\"name\":\"{node.Name}\"}},\"spec\":{{}},\"status\":{{\"conditions\":[{{\"type\":\"MemoryPressure\",\"status\":\"False\"}},{{\"type\":\"Ready\",\"status\":\"{node.Ready}\"}}]}}}}")) + "]}";

    [Theory]
    [InlineData("True", "True", ClusterWord.Normal, Presence.In)]
    [InlineData("True", "Unknown", ClusterWord.Degraded, Presence.In)]
    [InlineData("False", "True", ClusterWord.Degraded, Presence.Out)]
    [InlineData("False", "False", ClusterWord.Degraded, Presence.Out)]
    public void Kubernetes_Nodes_AreRead(string one, string two, ClusterWord word, Presence here) =>
        Assert.Equal(new ClusterSight(word, here), LineReaderTests.Read("kubernetes", Nodes(("node1", one), ("node2", two))));

    [Theory]
    [InlineData(1, 1, ClusterWord.Normal)]
    [InlineData(0, 1, ClusterWord.Degraded)]
    [InlineData(0, 0, ClusterWord.Degraded)]
    [InlineData(1, 0, ClusterWord.Degraded)]
    public void Proxmox_Status_IsRead(int secondOnline, int quorate, ClusterWord word)
    {
        var status = $"[{{\"type\":\"cluster\",\"name\":\"pve\",\"id\":\"cluster\",\"version\":4,\"quorate\":{quorate},\"nodes\":2}},{{\"type\":\"node\",\"id\":\"node/node1\",\"name\":\"node1\",\"ip\":\"10.0.0.1\",\"nodeid\":1,\"online\":1,\"local\":1,\"level\":\"\"}},{{\"type\":\"node\",\"name\":\"node2\",\"nodeid\":2,\"online\":{secondOnline}}}]";

        Assert.Equal(new ClusterSight(word, Presence.In), LineReaderTests.Read("proxmox", status));
    }

    [Fact]
    public void Proxmox_ThatDoesNotAnswer_CannotSay() =>
        Assert.Equal(ClusterSight.Unknown, LineReaderTests.Read("proxmox", "ipcc_send_rec[1] failed: Connection refused", exitCode: 255));
}
