using static PowerController.Peers.Hosts.RoomNight;

namespace PowerController.Peers.Hosts;

/// <summary>Worked example 1 from end to end, with real programs, hosts and cards.</summary>
public sealed class WorkedExampleTests
{
    [Fact]
    public async Task WorkedExample_AtATenthOfItsTimes_StopsInOrderAndComesBackWhole()
    {
        using var room = Open(RoomSites.WithDisk(terminals: 1), apc: true);
        await room.StartAsync();

        room.FailMains();
        await AllOffAsync(room);
        room.RestoreMains();
        await BackAsync(room, Nodes);

        var log = room.Log;
        var failed = log.At("mains fails at UPS1 UPS2 UPS3 UPS4");
        Assert.InRange(log.At("cluster stop begins") - failed, 2.9, 15.8);
        Assert.InRange(log.At("UPS4 output off") - failed, 30, 52.6);
        InOrderAndOnce(room, Nodes);
        Assert.False(log.Has("UPS1 output off"), log.Text);
    }
}
