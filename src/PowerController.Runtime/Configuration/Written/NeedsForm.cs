using System.Globalization;
using System.Text.Json.Nodes;
using PowerController.Yaml.Binding;

namespace PowerController.Runtime.Configuration.Written;

/// <summary>How many of the sources must be good: `1 of 2`, or `1`.</summary>
internal readonly record struct Needs(int Count, int? Of);

internal sealed class NeedsForm : ScalarForm<Needs>
{
    public override string Noun => "a number of sources";

    public override bool TryRead(string text, out Needs value, out string remedy)
    {
        value = default;
        remedy = "Write it like '1 of 2'.";
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts is not [var needed] && parts is not [_, "of", _])
            return false;
        if (!TryCount(parts[0], out var count))
            return false;
        if (parts.Length == 1)
        {
            value = new Needs(count, null);
            return true;
        }

        var reads = TryCount(parts[2], out var all);
        value = new Needs(count, all);
        return reads;
    }

    public override string Write(Needs value) =>
        value.Of is { } all ? string.Create(CultureInfo.InvariantCulture, $"{value.Count} of {all}") : value.Count.ToString(CultureInfo.InvariantCulture);

    public override void Describe(JsonObject schema)
    {
        schema["type"] = new JsonArray("integer", "string");
        schema["pattern"] = "^[0-9]+( +of +[0-9]+)?$";
    }

    private static bool TryCount(string text, out int count) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);
}

/// <summary>How long something is waited for: a duration, or `unlimited`.</summary>
internal readonly record struct Patience(TimeSpan? Limit) : IComparable<Patience>
{
    public int CompareTo(Patience other) => (Limit ?? TimeSpan.MaxValue).CompareTo(other.Limit ?? TimeSpan.MaxValue);
}

internal sealed class PatienceForm : ScalarForm<Patience>
{
    private readonly DurationForm _durations = new();

    public override string Noun => "a duration or 'unlimited'";

    public override bool TryRead(string text, out Patience value, out string remedy)
    {
        value = default;
        remedy = "";
        if (text is "unlimited")
            return true;
        var reads = _durations.TryRead(text, out var limit, out remedy);
        value = new Patience(limit);
        return reads;
    }

    public override string Write(Patience value) => value.Limit is { } limit ? _durations.Write(limit) : "unlimited";

    public override void Describe(JsonObject schema)
    {
        var duration = new JsonObject();
        _durations.Describe(duration);
        schema["anyOf"] = new JsonArray(new JsonObject { ["const"] = "unlimited" }, duration);
    }
}
