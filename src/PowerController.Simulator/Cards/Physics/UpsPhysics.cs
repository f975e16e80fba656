namespace PowerController.Simulator.Cards.Physics;

/// <summary>
/// A UPS as its plugs and its battery behave, without any card: mains, load, battery, transfers, tests, and an output that goes off and
/// comes back by countdowns. Time is told by <see cref="Advance"/>; the same calls give the same course. Not for several threads at a time.
/// </summary>
public sealed partial class UpsPhysics
{
    private readonly Queue<UpsTransition> _transitions = new();
    private bool _wasOnBattery;
    private bool _wasLow;
    private bool _wasOverloaded;
    private PowerSource _lastSource = PowerSource.Mains;

    /// <summary>A UPS on good mains with a full battery and half its load.</summary>
    public UpsPhysics(UpsSpecification? specification = null, UpsSettings? settings = null)
    {
        Specification = specification ?? new UpsSpecification();
        Settings = settings ?? new UpsSettings { OutputVolts = (int)Specification.NominalVolts };
        InputVolts = Specification.NominalVolts;
        LoadWatts = Specification.RatedWatts / 2;
    }

    /// <summary>What it is built like.</summary>
    public UpsSpecification Specification { get; }

    /// <summary>What is set on it.</summary>
    public UpsSettings Settings { get; set; }

    /// <summary>Time that went by since it was made.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>What stands at the plug; 0 is an outage.</summary>
    public double InputVolts { get; private set; }

    /// <summary>What the machines behind it would draw if there were output.</summary>
    public double LoadWatts { get; private set; }

    /// <summary>True when mains lies between the transfer points and no failure is simulated.</summary>
    public bool InputGood => _simulatedFailure == TimeSpan.Zero && InputVolts >= Settings.LowerTransferVolts && InputVolts <= Settings.UpperTransferVolts;

    /// <summary>The frequency at the plug.</summary>
    public double InputHertz => InputVolts > 0 ? Specification.NominalHertz : 0;

    /// <summary>What feeds the output.</summary>
    public PowerSource Source
    {
        get
        {
            if (Output != OutputMode.On) return PowerSource.None;
            if (Bypassed) return InputVolts > 0 ? PowerSource.Bypass : PowerSource.None;
            if (!InputGood || TestLeft > TimeSpan.Zero || Calibrating) return PowerSource.Battery;
            if (InputVolts < Specification.NominalVolts * 0.93) return PowerSource.Boost;
            return InputVolts > Specification.NominalVolts * 1.07 ? PowerSource.Trim : PowerSource.Mains;
        }
    }

    /// <summary>True while the battery carries the load.</summary>
    public bool OnBattery => Source == PowerSource.Battery;

    /// <summary>The voltage at the sockets.</summary>
    public double OutputVolts => Source switch
    {
        PowerSource.None => 0,
        PowerSource.Mains or PowerSource.Bypass => InputVolts,
        PowerSource.Boost => InputVolts * 1.12,
        PowerSource.Trim => InputVolts * 0.89,
        _ => Settings.OutputVolts,
    };

    /// <summary>The frequency at the sockets.</summary>
    public double OutputHertz => Source == PowerSource.None ? 0 : Specification.NominalHertz;

    /// <summary>What the machines draw.</summary>
    public double OutputWatts => Source == PowerSource.None ? 0 : LoadWatts;

    /// <summary>The current at the sockets.</summary>
    public double OutputAmperes => OutputVolts > 0 ? OutputWatts / OutputVolts : 0;

    /// <summary>Load as part of what the UPS can carry.</summary>
    public double LoadFraction => OutputWatts / Specification.RatedWatts;

    /// <summary>True when the load is above what the UPS can carry.</summary>
    public bool Overloaded => LoadFraction > 1.0;

    /// <summary>Why the battery had to help last.</summary>
    public TransferCause LastTransfer { get; private set; }

    /// <summary>How long the battery has been carrying the load.</summary>
    public TimeSpan TimeOnBattery { get; private set; }

    /// <summary>Changes what stands at the plug.</summary>
    public void SetInput(double volts)
    {
        InputVolts = Math.Max(0, volts);
        Notice();
    }

    /// <summary>Mains is gone.</summary>
    public void FailInput() => SetInput(0);

    /// <summary>Mains is as it should be.</summary>
    public void RestoreInput() => SetInput(Specification.NominalVolts);

    /// <summary>Changes what the machines draw.</summary>
    public void SetLoad(double watts)
    {
        LoadWatts = Math.Max(0, watts);
        Notice();
    }

    /// <summary>Lets time go by.</summary>
    public void Advance(TimeSpan by)
    {
        while (by > TimeSpan.Zero)
        {
            TimeSpan step = LongestStep(by);
            Elapsed += step;
            AdvanceBattery(step);
            AdvanceTests(step);
            AdvanceOutput(step);
            TimeOnBattery = OnBattery ? TimeOnBattery + step : TimeSpan.Zero;
            Notice();
            by -= step;
        }
    }

    /// <summary>What happened since it was asked last, in order.</summary>
    public IReadOnlyList<UpsTransition> TakeTransitions()
    {
        UpsTransition[] taken = [.. _transitions];
        _transitions.Clear();
        return taken;
    }

    private TimeSpan LongestStep(TimeSpan by)
    {
        // Nothing changes by itself while mains is good and nothing counts: any time is one step.
        bool idle = Output == OutputMode.On && !OnBattery && Charge >= 1 && Countdowns().All(c => c is null);
        if (idle) return by;
        TimeSpan step = by < Limits.PhysicsStep ? by : Limits.PhysicsStep;
        foreach (TimeSpan? countdown in Countdowns())
        {
            if (countdown is { } left && left > TimeSpan.Zero && left < step) step = left;
        }

        return step;
    }

    private TimeSpan?[] Countdowns() =>
        [OffIn, OnIn, _pauseLeft, _returnLeft, TestLeft > TimeSpan.Zero ? TestLeft : null, _simulatedFailure > TimeSpan.Zero ? _simulatedFailure : null];

    /// <summary>Compares with what was, and says aloud what changed.</summary>
    private void Notice()
    {
        PowerSource source = Source;
        if (OnBattery && !_wasOnBattery)
        {
            LastTransfer = TestLeft > TimeSpan.Zero || Calibrating || _simulatedFailure > TimeSpan.Zero ? TransferCause.SelfTest
                : InputVolts <= 0 ? TransferCause.Blackout
                : InputVolts < Settings.LowerTransferVolts ? TransferCause.Brownout : TransferCause.HighLine;
            Say(UpsTransition.OnBattery);
        }
        else if (!OnBattery && _wasOnBattery && Output == OutputMode.On)
        {
            Say(UpsTransition.MainsBack);
        }

        if (source != _lastSource && source == PowerSource.Boost) Say(UpsTransition.BoostBegun);
        if (source != _lastSource && source == PowerSource.Trim) Say(UpsTransition.TrimBegun);
        if (BatteryLow != _wasLow) Say(BatteryLow ? UpsTransition.BatteryLow : UpsTransition.BatteryLowOver);
        if (Overloaded != _wasOverloaded) Say(Overloaded ? UpsTransition.Overloaded : UpsTransition.OverloadOver);
        _lastSource = source;
        _wasOnBattery = OnBattery;
        _wasLow = BatteryLow;
        _wasOverloaded = Overloaded;
    }

    private void Say(UpsTransition transition)
    {
        if (_transitions.Count == Limits.UpsTransitions) _transitions.Dequeue();
        _transitions.Enqueue(transition);
    }
}
