using System.Net;
using System.Net.Sockets;
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

    [Fact]
    public async Task Switch_OnWhoseWiresNobodySpeaksAnyMore_Closes()
    {
        Assert.SkipWhen(Namespaces.WhyNot() is not null, Namespaces.WhyNot() ?? "");
        const int Loopback = 1;
        using var network = new Namespaces();
        network.Add("quiet");
        LossySwitch? made = null;
        network.In("quiet", () =>
        {
            made = new LossySwitch([Loopback, Loopback], 100, TimeSpan.Zero, TimeSpan.Zero, 1);
            using var speaker = new UdpClient();
            speaker.Send([1], new IPEndPoint(IPAddress.Loopback, 9));
            Assert.True(SpinWait.SpinUntil(() => made.Lost >= 2, TimeSpan.FromSeconds(20)), "Nobody hears what is said.");
        });

        await Task.Run(made!.Dispose, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(40), TestContext.Current.CancellationToken);
    }
}
