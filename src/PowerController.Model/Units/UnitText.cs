using System.Globalization;

namespace PowerController.Model.Units;

/// <summary>How quantities and durations are written for people and for configuration files.</summary>
public static class UnitText
{
    public static string Of(double value, string unit) =>
        value.ToString("0.##", CultureInfo.InvariantCulture) + unit;

    /// <summary>`90s`, `5m`, `2h`, `1500ms`: the largest unit that loses nothing, as the configuration writes it.</summary>
    public static string Of(TimeSpan duration)
    {
        var milliseconds = (long)duration.TotalMilliseconds;
        return milliseconds switch
        {
            0 => "0s",
            _ when milliseconds % 86_400_000 == 0 => Whole(milliseconds / 86_400_000, "d"),
            _ when milliseconds % 3_600_000 == 0 => Whole(milliseconds / 3_600_000, "h"),
            _ when milliseconds % 60_000 == 0 => Whole(milliseconds / 60_000, "m"),
            _ when milliseconds % 1000 == 0 => Whole(milliseconds / 1000, "s"),
            _ => Whole(milliseconds, "ms"),
        };
    }

    /// <summary>Seconds for a sentence: `226 s`, `2.5 s`.</summary>
    public static string Seconds(TimeSpan duration) => Of(duration.TotalSeconds, " s");

    private static string Whole(long value, string unit) => value.ToString(CultureInfo.InvariantCulture) + unit;
}
