using PowerController.Decisions.Turns;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Shutdown;

/// <summary>A countdown that would take the very host that this terminal runs on.</summary>
internal static class OwnCut
{
    /// <summary>This very host stops last, when the outputs are armed: what is to come before that is ended while there is time to begin it anew.</summary>
    public static bool LeavesThisHostNoTime(RunTurn work, OutputAt at)
    {
        if (work.Turn.Output(at) is not { Cut: CutStage.Armed } cut || work.Now >= cut.OffAt)
            return false;
        foreach (var node in CutArming.NodesBehind(work, at))
        {
            if (!work.IsSelf(node) || !work.Node(node).MayRun)
                continue;
            var latest = cut.OffAt - work.Turn.Topology.Nodes[node].Node.OsStopTime - Limits.CutMargin - Limits.CutMargin;
            // The run has grown right when this host was told to stop: it may go in a moment, and nobody would begin its cut anew.
            if (IsOnItsWayDown(work, node))
                continue;
            if (work.Now >= latest)
                return true;
            work.Due(latest);
        }

        return false;
    }

    /// <summary>The run has grown, and by its plan this host goes after its own countdown: that is begun anew at once with the time for it, once, in case that nobody can do so later.</summary>
    public static TimeSpan? WaitsForThePlan(RunTurn work, OutputAt at)
    {
        if (work.Turn.Output(at) is not { Cut: CutStage.Armed } cut || cut.OrderedAt >= work.Run.CommittedAt || work.Now >= cut.OffAt
            || work.Turn.Ups(at.Ups) is not { SilentSince: null, ExhaustingSince: null, Mains: MainsState.Lost } || !CutArming.NodesBehind(work, at).Any(work.IsSelf))
            return null;
        var own = work.Turn.Own!.Node!.Value;
        var needed = work.Run.Deadlines.CutBy + work.Turn.Topology.Nodes[own].Node.OsStopTime;
        return cut.OffAt < needed && !IsOnItsWayDown(work, own) ? needed - work.Now : null;
    }

    /// <summary>It was ended on the way down, as its card did not begin it anew: a new one is begun at once, as the program of this host may be dead when the run comes to its cuts.</summary>
    public static TimeSpan? BeginsAnew(RunTurn work, OutputAt at)
    {
        if (work.Turn.Output(at) is not { Cut: CutStage.None, Attempts: > 0 and < Limits.CutAttempts + Limits.CutPutOffs } || !CutArming.NodesBehind(work, at).All(work.IsSelf)
            || work.Turn.Ups(at.Ups) is not { SilentSince: null, CutPending: false, ExhaustingSince: null, Mains: MainsState.Lost })
            return null;
        var own = work.Turn.Own!.Node!.Value;
        return work.Node(own).MayRun && work.Run.Has(own) ? work.Run.Deadlines.CutBy + work.Turn.Topology.Nodes[own].Node.OsStopTime - work.Now : null;
    }

    private static bool IsOnItsWayDown(RunTurn work, int node)
    {
        var heard = work.Run.PhaseSince + Limits.OrderRetry;
        if (work.Run.Phase >= Phase.StoppingOs || !work.Run.Has(node) || work.Member(node).OsStop != Model.Runs.Step.Asked || work.Now >= heard)
            return false;
        work.Due(heard);
        return true;
    }
}
