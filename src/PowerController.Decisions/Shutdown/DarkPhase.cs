using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Shutdown;

/// <summary>ArmingCut: until every output is armed or reported impossible; then this terminal's own node goes.</summary>
internal static class ArmingPhase
{
    public static void Step(RunTurn work)
    {
        CutWatch.Step(work);
        // When this very host goes down with it, nobody will look whether a cut has worked.
        var last = work.Run.Members.Any(member => OsStopPhase.IsLast(work, member) && !OsStopPhase.IsStopped(work, member));
        var settled = CutArming.OutputsOf(work).All(at => last ? CutArming.IsSure(work, at) : CutArming.IsSettled(work, at));
        if (!settled && work.Now < work.Run.Deadlines.CutBy)
        {
            work.Due(work.Run.Deadlines.CutBy);
            return;
        }

        foreach (var at in CutArming.OutputsOf(work))
        {
            if (!CutArming.IsSettled(work, at))
                work.GiveUp($"the output of {CutArming.At(work, at)} is not armed in time: what it feeds may still be running, or its card does not take the order");
        }

        foreach (var member in work.Run.Members)
        {
            if (OsStopPhase.IsLast(work, member) && !OsStopPhase.IsStopped(work, member))
                OsStopPhase.StopOrReboot(work, member.Node, forced: false);
        }

        work.Enter(Phase.Dark, "every output is armed; waiting for them to go off");
    }
}

/// <summary>Dark: waits for proof that all is off.</summary>
internal static class DarkPhase
{
    public static void Step(RunTurn work)
    {
        CutWatch.Step(work);
        var allOff = true;
        foreach (var member in work.Run.Members)
        {
            if (!work.Node(member.Node).MayRun)
                continue;
            allOff = false;
            StopLateComer(work, member);
            OsStopPhase.StopOwnHost(work, member.Node);
            if (!work.IsSelf(member.Node))
                work.Probe(member.Node);
        }

        var outputs = CutArming.OutputsOf(work).ToArray();
        // As long as there is no mains there is nothing to hurry for: the proof is worth more.
        var done = outputs.All(at => work.Turn.Output(at).Cut is CutStage.Done or CutStage.Impossible || CutArming.IsLeft(work, at));
        var mainsBack = work.Run.Aim == RunAim.StopAndStart && work.Run.HoldUntil is null && MainsIsBack(work)
            && outputs.All(at => CutArming.IsSettled(work, at))
            // A stop that is only just ordered goes through: what still runs for a moment is not yet what runs again.
            && !work.IsPending<OrderOsStop>(_ => true) && !work.IsPending<RebootNode>(_ => true);
        // Longer than any armed delay and any stop that is going on: then time is the proof.
        var by = LastMoment(work, outputs) + Limits.CutMargin + Limits.CutMargin;
        if (!(done && allOff) && !mainsBack && work.Now < by)
        {
            work.Due(by);
            return;
        }

        work.Note(done && allOff ? Rule.OutputsProvedOff : Rule.DarkByTime);
        if (work.Run.Aim == RunAim.StopAndStay)
        {
            work.Note(Rule.ClosedAsAsked);
            Closing.Close(work, "everything is off, and stays off as asked");
            return;
        }

        work.Enter(Phase.AwaitingPower, mainsBack ? "mains is back already; what was stopped is started again" : "everything is off; waiting for mains");
    }

    /// <summary>A node of it has started by itself: the way down is over, in the dark at once, before that only when all mains is back.</summary>
    public static bool IsBackAgain(RunTurn work)
    {
        if (work.Run.Aim is RunAim.StopAndStay or RunAim.Restart || work.Run.Phase is < Phase.StoppingCluster or > Phase.Dark
            || !work.Run.Members.Any(member => IsBackByItself(work, member)) || (work.Run.Phase < Phase.Dark && !MainsIsBack(work)))
            return false;
        work.Note(Rule.NodeUp);
        work.Run = work.Run with { DisksDown = work.Run.DisksDown || (work.Run.Whole && !work.Unit.Disks.IsEmpty && work.Run.Phase < Phase.Dark) };
        work.Enter(Phase.AwaitingPower, "a node has started by itself; waiting for mains");
        return true;
    }

    // A node that comes up only now, or was not heard before, is about to lose its input: it stops at once.
    private static void StopLateComer(RunTurn work, RunMember member)
    {
        var node = work.Node(member.Node);
        if (node is { Silent: false, Power: NodePower.Up or NodePower.Starting or NodePower.ClusterStopping or NodePower.ClusterStopped } && node.Boot > 0
            && !MainsIsBack(work))
            OsStopPhase.Order(work, member.Node, forced: true);
    }

    // Its own mains was good, or somebody pressed its button: from here on it counts among what comes up, and goes down again with its power.
    private static bool IsBackByItself(RunTurn work, RunMember member) =>
        work.Node(member.Node) is { Power: NodePower.Up or NodePower.Starting } node && node.BootSeenAt > work.Run.CommittedAt
        && work.Supply(member.Node) is SupplyState.Powered or SupplyState.AtRisk;

    private static bool MainsIsBack(RunTurn work)
    {
        var sources = work.Run.Members.SelectMany(member => work.Turn.Topology.Nodes[member.Node].Sources)
            .Concat(work.Run.Whole ? work.Unit.Disks.SelectMany(disk => work.Turn.Topology.Disks[disk].Sources) : []);
        return sources.All(source => work.Turn.Ups(source.Ups) is { SilentSince: null, Mains: MainsState.Good });
    }

    private static TimeSpan LastMoment(RunTurn work, OutputAt[] outputs)
    {
        var last = work.Run.Deadlines.CutBy;
        foreach (var at in outputs)
        {
            // What is only ordered is ordered again and again: it does not hold the run for longer than the plan.
            var output = work.Turn.Output(at);
            if (output.Cut == CutStage.Armed && output.OffAt > last)
                last = output.OffAt;
            else if (output.Cut == CutStage.Ordered && work.Run.Deadlines.OffBy > last)
                last = work.Run.Deadlines.OffBy;
        }

        foreach (var member in work.Run.Members)
        {
            var node = work.Node(member.Node);
            if (node.Power == NodePower.OsStopping && node.Since + work.Turn.Topology.Nodes[member.Node].Node.OsStopTime is var stopped && stopped > last)
                last = stopped;
        }

        return last;
    }
}
