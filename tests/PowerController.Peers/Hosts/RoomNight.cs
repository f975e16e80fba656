using PowerController.Simulator.Cards;

namespace PowerController.Peers.Hosts;

/// <summary>What nights of a computer room have in common; see <see cref="Room"/>. Each night is a class of its own, so that they are played side by side.</summary>
internal static class RoomNight
{
    public static readonly TimeSpan Night = TimeSpan.FromSeconds(100);
    public static readonly string[] Nodes = ["node1", "node2"];

    // A card of APC counts its shutoff delay in steps of 90 s; one of RFC 1628 takes any.
    internal static Room Open(string yaml, bool apc = false, bool isShared = true)
    {
        var why = Namespaces.WhyNot();
        Assert.SkipWhen(why is not null, why ?? "");
        return new Room(yaml, apc ? CardProfile.Apc : CardProfile.Rfc1628, isShared);
    }

    internal static Task AllOffAsync(Room room) =>
        room.UntilAsync(() => room.Log.Has("UPS2 output off") && room.Log.Has("UPS3 output off") && room.Log.Has("UPS4 output off"), "every output but the terminals' is off", Night);

    internal static Task BackAsync(Room room, string[] nodes) =>
        room.UntilAsync(() => nodes.All(node => room.IsUp(node) && room.Log.Has($"{node} boots")), "all nodes are up again", Night);

    // Another leads before it is started again: otherwise it might simply go on itself.
    internal static async Task KillLeaderAsync(Room room)
    {
        // Between two leaders there is a moment without one, when the terminal that was killed before has just come back.
        await room.UntilAsync(() => room.Leader() is not null, "a terminal leads", Night);
        var leader = room.Leader()!;
        room.Kill(leader);
        await room.UntilAsync(() => room.Leader() is not null, "the other terminal leads", Night);
        room.Log.Add($"{room.Leader()} leads");
        room.StartTerminal(leader);
    }

    internal static async Task CutAsync(Room room)
    {
        room.Network.Cut("t1", "t2");
        room.Log.Add("t1 and t2 cut");
        await Task.Delay(TimeSpan.FromSeconds(20));
        room.Network.Heal("t1", "t2");
        room.Log.Add("t1 and t2 joined");
    }

    // The cluster first, then the systems, then the outputs, the disk's among them; and back with the disk first.
    internal static void InOrder(Room room, string[] nodes)
    {
        var log = room.Log;
        foreach (var node in nodes)
        {
            StoppedOnce(room, node);
            Assert.True(log.At($"{node} os-stop") >= log.At("cluster stop ends"), room.Said);
            Assert.True(log.At($"{node} down") < log.At("UPS4 output off"), room.Said);
            Assert.True(log.At("UPS4 output on") <= log.At($"{node} boots"), room.Said);
        }
    }

    internal static void InOrderAndOnce(Room room, string[] nodes)
    {
        Assert.True(room.Log.Count("cluster stop begins") == 1, room.Said);
        InOrder(room, nodes);
    }

    internal static void StoppedOnce(Room room, string node)
    {
        Assert.True(room.Log.Count($"{node} os-stop") == 1, room.Said);
        Assert.False(room.Log.Has($"{node} CUT WHILE IT RAN"), room.Said);
    }
}
