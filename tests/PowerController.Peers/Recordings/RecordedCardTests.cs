using System.Net;
using PowerController.Devices.Drivers;
using PowerController.Devices.Profiles;
using PowerController.Devices.Snmp;
using PowerController.Model.Readings;
using PowerController.Model.Units;
using PowerController.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Peers.Recordings;

/// <summary>Real cards as they once answered. What is expected was read from the recordings by eye.</summary>
public sealed class RecordedCardTests(Snmpsim sim) : IClassFixture<Snmpsim>
{
    /// <summary>Recording, profile, model, source, conditions, charge in percent, run time in seconds; -1 where the card does not tell.</summary>
    public static TheoryData<string, string, string, OutputSource, Conditions, double, double> Cards => new()
    {
        { "abbups_abbups", "abb", "PowerScale", OutputSource.Mains, Conditions.None, 100, 452 * 60 },
        { "apc_smart1500", "apc-powernet", "", OutputSource.Mains, Conditions.None, 100, 4560 },
        { "apc_smt750x-nmc2", "apc-powernet", "Smart-UPS X 750", OutputSource.Mains, Conditions.None, 100, 109_762 },
        { "apc_sua750i", "apc-powernet", "Smart-UPS 750", OutputSource.Mains, Conditions.None, 100, 4380 },
        { "apc_symmetralx", "apc-powernet", "Symmetra LX 16000 RM", OutputSource.Mains, Conditions.None, 100, 840 },
        { "cyberpower", "cyberpower", "OL2200RTXL2U", OutputSource.Mains, Conditions.None, 100, 1740 },
        { "dell-ups_tower1000w", "dell", "Dell UPS Tower 1000W HV", OutputSource.Mains, Conditions.None, 98, 1889 },
        { "deltaups", "delta", "E1500RTXL2U", OutputSource.Mains, Conditions.None, 100, 22 * 60 },
        { "eaton-mgeups_5px", "mge", "Eaton 5PX", OutputSource.Mains, Conditions.None, 100, 2594 },
        { "eatonups", "eaton-xups", "", OutputSource.Mains, Conditions.None, 100, 8620 },
        { "generex-ups_cs121", "generex", "RITTAL PMC Extension", OutputSource.Mains, Conditions.None, -1, 59 * 60 },
        { "huaweiups_ups2000", "huawei", "UPS2000 6kVA", OutputSource.Mains, Conditions.None, 100, -1 },

        // Its recording is of a rack distribution under the same arc: no state, no charge.
        { "liebert", "liebert", "Liebert GXT2-3000RT120", OutputSource.Unknown, Conditions.None, -1, -1 },
        { "netvision-rfc", "socomec", "MODULYS GP 2.0", OutputSource.Mains, Conditions.None, 100, -1 },
        { "orvaldi-ups", "orvaldi", "G2-6KL", OutputSource.Mains, Conditions.None, 100, 44 * 60 },

        // The standard object says "other"; the maker's own says economy mode.
        { "poweralert_ups", "tripplite", "SU3000LCD2UHV", OutputSource.Mains, Conditions.Eco, 100, 72 * 60 },
        { "powerwalker-vfi_500r1u", "powerwalker", "500R", OutputSource.Mains, Conditions.None, 100, 20 * 60 },
        { "socomec-ups", "socomec", "NETYS RT", OutputSource.Mains, Conditions.Charging, 100, -1 },
    };

