using System.Collections.Immutable;
using PowerController.Console.Api.Documents;
using PowerController.Model.Diary;
using PowerController.Runtime.Snapshots;

namespace PowerController.Console.Api.Showing;

/// <summary>The diary for readers.</summary>
internal static class EventShown
{
    public static EventDocument Of(DiaryEntry entry) => new(
        entry.Number, entry.Wall, Spoken.Kebab(entry.Kind), Spoken.Kebab(entry.Urgency), entry.Subject, entry.Text, entry.Run?.ToString(), entry.Who, entry.From);

    /// <summary>Recent entries after the number and not before the moment; the first ones when there are too many, to be asked on from.</summary>
    public static EventsDocument Recent(SiteSnapshot snapshot, long after, DateTimeOffset? since)
    {
        var wanted = snapshot.Recent.Where(entry => entry.Number > after && (since is null || entry.Wall >= since)).Select(Of);
        // Who asks from the beginning wants the newest, who asks on wants no gap.
        ImmutableArray<EventDocument> events = after > 0 || since is not null ? [.. wanted.Take(Limits.EventsAtOnce)] : [.. wanted.TakeLast(Limits.EventsAtOnce)];
        return new EventsDocument(events, snapshot.Recent.Length == 0 ? 0 : snapshot.Recent[^1].Number);
    }
}
