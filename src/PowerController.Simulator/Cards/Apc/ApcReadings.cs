using System.Globalization;
using PowerController.Simulator.Cards.Physics;
using PowerController.Snmp;
using PowerController.Snmp.Agent;
using static PowerController.Simulator.Cards.CardObjects;

namespace PowerController.Simulator.Cards.Apc;

/// <summary>What a PowerNet card tells: identity, battery, input, output, the state flags.</summary>
internal static class ApcReadings
{
    public static IEnumerable<MibObject<CardState>> All() => [.. Identity(), .. Battery(), .. Input(), .. Output(), .. Tests()];

    private static Oid At(params ReadOnlySpan<uint> below) => ApcCard.Ups.Append(below);

    private static IEnumerable<MibObject<CardState>> Identity() =>
    [
        Reads(At(1, 1, 1, 0), c => SnmpValue.Text(c.Identity.Model)),
        TakesText(At(1, 1, 2, 0), 8, c => c.Identity.Name, (c, t) => c.Identity = c.Identity with { Name = t }),
        Reads(At(1, 2, 1, 0), c => SnmpValue.Text(c.Identity.Firmware)),
        Reads(At(1, 2, 2, 0), c => SnmpValue.Text(c.Identity.MadeOn)),
        Reads(At(1, 2, 3, 0), c => SnmpValue.Text(c.Identity.Serial)),
        Reads(At(8, 1, 0), c => SnmpValue.Integer32(c.HearsUps ? 1 : 2)),
    ];

    private static IEnumerable<MibObject<CardState>> Battery() =>
    [
        Reads(At(2, 1, 1, 0), c => SnmpValue.Integer32(!c.HearsUps ? 1 : c.Physics.BatteryLow ? 3 : 2)),
        Reads(At(2, 1, 2, 0), c => Ticks(c.Physics.TimeOnBattery)),
        TakesText(At(2, 1, 3, 0), 10, c => c.Identity.BatteryDate, (c, t) => c.Identity = c.Identity with { BatteryDate = t }),
        Reads(At(2, 2, 1, 0), c => Gauge(c.Physics.Charge * 100)),
        Reads(At(2, 2, 2, 0), c => Gauge(c.Physics.BatteryCelsius)),
        Reads(At(2, 2, 3, 0), c => Ticks(WholeMinutes(c.Physics.Runtime))),
        Reads(At(2, 2, 4, 0), c => SnmpValue.Integer32(c.Physics.ReplaceBattery ? 2 : 1)),
        Reads(At(2, 2, 5, 0), _ => SnmpValue.Integer32(1)),
        Reads(At(2, 2, 6, 0), c => SnmpValue.Integer32(c.Physics.ReplaceBattery ? 1 : 0)),
        Reads(At(2, 2, 7, 0), c => Number(c.Physics.Specification.BatteryVoltsNominal)),
        Reads(At(2, 2, 8, 0), c => Number(c.Physics.BatteryVolts)),
        Reads(At(2, 3, 1, 0), c => Gauge(c.Physics.Charge * 1000)),
        Reads(At(2, 3, 2, 0), c => Gauge(c.Physics.BatteryCelsius * 10)),
        Reads(At(2, 3, 3, 0), c => Number(c.Physics.Specification.BatteryVoltsNominal * 10)),
        Reads(At(2, 3, 4, 0), c => Number(c.Physics.BatteryVolts * 10)),
    ];

    private static IEnumerable<MibObject<CardState>> Input() =>
    [
        Reads(At(3, 1, 1, 0), _ => SnmpValue.Integer32(1)),
        Reads(At(3, 2, 1, 0), c => Gauge(c.Physics.InputVolts)),
        Reads(At(3, 2, 2, 0), c => Gauge(c.Physics.InputVolts)),
        Reads(At(3, 2, 3, 0), c => Gauge(c.Physics.InputVolts)),
        Reads(At(3, 2, 4, 0), c => Gauge(c.Physics.InputHertz)),
        Reads(At(3, 2, 5, 0), c => SnmpValue.Integer32(FailCause(c.Physics.LastTransfer))),
        Reads(At(3, 3, 1, 0), c => Gauge(c.Physics.InputVolts * 10)),
        Reads(At(3, 3, 4, 0), c => Gauge(c.Physics.InputHertz * 10)),
    ];

