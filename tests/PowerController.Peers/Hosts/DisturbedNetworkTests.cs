using static PowerController.Peers.Hosts.RoomNight;

namespace PowerController.Peers.Hosts;

/// <summary>A network that loses and delays what is sent, to and from cards, agents and terminals.</summary>
public sealed class DisturbedNetworkTests
{
    [Fact]
    public async Task Network_WithLossAndJitter_TheSiteStopsInOrderAndComesBackWhole()
    {
        using var room = Open(RoomSites.WithDisk(terminals: 2, shutoff: 12));
        room.Log.Add($"disturbed by {room.Network.Disturb(5, 50, Random.Shared.Next())}");
        await room.StartAsync();

        room.FailMains();
        await AllOffAsync(room);
        room.RestoreMains();
        await BackAsync(room, Nodes);

        InOrderAndOnce(room, Nodes);
        if (room.Network.Disturbed is var (carried, lost))
            Assert.InRange(100.0 * lost / (carried + lost), 3, 7);
    }
}
