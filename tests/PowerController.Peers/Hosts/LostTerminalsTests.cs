using static PowerController.Peers.Hosts.RoomNight;

namespace PowerController.Peers.Hosts;

/// <summary>No control terminal is left in the middle of an outage.</summary>
public sealed class LostTerminalsTests
{
    [Fact]
    public async Task Nodes_WhoseTerminalsAreAllGone_StopByWhatTheyWereTold()
    {
        using var room = Open(RoomSites.WithDisk(terminals: 1, shutoff: 12));
        await room.StartAsync();

        room.FailMains();
        await room.LoggedAsync("cluster stop begins", Night);
        room.Kill("t1");
        await room.UntilAsync(() => Nodes.All(node => room.Log.Has($"{node} down")), "both nodes are down", Night);

        Assert.True(room.Log.Count("cluster stop begins") == 1, room.Said);
        foreach (var node in Nodes)
        {
            StoppedOnce(room, node);
            Assert.True(room.Log.At($"{node} os-stop") >= room.Log.At("cluster stop ends"), room.Said);
        }
    }
}
