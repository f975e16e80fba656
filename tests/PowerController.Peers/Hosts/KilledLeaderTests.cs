using static PowerController.Peers.Hosts.RoomNight;

namespace PowerController.Peers.Hosts;

/// <summary>A leader is killed from one moment to the next.</summary>
public sealed class KilledLeaderTests
{
    [Fact]
    public Task Leader_KilledInEachPhase_AnotherFinishesTheRun() => EachPhase.PlayAsync(KillLeaderAsync, room => InOrderAndOnce(room, Nodes));
}
