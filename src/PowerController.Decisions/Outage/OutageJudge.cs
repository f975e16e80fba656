using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Outage;

/// <summary>Judges one reading of a UPS. Every judgement is made anew from the reading and what was known; the same row comes back when none changes.</summary>
internal static class OutageJudge
{
    public const Conditions Told =
        Conditions.SelfTestFailed | Conditions.ReplaceBattery | Conditions.BatteryFault | Conditions.Overload | Conditions.SensorLost
        | Conditions.OtherAlarm | Conditions.Calibrating | Conditions.SelfTesting;

    private const Conditions Testing = Conditions.Calibrating | Conditions.SelfTesting;

    /// <param name="leastNeed">Run time below which there is no waiting.</param>
    /// <param name="fullNeed">Run time for one more complete shutdown.</param>
    public static UpsState Judge(Ups ups, UpsState was, Reading reading, TimeSpan now, TimeSpan leastNeed, TimeSpan fullNeed, ref RuleSet rules)
    {
        if (reading.Source == OutputSource.Unknown)
        {
            rules = rules.With(Rule.SourceUnknownIsSilence);
            return Silent(was, now, ref rules);
        }

        var off = ClaimsOff(reading);
        var witness = off ? Corroborates(reading, was, now) : null;
        var believed = off && witness != false;
        if (off && !believed)
            rules = rules.With(Rule.OffContradicted);
        var offSince = believed ? was.OffSince ?? now : (TimeSpan?)null;
        var debounce = witness == true ? Limits.OffDebounce : Limits.OffUnwitnessed;
        var output = OutputOf(was, reading, off, offSince, debounce, now, ref rules);
        var mains = MainsOf(ups, was, reading, off, output, leastNeed, ref rules);
        var mainsSince = mains == was.Mains ? was.MainsSince : now;
        var onBattery = mains == MainsState.Lost;

        var low = onBattery && IsLow(reading, leastNeed, ref rules);
        if (!onBattery && (reading.Conditions & Conditions.LowBattery) != Conditions.None)
            rules = rules.With(Rule.LowBatteryOnMainsIgnored);
        var lowSince = low ? was.LowSince ?? now : (TimeSpan?)null;
        var exhausting = onBattery ? was.ExhaustingSince : null;
        if (low && exhausting is null)
        {
            var counts = now - lowSince >= Limits.LowDebounce;
            rules = rules.With(counts ? Rule.LowBatteryCounts : Rule.LowBatteryDebounced);
            if (counts)
                exhausting = now;
        }

        var failed = onBattery ? was.FailedSince : null;
        if (onBattery && failed is null && now - mainsSince >= ups.ConfirmTime)
        {
            failed = now;
            rules = rules.With(Rule.FailureConfirmed);
        }

        var emptyAt = onBattery ? EmptyAt(was.EmptyAt, reading, now) : null;
        var charge = ChargeReached(ups, was, reading);
        var runTime = RunTimeReached(was, reading, fullNeed, charge);
        var alarms = reading.Conditions & Told;
        var temperature = TemperatureAlarm(ups, was, reading);
        var bypass = reading.Source == OutputSource.Bypass;
        var pending = (reading.Conditions & Conditions.ShutdownPending) != Conditions.None;
        if (alarms != was.Alarms || temperature != was.TemperatureAlarm || bypass != was.Bypass)
            rules = rules.With(Rule.AlarmToldOnly);

        if (mains == was.Mains && output == was.Output && failed == was.FailedSince && exhausting == was.ExhaustingSince && was.SilentSince is null
            && !was.SilenceAgreed && !was.SilenceCounts && lowSince == was.LowSince && offSince == was.OffSince && emptyAt == was.EmptyAt
            && charge == was.ChargeReached && runTime == was.RunTimeReached && alarms == was.Alarms && temperature == was.TemperatureAlarm
            && bypass == was.Bypass && pending == was.CutPending)
            return was;

        NoteChanges(was, mains, ref rules);
        return was with
        {
            Mains = mains,
            MainsSince = mainsSince,
            Output = output,
            OutputSince = output == was.Output && (off || !CameBackUnseen(was, output, now)) ? was.OutputSince : now,
            FailedSince = failed,
            ExhaustingSince = exhausting,
            SilentSince = null,
            SilenceAgreed = false,
            SilenceCounts = false,
            LowSince = lowSince,
            OffSince = offSince,
            EmptyAt = emptyAt,
            ChargeReached = charge,
            RunTimeReached = runTime,
            Alarms = alarms,
            TemperatureAlarm = temperature,
            Bypass = bypass,
            CutPending = pending,
        };
    }

