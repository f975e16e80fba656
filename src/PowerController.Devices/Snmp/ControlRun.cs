using System.Collections.Immutable;
using PowerController.Devices.Drivers;
using PowerController.Devices.Profiles;
using PowerController.Model.Readings;
using PowerController.Model.Units;
using PowerController.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Devices.Snmp;

/// <summary>
/// Carries one command out: chooses the way that suits the moment, writes its steps, and looks whether the card obeys. An acknowledgement alone is not
/// believed where the card could show more; then the command is given again, a few times, and what remains is said plainly.
/// </summary>
internal sealed class ControlRun(ISnmpChannel channel, PollPlan plan, TimeProvider time)
{
    private readonly DeviceProfile _profile = plan.Profile;

    public async Task<ControlOutcome> CarryOutAsync(ControlOrder order, CancellationToken cancel)
    {
        var ways = OfStyle(_profile.Ways(order.Action), order.Style).ToImmutableArray();
        if (ways.IsEmpty)
            return Outcome(order, null, ControlResult.NotSupported, $"The profile '{_profile.Name}' knows no way for {order.Action} of the UPS at {channel.Address}{StyleText(order.Style)}.");
        var before = await LookAsync(cancel).ConfigureAwait(false);
        if (order.Style == CutStyle.OnBattery && before?.Source is OutputSource.Mains or OutputSource.Bypass)
            return Outcome(order, null, ControlResult.NotNow, $"The UPS at {channel.Address} is on mains: a command for the battery would not be taken.");
        var last = default(ControlOutcome);
        foreach (var way in InOrder(ways, before?.Source))
        {
            last = await TryWayAsync(order, way, before, cancel).ConfigureAwait(false);
            if (last.IsUnderWay)
                return last with { EffectAfter = await EffectAfterAsync(order, way, cancel).ConfigureAwait(false) };

            // A card that refuses one way, as on-battery commands when mains is back, may take the next.
            if (last.Result is not (ControlResult.Refused or ControlResult.NotSupported or ControlResult.Ignored))
                return last;
        }

        return last ?? Outcome(order, null, ControlResult.NotSupported, $"The UPS at {channel.Address} is on mains, and no way for {order.Action} works there.");
    }

    public async Task<ControlOutcome> TakeBackAsync(ControlOrder order, CancellationToken cancel)
    {
        var ways = _profile.Ways(order.Action).Where(way => way.CanBeAborted).ToImmutableArray();
        if (ways.IsEmpty)
            return Outcome(order, null, ControlResult.NotSupported, $"{order.Action} cannot be taken back from the UPS at {channel.Address}.");
        var last = default(ControlOutcome);
        foreach (var way in ways)
        {
            last = await WriteAsync(order, way, way.Abort, cancel).ConfigureAwait(false);
            if (last is null)
                return await ConfirmAbortAsync(order, way, cancel).ConfigureAwait(false);
        }

        return last!;
    }

    /// <summary>When the output goes off, counted from the command.</summary>
    public static TimeSpan EffectAfter(ControlWay way, TimeSpan delay, TimeSpan lowBatteryRunTime) => way.Timing switch
    {
        CutTiming.AtOnce => TimeSpan.Zero,
        CutTiming.Graceful => lowBatteryRunTime + TimeSpan.FromSeconds(120) + delay,
        _ => delay,
    };

    private static IEnumerable<ControlWay> OfStyle(IEnumerable<ControlWay> ways, CutStyle style) => style switch
    {
        // A card that has none of its own for the battery does it as on mains; the soonest is the one that is meant.
        CutStyle.OnBattery => ways.OrderBy(way => way.NeedsOnBattery ? 0 : way.Timing == CutTiming.Graceful ? 2 : 1),
        CutStyle.Graceful => ways.Where(way => way.Timing == CutTiming.Graceful),
        CutStyle.Delayed => ways.Where(way => way is { NeedsOnBattery: false, Timing: not CutTiming.Graceful }),
        _ => ways,
    };

    private static string StyleText(CutStyle style) => style switch
    {
        CutStyle.Graceful => " by a graceful command",
        CutStyle.Delayed => " that works on mains after a delay alone",
        _ => "",
    };

    /// <summary>On battery the ways in their order; else those that work on mains only, for mains may be back at any moment.</summary>
    private static IEnumerable<ControlWay> InOrder(ImmutableArray<ControlWay> ways, OutputSource? source) => source switch
    {
        OutputSource.Battery => ways,
        null or OutputSource.Unknown => ways.OrderBy(way => way.NeedsOnBattery),
        _ => ways.Where(way => !way.NeedsOnBattery),
    };

