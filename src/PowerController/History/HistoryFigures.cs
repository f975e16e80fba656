using System.Globalization;
using System.Text;
using PowerController.CommandLine;
using PowerController.Runtime.History;
using PowerController.Runtime.History.Samples;

namespace PowerController.History;

/// <summary>The figures of a UPS, one row for each minute, hour or day, and the whole time in one.</summary>
internal static class HistoryFigures
{
    /// <summary>What a table has room for; CSV and JSON have everything.</summary>
    private static readonly string[] Shown = ["input_volts", "output_volts", "output_watts", "load_percent", "charge_percent", "run_time_seconds", "battery_celsius"];

    /// <summary>True when there was anything.</summary>
    public static bool Write(Screen screen, IHistoryReader reader, HistoryQuestion question, HistoryForm form)
    {
        var rows = Rows(reader, question).ToList();
        if (rows.Count == 0)
            return false;
        switch (form)
        {
            case HistoryForm.Csv:
                WriteCsv(screen.Output, question.Step, rows);
                break;
            case HistoryForm.Json:
                WriteJson(screen.Output, question, rows);
                break;
            default:
                WriteTable(screen, question, rows);
                break;
        }

        return true;
    }

    private static IEnumerable<(DateTimeOffset At, HourFigures Figures)> Rows(IHistoryReader reader, HistoryQuestion question)
    {
        var hours = reader.Hours(question.Ups!, question.From, question.To);
        return question.Step switch
        {
            HistoryStep.Minute => reader.Minutes(question.Ups!, question.From, question.To).Select(minute => (minute.Minute, OfMinute(minute.Sample))),
            HistoryStep.Hour => hours,
            _ => hours.GroupBy(hour => hour.Hour.ToLocalTime().Date)
                .Select(day => (day.First().Hour, HourFigures.Together([.. day.Select(hour => hour.Figures)]))),
        };
    }

    private static HourFigures OfMinute(UpsSample sample) => new(
        1,
        sample.Source == Model.Readings.OutputSource.Battery ? 1 : 0,
        [.. Enumerable.Range(0, MeasuredSteps.Count).Select(at => sample.Measured[at] is var steps and not MeasuredSteps.NotTold ? new FigureSpan(steps, steps, steps) : (FigureSpan?)null)]);

    private static void WriteTable(Screen screen, HistoryQuestion question, List<(DateTimeOffset At, HourFigures Figures)> rows)
    {
        var whole = HourFigures.Together([.. rows.Select(row => row.Figures)]);
        var columns = Shown.Select(name => Measure.All.Select((measure, at) => (measure, at)).First(pair => pair.measure.Name == name).at)
            .Where(at => whole.Spans[at] is not null)
            .ToArray();
        screen.Line(screen.Bold($"{question.Ups}, by the {question.Step.ToString().ToLowerInvariant()}"));
        var table = new TextTable(["Time", "On battery", .. columns.Select(at => Measure.All[at].Heading)]).Right([.. Enumerable.Range(1, columns.Length + 1)]);
        foreach (var (at, figures) in rows)
            table.Add([Time(at, question.Step), OnBattery(figures), .. columns.Select(column => Cell(figures.Spans[column], column))]);
        table.WriteTo(screen);
        screen.Line();
        var minutes = question.Step == HistoryStep.Minute ? "minutes" : "minutes with a sample";
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{whole.Minutes} {minutes}, {whole.OnBattery} of them on battery. Least, mean and most of the whole time:"));
        foreach (var column in columns)
        {
            var span = whole.Spans[column]!.Value;
            screen.Line($"  {Measure.All[column].Heading,-12} {Value(span.Least, column),8} {Value(span.Mean, column),8} {Value(span.Most, column),8}");
        }
    }

    private static string Cell(FigureSpan? span, int column) => span switch
    {
        null => "",
        { } known when known.Least == known.Most => Value(known.Mean, column),
        { } known => $"{Value(known.Least, column)} … {Value(known.Mean, column)} … {Value(known.Most, column)}",
    };

    private static string OnBattery(HourFigures figures) => figures.OnBattery == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{figures.OnBattery} min");

    private static string Time(DateTimeOffset at, HistoryStep step) =>
        at.ToLocalTime().ToString(step == HistoryStep.Day ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static void WriteCsv(TextWriter output, HistoryStep step, List<(DateTimeOffset At, HourFigures Figures)> rows)
    {
        var perMinute = step == HistoryStep.Minute;
        output.WriteLine("time,minutes,minutes_on_battery," + string.Join(',', Measure.All.Select(measure =>
            perMinute ? measure.Name : $"{measure.Name}_min,{measure.Name}_mean,{measure.Name}_max")));
        foreach (var (at, figures) in rows)
        {
            var line = new StringBuilder();
            line.Append(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'},{figures.Minutes},{figures.OnBattery}");
            for (var column = 0; column < MeasuredSteps.Count; column++)
            {
                var span = figures.Spans[column];
                line.Append(',').Append(perMinute ? Text(span?.Mean, column) : $"{Text(span?.Least, column)},{Text(span?.Mean, column)},{Text(span?.Most, column)}");
            }

            output.WriteLine(line);
        }
    }

    private static void WriteJson(TextWriter output, HistoryQuestion question, List<(DateTimeOffset At, HourFigures Figures)> rows) => Json.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("ups", question.Ups);
        json.WriteString("by", question.Step.ToString().ToLowerInvariant());
        json.WriteStartArray("rows");
        foreach (var (at, figures) in rows)
        {
            json.WriteStartObject();
            json.WriteString("time", at.UtcDateTime);
            json.WriteNumber("minutes", figures.Minutes);
            json.WriteNumber("minutesOnBattery", figures.OnBattery);
            for (var column = 0; column < MeasuredSteps.Count; column++)
            {
                if (figures.Spans[column] is not { } span)
                    continue;
                json.WriteStartObject(Measure.All[column].Name);
                json.WriteNumber("min", Measure.All[column].Value(span.Least));
                json.WriteNumber("mean", Measure.All[column].Value(span.Mean));
                json.WriteNumber("max", Measure.All[column].Value(span.Most));
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string Value(int steps, int column) => Measure.All[column].Value(steps).ToString(CultureInfo.InvariantCulture);

    private static string Text(int? steps, int column) => steps is { } known ? Value(known, column) : "";
}
