using System.Collections.Immutable;
using PowerController.Coordination.Stations;
using PowerController.Runtime.Loop;
using PowerController.Runtime.Readings;

namespace PowerController.Runtime.Snapshots;

/// <summary>
/// Makes a snapshot when somebody looks, out of what the loop shows and the UPSes' last figures: a site that nobody looks at costs nothing, and ten thousand
/// UPSes are not copied for each reading.
/// </summary>
/// <param name="hosts">The hosts as this one sees them.</param>
public sealed class SnapshotMaker(SiteLoop loop, Func<ImmutableArray<HostView>> hosts) : ISnapshotSource
{
    private readonly Lock _gate = new();
    private SiteSnapshot? _made;
    private long _madeOf = -1;
    private long _version;

    /// <summary>What was dropped of what came from the network.</summary>
    public Func<ImmutableArray<Unheeded>> Unheeded { get; init; } = () => [];

    public SiteSnapshot Current
    {
        get
        {
            var view = loop.View;
            var made = Volatile.Read(ref _made);
            return made is not null && Interlocked.Read(ref _madeOf) == view.Version && loop.Clock.Now - made.Now < Limits.SnapshotPace ? made : Make(view);
        }
    }

    private SiteSnapshot Make(LoopView view)
    {
        lock (_gate)
        {
            var now = loop.Clock.Now;
            var time = loop.Clock.Time;
            var made = new SiteSnapshot(
                ++_version,
                time.GetUtcNow(),
                now,
                view.State.Topology.Site,
                view.State.Digest,
                view.State,
                [.. view.Board.Slots.Select(slot => FiguresOf(slot, now, time))],
                hosts(),
                view.Pages.Recent) { Closed = view.Pages.Closed, Unheeded = Unheeded() };
            Volatile.Write(ref _made, made);
            Interlocked.Exchange(ref _madeOf, view.Version);
            return made;
        }
    }

    private static UpsFigures FiguresOf(UpsSlot slot, TimeSpan now, TimeProvider time) =>
        new(slot.Last, slot.Last is null ? null : now - time.GetElapsedTime(slot.HeardAt), slot.Address, slot.Identity);
}
