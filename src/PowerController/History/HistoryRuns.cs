using System.Globalization;
using System.Text.Json;
using PowerController.CommandLine;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Runtime.History;

namespace PowerController.History;

/// <summary>Runs that have ended, plan against actual.</summary>
internal static class HistoryRuns
{
    /// <summary>True when there was anything.</summary>
    public static bool Write(Screen screen, IHistoryReader reader, HistoryQuestion question, HistoryForm form)
    {
        var runs = reader.Runs(question.From, question.To).ToList();
        if (form == HistoryForm.Json)
        {
            Json.Write(screen.Output, json => WriteJson(json, runs));
            return runs.Count > 0;
        }

        if (form == HistoryForm.Csv)
        {
            screen.Line("ended,run,unit,cause,seconds,seconds_until_dark,given_up,not_started");
            foreach (var run in runs)
                screen.Line(string.Join(',', Cells(run, "yyyy-MM-dd'T'HH:mm:ss'Z'", utc: true).Select(CsvCell.Of)));
            return runs.Count > 0;
        }

        var table = new TextTable("Ended", "Run", "Unit", "Cause", "Took s", "Dark after s", "Given up", "Not started").Right(4, 5);
        foreach (var run in runs)
            table.Add(Cells(run, "yyyy-MM-dd HH:mm", utc: false));
        if (runs.Count > 0)
            table.WriteTo(screen);
        return runs.Count > 0;
    }

    private static string[] Cells(ClosedRun run, string time, bool utc)
    {
        var report = run.Report;
        return
        [
            (utc ? run.Wall.ToUniversalTime() : run.Wall.ToLocalTime()).ToString(time, CultureInfo.InvariantCulture),
            report.Run.ToString(),
            report.Unit,
            report.Cause.ToString(),
            Seconds(report.ClosedAt - report.FailedAt),
            DarkAfter(report) is { } dark ? Seconds(dark) : "",
            string.Join("; ", report.GivenUp),
            string.Join(' ', report.NotStarted),
        ];
    }

    private static void WriteJson(Utf8JsonWriter json, List<ClosedRun> runs)
    {
        json.WriteStartArray();
        foreach (var (wall, report) in runs)
        {
            json.WriteStartObject();
            json.WriteString("ended", wall.UtcDateTime);
            json.WriteString("run", report.Run.ToString());
            json.WriteString("unit", report.Unit);
            json.WriteString("cause", report.Cause.ToString());
            json.Seconds("seconds", report.ClosedAt - report.FailedAt);
            json.WriteStartArray("phases");
            foreach (var phase in report.Phases)
            {
                json.WriteStartObject();
                json.WriteString("phase", phase.Phase.ToString());
                json.Seconds("after", phase.At - report.FailedAt);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            Names(json, "givenUp", report.GivenUp);
            Names(json, "notStarted", report.NotStarted);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Names(Utf8JsonWriter json, string name, IEnumerable<string> names)
    {
        json.WriteStartArray(name);
        foreach (var one in names)
            json.WriteStringValue(one);
        json.WriteEndArray();
    }

    private static TimeSpan? DarkAfter(RunReport report) =>
        report.Phases.Where(phase => phase.Phase == Phase.Dark).Select(phase => (TimeSpan?)(phase.At - report.FailedAt)).FirstOrDefault();

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
}
