using System.Net;
using PowerController.Devices.Profiles;
using PowerController.Devices.Snmp;
using PowerController.Model.Readings;
using PowerController.Peers.Processes;
using PowerController.Simulator.Cards;
using PowerController.Simulator.Cards.Physics;
using PowerController.Snmp.Agent;
using PowerController.Snmp.Client;
using PowerController.Snmp.Security;

namespace PowerController.Peers.Nut;

/// <summary>One simulated card read by NUT's driver and by ours: both must say what the UPS really is like, value by value.</summary>
public sealed class SameCardTests : IDisposable
{
    private readonly NutTools _nut = new();
    private readonly DatagramHost _host = new();
    private readonly SnmpClient _client = new();

    /// <summary>Profile, what happens to the UPS, the status NUT must tell, the source and conditions our driver must tell.</summary>
    public static TheoryData<string, string, string, OutputSource, Conditions> Situations => new()
    {
        { "apc", "mains", "OL", OutputSource.Mains, Conditions.None },
        { "apc", "battery", "OB", OutputSource.Battery, Conditions.None },
        { "apc", "low battery", "LB OB", OutputSource.Battery, Conditions.LowBattery },
        { "apc", "boost", "BOOST OL", OutputSource.Mains, Conditions.Boost },
        { "apc", "trim", "OL TRIM", OutputSource.Mains, Conditions.Trim },
        { "apc", "off", "OFF", OutputSource.Off, Conditions.None },
        { "apc", "replace battery", "OL RB", OutputSource.Mains, Conditions.ReplaceBattery | Conditions.SelfTestFailed },
        { "rfc1628", "mains", "OL", OutputSource.Mains, Conditions.None },
        { "rfc1628", "battery", "OB", OutputSource.Battery, Conditions.None },
        { "rfc1628", "low battery", "LB OB", OutputSource.Battery, Conditions.LowBattery },
        { "rfc1628", "boost", "BOOST OL", OutputSource.Mains, Conditions.Boost },
        { "rfc1628", "trim", "OL TRIM", OutputSource.Mains, Conditions.Trim },
        { "rfc1628", "off", "OFF", OutputSource.Off, Conditions.None },
    };

    public void Dispose()
    {
        _client.Dispose();
        _host.Dispose();
        _nut.Dispose();
    }

    [Theory]
    [MemberData(nameof(Situations))]
    public async Task Card_ReadByBoth_IsWhatTheUpsIs(string profile, string situation, string status, OutputSource source, Conditions conditions)
    {
        PeerProcess.Require(NutTools.Driver);
        SimulatedCard card = Card(profile);
        IPEndPoint at = _host.Serve(new IPEndPoint(IPAddress.Loopback, 0), card);
        card.Do(c => Bring(c.Physics, situation));
        SortedDictionary<string, string> nut = await _nut.ReadAsync(Community(profile, at));
        Reading ours = await ReadAsync(at, SnmpCredentials.V2c("private"));
        Assert.Equal((status, source, conditions), (nut.Status(), ours.Source, ours.Conditions));
        UpsPhysics ups = card.Look(c => c.Physics);
        Assert.All(Values(profile, ups, nut, ours), v => Assert.True(
            Math.Abs(v.Nut - v.Real) <= v.Within && Math.Abs(v.Ours - v.Real) <= v.Within, $"{v.Name}: the UPS has {v.Real}, NUT says {v.Nut}, we say {v.Ours}"));
    }

    [Theory]
    [InlineData("SHA", "AES", AuthProtocol.Sha1, PrivProtocol.Aes128)]
    [InlineData("MD5", "DES", AuthProtocol.Md5, PrivProtocol.Des)]
    public async Task Card_ReadByBothOverV3_IsWhatTheUpsIs(string nutAuth, string nutPriv, AuthProtocol auth, PrivProtocol priv)
    {
        PeerProcess.Require(NutTools.Driver);
        UsmUser user = new("monitor", auth, "authentication password", priv, "privacy password");
        SimulatedCard card = Card("apc", user);
        IPEndPoint at = _host.Serve(new IPEndPoint(IPAddress.Loopback, 0), card);
        card.Do(c => Bring(c.Physics, "battery"));
        SortedDictionary<string, string> nut = await _nut.ReadAsync(new Dictionary<string, string>
        {
            ["port"] = at.ToString(), ["mibs"] = "apcc", ["snmp_version"] = "v3", ["secLevel"] = "authPriv", ["secName"] = "monitor",
            ["authProtocol"] = nutAuth, ["authPassword"] = "authentication password", ["privProtocol"] = nutPriv, ["privPassword"] = "privacy password",
        });
        Reading ours = await ReadAsync(at, SnmpCredentials.V3(user));
        Assert.Equal(("OB", OutputSource.Battery), (nut.Status(), ours.Source));
        Assert.All(Values("apc", card.Look(c => c.Physics), nut, ours), v => Assert.True(
            Math.Abs(v.Nut - v.Real) <= v.Within && Math.Abs(v.Ours - v.Real) <= v.Within, $"{v.Name}: the UPS has {v.Real}, NUT says {v.Nut}, we say {v.Ours}"));
    }

