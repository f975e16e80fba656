using System.Globalization;
using System.Text.Json.Nodes;

namespace PowerController.Yaml.Binding;

internal sealed class TextForm : ScalarForm<string>
{
    public override string Noun => "a text";

    public override bool TryRead(string text, out string value, out string remedy)
    {
        (value, remedy) = (text, "Write a text.");
        return text.Length > 0;
    }

    public override string Write(string value) => value;

    /// <summary>A plain `12` or `true` is a text too where a text is wanted, and editors should not complain about it.</summary>
    public override void Describe(JsonObject schema) => schema["type"] = new JsonArray("string", "number", "boolean");
}

internal sealed class TruthForm : ScalarForm<bool>
{
    public override string Noun => "true or false";

    protected override bool TakesQuoted => false;

    public override bool TryRead(string text, out bool value, out string remedy)
    {
        value = text is "true";
        remedy = text.ToUpperInvariant() switch
        {
            "YES" or "ON" or "TRUE" or "Y" or "1" => "Write true.",
            "NO" or "OFF" or "FALSE" or "N" or "0" => "Write false.",
            _ => "Write true or false.",
        };
        return text is "true" or "false";
    }

    public override string Write(bool value) => value ? "true" : "false";

    public override void Describe(JsonObject schema) => schema["type"] = "boolean";

    internal override JsonNode? Json(object value) => JsonValue.Create((bool)value);
}

internal sealed class WholeNumberForm : ScalarForm<int>
{
    public override string Noun => "a whole number";

    protected override bool TakesQuoted => false;

    public override bool TryRead(string text, out int value, out string remedy)
    {
        remedy = "Write a whole number such as 12.";
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    public override string Write(int value) => value.ToString(CultureInfo.InvariantCulture);

    public override void Describe(JsonObject schema) => schema["type"] = "integer";

    internal override JsonNode? Json(object value) => JsonValue.Create((int)value);
}

internal sealed class LongNumberForm : ScalarForm<long>
{
    public override string Noun => "a whole number";

    protected override bool TakesQuoted => false;

    public override bool TryRead(string text, out long value, out string remedy)
    {
        remedy = "Write a whole number such as 12.";
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    public override string Write(long value) => value.ToString(CultureInfo.InvariantCulture);

    public override void Describe(JsonObject schema) => schema["type"] = "integer";

    internal override JsonNode? Json(object value) => JsonValue.Create((long)value);
}

internal sealed class NumberForm : ScalarForm<double>
{
    public override string Noun => "a number";

    protected override bool TakesQuoted => false;

    public override bool TryRead(string text, out double value, out string remedy)
    {
        remedy = "Write a number such as 0.5.";
        return TryReadNumber(text, out value);
    }

    /// <summary>Digits with an optional sign and fraction; no exponents, no infinities, no thousands.</summary>
    public static bool TryReadNumber(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value) && text[^1] != '.';

    public override string Write(double value) => value.ToString(CultureInfo.InvariantCulture);

    public override void Describe(JsonObject schema) => schema["type"] = "number";

    internal override JsonNode? Json(object value) => JsonValue.Create((double)value);
}
