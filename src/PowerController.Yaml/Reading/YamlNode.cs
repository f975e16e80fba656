using System.Collections.Immutable;

namespace PowerController.Yaml.Reading;

/// <summary>A piece of a YAML text, with its place.</summary>
public abstract class YamlNode
{
    private protected YamlNode(YamlPosition at) => At = at;

    public YamlPosition At { get; }

    /// <summary>What it is, in words for an error message.</summary>
    public abstract string Kind { get; }
}

/// <summary>A single value, as written: YAML's guesses about types are left to whoever knows what is wanted.</summary>
public sealed class YamlScalar(string text, bool isQuoted, YamlPosition at) : YamlNode(at)
{
    public string Text { get; } = text;

    /// <summary>Written in quotes or as a block of text, so it is a text whatever it looks like.</summary>
    public bool IsQuoted { get; } = isQuoted;

    /// <summary>Nothing is written, or `null`, or `~`.</summary>
    public bool IsNull => !IsQuoted && Text is "" or "null" or "~" or "Null" or "NULL";

    public override string Kind => IsNull ? "nothing" : $"the single value {Shown.Value(Text)}";
}

public sealed class YamlList(ImmutableArray<YamlNode> items, YamlPosition at) : YamlNode(at)
{
    public ImmutableArray<YamlNode> Items { get; } = items;

    public override string Kind => "a list";
}

/// <summary>Keys with values, in the order of the file; every key once.</summary>
public sealed class YamlMap(ImmutableArray<YamlEntry> entries, YamlPosition at) : YamlNode(at)
{
    public ImmutableArray<YamlEntry> Entries { get; } = entries;

    public override string Kind => "a map of keys";
}

public readonly record struct YamlEntry(YamlScalar Key, YamlNode Value);

/// <summary>Something that reading has already complained about: whoever meets it stays silent.</summary>
public sealed class YamlRefused(YamlPosition at) : YamlNode(at)
{
    public override string Kind => "something refused";
}
