using PowerController.Model.Diary;

namespace PowerController.Runtime.History.Sqlite;

/// <summary>Writes entries and reports, each once however often it is told.</summary>
internal sealed class SqliteDiary : IDisposable
{
    private readonly SqliteFile _file;
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _put;
    private readonly SqliteStatement _putRun;
    private long _series;

    public SqliteDiary(SqliteFile file)
    {
        _file = file;
        _find = file.Prepare("SELECT subject, text, kind FROM diary WHERE series = ? AND number = ?");
        _put = file.Prepare(
            "INSERT INTO diary (series, number, wall, kind, urgency, subject, text, run, who, whence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        _putRun = file.Prepare("INSERT OR IGNORE INTO run (term, number, closed, wall, unit, report) VALUES (?, ?, ?, ?, ?, ?)");
        Refresh();
    }

    /// <summary>Entries are numbered by a journal. A journal that begins anew begins a new series here, so that nothing of the old one is lost.</summary>
    public void Refresh()
    {
        using var ask = _file.Prepare("SELECT coalesce(max(series), 1) FROM diary");
        ask.Step();
        _series = ask.Number(0);
    }

    public void Write(DiaryEntry entry)
    {
        if (Known(entry) is { } same)
        {
            if (same)
                return;
            _series++;
        }

        _put.Bind(1, _series).Bind(2, entry.Number).Bind(3, entry.Wall.ToUnixTimeMilliseconds()).Bind(4, entry.Kind.ToString()).Bind(5, entry.Urgency.ToString())
            .Bind(6, entry.Subject).Bind(7, entry.Text).Bind(8, entry.Run?.ToString()).Bind(9, entry.Who).Bind(10, entry.From).Run();
    }

    public void Write(ClosedRun run)
    {
        var report = run.Report;
        _putRun.Bind(1, report.Run.Term).Bind(2, report.Run.Number).Bind(3, report.ClosedAt.Ticks).Bind(4, run.Wall.ToUnixTimeMilliseconds())
            .Bind(5, report.Unit).Bind(6, ReportText.Write(report)).Run();
    }

    public void Dispose()
    {
        _find.Dispose();
        _put.Dispose();
        _putRun.Dispose();
    }

    // Null when there is none of the number; true when it is this one.
    private bool? Known(DiaryEntry entry)
    {
        _find.Bind(1, _series).Bind(2, entry.Number);
        try
        {
            return _find.Step()
                ? string.Equals(_find.Text(0), entry.Subject, StringComparison.Ordinal) && string.Equals(_find.Text(1), entry.Text, StringComparison.Ordinal)
                    && string.Equals(_find.Text(2), entry.Kind.ToString(), StringComparison.Ordinal)
                : null;
        }
        finally
        {
            _find.Reset();
        }
    }
}
