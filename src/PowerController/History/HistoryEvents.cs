using System.Globalization;
using System.Text.Json;
using PowerController.CommandLine;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Runtime.History;

namespace PowerController.History;

/// <summary>The diary of a time.</summary>
internal static class HistoryEvents
{
    /// <summary>True when there was anything.</summary>
    public static bool Write(Screen screen, IHistoryReader reader, HistoryQuestion question, HistoryForm form)
    {
        var entries = reader.Entries(question.Ups, question.From, question.To).ToList();
        if (form == HistoryForm.Json)
        {
            Json.Write(screen.Output, json => WriteJson(json, entries));
            return entries.Count > 0;
        }

        if (form == HistoryForm.Csv)
            screen.Line("time,kind,urgency,subject,text,run,who,from");
        foreach (var entry in entries)
            screen.Line(form == HistoryForm.Csv ? CsvLine(entry) : Line(screen, entry));
        return entries.Count > 0;
    }

    private static string Line(Screen screen, DiaryEntry entry)
    {
        var time = entry.Wall.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var asked = entry.Who is { } who ? $" ({who}{(entry.From is { } from ? $" from {from}" : "")})" : "";
        var text = $"{entry.Subject}: {entry.Text}{asked}";
        return $"{screen.Dim(time)}  " + entry.Urgency switch
        {
            Urgency.Alarm => screen.Red(text),
            Urgency.Warning => screen.Yellow(text),
            _ => text,
        };
    }

    private static string CsvLine(DiaryEntry entry) => string.Join(',', new[]
    {
        Time(entry), Word(entry.Kind), Word(entry.Urgency), entry.Subject, entry.Text, entry.Run?.ToString() ?? "", entry.Who ?? "", entry.From ?? "",
    }.Select(CsvCell.Of));

    private static void WriteJson(Utf8JsonWriter json, List<DiaryEntry> entries)
    {
        json.WriteStartArray();
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            json.WriteNumber("number", entry.Number);
            json.WriteString("time", Time(entry));
            json.WriteString("kind", Word(entry.Kind));
            json.WriteString("urgency", Word(entry.Urgency));
            json.WriteString("subject", entry.Subject);
            json.WriteString("text", entry.Text);
            if (entry.Run is { } run)
                json.WriteString("run", run.ToString());
            if (entry.Who is { } who)
                json.WriteString("who", who);
            if (entry.From is { } from)
                json.WriteString("from", from);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Time(DiaryEntry entry) => entry.Wall.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Word(Enum word) => word.ToString().ToLowerInvariant();
}
