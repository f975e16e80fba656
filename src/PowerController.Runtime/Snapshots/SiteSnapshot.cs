using System.Collections.Immutable;
using PowerController.Coordination.Stations;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Runtime.Snapshots;

/// <summary>The site as the loop knows it, for readers. Immutable: the loop swaps it whole, and nobody reaches into the loop.</summary>
/// <param name="Version">Greater with each snapshot.</param>
/// <param name="Wall">When it was made, for display.</param>
/// <param name="Now">When it was made, on the clock of <paramref name="State"/>.</param>
/// <param name="Digest">Of the configuration.</param>
/// <param name="Upses">Figures of each UPS, by its position in the state's topology.</param>
/// <param name="Hosts">The hosts of the site as this one sees them; empty when it is alone.</param>
/// <param name="Recent">The last entries of the diary, oldest first.</param>
public sealed record SiteSnapshot(
    long Version,
    DateTimeOffset Wall,
    TimeSpan Now,
    Site Site,
    string Digest,
    SiteState State,
    ImmutableArray<UpsFigures> Upses,
    ImmutableArray<HostView> Hosts,
    ImmutableArray<DiaryEntry> Recent)
{
    /// <summary>Reports of the last runs that have ended, oldest first.</summary>
    public ImmutableArray<RunReport> Closed { get; init; } = [];

    /// <summary>What was heard on the group's network and is not listened to.</summary>
    public ImmutableArray<Unheeded> Unheeded { get; init; } = [];
}

/// <summary>What is known of a UPS beside the judgement in the state.</summary>
/// <param name="Last">Its last answer; null when it has not answered since this program started.</param>
/// <param name="HeardAt">When that was, on the snapshot's clock.</param>
/// <param name="Address">Where it is polled, as people write it; empty when it is not polled from here.</param>
public sealed record UpsFigures(Reading? Last, TimeSpan? HeardAt, string Address, UpsIdentity? Identity);

/// <summary>Where readers get the newest snapshot.</summary>
public interface ISnapshotSource
{
    SiteSnapshot Current { get; }
}