    private async Task<ControlOutcome> TryWayAsync(ControlOrder order, ControlWay way, Reading? before, CancellationToken cancel)
    {
        if (way.Only is { } only)
        {
            var reply = await channel.GetAsync([only.Object], cancel).ConfigureAwait(false);
            if (reply.Succeeded && Slot.Of(reply[only.Object], false) != only.Value)
                return Outcome(order, way, ControlResult.NotSupported, $"The UPS at {channel.Address} says that its output cannot be switched.");
        }

        for (var attempt = 1; attempt <= Limits.ControlTries; attempt++)
        {
            var failed = await WriteAsync(order, way, way.Steps, cancel).ConfigureAwait(false);
            if (failed is { Result: not ControlResult.NoAnswer })
                return failed;

            // An answer that was lost says nothing: the card may have obeyed, so the effect is looked for before the command is given again.
            var seen = await IsSeenAsync(order, way, before, cancel).ConfigureAwait(false);
            if (seen == true)
                return Outcome(order, way, ControlResult.Seen, $"{way.Title}: the UPS at {channel.Address} shows that it obeys.");
            if (seen is null && failed is null)
                return Outcome(order, way, ControlResult.Acknowledged, $"{way.Title}: acknowledged by the UPS at {channel.Address}; it shows nothing until it acts.");
            if (failed is not null && attempt == Limits.ControlTries)
                return failed;
        }

        return Outcome(order, way, ControlResult.Ignored, $"{way.Title}: the UPS at {channel.Address} acknowledged it {Limits.ControlTries} times and does nothing.");
    }

    /// <summary>Writes the steps; null when all were acknowledged.</summary>
    private async Task<ControlOutcome?> WriteAsync(ControlOrder order, ControlWay way, ImmutableArray<ControlStep> steps, CancellationToken cancel)
    {
        foreach (var step in steps)
        {
            if (step.Setting is { } setting)
            {
                if (await WriteSettingAsync(order, way, step, setting, cancel).ConfigureAwait(false) is { } failed)
                    return failed;
                continue;
            }

            if (Number(order, step, out var wrong) is not { } value)
                return Outcome(order, way, ControlResult.NotSupported, $"{way.Title}: {wrong}.");
            var reply = await channel.SetAsync([new VarBind(OidText.ForOutlet(step.Written!, order.Outlet), value)], cancel).ConfigureAwait(false);
            if (reply.Succeeded || (step.Optional && reply.Failure.Kind == SnmpFailureKind.ErrorStatus))
                continue;
            return reply.Failure.Kind == SnmpFailureKind.ErrorStatus
                ? Outcome(order, way, ControlResult.Refused, $"{way.Title}: the UPS at {channel.Address} refuses it: {FaultText.Status(reply.Failure.Status)}.")
                : Outcome(order, way, ControlResult.NoAnswer, $"{way.Title}: {FaultText.Of(channel, reply.Failure).Text}");
        }

        return null;
    }

    /// <summary>A setting that the command depends on: written only where it differs, read back at once.</summary>
    private async Task<ControlOutcome?> WriteSettingAsync(ControlOrder order, ControlWay way, ControlStep step, SettingName name, CancellationToken cancel)
    {
        var rule = _profile.Setting(name)!;
        var before = await channel.GetAsync([rule.Object], cancel).ConfigureAwait(false);
        if (!before.Succeeded)
            return Outcome(order, way, ControlResult.NoAnswer, FaultText.Of(channel, before.Failure).Text);
        var wanted = Argument(order, step);
        if (SettingForm.FromWire(rule, before[rule.Object]) is not DurationSetting was || was.Value == wanted)
            return null;
        if (SettingForm.ToNumber(rule, new DurationSetting(wanted), out _) is not { } number)
            return null;
        var reply = await channel.SetAsync([new VarBind(rule.Object, SettingForm.ToWire(number, before[rule.Object].Type))], cancel).ConfigureAwait(false);
        if (reply.Succeeded)
        {
            var after = await channel.GetAsync([rule.Object], cancel).ConfigureAwait(false);
            if (!after.Succeeded || SettingForm.FromWire(rule, after[rule.Object]) is not DurationSetting now || now.Value >= wanted)
                return null;

            // A longer delay than wanted is safe; a shorter one cuts what may be running still.
            return Outcome(order, way, ControlResult.TooLong, $"{way.Title}: the card at {channel.Address} made {now} of the {new DurationSetting(wanted)} for {name}, which is too short.");
        }

        return was.Value > wanted
            ? null
            : Outcome(order, way, ControlResult.Refused, $"{way.Title}: the card at {channel.Address} keeps {was} for {name} and refuses {new DurationSetting(wanted)}: {FaultText.Of(channel, reply.Failure).Text}");
    }

