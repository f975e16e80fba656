using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PowerController.Yaml.Binding;

namespace PowerController.Yaml.Schema;

/// <summary>JSON Schema (draft 2020-12) of a record, from the same declarations that reading uses.</summary>
public static class YamlSchema
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema as text, ending with a new line; the same for the same records, always.</summary>
    public static string Generate<T>(string title, YamlVocabulary vocabulary)
        where T : class
    {
        var writer = new SchemaWriter();
        var root = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = title };
        foreach (var (key, value) in vocabulary.ShapeOf(typeof(T), [], null).Describe(writer))
            root[key] = value?.DeepClone();
        root["$defs"] = writer.Definitions();
        return root.ToJsonString(Readable) + "\n";
    }
}

/// <summary>Collects the definitions of the records while they describe themselves.</summary>
internal sealed class SchemaWriter
{
    private readonly SortedDictionary<string, (Type Type, JsonObject Schema)> _definitions = new(StringComparer.Ordinal);

    public JsonObject Definitions()
    {
        var all = new JsonObject();
        foreach (var (name, definition) in _definitions)
            all[name] = definition.Schema;
        return all;
    }

    public JsonObject Reference(RecordShape record)
    {
        var name = Words.Camel(record.Type.Name.Replace("Document", "", StringComparison.Ordinal));
        if (!_definitions.TryGetValue(name, out var known))
        {
            var schema = new JsonObject();
            _definitions[name] = (record.Type, schema);
            Fill(schema, record);
        }
        else if (known.Type != record.Type)
        {
            throw new InvalidOperationException($"{known.Type} and {record.Type} would have the same name '{name}' in the schema.");
        }

        return new JsonObject { ["$ref"] = "#/$defs/" + name };
    }

    public JsonObject Cases(CasesShape cases)
    {
        var words = new JsonArray();
        var any = new JsonArray();
        foreach (var (word, shape) in cases.Cases)
        {
            if (cases.Discriminator is { } discriminator)
                any.Add(Map(shape, discriminator, word));
            else if (CasesShape.IsBare(shape))
                words.Add(word);
            else
                any.Add(Object(new JsonObject { [word] = Body(shape) }, [word]));
        }

        if (words.Count > 0)
            any.Insert(0, new JsonObject { ["enum"] = words });
        return new JsonObject { ["oneOf"] = any };
    }

    private JsonObject Body(RecordShape shape) => shape.Describe(this);

    private void Fill(JsonObject schema, RecordShape record)
    {
        var map = Map(record, null, null);
        if (record.Short is not { } member)
        {
            Copy(map, schema);
            return;
        }

        var alone = member.Shape.Describe(this);
        var any = new JsonArray(map, alone);
        if (alone["items"] is { } item)
            any.Add(item.DeepClone());
        schema["anyOf"] = any;
    }

    private JsonObject Map(RecordShape record, string? discriminator, string? word)
    {
        var properties = new JsonObject();
        var required = record.Members.Where(member => member.Required).Select(member => member.Key).ToList();
        if (discriminator is not null)
        {
            properties[discriminator] = new JsonObject { ["const"] = word };
            required.Insert(0, discriminator);
        }

        foreach (var member in record.Members.Where(member => !member.IsPosition))
            properties[member.Key] = Property(member);
        var map = Object(properties, required);
        foreach (var choice in record.Choices)
            Constrain(map, record, choice);
        return map;
    }

    private JsonObject Property(RecordMember member)
    {
        var described = new JsonObject();
        var meaning = $"{member.Meaning} {(string.IsNullOrEmpty(member.RangeInWords) ? "" : member.RangeInWords)}".Trim();
        if (meaning.Length > 0)
            described["description"] = meaning;
        Copy(member.Shape.Describe(this), described);
        return described;
    }

    private static void Constrain(JsonObject map, RecordShape record, OneOfAttribute choice)
    {
        var keys = record.Members.Where(member => choice.Members.Contains(member.Name, StringComparer.Ordinal)).Select(member => member.Key).ToList();
        var alternatives = new JsonArray([.. keys.Select(key => (JsonNode)new JsonObject { ["required"] = new JsonArray(key) })]);
        if (!choice.Required)
            alternatives.Add(new JsonObject { ["not"] = new JsonObject { ["anyOf"] = alternatives.DeepClone() } });
        var all = map["allOf"] as JsonArray ?? [];
        all.Add(new JsonObject { ["oneOf"] = alternatives });
        map["allOf"] = all;
    }

    private static JsonObject Object(JsonObject properties, IReadOnlyCollection<string> required)
    {
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0)
            schema["required"] = new JsonArray([.. required.Select(key => (JsonNode)key)]);
        schema["additionalProperties"] = false;
        return schema;
    }

    private static void Copy(JsonObject from, JsonObject to)
    {
        foreach (var (key, value) in from)
            to[key] = value?.DeepClone();
    }
}
