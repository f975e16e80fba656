using PowerController.Decisions.Outage;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Shutdown;

/// <summary>What a former master left behind that nobody else has heard of: a countdown that no run minds while what it feeds runs, deadlines of a run that nobody leads.</summary>
internal static class StrayCut
{
    public static void Settle(Turn turn, int area)
    {
        foreach (var node in turn.Topology.Areas[area].Nodes)
        {
            // The former master's run may have had it, and the one that goes on with that number here has not; or the word that took them back was lost.
            // Whoever is cut off has never heard of a run that goes on elsewhere, and that counts on them.
            if (turn.Node(node) is { Silent: false, ToldRun.IsNone: false, Power: NodePower.Up or NodePower.Starting or NodePower.ClusterStopping or NodePower.ClusterStopped } told
                && !NodeJudge.IsDeaf(turn)
                && (IsRising(turn, node, told) || IsLedByNobody(turn, area, node, told)))
                Withdraw(turn, node, told);
        }

        foreach (var ups in turn.Topology.Areas[area].Upses)
        {
            if (turn.Ups(ups) is { CutPending: true, SilentSince: null } && RunningSince(turn, ups) is { } running)
                TakeBack(turn, area, new OutputAt(ups, 0), running);
        }
    }

    /// <summary>In LOCAL nothing is cut: a countdown that another terminal has begun, which has not heard of it, ends where it would take away what runs.</summary>
    public static void EndInLocal(Turn turn, int area)
    {
        foreach (var ups in turn.Topology.Areas[area].Upses)
        {
            var name = turn.UpsName(ups);
            if (turn.Ups(ups) is { CutPending: true, SilentSince: null } && SinceRunning(turn, ups) is { } running
                && !turn.Runs.Any(run => run.Pending.Any(pending => pending.Effect is DisarmCut disarm && disarm.Ups == name)))
                TakeBack(turn, area, new OutputAt(ups, 0), running);
        }
    }

    // The former master went right after it had decided the shutdown: here its run still only watches. Whether it is decided here, too, shows in a while.
    private static bool IsLedByNobody(Turn turn, int area, int node, NodeState told)
    {
        if (told.Power is not (NodePower.Up or NodePower.Starting) || turn.IsInRun(node))
            return false;
        var from = turn.LedSince + Limits.CutMargin;
        if (turn.Find(told.ToldRun)?.Has(node) != true || turn.Now >= from)
            return true;
        turn.Due(area, from);
        return false;
    }

    // Its cluster may have stopped meanwhile: it boots with the others, and by its deadline it would go off alone, with nothing to start it again.
    private static bool IsRising(Turn turn, int node, NodeState told) => turn.Find(told.ToldRun) is { } run && run.Has(node)
        ? run.Phase >= Phase.AwaitingPower
        : IsInRisingRun(turn, node);

    private static bool IsInRisingRun(Turn turn, int node)
    {
        foreach (var run in turn.Runs)
        {
            if (run.Phase >= Phase.AwaitingPower && run.Has(node))
                return true;
        }

        return false;
    }

    private static void TakeBack(Turn turn, int area, OutputAt at, TimeSpan running)
    {
        // A stop that another master orders just now is heard of by then; where there is no other, or what it feeds has only just booted, none is.
        if (turn.Topology.Terminals.Length > 1 && !IsDiskWithMains(turn, at) && !IsJustBooted(turn, running) && SeenLongEnoughAt(turn, at, running) is var from && turn.Now < from)
        {
            turn.Due(area, from);
            return;
        }

        var name = turn.UpsName(at.Ups);
        turn.Note(Rule.CutTakenBack);
        turn.SetOutput(at, OutputState.Untouched with { OrderedAt = turn.Now, OthersEndedAt = turn.Now });
        turn.Emit(new DisarmCut(turn.NextId(), name, null, "what it feeds runs, and nothing is to be shut down"));
        turn.Tell(Urgency.Alarm, name, $"{name} counts down to cut what runs, and no shutdown of it is under way: the countdown is ended");
    }

    // This very host obeys nobody else while its terminal leads. One that leads yet, and has just decided its stop, is heard of in a moment: ended before that, it would stop uncut.
    private static TimeSpan SeenLongEnoughAt(Turn turn, OutputAt at, TimeSpan running) => TakesThisHost(turn, at)
        ? UnknownCut.SeenLongEnoughAt(turn, at, TimeSpan.Zero) - Limits.CutMargin + Limits.HandOver
        : UnknownCut.SeenLongEnoughAt(turn, at, running);

