using Npgsql;
using NpgsqlTypes;
using PowerController.Model.Diary;
using PowerController.Model.Sites;
using PowerController.Runtime.History.Samples;

namespace PowerController.Runtime.History.Postgres;

/// <summary>The history in a database server. The terminals of a site may share one: samples are the site's, entries and reports say whose they are.</summary>
internal sealed class PostgresHistory : IHistoryStore
{
    private static readonly string MeasureColumns = string.Join(", ", Measure.All.Select(measure => measure.Name));

    private static readonly string PackHours =
        $"""
        INSERT INTO hourly SELECT ups, date_trunc('hour', at), count(*), count(*) FILTER (WHERE source = 'Battery'),
            {string.Join(", ", Measure.All.Select(measure => $"min({measure.Name}), avg({measure.Name}), max({measure.Name})"))}
        FROM sample WHERE at >= @from AND at < @until GROUP BY ups, date_trunc('hour', at)
        ON CONFLICT (ups, hour) DO UPDATE SET minutes = excluded.minutes, on_battery = excluded.on_battery,
            {string.Join(", ", Measure.All.SelectMany(measure => new[] { "min", "mean", "max" }.Select(kind => $"{measure.Name}_{kind} = excluded.{measure.Name}_{kind}")))}
        """;

    private readonly NpgsqlConnection _database;
    private readonly HistorySettings _settings;
    private readonly string _host;
    private readonly Dictionary<string, int> _upses = new(StringComparer.Ordinal);
    private int _series;

    private PostgresHistory(NpgsqlConnection database, string host, HistorySettings settings)
    {
        _database = database;
        _host = host;
        _settings = settings;
        _series = (int)Ask("SELECT coalesce(max(series), 1) FROM diary WHERE host = @host", ("host", host))!;
    }

