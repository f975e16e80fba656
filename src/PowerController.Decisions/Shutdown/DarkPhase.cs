using System.Collections.Immutable;
using PowerController.Decisions.Outage;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Shutdown;

/// <summary>Dark: waits for proof that all is off.</summary>
internal static class DarkPhase
{
    public static void Step(RunTurn work)
    {
        CutWatch.Step(work);
        var allOff = true;
        var isOver = work.Now >= EndsBy(work, CutArming.OutputsOf(work));
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
                HoldOut.TryIgnoredCuts(work, member.Node);
                HoldOut.Remind(work, member);
                if (HoldOut.IsAboutToEnd(work, member.Node))
                    HoldOut.TryLastCuts(work, member.Node);
            }
            // In time, or late as it has been up all along, or on a disk whose battery will not carry it.
            else if (!isOver || HoldOut.IsHeld(work, member) || work.Node(member.Node).BootSeenAt <= work.Run.CommittedAt || OnDyingDisk(work, member.Node))
            {
                HoldOut.TryAtItsEnd(work, member);
                LateComer.Stop(work, member);
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
            && !IsAnyToldToStop(work) && !work.IsPending<RebootNode>(_ => true);
        var by = EndsBy(work, outputs);
        if (!(done && allOff) && !mainsBack && (work.Now < by || IsToldAtLast(work) || IsBeingPutOff(work, outputs) || IsHeldBack(work, outputs)))
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

        if (mainsBack || MainsIsBack(work))
            Closing.WithdrawDeadlines(work);
        if (mainsBack)
            ForgetRefused(work, outputs);

        work.Enter(Phase.AwaitingPower, mainsBack ? "mains is back already; what was stopped is started again" : "everything is off; waiting for mains");
    }

    // Its batteries carried whoever held out until now: it goes down too before the rest is waited for.
    private static bool IsToldAtLast(RunTurn work)
    {
        foreach (var member in work.Run.Members)
        {
            if (work.Node(member.Node).Silent)
                continue;
            if ((HoldOut.IsHeld(work, member) && !HoldOut.Holds(work, member.Node) && LateComer.IsToStop(work, member)) || IsJustOrdered(work, member.Node))
                return true;
        }

        return false;
    }

    // Only here the order is repeated until it is heard.
    private static bool IsJustOrdered(RunTurn work, int node)
    {
        var name = work.Turn.NodeName(node);
        if (work.Pending<OrderOsStop>(order => order.Node == name) is not { } order || work.Now >= order.IssuedAt + Limits.CutMargin)
            return false;
        work.Due(order.IssuedAt + Limits.CutMargin);
        return true;
    }

    // A disk's cut is ordered again for whoever still lives, and has no answer yet: the one before goes on, and only here it is ordered until it has.
    private static bool IsBeingPutOff(RunTurn work, ImmutableArray<OutputAt> outputs) => outputs.Any(at =>
        CutArming.FeedsDisk(work, at) && work.Turn.Output(at).Cut == CutStage.Ordered && work.Turn.Ups(at.Ups).SilentSince is null && DiskCut.IsAwaited(work, at));

    // A disk's cut waits for the input of one that runs on beyond its time, and is ordered only after that.
    private static bool IsHeldBack(RunTurn work, ImmutableArray<OutputAt> outputs) =>
        outputs.Any(at => CutArming.FeedsDisk(work, at) && !CutArming.IsSettled(work, at) && (DiskCut.EndsForOneThatRunsOn(work, at) || IsJustTold(work, at)));

    private static bool IsJustTold(RunTurn work, OutputAt at) =>
        work.Turn.Output(at) is { Attempts: > 0 } cut && work.Now < cut.OrderedAt + Limits.CutMargin && work.Turn.Ups(at.Ups).SilentSince is null;

    // That nobody answers may be the network's fault. Before its disks go a node that counts as off by that alone is asked again and again.
    public static void LookAgain(RunTurn work, int node)
    {
        var place = work.Turn.Topology.Nodes[node];
        if (Supplies.IsUnfed(work.Turn, place.Sources, place.Needs) || !IsCutToCome(work, place.Disks))
            work.ForgetProbe(node);
        else
            work.Probe(node);
    }

