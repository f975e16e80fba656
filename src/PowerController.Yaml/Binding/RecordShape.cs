using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;
using PowerController.Yaml.Reading;
using PowerController.Yaml.Schema;

namespace PowerController.Yaml.Binding;

/// <summary>A record, written as a map of its members.</summary>
/// <remarks>
/// A record with errors is still built, with nothing in place of what is wrong: its name stays known, so one mistake does not make every
/// reference to it look like another. Whoever binds looks at the errors before using the value.
/// </remarks>
internal sealed class RecordShape(Type type, YamlVocabulary vocabulary) : Shape
{
    private readonly ConstructorInfo _constructor = RecordMembers.Constructor(type);
    private readonly ImmutableArray<OneOfAttribute> _choices = [.. type.GetCustomAttributes<OneOfAttribute>()];

    // Made when first used: a group holds groups.
    private readonly Lazy<Found> _found = new(() => new Found(RecordMembers.Of(type, RecordMembers.Constructor(type), vocabulary)));

    public Type Type { get; } = type;

    public string Noun { get; } = type.GetCustomAttribute<NounAttribute>()?.Noun ?? "a " + Words.Camel(type.Name.Replace("Document", "", StringComparison.Ordinal));

    public ImmutableArray<RecordMember> Members => _found.Value.InOrder;

    public RecordMember? Short { get => field ??= FindShort(); }

    public override string Expected => Short is { } member ? $"{Noun}, {member.Shape.Expected} or a map of keys" : $"{Noun}, a map of keys";

    public override string Remedy => $"Write 'key: value' with the keys of {Noun}: {string.Join(", ", Keys)}.";

    private IReadOnlyList<string> Keys => [.. Members.Where(member => !member.IsPosition).Select(member => member.Key)];

    public override object? Bind(YamlNode node, string key, YamlErrors errors) => node switch
    {
        YamlMap map => BindMap(map.Entries, map.At, errors),
        YamlScalar { IsNull: true } => BindMap([], node.At, errors),
        _ when Short is { } member && node is YamlScalar or YamlList => BindShort(member, node, key, errors),
        _ => Unexpected(node, key, errors),
    };

    /// <param name="skip">A key that somebody else has read, the discriminating one say.</param>
    public object BindMap(ImmutableArray<YamlEntry> entries, YamlPosition at, YamlErrors errors, string? skip = null)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (string.Equals(entry.Key.Text, skip, StringComparison.Ordinal))
                continue;
            if (!_found.Value.ByKey.TryGetValue(entry.Key.Text, out var member))
                Unknown(entry.Key, errors);
            else
                values[member.Name] = BindMember(member, entry.Value, errors);
        }

        foreach (var member in Members.Where(member => member.Required && !values.ContainsKey(member.Name)))
            errors.Add(at, $"The key '{member.Key}' is missing: {Noun} needs it.", $"Add '{member.Key}: …' ({member.Shape.Expected}).");
        foreach (var choice in _choices)
            Choose(choice, values, at, errors);
        return Build(values, at);
    }

    private static object? BindMember(RecordMember member, YamlNode node, YamlErrors errors)
    {
        if (node is YamlScalar { IsNull: true } && member.Shape is not (NodeShape or ListShape or TableShape))
        {
            errors.Add(node.At, $"The key '{member.Key}' has no value.", $"Give {member.Shape.Expected}, or remove the key.");
            return null;
        }

        return member.Shape.Bind(node, member.Key, errors);
    }

    private object? BindShort(RecordMember member, YamlNode node, string key, YamlErrors errors)
    {
        var value = member.Shape is ListShape list ? list.BindAlone(node, key, errors) : member.Shape.Bind(node, key, errors);
        return value is null ? null : Build(new Dictionary<string, object?>(StringComparer.Ordinal) { [member.Name] = value }, node.At);
    }

    private void Unknown(YamlScalar key, YamlErrors errors) =>
        errors.Add(key.At, $"{Shown.Value(key.Text)} is not a key of {Noun}.", () => Keys.Count == 0 ? "Remove it: there is nothing to be set." : Words.MeantOrAllowed(key.Text, Keys, "Its keys are"));

    private void Choose(OneOfAttribute choice, Dictionary<string, object?> values, YamlPosition at, YamlErrors errors)
    {
        var members = Members.Where(member => choice.Members.Contains(member.Name, StringComparer.Ordinal)).ToList();
        var given = members.Where(member => values.ContainsKey(member.Name)).Select(member => $"'{member.Key}'").ToList();
        var all = string.Join(", ", members.Select(member => member.Key));
        if (given.Count > 1)
            errors.Add(at, $"{string.Join(" and ", given)} exclude each other in {Noun}.", "Keep one of them.");
        else if (given.Count == 0 && choice.Required)
            errors.Add(at, $"One of these keys is missing: {Noun} needs it.", $"Add one of {all}.");
    }

    private object Build(Dictionary<string, object?> values, YamlPosition at)
    {
        var arguments = new object?[_constructor.GetParameters().Length];
        foreach (var member in Members.Where(member => member.Argument >= 0))
            arguments[member.Argument] = member.IsPosition ? at : values.GetValueOrDefault(member.Name) ?? member.Absent;
        var built = _constructor.Invoke(arguments);
        foreach (var member in Members)
        {
            if (member.Property is { } property)
                Set(built, member, property, values, at);
        }

        return built;
    }

    private static void Set(object built, RecordMember member, PropertyInfo property, Dictionary<string, object?> values, YamlPosition at)
    {
        if (member.IsPosition)
            property.SetValue(built, at);
        else if (values.GetValueOrDefault(member.Name) is { } value)
            property.SetValue(built, value);
        else if (member.Shape.Nothing is { } nothing && Nullable.GetUnderlyingType(property.PropertyType) is null)
            property.SetValue(built, nothing);
        else if (property.PropertyType == typeof(string) && member.Required)
            property.SetValue(built, "");
    }

    private RecordMember? FindShort() => Type.GetCustomAttribute<ShorthandAttribute>() is { } shorthand
        ? Members.Single(member => string.Equals(member.Name, shorthand.Member, StringComparison.Ordinal))
        : null;

    public override JsonObject Describe(SchemaWriter schema) => schema.Reference(this);

    public ImmutableArray<OneOfAttribute> Choices => _choices;

    private sealed class Found(ImmutableArray<RecordMember> members)
    {
        public ImmutableArray<RecordMember> InOrder { get; } = members;

        public FrozenDictionary<string, RecordMember> ByKey { get; } =
            members.Where(member => !member.IsPosition).ToFrozenDictionary(member => member.Key, StringComparer.Ordinal);
    }
}