    /// <summary>What a step writes; null with the reason where it cannot be written.</summary>
    private static SnmpValue? Number(ControlOrder order, ControlStep step, out string wrong)
    {
        wrong = "";
        if (step.ObjectValue is { } oid)
            return SnmpValue.ObjectIdentifier(oid);
        if (step.Argument is null)
            return SnmpValue.Integer32((int)step.Value!.Value);

        // Upwards: a delay that ends too early cuts what may be running still.
        var number = (long)Math.Ceiling(Argument(order, step).TotalSeconds / ProfileCompiler.Seconds(step.Unit));
        number = Math.Max(number, step.Least ?? number);
        wrong = $"{UnitText.Of(Argument(order, step))} is longer than the card can take";
        return number > step.Most ? null : step.Unit == WireUnit.Ticks ? SnmpValue.TimeTicks((uint)number) : SnmpValue.Integer32((int)number);
    }

    private static TimeSpan Argument(ControlOrder order, ControlStep step) => step.Argument == StepArgument.Pause ? order.Pause : order.Delay;

    /// <summary>True: the card shows it. False: it should show it by now. Null: this way shows nothing until it acts.</summary>
    private async Task<bool?> IsSeenAsync(ControlOrder order, ControlWay way, Reading? before, CancellationToken cancel)
    {
        var mustShow = way.Counts is not null || IsOutputAtOnce(order, way);
        var started = time.GetTimestamp();
        while (true)
        {
            if (way.Counts is { } counts && await CountsAsync(counts, cancel).ConfigureAwait(false))
                return true;
            if (await LookAsync(cancel).ConfigureAwait(false) is { } now && EffectJudge.Shows(order.Action, before, now))
                return true;
            if (time.GetElapsedTime(started) >= (mustShow ? Limits.EffectWait : Limits.EffectLook))
                return mustShow ? false : null;
            await Task.Delay(Limits.EffectLook, time, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Actions whose effect on the output must be there at once; a card may take its time with anything else.</summary>
    private static bool IsOutputAtOnce(ControlOrder order, ControlWay way) =>
        way.Timing == CutTiming.AtOnce && order.Action is ControlAction.Off or ControlAction.Cut or ControlAction.SelfTest && order.Delay == TimeSpan.Zero;

    private async Task<bool> CountsAsync(Oid counts, CancellationToken cancel)
    {
        var reply = await channel.GetAsync([counts], cancel).ConfigureAwait(false);
        return reply.Succeeded && Slot.Of(reply[counts], false) > 0;
    }

    private async Task<ControlOutcome> ConfirmAbortAsync(ControlOrder order, ControlWay way, CancellationToken cancel)
    {
        if (way.Counts is not { } counts)
            return Outcome(order, way, ControlResult.Acknowledged, $"{way.Title}: taken back; acknowledged by the UPS at {channel.Address}.");
        var started = time.GetTimestamp();
        while (await CountsAsync(counts, cancel).ConfigureAwait(false))
        {
            if (time.GetElapsedTime(started) >= Limits.EffectWait)
                return Outcome(order, way, ControlResult.Ignored, $"{way.Title}: the UPS at {channel.Address} acknowledged that it is taken back and counts down still.");
            await Task.Delay(Limits.EffectLook, time, cancel).ConfigureAwait(false);
        }

        return Outcome(order, way, ControlResult.Seen, $"{way.Title}: taken back; the UPS at {channel.Address} no longer counts down.");
    }

    private async Task<Reading?> LookAsync(CancellationToken cancel)
    {
        var reply = await channel.GetAsync(plan.Objects, cancel).ConfigureAwait(false);
        if (!reply.Succeeded)
            return null;
        var slots = new long[plan.Objects.Length];
        plan.Read(reply, slots);
        return plan.Evaluate(slots, default);
    }

    /// <summary>When the output goes off, by the delays that the card really stores.</summary>
    private async Task<TimeSpan> EffectAfterAsync(ControlOrder order, ControlWay way, CancellationToken cancel)
    {
        if (way.Timing is CutTiming.AtOnce or CutTiming.Delayed)
            return EffectAfter(way, order.Delay, default);
        var rules = new[] { _profile.Setting(SettingName.ShutoffDelay), _profile.Setting(SettingName.LowBatteryRunTime) };
        var reply = await channel.GetAsync([.. rules.OfType<SettingRule>().Select(rule => rule.Object)], cancel).ConfigureAwait(false);
        return EffectAfter(way, Stored(rules[0]) ?? order.Delay, Stored(rules[1]) ?? TimeSpan.Zero);

        TimeSpan? Stored(SettingRule? rule) => rule is not null && SettingForm.FromWire(rule, reply[rule.Object]) is DurationSetting stored ? stored.Value : null;
    }

    private ControlOutcome Outcome(ControlOrder order, ControlWay? way, ControlResult result, string text) =>
        new(order.Action, way?.Title ?? "", result, null, way?.CanBeAborted ?? false, text);
}