    private static IEnumerable<MibObject<CardState>> Output() =>
    [
        Reads(At(4, 1, 1, 0), c => SnmpValue.Integer32(OutputStatus(c))),
        Reads(At(4, 1, 2, 0), _ => SnmpValue.Integer32(1)),
        Reads(At(4, 2, 1, 0), c => Gauge(c.Physics.OutputVolts)),
        Reads(At(4, 2, 2, 0), c => Gauge(c.Physics.OutputHertz)),
        Reads(At(4, 2, 3, 0), c => Gauge(c.Physics.LoadFraction * 100)),
        Reads(At(4, 2, 4, 0), c => Gauge(c.Physics.OutputAmperes)),
        Reads(At(4, 2, 8, 0), c => Gauge(c.Physics.OutputWatts)),
        Reads(At(4, 2, 9, 0), c => Gauge(c.Physics.OutputWatts * c.Physics.Specification.RatedVoltAmperes / c.Physics.Specification.RatedWatts)),
        Reads(At(4, 3, 1, 0), c => Gauge(c.Physics.OutputVolts * 10)),
        Reads(At(4, 3, 2, 0), c => Gauge(c.Physics.OutputHertz * 10)),
        Reads(At(4, 3, 3, 0), c => Gauge(c.Physics.LoadFraction * 1000)),
        Reads(At(4, 3, 4, 0), c => Gauge(c.Physics.OutputAmperes * 10)),
        Reads(At(11, 1, 1, 0), c => SnmpValue.Text(StateFlags(c))),
    ];

    private static IEnumerable<MibObject<CardState>> Tests() =>
    [
        Reads(At(7, 2, 3, 0), c => SnmpValue.Integer32(c.Physics.LastTest switch { TestResult.Failed => 2, TestResult.Invalid => 3, TestResult.Running => 4, _ => 1 })),
        Reads(At(7, 2, 4, 0), c => SnmpValue.Text(c.Physics.LastTestAt is { } at ? (new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) + at).ToString("MM/dd/yyyy", CultureInfo.InvariantCulture) : "Unknown")),
        Reads(At(7, 2, 6, 0), c => SnmpValue.Integer32(c.Physics.LastCalibration switch { CalibrationResult.Invalid => 2, CalibrationResult.Running => 3, _ => 1 })),
    ];

    // Smart-UPS tell their run time in steps of a minute.
    private static TimeSpan WholeMinutes(TimeSpan time) => TimeSpan.FromMinutes(Math.Floor(time.TotalMinutes));

    private static int FailCause(TransferCause cause) => cause switch
    {
        TransferCause.HighLine => 2,
        TransferCause.Brownout => 3,
        TransferCause.Blackout => 4,
        TransferCause.SelfTest => 9,
        _ => 1,
    };

    private static int OutputStatus(CardState card) => !card.HearsUps ? 1 : card.Physics.Output switch
    {
        OutputMode.Off => 7,
        OutputMode.SleepingUntilMains => 11,
        OutputMode.TimedSleep => 5,
        OutputMode.Rebooting => 8,
        _ => card.Physics.Source switch
        {
            PowerSource.Battery => 3,
            PowerSource.Boost => 4,
            PowerSource.Trim => 12,
            PowerSource.Bypass or PowerSource.None => 9,
            _ => 2,
        },
    };

    private static string StateFlags(CardState card)
    {
        if (!card.HearsUps) return "UNKNOWN";
        UpsPhysics ups = card.Physics;
        char[] flags = new char[64];
        Array.Fill(flags, '0');
        void Raise(int flag, bool holds) => flags[flag - 1] = holds ? '1' : '0';
        Raise(1, ups.OnBattery || ups.BatteryLow || ups.Overloaded || ups.ReplaceBattery);
        Raise(2, ups.OnBattery);
        Raise(3, ups.BatteryLow);
        Raise(4, ups.Output == OutputMode.On && !ups.OnBattery);
        Raise(5, ups.ReplaceBattery);
        Raise(6, true);
        Raise(7, ups.Source == PowerSource.Boost);
        Raise(8, ups.Source == PowerSource.Trim);
        Raise(9, ups.Overloaded);
        Raise(10, ups.Calibrating);
        Raise(11, ups.Charge <= 0);
        Raise(13, ups.Bypassed);
        Raise(17, ups.Output == OutputMode.TimedSleep);
        Raise(18, ups.Output == OutputMode.SleepingUntilMains);
        Raise(19, ups.Output == OutputMode.On);
        Raise(20, ups.Output == OutputMode.Rebooting);
        Raise(22, ups.GracefulShutdown);
        Raise(29, ups.TestLeft > TimeSpan.Zero);
        Raise(30, ups.OnBattery && ups.BatteryLow);
        Raise(58, ups.Output == OutputMode.Off);
        return new string(flags);
    }
}
