using static PowerController.Peers.Hosts.RoomNight;

namespace PowerController.Peers.Hosts;

/// <summary>Two terminals do not hear each other for a while.</summary>
public sealed class DividedTerminalsTests
{
    [Fact]
    public Task Terminals_ThatDoNotHearEachOtherForTwentySecondsFromEachPhaseOn_GiveNoOrderAgainstTheOther() => EachPhase.PlayAsync(CutAsync, room =>
    {
        // Both may stop a cluster that still runs; that is the same order twice. Neither stops what has stopped.
        Assert.True(room.Log.LastAt("cluster stop begins") <= room.Log.At("cluster stop ends"), room.Said);
        InOrder(room, Nodes);
    });
}