    private static SimulatedCard Card(string profile, UsmUser? user = null) => new(
        profile == "apc" ? CardProfile.Apc : CardProfile.Rfc1628,
        new UpsPhysics(),
        new CardOptions { Users = user is null ? [] : [new AgentUser(user)] },
        new StandingClock());

    private static void Bring(UpsPhysics ups, string situation)
    {
        ups.SetLoad(417);
        switch (situation)
        {
            case "battery":
                ups.FailInput();
                ups.Advance(TimeSpan.FromMinutes(3));
                break;
            case "low battery":
                ups.FailInput();
                while (!ups.BatteryLow) ups.Advance(TimeSpan.FromSeconds(5));
                break;
            case "boost":
                ups.SetInput(211);
                break;
            case "trim":
                ups.SetInput(249);
                break;
            case "off":
                ups.OrderOff(TimeSpan.Zero, Wake.Never);
                break;
            case "replace battery":
                ups.BatteryHealth = 0.2;
                ups.StartTest();
                ups.Advance(TimeSpan.FromMinutes(10));
                break;
        }
    }

    /// <summary>What all three can tell. Cards tell some values in whole numbers, so that half a unit may be lost.</summary>
    private static IEnumerable<(string Name, double Real, double Nut, double Ours, double Within)> Values(string profile, UpsPhysics ups, SortedDictionary<string, string> nut, Reading ours)
    {
        yield return ("charge", ups.Charge * 100, nut.Number("battery.charge"), ours.Charge!.Value.Value, 0.5);
        yield return ("run time", Math.Floor(ups.Runtime.TotalMinutes) * 60, nut.Number("battery.runtime"), ours.RunTime!.Value.TotalSeconds, 0);
        yield return ("load", ups.LoadFraction * 100, nut.Number("ups.load"), ours.Load!.Value.Value, 0.5);
        yield return ("input voltage", ups.InputVolts, nut.Number("input.voltage"), ours.InputVoltage!.Value.Value, 0.5);
        yield return ("input frequency", ups.InputHertz, nut.Number("input.frequency"), ours.InputFrequency!.Value.Value, 0.05);
        yield return ("output voltage", ups.OutputVolts, nut.Number("output.voltage"), ours.OutputVoltage!.Value.Value, 0.5);
        yield return ("output current", ups.OutputAmperes, nut.Number("output.current"), ours.OutputCurrent!.Value.Value, 0.5);
        yield return ("battery voltage", ups.BatteryVolts, nut.Number("battery.voltage"), ours.BatteryVoltage!.Value.Value, 0.5);
        yield return ("temperature", ups.BatteryCelsius, nut.Number(profile == "apc" ? "ups.temperature" : "battery.temperature"), ours.BatteryTemperature!.Value.Value, 0.5);
        yield return ("output power", ups.OutputWatts, nut.Number(profile == "apc" ? "ups.realpower" : "output.realpower"), ours.OutputPower!.Value.Value, 0.5);
    }

    private static Dictionary<string, string> Community(string profile, IPEndPoint at) => new()
    {
        ["port"] = at.ToString(), ["mibs"] = profile == "apc" ? "apcc" : "ietf", ["community"] = "public", ["snmp_version"] = "v2c",
    };

    private async Task<Reading> ReadAsync(IPEndPoint at, SnmpCredentials credentials)
    {
        SnmpDriver driver = new(new ClientChannel(_client, new SnmpTarget(at, credentials) { Timeout = TimeSpan.FromSeconds(10) }), ProfileLibrary.BuiltIn);
        var polled = await driver.PollAsync(TestContext.Current.CancellationToken);
        Assert.True(polled.IsGood, polled.Fault?.Text);
        return polled.Value!.Reading;
    }

    /// <summary>Time stands, so that both readers see the same moment.</summary>
    private sealed class StandingClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