    [Theory]
    [MemberData(nameof(Cards))]
    public async Task Card_AsRecorded_IsIdentifiedAndReadRightly(
        string recording, string profile, string model, OutputSource source, Conditions conditions, double charge, double runTime)
    {
        Assert.SkipWhen(sim.Missing is not null, sim.Missing ?? "");
        using var client = new SnmpClient();
        var driver = Driver(client, recording, SnmpVersion.V2c);
        var description = await driver.IdentifyAsync(TestContext.Current.CancellationToken);
        Assert.True(description.IsGood, description.Fault?.Text);
        var polled = await driver.PollAsync(TestContext.Current.CancellationToken);
        Assert.True(polled.IsGood, polled.Fault?.Text);
        var reading = polled.Value!.Reading;

        Assert.Equal((profile, model), (description.Value!.Profile, description.Value.Identity.Model));
        Assert.Equal((source, conditions), (reading.Source, reading.Conditions));
        Assert.Equal(charge < 0 ? null : new Percent(charge), reading.Charge);
        Assert.Equal(runTime < 0 ? null : TimeSpan.FromSeconds(runTime), reading.RunTime);
    }

    [Fact]
    public async Task Card_AskedByVersionOne_SaysTheSame()
    {
        Assert.SkipWhen(sim.Missing is not null, sim.Missing ?? "");
        using var client = new SnmpClient();
        foreach (var recording in new[] { "apc_sua750i", "eaton-mgeups_5px", "poweralert_ups" })
        {
            var old = await Driver(client, recording, SnmpVersion.V1).PollAsync(TestContext.Current.CancellationToken);
            var now = await Driver(client, recording, SnmpVersion.V2c).PollAsync(TestContext.Current.CancellationToken);
            Assert.True(old.IsGood, old.Fault?.Text);
            Assert.Equal(now.Value!.Reading, old.Value!.Reading);
        }
    }

    [Fact]
    public async Task Values_OfSomeCards_AreInTheirUnits()
    {
        Assert.SkipWhen(sim.Missing is not null, sim.Missing ?? "");
        using var client = new SnmpClient();
        var apc = await ReadAsync(client, "apc_sua750i");
        Assert.Equal((new Volts(243.3), new Percent(22.7), new Volts(27.2), new Celsius(36.9)), (apc.InputVoltage, apc.Load, apc.BatteryVoltage, apc.BatteryTemperature));
        var eaton = await ReadAsync(client, "eatonups");
        Assert.Equal((new Volts(228), new Watts(2057), new Volts(78), new Percent(25)), (eaton.InputVoltage, eaton.OutputPower, eaton.BatteryVoltage, eaton.Load));
        var mge = await ReadAsync(client, "eaton-mgeups_5px");
        Assert.Equal((new Volts(229), new Percent(59), new Volts(81), new Hertz(50)), (mge.InputVoltage, mge.Load, mge.BatteryVoltage, mge.InputFrequency));
        var cyber = await ReadAsync(client, "cyberpower");
        Assert.Equal((new Volts(119.5), new Volts(120.2), new Amperes(6.5)), (cyber.InputVoltage, cyber.OutputVoltage, cyber.OutputCurrent));
        var tripp = await ReadAsync(client, "poweralert_ups");
        Assert.Equal((new Volts(210.9), new Volts(210.1), new Percent(10), (Celsius?)null), (tripp.InputVoltage, tripp.OutputVoltage, tripp.Load, tripp.BatteryTemperature));
        var socomec = await ReadAsync(client, "socomec-ups");
        Assert.Equal((new Volts(240), new Volts(230), new Volts(54.2)), (socomec.InputVoltage, socomec.OutputVoltage, socomec.BatteryVoltage));
    }

    private async Task<Reading> ReadAsync(SnmpClient client, string recording)
    {
        var polled = await Driver(client, recording, SnmpVersion.V2c).PollAsync(TestContext.Current.CancellationToken);
        Assert.True(polled.IsGood, recording + ": " + polled.Fault?.Text);
        return polled.Value!.Reading;
    }

    private SnmpDriver Driver(SnmpClient client, string recording, SnmpVersion version)
    {
        // The simulator is slow when it opens a recording.
        var target = new SnmpTarget(new IPEndPoint(IPAddress.Loopback, sim.Port), new CommunityCredentials(version, recording)) { Timeout = TimeSpan.FromSeconds(5), Retries = 1 };
        return new SnmpDriver(new ClientChannel(client, target), ProfileLibrary.BuiltIn);
    }
}
