using static PowerController.Peers.Hosts.RoomNight;

namespace PowerController.Peers.Hosts;

/// <summary>A network that loses and delays what is sent, to and from cards, agents and terminals.</summary>
public sealed class DisturbedNetworkTests
{
    [Fact]
    public async Task Network_WithLossAndJitter_TheSiteStopsInOrderAndComesBackWhole()
    {
        using var room = Open(RoomSites.WithDisk(terminals: 2, shutoff: 12));
        var problem = room.Network.Disturb("loss 5% delay 50ms 50ms");
        Assert.SkipWhen(problem is not null, $"This kernel cannot disturb a network by tc netem: {problem}");
        await room.StartAsync();

        room.FailMains();
        await AllOffAsync(room);
        room.RestoreMains();
        await BackAsync(room, Nodes);

        InOrder(room, Nodes);
    }
}
