using YamlDotNet.Core;

namespace PowerController.Yaml.Reading;

/// <summary>Says in plain words what the YAML parser stumbled over.</summary>
internal static class SyntaxErrors
{
    public static void Add(YamlException failure, string text, string file, YamlErrors errors)
    {
        var line = (int)failure.Start.Line;
        if (LineAt(text, line) is { } shown && StartsWithTab(shown) is { } column)
        {
            errors.Add(new YamlPosition(file, line, column), "A tab is used for indentation.", "Indent with spaces; YAML allows nothing else.");
            return;
        }

        var (message, remedy) = Explain(failure.Message);
        errors.Add(new YamlPosition(file, line, (int)failure.Start.Column), message, remedy);
    }

    private static (string Message, string Remedy) Explain(string message)
    {
        foreach (var (words, plain, remedy) in Known)
        {
            if (message.Contains(words, StringComparison.OrdinalIgnoreCase))
                return (plain, remedy);
        }

        return ($"This is not YAML: {message}", "Check indentation, brackets, quotes and colons here and in the line before.");
    }

    private static readonly (string Words, string Plain, string Remedy)[] Known =
    [
        ("mapping values are not allowed", "A second ':' in one value.", "Put the value in quotes, or begin a new line for a new key."),
        ("parsing a block mapping", "A key is expected here, at the same indentation as the keys above.",
            "Line the keys of one map up under each other, each as 'key: value'."),
        ("parsing a block collection", "A list item is expected here, at the same indentation as the items above.",
            "Line the '-' of one list up under each other."),
        ("parsing a flow mapping", "A '{' is not closed properly.", "Separate the keys with ',' and close with '}'."),
        ("parsing a flow sequence", "A '[' is not closed properly.", "Separate the items with ',' and close with ']'."),
        ("simple key", "A key without its ':'.", "Write 'key: value'."),
        ("scanning a quoted scalar", "A quote is not closed properly.", "Close it with the same quote; write \\\\ for a backslash in double quotes."),
        ("cannot start any token", "A value cannot begin with this character.", "Put the value in quotes."),
        ("block sequence entries are not allowed", "A '-' cannot stand here.", "Begin the list in a new line."),
        ("scanning a block scalar", "The block of text after '|' or '>' is indented wrongly.", "Indent it deeper than its key, evenly, with spaces."),
        ("scanning an anchor or alias", "An anchor or alias cannot stand here.", "Put a value that begins with '&' or '*' in quotes."),
        ("directive", "A line that begins with '%' is a directive, and this one is not known.", "Remove it."),
        ("undefined tag", "A value that begins with '!' is a tag, and tags are not allowed.", "Put the value in quotes."),
    ];

    private static string? LineAt(string text, int line)
    {
        var start = 0;
        for (var at = 1; at < line; at++)
        {
            start = text.IndexOf('\n', start) + 1;
            if (start == 0)
                return null;
        }

        var end = text.IndexOf('\n', start);
        return end < 0 ? text[start..] : text[start..end];
    }

    private static int? StartsWithTab(string line)
    {
        var indentation = line.AsSpan().IndexOfAnyExcept(' ');
        return indentation >= 0 && line[indentation] == '\t' ? indentation + 1 : null;
    }
}
