using PowerController.Decisions.Turns;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Outage;

/// <summary>Whether a node that is not heard has gone by the deadlines it was told: it obeys them whether anybody is there to see it or not.</summary>
internal static class UnheardStop
{
    public static void Settle(Turn turn, int area, int node)
    {
        if (turn.Node(node) is not { Silent: true, Power: not (NodePower.OsStopping or NodePower.Off) } was || IsOwn(turn, node) || StopsByItselfAt(turn, node) is not { } stops)
            return;
        if (turn.Now < stops)
            turn.Due(area, stops);
        else
            turn.Set(node, Stopping(turn, was));
    }

    /// <summary>It was told until when, it has not been heard since, and the time is over.</summary>
    public static bool HasHappened(Turn turn, int node) =>
        turn.Node(node) is { Silent: true, Power: not (NodePower.OsStopping or NodePower.Off) } && !IsOwn(turn, node) && StopsByItselfAt(turn, node) is { } by && turn.Now >= by;

    /// <summary>All of them were taken back when LOCAL began, whoever led then: nobody stops by them any more.</summary>
    public static void ForgetDeadlines(Turn turn)
    {
        for (var node = 0; node < turn.Topology.Nodes.Length; node++)
            turn.Set(node, turn.Node(node) with { ToldRun = RunId.None, GoesBy = null });
    }

    /// <summary>By its deadlines it has stopped long ago, and it has not been asked, or still answers.</summary>
    public static bool IsDoubted(Turn turn, int node) =>
        turn.Node(node) is { Power: NodePower.OsStopping, Presumed: true, NoAnswers: < Limits.ProbesForOff } state && turn.Now >= state.Since + turn.Topology.Nodes[node].Node.OsStopTime;

    /// <summary>It still answered when its stop had had all its time: its agent is dead, or it hangs, and that it answers no more is no sign that it is off.</summary>
    public static bool HasOutlasted(Turn turn, int node)
    {
        var state = turn.Node(node);
        return state.Silent && (state.Power == NodePower.Off ? state.MayStopUntil : state.Power == NodePower.OsStopping ? state.Since + turn.Topology.Nodes[node].Node.OsStopTime : null) is { } until
            && state.HeardAt > until && !Supplies.IsUnfed(turn, turn.Topology.Nodes[node].Sources, turn.Topology.Nodes[node].Needs) && !IsCutByTheClock(turn, node, state);
    }

    // The time of its cuts has passed, though nobody has seen them come: with them its answers ended.
    private static bool IsCutByTheClock(Turn turn, int node, NodeState state)
    {
        var place = turn.Topology.Nodes[node];
        return state is { Unfed: true, Power: NodePower.Off }
            && place.Sources.Count(source => !Supplies.IsOff(turn, source) && turn.Output(source).Cut != CutStage.Done) < place.Needs
            && place.Sources.All(source => turn.Output(source).Cut != CutStage.Done || state.HeardAt <= turn.Output(source).OffAt + Limits.CutMargin);
    }

    /// <summary>It has said nothing for a while, and it is not the network that keeps it silent, as it answers: its agent is dead, and no deadline stops it; this very host this terminal stops.</summary>
    public static bool AnswersInSilence(Turn turn, int node) =>
        !IsOwn(turn, node) && turn.Node(node) is { Power: NodePower.Lost, Silent: true, NoAnswers: 0 } state && state.HeardAt > state.Since + Limits.CutMargin && turn.Now - state.HeardAt < Limits.ProbePace * 3;

    // What this very program runs on runs: only its agent is not heard.
    private static bool IsOwn(Turn turn, int node) => turn.Own is { } own && own.Node == node;

    public static NodeState Stopping(Turn turn, NodeState was) => was with
    {
        Power = NodePower.OsStopping,
        Since = turn.Now,
        HeardAt = turn.Now,
        NoAnswers = 0,
        Silent = true,
        Presumed = was.Presumed || was.Power != NodePower.Off,
    };

    /// <summary>The master has heard nodes of the run obey: they stop, also where this terminal has not heard them since before that run.</summary>
    public static void FollowsReport(Turn turn, Run run)
    {
        foreach (var member in run.Members)
        {
            if (run.GoesDown && member.OsStop == Step.Done && turn.Node(member.Node) is { Silent: true, MayRun: true } node && node.ToldRun != run.Id && node.HeardAt < run.CommittedAt && node.Since < run.CommittedAt && !IsOwn(turn, member.Node))
                turn.Set(member.Node, Stopping(turn, node) with { ToldRun = run.Id, MayBootSince = TimeSpan.Zero });
        }
    }

    /// <summary>Until when it was to stop by itself, in a run that is open or has ended since it was last heard; null where it was told nothing, or has booted since.</summary>
    public static TimeSpan? ToldUntil(Turn turn, int node)
    {
        var state = turn.Node(node);
        if (turn.Operation == Operation.Local)
            return null;
        // Of a run that another terminal has begun the times may not be known here yet.
        if (turn.Find(state.ToldRun) is not { CommittedAt: not null } run)
            return state.GoesBy;
        return !IsSinceItsBoot(state, run) || !run.Has(node)
            ? null
            : state.GoesBy ?? new RunTurn(turn, run).StopsItselfBy(run, node);
    }

    /// <summary>It has acknowledged deadlines of the run since it booted: those go on to count.</summary>
    public static bool KnowsDeadlines(NodeState state, Run run) => state.ToldRun == run.Id && IsSinceItsBoot(state, run);

    // A boot makes void what was acknowledged before.
    private static bool IsSinceItsBoot(NodeState state, Run run) => state.BootSeenAt <= run.CommittedAt || state.GoesBy is not null;

    private static TimeSpan? StopsByItselfAt(Turn turn, int node)
    {
        // Right after a start it may only not have been heard yet, whatever was known of it before.
        var heard = turn.LookUntil + Limits.QuietForOff;
        var isLostSince = turn.Node(node) is { Power: NodePower.Lost } lost && lost.Since >= turn.LookUntil - turn.Topology.Site.Timing.PollGap;
        return ToldUntil(turn, node) is not { } by ? null : by > heard || isLostSince ? by : heard;
    }
}
