using System.Net;
using PowerController.Peers.Processes;
using PowerController.Simulator.Cards;
using PowerController.Simulator.Cards.Physics;

namespace PowerController.Peers.Nut;

/// <summary>NUT whole, from driver to client, on simulated cards: it sees what happens to the UPS, and the UPS does what NUT orders.</summary>
public sealed class NutServerTests : IDisposable
{
    private readonly NutTools _nut = new();
    private readonly CardFleet _fleet = new();

    public void Dispose()
    {
        _nut.Dispose();
        _fleet.Dispose();
    }

    [Theory]
    [InlineData("apc", "apcc")]
    [InlineData("rfc1628", "ietf")]
    public async Task Nut_OnASimulatedCard_SeesAnOutageAndOrdersTheOutputOff(string profile, string mib)
    {
        PeerProcess.Require(NutTools.Driver, NutTools.Server, NutTools.Client, NutTools.Commander);
        using SimulatedCard card = new(profile == "apc" ? CardProfile.Apc : CardProfile.Rfc1628);
        string at = _fleet.Add(card, new IPEndPoint(IPAddress.Loopback, 0)).ToString();
        string ups = await _nut.ServeAsync(new Dictionary<string, string> { ["port"] = at, ["mibs"] = mib, ["community"] = "private", ["snmp_version"] = "v2c", ["pollfreq"] = "3" });
        Assert.Equal("OL", (await _nut.UntilAsync(ups, _ => true, "anything")).Status());
        card.Do(c => c.Physics.FailInput());
        await _nut.UntilAsync(ups, v => v.Status().Contains("OB", StringComparison.Ordinal), "on battery");
        string answer = await _nut.CommandAsync(ups, profile == "apc" ? "shutdown.return" : "load.off");
        Assert.Contains("SUCCESS", answer, StringComparison.Ordinal);
        Assert.True(card.Look(c => c.Physics.OffIn is not null || c.Physics.Output != OutputMode.On));
        card.Do(c => c.Physics.Advance(c.Physics.OffIn ?? TimeSpan.Zero));
        Assert.Equal(OutputMode.SleepingUntilMains, card.Look(c => c.Physics.Output));
        card.Do(c => c.Physics.RestoreInput());
        card.Do(c => c.Physics.Advance(TimeSpan.FromMinutes(10)));
        await _nut.UntilAsync(ups, v => v.Status() == "OL", "on line again");
    }
}
