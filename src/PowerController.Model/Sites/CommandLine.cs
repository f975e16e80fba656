using System.Collections.Immutable;
using System.Text;

namespace PowerController.Model.Sites;

/// <summary>A program and its arguments, as a configuration writes them.</summary>
/// <remarks>
/// No shell reads it. Blanks separate words; what stands between two " or two ' is taken as it is, blanks and all; a backslash is an ordinary
/// character, so that paths of Windows need no care. Who wants pipes, variables or patterns writes `sh -c '…'`.
/// </remarks>
public sealed record CommandLine
{
    private CommandLine(string text, ImmutableArray<string> words)
    {
        Text = text;
        Words = words;
    }

    /// <summary>As written.</summary>
    public string Text { get; private init; }

    /// <summary>The program, and each argument.</summary>
    public ImmutableArray<string> Words { get; private init; }

    public bool Equals(CommandLine? other) => other is not null && Words.AsSpan().SequenceEqual(other.Words.AsSpan());

    public override int GetHashCode() => string.GetHashCode(Text, StringComparison.Ordinal);

    public override string ToString() => Text;

    /// <summary>Of words that are known, however they look.</summary>
    public static CommandLine Of(params ImmutableArray<string> words)
    {
        Require.That(!words.IsDefaultOrEmpty && words[0].Length > 0, "A command names its program.");
        return new CommandLine(string.Join(' ', words.Select(Quoted)), words);
    }

    /// <summary>Of a text that is part of the program itself.</summary>
    public static CommandLine Parse(string text)
    {
        var command = Read(text, out var problem);
        Require.That(command is not null, problem ?? "");
        return command;
    }

    /// <summary>Null and the problem, in an operator's words, when it cannot be read.</summary>
    public static CommandLine? Read(string text, out string? problem)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var word = new StringBuilder();
        var (inWord, quote) = (false, '\0');
        foreach (var character in text)
        {
            if (quote != '\0')
            {
                if (character == quote)
                    quote = '\0';
                else
                    word.Append(character);
            }
            else if (character is '"' or '\'')
            {
                (inWord, quote) = (true, character);
            }
            else if (char.IsWhiteSpace(character))
            {
                if (inWord)
                    words.Add(word.ToString());
                word.Clear();
                inWord = false;
            }
            else
            {
                inWord = true;
                word.Append(character);
            }
        }

        if (inWord)
            words.Add(word.ToString());
        problem = quote != '\0' ? $"The {quote} in '{text}' is not closed."
            : words.Count == 0 || words[0].Length == 0 ? "It names no program."
            : text.Contains('\0', StringComparison.Ordinal) ? "It contains a character that no command can."
            : null;
        return problem is null ? new CommandLine(text, words.ToImmutable()) : null;
    }

    private static string Quoted(string word)
    {
        if (word.Length > 0 && !word.Any(character => char.IsWhiteSpace(character) || character is '"' or '\''))
            return word;
        return word.Contains('\'', StringComparison.Ordinal) ? $"\"{word}\"" : $"'{word}'";
    }
}
