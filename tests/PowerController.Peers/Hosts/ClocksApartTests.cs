using System.Globalization;
using static PowerController.Peers.Hosts.RoomNight;

namespace PowerController.Peers.Hosts;

/// <summary>Wall clocks days apart: nobody's order, word or deadline depends on them.</summary>
public sealed class ClocksApartTests
{
    [Fact]
    public async Task Clocks_DaysApart_OutageWithATakeoverStopsInOrderAndComesBackWhole()
    {
        Assert.SkipWhen(Room.ClockLibrary is null, "faketime is not installed.");
        using var room = Open(RoomSites.WithDisk(terminals: 2, shutoff: 12, guarded: true));
        room.SetClock("t2", "+3d");
        room.SetClock("node2", "-5d");
        await room.StartAsync();
        await room.UntilAsync(() => room.SaidBy("t2").Contains($"{Day(3)} ", StringComparison.Ordinal) && room.SaidBy("node2").Contains($"{Day(-5)} ", StringComparison.Ordinal), "both go by their own clocks", Night);

        room.FailMains();
        await room.LoggedAsync("cluster stop begins", Night);
        await KillLeaderAsync(room);
        await AllOffAsync(room);
        room.RestoreMains();
        await BackAsync(room, Nodes);
        await room.UntilAsync(() => room.Leader() is { } leader && room.IsWhole(leader), "everything is well and no run is open", Night);

        InOrderAndOnce(room, Nodes);
        Assert.Contains($"{Day(-5)} ", room.SaidBy("node2"), StringComparison.Ordinal);
        // Nothing that came was taken for an old datagram, a forged one or a stranger's.
        Assert.DoesNotContain("Not listened to", room.Status(room.Leader()!), StringComparison.Ordinal);
    }

    private static string Day(int offset) => DateTime.Now.AddDays(offset).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
