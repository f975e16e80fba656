using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PowerController.HouseRules.Samples;

/// <summary>Validates JSON against the part of JSON Schema 2020-12 that our schemas use; a keyword it does not know is an error of its own.</summary>
public sealed class JsonSchemaCheck(JsonObject root)
{
    private static readonly string[] Words = ["$schema", "$defs", "title", "description", "default"];

    public IReadOnlyList<string> Complaints(JsonNode? value) => [.. Check(root, value, "")];

    private IEnumerable<string> Check(JsonNode? schema, JsonNode? value, string at)
    {
        if (schema is JsonValue truth && truth.TryGetValue<bool>(out var any))
            return any ? [] : [$"{at}: nothing may stand here"];
        return schema!.AsObject().SelectMany(keyword => Check(keyword.Key, keyword.Value!, schema.AsObject(), value, at));
    }

    private IEnumerable<string> Check(string keyword, JsonNode rule, JsonObject schema, JsonNode? value, string at) => keyword switch
    {
        _ when Words.Contains(keyword, StringComparer.Ordinal) => [],
        "$ref" => Check(Resolve(rule.GetValue<string>()), value, at),
        "type" => TypesOf(rule).Any(type => IsOf(type, value)) ? [] : [$"{at}: not of type {rule.ToJsonString()}"],
        "enum" => rule.AsArray().Any(one => JsonNode.DeepEquals(one, value)) ? [] : [$"{at}: not one of {rule.ToJsonString()}"],
        "const" => JsonNode.DeepEquals(rule, value) ? [] : [$"{at}: not {rule.ToJsonString()}"],
        "properties" => value is JsonObject map ? map.Where(pair => rule[pair.Key] is not null).SelectMany(pair => Check(rule[pair.Key], pair.Value, $"{at}/{pair.Key}")) : [],
        "additionalProperties" => value is JsonObject map
            ? map.Where(pair => schema["properties"]?[pair.Key] is null).SelectMany(pair => Check(rule, pair.Value, $"{at}/{pair.Key}"))
            : [],
        "required" => value is JsonObject map ? rule.AsArray().Select(key => key!.GetValue<string>()).Where(key => !map.ContainsKey(key)).Select(key => $"{at}: {key} is missing") : [],
        "items" => value is JsonArray list ? list.SelectMany((item, index) => Check(rule, item, string.Create(CultureInfo.InvariantCulture, $"{at}/{index}"))) : [],
        "minItems" => value is JsonArray list && list.Count < rule.GetValue<int>() ? [$"{at}: too few items"] : [],
        "maxItems" => value is JsonArray list && list.Count > rule.GetValue<int>() ? [$"{at}: too many items"] : [],
        "minimum" => Number(value) < rule.GetValue<double>() ? [$"{at}: below {rule.ToJsonString()}"] : [],
        "maximum" => Number(value) > rule.GetValue<double>() ? [$"{at}: above {rule.ToJsonString()}"] : [],
        "pattern" => value is JsonValue text && text.TryGetValue<string>(out var written) && !Regex.IsMatch(written, rule.GetValue<string>(), RegexOptions.None, TimeSpan.FromSeconds(1))
            ? [$"{at}: '{written}' does not match {rule.ToJsonString()}"]
            : [],
        "allOf" => rule.AsArray().SelectMany(one => Check(one, value, at)),
        "anyOf" => rule.AsArray().Any(one => !Check(one, value, at).Any()) ? [] : [$"{at}: fits none of anyOf: {string.Join("; ", rule.AsArray().SelectMany(one => Check(one, value, at)))}"],
        "oneOf" => rule.AsArray().Count(one => !Check(one, value, at).Any()) == 1 ? [] : [$"{at}: does not fit exactly one of oneOf"],
        "not" => Check(rule, value, at).Any() ? [] : [$"{at}: fits what it must not"],
        _ => throw new NotSupportedException($"The schema uses '{keyword}', which this check does not know."),
    };

    private JsonNode Resolve(string reference)
    {
        JsonNode at = root;
        foreach (var step in reference.Split('/').Skip(1))
            at = at[step] ?? throw new InvalidOperationException($"{reference} leads nowhere.");
        return at;
    }

    private static IEnumerable<string> TypesOf(JsonNode rule) => rule is JsonArray several ? several.Select(one => one!.GetValue<string>()) : [rule.GetValue<string>()];

    private static bool IsOf(string type, JsonNode? value) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("null", JsonValueKind.Null) or ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String)
            or ("number", JsonValueKind.Number) or ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => Number(value) % 1 == 0,
        _ => false,
    };

    private static double? Number(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number ? double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) : null;
}
