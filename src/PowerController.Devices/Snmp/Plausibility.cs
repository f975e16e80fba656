using PowerController.Devices.Profiles;
using PowerController.Model.Readings;
using PowerController.Model.Units;

namespace PowerController.Devices.Snmp;

/// <summary>What no UPS can mean: cards fill what they do not know with numbers of their own choice.</summary>
internal static class Plausibility
{
    /// <summary>A battery for a month of load is a wrong number.</summary>
    private const double RunTimeSecondsMax = 30 * 86_400;

    /// <summary>Below this charge a run time of nothing is the truth.</summary>
    private static readonly Percent EmptyCharge = new(5);

    public static bool IsPossible(ReadingValue value, double told) => value switch
    {
        ReadingValue.Charge => told is >= 0 and <= 100,
        ReadingValue.RunTime => told is >= 0 and <= RunTimeSecondsMax,
        ReadingValue.Load => told is >= 0 and <= 400,
        ReadingValue.OutputPower => told is >= 0 and <= 10_000_000,
        ReadingValue.InputVoltage or ReadingValue.OutputVoltage => told is >= 0 and <= 1000,
        ReadingValue.InputFrequency => told is >= 0 and <= 500,
        ReadingValue.OutputCurrent => told is >= 0 and <= 20_000,
        ReadingValue.BatteryVoltage => told is >= 0 and <= 2000,
        _ => told is >= -50 and <= 150,
    };

    /// <summary>Cards say 0 for a while after an outage, and where they cannot tell: with charge in the battery and no low battery that is no run time.</summary>
    public static TimeSpan? RunTime(TimeSpan? told, Percent? charge, Conditions conditions)
    {
        if (told != TimeSpan.Zero || conditions.HasFlag(Conditions.LowBattery))
            return told;
        return charge is { } known && known <= EmptyCharge ? told : null;
    }
}
