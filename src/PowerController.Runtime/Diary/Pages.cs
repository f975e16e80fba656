using System.Collections.Immutable;
using PowerController.Model.Diary;
using PowerController.Model.Effects;

namespace PowerController.Runtime.Diary;

/// <summary>The last pages of the diary: what readers get at once.</summary>
/// <param name="Recent">The last entries, oldest first.</param>
/// <param name="Closed">The reports of the last runs that have ended, oldest first.</param>
public sealed record Pages(ImmutableArray<DiaryEntry> Recent, ImmutableArray<RunReport> Closed)
{
    public static Pages Empty { get; } = new([], []);

    public Pages With(IReadOnlyCollection<DiaryEntry> entries) =>
        entries.Count == 0 ? this : this with { Recent = Last(Recent.AddRange(entries), Limits.RecentEntries) };

    public Pages With(ImmutableArray<Effect> effects)
    {
        var closed = Closed;
        foreach (var effect in effects)
        {
            if (effect is CloseRun close)
                closed = Last(closed.Add(close.Report), Limits.ClosedRuns);
        }

        return closed == Closed ? this : this with { Closed = closed };
    }

    private static ImmutableArray<T> Last<T>(ImmutableArray<T> rows, int most) => rows.Length <= most ? rows : rows.RemoveRange(0, rows.Length - most);
}
