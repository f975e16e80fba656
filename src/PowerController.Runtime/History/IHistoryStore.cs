using System.Collections.Immutable;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Runtime.History.Samples;

namespace PowerController.Runtime.History;

/// <summary>Where the history is kept. Used by one thread; whatever fails is thrown, and nothing of the batch is kept then.</summary>
internal interface IHistoryStore : IDisposable
{
    /// <summary>Writes all of it in one transaction. What is there already is passed over, so a batch may be written again.</summary>
    void Write(HistoryBatch batch);

    /// <summary>Makes figures of the hours that have ended, and drops what has been kept long enough.</summary>
    void Tidy(DateTimeOffset now);
}

/// <summary>What is written at once.</summary>
internal sealed record HistoryBatch(ImmutableArray<MinuteSamples> Minutes, ImmutableArray<DiaryEntry> Entries, ImmutableArray<ClosedRun> Runs)
{
    public bool IsEmpty => Minutes.IsEmpty && Entries.IsEmpty && Runs.IsEmpty;
}

/// <summary>The samples of a minute, by the names of the UPSes.</summary>
internal sealed record MinuteSamples(DateTimeOffset Minute, ImmutableArray<(string Ups, UpsSample Sample)> Samples);

/// <summary>A run that has ended.</summary>
/// <param name="Wall">When, by the wall clock.</param>
public sealed record ClosedRun(DateTimeOffset Wall, RunReport Report);
