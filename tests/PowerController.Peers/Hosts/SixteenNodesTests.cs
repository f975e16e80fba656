using static PowerController.Peers.Hosts.RoomNight;

namespace PowerController.Peers.Hosts;

/// <summary>A cluster as large as there is.</summary>
public sealed class SixteenNodesTests
{
    [Fact]
    public async Task Cluster_OfSixteenNodes_StopsInOrderAndComesBackWhole()
    {
        string[] nodes = [.. Enumerable.Range(1, 16).Select(at => $"node{at}")];
        using var room = Open(RoomSites.OfSixteen());
        await room.StartAsync();

        room.FailMains("UPS2", "UPS3", "UPS4", "UPS5");
        await room.UntilAsync(() => Enumerable.Range(2, 4).All(ups => room.Log.Has($"UPS{ups} output off")), "the outputs are off", Night);
        room.RestoreMains();
        await BackAsync(room, nodes);

        foreach (var node in nodes)
            StoppedOnce(room, node);
    }
}
