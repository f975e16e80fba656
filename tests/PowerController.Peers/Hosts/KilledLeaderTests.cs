using static PowerController.Peers.Hosts.RoomNight;

namespace PowerController.Peers.Hosts;

/// <summary>A leader is killed from one moment to the next.</summary>
public sealed class KilledLeaderTests
{
    [Fact]
    public async Task Leader_KilledInEveryPhase_AnotherFinishesTheRun()
    {
        using var room = Open(RoomSites.WithDisk(terminals: 2, shutoff: 12));
        await room.StartAsync();

        room.FailMains();
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        await KillLeaderAsync(room);
        await room.LoggedAsync("cluster stop begins", Night);
        await KillLeaderAsync(room);
        await room.UntilAsync(() => room.Log.Has("node1 os-stop") || room.Log.Has("node2 os-stop"), "the systems stop", Night);
        await KillLeaderAsync(room);
        await AllOffAsync(room);
        await KillLeaderAsync(room);
        room.RestoreMains();
        await room.LoggedAsync("UPS4 output on", Night);
        await KillLeaderAsync(room);
        await room.UntilAsync(() => room.Log.Has("node1 boots") || room.Log.Has("node2 boots"), "a node boots", Night);
        await KillLeaderAsync(room);
        await BackAsync(room, Nodes);

        InOrder(room, Nodes);
        Assert.Equal(6, room.Log.Lines.Count(line => line.What.EndsWith(" killed", StringComparison.Ordinal)));
    }
}