    /// <summary>A poll without an answer. What was known is kept: silence is neither a failure nor a recovery.</summary>
    public static UpsState Silent(UpsState was, TimeSpan now, ref RuleSet rules)
    {
        if (was.SilentSince is not null)
            return was;
        rules = rules.With(Rule.WentSilent);
        return was with { SilentSince = now };
    }

    private static void NoteChanges(UpsState was, MainsState mains, ref RuleSet rules)
    {
        if (was.SilentSince is not null)
            rules = rules.With(Rule.SilenceEnded);
        if (mains == was.Mains)
            return;
        if (mains == MainsState.Lost)
            rules = rules.With(Rule.MainsLost);
        else if (was.Mains == MainsState.Lost)
            rules = rules.With(was.FailedSince is null && was.ExhaustingSince is null ? Rule.DipForgotten : Rule.MainsReturned);
    }

    private static bool ClaimsOff(Reading reading) =>
        reading.Source == OutputSource.Off || (reading.Conditions & Conditions.Sleeping) != Conditions.None;

    // Voltage is the better witness; load is asked where there is no voltage; our own cut, once its time has come, is a witness too.
    // Null where nothing can bear witness.
    private static bool? Corroborates(Reading reading, UpsState was, TimeSpan now)
    {
        if (reading.OutputVoltage is { } volts)
            return volts.Value < Limits.DeadVolts;
        if (reading.OutputPower is { } watts)
            return watts.Value <= 0;
        if (reading.OutputCurrent is { } amperes)
            return amperes.Value <= 0;
        if (reading.Load is { } load)
            return load.Value <= 0;
        // Not one that was over before the output was last seen to feed.
        return was.Outputs[0] is { Cut: CutStage.Armed or CutStage.Done } cut && now >= cut.OffAt && !(was.Output == OutputPower.On && was.OutputSince > cut.OffAt) ? true : null;
    }

    // It feeds, and nobody saw it go off, nor come back: the cut is over all the same, and bears no witness of what the card says from now on.
    private static bool CameBackUnseen(UpsState was, OutputPower output, TimeSpan now) =>
        output == OutputPower.On && was is { SilentSince: not null } && was.Outputs[0] is { Cut: CutStage.Done } cut && was.OutputSince <= cut.OffAt && now > cut.OffAt + Limits.CutMargin;

    private static OutputPower OutputOf(UpsState was, Reading reading, bool claimsOff, TimeSpan? offSince, TimeSpan debounce, TimeSpan now, ref RuleSet rules)
    {
        if (offSince is { } since)
        {
            if (was.Output == OutputPower.Off)
                return OutputPower.Off;
            var counts = now - since >= debounce;
            rules = rules.With(counts ? Rule.OffBelieved : Rule.OffDebounced);
            return counts ? OutputPower.Off : was.Output;
        }

        // A claim that voltage or load contradict says nothing either way, unless there is voltage.
        if (claimsOff && reading.OutputVoltage is null)
            return was.Output;
        if (was.Output == OutputPower.Off)
            rules = rules.With(Rule.OutputCameBack);
        return OutputPower.On;
    }