    private static bool IsCutToCome(RunTurn work, ImmutableArray<int> disks)
    {
        foreach (var disk in disks)
        {
            foreach (var source in work.Turn.Topology.Disks[disk].Sources)
            {
                if (CutWatch.IsStillArmed(work.Turn, source))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The way down is over: in the dark when a node has started by itself; before that when this very host has, with no mains lost any more.</summary>
    /// <remarks>The master's host goes down last: the rest of the way was gone by its deadlines, unseen. What is only decided goes on, unless all its time has passed.</remarks>
    public static bool IsBackAgain(RunTurn work)
    {
        // What has just been told to reboot is on its way down: it comes up from that, with the others.
        if (work.Run.Aim is RunAim.StopAndStay or RunAim.Restart || work.Run.Phase is < Phase.Committed or > Phase.Dark
            || work.IsPending<RebootNode>(_ => true) || !IsAnyBackByItself(work) || IsOwnHostGoing(work)
            || (work.Run.Phase < Phase.Dark && (work.Run.Phase == Phase.Committed || !NoMainsIsLost(work)) && !IsOverUnseen(work)))
            return false;
        Rise(work);
        return true;
    }

    // Just told to stop it can not be told otherwise: its cut, taken back as of one that runs on, would leave it off for ever.
    private static bool IsOwnHostGoing(RunTurn work) =>
        work.IsPending<OrderOsStop>(order => work.Turn.Topology.Node(order.Node) is var node && work.IsSelf(node) && work.Node(node).MayRun);

    private static void Rise(RunTurn work)
    {
        work.Note(Rule.NodeUp);
        if (work.Run.Phase < Phase.Dark)
        {
            work.Run = work.Run with { DisksDown = work.Run.DisksDown || (work.Run.Whole && !work.Unit.Disks.IsEmpty) };
        }

        Closing.WithdrawDeadlines(work);
        EndUnseen(work);
        work.Enter(Phase.AwaitingPower, "a node has started by itself; waiting for mains");
    }

    // Nobody hears whether its own UPS counts down for the run: it is told to end that, if it does.
    private static void EndUnseen(RunTurn work)
    {
        if (work.Turn.Own?.Node is not { } own || !work.Run.Has(own))
            return;
        foreach (var source in work.Turn.Topology.Nodes[own].Sources)
        {
            if (work.Turn.Ups(source.Ups).SilentSince is not null && work.Turn.Output(source).Cut is CutStage.None or CutStage.Done)
                CutWatch.TakeBack(work, source);
        }
    }

    /// <summary>This very host has booted since the way down began, and its power fails again, or still: what it was to do by then is over, and what came up with it has its whole time anew.</summary>
    public static bool GoesDownAnew(RunTurn work)
    {
        if (work.Run.Aim != RunAim.StopAndStart || work.Run.Phase is < Phase.Committed or > Phase.ArmingCut || work.Turn.Own?.Node is not { } own || !work.Run.Has(own)
            || work.Node(own) is not { Silent: false, Power: NodePower.Up or NodePower.Starting } host || host.BootSeenAt <= work.Run.CommittedAt || !IsOverUnseen(work))
            return false;
        // Whether it lasts is seen when its confirm time is over.
        if (work.Supply(own) == SupplyState.Losing)
        {
            Rise(work);
            return true;
        }

        work.Note(Rule.MissedRunRenewed);
        Opening.Renew(work);

        return true;
    }

    // The time for the rest has passed, and nobody is heard who was not started since: to go on would take down anew what came up. That mains is still lost may be
    // what a card says whose output is off; where it is so, what runs goes down again by new deadlines.
    private static bool IsOverUnseen(RunTurn work)
    {
        if (work.Now < work.Run.Deadlines.CutBy)
            return false;
        foreach (var member in work.Run.Members)
        {
            if (work.Node(member.Node) is { Silent: false, Power: not (NodePower.Off or NodePower.OsStopping) } node && node.BootSeenAt <= work.Run.CommittedAt)
                return false;
        }

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

    private static bool IsAnyToldToStop(RunTurn work) => work.IsPending<OrderOsStop>(order => MayRun(work, order.Node));

    private static bool MayRun(RunTurn work, string node) => work.Turn.Topology.Node(node) is >= 0 and var at && work.Node(at).MayRun;

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
        (work.Run.Phase == Phase.Dark && HoldOut.IsOver(work, member)) || work.Node(member.Node) is var node && IsSeenToRun(work, member.Node) && node.BootSeenAt > work.Run.CommittedAt
        && work.Supply(member.Node) is SupplyState.Powered or SupplyState.AtRisk
        && (work.IsSelf(member.Node) || !OnDyingDisk(work, member.Node))
        // Told to stop after it had booted it is on its way down.
        && !OsStopPhase.IsOrdered(work, member.Node)
        && LateComer.UnseenCut(work, member.Node) == TimeSpan.MaxValue;

    // This very host runs also where its agent is dead.
    private static bool IsSeenToRun(RunTurn work, int node) =>
        work.Node(node).Power is NodePower.Up or NodePower.Starting || (work.IsSelf(node) && work.Node(node).Power == NodePower.Lost);

    // What comes up on the rest of a disk's battery goes down again before that is empty.
    private static bool OnDyingDisk(RunTurn work, int node)
    {
        foreach (var disk in work.Turn.Topology.Nodes[node].Disks)
        {
            if (Supplies.IsDying(work.Turn, disk))
                return true;
        }

        return false;
    }

    public static bool MainsIsBack(RunTurn work)
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

    // Longer than any armed delay and any stop that is going on: then time is the proof. Who has come up meanwhile is in no cut's way any more; where its
    // power fails it goes down by new deadlines, with cuts of its own.
    private static TimeSpan EndsBy(RunTurn work, ImmutableArray<OutputAt> outputs) => LastMoment(work, outputs) + Limits.CutMargin + Limits.CutMargin;

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

        // What may be booting makes a delay so long that a card may not have it: it has when that is over.
        var waits = !AreSettled(work, outputs) && !MainsIsBack(work);
        foreach (var member in work.Run.Members)
        {
            var node = work.Node(member.Node);
            if (HoldOut.IsHeld(work, member) && HoldOut.Until(work, member.Node) is var until && until < TimeSpan.MaxValue && until > last)
                last = until;
            if (waits && UnheardBoot.IsPossible(work.Turn, member.Node) && UnheardBoot.Until(work.Turn, member.Node) + work.Turn.Topology.Nodes[member.Node].Node.OsStopTime is var quiet && quiet > last)
                last = quiet;
            if (node.Power == NodePower.OsStopping && node.Since + work.Turn.Topology.Nodes[member.Node].Node.OsStopTime is var stopped && stopped > last)
                last = stopped;
        }

        return last;
    }
}
