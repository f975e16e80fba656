using System.Globalization;
using PowerController.Model.Readings;
using PowerController.Model.Units;

namespace PowerController.Agent.Upses;

/// <summary>Reads how a UPS is from what the tools of other UPS programs print: `upsc` of NUT, `apcaccess` of apcupsd. Both print a name, a colon and a value in each line.</summary>
/// <remarks>Null when it says nothing of the UPS's state, or that it does not know it: that is silence, never a good state.</remarks>
public static class UpsText
{
    public static Reading? Read(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n', Limits.UpsLines, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                values.TryAdd(line[..colon].TrimEnd(), line[(colon + 1)..].TrimStart());
        }

        if (values.TryGetValue("ups.status", out var nut))
            return OfNut(Words(nut), values);
        return values.TryGetValue("STATUS", out var apc) ? OfApcupsd(Words(apc), values) : null;
    }

    private static Reading? OfNut(HashSet<string> words, Dictionary<string, string> values)
    {
        // OFF stands beside OL or OB, and wins: what it is worth is for the decision to find out.
        var source = words.Contains("OFF") ? OutputSource.Off
            : words.Contains("BYPASS") ? OutputSource.Bypass
            : words.Contains("OB") ? OutputSource.Battery
            : words.Contains("OL") ? OutputSource.Mains
            : OutputSource.Unknown;
        if (source == OutputSource.Unknown)
            return null;
        var conditions = Of(words, "LB", Conditions.LowBattery) | Of(words, "CHRG", Conditions.Charging) | Of(words, "CAL", Conditions.Calibrating)
            | Of(words, "RB", Conditions.ReplaceBattery) | Of(words, "OVER", Conditions.Overload) | Of(words, "BOOST", Conditions.Boost)
            | Of(words, "TRIM", Conditions.Trim) | Of(words, "ECO", Conditions.Eco) | Of(words, "ALARM", Conditions.OtherAlarm);
        return new Reading(
            source,
            conditions,
            Percent(values, "battery.charge"),
            Time(values, "battery.runtime", TimeSpan.FromSeconds(1)),
            Percent(values, "ups.load"),
            Number(values, "ups.realpower") is { } watts ? new Watts(watts) : null,
            Volts(values, "input.voltage"),
            Number(values, "input.frequency") is { } hertz ? new Hertz(hertz) : null,
            Volts(values, "output.voltage"),
            Number(values, "output.current") is { } amperes ? new Amperes(amperes) : null,
            Volts(values, "battery.voltage"),
            (Number(values, "battery.temperature") ?? Number(values, "ups.temperature")) is { } celsius ? new Celsius(celsius) : null);
    }

    private static Reading? OfApcupsd(HashSet<string> words, Dictionary<string, string> values)
    {
        // What apcupsd prints beside COMMLOST is how the UPS was when it was last heard.
        if (words.Contains("COMMLOST"))
            return null;
        var source = words.Contains("ONBATT") ? OutputSource.Battery : words.Contains("ONLINE") ? OutputSource.Mains : OutputSource.Unknown;
        if (source == OutputSource.Unknown)
            return null;
        var conditions = Of(words, "LOWBATT", Conditions.LowBattery) | Of(words, "CAL", Conditions.Calibrating) | Of(words, "REPLACEBATT", Conditions.ReplaceBattery)
            | Of(words, "NOBATT", Conditions.BatteryFault) | Of(words, "OVERLOAD", Conditions.Overload) | Of(words, "BOOST", Conditions.Boost) | Of(words, "TRIM", Conditions.Trim);
        return new Reading(
            source,
            conditions,
            Percent(values, "BCHARGE"),
            Time(values, "TIMELEFT", TimeSpan.FromMinutes(1)),
            Percent(values, "LOADPCT"),
            null,
            Volts(values, "LINEV"),
            Number(values, "LINEFREQ") is { } hertz ? new Hertz(hertz) : null,
            Volts(values, "OUTPUTV"),
            Number(values, "OUTCURNT") is { } amperes ? new Amperes(amperes) : null,
            Volts(values, "BATTV"),
            Number(values, "ITEMP") is { } celsius ? new Celsius(celsius) : null);
    }

    private static HashSet<string> Words(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static Conditions Of(HashSet<string> words, string word, Conditions condition) => words.Contains(word) ? condition : Conditions.None;

    private static Percent? Percent(Dictionary<string, string> values, string name) =>
        Number(values, name) is >= 0 and <= Limits.UpsPercent and var percent ? new Percent(percent) : null;

    private static Volts? Volts(Dictionary<string, string> values, string name) => Number(values, name) is { } volts ? new Volts(volts) : null;

    private static TimeSpan? Time(Dictionary<string, string> values, string name, TimeSpan unit) =>
        Number(values, name) is { } count && count >= 0 && count * unit.TotalSeconds <= Limits.UpsRunTime.TotalSeconds ? unit * count : null;

    // With its unit or without: `apcaccess` prints "230.0 Volts", and leaves the word away when asked to.
    private static double? Number(Dictionary<string, string> values, string name)
    {
        if (!values.TryGetValue(name, out var text))
            return null;
        var end = text.IndexOf(' ', StringComparison.Ordinal);
        var digits = end < 0 ? text.AsSpan() : text.AsSpan(0, end);
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }
}
