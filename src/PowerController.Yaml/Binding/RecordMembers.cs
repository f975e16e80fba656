using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using PowerController.Yaml.Reading;

namespace PowerController.Yaml.Binding;

/// <summary>One member of a record: its key, its shape, and whether it must be given.</summary>
internal sealed record RecordMember(string Name, string Key, string? Meaning, string? RangeInWords, bool Required, bool IsPosition, Shape Shape)
{
    /// <summary>Its place among the constructor's arguments, or -1 when it is set afterwards.</summary>
    public required int Argument { get; init; }

    /// <summary>What the constructor gets when nothing is given.</summary>
    public required object? Absent { get; init; }

    public required PropertyInfo? Property { get; init; }
}

/// <summary>Finds a record's members: constructor parameters first, then what can be initialised, each in the order written.</summary>
/// <remarks>Required is a parameter without a default value and a property marked `required`; everything else may be left out.</remarks>
internal static class RecordMembers
{
    public static ConstructorInfo Constructor(Type type) =>
        type.GetConstructors()
            .Where(constructor => constructor.GetParameters() is not [var only] || only.ParameterType != type)
            .OrderByDescending(constructor => constructor.GetParameters().Length)
            .FirstOrDefault()
        ?? throw new InvalidOperationException($"{type} has no public constructor, so it cannot be read from YAML.");

    public static ImmutableArray<RecordMember> Of(Type type, ConstructorInfo constructor, YamlVocabulary vocabulary)
    {
        var members = ImmutableArray.CreateBuilder<RecordMember>();
        foreach (var parameter in constructor.GetParameters())
        {
            var property = type.GetProperty(parameter.Name!);
            var rules = parameter.GetCustomAttributes<Attribute>().Concat(property?.GetCustomAttributes<Attribute>() ?? []).ToImmutableArray();
            var member = Member(parameter.Name!, parameter.ParameterType, rules, !parameter.HasDefaultValue, vocabulary);
            members.Add(member with { Argument = parameter.Position, Absent = Absent(parameter, member.Shape) });
        }

        var known = members.Select(member => member.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var property in Lineage(type).SelectMany(Settable).Where(property => known.Add(property.Name)))
        {
            var required = property.IsDefined(typeof(RequiredMemberAttribute), inherit: false);
            members.Add(Member(property.Name, property.PropertyType, [.. property.GetCustomAttributes<Attribute>()], required, vocabulary) with { Property = property });
        }

        return members.DrainToImmutable();
    }

    private static RecordMember Member(string name, Type type, ImmutableArray<Attribute> attributes, bool required, YamlVocabulary vocabulary)
    {
        var isPosition = type == typeof(YamlPosition);
        var rules = attributes.OfType<RuleAttribute>().ToImmutableArray();
        var count = attributes.OfType<CountAttribute>().FirstOrDefault();
        var shape = isPosition ? new NodeShape() : vocabulary.ShapeOf(type, rules, count);
        var key = attributes.OfType<KeyAttribute>().FirstOrDefault()?.Key ?? Words.Camel(name);
        var meaning = rules.OrderByDescending(rule => rule is MeaningAttribute).Select(rule => rule.Meaning).FirstOrDefault(words => words is not null);
        var inner = shape is PlacedShape placed ? placed.Inner : shape;
        var range = (inner as ScalarShape)?.RangeInWords();
        return new RecordMember(name, key, meaning, range, required && !isPosition && (shape.Nothing is null || count?.Least > 0), isPosition, shape)
        {
            Argument = -1,
            Absent = null,
            Property = null,
        };
    }

    /// <summary>The type itself first, so that its own keys lead and the inherited ones follow.</summary>
    private static IEnumerable<Type> Lineage(Type type)
    {
        for (Type? at = type; at is not null && at != typeof(object); at = at.BaseType)
            yield return at;
    }

    private static IEnumerable<PropertyInfo> Settable(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => property.SetMethod is { IsPublic: true });

    private static object? Absent(ParameterInfo parameter, Shape shape)
    {
        if (shape.Nothing is { } nothing)
            return nothing;
        if (parameter.HasDefaultValue)
            return parameter.DefaultValue;

        // Invoking with null gives a value type its default.
        return parameter.ParameterType == typeof(string) ? "" : null;
    }
}
