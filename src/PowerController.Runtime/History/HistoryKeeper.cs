using PowerController.Decisions;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Runtime.Following;
using PowerController.Runtime.History.Postgres;
using PowerController.Runtime.History.Sqlite;
using PowerController.Runtime.Loop;
using PowerController.Runtime.Snapshots;

namespace PowerController.Runtime.History;

/// <summary>Keeps the history of a running site, on a thread of its own. Whatever becomes of disk or database, the site is run.</summary>
public sealed class HistoryKeeper : ITurnFollower, IDisposable
{
    private readonly HistoryQueue _queue = new();
    private readonly HistoryWriter _writer;
    private readonly TimeProvider _time;
    private readonly AutoResetEvent _news = new(false);
    private readonly Thread _thread;
    private volatile bool _stopping;

    /// <param name="site">May have nothing to show before <see cref="Start"/>.</param>
    public HistoryKeeper(HistorySettings settings, ISnapshotSource site, Surroundings around)
    {
        _time = around.Time;
        var path = Path.Combine(around.StateDirectory, settings.File);
        _writer = settings.Postgres is { } database
            ? new HistoryWriter(site, _queue, _ => PostgresHistory.Open(database, around.Secret, around.Host, settings), _ => null, around.Tell, around.Time)
            : new HistoryWriter(site, _queue, now => SqliteHistory.Open(path, settings, now), now => DamagedFiles.SetAside(path, now), around.Tell, around.Time);
        _thread = new Thread(Work) { Name = "history", IsBackground = true };
    }

    public void Start() => _thread.Start();

    /// <summary>Writes what waits, and ends; waits no longer than that may take.</summary>
    public void Stop()
    {
        _stopping = true;
        _news.Set();
        if (_thread.ThreadState != ThreadState.Unstarted && _thread.IsAlive)
            _thread.Join(Limits.LastWrite);
    }

    public void Turned(PowerEvent happened, SiteState before, Decision decision, bool replayed)
    {
        foreach (var effect in decision.Effects)
        {
            if (effect is CloseRun close)
                _queue.Put(new ClosedRun(_time.GetUtcNow(), close.Report));
        }
    }

    public void Wrote(DiaryEntry entry)
    {
        _queue.Put(entry);
        _news.Set();
    }

    public void Dispose()
    {
        Stop();
        if (_thread.IsAlive)
            return;
        // The event stays: an entry that comes late must not find it gone.
        _writer.Dispose();
    }

    private void Work()
    {
        // A timer of the given clock wakes the thread, so that minutes are its minutes.
        using var alarm = _time.CreateTimer(_ => _news.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        while (!_stopping)
        {
            var pause = _writer.Step();
            alarm.Change(pause, Timeout.InfiniteTimeSpan);
            _news.WaitOne();
        }

        _writer.Step();
        _writer.Dispose();
    }
}
