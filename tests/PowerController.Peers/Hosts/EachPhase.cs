using static PowerController.Peers.Hosts.RoomNight;

namespace PowerController.Peers.Hosts;

/// <summary>The night of worked example 1 with two terminals, disturbed as soon as its run enters a phase: once on its way down and once on its way up, so that some nights see every phase.</summary>
internal static class EachPhase
{
    private const string AwaitingPower = "waiting for mains";

    /// <summary>Rooms at a time: each is mostly waiting, but its programs all start at once.</summary>
    private const int AtOnce = 3;

    // By what the leader says of it.
    private static readonly (string Down, string Up)[] Nights =
    [
        ("begins: the power of cluster is failing", "its disks are warm; the nodes are started"),
        ("the shutdown is decided and will not be taken back", "its nodes run; waiting for the cluster"),
        ("the cluster cluster is being stopped", "mains is back; the disks come first"),
        ("the operating systems are being stopped", AwaitingPower),
        ("the outputs are being armed", "its nodes run; waiting for the cluster"),
        ("every output is armed; waiting for them to go off", "mains is back; the disks come first"),
    ];

    public static async Task PlayAsync(Func<Room, Task> disturb, Action<Room> check)
    {
        var why = Namespaces.WhyNot();
        Assert.SkipWhen(why is not null, why ?? "");
        using var turns = new SemaphoreSlim(AtOnce);
        await Task.WhenAll(Nights.Select(async night =>
        {
            await turns.WaitAsync();
            try
            {
                await NightAsync(night.Down, night.Up, disturb, check);
            }
            finally
            {
                turns.Release();
            }
        }));
    }

    private static async Task NightAsync(string down, string up, Func<Room, Task> disturb, Action<Room> check)
    {
        using var room = Open(RoomSites.WithDisk(terminals: 2, shutoff: 12, guarded: true));
        await room.StartAsync();

        room.FailMains();
        await DisturbAsync(room, down, disturb);
        await AllOffAsync(room);
        if (up == AwaitingPower)
            await DisturbAsync(room, up, disturb);
        room.RestoreMains();
        if (up != AwaitingPower)
            await DisturbAsync(room, up, disturb);
        await BackAsync(room, Nodes);

        check(room);
    }

    private static async Task DisturbAsync(Room room, string words, Func<Room, Task> disturb)
    {
        await room.UntilAsync(() => room.Says(words), $"a terminal says '{words}'", Night);
        room.Log.Add($"disturbed at: {words}");
        await disturb(room);
    }
}
