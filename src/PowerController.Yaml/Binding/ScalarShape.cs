using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using PowerController.Yaml.Reading;
using PowerController.Yaml.Schema;

namespace PowerController.Yaml.Binding;

/// <summary>A single value with its range and rules.</summary>
internal sealed class ScalarShape : Shape
{
    private readonly ScalarForm _form;
    private readonly ImmutableArray<RuleAttribute> _rules;
    private readonly object? _minimum;
    private readonly object? _maximum;
    private readonly object? _default;

    public ScalarShape(ScalarForm form, ImmutableArray<RuleAttribute> rules)
    {
        _form = form;
        _rules = rules;
        _minimum = rules.Select(rule => Own(rule.Minimum)).FirstOrDefault(value => value is not null);
        _maximum = rules.Select(rule => Own(rule.Maximum)).FirstOrDefault(value => value is not null);
        _default = rules.Select(rule => Own(rule.Default)).FirstOrDefault(value => value is not null);
    }

    public override string Expected => _form.Noun;

    public override string Remedy => $"Write {_form.Noun}.";

    public override object? Bind(YamlNode node, string key, YamlErrors errors)
    {
        if (node is not YamlScalar { IsNull: false } scalar)
            return Unexpected(node, key, errors);
        if (!_form.TryReadObject(scalar.Text, scalar.IsQuoted, out var value, out var remedy))
        {
            errors.Add(node.At, $"{key} {Shown.Value(scalar.Text)} is not {_form.Noun}.", remedy);
            return null;
        }

        if (_minimum is not null && _form.Compare(_minimum, value) > 0)
            errors.Add(node.At, $"{key} {Shown.Value(scalar.Text)} is too small.", Range);
        else if (_maximum is not null && _form.Compare(_maximum, value) < 0)
            errors.Add(node.At, $"{key} {Shown.Value(scalar.Text)} is too large.", Range);
        foreach (var rule in _rules)
        {
            if (rule.Check(value) is { } complaint)
                errors.Add(node.At, $"{key} {Shown.Value(scalar.Text)} {complaint.Message}", complaint.Remedy);
        }

        return value;
    }

    private string Range => (_minimum, _maximum) switch
    {
        ({ } least, { } most) => $"Give {_form.Show(least)} to {_form.Show(most)}.",
        ({ } least, null) => $"Give {_form.Show(least)} or more.",
        (null, { } most) => $"Give {_form.Show(most)} or less.",
        _ => "",
    };

    public override JsonObject Describe(SchemaWriter schema)
    {
        var described = new JsonObject();
        _form.Describe(described);
        if (_rules.Select(rule => rule.Pattern).FirstOrDefault(pattern => pattern is not null) is { } pattern)
            described["pattern"] = pattern;
        if (_minimum is not null && _form.Json(_minimum) is JsonValue least && least.GetValueKind() is System.Text.Json.JsonValueKind.Number)
            described["minimum"] = least;
        if (_maximum is not null && _form.Json(_maximum) is JsonValue most && most.GetValueKind() is System.Text.Json.JsonValueKind.Number)
            described["maximum"] = most;
        if (_default is not null)
            described["default"] = _form.Json(_default);
        return described;
    }

    /// <summary>The range in words where JSON Schema has none, as for durations.</summary>
    public string RangeInWords() => _minimum is null && _maximum is null ? "" : Range;

    private object? Own(object? given) => given switch
    {
        null => null,
        _ when given.GetType() == _form.Type => given,
        string text when _form.TryReadObject(text, isQuoted: false, out var value, out _) => value,
        IConvertible number when _form.Type.IsPrimitive => Convert.ChangeType(number, _form.Type, CultureInfo.InvariantCulture),
        IConvertible number when _form.TryReadObject(number.ToString(CultureInfo.InvariantCulture), isQuoted: false, out var value, out _) => value,
        _ => throw new InvalidOperationException($"'{given}' is not {_form.Noun}, so it cannot be a default or a limit of one."),
    };
}

/// <summary>One of a closed set of words.</summary>
internal sealed class WordShape : Shape
{
    private readonly ImmutableArray<(string Word, object Value)> _words;
    private readonly object? _default;

    public WordShape(Type type, ImmutableArray<RuleAttribute> rules)
    {
        _words = [.. type.GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static)
            .Select(field => (Attribute.GetCustomAttribute(field, typeof(KeyAttribute)) is KeyAttribute key ? key.Key : Words.Kebab(field.Name), field.GetValue(null)!))];
        _default = rules.Select(rule => rule.Default).FirstOrDefault(value => value is not null);
    }

    private string Allowed => string.Join(", ", _words.Select(word => word.Word));

    public override string Expected => "one of " + Allowed;

    public override string Remedy => "Write one of them.";

    public override object? Bind(YamlNode node, string key, YamlErrors errors)
    {
        if (node is not YamlScalar { IsNull: false } scalar)
            return Unexpected(node, key, errors);
        foreach (var (word, value) in _words)
        {
            if (string.Equals(word, scalar.Text, StringComparison.Ordinal))
                return value;
        }

        var allowed = $"Write one of {Allowed}.";
        var remedy = Words.Nearest(scalar.Text, _words.Select(word => word.Word)) is { } meant ? $"Did you mean '{meant}'? {allowed}" : allowed;
        errors.Add(node.At, $"{key} {Shown.Value(scalar.Text)} is not known.", remedy);
        return null;
    }

    public override JsonObject Describe(SchemaWriter schema)
    {
        var described = new JsonObject { ["enum"] = new JsonArray([.. _words.Select(word => (JsonNode)word.Word)]) };
        if (_default is not null)
            described["default"] = _default as string ?? _words.First(word => word.Value.Equals(_default)).Word;
        return described;
    }
}
