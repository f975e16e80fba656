using System.Globalization;

namespace PowerController.Coordination.Keys;

/// <summary>What part a key has in a rotation.</summary>
public enum KeyRole
{
    /// <summary>Used for what is sent, and accepted.</summary>
    Present,

    /// <summary>Accepted; will be the present one when every host has it.</summary>
    Next,

    /// <summary>Accepted until every host uses the present one.</summary>
    Old,
}

/// <summary>What a key file says, or what is wrong with it.</summary>
/// <param name="Problem">In an operator's words, with the line; null when there is none.</param>
public sealed record KeyRead<T>(T? Keys, string? Problem)
    where T : class
{
    internal static KeyRead<T> Wrong(int line, string what) => new(null, string.Create(CultureInfo.InvariantCulture, $"line {line}: {what}"));
}

/// <summary>A step of a rotation: the file as it is to be now, and what the operator does next.</summary>
public sealed record KeyStep<T>(T Keys, string Advice);

/// <summary>Key files are lines of words; a line that begins with '#' is for people.</summary>
internal static class KeyLines
{
    /// <summary>More than any key file has: a pinned file with three keys for each of 64 terminals and its comments.</summary>
    private const int LettersMax = 128 * 1024;

    public const string RoleWords = "'present', 'next' or 'old'";

    /// <summary>The lines that say something, with their numbers; null when the text is no file of this kind.</summary>
    public static IReadOnlyList<(int Number, string[] Words)>? Of(string text, string head)
    {
        if (text.Length > LettersMax)
            return null;
        var lines = text.Split('\n').Select((line, at) => (Number: at + 1, Text: line.Trim())).Where(line => line.Text.Length > 0 && line.Text[0] != '#').ToList();
        return lines.Count > 0 && string.Equals(lines[0].Text, head, StringComparison.Ordinal)
            ? lines.Skip(1).Select(line => (line.Number, line.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList()
            : null;
    }

    public static KeyRole? RoleOf(string word) => word switch
    {
        "present" => KeyRole.Present,
        "next" => KeyRole.Next,
        "old" => KeyRole.Old,
        _ => null,
    };

    public static string WordOf(KeyRole role) => role switch
    {
        KeyRole.Present => "present",
        KeyRole.Next => "next",
        _ => "old",
    };

    public static string DateOf(DateTimeOffset made) => made.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateTimeOffset? DateOf(string word) =>
        DateTimeOffset.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var made) ? made : null;

    public static byte[]? BytesOf(string word)
    {
        var bytes = new byte[word.Length];
        return Convert.TryFromBase64String(word, bytes, out var length) ? bytes[..length] : null;
    }
}
