using PowerController.Simulator.Cards.Physics;
using PowerController.Snmp;
using PowerController.Snmp.Agent;
using static PowerController.Simulator.Cards.CardObjects;

namespace PowerController.Simulator.Cards.Rfc1628;

/// <summary>What an RFC 1628 card can be told: countdowns in seconds with −1 to abort, tests by their names, and a few settings.</summary>
internal static class Rfc1628Control
{
    private static readonly Oid Tests = Rfc1628Card.Objects.Append(7, 7);

    public static IEnumerable<MibObject<CardState>> All() => [.. Countdowns(), .. TestObjects(), .. Settings()];

    public static SnmpValue TestName(CardState card) => SnmpValue.ObjectIdentifier(Tests.Append(card.TestAsked));

    public static SnmpValue LowBatteryMinutes(CardState card) => Number(card.Physics.Settings.LowBatteryDuration.TotalMinutes);

    private static Oid At(params ReadOnlySpan<uint> below) => Rfc1628Card.Objects.Append(below);

    private static IEnumerable<MibObject<CardState>> Countdowns() =>
    [
        Takes(At(8, 1, 0), c => SnmpValue.Integer32(c.Settings.ShutdownType), (_, n) => n is 1 or 2, (c, n) => c.Settings.ShutdownType = (int)n),
        Takes(At(8, 2, 0), c => Left(c.Physics.OffIn), (_, n) => n is >= -1 and <= int.MaxValue, ShutdownAfter),
        Takes(At(8, 3, 0), c => Left(c.Physics.OnIn), (_, n) => n is >= -1 and <= int.MaxValue, StartAfter),
        Takes(At(8, 4, 0), c => SnmpValue.Integer32(c.Physics.Output == OutputMode.Rebooting ? (int)Math.Ceiling(c.Physics.PauseLeft.TotalSeconds) : -1), (_, n) => n is >= -1 and <= 300, Reboot),
        Takes(At(8, 5, 0), c => SnmpValue.Integer32(c.Physics.Settings.RestartsWithMains ? 1 : 2), (_, n) => n is 1 or 2, (c, n) => c.Physics.Settings = c.Physics.Settings with { RestartsWithMains = n == 1 }),
    ];

    private static IEnumerable<MibObject<CardState>> TestObjects() =>
    [
        new(At(7, 1, 0), TestName, CheckTest, StartTest),
        Reads(At(7, 2, 0), _ => SnmpValue.Integer32(1)),
        Reads(At(7, 3, 0), Rfc1628Readings.TestResultOf),
        Reads(At(7, 4, 0), c => SnmpValue.Text(c.Physics.LastTest == TestResult.None ? "" : c.Physics.LastTest.ToString())),
        Reads(At(7, 5, 0), c => Ticks(c.Physics.LastTestAt is { } at && at > c.StartedAt ? at - c.StartedAt : TimeSpan.Zero)),
        Reads(At(7, 6, 0), c => Number(c.Physics.LastTest is TestResult.None or TestResult.Running ? 0 : c.Physics.Specification.SelfTestDuration.TotalSeconds)),
    ];

    private static IEnumerable<MibObject<CardState>> Settings() =>
    [
        Takes(At(9, 7, 0), LowBatteryMinutes, (_, n) => n is >= 1 and <= 30, (c, n) => c.Physics.Settings = c.Physics.Settings with { LowBatteryDuration = TimeSpan.FromMinutes(n) }),
        Takes(At(9, 8, 0), c => SnmpValue.Integer32(c.Settings.Beeper), (_, n) => n is >= 1 and <= 3, (c, n) => c.Settings.Beeper = (int)n),
        Takes(At(9, 9, 0), c => SnmpValue.Integer32(c.Physics.Settings.LowerTransferVolts), (_, n) => n is >= 160 and <= 220, (c, n) => c.Physics.Settings = c.Physics.Settings with { LowerTransferVolts = (int)n }),
        Takes(At(9, 10, 0), c => SnmpValue.Integer32(c.Physics.Settings.UpperTransferVolts), (_, n) => n is >= 240 and <= 290, (c, n) => c.Physics.Settings = c.Physics.Settings with { UpperTransferVolts = (int)n }),
    ];

    private static SnmpValue Left(TimeSpan? countdown) => SnmpValue.Integer32(countdown is { } left ? (int)Math.Ceiling(left.TotalSeconds) : -1);

    private static void ShutdownAfter(CardState card, long seconds)
    {
        if (seconds < 0)
        {
            card.Physics.AbortOff();
            return;
        }

        // Auto restart brings back only what mains has taken: a shutdown that is carried out on mains stays.
        Wake wake = card.Physics.Settings.RestartsWithMains ? Wake.WithMains with { OnlyAfterOutage = true, HonoursReturnSettings = false } : Wake.Never;
        card.Physics.OrderOff(TimeSpan.FromSeconds(seconds), wake);
    }

    private static void StartAfter(CardState card, long seconds)
    {
        if (seconds < 0) card.Physics.AbortOn();
        else card.Physics.OrderOn(TimeSpan.FromSeconds(seconds));
    }

    private static void Reboot(CardState card, long seconds)
    {
        if (seconds < 0)
        {
            if (card.Physics.Output == OutputMode.Rebooting) card.Physics.AbortReturn();
            return;
        }

        card.Physics.OrderOff(TimeSpan.Zero, Wake.AfterReboot(TimeSpan.FromSeconds(Math.Max(1, seconds)), honoursReturnSettings: false));
    }

    private static SnmpErrorStatus CheckTest(CardState card, SnmpValue value)
    {
        if (value.Type != SnmpType.ObjectIdentifier) return SnmpErrorStatus.WrongType;
        Oid test = value.Identifier;
        return test.Count == Tests.Count + 1 && test.StartsWith(Tests) && test[^1] is >= 1 and <= 5 ? SnmpErrorStatus.NoError : SnmpErrorStatus.WrongValue;
    }

    private static SnmpErrorStatus StartTest(CardState card, SnmpValue value)
    {
        uint test = value.Identifier[^1];
        card.TestAsked = test;
        if (test == 2)
        {
            card.Physics.AbortTest();
            card.Physics.CancelCalibration();
        }
        else if (test is 3 or 4)
        {
            card.Physics.StartTest();
        }
        else if (test == 5)
        {
            card.Physics.StartCalibration();
        }

        return SnmpErrorStatus.NoError;
    }
}
