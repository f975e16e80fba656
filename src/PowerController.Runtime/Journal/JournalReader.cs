using System.Collections.Immutable;
using System.Globalization;
using PowerController.Decisions;
using PowerController.Model.Diary;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Runtime.Diary;

namespace PowerController.Runtime.Journal;

/// <summary>A decision; another one than the real one in tests.</summary>
public delegate Decision Decide(SiteState state, PowerEvent happened);

/// <summary>Reads a journal back: the newest segment whose checkpoint is whole, and every whole record after it.</summary>
public sealed class JournalReader(IJournalFiles files, Decide decide)
{
    private readonly ImmutableArray<string>.Builder _problems = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<string>.Builder _notes = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<Skipped>.Builder _failed = ImmutableArray.CreateBuilder<Skipped>();

    private SignOfLife? _lastSign;
    private TimeSpan _lastSignAt;

    /// <summary>Sees each turn as it is replayed.</summary>
    public Action<JournalTurn>? OnTurn { get; init; }

    /// <summary>Sees each entry of the diary that stands in the journal by itself.</summary>
    public Action<DiaryEntry>? OnEntry { get; init; }

    /// <summary>Null when there is no journal, or nothing in it that can be used: <see cref="Problems"/> then says which.</summary>
    /// <param name="repair">Set aside what can not be used; otherwise the files are only read.</param>
    public Resumed? Read(bool repair)
    {
        var names = files.Names();
        for (var at = names.Count - 1; at >= 0; at--)
        {
            var content = Segments.Read(files.Read(names[at]));
            if (content.Records.Length > 0 && JournalForm.Read<Checkpoint>(content.Records[0].Payload.Span) is { } checkpoint)
                return Replay(names[at], content, checkpoint, repair);
            _problems.Add($"The journal's segment {names[at]} does not begin with a checkpoint that can be read; the one before it is used, and what was decided since is lost.");
            if (repair)
                files.SetAside(names[at], 0);
        }

        return null;
    }

    /// <summary>The state that a segment begins with; null when it can not be read.</summary>
    public static SiteState? BeginningOf(IJournalFiles files, string name) =>
        Segments.Read(files.Read(name)).Records is [var first, ..] ? JournalForm.Read<Checkpoint>(first.Payload.Span)?.State : null;

    /// <summary>What was found wrong so far.</summary>
    public ImmutableArray<string> Problems => _problems.ToImmutable();

    private Resumed Replay(string name, SegmentContent content, Checkpoint checkpoint, bool repair)
    {
        var records = content.Records;
        var state = Prepared.For(checkpoint.State);
        var skipped = records.Where(record => record.Kind == RecordKind.Skip)
            .Select(record => JournalForm.Read<Skipped>(record.Payload.Span)?.Sequence).ToHashSet();
        var pages = checkpoint.Pages;
        var good = content.GoodBytes;
        var last = records[0];
        var damaged = content.Damaged;
        var begins = good - records.Sum(record => (long)record.Bytes) + last.Bytes;
        foreach (var record in records.Skip(1))
        {
            if (Take(record, ref state, ref pages, skipped) is false)
            {
                damaged = true;
                break;
            }

            last = record;
            begins += record.Bytes;
        }

        if (damaged)
            good = begins;
        SayWhatIsWrong(name, content, damaged, last);
        if (repair && damaged)
            files.SetAside(name, good);
        return new Resumed(
            state, pages, last.Sequence, last.At, last.Wall, name, good, _failed.ToImmutable(), _problems.ToImmutable(), _notes.ToImmutable())
        {
            LastSign = _lastSign,
            LastSignAt = _lastSignAt,
        };
    }

    private void SayWhatIsWrong(string name, SegmentContent content, bool damaged, JournalRecord last)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"{name} after record {last.Sequence} ({last.Wall:yyyy-MM-dd HH:mm:ss} UTC)");
        if (damaged)
            _problems.Add($"The journal is damaged: {where}. Everything before is used, the rest is set aside. Check the disk.");
        else if (content.Torn)
            _notes.Add($"The journal's last record was not written to its end and is cut off: {where}.");
    }

    // False: the record is whole, and is nothing that this program understands.
    private bool Take(JournalRecord record, ref SiteState state, ref Pages pages, HashSet<long?> skipped)
    {
        switch (record.Kind)
        {
            case RecordKind.Event:
                if (JournalForm.Read<Happened>(record.Payload.Span) is not { } happened)
                    return false;
                state = Decided(record, happened.Event, state, skipped.Contains(record.Sequence), ref pages);
                return true;
            case RecordKind.Entry:
                if (JournalForm.Read<DiaryEntry>(record.Payload.Span) is not { } entry)
                    return false;
                pages = pages.With([entry]);
                OnEntry?.Invoke(entry);
                return true;
            case RecordKind.Mark:
                if (JournalForm.Read<SignOfLife>(record.Payload.Span) is { } sign)
                    (_lastSign, _lastSignAt) = (sign, record.At);
                return true;
            case RecordKind.Skip:
                return true;
            default:
                return false;
        }
    }

    private SiteState Decided(JournalRecord record, PowerEvent happened, SiteState state, bool skip, ref Pages pages)
    {
        // Whoever decided wrongly once is not asked to act on its own any more: people look first.
        var held = state with { Operation = Operation.Local };
        if (skip)
            return held;
        try
        {
            var decision = decide(state, happened);
            pages = pages.With(Telling.Of(record.Sequence, record.Wall, happened, decision)).With(decision.Effects);
            OnTurn?.Invoke(new JournalTurn(record.Sequence, record.At, record.Wall, happened, state, decision));
            return decision.State;
        }
#pragma warning disable CA1031 // The edge of the replay: whatever a decision throws, the program has to come up with what it knows.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            _failed.Add(new Skipped(record.Sequence, $"{happened.GetType().Name}: {defect.Message}"));
            return held;
        }
    }
}
