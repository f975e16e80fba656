using System.Globalization;
using System.Text.Json.Nodes;

namespace PowerController.Yaml.Binding;

/// <summary>A number with an optional unit behind it: `108`, `108V`, `108 V`.</summary>
/// <param name="noun">"a voltage".</param>
/// <param name="unit">The unit as written, `V`.</param>
public sealed class QuantityForm<T>(string noun, string unit, Func<double, T> make, Func<T, double> number) : ScalarForm<T>
    where T : notnull
{
    public override string Noun => noun;

    public override bool TryRead(string text, out T value, out string remedy)
    {
        remedy = $"Write a number such as 12 or 12{unit}.";
        var digits = text.AsSpan();
        if (digits.EndsWith(unit, StringComparison.Ordinal))
            digits = digits[..^unit.Length].TrimEnd(' ');
        var reads = NumberForm.TryReadNumber(digits, out var read);
        value = make(read);
        return reads;
    }

    public override string Write(T value) => number(value).ToString("0.####", CultureInfo.InvariantCulture) + unit;

    public override void Describe(JsonObject schema)
    {
        schema["type"] = new JsonArray("number", "string");
        schema["pattern"] = $"^[-+]?[0-9]*(\\.[0-9]+)? ?({System.Text.RegularExpressions.Regex.Escape(unit)})?$";
    }

    internal override JsonNode? Json(object value) => JsonValue.Create(number((T)value));
}