    // Some cards flag a low battery whatever it has, others tell no run time but nothing: where the charge contradicts one of them, the other one has to agree.
    private static bool Ends(Reading reading, TimeSpan leastNeed)
    {
        var isLow = (reading.Conditions & Conditions.LowBattery) != Conditions.None;
        var isShort = reading.RunTime < leastNeed;
        if (isLow == isShort || !(reading.Charge?.Value >= Limits.HalfFull))
            return isLow || isShort;
        return isShort ? reading.RunTime > TimeSpan.Zero : reading.RunTime is null;
    }

    private static MainsState MainsOf(Ups ups, UpsState was, Reading reading, bool claimsOff, OutputPower output, TimeSpan leastNeed, ref RuleSet rules)
    {
        var good = reading.InputVoltage is { } volts && volts >= ups.Settings.LowerTransfer;
        if (claimsOff)
        {
            if (good || (reading.InputVoltage is null && (reading.Conditions & Conditions.Charging) != Conditions.None))
                return MainsState.Good;
            // Asleep or switched off, and it does not tell which: what it said before it went off is about another time.
            return reading.InputVoltage is not null ? MainsState.Lost
                : was.Mains == MainsState.Lost && (output == OutputPower.Off || was.SilentSince is not null) ? MainsState.Unknown
                : was.Mains;
        }

        if (reading.Source != OutputSource.Battery)
            return MainsState.Good;
        if ((reading.Conditions & Testing) == Conditions.None)
            return MainsState.Lost;

        // A battery that charges has mains, whatever test is said to run.
        var charges = reading.InputVoltage is null && (reading.Conditions & Conditions.Charging) != Conditions.None;
        // The flag alone decides nothing: cards let it linger, and a real outage may come during the test.
        var real = charges ? false
            : reading.InputVoltage is null
            ? Ends(reading, leastNeed)
            : !good;
        rules = rules.With(real ? Rule.OutageDuringCalibration : Rule.CalibrationIsNoOutage);
        if (real)
            return MainsState.Lost;
        // A run time that was short for one reading only has begun nothing.
        var wasShort = was is { Mains: MainsState.Lost, ExhaustingSince: null, LowSince: { } low } && low == was.MainsSince;
        // A test that is the first thing heard after a silence began on mains.
        return good || charges || wasShort || was.SilentSince is not null ? MainsState.Good : was.Mains;
    }

    private static bool IsLow(Reading reading, TimeSpan leastNeed, ref RuleSet rules)
    {
        if ((reading.Conditions & Conditions.LowBattery) != Conditions.None)
            return true;
        if (reading.RunTime is not { } left || left >= leastNeed)
            return false;
        rules = rules.With(Rule.RunTimeShort);
        return true;
    }

    private static TimeSpan? EmptyAt(TimeSpan? was, Reading reading, TimeSpan now)
    {
        if (reading.RunTime is not { } left)
            return was;
        var predicted = now + left;
        return was is { } before && predicted - before <= Limits.EmptyAtLater && before - predicted <= Limits.EmptyAtStep ? before : predicted;
    }

    private static bool ChargeReached(Ups ups, UpsState was, Reading reading) =>
        reading.Charge is { } charge ? charge >= ups.Settings.ReturnCharge : was.ChargeReached;

    // Reached stays reached until a tenth is missing: the figure wanders with the load.
    private static bool RunTimeReached(UpsState was, Reading reading, TimeSpan fullNeed, bool chargeReached)
    {
        if (reading.RunTime is not { } left)
            return chargeReached;
        var enough = was.RunTimeReached ? fullNeed * 0.9 : fullNeed;
        return left >= enough || reading.Charge is { Value: >= Limits.FullCharge };
    }

    private static bool TemperatureAlarm(Ups ups, UpsState was, Reading reading)
    {
        if (reading.BatteryTemperature is not { } now)
            return was.TemperatureAlarm;
        var margin = was.TemperatureAlarm ? Limits.TemperatureHysteresis : 0;
        return now.Value > ups.BatteryTemperatureMax.Value - margin || now.Value < ups.BatteryTemperatureMin.Value + margin;
    }
}
