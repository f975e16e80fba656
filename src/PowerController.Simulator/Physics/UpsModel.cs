using PowerController.Model.Readings;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Simulator.Physics;

/// <summary>A UPS: battery, input, outputs, and what its card shows of them. All integers, so that a seed means the same on every machine.</summary>
internal sealed class UpsModel
{
    /// <summary>What electronics and fans draw when nothing is connected, in watts.</summary>
    private const long IdleWatts = 12;

    private Reading _shown = new(OutputSource.Unknown, Conditions.None);
    private long _settledAt;
    private long _shownCharge = -1;
    private long _shownRunTime = -1;
    private long _shownWatts = -1;
    private int _shownSource = -1;
    private Conditions _shownConditions;

    public UpsModel(Ups ups, int position, CardKind card, long runTime, long usualWatts, long rechargeTime)
    {
        Ups = ups;
        Position = position;
        Card = card;
        UsualDraw = usualWatts + IdleWatts;
        Capacity = runTime * UsualDraw;
        Energy = Capacity;
        RatedWatts = Math.Max(usualWatts * 2, 100);
        ChargeWatts = Math.Max(1, Capacity / rechargeTime);
        Outputs = [.. Enumerable.Range(0, ups.OutletGroups.Length + 1).Select(_ => new OutputModel())];
    }

    public Ups Ups { get; }

    public int Position { get; }

    public CardKind Card { get; }

    public OutputModel[] Outputs { get; }

    public bool Mains { get; set; } = true;

    /// <summary>Since when its mains is as it is.</summary>
    public long MainsSince { get; set; } = long.MinValue / 2;

    /// <summary>In watt-milliseconds.</summary>
    public long Energy { get; set; }

    public long Capacity { get; }

    public long UsualDraw { get; }

    public long ChargeWatts { get; }

    public long RatedWatts { get; }

    /// <summary>What hangs on it draws now.</summary>
    public long Watts { get; set; }

    /// <summary>Its card answers nobody before.</summary>
    public long SilentUntil { get; set; }

    /// <summary>Since when it has answered nobody, as far as it does not.</summary>
    public long SilentFrom { get; set; }

    /// <summary>Since when it can be heard again, or will be: it answers, and knows its own state.</summary>
    public long HeardFrom => Math.Max(SilentUntil, Troubles.StateUnknown);

    /// <summary>The last cuts in a row that were ordered of it and lost on their way, and when the last one was.</summary>
    public (int Count, long At) CutsLost { get; set; }

    /// <summary>When the last countdown to a cut began.</summary>
    public long CountdownBegan { get; set; } = long.MinValue / 2;

    /// <summary>What was wrong with it in this night; see the happenings.</summary>
    public UpsTroubles Troubles { get; } = new();

    public int EmptyStamp { get; set; }

    private int InputVolts => Mains ? 100 : Troubles.LeftVolts;

    public long Draw => Watts + IdleWatts;

    /// <summary>True run time at the present load, in milliseconds.</summary>
    public long RunTime => Energy / Draw;

    public long ChargePercent => Energy * 100 / Capacity;

    public bool HasEnergy => Mains || Energy > 0;

    public bool Asleep => !Mains && !Outputs[0].On;

    public bool Feeds(int output) => HasEnergy && Outputs[0].On && (output == 0 || Outputs[output].On);

    /// <summary>Whether its card has power and is not stuck.</summary>
    public bool CardAnswers(long now) => HasEnergy && !(Card.SilentAsleep && Asleep) && now >= SilentUntil;

    /// <summary>Brings the battery up to now. Draw and mains must not have changed since the last time.</summary>
    public void Settle(long now)
    {
        var passed = now - _settledAt;
        _settledAt = now;
        if (passed <= 0)
            return;
        if (Mains)
            Energy = Math.Min(Capacity, Energy + passed * ChargeWatts);
        else if (Outputs[0].On)
            Energy = Math.Max(0, Energy - passed * Draw);
    }

    /// <summary>When the battery is empty; never on mains or asleep.</summary>
    public long EmptyAt(long now) => Mains || !Outputs[0].On ? long.MaxValue : now + (Energy + Draw - 1) / Draw;

    /// <summary>When the battery reaches a charge on mains.</summary>
    public long ChargedAt(long now, double percent)
    {
        var wanted = (long)(percent * Capacity / 100);
        return Energy >= wanted ? now : now + (wanted - Energy) / ChargeWatts + 1;
    }

    /// <summary>It does not answer, or does not know its own state.</summary>
    public bool TellsNothing(long now) => !CardAnswers(now) || Troubles.StateUnknown > now;

