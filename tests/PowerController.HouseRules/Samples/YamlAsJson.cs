using System.Globalization;
using System.Text.Json.Nodes;
using PowerController.Yaml.Reading;

namespace PowerController.HouseRules.Samples;

/// <summary>YAML as an editor sees it: plain words become numbers, truths and nulls by the rules of YAML 1.2.</summary>
public static class YamlAsJson
{
    public static JsonNode? Of(YamlNode node) => node switch
    {
        YamlMap map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, Of(entry.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(Of)]),
        YamlScalar { IsNull: true } => null,
        YamlScalar { IsQuoted: false, Text: "true" or "false" } truth => JsonValue.Create(truth.Text is "true"),
        YamlScalar { IsQuoted: false } plain when double.TryParse(plain.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => JsonValue.Create(number),
        YamlScalar scalar => JsonValue.Create(scalar.Text),
        _ => throw new InvalidOperationException(node.Kind),
    };
}
