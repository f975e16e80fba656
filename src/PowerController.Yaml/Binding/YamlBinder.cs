using System.Collections.Immutable;
using PowerController.Yaml.Reading;

namespace PowerController.Yaml.Binding;

/// <summary>What reading gave. With errors the value is incomplete: good for finding more errors, not for use.</summary>
public sealed record YamlResult<T>(T? Value, ImmutableArray<YamlError> Errors)
    where T : class
{
    public bool IsGood => Errors.IsEmpty && Value is not null;
}

/// <summary>From YAML to records, with every error at once.</summary>
public static class YamlBinder
{
    /// <summary>Reads a file into a record; <paramref name="name"/> is how errors call the file.</summary>
    public static YamlResult<T> Load<T>(string path, string name, YamlVocabulary vocabulary)
        where T : class
    {
        var errors = new YamlErrors();
        return Finish<T>(YamlReader.ReadFile(path, name, errors), vocabulary, errors);
    }

    public static YamlResult<T> Parse<T>(string text, string name, YamlVocabulary vocabulary)
        where T : class
    {
        var errors = new YamlErrors();
        return Finish<T>(YamlReader.ReadText(text, name, errors), vocabulary, errors);
    }

    /// <summary>Binds a node; null when it is nothing like the record.</summary>
    public static T? Bind<T>(YamlNode node, YamlVocabulary vocabulary, YamlErrors errors)
        where T : class
    {
        var shape = vocabulary.ShapeOf(typeof(T), [], null);
        if (node is YamlMap || shape is not RecordShape)
            return (T?)shape.Bind(node, "", errors);
        errors.Add(node.At, $"The file must hold {shape.Expected}, not {node.Kind}.", shape.Remedy);
        return null;
    }

    private static YamlResult<T> Finish<T>(YamlNode? root, YamlVocabulary vocabulary, YamlErrors errors)
        where T : class
    {
        var value = root is null ? null : Bind<T>(root, vocabulary, errors);
        return new YamlResult<T>(value, errors.InOrder());
    }
}
