namespace PowerController.Model.Runs;

/// <summary>What is known of a node. Stopping, stopped and off are three states; only off lets a disk go.</summary>
public enum NodePower
{
    Unknown,
    Up,
    ClusterStopping,
    ClusterStopped,
    OsStopping,

    /// <summary>With evidence: the agent's last word, then silence, then no answer; or its outputs are off; or its management controller says so.</summary>
    Off,
    Starting,

    /// <summary>Silent without having been told to.</summary>
    Lost,
}

/// <param name="Since">When it was first known to be so.</param>
/// <param name="Boot">The agent's boot id: a new one is a new start.</param>
/// <param name="BootSeenAt">When this boot was first heard of.</param>
/// <param name="Silent">Its agent is not heard.</param>
/// <param name="NoAnswers">Probes in a row without an answer.</param>
/// <param name="HeardAt">The last time it gave a sign of life while a run wanted it off.</param>
/// <param name="ToldRun">The run whose deadlines it has acknowledged: it goes on by them when the terminals are gone.</param>
/// <param name="Unfed">While it is off its input was seen to be gone.</param>
/// <param name="MayBootSince">When something may last have started it: its input came, a start was tried, or nobody looked. It may be booting since, heard or not.</param>
/// <param name="StopFailed">Its cluster stop has failed in the run.</param>
/// <param name="Unseen">Nothing of it has been heard since this program started, or only that it boots: what is known of it is from before.</param>
/// <param name="BootedAnew">It was booted anew because it did not get into its cluster, and has not got into it since.</param>
/// <param name="Fell">It ran when its input went away, and has not been heard to run since: whatever took its power, it is owed a start.</param>
public sealed record NodeState(
    NodePower Power,
    TimeSpan Since,
    long Boot,
    TimeSpan BootSeenAt,
    bool Silent,
    int NoAnswers,
    TimeSpan HeardAt,
    RunId ToldRun,
    bool Unfed,
    TimeSpan MayBootSince,
    bool StopFailed,
    bool Unseen,
    bool BootedAnew,
    bool Fell)
{
    public static NodeState Unheard { get; } =
        new(NodePower.Unknown, TimeSpan.Zero, 0, TimeSpan.Zero, false, 0, TimeSpan.Zero, RunId.None, false, TimeSpan.Zero, false, false, false, false);

    /// <summary>By when it goes by the deadlines it has acknowledged; null where it has said only whose they are, or none.</summary>
    public TimeSpan? GoesBy { get; init; }

    /// <summary>It is off by silence alone, and its stop has time until then: it may only be mute.</summary>
    public TimeSpan? MayStopUntil { get; init; }

    /// <summary>Nobody has said or shown that it stops or is off: it was to, by the deadlines it was told, or it has been silent for long.</summary>
    public bool Presumed { get; init; }

    /// <summary>It was stopped while this terminal did not lead, or did not hear it: whose stop that is, is not known here.</summary>
    public bool StopUnseen { get; init; }

    /// <summary>Its operating system may be running.</summary>
    public bool MayRun => Power != NodePower.Off;
}

public enum DiskPower
{
    /// <summary>Its power is not known yet.</summary>
    Unknown,
    Warm,

    /// <summary>Without power because its output was cut.</summary>
    Cold,
    WarmingUp,

    /// <summary>Without power because its supply is lost.</summary>
    Dark,
}

/// <param name="Until">End of the warm-up time.</param>
/// <param name="Ready">What a probe said last; null when nobody asked or nobody can tell.</param>
/// <param name="Doubtful">Its UPS went silent on battery: its power may have been interrupted, so it is warmed up again.</param>
public sealed record DiskState(DiskPower Power, TimeSpan Since, TimeSpan Until, bool? Ready, bool Doubtful)
{
    public static DiskState Unheard { get; } = new(DiskPower.Unknown, TimeSpan.Zero, TimeSpan.Zero, null, false);
}

/// <summary>How much of its supply a consumer has.</summary>
public enum SupplyState
{
    /// <summary>More sources are good than it needs, or exactly all there are.</summary>
    Powered,

    /// <summary>One more loss drops it, although it was built with more.</summary>
    AtRisk,

    /// <summary>Fewer good sources than it needs; a countdown runs.</summary>
    Losing,

    /// <summary>Fewer than it needs, for good.</summary>
    Dark,
}
