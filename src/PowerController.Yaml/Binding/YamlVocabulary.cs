using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using PowerController.Yaml.Reading;

namespace PowerController.Yaml.Binding;

/// <summary>Which types single values may have and how they are written. Make one and keep it: what is learnt of the records is kept in it.</summary>
public sealed class YamlVocabulary
{
    private readonly ImmutableSortedDictionary<string, ScalarForm> _forms;
    private readonly ConcurrentDictionary<Type, Shape> _shapes = new();

    private YamlVocabulary(ImmutableSortedDictionary<string, ScalarForm> forms) => _forms = forms;

    /// <summary>Texts, numbers, true and false, durations.</summary>
    public static YamlVocabulary Plain { get; } = new YamlVocabulary(ImmutableSortedDictionary.Create<string, ScalarForm>(StringComparer.Ordinal))
        .With(new TextForm()).With(new TruthForm()).With(new WholeNumberForm()).With(new LongNumberForm()).With(new NumberForm()).With(new DurationForm());

    /// <summary>This vocabulary and one more type of single values, or another way of writing a known one.</summary>
    public YamlVocabulary With(ScalarForm form) => new(_forms.SetItem(form.Type.FullName!, form));

    internal Shape ShapeOf(Type type, ImmutableArray<RuleAttribute> rules, CountAttribute? count)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (_forms.TryGetValue(type.FullName ?? type.Name, out var form))
            return new ScalarShape(form, rules);
        if (type.IsEnum)
            return new WordShape(type, rules);
        if (typeof(YamlNode).IsAssignableFrom(type))
            return new NodeShape();
        if (type.IsGenericType)
            return Generic(type, rules, count);
        return _shapes.GetOrAdd(type, Composite);
    }

    private Shape Generic(Type type, ImmutableArray<RuleAttribute> rules, CountAttribute? count)
    {
        var definition = type.GetGenericTypeDefinition();
        var arguments = type.GetGenericArguments();
        if (definition == typeof(ImmutableArray<>))
            return new ListShape(arguments[0], ShapeOf(arguments[0], rules, null), count);
        if (definition == typeof(Placed<>))
            return new PlacedShape(arguments[0], ShapeOf(arguments[0], rules, count));
        if (definition == typeof(ImmutableSortedDictionary<,>) && arguments[0] == typeof(string))
            return new TableShape(arguments[1], ShapeOf(arguments[1], rules, null));
        throw new InvalidOperationException($"{type} cannot be read from YAML: use ImmutableArray or ImmutableSortedDictionary by name.");
    }

    private Shape Composite(Type type)
    {
        if (type.GetCustomAttribute<CasesAttribute>() is { } cases)
            return new CasesShape(type, cases, this);
        if (type.IsAbstract || type.IsPrimitive || type == typeof(object))
            throw new InvalidOperationException($"{type} cannot be read from YAML: register a form for it, or mark an abstract record with [Cases].");
        return new RecordShape(type, this);
    }
}
