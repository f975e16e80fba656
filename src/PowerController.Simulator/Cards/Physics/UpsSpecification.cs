namespace PowerController.Simulator.Cards.Physics;

/// <summary>What a UPS is built like; never changes.</summary>
public sealed record UpsSpecification
{
    /// <summary>Real power at full load, in watts.</summary>
    public double RatedWatts { get; init; } = 980;

    /// <summary>Apparent power at full load, in volt-amperes.</summary>
    public double RatedVoltAmperes { get; init; } = 1440;

    /// <summary>What mains should be.</summary>
    public double NominalVolts { get; init; } = 230;

    /// <summary>What the frequency should be.</summary>
    public double NominalHertz { get; init; } = 50;

    /// <summary>The battery's voltage when full and idle.</summary>
    public double BatteryVoltsFull { get; init; } = 27.4;

    /// <summary>The battery's voltage when empty under load.</summary>
    public double BatteryVoltsEmpty { get; init; } = 21.0;

    /// <summary>The battery's nominal voltage.</summary>
    public double BatteryVoltsNominal { get; init; } = 24;

    /// <summary>How long a full, new battery carries the full load.</summary>
    public TimeSpan RuntimeAtFullLoad { get; init; } = TimeSpan.FromMinutes(7);

    /// <summary>How much longer a smaller load lasts than the division says: lead batteries give more when asked for less.</summary>
    public double RuntimeExponent { get; init; } = 1.2;

    /// <summary>From empty to full.</summary>
    public TimeSpan RechargeTime { get; init; } = TimeSpan.FromHours(4);

    /// <summary>How long a self-test stays on battery.</summary>
    public TimeSpan SelfTestDuration { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>A calibration ends at this charge.</summary>
    public double CalibrationEndCharge { get; init; } = 0.25;

    /// <summary>At or below this charge the battery is low, whatever run time says.</summary>
    public double LowCharge { get; init; } = 0.08;
}
