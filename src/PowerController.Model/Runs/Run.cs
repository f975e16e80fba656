using System.Collections.Immutable;
using PowerController.Model.Effects;

namespace PowerController.Model.Runs;

/// <summary>One going-down-and-coming-up of a cluster, of one node of it, or of a server without a cluster.</summary>
/// <param name="Unit">Position of the cluster or lone server in the topology.</param>
/// <param name="Whole">The whole unit; otherwise only the members, and the cluster goes on.</param>
/// <param name="FailedAt">The moment of failure: the plan's zero.</param>
/// <param name="CommittedAt">When the point of no return was passed; null in Watching.</param>
/// <param name="RisingSince">When it went from going down to coming up: only a later loss is a relapse.</param>
/// <param name="HoldUntil">Nothing is started before.</param>
/// <param name="Guard">The wait for running work.</param>
/// <param name="Workloads">The stop of the workloads.</param>
/// <param name="DisksDown">Its disks lost their power in this run, so its nodes must boot after they are warm.</param>
/// <param name="StopTried">Nodes on which the cluster's stop was tried, as positions.</param>
/// <param name="Pending">Effects without a result yet; they are repeated, with the same id.</param>
/// <param name="Cuts">What has been done to its outputs: a copy of the UPSes' rows, so that whoever takes the run over knows which cuts still run.</param>
/// <param name="GivenUp">What was skipped or given up, for the report and for people.</param>
public sealed record Run(
    RunId Id,
    RunCause Cause,
    RunAim Aim,
    int Unit,
    bool Whole,
    string Why,
    Phase Phase,
    TimeSpan PhaseSince,
    TimeSpan OpenedAt,
    TimeSpan FailedAt,
    TimeSpan? CommittedAt,
    RunDeadlines Deadlines,
    ImmutableArray<RunMember> Members,
    TimeSpan RisingSince,
    TimeSpan? HoldUntil,
    bool SkipWait,
    bool DisksDown,
    Step Guard,
    Step Workloads,
    ImmutableArray<int> StopTried,
    int NextEffect,
    ImmutableArray<PendingEffect> Pending,
    ImmutableArray<RunCut> Cuts,
    ImmutableArray<PhaseEntry> Log,
    ImmutableArray<string> GivenUp)
{
    /// <summary>Stopping or dark: what it holds is not coming up.</summary>
    public bool GoesDown => Phase is > Phase.Watching and < Phase.AwaitingPower;

    /// <summary>Whether the node is one of its members.</summary>
    public bool Has(int node)
    {
        foreach (var member in Members)
        {
            if (member.Node == node)
                return true;
        }

        return false;
    }
}

/// <summary>The plan's ceilings as moments. Completion moves a run on; these only bound it.</summary>
public sealed record RunDeadlines(TimeSpan GuardBy, TimeSpan ClusterStopBy, TimeSpan OsStopBy, TimeSpan CutBy, TimeSpan OffBy)
{
    public static RunDeadlines None { get; } = new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
}

/// <summary>How far something asked of a member has come.</summary>
public enum Step
{
    None,
    Asked,
    Done,
    GivenUp,
}

/// <summary>A node of a run and what the run has done to it.</summary>
/// <param name="WasUp">It ran when the run began, so it is started again.</param>
/// <param name="Starts">How often a start was tried; the ways take turns.</param>
/// <param name="StartDueAt">When the next try is due.</param>
/// <param name="StartBy">When it is given up.</param>
/// <param name="Cycled">Its input was taken away and given back to start it: once a run, for it is a blow.</param>
public sealed record RunMember(
    int Node,
    bool WasUp,
    Step PowerOffJobs,
    Step OsStop,
    Step Reboot,
    Step PowerOnJobs,
    int Starts,
    TimeSpan StartDueAt,
    TimeSpan StartBy,
    bool Cycled,
    bool GivenUp)
{
    public static RunMember Of(int node, bool wasUp) =>
        new(node, wasUp, Step.None, Step.None, Step.None, Step.None, 0, TimeSpan.Zero, TimeSpan.Zero, false, false);
}

/// <summary>An effect that has no result yet.</summary>
/// <param name="RetryAt">When it is issued again, with the same id; null when its result is only waited for.</param>
/// <param name="Attempts">How often it was issued.</param>
public sealed record PendingEffect(Effect Effect, TimeSpan IssuedAt, TimeSpan? RetryAt, TimeSpan RetryEvery, int Attempts);

/// <summary>How far the cut of one output of the run has come.</summary>
public sealed record RunCut(OutputAt At, OutputState Output);

public sealed record PhaseEntry(Phase Phase, TimeSpan At);
