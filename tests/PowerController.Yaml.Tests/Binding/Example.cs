using System.Collections.Immutable;
using PowerController.Yaml.Binding;
using PowerController.Yaml.Reading;

namespace PowerController.Yaml.Tests.Binding;

/// <summary>Records that use everything the binder knows.</summary>
[Noun("a house")]
public sealed record House(
    [property: Meaning("What it is called.")] string Name,
    [property: Meaning("How long the bell rings.", Usual = "3s"), Range("1s", "1m")] TimeSpan? Bell = null,
    [property: Range(0, 200)] int Floors = 1,
    double Height = 0,
    bool Lit = false,
    Roof Roof = Roof.Flat,
    [property: Count(0, 3, Reason = "The hall has three hooks.")] ImmutableArray<Placed<string>> Keys = default,
    ImmutableSortedDictionary<string, Room>? Rooms = null,
    Heating? Heating = null,
    Door? Door = null,
    ImmutableArray<Way> Ways = default,
    Password? Code = null,
    YamlNode? Anything = null)
{
    public YamlPosition At { get; init; }

    /// <summary>Nested, to show recursion.</summary>
    public ImmutableArray<House> Annexes { get; init; } = [];
}

public enum Roof
{
    Flat,
    TwoSided,
    [Key("green!")]
    Green,
}

[Noun("a room")]
[OneOf(nameof(Window), nameof(Lamp))]
[OneOf(nameof(Carpet), nameof(Tiles), Required = false)]
public sealed record Room
{
    public required Litres Volume { get; init; }

    public string? Window { get; init; }

    public string? Lamp { get; init; }

    public string? Carpet { get; init; }

    public string? Tiles { get; init; }
}

public readonly record struct Litres(double Value) : IComparable<Litres>
{
    public int CompareTo(Litres other) => Value.CompareTo(other.Value);
}

[Cases(Discriminator = "kind")]
public abstract record Heating;

[Case("oil"), Noun("an oil heating")]
public sealed record OilHeating(Litres Tank) : Heating;

[Case("stove"), Noun("a stove")]
public sealed record Stove : Heating;

[Noun("a door"), Shorthand(nameof(Locks))]
public sealed record Door(ImmutableArray<string> Locks, [property: Range(1, 9)] int Needs = 1);

[Cases]
public abstract record Way;

[Case("walk"), Noun("a walk")]
public sealed record Walk : Way;

[Case("drive"), Noun("a drive")]
public sealed record Drive(string Car, int Seats = 4) : Way;

[Case("train"), Noun("a train"), Shorthand(nameof(Line))]
public sealed record Train(string Line) : Way;

[Cases(SecretRemedy = "Write { file: NAME } and put the secret into that file.")]
public abstract record Password;

[Case("file"), Noun("a file"), Shorthand(nameof(Path))]
public sealed record PasswordFile(string Path) : Password;

public static class Example
{
    public static YamlVocabulary Vocabulary { get; } =
        YamlVocabulary.Plain.With(new QuantityForm<Litres>("a volume", "l", number => new Litres(number), litres => litres.Value));

    public static YamlResult<House> Parse(string text) => YamlBinder.Parse<House>(text, "house.yaml", Vocabulary);
}
