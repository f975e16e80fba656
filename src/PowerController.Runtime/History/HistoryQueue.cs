using PowerController.Model.Diary;

namespace PowerController.Runtime.History;

/// <summary>What waits to be written, bounded. When nothing can be written for long the oldest is given up; the journal still has it for a while.</summary>
internal sealed class HistoryQueue
{
    private readonly Lock _lock = new();
    private readonly Queue<DiaryEntry> _entries = new();
    private readonly Queue<ClosedRun> _runs = new();
    private readonly Queue<MinuteSamples> _minutes = new();
    private long _lost;

    /// <summary>How many entries, reports and minutes were given up since the last time this was asked.</summary>
    public long TakeLost()
    {
        lock (_lock)
        {
            var lost = _lost;
            _lost = 0;
            return lost;
        }
    }

    public void Put(DiaryEntry entry) => Put(_entries, entry, Limits.WaitingEntries);

    public void Put(ClosedRun run) => Put(_runs, run, Limits.WaitingRuns);

    public void Put(MinuteSamples minute) => Put(_minutes, minute, Limits.WaitingMinutes);

    /// <summary>Everything that waits; it stays until it is written.</summary>
    public HistoryBatch Look()
    {
        lock (_lock)
            return new HistoryBatch([.. _minutes], [.. _entries], [.. _runs]);
    }

    public void Written(HistoryBatch batch)
    {
        lock (_lock)
        {
            Drop(_minutes, batch.Minutes.AsSpan());
            Drop(_entries, batch.Entries.AsSpan());
            Drop(_runs, batch.Runs.AsSpan());
        }
    }

    private void Put<T>(Queue<T> queue, T item, int most)
    {
        lock (_lock)
        {
            queue.Enqueue(item);
            if (queue.Count <= most)
                return;
            queue.Dequeue();
            _lost++;
        }
    }

    // While it was written the oldest may have been given up: what is first is not always what was first.
    private static void Drop<T>(Queue<T> queue, ReadOnlySpan<T> written)
        where T : class
    {
        foreach (var item in written)
        {
            if (queue.TryPeek(out var first) && ReferenceEquals(first, item))
                queue.Dequeue();
        }
    }
}
