using System.Collections.Immutable;
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
        var settled = true;
        if (last)
            CutWatch.MakeTime(work);
        foreach (var at in CutArming.OutputsOf(work))
            settled &= IsOutOfReach(work, at) || (last ? CutArming.IsSure(work, at) : CutArming.IsSettled(work, at));
        // Its agent stops this very host when the time is over; the order comes before that.
        var by = last ? Sooner(work.Run.Deadlines.CutBy - Limits.OrderRetry - Limits.OrderRetry, BeforeItsOwnCut(work)) : work.Run.Deadlines.CutBy;
        if (!settled && work.Now < by)
        {
            work.Due(by);
            return;
        }

        // Where its own mains is there, nothing drives it but its deadline: it goes when it is known whether anything will start it again.
        if (!settled && last && work.Run.Members.FirstOrDefault(member => OsStopPhase.IsLast(work, member) && CutArming.StillTries(work, member.Node)) is { } own
            && work.Now < by + Limits.CutRetry * Limits.CutAttempts)
        {
            HoldOut.Postpone(work, own);
            work.Due(by + Limits.CutRetry * Limits.CutAttempts);
            return;
        }

        // Who takes over must know of the run: nobody else would start what this host's stop leaves off.
        var known = work.Run.CommittedAt + Limits.HandOver;
        if (last && work.Now < known && work.Turn.Topology.Terminals.Length > 1)
        {
            work.Due(known.Value);
            return;
        }

        foreach (var at in CutArming.OutputsOf(work))
        {
            if (!CutArming.IsSettled(work, at))
                work.GiveUp($"the output of {CutArming.At(work, at)} is not armed in time: what it feeds may still be running, or its card does not take the order");
        }

        foreach (var member in work.Run.Members)
        {
            if (!OsStopPhase.IsLast(work, member) || OsStopPhase.IsStopped(work, member))
                continue;
            if (HoldOut.Applies(work, member.Node))
                HoldOut.Begin(work, member.Node);
            else
                OsStopPhase.StopOrReboot(work, member.Node, forced: false);
        }

        work.Enter(Phase.Dark, "every output is armed; waiting for them to go off");
    }

    // The UPS hangs on a node that is down, or goes down: nobody can order anything of it any more.
    private static bool IsOutOfReach(RunTurn work, OutputAt at) =>
        work.Turn.Topology.Upses[at.Ups].Host is { } host && work.Turn.Ups(at.Ups).SilentSince is not null
        && work.Node(host).Power is NodePower.Off or NodePower.OsStopping;

    // A short battery may have made its cut come soon: the others' are not waited for beyond that.
    private static TimeSpan BeforeItsOwnCut(RunTurn work)
    {
        var by = TimeSpan.MaxValue;
        foreach (var member in work.Run.Members)
        {
            var place = work.Turn.Topology.Nodes[member.Node];
            foreach (var source in place.Sources)
            {
                if (work.IsSelf(member.Node) && work.Turn.Output(source) is { Cut: CutStage.Ordered or CutStage.Armed } cut)
                    by = Sooner(by, cut.OffAt - place.Node.OsStopTime - Limits.StopMargin);
            }
        }

        return by;
    }

    private static TimeSpan Sooner(TimeSpan left, TimeSpan right) => left < right ? left : right;
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
            {
                LookAgain(work, member.Node);
                continue;
            }

            allOff = false;
            if (HoldOut.Holds(work, member.Node))
            {
                HoldOut.Remind(work, member);
            }
            else
            {
                StopLateComer(work, member);
                OsStopPhase.StopOwnHost(work, member.Node);
            }

            if (!work.IsSelf(member.Node))
                work.Probe(member.Node);
        }

        var outputs = CutArming.OutputsOf(work);
        // As long as there is no mains there is nothing to hurry for: the proof is worth more.
        var done = AreOver(work, outputs);
        var mainsBack = work.Run.Aim == RunAim.StopAndStart && work.Run.HoldUntil is null && MainsIsBack(work)
            && AreSettled(work, outputs)
            // A stop that is only just ordered goes through: what still runs for a moment is not yet what runs again. Who is off will not acknowledge any.
            && !work.IsPending<OrderOsStop>(order => MayRun(work, order.Node)) && !work.IsPending<RebootNode>(_ => true);
        // Longer than any armed delay and any stop that is going on: then time is the proof.
        var by = LastMoment(work, outputs) + Limits.CutMargin + Limits.CutMargin;
        if (!(done && allOff) && !mainsBack && work.Now < by)
        {
            work.Due(by);
            return;
        }

        // A cut that still runs may have to be put off: a run that ends here leaves nobody to mind it.
        if (work.Run.Aim == RunAim.StopAndStay && CutArming.OutputsOf(work).Any(at => CutWatch.IsStillArmed(work.Turn, at)))
            return;
        work.Note(done && allOff ? Rule.OutputsProvedOff : Rule.DarkByTime);
        if (work.Run.Aim == RunAim.StopAndStay)
        {
            work.Note(Rule.ClosedAsAsked);
            Closing.Close(work, "everything is off, and stays off as asked");
            return;
        }

        if (mainsBack)
        {
            Closing.WithdrawDeadlines(work);
            ForgetRefused(work, outputs);
        }

        work.Enter(Phase.AwaitingPower, mainsBack ? "mains is back already; what was stopped is started again" : "everything is off; waiting for mains");
    }

    // That nobody answers may be the network's fault. Before its disks go a node that counts as off by that alone is asked again and again.
    private static void LookAgain(RunTurn work, int node)
    {
        var topology = work.Turn.Topology;
        var place = topology.Nodes[node];
        if (Supplies.IsUnfed(work.Turn, place.Sources, place.Needs) || !place.Disks.Any(disk => topology.Disks[disk].Sources.Any(source => CutWatch.IsStillArmed(work.Turn, source))))
            work.Forget(effect => effect is ProbeNode probe && probe.Node == place.Node.Name);
        else
            work.Probe(node);
    }

    /// <summary>The way down is over: in the dark when a node has started by itself; before that when this very host has, with no mains lost any more.</summary>
    /// <remarks>The master's host goes down last: the rest of the way was gone by its deadlines, unseen.</remarks>
    public static bool IsBackAgain(RunTurn work)
    {
        if (work.Run.Aim is RunAim.StopAndStay or RunAim.Restart || work.Run.Phase is < Phase.StoppingCluster or > Phase.Dark
            || !IsAnyBackByItself(work)
            || (work.Run.Phase < Phase.Dark && !NoMainsIsLost(work)))
            return false;
        work.Note(Rule.NodeUp);
        if (work.Run.Phase < Phase.Dark)
        {
            work.Run = work.Run with { DisksDown = work.Run.DisksDown || (work.Run.Whole && !work.Unit.Disks.IsEmpty) };
        }

        Closing.WithdrawDeadlines(work);
        work.Enter(Phase.AwaitingPower, "a node has started by itself; waiting for mains");
        return true;
    }

    private static bool AreOver(RunTurn work, ImmutableArray<OutputAt> outputs)
    {
        foreach (var at in outputs)
        {
            if (work.Turn.Output(at).Cut is not (CutStage.Done or CutStage.Impossible) && !CutArming.IsLeft(work, at))
                return false;
        }

        return true;
    }

    private static bool AreSettled(RunTurn work, ImmutableArray<OutputAt> outputs)
    {
        foreach (var at in outputs)
        {
            if (!CutArming.IsSettled(work, at) && !IsRefused(work, at))
                return false;
        }

        return true;
    }

    // With mains the card takes neither kind of command: to ask for the cut again and again would only keep off what can be started.
    // Of an outlet group nobody reads what an order has done after all.
    private static bool IsRefused(RunTurn work, OutputAt at) => at.Output == 0 && work.Turn.Output(at) is { Cut: CutStage.Ignored, Attempts: > 1 };

    // Nothing has begun there that a start would have to wait for.
    private static void ForgetRefused(RunTurn work, ImmutableArray<OutputAt> outputs)
    {
        foreach (var at in outputs.Where(at => IsRefused(work, at)))
            work.Turn.SetOutput(at, OutputState.Untouched);
    }

    private static bool MayRun(RunTurn work, string node) => work.Turn.Topology.Node(node) is >= 0 and var at && work.Node(at).MayRun;

    // A node that comes up only now, or was not heard before, is about to lose its input: it stops at once.
    private static void StopLateComer(RunTurn work, RunMember member)
    {
        var node = work.Node(member.Node);
        // Whoever can wait does: the card may be heard again, and the cut be taken back.
        if (UnseenCut(work, member.Node) is var latest && latest < TimeSpan.MaxValue && work.Now < latest)
        {
            work.Due(latest);
            return;
        }

        // Once it stops nobody can order anything of a UPS that hangs on it: its cut, just ordered, comes first.
        foreach (var source in CutArming.OnlyBy(work, member.Node))
        {
            if (work.Turn.Output(source) is { Cut: CutStage.Ordered } cut && work.Now < cut.FirstAt + Limits.CutRetry && work.Turn.Ups(source.Ups).SilentSince is null)
            {
                work.Due(cut.FirstAt + Limits.CutRetry);
                return;
            }
        }

        if (node is { Silent: false, Power: NodePower.Up or NodePower.Starting or NodePower.ClusterStopping or NodePower.ClusterStopped } && node.Boot > 0
            && (!MainsIsBack(work) || (HoldOut.IsHeld(work, member) && work.Run.HoldUntil is not null)) && !Reboots(work, member, node))
            OsStopPhase.Order(work, member.Node, forced: true);
    }

    private static bool Reboots(RunTurn work, RunMember member, NodeState node)
    {
        var name = work.Turn.NodeName(member.Node);
        return work.IsPending<RebootNode>(order => order.Node == name) || (member.Reboot == Model.Runs.Step.Done && node.BootSeenAt < work.Run.PhaseSince);
    }

    private static bool IsAnyBackByItself(RunTurn work)
    {
        foreach (var member in work.Run.Members)
        {
            if ((work.Run.Phase == Phase.Dark || work.IsSelf(member.Node)) && IsBackByItself(work, member))
                return true;
        }

        return false;
    }

    // Its own mains was good, or somebody pressed its button: from here on it counts among what comes up, and goes down again with its power.
    private static bool IsBackByItself(RunTurn work, RunMember member) =>
        (work.Run.Phase == Phase.Dark && HoldOut.IsOver(work, member)) || work.Node(member.Node) is { Power: NodePower.Up or NodePower.Starting } node && node.BootSeenAt > work.Run.CommittedAt
        && work.Supply(member.Node) is SupplyState.Powered or SupplyState.AtRisk
        && UnseenCut(work, member.Node) == TimeSpan.MaxValue;

    // The first cut that still counts on a card which does not answer, so that nobody can take it back; less what the node's stop takes.
    private static TimeSpan UnseenCut(RunTurn work, int node)
    {
        var place = work.Turn.Topology.Nodes[node];
        var first = TimeSpan.MaxValue;
        foreach (var source in place.Sources)
        {
            if (work.Turn.Ups(source.Ups).SilentSince is not null && CutWatch.IsStillArmed(work.Turn, source) && work.Turn.Output(source).OffAt is var off && off < first)
                first = off;
        }

        return first == TimeSpan.MaxValue ? first : first - place.Node.OsStopTime - Limits.StopMargin;
    }

    private static bool MainsIsBack(RunTurn work)
    {
        foreach (var at in CutArming.OutputsOf(work))
        {
            if (work.Turn.Ups(at.Ups) is not { SilentSince: null, Mains: MainsState.Good })
                return false;
        }

        return true;
    }

    // What is off already has nothing more to lose.
    private static bool NoMainsIsLost(RunTurn work) =>
        !CutArming.OutputsOf(work).Any(at => work.Turn.Ups(at.Ups) is { SilentSince: null, Mains: MainsState.Lost, Output: not OutputPower.Off });

    private static TimeSpan LastMoment(RunTurn work, ImmutableArray<OutputAt> outputs)
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
            if (HoldOut.IsHeld(work, member) && HoldOut.Until(work, member.Node) is var until && until < TimeSpan.MaxValue && until > last)
                last = until;
            if (node.Power == NodePower.OsStopping && node.Since + work.Turn.Topology.Nodes[member.Node].Node.OsStopTime is var stopped && stopped > last)
                last = stopped;
        }

        return last;
    }
}
