using PowerController.Peers.Processes;
using static PowerController.Peers.Hosts.RoomNight;

namespace PowerController.Peers.Hosts;

/// <summary>Hosts that are wrong, as real programs on the site's network: each is a clear state in `powerctl status`, and nothing is done for it.</summary>
public sealed class StrangersTests
{
    [Fact]
    public async Task Strangers_OnTheSitesNetwork_AreSaidInStatusAndNothingIsDone()
    {
        using var room = Open(RoomSites.WithDisk(terminals: 1));
        await room.StartAsync();
        // Another site of its own on the same segment; a host with a wrong key; a second host of a name; and one of a newer protocol.
        using var nextDoor = room.Stranger("stranger1", "10.77.0.61", "node1", site: "next-door", ownKeys: true);
        using var wrongKey = room.Stranger("stranger2", "10.77.0.62", "node2", site: "room", ownKeys: true);
        using var twin = room.Stranger("stranger3", "10.77.0.63", "node1", site: "room", ownKeys: false);
        await twin.WaitForAsync("another host already speaks by this host's name");
        room.SpeakNewer("stranger1", "node2", version: 2);

        await room.UntilAsync(() => room.Status("t1") is var status
            && status.Contains("two hosts have this name; the first one is believed", StringComparison.Ordinal)
            && status.Contains("under another group key: another site on this network, or a host that has a wrong key", StringComparison.Ordinal)
            && status.Contains("speaks version 2 of the protocol, newer than this program; ignored", StringComparison.Ordinal), "status says it all", Night);

        Assert.DoesNotContain(room.Log.Lines, line => line.What.Contains("os-stop", StringComparison.Ordinal) || line.What.Contains("stop begins", StringComparison.Ordinal) || line.What.Contains("output off", StringComparison.Ordinal));
        Assert.True(room.IsUp("node1") && room.IsUp("node2") && room.Leader() == "t1", room.Said);
    }
}