    /// <summary>What the card shows. The same instance while it shows the same.</summary>
    public Reading Show(long now)
    {
        Settle(now);
        var feeds = Feeds(0) || (HasEnergy && now < Outputs[0].ToldOnUntil);
        var source = !feeds ? OutputSource.Off : Mains ? OutputSource.Mains : OutputSource.Battery;
        var conditions = ConditionsNow(now, source);
        if (Troubles.StateUnknown > now)
            source = OutputSource.Unknown;
        else if (Troubles.OffInPassing > now)
            source = OutputSource.Off;
        else if (Troubles.TestUntil > now && source == OutputSource.Mains)
            source = OutputSource.Battery;
        var charge = Troubles.ChargeStuck >= 0 ? Troubles.ChargeStuck : ChargePercent;
        var runTime = Troubles.RunTimeBogusUntil > now ? Troubles.BogusRunTime : RunTime / Card.RunTimeStep * Card.RunTimeStep;
        var watts = feeds ? Watts : 0;
        var voltage = InputVolts * 8 + (feeds ? 1 : 0) + (Troubles.Hot > now ? 2 : 0) + (Troubles.Mute > now ? 4 : 0);
        var code = (int)source + voltage * 16;
        if (code == _shownSource && conditions == _shownConditions && charge == _shownCharge && runTime == _shownRunTime && watts == _shownWatts)
            return _shown;
        (_shownSource, _shownConditions, _shownCharge, _shownRunTime, _shownWatts) = (code, conditions, charge, runTime, watts);
        return _shown = Written(now, source, conditions, charge, runTime, watts, feeds);
    }

    /// <summary>When what the card shows changes by itself.</summary>
    public long NextChange(long now)
    {
        var next = now < Outputs[0].ToldOnUntil ? Math.Min(Outputs[0].ToldOnUntil, Troubles.NextEnd(now)) : Troubles.NextEnd(now);
        var runTime = RunTime;
        var step = runTime / Card.RunTimeStep;
        if (Mains)
        {
            if (Energy >= Capacity)
                return next;
            var percentUp = (ChargePercent + 1) * Capacity / 100 - Energy;
            var stepUp = (step + 1) * Card.RunTimeStep * Draw - Energy;
            return Math.Min(next, now + Math.Min(percentUp, stepUp) / ChargeWatts + 1);
        }

        if (!Outputs[0].On || Energy == 0)
            return next;
        var percentDown = (Energy - ChargePercent * Capacity / 100) / Draw + 1;
        var stepDown = runTime - step * Card.RunTimeStep + 1;
        var low = runTime - (long)Ups.Settings.LowBatteryRunTime.TotalMilliseconds;
        return Math.Min(next, now + Math.Min(Math.Min(percentDown, stepDown), low >= 0 ? low + 1 : long.MaxValue / 2));
    }

    private Conditions ConditionsNow(long now, OutputSource source)
    {
        var conditions = Conditions.None;
        var low = RunTime < (long)Ups.Settings.LowBatteryRunTime.TotalMilliseconds;
        if ((low && (source == OutputSource.Battery || (Card.LowWhileCharging && source == OutputSource.Mains && Energy < Capacity)))
            || Troubles.LowOnMainsUntil > now)
            conditions |= Conditions.LowBattery;
        if (Mains && Energy < Capacity)
            conditions |= Conditions.Charging;
        if (Outputs[0].OffAt >= 0)
            conditions |= Conditions.ShutdownPending;
        if (source == OutputSource.Off && Outputs[0].Returns)
            conditions |= Conditions.Sleeping;
        if (Troubles.TestUntil > now)
            conditions |= Troubles.TestKind;
        if (Troubles.AlarmUntil > now)
            conditions |= Troubles.Alarm;
        return conditions;
    }

    private Reading Written(long now, OutputSource source, Conditions conditions, long charge, long runTime, long watts, bool feeds)
    {
        var volts = Card.TellsVoltages;
        if (Troubles.Mute > now)
            return new Reading(source, conditions);
        return new Reading(
            source,
            conditions,
            new Percent(charge),
            TimeSpan.FromMilliseconds(runTime),
            Card.TellsPower ? new Percent(watts * 100 / RatedWatts) : null,
            Card.TellsPower ? new Watts(watts) : null,
            volts ? new Volts(InputVolts) : null,
            null,
            volts ? new Volts(feeds ? 100 : 0) : null,
            null,
            null,
            new Celsius(Troubles.Hot > now ? 52 : 25));
    }
}
