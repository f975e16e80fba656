using System.Collections.Immutable;
using Npgsql;
using PowerController.Model.Diary;
using PowerController.Model.Readings;
using PowerController.Model.Sites;
using PowerController.Runtime.History.Samples;

namespace PowerController.Runtime.History.Postgres;

/// <summary>Reads the history of a database server.</summary>
internal sealed class PostgresHistoryReader : IHistoryReader
{
    private const int ColumnsBeforeMeasures = 3;

    private static readonly string SampleColumns = "at, source, conditions, " + string.Join(", ", Measure.All.Select(measure => measure.Name));

    private static readonly string HourColumns =
        "hour, minutes, on_battery, " + string.Join(", ", Measure.All.Select(measure => $"{measure.Name}_min, {measure.Name}_mean, {measure.Name}_max"));

    private readonly NpgsqlConnection _database;

    private PostgresHistoryReader(NpgsqlConnection database) => _database = database;

    public static PostgresHistoryReader Open(PostgresConnection connection, Func<SecretSource, string> secret)
    {
        var database = PostgresOpening.Open(connection, secret);
        try
        {
            var version = PostgresSchema.VersionOf(database);
            return version <= PostgresSchema.Version ? new PostgresHistoryReader(database) : throw new NewerHistory(version, PostgresSchema.Version);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public IReadOnlyList<string> Upses() => [.. Rows("SELECT name FROM ups ORDER BY name", [], rows => rows.GetString(0))];

    public IEnumerable<(DateTimeOffset Minute, UpsSample Sample)> Minutes(string ups, DateTimeOffset from, DateTimeOffset to) => Rows(
        $"SELECT {SampleColumns} FROM sample JOIN ups ON ups.id = sample.ups WHERE name = @ups AND at >= @from AND at < @to ORDER BY at",
        Of(ups, from, to),
        rows => (new DateTimeOffset(rows.GetDateTime(0)), Sample(rows)));

    public IEnumerable<(DateTimeOffset Hour, HourFigures Figures)> Hours(string ups, DateTimeOffset from, DateTimeOffset to)
    {
        var firstHour = HistoryTime.OfHour(HistoryTime.Hour(from));
        var unpackedFrom = firstHour;
        var packed = Rows(
            $"SELECT {HourColumns} FROM hourly JOIN ups ON ups.id = hourly.ups WHERE name = @ups AND hour >= @from AND hour < @to ORDER BY hour",
            Of(ups, firstHour, to),
            rows => (new DateTimeOffset(rows.GetDateTime(0)), Figures(rows)));
        foreach (var (hour, figures) in packed)
        {
            unpackedFrom = hour.AddHours(1);
            yield return (hour, figures);
        }

        var samples = new HourOfSamples();
        foreach (var hour in Minutes(ups, unpackedFrom, to).GroupBy(minute => HistoryTime.Hour(minute.Minute)))
        {
            samples.Clear();
            foreach (var (minute, sample) in hour)
                samples.Put(minute.Minute, sample);
            yield return (HistoryTime.OfHour(hour.Key), samples.Figures());
        }
    }

    public IEnumerable<DiaryEntry> Entries(string? subject, DateTimeOffset from, DateTimeOffset to) => Rows(
        "SELECT number, wall, kind, urgency, subject, text, run, who, whence FROM diary WHERE wall >= @from AND wall < @to AND (@ups = '' OR subject = @ups) ORDER BY wall, id",
        Of(subject ?? "", from, to),
        rows => new DiaryEntry(
            rows.GetInt64(0), new DateTimeOffset(rows.GetDateTime(1)), HistoryWords.Kind(rows.GetString(2)), HistoryWords.Urgency(rows.GetString(3)),
            rows.GetString(4), rows.GetString(5), HistoryWords.Run(Text(rows, 6)), Text(rows, 7), Text(rows, 8)));

    public IEnumerable<ClosedRun> Runs(DateTimeOffset from, DateTimeOffset to) => Rows(
        "SELECT wall, report::text FROM run WHERE wall >= @from AND wall < @to ORDER BY wall",
        Of("", from, to),
        rows => new ClosedRun(new DateTimeOffset(rows.GetDateTime(0)), ReportText.Read(rows.GetString(1))));

    public void Dispose() => _database.Dispose();

    private static (string, object)[] Of(string ups, DateTimeOffset from, DateTimeOffset to) => [("ups", ups), ("from", from.UtcDateTime), ("to", to.UtcDateTime)];

    private static UpsSample Sample(NpgsqlDataReader rows)
    {
        var measured = default(MeasuredSteps);
        for (var at = 0; at < MeasuredSteps.Count; at++)
            measured[at] = Steps(rows, ColumnsBeforeMeasures + at, at) ?? MeasuredSteps.NotTold;
        var source = Enum.TryParse<OutputSource>(rows.GetString(1), out var known) ? known : OutputSource.Unknown;
        return new UpsSample(source, (Conditions)rows.GetInt32(2), measured);
    }

    private static HourFigures Figures(NpgsqlDataReader rows)
    {
        var spans = ImmutableArray.CreateBuilder<FigureSpan?>(MeasuredSteps.Count);
        for (var at = 0; at < MeasuredSteps.Count; at++)
        {
            var column = ColumnsBeforeMeasures + (3 * at);
            spans.Add(Steps(rows, column, at) is { } least && Steps(rows, column + 1, at) is { } mean && Steps(rows, column + 2, at) is { } most
                ? new FigureSpan(least, mean, most)
                : null);
        }

        return new HourFigures(rows.GetInt32(1), rows.GetInt32(2), spans.DrainToImmutable());
    }

    private static int? Steps(NpgsqlDataReader rows, int column, int measure) =>
        rows.IsDBNull(column) ? null : (int)Math.Round((double)rows.GetFloat(column) * Measure.All[measure].StepsInOne);

    private static string? Text(NpgsqlDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetString(column);

    // A connection does one thing at a time: everything is read before it is handed on.
    private List<T> Rows<T>(string sql, (string Name, object Value)[] parameters, Func<NpgsqlDataReader, T> read)
    {
        using var ask = new NpgsqlCommand(sql, _database);
        foreach (var (name, value) in parameters)
            ask.Parameters.AddWithValue(name, value);
        using var rows = ask.ExecuteReader();
        var all = new List<T>();
        while (rows.Read())
            all.Add(read(rows));
        return all;
    }
}