    public static PostgresHistory Open(PostgresConnection connection, Func<SecretSource, string> secret, string host, HistorySettings settings)
    {
        var database = PostgresOpening.Open(connection, secret);
        try
        {
            PostgresSchema.BringUp(database);
            Run(database, "CREATE TEMPORARY TABLE incoming (LIKE sample)");
            return new PostgresHistory(database, host, settings);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public void Write(HistoryBatch batch)
    {
        var series = _series;
        try
        {
            using var together = _database.BeginTransaction();
            if (!batch.Minutes.IsEmpty)
                WriteSamples(batch);
            foreach (var entry in batch.Entries)
                Write(entry);
            foreach (var run in batch.Runs)
                Write(run);
            together.Commit();
        }
        catch
        {
            _series = series;
            _upses.Clear();
            throw;
        }
    }

    public void Tidy(DateTimeOffset now)
    {
        var thisHour = HistoryTime.OfHour(HistoryTime.Hour(now));

        // From the newest packed hour on, which may have been packed before its last minute came.
        var from = Ask("SELECT coalesce((SELECT max(hour) FROM hourly), (SELECT min(at) FROM sample))") as DateTime?;
        if (from is { } first)
            Run(_database, PackHours, ("from", first), ("until", thisHour.UtcDateTime));
        Run(_database, "DELETE FROM sample WHERE at < @before", ("before", (thisHour - _settings.Detail).UtcDateTime));
        Run(_database, "DELETE FROM hourly WHERE hour < @before", ("before", (thisHour - _settings.Hourly).UtcDateTime));
    }

    public void Dispose() => _database.Dispose();

    private void WriteSamples(HistoryBatch batch)
    {
        LearnUpses(batch);
        Run(_database, "TRUNCATE incoming");
        using (var copy = _database.BeginBinaryImport($"COPY incoming (ups, at, source, conditions, {MeasureColumns}) FROM STDIN (FORMAT BINARY)"))
        {
            foreach (var minute in batch.Minutes)
            {
                foreach (var (ups, sample) in minute.Samples)
                {
                    copy.StartRow();
                    copy.Write(_upses[ups], NpgsqlDbType.Integer);
                    copy.Write(minute.Minute.UtcDateTime, NpgsqlDbType.TimestampTz);
                    copy.Write(sample.Source.ToString(), NpgsqlDbType.Text);
                    copy.Write((int)sample.Conditions, NpgsqlDbType.Integer);
                    for (var measure = 0; measure < MeasuredSteps.Count; measure++)
                        Write(copy, sample.Value(measure));
                }
            }

            copy.Complete();
        }

        // Another terminal of the site, or this one before a broken connection, may have brought the minute already.
        Run(_database, "INSERT INTO sample SELECT * FROM incoming ON CONFLICT DO NOTHING");
    }

    private static void Write(NpgsqlBinaryImporter copy, double? value)
    {
        if (value is { } told)
            copy.Write((float)told, NpgsqlDbType.Real);
        else
            copy.WriteNull();
    }

    private void LearnUpses(HistoryBatch batch)
    {
        var unknown = batch.Minutes.SelectMany(minute => minute.Samples).Select(pair => pair.Ups).Where(ups => !_upses.ContainsKey(ups)).Distinct(StringComparer.Ordinal).ToArray();
        if (unknown.Length == 0)
            return;
        Run(_database, "INSERT INTO ups (name) SELECT unnest(@names) ON CONFLICT DO NOTHING", ("names", unknown));
        using var ask = new NpgsqlCommand("SELECT name, id FROM ups", _database);
        using var rows = ask.ExecuteReader();
        while (rows.Read())
            _upses[rows.GetString(0)] = rows.GetInt32(1);
    }

    private void Write(DiaryEntry entry)
    {
        const string Find = "SELECT subject = @subject AND text = @text AND kind = @kind FROM diary WHERE host = @host AND series = @series AND number = @number";
        const string Put = "INSERT INTO diary (host, series, number, wall, kind, urgency, subject, text, run, who, whence) "
            + "VALUES (@host, @series, @number, @wall, @kind, @urgency, @subject, @text, @run, @who, @whence)";
        var same = Ask(Find, ("host", _host), ("series", _series), ("number", entry.Number), ("subject", entry.Subject), ("text", entry.Text), ("kind", entry.Kind.ToString()));
        if (same is true)
            return;

        // A journal that begins anew counts from the beginning: a new series, so that nothing of the old one is lost.
        if (same is false)
            _series++;
        Run(_database, Put, ("host", _host), ("series", _series), ("number", entry.Number), ("wall", entry.Wall.UtcDateTime), ("kind", entry.Kind.ToString()),
            ("urgency", entry.Urgency.ToString()), ("subject", entry.Subject), ("text", entry.Text), ("run", entry.Run?.ToString()), ("who", entry.Who), ("whence", entry.From));
    }

    private void Write(ClosedRun run)
    {
        const string Put = "INSERT INTO run (host, term, number, closed, wall, unit, report) "
            + "VALUES (@host, @term, @number, @closed, @wall, @unit, @report::jsonb) ON CONFLICT DO NOTHING";
        var report = run.Report;
        Run(_database, Put, ("host", _host), ("term", report.Run.Term), ("number", report.Run.Number), ("closed", report.ClosedAt.Ticks), ("wall", run.Wall.UtcDateTime),
            ("unit", report.Unit), ("report", ReportText.Write(report)));
    }

    private object? Ask(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(_database, sql, parameters);
        return command.ExecuteScalar();
    }

    private static void Run(NpgsqlConnection database, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(database, sql, parameters);
        command.ExecuteNonQuery();
    }

    private static NpgsqlCommand Command(NpgsqlConnection database, string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = new NpgsqlCommand(sql, database);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.Add(value is null
                ? new NpgsqlParameter(name, NpgsqlDbType.Text) { Value = DBNull.Value }
                : new NpgsqlParameter(name, value));
        }

        return command;
    }
}
