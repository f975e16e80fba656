using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Units;

namespace PowerController.Decisions.Outage;

/// <summary>What people are told when a judgement about a UPS changes. Alarms are words, never deeds.</summary>
internal static class UpsNews
{
    public static void Tell(Turn turn, int at, UpsState was, UpsState now)
    {
        if (ReferenceEquals(was, now))
            return;
        var name = turn.UpsName(at);
        if (was.Power != now.Power)
            TellPower(turn, at, name, was, now);
        TellAlarms(turn, name, was, now);
    }

    private static void TellPower(Turn turn, int at, string name, UpsState was, UpsState now)
    {
        switch (now.Power)
        {
            case UpsPower.Good:
                turn.Tell(Urgency.Information, name, was.Power == UpsPower.Unknown ? $"{name} is good" : $"{name} has mains and feeds its load again");
                break;
            case UpsPower.OnBattery:
                turn.Tell(Urgency.Warning, name,
                    $"{name} is on battery; it counts as failed after {UnitText.Seconds(turn.Topology.Upses[at].Ups.ConfirmTime)}");
                break;
            case UpsPower.Failed:
                turn.Tell(Urgency.Alarm, name, $"{name} has failed: on battery for {UnitText.Seconds(turn.Now - now.MainsSince)}");
                break;
            case UpsPower.Exhausting:
                turn.Tell(Urgency.Alarm, name, $"{name} is running out of battery: there is no time left to wait");
                break;
            case UpsPower.OutputOff:
                turn.Tell(IsOurs(now) ? Urgency.Information : Urgency.Alarm, name,
                    IsOurs(now) ? $"{name} has cut its output, as ordered" : $"{name} feeds nothing, and nobody ordered that");
                break;
            case UpsPower.Silent:
                turn.Tell(Urgency.Warning, name, $"{name} does not answer; before that it was {Word(was.LastPower)}");
                break;
            default:
                turn.Tell(Urgency.Warning, name, $"the state of {name} is not known");
                break;
        }
    }

    private static void TellAlarms(Turn turn, string name, UpsState was, UpsState now)
    {
        var rising = now.Alarms & ~was.Alarms;
        if (rising != Conditions.None)
            turn.Tell(Urgency.Warning, name, $"{name} reports: {Words(rising)}; this alone stops nothing");
        if (now.TemperatureAlarm && !was.TemperatureAlarm)
            turn.Tell(Urgency.Alarm, name, $"the battery temperature of {name} is outside its limits; this alone stops nothing");
        if (now.Bypass && !was.Bypass)
            turn.Tell(Urgency.Alarm, name, $"{name} is on bypass: its load is not protected; this alone stops nothing");
    }

    private static bool IsOurs(UpsState ups) => ups.Outputs[0].Cut is CutStage.Ordered or CutStage.Armed or CutStage.Done;

    private static string Word(UpsPower power) => power switch
    {
        UpsPower.Good => "good",
        UpsPower.OnBattery => "on battery",
        UpsPower.Failed => "failed",
        UpsPower.Exhausting => "running out of battery",
        UpsPower.OutputOff => "off",
        _ => "not known",
    };

    private static string Words(Conditions conditions) => string.Join(", ", Words().Where(pair => conditions.HasFlag(pair.Flag)).Select(pair => pair.Word));

    private static (Conditions Flag, string Word)[] Words() =>
    [
        (Conditions.SelfTestFailed, "self-test failed"),
        (Conditions.ReplaceBattery, "battery to be replaced"),
        (Conditions.BatteryFault, "battery fault"),
        (Conditions.Overload, "overload"),
        (Conditions.SensorLost, "a sensor is lost"),
        (Conditions.OtherAlarm, "an alarm of its own"),
        (Conditions.Calibrating, "calibration running"),
        (Conditions.SelfTesting, "self-test running"),
    ];
}
