using static PowerController.Peers.Hosts.RoomNight;

namespace PowerController.Peers.Hosts;

/// <summary>Way C: two servers that know of each other's power only what they tell each other; one program on each is control terminal and agent.</summary>
public sealed class MirrorTests
{
    [Fact]
    public async Task Mirror_OneServerLosesItsPower_StopsAloneAndThenTheLastOneStopsTheCluster()
    {
        using var room = Open(RoomSites.Mirror());
        await room.StartAsync();

        room.FailMains("UPS1");
        await room.LoggedAsync("node1 down", Night);
        Assert.True(room.Log.At("node1 leaves") <= room.Log.At("node1 os-stop"), room.Said);
        Assert.False(room.Log.Has("cluster stop begins"), room.Said);
        Assert.True(room.IsUp("node2"), room.Said);

        room.FailMains("UPS2");
        await room.LoggedAsync("cluster stop ends", Night);
        room.RestoreMains();
        await room.UntilAsync(() => Nodes.All(room.IsUp) && room.Log.Has("node1 boots"), "both servers are up again", Night);

        Assert.True(room.Log.Count("cluster stop begins") == 1, room.Said);
        Assert.False(room.Log.Has("node1 CUT WHILE IT RAN"), room.Said);
        Assert.False(room.Log.Has("node2 CUT WHILE IT RAN"), room.Said);
    }

    [Fact]
    public async Task Mirror_BothServersLoseTheirPower_StopsTheClusterOnceAndComesBackWhole()
    {
        using var room = Open(RoomSites.Mirror());
        await room.StartAsync();

        room.FailMains();
        await room.UntilAsync(() => room.Log.Has("node1 os-stop") || room.Log.Has("node2 os-stop"), "a server stops", Night);
        await Task.Delay(TimeSpan.FromSeconds(20));
        room.RestoreMains();
        await room.UntilAsync(() => Nodes.All(room.IsUp) && Nodes.Any(node => room.Log.Has($"{node} boots")), "both servers are up again", Night);

        Assert.True(room.Log.Count("cluster stop begins") == 1, room.Said);
        foreach (var node in Nodes)
        {
            Assert.False(room.Log.Has($"{node} CUT WHILE IT RAN"), room.Said);
            Assert.True(!room.Log.Has($"{node} os-stop") || room.Log.At($"{node} os-stop") >= room.Log.At("cluster stop ends"), room.Said);
        }
    }
}
