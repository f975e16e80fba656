using PowerController.Simulator.Cards.Physics;
using PowerController.Snmp;
using PowerController.Snmp.Agent;
using static PowerController.Simulator.Cards.CardObjects;

namespace PowerController.Simulator.Cards.Rfc1628;

/// <summary>What an RFC 1628 card tells: identity, battery, one line in, one line out, alarms, the last test.</summary>
internal static class Rfc1628Readings
{
    public static IEnumerable<MibObject<CardState>> All() => [.. Identity(), .. Battery(), .. Input(), .. Output(), .. Bypass(), .. Alarms(), .. Ratings()];

    public static SnmpValue MinutesLeft(CardState card) => Number(Math.Floor(card.Physics.Runtime.TotalMinutes));

    public static SnmpValue SecondsOnBattery(CardState card) => Number(Math.Floor(card.Physics.TimeOnBattery.TotalSeconds));

    public static SnmpValue TestResultOf(CardState card) => SnmpValue.Integer32(card.Physics.LastTest switch
    {
        TestResult.Passed => 1,
        TestResult.Failed => 3,
        TestResult.Invalid => 4,
        TestResult.Running => 5,
        _ => 6,
    });

    private static Oid At(params ReadOnlySpan<uint> below) => Rfc1628Card.Objects.Append(below);

    private static IEnumerable<MibObject<CardState>> Identity() =>
    [
        Reads(At(1, 1, 0), c => SnmpValue.Text(c.Identity.Maker)),
        Reads(At(1, 2, 0), c => SnmpValue.Text(c.Identity.Model)),
        Reads(At(1, 3, 0), c => SnmpValue.Text(c.Identity.Firmware)),
        Reads(At(1, 4, 0), c => SnmpValue.Text(c.Identity.AgentFirmware)),
        TakesText(At(1, 5, 0), 63, c => c.Identity.Name, (c, t) => c.Identity = c.Identity with { Name = t }),
        Reads(At(1, 6, 0), _ => SnmpValue.Text("")),
    ];

    private static IEnumerable<MibObject<CardState>> Battery() =>
    [
        Reads(At(2, 1, 0), c => SnmpValue.Integer32(!c.HearsUps ? 1 : c.Physics.Charge <= 0 ? 4 : c.Physics.BatteryLow ? 3 : 2)),
        Reads(At(2, 2, 0), SecondsOnBattery),
        Reads(At(2, 3, 0), MinutesLeft),
        Reads(At(2, 4, 0), c => Number(c.Physics.Charge * 100)),
        Reads(At(2, 5, 0), c => Number(c.Physics.BatteryVolts * 10)),
        Reads(At(2, 6, 0), c => Number(c.Physics.OnBattery ? c.Physics.OutputWatts * 10 / c.Physics.BatteryVolts : 0)),
        Reads(At(2, 7, 0), c => Number(c.Physics.BatteryCelsius)),
    ];

    private static IEnumerable<MibObject<CardState>> Input() =>
    [
        Reads(At(3, 1, 0), _ => SnmpValue.Counter32(0)),
        Reads(At(3, 2, 0), _ => SnmpValue.Integer32(1)),
        Reads(At(3, 3, 1, 2, 1), c => Number(c.Physics.InputHertz * 10)),
        Reads(At(3, 3, 1, 3, 1), c => Number(c.Physics.InputVolts)),
        Reads(At(3, 3, 1, 4, 1), c => Number(c.Physics.Source is PowerSource.Battery or PowerSource.None || c.Physics.InputVolts <= 0 ? 0 : c.Physics.OutputWatts * 10 / c.Physics.InputVolts)),
        Reads(At(3, 3, 1, 5, 1), c => Number(c.Physics.Source is PowerSource.Battery ? 0 : c.Physics.OutputWatts)),
    ];

    private static IEnumerable<MibObject<CardState>> Output() =>
    [
        Reads(At(4, 1, 0), c => SnmpValue.Integer32(OutputSource(c))),
        Reads(At(4, 2, 0), c => Number(c.Physics.OutputHertz * 10)),
        Reads(At(4, 3, 0), _ => SnmpValue.Integer32(1)),
        Reads(At(4, 4, 1, 2, 1), c => Number(c.Physics.OutputVolts)),
        Reads(At(4, 4, 1, 3, 1), c => Number(c.Physics.OutputAmperes * 10)),
        Reads(At(4, 4, 1, 4, 1), c => Number(c.Physics.OutputWatts)),
        Reads(At(4, 4, 1, 5, 1), c => Number(c.Physics.LoadFraction * 100)),
    ];

    private static IEnumerable<MibObject<CardState>> Bypass() =>
    [
        Reads(At(5, 1, 0), c => Number(c.Physics.InputHertz * 10)),
        Reads(At(5, 2, 0), _ => SnmpValue.Integer32(0)),
    ];

    private static IEnumerable<MibObject<CardState>> Alarms()
    {
        yield return Reads(At(6, 1, 0), c => SnmpValue.Gauge32((uint)c.Alarms.Count));
        foreach (uint alarm in AlarmTable.Known)
        {
            // alarmId itself cannot be read: a row is its description and its time.
            yield return Reads(At(6, 2, 1, 2, alarm), c => c.Alarms.Since(alarm) is null ? SnmpValue.NoSuchInstance : SnmpValue.ObjectIdentifier(Rfc1628Card.WellKnownAlarms.Append(alarm)));
            yield return Reads(At(6, 2, 1, 3, alarm), c => c.Alarms.Since(alarm) is { } since ? SnmpValue.TimeTicks(since) : SnmpValue.NoSuchInstance);
        }
    }

    private static IEnumerable<MibObject<CardState>> Ratings() =>
    [
        Reads(At(9, 1, 0), c => Number(c.Physics.Specification.NominalVolts)),
        Reads(At(9, 2, 0), c => Number(c.Physics.Specification.NominalHertz * 10)),
        Reads(At(9, 3, 0), c => Number(c.Physics.Settings.OutputVolts)),
        Reads(At(9, 4, 0), c => Number(c.Physics.Specification.NominalHertz * 10)),
        Reads(At(9, 5, 0), c => Number(c.Physics.Specification.RatedVoltAmperes)),
        Reads(At(9, 6, 0), c => Number(c.Physics.Specification.RatedWatts)),
    ];

    private static int OutputSource(CardState card) => !card.HearsUps ? 1 : card.Physics.Source switch
    {
        PowerSource.Mains => 3,
        PowerSource.Bypass => 4,
        PowerSource.Battery => 5,
        PowerSource.Boost => 6,
        PowerSource.Trim => 7,
        _ => 2,
    };
}
