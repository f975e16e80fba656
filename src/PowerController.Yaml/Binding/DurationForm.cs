using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace PowerController.Yaml.Binding;

/// <summary>`30s`, `5m`, `2h`, `1d`, `1500ms`, and sums from the larger unit to the smaller: `1m30s`.</summary>
public sealed class DurationForm : ScalarForm<TimeSpan>
{
    private const string HowTo = "Write it like 30s, 5m, 2h, 1500ms or 1m30s.";

    /// <summary>A hundred years: what is longer is a typing error, and sums cannot overflow.</summary>
    private const double LongestDays = 36_525;

    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("d", TimeSpan.FromDays(1)), ("h", TimeSpan.FromHours(1)), ("m", TimeSpan.FromMinutes(1)), ("s", TimeSpan.FromSeconds(1)),
        ("ms", TimeSpan.FromMilliseconds(1)),
    ];

    public override string Noun => "a duration";

    public override bool TryRead(string text, out TimeSpan value, out string remedy)
    {
        value = TimeSpan.Zero;
        remedy = HowTo;
        if (text is "0")
            remedy = "Write 0s.";
        else if (NumberForm.TryReadNumber(text is "" ? "?" : text, out var bare) && bare >= 0)
            remedy = $"Write {text}s for seconds, or {text}m for minutes.";
        var rest = text.AsSpan();
        var next = 0;
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits is <= 0 or > 15)
                return false;
            var count = long.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            var letters = rest[digits..].IndexOfAnyInRange('0', '9');
            var unit = letters < 0 ? rest[digits..] : rest.Slice(digits, letters);
            if (!Take(unit, ref next, out var length) || (value.TotalDays + (count * length.TotalDays)) > LongestDays)
                return false;
            value += TimeSpan.FromTicks(count * length.Ticks);
            rest = rest[(digits + unit.Length)..];
        }

        return text.Length > 0;
    }

    /// <summary>The largest unit that loses nothing: `90s`, `5m`, `1500ms`.</summary>
    public override string Write(TimeSpan value)
    {
        if (value == TimeSpan.Zero)
            return "0s";
        foreach (var (unit, length) in Units)
        {
            if (value.Ticks % length.Ticks == 0)
                return (value.Ticks / length.Ticks).ToString(CultureInfo.InvariantCulture) + unit;
        }

        return value.TotalMilliseconds.ToString(CultureInfo.InvariantCulture) + "ms";
    }

    public override void Describe(JsonObject schema)
    {
        schema["type"] = "string";
        schema["pattern"] = new StringBuilder("^(?=[0-9])").AppendJoin("", Units.Select(unit => $"([0-9]+{unit.Unit})?")).Append('$').ToString();
    }

    private static bool Take(ReadOnlySpan<char> unit, ref int next, out TimeSpan length)
    {
        for (; next < Units.Length; next++)
        {
            if (!unit.SequenceEqual(Units[next].Unit))
                continue;
            length = Units[next++].Length;
            return true;
        }

        length = default;
        return false;
    }
}
