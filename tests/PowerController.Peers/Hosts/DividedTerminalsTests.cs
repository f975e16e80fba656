using static PowerController.Peers.Hosts.RoomNight;

namespace PowerController.Peers.Hosts;

/// <summary>Two terminals do not hear each other for a while.</summary>
public sealed class DividedTerminalsTests
{
    [Fact]
    public async Task Terminals_ThatDoNotHearEachOtherForTwentySeconds_GiveNoOrderAgainstTheOther()
    {
        using var room = Open(RoomSites.WithDisk(terminals: 2, shutoff: 12));
        await room.StartAsync();

        room.FailMains();
        await CutAsync(room);
        await AllOffAsync(room);
        room.RestoreMains();
        await CutAsync(room);
        await BackAsync(room, Nodes);

        InOrder(room, Nodes);
    }
}
