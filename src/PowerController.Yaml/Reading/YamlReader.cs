using YamlDotNet.Core;

namespace PowerController.Yaml.Reading;

/// <summary>Reads YAML text into nodes: one document of maps, lists and values, nothing else, within limits.</summary>
/// <remarks>
/// Anchors, aliases, merge keys and tags are refused: they make cycles and exponential growth possible, and they hide from the reader of a
/// configuration what is in force. Everything refused is reported; null is returned only when no tree could be made at all.
/// </remarks>
public static class YamlReader
{
    /// <summary>Reads a file; <paramref name="name"/> is how errors call it.</summary>
    public static YamlNode? ReadFile(string path, string name, YamlErrors errors) =>
        YamlBytes.FromFile(path, name, errors) is { } text ? Read(text, name, errors) : null;

    public static YamlNode? ReadBytes(ReadOnlySpan<byte> bytes, string name, YamlErrors errors) =>
        YamlBytes.FromBytes(bytes, name, errors) is { } text ? Read(text, name, errors) : null;

    public static YamlNode? ReadText(string text, string name, YamlErrors errors)
    {
        if (text.Length > Limits.FileBytes)
            return ReadBytes(System.Text.Encoding.UTF8.GetBytes(text), name, errors);
        return YamlBytes.Printable(text, name, errors) is { } printable ? Read(printable, name, errors) : null;
    }

    private static YamlNode? Read(string text, string name, YamlErrors errors)
    {
        try
        {
            return new TreeReader(new CarefulParser(text), name, errors).Document();
        }
        catch (YamlException failure)
        {
            SyntaxErrors.Add(failure, text, name, errors);
            return null;
        }
    }
}
