using PowerController.Model.Units;

namespace PowerController.Model.Readings;

/// <summary>Where a UPS says its output comes from.</summary>
public enum OutputSource
{
    Unknown,
    Mains,
    Battery,
    Bypass,

    /// <summary>Nothing is fed. Believed only when voltage or load agree: some cards say it in passing.</summary>
    Off,
}

/// <summary>Conditions beside the output source. Alarms alone never shut anything down.</summary>
[Flags]
public enum Conditions
{
    None = 0,
    LowBattery = 1 << 0,
    Charging = 1 << 1,
    Calibrating = 1 << 2,
    SelfTesting = 1 << 3,
    SelfTestFailed = 1 << 4,
    ReplaceBattery = 1 << 5,
    BatteryFault = 1 << 6,
    Overload = 1 << 7,
    Boost = 1 << 8,
    Trim = 1 << 9,
    Eco = 1 << 10,
    ShutdownPending = 1 << 11,
    Sleeping = 1 << 12,
    SensorLost = 1 << 13,
    OtherAlarm = 1 << 14,
}

/// <summary>What one poll of a UPS said, in canonical terms. A null value was not told; status never depends on an optional value.</summary>
public sealed record Reading(
    OutputSource Source,
    Conditions Conditions,
    Percent? Charge = null,
    TimeSpan? RunTime = null,
    Percent? Load = null,
    Watts? OutputPower = null,
    Volts? InputVoltage = null,
    Hertz? InputFrequency = null,
    Volts? OutputVoltage = null,
    Amperes? OutputCurrent = null,
    Volts? BatteryVoltage = null,
    Celsius? BatteryTemperature = null);

/// <summary>What a UPS says it is.</summary>
public sealed record UpsIdentity(string Maker, string Model, string Serial, string Firmware, string Name, string BatteryDate);
