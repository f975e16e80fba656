using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Runtime.History.Samples;

namespace PowerController.Runtime.History.Sqlite;

/// <summary>Reads the file, also while a program writes it.</summary>
internal sealed class SqliteHistoryReader : IHistoryReader
{
    private readonly SqliteFile _file;

    private SqliteHistoryReader(SqliteFile file) => _file = file;

    public static SqliteHistoryReader Open(string path)
    {
        var file = SqliteFile.OpenToRead(path);
        try
        {
            var version = SqliteSchema.VersionOf(file);
            return version <= SqliteSchema.Version ? new SqliteHistoryReader(file) : throw new NewerHistory(version, SqliteSchema.Version);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public IReadOnlyList<string> Upses()
    {
        var names = new List<string>();
        using var ask = _file.Prepare("SELECT name FROM ups ORDER BY name");
        while (ask.Step())
            names.Add(ask.Text(0));
        return names;
    }

    public IEnumerable<(DateTimeOffset Minute, UpsSample Sample)> Minutes(string ups, DateTimeOffset from, DateTimeOffset to)
    {
        if (NumberOf(ups) is not { } number)
            yield break;
        foreach (var (hour, samples) in HoursOfSamples(number, from, to))
        {
            for (var minute = 0; minute < HourOfSamples.Minutes; minute++)
            {
                var at = HistoryTime.OfMinute((hour * HistoryTime.MinutesInHour) + minute);
                if (samples[minute] is { } sample && at >= from && at < to)
                    yield return (at, sample);
            }
        }
    }

    public IEnumerable<(DateTimeOffset Hour, HourFigures Figures)> Hours(string ups, DateTimeOffset from, DateTimeOffset to)
    {
        if (NumberOf(ups) is not { } number)
            yield break;

        // Row by row by its key: the rows of one hour lie together, those of one UPS do not.
        using (var ask = _file.Prepare("SELECT figures FROM hourly WHERE hour = ? AND ups = ?"))
        {
            var (first, last) = Range("hourly", from, to);
            for (var hour = first; hour <= last; hour++)
            {
                ask.Bind(1, hour).Bind(2, number);
                if (ask.Step())
                    yield return (HistoryTime.OfHour(hour), HourFigures.Read(ask.Bytes(0)));
                ask.Reset();
            }
        }

        foreach (var (hour, samples) in Unpacked(number, from, to))
        {
            if (samples.Count > 0)
                yield return (HistoryTime.OfHour(hour), samples.Figures());
        }
    }

    public IEnumerable<DiaryEntry> Entries(string? subject, DateTimeOffset from, DateTimeOffset to)
    {
        using var ask = _file.Prepare(
            "SELECT number, wall, kind, urgency, subject, text, run, who, whence FROM diary WHERE wall >= ? AND wall < ? AND (?3 IS NULL OR subject = ?3) ORDER BY id");
        ask.Bind(1, from.ToUnixTimeMilliseconds()).Bind(2, to.ToUnixTimeMilliseconds()).Bind(3, subject);
        while (ask.Step())
        {
            yield return new DiaryEntry(
                ask.Number(0), DateTimeOffset.FromUnixTimeMilliseconds(ask.Number(1)), HistoryWords.Kind(ask.Text(2)), HistoryWords.Urgency(ask.Text(3)),
                ask.Text(4), ask.Text(5), HistoryWords.Run(ask.TextOrNull(6)), ask.TextOrNull(7), ask.TextOrNull(8));
        }
    }

    public IEnumerable<ClosedRun> Runs(DateTimeOffset from, DateTimeOffset to)
    {
        using var ask = _file.Prepare("SELECT wall, report FROM run WHERE wall >= ? AND wall < ? ORDER BY wall");
        ask.Bind(1, from.ToUnixTimeMilliseconds()).Bind(2, to.ToUnixTimeMilliseconds());
        while (ask.Step())
            yield return new ClosedRun(DateTimeOffset.FromUnixTimeMilliseconds(ask.Number(0)), ReportText.Read(ask.Text(1)));
    }

    public void Dispose() => _file.Dispose();

    private long? NumberOf(string ups)
    {
        using var ask = _file.Prepare("SELECT id FROM ups WHERE name = ?");
        return ask.Bind(1, ups).Step() ? ask.Number(0) : null;
    }

    private IEnumerable<(long Hour, HourOfSamples Samples)> HoursOfSamples(long ups, DateTimeOffset from, DateTimeOffset to)
    {
        var samples = new HourOfSamples();
        using (var ask = _file.Prepare("SELECT samples FROM detail WHERE hour = ? AND ups = ?"))
        {
            var (first, last) = Range("detail", from, to);
            for (var hour = first; hour <= last; hour++)
            {
                ask.Bind(1, hour).Bind(2, ups);
                if (ask.Step())
                {
                    samples.Clear();
                    samples.Read(ask.Bytes(0));
                    yield return (hour, samples);
                }

                ask.Reset();
            }
        }

        foreach (var later in Unpacked(ups, from, to))
            yield return later;
    }

    // The hours that have not ended, or that nobody has packed yet.
    private IEnumerable<(long Hour, HourOfSamples Samples)> Unpacked(long ups, DateTimeOffset from, DateTimeOffset to)
    {
        var samples = new HourOfSamples();
        var hour = long.MinValue;
        using var ask = _file.Prepare("SELECT minute, samples FROM minute WHERE minute >= ? AND minute <= ? ORDER BY minute");
        ask.Bind(1, HistoryTime.Hour(from) * HistoryTime.MinutesInHour).Bind(2, HistoryTime.Minute(to));
        while (ask.Step())
        {
            var minute = ask.Number(0);
            if (minute / HistoryTime.MinutesInHour != hour && samples.Count > 0)
                yield return (hour, samples);
            if (minute / HistoryTime.MinutesInHour != hour)
                samples.Clear();
            hour = minute / HistoryTime.MinutesInHour;
            var within = (int)(minute % HistoryTime.MinutesInHour);
            MinuteBlock.Read(ask.Bytes(1), (number, sample) =>
            {
                if (number == ups)
                    samples.Put(within, sample);
            });
        }

        if (samples.Count > 0)
            yield return (hour, samples);
    }

    // What is there at all bounds what is asked for: since 1970 is not half a million questions.
    private (long First, long Last) Range(string table, DateTimeOffset from, DateTimeOffset to)
    {
        using var ask = _file.Prepare($"SELECT min(hour), max(hour) FROM {table}");
        return ask.Step() && !ask.IsNull(0)
            ? (Math.Max(HistoryTime.Hour(from), ask.Number(0)), Math.Min(HistoryTime.Hour(to), ask.Number(1)))
            : (0, -1);
    }
}
