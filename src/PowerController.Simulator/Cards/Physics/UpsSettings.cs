namespace PowerController.Simulator.Cards.Physics;

/// <summary>What an operator can set on a UPS; it survives everything.</summary>
public sealed record UpsSettings
{
    /// <summary>What the inverter gives.</summary>
    public int OutputVolts { get; init; } = 230;

    /// <summary>Above this input the UPS goes on battery.</summary>
    public int UpperTransferVolts { get; init; } = 253;

    /// <summary>Below this input the UPS goes on battery.</summary>
    public int LowerTransferVolts { get; init; } = 208;

    /// <summary>The run time at which the battery counts as low.</summary>
    public TimeSpan LowBatteryDuration { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The output comes back only with this charge.</summary>
    public int MinimumReturnPercent { get; init; } = 15;

    /// <summary>The output comes back only with this run time.</summary>
    public TimeSpan MinimumReturnRuntime { get; init; }

    /// <summary>Mains must be good for this long before the output comes back.</summary>
    public TimeSpan ReturnDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>From a command to the output going off.</summary>
    public TimeSpan ShutoffDelay { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long a timed sleep lasts.</summary>
    public TimeSpan SleepTime { get; init; } = TimeSpan.FromMinutes(6);

    /// <summary>How long a reboot keeps the output off.</summary>
    public TimeSpan RebootDuration { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>True when the output comes back with mains after the battery was exhausted.</summary>
    public bool RestartsWithMains { get; init; } = true;
}
