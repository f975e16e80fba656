namespace PowerController.Simulator.Cards.Physics;

/// <summary>The output: how it goes off by a countdown, and how it comes back.</summary>
public sealed partial class UpsPhysics
{
    private Wake _wake = Wake.Never;
    private Wake _wakeAfterOff = Wake.Never;
    private TimeSpan? _pauseLeft;
    private TimeSpan? _returnLeft;

    /// <summary>Whether there is output, and why not.</summary>
    public OutputMode Output { get; private set; } = OutputMode.On;

    /// <summary>Until the output goes off by command; null when nothing counts.</summary>
    public TimeSpan? OffIn { get; private set; }

    /// <summary>Until the output goes on by command; null when nothing counts. Zero waits for mains.</summary>
    public TimeSpan? OnIn { get; private set; }

    /// <summary>What is left of the least time without output.</summary>
    public TimeSpan PauseLeft => _pauseLeft ?? TimeSpan.Zero;

    /// <summary>True while a countdown to off was begun as a graceful one.</summary>
    public bool GracefulShutdown { get; private set; }

    /// <summary>True while the load is fed around the UPS.</summary>
    public bool Bypassed { get; private set; }

    /// <summary>The output goes off after a delay, and comes back as said. A later order replaces an earlier one.</summary>
    public void OrderOff(TimeSpan delay, Wake wake, bool graceful = false)
    {
        _wakeAfterOff = wake;
        GracefulShutdown = graceful;
        if (graceful) Say(UpsTransition.GracefulShutdownBegun);
        OffIn = delay;
        if (delay <= TimeSpan.Zero) EndOffCountdown();
        Notice();
    }

    /// <summary>The output goes on after a delay, and then as soon as there is mains.</summary>
    public void OrderOn(TimeSpan delay)
    {
        OnIn = delay;
        AdvanceOnCountdown(TimeSpan.Zero);
        Notice();
    }

    /// <summary>Forgets a countdown to off.</summary>
    public void AbortOff()
    {
        OffIn = null;
        GracefulShutdown = false;
    }

    /// <summary>Forgets a countdown to on; the output stays as it is.</summary>
    public void AbortOn() => OnIn = null;

    /// <summary>The output stays off, whatever was ordered for its coming back.</summary>
    public void AbortReturn()
    {
        if (Output == OutputMode.On) return;
        (_wake, _pauseLeft, _returnLeft) = (Wake.Never, null, null);
        Output = OutputMode.Off;
    }

    /// <summary>The output goes on at once, from mains or battery.</summary>
    public void TurnOn()
    {
        if (Output == OutputMode.On || (!InputGood && Charge <= 0)) return;
        Output = OutputMode.On;
        (_pauseLeft, _returnLeft, OnIn) = (null, null, null);
        Say(UpsTransition.TurnedOn);
        Notice();
    }

    /// <summary>Feeds the load around the UPS, or through it again.</summary>
    public void Bypass(bool around)
    {
        Bypassed = around;
        Notice();
    }

    private void AdvanceOutput(TimeSpan step)
    {
        if (OffIn is { } off)
        {
            OffIn = off - step;
            if (OffIn <= TimeSpan.Zero) EndOffCountdown();
        }

        if (OnIn is not null) AdvanceOnCountdown(step);
        if (Output != OutputMode.On) AdvanceReturn(step);
    }

    private void EndOffCountdown()
    {
        OffIn = null;
        GracefulShutdown = false;
        EndTests();
        Wake wake = _wakeAfterOff.OnlyAfterOutage && InputGood ? Wake.Never : _wakeAfterOff;
        if (Output == OutputMode.On || wake.Mode == OutputMode.Off) GoOff(wake, SpokenFor(wake));
    }

    private static UpsTransition SpokenFor(Wake wake) => wake.Mode switch
    {
        OutputMode.Rebooting => UpsTransition.RebootBegun,
        OutputMode.Off => UpsTransition.TurnedOff,
        _ => UpsTransition.Sleeping,
    };

    private void GoOff(Wake wake, UpsTransition said)
    {
        bool wasOff = Output != OutputMode.On;
        _wake = wake;
        Output = wake.Mode;
        _pauseLeft = wake.Pause > TimeSpan.Zero ? wake.Pause : null;
        _returnLeft = null;
        // Whatever counted down to off has its wish.
        AbortOff();
        if (!wasOff) Say(said);
    }

    private void AdvanceOnCountdown(TimeSpan step)
    {
        TimeSpan left = (OnIn ?? TimeSpan.Zero) - step;
        OnIn = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        if (OnIn > TimeSpan.Zero) return;
        if (Output == OutputMode.On) OnIn = null;
        else if (InputGood) TurnOn();
    }

    private void AdvanceReturn(TimeSpan step)
    {
        if (_pauseLeft is { } pause)
        {
            _pauseLeft = pause > step ? pause - step : null;
            if (_pauseLeft is not null) return;
            if (_wake.Returns) Output = OutputMode.SleepingUntilMains;
        }
        else if (_returnLeft is { } left)
        {
            _returnLeft = left - step;
        }

        if (!_wake.Returns) return;
        if (!MayReturn())
        {
            // The delay begins anew with every relapse of mains.
            _returnLeft = null;
            return;
        }

        _returnLeft ??= _wake.HonoursReturnSettings ? Settings.ReturnDelay : TimeSpan.Zero;
        if (_returnLeft <= TimeSpan.Zero) TurnOn();
    }

    private bool MayReturn()
    {
        if (_wake.NeedsMains && !InputGood) return false;
        if (!InputGood && Charge <= 0) return false;
        return !_wake.HonoursReturnSettings || (Charge * 100 >= Settings.MinimumReturnPercent && Charge * BelievedHealth * FullRuntime(Math.Max(LoadWatts / Specification.RatedWatts, LeastLoad)) >= Settings.MinimumReturnRuntime);
    }
}