    private static bool TakesThisHost(Turn turn, OutputAt at) =>
        turn.Now >= turn.LookUntil && turn.Own?.Node is { } own && turn.Topology.Upses[at.Ups].Outputs[at.Output].Behind.Contains(own);

    // Whatever stops does no worse with its disk there, and with its mains there nobody stops it for the disk's sake.
    private static bool IsDiskWithMains(Turn turn, OutputAt at) =>
        turn.Ups(at.Ups).Mains == MainsState.Good && turn.Topology.Upses[at.Ups].Outputs[at.Output] is { Disks.IsEmpty: false, Nodes.IsEmpty: true };

    /// <summary>What runs behind it has only just booted, and no other terminal leads that could be about to stop it.</summary>
    public static bool FeedsWhoHasJustBooted(Turn turn, OutputAt at) => SinceRunning(turn, at.Ups) is { } running && IsJustBooted(turn, running);

    private static bool IsJustBooted(Turn turn, TimeSpan running) => turn.Now < running + Limits.CutMargin && LeadsForSure(turn);

    // For a while already, and every other terminal's host is heard, or off: none of them leads unheard now, whoever may have led (CutOff) before it went.
    private static bool LeadsForSure(Turn turn)
    {
        if (turn.Now < turn.LedSince + Limits.CutMargin)
            return false;
        foreach (var terminal in turn.Topology.Terminals)
        {
            if (terminal.Node is not { } host || (host != turn.Own?.Node && turn.Node(host) is { Silent: true, MayRun: true }))
                return false;
        }

        return true;
    }

    /// <summary>A run that nobody leads, or that rises by now, gave it deadlines: it must not stop by them.</summary>
    public static void Withdraw(Turn turn, int node, NodeState told)
    {
        var name = turn.NodeName(node);
        turn.Emit(new WithdrawDeadlines(IdIn(turn, told.ToldRun), name, $"nobody takes {name} down in run {told.ToldRun} any more; it must not stop by its deadlines"));
        turn.Set(node, told with { ToldRun = RunId.None });
    }

    /// <summary>In LOCAL it says that it has deadlines: the word that took them back was lost, and it would stop by them.</summary>
    public static void WithdrawInLocal(Turn turn, int node)
    {
        if (turn.Operation != Operation.Local || turn.Role != Role.Master || turn.Node(node) is not { Silent: false, ToldRun.IsNone: false } told)
            return;
        turn.Note(Rule.LocalDoesNothing);
        var name = turn.NodeName(node);
        turn.Emit(new WithdrawDeadlines(IdIn(turn, told.ToldRun), name, $"in LOCAL {name} must not stop by its deadlines"));
        turn.Set(node, told with { ToldRun = RunId.None, GoesBy = null });
    }

    // What the run has told last, under another master, nobody knows here: nodes take a lower number for an older word, and no number names two orders.
    private static EffectId IdIn(Turn turn, RunId id)
    {
        var number = turn.NextId().Number + Limits.EffectsUnheard;
        if (turn.Find(id) is { } run)
        {
            number = Math.Max(number, run.NextEffect);
            turn.Put(run with { NextEffect = number + 1 });
        }

        return new EffectId(id, number);
    }

    // Null where nothing runs behind it, or where a run minds it.
    private static TimeSpan? RunningSince(Turn turn, int ups) => SinceRunning(turn, ups) is { } since && !IsMinded(turn, new OutputAt(ups, 0)) ? since : null;

    private static TimeSpan? SinceRunning(Turn turn, int ups)
    {
        TimeSpan? since = null;
        foreach (var node in turn.Topology.Upses[ups].Outputs[0].Behind)
        {
            if (turn.Node(node) is { Silent: false, Power: not (NodePower.Off or NodePower.OsStopping) } state && (since is null || state.BootSeenAt < since))
                since = state.BootSeenAt;
        }

        return since;
    }

    // The run of a node alone does not mind the cut of its disks.
    private static bool IsMinded(Turn turn, OutputAt at)
    {
        foreach (var run in turn.Runs)
        {
            if (run.Phase != Phase.Watching && CutArming.OutputsOf(turn.Topology, run).Contains(at))
                return true;
        }

        return false;
    }
}
