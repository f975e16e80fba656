using System.Collections.Immutable;
using PowerController.Model.Diary;
using PowerController.Model.Runs;

namespace PowerController.Runtime.Journal;

/// <summary>What one segment of a journal tells.</summary>
/// <param name="Begins">The state at its beginning; null when it can not be read.</param>
/// <param name="Ends">Where it ends; null when it can not be read.</param>
/// <param name="Follows">Its beginning is what the segment before it ended with; null when there is none before.</param>
public sealed record SegmentStory(string Name, SiteState? Begins, Resumed? Ends, bool? Follows, ImmutableArray<string> Problems);

/// <summary>Reads a whole journal, segment by segment, without changing it, and holds each segment's end against the next one's beginning.</summary>
public sealed class JournalStory(IJournalFiles files, Decide decide)
{
    public Action<JournalTurn>? OnTurn { get; init; }

    public Action<DiaryEntry>? OnEntry { get; init; }

    public IEnumerable<SegmentStory> Segments()
    {
        Resumed? before = null;
        foreach (var name in files.Names())
        {
            var reader = new JournalReader(new OneSegment(files, name), decide) { OnTurn = OnTurn, OnEntry = OnEntry };
            var begins = JournalReader.BeginningOf(files, name);
            var ends = reader.Read(repair: false);
            bool? follows = before is null || begins is null ? null : IsSame(before.State, begins);
            yield return new SegmentStory(name, begins, ends, follows, reader.Problems);
            before = ends;
        }
    }

    // The times follow from the site.
    private static bool IsSame(SiteState left, SiteState right) =>
        string.Equals(CanonicalText.Of(left with { Times = null }), CanonicalText.Of(right with { Times = null }), StringComparison.Ordinal);

}

/// <summary>A journal of which only one segment is looked at; nothing is written.</summary>
public sealed class OneSegment(IJournalFiles all, string name) : IJournalFiles
{
    public IReadOnlyList<string> Names() => [name];

    public byte[] Read(string asked) => all.Read(asked);

    public IJournalSegment Create(string made, ReadOnlySpan<byte> beginning) => throw new NotSupportedException();

    public IJournalSegment Continue(string gone, long length) => throw new NotSupportedException();

    public void SetAside(string bad, long length) => throw new NotSupportedException();

    public void Remove(string old) => throw new NotSupportedException();
}
