using System.Collections.Immutable;
using PowerController.Simulator.Cards.Physics;
using PowerController.Snmp;
using PowerController.Snmp.Agent;
using static PowerController.Simulator.Cards.CardObjects;

namespace PowerController.Simulator.Cards.Apc;

/// <summary>The settings of a PowerNet card: each has its allowed values, and what lies between is rounded up or down as the card sees fit.</summary>
internal static class ApcSettings
{
    private static readonly Oid Config = ApcCard.Ups.Append(5, 2);

    // The times are in hundredths of a second, as on the wire.
    private static readonly ImmutableArray<Setting> Rounded =
    [
        new(1, SnmpType.Integer32, Rounding.None, [220, 225, 230, 240], s => s.OutputVolts, (s, v) => s with { OutputVolts = (int)v }),
        new(2, SnmpType.Integer32, Rounding.Up, [253, 257, 261, 265], s => s.UpperTransferVolts, (s, v) => s with { UpperTransferVolts = (int)v }),
        new(3, SnmpType.Integer32, Rounding.Down, [196, 200, 204, 208], s => s.LowerTransferVolts, (s, v) => s with { LowerTransferVolts = (int)v }),
        new(6, SnmpType.Integer32, Rounding.Down, [0, 15, 25, 35, 50, 60, 75, 90], s => s.MinimumReturnPercent, (s, v) => s with { MinimumReturnPercent = (int)v }),
        new(8, SnmpType.TimeTicks, Rounding.Up, [12000, 30000, 42000, 60000, 72000, 90000, 108000, 120000], s => Hundredths(s.LowBatteryDuration), (s, v) => s with { LowBatteryDuration = Time(v) }),
        new(9, SnmpType.TimeTicks, Rounding.Down, [0, 6000, 12000, 18000, 24000, 30000, 36000, 42000], s => Hundredths(s.ReturnDelay), (s, v) => s with { ReturnDelay = Time(v) }),
        new(10, SnmpType.TimeTicks, Rounding.Up, [0, 9000, 18000, 27000, 36000, 45000, 54000, 63000], s => Hundredths(s.ShutoffDelay), (s, v) => s with { ShutoffDelay = Time(v) }),
    ];

    private enum Rounding
    {
        None,
        Up,
        Down,
    }

    public static IEnumerable<MibObject<CardState>> All() => [.. Rounded.Select(Writable), .. Others(), .. AllowedValues()];

    private static IEnumerable<MibObject<CardState>> Others() =>
    [
        Takes(Config.Append(4, 0), c => SnmpValue.Integer32(c.Settings.Alarm), (_, n) => n is >= 1 and <= 4, (c, n) => c.Settings.Alarm = (int)n),
        TakesTicks(Config.Append(5, 0), c => SnmpValue.TimeTicks(c.Settings.AlarmTimer), (_, _) => true, (c, n) => c.Settings.AlarmTimer = n >= 3000 ? 3000u : 0),
        Takes(Config.Append(7, 0), c => SnmpValue.Integer32(c.Settings.Sensitivity), (_, n) => n is >= 1 and <= 4, (c, n) => c.Settings.Sensitivity = (int)n),
        TakesTicks(Config.Append(11, 0), c => Ticks(c.Physics.Settings.SleepTime), (_, n) => n is >= 0 and <= 129_600_000, (c, n) => Change(c, s => s with { SleepTime = TenthsOfAnHour(n) })),
        TakesTicks(Config.Append(29, 0), c => Ticks(c.Physics.Settings.MinimumReturnRuntime), (_, n) => n is >= 0 and <= 360_000, (c, n) => Change(c, s => s with { MinimumReturnRuntime = Time(n) })),
        Takes(Config.Append(55, 0), c => SnmpValue.Integer32(c.Physics.Settings.RestartsWithMains ? 1 : 2), (_, n) => n is 1 or 2, (c, n) => Change(c, s => s with { RestartsWithMains = n == 1 })),
        TakesTicks(Config.Append(61, 0), c => Ticks(c.Physics.Settings.RebootDuration), (_, n) => n is >= 400 and <= 30_000, (c, n) => Change(c, s => s with { RebootDuration = Time(n) })),
        Takes(ApcCard.Ups.Append(7, 2, 1, 0), c => SnmpValue.Integer32(c.Settings.TestSchedule), (_, n) => n is >= 2 and <= 7, (c, n) => c.Settings.TestSchedule = (int)n),
    ];

    private static MibObject<CardState> Writable(Setting setting)
    {
        Oid name = Config.Append(setting.Number, 0);
        return setting.Type == SnmpType.TimeTicks
            ? TakesTicks(name, c => SnmpValue.TimeTicks((uint)setting.Read(c.Physics.Settings)), Allows, Write)
            : Takes(name, c => SnmpValue.Integer32((int)setting.Read(c.Physics.Settings)), Allows, Write);
        bool Allows(CardState card, long value) => setting.How == Rounding.None ? setting.Allowed.Contains(value) : value >= 0;
        void Write(CardState card, long value) => Change(card, s => setting.Write(s, Round(setting, value)));
    }

    /// <summary>The card's own table of what it takes: for each row an object and a list of values.</summary>
    private static IEnumerable<MibObject<CardState>> AllowedValues()
    {
        for (int i = 0; i < Rounded.Length; i++)
        {
            Setting setting = Rounded[i];
            uint row = (uint)i + 1;
            string values = string.Join(',', setting.Allowed);
            yield return Reads(Config.Append(16, 1, 1, row), _ => SnmpValue.Integer32((int)row));
            yield return Reads(Config.Append(16, 1, 2, row), _ => SnmpValue.ObjectIdentifier(Config.Append(setting.Number, 0)));
            yield return Reads(Config.Append(16, 1, 3, row), _ => SnmpValue.Text(values));
        }
    }

    private static long Round(Setting setting, long value)
    {
        if (setting.How == Rounding.Up) return setting.Allowed.FirstOrDefault(a => a >= value, setting.Allowed[^1]);
        return setting.How == Rounding.Down ? setting.Allowed.LastOrDefault(a => a <= value, setting.Allowed[0]) : value;
    }

    private static void Change(CardState card, Func<UpsSettings, UpsSettings> change) => card.Physics.Settings = change(card.Physics.Settings);

    private static TimeSpan TenthsOfAnHour(long hundredths) => TimeSpan.FromMinutes(Math.Round(Time(hundredths).TotalMinutes / 6, MidpointRounding.AwayFromZero) * 6);

    private static TimeSpan Time(long hundredths) => TimeSpan.FromMilliseconds(hundredths * 10);

    private static long Hundredths(TimeSpan time) => (long)(time.TotalMilliseconds / 10);

    private sealed record Setting(uint Number, SnmpType Type, Rounding How, ImmutableArray<long> Allowed, Func<UpsSettings, long> Read, Func<UpsSettings, long, UpsSettings> Write);
}
