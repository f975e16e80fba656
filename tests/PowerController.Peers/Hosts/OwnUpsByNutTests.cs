using PowerController.Peers.Nut;
using PowerController.Peers.Processes;
using static PowerController.Peers.Hosts.RoomNight;

namespace PowerController.Peers.Hosts;

/// <summary>A UPS that a real NUT watches on a node: the node's agent asks it as shipped, and the terminal decides by what it hears of it.</summary>
public sealed class OwnUpsByNutTests
{
    [Fact]
    public async Task Ups_ThatNutWatchesOnANode_IsShownOnTheTerminal_AndItsNodeStopsWhenItsBatteryIsLow()
    {
        PeerProcess.Require(DummyUps.Driver, NutTools.Server, NutTools.Client);
        using var room = Open(RoomSites.WithNutOnANode());
        using var nut = new DummyUps("UPS2", Values("OL", input: 231.5, charge: 97), (program, words, environment) => room.Start("node1", program, words, environment));
        await room.StartAsync();

        await room.UntilAsync(() => Row(room) is var row && row.Contains("normal") && row.Contains("231.5") && row.Contains("229.0") && row.Contains("42%") && row.Contains("97%"), $"the terminal shows what NUT says: {nut.Said}", Night);
        nut.Say(Values("OB DISCHRG", input: 0, charge: 91));
        await room.UntilAsync(() => room.Says("UPS2 is on battery"), $"the terminal hears of it: {nut.Said}", Night);
        await room.UntilAsync(() => Row(room) is var row && row.Contains("battery") && row.Contains("91%"), "its status shows it", Night);
        Assert.DoesNotContain(room.Log.Lines, line => line.What.Contains("os-stop", StringComparison.Ordinal));
        nut.Say(Values("OB DISCHRG LB", input: 0, charge: 9));
        await room.LoggedAsync("node1 down", Night);

        Assert.True(room.Log.At("node1 leaves") <= room.Log.At("node1 os-stop"), room.Said);
        Assert.True(room.IsUp("node2") && !room.Log.Has("cluster stop begins"), room.Said);
    }

    private static string[] Row(Room room) =>
        room.Status("t1").Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).FirstOrDefault(words => words.Length > 0 && words[0] == "UPS2") ?? [];

    private static string Values(string status, double input, int charge) => FormattableString.Invariant(
        $"ups.status: {status}\nbattery.charge: {charge}\nbattery.runtime: {charge * 20}\ninput.voltage: {input:F1}\noutput.voltage: 229.0\nups.load: 42\nups.model: dummy\n");
}
