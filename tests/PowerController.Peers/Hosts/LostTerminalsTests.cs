using static PowerController.Peers.Hosts.RoomNight;

namespace PowerController.Peers.Hosts;

/// <summary>No control terminal is left in the middle of an outage.</summary>
public sealed class LostTerminalsTests
{
    private static readonly string[] Terminals = ["t1", "t2"];

    [Fact]
    public async Task Nodes_WhoseTerminalsAreAllGone_StopByWhatTheyWereTold_AndComeBackWhenTheTerminalsDo()
    {
        using var room = Open(RoomSites.WithDisk(terminals: Terminals.Length, shutoff: 12, startLimit: 10, clusterStop: 10));
        await room.StartAsync();

        room.FailMains();
        await room.LoggedAsync("cluster stop begins", Night);
        await room.UntilAsync(() => Terminals.Any(room.HasHeardOfShutdown), "the terminal that stands by knows of the shutdown", Night);
        foreach (var terminal in Terminals)
            room.Kill(terminal);
        await room.UntilAsync(() => Nodes.All(node => room.Log.Has($"{node} down")), "both nodes are down", Night);
        room.RestoreMains();
        foreach (var terminal in Terminals)
            room.StartTerminal(terminal);
        await BackAsync(room, Nodes);
        Assert.True(room.Says("its disks are warm; the nodes are started"), room.Said);
        await room.UntilAsync(() => room.Leader() is { } leader && room.IsWhole(leader), "everything is well and no run is open", Night);

        Assert.True(room.Log.Count("cluster stop begins") == 1, room.Said);
        foreach (var node in Nodes)
        {
            StoppedOnce(room, node);
            Assert.True(room.Log.At($"{node} os-stop") >= room.Log.At("cluster stop ends"), room.Said);
            Assert.True(!room.Log.Has("UPS4 output on") || room.Log.LastAt("UPS4 output on") <= room.Log.At($"{node} boots"), room.Said);
        }
    }
}
