using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PowerController.Yaml.Reading;

/// <summary>Builds the nodes from the parser's events. A null node means: a limit is exceeded, stop.</summary>
internal sealed class TreeReader(IParser parser, string file, YamlErrors errors)
{
    private int _nodes;

    public YamlNode? Document()
    {
        Next<StreamStart>();
        if (parser.Current is StreamEnd)
            return new YamlMap([], new YamlPosition(file, 1, 1));
        Next<DocumentStart>();
        var root = Node(depth: 1);
        if (root is null)
            return null;
        Next<DocumentEnd>();
        if (parser.Current is DocumentStart second)
        {
            errors.Add(At(second), "A second document starts here, but a file holds one.",
                "Remove the '---', or put the second document into a file of its own.");
        }

        return root is YamlScalar { IsNull: true } ? new YamlMap([], root.At) : root;
    }

    private YamlNode? Node(int depth)
    {
        var started = parser.Current!;
        if (++_nodes > Limits.Nodes)
        {
            errors.Add(At(started), string.Create(CultureInfo.InvariantCulture, $"The file has more than {Limits.Nodes} values, more than any site needs."),
                "Give the configuration itself; the rest of this file is not read.");
            return null;
        }

        if (depth > Limits.Depth)
        {
            errors.Add(At(started), $"Lists and maps are nested deeper than {Limits.Depth} levels.",
                "Check for brackets that are never closed; the rest of this file is not read.");
            return null;
        }

        if (started is NodeEvent node)
            RefuseDecorations(node);
        return started switch
        {
            AnchorAlias alias => Alias(alias),
            Scalar scalar => ScalarOf(scalar),
            SequenceStart list => ListOf(list, depth),
            MappingStart map => MapOf(map, depth),
            _ => throw new SemanticErrorException(started.Start, started.End, "Did not find a value."),
        };
    }

    private void RefuseDecorations(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
            errors.Add(At(node), $"The anchor {Shown.Value("&" + node.Anchor.Value)} is not allowed.", "Remove it, and write the value out where it is needed.");
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
            errors.Add(At(node), $"The tag {Shown.Value(node.Tag.Value)} is not allowed.", "Remove it; what a value is follows from its key.");
    }

    private YamlRefused Alias(AnchorAlias alias)
    {
        errors.Add(At(alias), $"The alias {Shown.Value("*" + alias.Value.Value)} is not allowed.", "Write the value out.");
        parser.MoveNext();
        return new YamlRefused(At(alias));
    }

    private YamlNode ScalarOf(Scalar scalar)
    {
        parser.MoveNext();
        if (scalar.Value.Length <= Limits.ScalarCharacters)
            return new YamlScalar(scalar.Value, scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any), At(scalar));
        errors.Add(At(scalar), $"The text {Shown.Value(scalar.Value)} is longer than {Limits.ScalarCharacters} characters.",
            "Put a long text into a file of its own; check for a quote that is never closed.");
        return new YamlRefused(At(scalar));
    }

    private YamlList? ListOf(SequenceStart start, int depth)
    {
        parser.MoveNext();
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (parser.Current is not SequenceEnd)
        {
            if (Node(depth + 1) is not { } item)
                return null;
            items.Add(item);
        }

        parser.MoveNext();
        return new YamlList(items.DrainToImmutable(), At(start));
    }

    private YamlMap? MapOf(MappingStart start, int depth)
    {
        parser.MoveNext();
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var seen = new Dictionary<string, YamlPosition>(StringComparer.Ordinal);
        while (parser.Current is not MappingEnd)
        {
            if (Node(depth + 1) is not { } key || Node(depth + 1) is not { } value)
                return null;
            if (KeyOf(key, seen) is { } scalar)
                entries.Add(new YamlEntry(scalar, value));
        }

        parser.MoveNext();
        return new YamlMap(entries.DrainToImmutable(), At(start));
    }

    private YamlScalar? KeyOf(YamlNode key, Dictionary<string, YamlPosition> seen)
    {
        switch (key)
        {
            case YamlRefused:
                return null;
            case YamlScalar { IsQuoted: false, Text: "<<" }:
                errors.Add(key.At, "The merge key '<<' is not allowed.", "Write the values out.");
                return null;
            case YamlScalar { Text.Length: > 0 and <= Limits.KeyCharacters } scalar:
                if (seen.TryAdd(scalar.Text, scalar.At))
                    return scalar;
                var first = seen[scalar.Text].Line.ToString(CultureInfo.InvariantCulture);
                errors.Add(key.At, $"The key {Shown.Value(scalar.Text)} is given twice; the first time in line {first}.", "Keep one of them.");
                return null;
            default:
                errors.Add(key.At, $"A key must be a short word, not {key.Kind}.", "Write 'key: value'.");
                return null;
        }
    }

    private void Next<T>()
        where T : ParsingEvent
    {
        if (parser.Current is null)
            parser.MoveNext();
        if (parser.Current is not T)
            throw new SemanticErrorException(parser.Current?.Start ?? Mark.Empty, parser.Current?.End ?? Mark.Empty, $"Did not find {typeof(T).Name}.");
        parser.MoveNext();
    }

    private YamlPosition At(ParsingEvent parsed) => new(file, (int)parsed.Start.Line, (int)parsed.Start.Column);
}
