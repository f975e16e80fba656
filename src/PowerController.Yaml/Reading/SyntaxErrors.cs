using YamlDotNet.Core;

namespace PowerController.Yaml.Reading;

/// <summary>Says in plain words what the YAML parser stumbled over.</summary>
internal static class SyntaxErrors
{
    public static void Add(YamlException failure, string text, string file, YamlErrors errors)
    {
        if (IndentedByTab(failure, text) is { } tab)
        {
            errors.Add(new YamlPosition(file, tab.Line, tab.Column), "A tab is used for indentation.", "Indent with spaces; YAML allows nothing else.");
            return;
        }

        var (message, remedy) = Explain(failure.Message);
        errors.Add(new YamlPosition(file, (int)failure.Start.Line, (int)failure.Start.Column), message, remedy);
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
        ("invalid mapping", "A ':' stands inside a value.", "Line a new key up with the keys above; put a value that holds ': ' in quotes."),
        ("mapping values are not allowed", "A ':' stands inside a value.", "Line a new key up with the keys above; put a value that holds ': ' in quotes."),
        ("parsing a block mapping", "A key is expected here, at the same indentation as the keys above.",
            "Line the keys of one map up under each other, each as 'key: value'."),
        ("parsing a block collection", "A list item is expected here, at the same indentation as the items above.",
            "Line the '-' of one list up under each other."),
        ("parsing a flow mapping", "A '{' is not closed properly.", "Separate the keys with ',' and close with '}'."),
        ("parsing a flow sequence", "A '[' is not closed properly.", "Separate the items with ',' and close with ']'."),
        ("simple key", "A key without its ':'.", "Write 'key: value'."),
        ("quoted scalar", "A quote is not closed properly.", "Close it with the same quote; write \\\\ for a backslash in double quotes."),
        ("cannot start any token", "A value cannot begin with this character.", "Put the value in quotes."),
        ("block sequence entries are not allowed", "A '-' cannot stand here.", "Begin the list in a new line."),
        ("scanning a block scalar", "The block of text after '|' or '>' is indented wrongly.", "Indent it deeper than its key, evenly, with spaces."),
        ("scanning an anchor or alias", "An anchor or alias cannot stand here.", "Put a value that begins with '&' or '*' in quotes."),
        ("cannot be understood", "The text after this place is not YAML.", "Check that every bracket, brace and quote is closed."),
        ("incompatible yaml document", "This version of YAML is not known.", "Remove the line that begins with %YAML."),
        ("directive", "A line that begins with '%' is a directive, and this one is not known.", "Remove it."),
        ("undefined tag", "A value that begins with '!' is a tag, and tags are not allowed.", "Put the value in quotes."),
    ];

    /// <summary>The first line with a tab in its indentation, within what the parser was reading when it stumbled.</summary>
    private static (int Line, int Column)? IndentedByTab(YamlException failure, string text)
    {
        var last = failure.Message.Contains("tab", StringComparison.Ordinal) ? long.MaxValue : failure.End.Line;
        var line = 0;
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            if (++line < failure.Start.Line)
                continue;
            if (line > last)
                break;
            var indentation = content.IndexOfAnyExcept(' ');
            if (indentation >= 0 && content[indentation] == '\t')
                return (line, indentation + 1);
        }

        return null;
    }
}
