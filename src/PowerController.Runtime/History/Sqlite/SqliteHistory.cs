using System.Buffers;
using System.Globalization;
using PowerController.Runtime.History.Samples;

namespace PowerController.Runtime.History.Sqlite;

/// <summary>The history in a file. Minutes are written as one row each; when their hour has ended they become a packed row and a row of figures for each UPS.</summary>
internal sealed class SqliteHistory : IHistoryStore
{
    /// <summary>What SQLite uses unless told otherwise.</summary>
    private const int PageSize = 4096;

    private readonly SqliteFile _file;
    private readonly HistorySettings _settings;
    private readonly SqliteDiary _diary;
    private readonly Dictionary<string, int> _upses = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly List<(int Ups, UpsSample Sample)> _numbered = [];
    private readonly SqliteStatement _putMinute;
    private readonly SqliteStatement _putUps;
    private int _lastUps;

    private SqliteHistory(SqliteFile file, HistorySettings settings)
    {
        _file = file;
        _settings = settings;
        LearnUpses();
        _putMinute = file.Prepare("INSERT OR REPLACE INTO minute (minute, samples) VALUES (?, ?)");
        _putUps = file.Prepare("INSERT INTO ups (id, name) VALUES (?, ?)");
        _diary = new SqliteDiary(file);
    }

    public static SqliteHistory Open(string path, HistorySettings settings, DateTimeOffset now)
    {
        var file = SqliteFile.Open(path);
        try
        {
            // A reader never waits for the writer. What is committed is in the file after at most one checkpoint; a power cut costs the last moments, not the file.
            file.Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 67108864");
            file.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {settings.LargestFile / PageSize}"));
            SqliteSchema.BringUp(file, now);
            return new SqliteHistory(file, settings);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Write(HistoryBatch batch)
    {
        try
        {
            _file.Together(() =>
            {
                foreach (var minute in batch.Minutes)
                    Write(minute);
                foreach (var entry in batch.Entries)
                    _diary.Write(entry);
                foreach (var run in batch.Runs)
                    _diary.Write(run);
            });
        }
        catch
        {
            // Numbers given in a transaction that did not happen are not given.
            LearnUpses();
            _diary.Refresh();
            throw;
        }
    }

    public void Tidy(DateTimeOffset now)
    {
        var hour = HistoryTime.Hour(now);
        while (OldestMinute() is { } minute && minute / HistoryTime.MinutesInHour < hour)
            _file.Together(() => PackHour(minute / HistoryTime.MinutesInHour));
        Drop("detail", hour - (long)_settings.Detail.TotalHours);
        Drop("hourly", hour - (long)_settings.Hourly.TotalHours);
    }

    public void Dispose()
    {
        _putMinute.Dispose();
        _putUps.Dispose();
        _diary.Dispose();
        _file.Dispose();
    }

    private void Write(MinuteSamples minute)
    {
        _numbered.Clear();
        foreach (var (ups, sample) in minute.Samples)
            _numbered.Add((NumberOf(ups), sample));
        _numbered.Sort(static (one, other) => one.Ups.CompareTo(other.Ups));
        _putMinute.Bind(1, HistoryTime.Minute(minute.Minute)).Bind(2, MinuteBlock.Write(_buffer, _numbered)).Run();
    }

    private int NumberOf(string ups)
    {
        if (_upses.TryGetValue(ups, out var number))
            return number;
        number = ++_lastUps;
        _putUps.Bind(1, number).Bind(2, ups).Run();
        return _upses[ups] = number;
    }

    private void LearnUpses()
    {
        _upses.Clear();
        _lastUps = 0;
        using var ask = _file.Prepare("SELECT id, name FROM ups");
        while (ask.Step())
        {
            _upses[ask.Text(1)] = (int)ask.Number(0);
            _lastUps = Math.Max(_lastUps, (int)ask.Number(0));
        }
    }

    private long? OldestMinute()
    {
        using var ask = _file.Prepare("SELECT min(minute) FROM minute");
        return ask.Step() && !ask.IsNull(0) ? ask.Number(0) : null;
    }

    private void PackHour(long hour)
    {
        var first = hour * HistoryTime.MinutesInHour;
        var hours = new SortedDictionary<int, HourOfSamples>();
        using (var ask = _file.Prepare("SELECT minute, samples FROM minute WHERE minute >= ? AND minute < ?"))
        {
            ask.Bind(1, first).Bind(2, first + HistoryTime.MinutesInHour);
            while (ask.Step())
            {
                var minute = (int)(ask.Number(0) - first);
                MinuteBlock.Read(ask.Bytes(1), (ups, sample) => HourOf(hours, ups).Put(minute, sample));
            }
        }

        // The wall clock may have been set back into an hour that is packed already.
        using (var ask = _file.Prepare("SELECT ups, samples FROM detail WHERE hour = ?"))
        {
            ask.Bind(1, hour);
            while (ask.Step())
                HourOf(hours, (int)ask.Number(0)).Read(ask.Bytes(1));
        }

        using var detail = _file.Prepare("INSERT OR REPLACE INTO detail (hour, ups, samples) VALUES (?, ?, ?)");
        using var figures = _file.Prepare("INSERT OR REPLACE INTO hourly (hour, ups, figures) VALUES (?, ?, ?)");
        foreach (var (ups, samples) in hours)
        {
            detail.Bind(1, hour).Bind(2, ups).Bind(3, samples.Write(_buffer)).Run();
            figures.Bind(1, hour).Bind(2, ups).Bind(3, samples.Figures().Write(_buffer)).Run();
        }

        using var drop = _file.Prepare("DELETE FROM minute WHERE minute >= ? AND minute < ?");
        drop.Bind(1, first).Bind(2, first + HistoryTime.MinutesInHour).Run();
    }

    private static HourOfSamples HourOf(SortedDictionary<int, HourOfSamples> hours, int ups)
    {
        if (!hours.TryGetValue(ups, out var samples))
            hours[ups] = samples = new HourOfSamples();
        return samples;
    }

    // By the hour, so that one transaction never becomes large.
    private void Drop(string table, long before)
    {
        while (true)
        {
            long oldest;
            using (var ask = _file.Prepare($"SELECT min(hour) FROM {table}"))
            {
                if (!ask.Step() || ask.IsNull(0) || ask.Number(0) >= before)
                    return;
                oldest = ask.Number(0);
            }

            using var drop = _file.Prepare($"DELETE FROM {table} WHERE hour = ?");
            drop.Bind(1, oldest).Run();
        }
    }
}
