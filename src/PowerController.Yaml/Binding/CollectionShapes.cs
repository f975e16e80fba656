using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;
using PowerController.Yaml.Reading;
using PowerController.Yaml.Schema;

namespace PowerController.Yaml.Binding;

/// <summary>A list, bound to an <see cref="ImmutableArray{T}"/>.</summary>
internal sealed class ListShape(Type item, Shape shape, CountAttribute? count) : Shape
{
    private readonly Func<IReadOnlyList<object>, object> _make =
        typeof(ListShape).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(item)
            .CreateDelegate<Func<IReadOnlyList<object>, object>>();

    public override string Expected => "a list";

    public override string Remedy => "Write [ … ], or one item a line, each after '- '.";

    public override object? Nothing => _make([]);

    public override object? Bind(YamlNode node, string key, YamlErrors errors)
    {
        if (node is YamlScalar { IsNull: true })
            return Counted([], node, key, errors);
        if (node is YamlScalar { IsNull: false } single)
        {
            errors.Add(node.At, $"'{key}' must be a list, not {node.Kind}.", $"Write [{single.Text}].");
            return null;
        }

        return node is YamlList list ? Counted(list.Items, node, key, errors) : Unexpected(node, key, errors);
    }

    /// <summary>A list of the one item that is written alone.</summary>
    public object? BindAlone(YamlNode node, string key, YamlErrors errors) =>
        node is YamlList ? Bind(node, key, errors) : Counted([node], node, key, errors);

    private object Counted(ImmutableArray<YamlNode> nodes, YamlNode list, string key, YamlErrors errors)
    {
        if (nodes.Length < count?.Least)
            errors.Add(list.At, $"'{key}' has {nodes.Length} items, but needs {count.Least} at least. {count.Reason}".TrimEnd(), "Add what is missing.");
        if (nodes.Length > count?.Most)
            errors.Add(list.At, $"'{key}' has {nodes.Length} items, but may have {count.Most} at most. {count.Reason}".TrimEnd(), "Remove some, or split it.");
        var items = new List<object>(nodes.Length);
        foreach (var node in nodes)
        {
            if (shape.Bind(node, key, errors) is { } bound)
                items.Add(bound);
        }

        return _make(items);
    }

    public override JsonObject Describe(SchemaWriter schema)
    {
        var described = new JsonObject { ["type"] = new JsonArray("array", "null"), ["items"] = shape.Describe(schema) };
        if (count is { Least: > 0 })
            described["type"] = "array";
        if (count is { Least: > 0 })
            described["minItems"] = count.Least;
        if (count is { Most: < int.MaxValue })
            described["maxItems"] = count.Most;
        return described;
    }

    private static object Make<T>(IReadOnlyList<object> items) => items.Select(bound => (T)bound).ToImmutableArray();
}

/// <summary>A map with free keys, bound to an <see cref="ImmutableSortedDictionary{TKey,TValue}"/> by name.</summary>
internal sealed class TableShape(Type item, Shape shape) : Shape
{
    private readonly Func<IReadOnlyList<KeyValuePair<string, object>>, object> _make =
        typeof(TableShape).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(item)
            .CreateDelegate<Func<IReadOnlyList<KeyValuePair<string, object>>, object>>();

    public override string Expected => "a map of names";

    public override string Remedy => "Write one 'name: value' a line.";

    public override object? Nothing => _make([]);

    public override object? Bind(YamlNode node, string key, YamlErrors errors)
    {
        if (node is YamlScalar { IsNull: true })
            return Nothing;
        if (node is not YamlMap map)
            return Unexpected(node, key, errors);
        var items = new List<KeyValuePair<string, object>>(map.Entries.Length);
        foreach (var entry in map.Entries)
        {
            if (shape.Bind(entry.Value, entry.Key.Text, errors) is { } bound)
                items.Add(KeyValuePair.Create(entry.Key.Text, bound));
        }

        return _make(items);
    }

    public override JsonObject Describe(SchemaWriter schema) =>
        new() { ["type"] = new JsonArray("object", "null"), ["additionalProperties"] = shape.Describe(schema) };

    private static object Make<T>(IReadOnlyList<KeyValuePair<string, object>> items) =>
        items.ToImmutableSortedDictionary(pair => pair.Key, pair => (T)pair.Value, StringComparer.Ordinal);
}

/// <summary>A value together with its place.</summary>
internal sealed class PlacedShape(Type type, Shape shape) : Shape
{
    private readonly Func<object, YamlPosition, object> _make =
        typeof(PlacedShape).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type)
            .CreateDelegate<Func<object, YamlPosition, object>>();

    public Shape Inner => shape;

    public override string Expected => shape.Expected;

    public override string Remedy => shape.Remedy;

    public override object? Bind(YamlNode node, string key, YamlErrors errors) =>
        shape.Bind(node, key, errors) is { } bound ? _make(bound, node.At) : null;

    public override JsonObject Describe(SchemaWriter schema) => shape.Describe(schema);

    private static object Make<T>(object bound, YamlPosition at) => new Placed<T>((T)bound, at);
}
