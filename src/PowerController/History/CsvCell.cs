namespace PowerController.History;

internal static class CsvCell
{
    /// <summary>Quoted where it must be. A text that a spreadsheet would take for a formula is kept a text.</summary>
    public static string Of(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@')
            text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
