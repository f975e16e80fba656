using System.Collections.Immutable;

namespace PowerController.Yaml.Binding;

/// <summary>How errors call a record: "a UPS". The schema uses the word after the article as the title.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NounAttribute(string noun) : Attribute
{
    public string Noun { get; } = noun;
}

/// <summary>The key when it is not the member's name in camelCase; on an enum's member the word when it is not the name in kebab-case.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Field)]
public sealed class KeyAttribute(string key) : Attribute
{
    public string Key { get; } = key;
}

/// <summary>Instead of the map, the value of this one member may be written alone: `supply: UPS1` for `supply: { from: [UPS1] }`.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShorthandAttribute(string member) : Attribute
{
    public string Member { get; } = member;
}

/// <summary>Of these members one is given, and only one. Not <see cref="Required"/>: at most one.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class OneOfAttribute(params string[] members) : Attribute
{
    public ImmutableArray<string> Members { get; } = [.. members];

    public bool Required { get; init; } = true;
}

/// <summary>
/// An abstract record, written as one of its cases (<see cref="CaseAttribute"/> on each). Without a discriminating key a case is a single
/// word when it has no members (`output`), otherwise `word: …` with its members, or with the one value its shorthand names.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CasesAttribute : Attribute
{
    /// <summary>The key among the members that names the case, `kind` say; null for the word itself as the key.</summary>
    public string? Discriminator { get; init; }

    /// <summary>What to do about a single value that is no case; when given, the value is a secret and is not shown.</summary>
    public string? SecretRemedy { get; init; }
}

/// <summary>The word of one case.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CaseAttribute(string word) : Attribute
{
    public string Word { get; } = word;
}

/// <summary>What is wrong with a value, and what would be right.</summary>
public sealed record Complaint(string Message, string Remedy);

/// <summary>Something said of a member: what it means, its default and range, or a rule of its own. On a list it is said of every item.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter, AllowMultiple = true)]
public abstract class RuleAttribute : Attribute
{
    /// <summary>For the schema and for help.</summary>
    public virtual string? Meaning => null;

    /// <summary>For the schema and for help; a text is read as the configuration would write it.</summary>
    public virtual object? Default => null;

    /// <summary>The least value allowed; a text is read as the configuration would write it.</summary>
    public virtual object? Minimum => null;

    public virtual object? Maximum => null;

    /// <summary>A pattern for the schema (the rule itself is <see cref="Check"/>).</summary>
    public virtual string? Pattern => null;

    /// <summary>Null when the value is right.</summary>
    public virtual Complaint? Check(object value) => null;
}

/// <summary>What a member means, and what holds when it is not given.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class MeaningAttribute(string meaning) : RuleAttribute
{
    private readonly object? _usual;

    public override string Meaning { get; } = meaning;

    /// <summary>What holds when it is not given, as the configuration would write it.</summary>
    public object? Usual
    {
        get => _usual;
        init => _usual = value;
    }

    public override object? Default => _usual;
}

/// <summary>The least and the greatest value; durations as text (`"1s"`).</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class RangeAttribute(object minimum, object maximum) : RuleAttribute
{
    public override object Minimum { get; } = minimum;

    public override object Maximum { get; } = maximum;
}

/// <summary>How many items a list or map has.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class CountAttribute(int least, int most) : Attribute
{
    public int Least { get; } = least;

    public int Most { get; } = most;

    /// <summary>Why there is a limit, as a sentence for the error.</summary>
    public string Reason { get; init; } = "";
}
