namespace PowerController.Simulator.Cards.Physics;

/// <summary>The battery: it empties under load, fills on mains, and is never quite what the UPS believes.</summary>
public sealed partial class UpsPhysics
{
    // A UPS without output still feeds its own electronics; it lasts for days.
    private const double StandbyLoad = 0.004;
    private const double LeastLoad = 0.02;

    /// <summary>From 0 to 1.</summary>
    public double Charge { get; private set; } = 1;

    /// <summary>1 is new; a worn battery empties faster than the UPS says until it was calibrated.</summary>
    public double BatteryHealth { get; set; } = 1;

    /// <summary>True when somebody should replace the battery: a test found it bad.</summary>
    public bool ReplaceBattery { get; private set; }

    /// <summary>The temperature of the battery.</summary>
    public double BatteryCelsius { get; set; } = 25;

    /// <summary>What the UPS believes the battery's health to be.</summary>
    public double BelievedHealth { get; private set; } = 1;

    /// <summary>What the UPS says the battery lasts at the present load.</summary>
    public TimeSpan Runtime => Charge * BelievedHealth * FullRuntime(Math.Max(LoadFraction, LeastLoad));

    /// <summary>What the battery really lasts at the present load.</summary>
    public TimeSpan TrueRuntime => Charge * BatteryHealth * FullRuntime(Math.Max(LoadFraction, LeastLoad));

    /// <summary>True when the UPS calls the battery low.</summary>
    public bool BatteryLow => Charge <= Specification.LowCharge || ((OnBattery || Output != OutputMode.On) && Charge < 0.99 && Runtime <= Settings.LowBatteryDuration);

    /// <summary>True when nothing is left and mains is gone: the card has no power either.</summary>
    public bool Dead => Charge <= 0 && InputVolts <= 0;

    /// <summary>The voltage at the battery.</summary>
    public double BatteryVolts
    {
        get
        {
            double idle = Specification.BatteryVoltsEmpty + ((Specification.BatteryVoltsFull - Specification.BatteryVoltsEmpty) * Charge);
            return OnBattery ? idle - (0.8 * LoadFraction) : idle;
        }
    }

    /// <summary>Puts the battery into a state of charge.</summary>
    public void SetCharge(double charge)
    {
        Charge = Math.Clamp(charge, 0, 1);
        Notice();
    }

    /// <summary>A new, full battery.</summary>
    public void FitNewBattery()
    {
        BatteryHealth = 1;
        BelievedHealth = 1;
        ReplaceBattery = false;
        SetCharge(1);
    }

    private TimeSpan FullRuntime(double loadFraction) => Specification.RuntimeAtFullLoad * Math.Pow(loadFraction, -Specification.RuntimeExponent);

    private void AdvanceBattery(TimeSpan step)
    {
        if (OnBattery) Drain(step, Math.Max(LoadFraction, LeastLoad));
        else if (InputVolts > 0) Charge = Math.Min(1, Charge + (step / Specification.RechargeTime));
        else Drain(step, StandbyLoad);
    }

    private void Drain(TimeSpan step, double loadFraction)
    {
        double health = Math.Max(BatteryHealth, 0.001);
        Charge = Math.Max(0, Charge - (step / (FullRuntime(loadFraction) * health)));
        if (Charge > 0 || Output != OutputMode.On) return;
        EndTests();
        GoOff(Settings.RestartsWithMains ? Wake.WithMains : Wake.Never, UpsTransition.BatteryExhausted);
    }
}
