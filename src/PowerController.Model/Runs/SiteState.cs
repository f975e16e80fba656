using System.Collections.Immutable;

namespace PowerController.Model.Runs;

/// <summary>Everything the decisions know. Immutable; the same instance when nothing changed.</summary>
/// <param name="Self">The control terminal this state belongs to; null before it has started.</param>
/// <param name="LookUntil">After a start: until then nothing that takes anything down is done again before it was seen how things are by now.</param>
/// <param name="Down">How far this terminal's own stop has come.</param>
/// <param name="Times">The plan's times for this site; null until the first decision has computed them.</param>
/// <param name="AutoAsked">An operator asked for AUTO while something is down, and has not yet said what to do about it.</param>
public sealed record SiteState(
    Topology Topology,
    SiteTimes? Times,
    string Digest,
    TimeSpan Now,
    string? Self,
    Role Role,
    long Term,
    Operation Operation,
    bool AutoAsked,
    TimeSpan LookUntil,
    Step Down,
    int NextRun,
    int NextEffect,
    Table<UpsState> Upses,
    Table<NodeState> Nodes,
    Table<DiskState> Disks,
    Table<UnitState> Units,
    Table<AreaState> Areas,
    ImmutableArray<Run> Runs)
{
    /// <summary>Since when this terminal leads, or when it did last. What was silent by then may have been stopped by a former master, in a run that is not known here.</summary>
    public TimeSpan LedSince { get; init; }

    /// <summary>Committed runs that the master has not heard of, or not how they grew, with those of their members that may still be down: they are told to it.</summary>
    public ImmutableArray<Run> Lost { get; init; } = [];

    /// <summary>Committed runs that have ended, the last ones: nobody's word opens them again.</summary>
    public ImmutableArray<RunId> Closed { get; init; } = [];

    /// <summary>Nothing heard yet, of anybody. A terminal starts as a standby until it is told to lead.</summary>
    public static SiteState Of(Sites.Site site, string digest)
    {
        var topology = new Topology(site);
        return new SiteState(
            topology,
            null,
            digest,
            TimeSpan.Zero,
            null,
            Role.Standby,
            0,
            Operation.Auto,
            false,
            TimeSpan.Zero,
            Step.None,
            1,
            1,
            Table<UpsState>.Of(topology.Upses.Select(ups => UpsState.Unheard(ups.Outputs.Length))),
            Table<NodeState>.Of(topology.Nodes.Select(_ => NodeState.Unheard)),
            Table<DiskState>.Of(topology.Disks.Select(_ => DiskState.Unheard)),
            Table<UnitState>.Of(topology.Units.Select(_ => UnitState.Usual)),
            Table<AreaState>.Of(topology.Areas.Select(_ => AreaState.Quiet)),
            []);
    }
}

/// <summary>What is known of a cluster or a lone server beside its nodes.</summary>
/// <param name="Cluster">What its manager said last.</param>
/// <param name="Cancelled">An operator cancelled the countdown of this outage; only an exhausting battery overrides that.</param>
/// <param name="LeftOff">It was switched off on purpose and stays so until somebody asks.</param>
/// <param name="WouldTold">In LOCAL: what would be done has been said.</param>
/// <param name="OnOwed">Its schedule wanted it on during LOCAL: it is started when automatic operation goes on.</param>
public sealed record UnitState(Events.ClusterWord Cluster, bool Cancelled, bool LeftOff, bool WouldTold, bool OnOwed)
{
    public static UnitState Usual { get; } = new(Events.ClusterWord.Unknown, false, false, false, false);
}

/// <summary>When an area wants to be looked at again; null when it can wait for news.</summary>
/// <param name="Hurried">Its UPSes are polled faster.</param>
public sealed record AreaState(TimeSpan? DueAt, bool Hurried)
{
    public static AreaState Quiet { get; } = new(null, false);
}
