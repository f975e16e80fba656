using static PowerController.Peers.Hosts.RoomNight;

namespace PowerController.Peers.Hosts;

/// <summary>Way B: one program on each node is control terminal and agent; one of them leads, and another one when it dies.</summary>
public sealed class TerminalsAmongNodesTests
{
    private static readonly string[] Three = ["node1", "node2", "node3"];

    [Fact]
    public async Task Leader_OnANodeKilledInTheMiddleOfAnOutage_AnotherFinishesAndEverythingComesBack()
    {
        using var room = Open(RoomSites.AmongNodes());
        await room.StartAsync();

        room.FailMains();
        await room.LoggedAsync("cluster stop begins", Night);
        await KillLeaderAsync(room);
        await room.UntilAsync(() => Enumerable.Range(1, 3).All(ups => room.Log.Has($"UPS{ups} output off")), "the nodes' outputs are off", Night);
        room.RestoreMains();
        await room.UntilAsync(() => Three.All(node => room.IsUp(node) && room.Log.Has($"{node} boots")), "everything is up again", Night * 2);

        var log = room.Log;
        foreach (var node in Three)
        {
            Assert.False(log.Has($"{node} CUT WHILE IT RAN"), room.Said);
            Assert.True(log.At($"{node} os-stop") >= log.At("cluster stop ends"), room.Said);
            Assert.True(log.At($"{node} os-stop") < log.At($"UPS{node[^1]} output off"), room.Said);
        }
    }
}
