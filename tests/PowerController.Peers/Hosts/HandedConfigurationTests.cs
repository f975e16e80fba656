using static PowerController.Peers.Hosts.RoomNight;

namespace PowerController.Peers.Hosts;

/// <summary>Each host has a configuration of its own: one that is changed on one terminal comes to all others, and an older one to nobody.</summary>
public sealed class HandedConfigurationTests
{
    [Fact]
    public async Task Configuration_ChangedOnOneTerminal_ComesToAllHosts_AndTheNextOutageFollowsIt()
    {
        using var room = Open(RoomSites.WithDisk(terminals: 2, shutoff: 12), isShared: false);
        await room.StartAsync();
        var first = room.Digest("t1")!;

        // With both terminals there.
        room.Rewrite("t1", $"{room.Root}/os-stop]", $"{room.Root}/os-stop-anew]");
        room.HangUp("t1");
        var second = room.Digest("t1")!;
        await room.UntilAsync(() => room.Run("t1", second, "t1", "t2", "node1", "node2"), $"all run {second}", Night);
        Assert.True(room.Run("t2", second, "t1", "t2", "node1", "node2"), room.Said);
        foreach (var host in (string[])["t2", "node1", "node2"])
            Assert.True(room.Digest(host) == second, room.Said);

        // While one of them is away: what it comes back with is older than what the others run by now.
        room.Kill("t2");
        room.Rewrite("t1", "confirmTime: 3s", "confirmTime: 4s");
        room.HangUp("t1");
        var third = room.Digest("t1")!;
        await room.UntilAsync(() => room.Run("t1", third, "t1", "node1", "node2"), $"the others run {third}", Night);
        Assert.Equal(second, room.Digest("t2"));
        room.StartTerminal("t2");
        await room.UntilAsync(() => room.Run("t2", third, "t1", "t2", "node1", "node2"), $"all run {third}", Night);
        Assert.True(room.Digest("t1") == third && room.Digest("t2") == third, room.Said);
        Assert.Equal(3, new HashSet<string> { first, second, third }.Count);

        // The terminal that was given it decides by it, and the agents do.
        room.Kill("t1");
        await room.UntilAsync(() => room.Leader() == "t2", "the other terminal leads", Night);
        room.FailMains();
        await room.UntilAsync(() => Nodes.All(node => room.Log.Has($"{node} down")), "both nodes are down", Night);

        Assert.Contains("UPS4 is on battery; it counts as failed after 4 s", room.SaidBy("t2"), StringComparison.Ordinal);
        foreach (var node in Nodes)
        {
            Assert.True(room.Log.Has($"{node} os-stop-anew"), room.Said);
            StoppedOnce(room, node);
        }
    }
}
