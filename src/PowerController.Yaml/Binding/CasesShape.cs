using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;
using PowerController.Yaml.Reading;
using PowerController.Yaml.Schema;

namespace PowerController.Yaml.Binding;

/// <summary>An abstract record, written as one of its cases.</summary>
internal sealed class CasesShape : Shape
{
    private readonly CasesAttribute _attribute;

    public CasesShape(Type type, CasesAttribute attribute, YamlVocabulary vocabulary)
    {
        _attribute = attribute;
        Cases = [.. type.Assembly.GetTypes()
            .Where(candidate => candidate.IsSubclassOf(type) && candidate.IsDefined(typeof(CaseAttribute)))
            .Select(candidate => (candidate.GetCustomAttribute<CaseAttribute>()!.Word, new RecordShape(candidate, vocabulary)))];
        if (Cases.IsEmpty)
            throw new InvalidOperationException($"{type} has no cases: mark its subtypes with [Case].");
    }

    public ImmutableArray<(string Word, RecordShape Shape)> Cases { get; }

    public string? Discriminator => _attribute.Discriminator;

    public override string Expected => _attribute.Discriminator is { } key
        ? $"a map with the key '{key}'"
        : "one of " + string.Join(", ", Cases.Select(one => IsBare(one.Shape) ? one.Word : $"{{ {one.Word}: … }}"));

    public override string Remedy => _attribute.SecretRemedy
        ?? (Discriminator is { } key ? $"Write '{key}: …', one of {string.Join(", ", Cases.Select(one => one.Word))}." : "Write one of them.");

    /// <summary>A case that is nothing but its word.</summary>
    public static bool IsBare(RecordShape shape) => shape.Members.All(member => member.IsPosition);

    public override object? Bind(YamlNode node, string key, YamlErrors errors)
    {
        if (Discriminator is { } discriminator)
            return node is YamlMap tagged ? BindTagged(tagged, discriminator, errors) : Unexpected(node, key, errors);
        switch (node)
        {
            case YamlScalar { IsNull: false } scalar when _attribute.SecretRemedy is { } secret:
                errors.Add(scalar.At, $"The secret under '{key}' stands in the configuration itself.", secret);
                return null;
            case YamlScalar { IsNull: false } scalar:
                return BindCase(scalar, null, key, errors);
            case YamlMap { Entries: [var only] }:
                return BindCase(only.Key, only.Value, key, errors);
            case YamlMap { Entries.Length: > 1 } several:
                errors.Add(several.At, $"'{key}' holds {several.Entries.Length} keys, but {Expected} is expected.", "Keep one of them.");
                return null;
            default:
                return Unexpected(node, key, errors);
        }
    }

    private object? BindTagged(YamlMap map, string discriminator, YamlErrors errors)
    {
        var tag = map.Entries.FirstOrDefault(entry => string.Equals(entry.Key.Text, discriminator, StringComparison.Ordinal));
        if (tag.Value is YamlScalar { IsNull: false } word)
            return Find(word, discriminator, errors)?.BindMap(map.Entries, map.At, errors, skip: discriminator);
        if (tag.Value is not YamlRefused)
            errors.Add(tag.Value?.At ?? map.At, $"The key '{discriminator}' is missing.", Remedy);
        return null;
    }

    private object? BindCase(YamlScalar word, YamlNode? body, string key, YamlErrors errors)
    {
        if (Find(word, key, errors) is not { } shape)
            return null;
        if (IsBare(shape))
        {
            if (body is null or YamlScalar { IsNull: true })
                return shape.BindMap([], word.At, errors);
            errors.Add(body.At, $"'{word.Text}' takes no values.", $"Write {word.Text} alone.");
            return null;
        }

        if (body is null or YamlScalar { IsNull: true })
        {
            errors.Add(word.At, $"'{word.Text}' needs more than the word.", $"Write {{ {word.Text}: … }} with {shape.Short?.Shape.Expected ?? string.Join(", ", shape.Members.Select(member => member.Key))}.");
            return null;
        }

        return shape.Bind(body, word.Text, errors);
    }

    private RecordShape? Find(YamlScalar word, string key, YamlErrors errors)
    {
        foreach (var (candidate, shape) in Cases)
        {
            if (string.Equals(candidate, word.Text, StringComparison.Ordinal))
                return shape;
        }

        var meant = Words.Nearest(word.Text, Cases.Select(one => one.Word));
        var what = _attribute.SecretRemedy is null ? Shown.Value(word.Text) : "what is written";
        var allowed = Discriminator is null ? Expected : "one of " + string.Join(", ", Cases.Select(one => one.Word));
        errors.Add(word.At, $"'{key}' cannot be {what}.", meant is null ? $"Write {allowed}." : $"Did you mean '{meant}'?");
        return null;
    }

    public override JsonObject Describe(SchemaWriter schema) => schema.Cases(this);
}
