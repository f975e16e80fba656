using System.Buffers;
using PowerController.Model.Diary;
using PowerController.Model.Events;
using PowerController.Runtime.Diary;

namespace PowerController.Runtime.Journal;

/// <summary>
/// Writes what happens before anything is done about it. It never fails its caller: when the disk is full or broken, operation goes on without a journal,
/// <see cref="Trouble"/> says so, and a new segment is tried again and again. Not for several threads at once.
/// </summary>
public sealed class SiteJournal : IDisposable
{
    private readonly IJournalFiles _files;
    private readonly TimeProvider _time;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private IJournalSegment? _segment;
    private long _checkpointBytes;
    private long _triedAt;
    private long _dirtySince;
    private bool _dirty;

    private SiteJournal(IJournalFiles files, TimeProvider time, long sequence)
    {
        _files = files;
        _time = time;
        Sequence = sequence;
    }

    /// <summary>Of the last record.</summary>
    public long Sequence { get; private set; }

    /// <summary>Records written since the start.</summary>
    public long Written { get; private set; }

    /// <summary>Why nothing is kept at present; null while all is well.</summary>
    public string? Trouble { get; private set; }

    /// <summary>A new segment is due: this one is full, or there is none.</summary>
    public bool WantsCheckpoint => _segment is { } segment
        ? segment.Length > Math.Max(Limits.SegmentBytes, _checkpointBytes * Limits.SegmentCheckpoints)
        : Trouble is null || _time.GetElapsedTime(_triedAt) >= Limits.JournalRetry;

    /// <summary>Records wait to be synced, for longer than they should.</summary>
    public bool WantsSync => _dirty && _time.GetElapsedTime(_dirtySince) >= Limits.JournalSyncPace;

    public bool IsDirty => _dirty;

    /// <summary>Goes on where a program stopped. Where there is nothing to go on with, a checkpoint is due at once.</summary>
    public static SiteJournal Open(IJournalFiles files, Resumed resumed, TimeProvider time)
    {
        var journal = new SiteJournal(files, time, resumed.Sequence);
        if (resumed.Segment is { } name)
            journal.Try(() => journal._segment = files.Continue(name, resumed.GoodBytes));
        return journal;
    }

    /// <summary>The number of the record. It is with the operating system when this returns: a crash of the program loses nothing, only a loss of power may.</summary>
    public long Append(PowerEvent happened, TimeSpan at, DateTimeOffset wall) => Append(RecordKind.Event, at, wall, new Happened(happened));

    public void Append(DiaryEntry entry, TimeSpan at, DateTimeOffset wall)
    {
        var sequence = Append(RecordKind.Entry, at, wall, entry);
        Model.Require.That(entry.Number >> Telling.IndexBits == sequence, "An entry has the number of its record.");
    }

    public void Append(Skipped skipped, TimeSpan at, DateTimeOffset wall) => Append(RecordKind.Skip, at, wall, skipped);

    /// <summary>Says that time has passed, so that a wall clock that is set while nothing happens does little harm.</summary>
    public void Mark(TimeSpan at, DateTimeOffset wall, SignOfLife sign) => Write(new JournalRecord(RecordKind.Mark, ++Sequence, at, wall, JournalForm.Write(sign)));

    /// <summary>Everything so far survives a loss of power when this returns.</summary>
    public void Sync()
    {
        if (!_dirty)
            return;
        _dirty = false;
        Try(() => _segment?.Sync());
    }

    /// <summary>Begins a new segment with this; old ones beyond those that are kept go.</summary>
    public void Begin(Checkpoint checkpoint, TimeSpan at, DateTimeOffset wall)
    {
        _triedAt = _time.GetTimestamp();
        var content = JournalForm.Write(checkpoint);
        var before = _segment;
        _segment = null;
        before?.Dispose();
        _buffer.ResetWrittenCount();
        Segments.WriteHead(_buffer);
        new JournalRecord(RecordKind.Checkpoint, Sequence, at, wall, content).WriteTo(_buffer);
        if (!Try(() => _segment = _files.Create(Segments.NameOf(Sequence), _buffer.WrittenSpan)))
        {
            // Of what is there only the newest segment is needed; perhaps that makes room.
            Quietly(() => Prune(keep: 1));
            return;
        }

        Trouble = null;
        _dirty = false;
        _checkpointBytes = content.Length;
        Quietly(() => Prune(Limits.Segments));
    }

    public void Dispose()
    {
        Sync();
        _segment?.Dispose();
        _segment = null;
    }

    private long Append<T>(RecordKind kind, TimeSpan at, DateTimeOffset wall, T content)
    {
        Sequence++;
        // Without a segment nothing is kept; the number is used all the same, for entries of the diary must differ.
        if (_segment is not null)
            Write(new JournalRecord(kind, Sequence, at, wall, JournalForm.Write(content)));
        return Sequence;
    }

    private void Write(JournalRecord record)
    {
        if (_segment is null)
            return;
        _buffer.ResetWrittenCount();
        record.WriteTo(_buffer);
        if (!Try(() => _segment.Append(_buffer.WrittenSpan)))
            return;
        Written++;
        if (!_dirty)
            _dirtySince = _time.GetTimestamp();
        _dirty = true;
    }

    private bool Try(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Trouble = problem.Message;
            _triedAt = _time.GetTimestamp();
            // Half a record may be in it: nothing may follow that. The next segment begins with a checkpoint.
            _segment?.Dispose();
            _segment = null;
            _dirty = false;
            return false;
        }
    }

    private static void Quietly(Action act)
    {
        try
        {
            act();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // What can not be removed now is removed with the next segment.
        }
    }

    private void Prune(int keep)
    {
        foreach (var name in _files.Names().SkipLast(keep))
            _files.Remove(name);
    }
}
