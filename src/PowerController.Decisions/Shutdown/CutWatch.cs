using PowerController.Decisions.Outage;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Shutdown;

/// <summary>Follows armed cuts to their end: an acknowledgement proves nothing, an output that is off does.</summary>
internal static class CutWatch
{
    public static void Step(RunTurn work)
    {
        foreach (var at in CutArming.OutputsOf(work))
        {
            var output = work.Turn.Output(at);
            // Also one that another run armed: whoever comes after has to live with it.
            if (output.Cut == CutStage.Armed && work.Run.Phase <= Phase.Dark && CommonCut.IsHalf(work, at))
                TakeBack(work, at);
            else if (output.Cut == CutStage.Armed || (output.Cut == CutStage.Ordered && work.Run.Phase > Phase.Dark))
                Follow(work, at, output);
            else if (output.Cut == CutStage.Done && work.Run.Phase <= Phase.Dark && IsOnAgain(work, at))
                work.Turn.SetOutput(at, OutputState.Untouched with { OrderedAt = output.OrderedAt });
            else if (output.Cut is CutStage.Ignored or CutStage.Ordered or CutStage.None && work.Run.Phase <= Phase.Dark)
                CutArming.Step(work, at);
        }
    }

    /// <summary>On the way down again cuts of before may still run: they must not come before the nodes behind them have stopped.</summary>
    public static void Mind(RunTurn work)
    {
        foreach (var at in CutArming.OutputsOf(work))
        {
            if ((OwnCut.WaitsForThePlan(work, at) ?? OwnCut.BeginsAnew(work, at)) is { } longer)
                CutArming.PutOff(work, at, longer);
            else if (OwnCut.LeavesThisHostNoTime(work, at))
                PutOff(work, at);
            else if (work.Turn.Output(at).Cut == CutStage.Armed)
                Follow(work, at, work.Turn.Output(at));
            else if (work.Turn.Output(at).Cut == CutStage.Ordered && !IsAwaited(work, at) && !IsOrderedAgain(work, at) && !UnheardCut.ComesAfterDeadlines(work, at))
                TakeBack(work, at);
        }
    }

    /// <summary>This very host has come up in the middle of a countdown that takes its input, or a disk that it lives on, or who lives on a disk that counts down is heard again: that is put off before anything else is waited for.</summary>
    public static void MindAtOnce(RunTurn work)
    {
        foreach (var at in CutArming.OutputsOf(work))
        {
            if (work.Turn.Output(at) is not { Cut: CutStage.Armed } output || work.Now >= output.OffAt || Supplies.IsNotHeardSinceStart(work.Turn, work.Turn.Ups(at.Ups)))
                continue;
            if (work.Turn.Topology.Upses[at.Ups].Outputs[at.Output].Nodes.Any(work.IsSelf))
                Follow(work, at, output);
            else if (OwnCut.LeavesThisHostNoTime(work, at))
                PutOff(work, at);
            else if (CutArming.FeedsDisk(work, at))
                Follow(work, at, output);
        }
    }

    // Its own cut has had no answer, and the node that it starts again still waits for it to be ordered anew.
    private static bool IsOrderedAgain(RunTurn work, OutputAt at) =>
        work.Run.Phase == Phase.StoppingOs && work.Turn.Output(at) is var cut && cut.Run == work.Run.Id && cut.OrderedAt >= work.Run.PhaseSince
        && work.Turn.Topology.Upses[at.Ups].Host is not null && StopsBehind.Longest(work, at) is not null;

    // The run that ordered it has ended before the answer came: nobody would ever hear whether it counts down, so it is ended and begun anew when its time has come.
    private static bool IsAwaited(RunTurn work, OutputAt at) =>
        work.Turn.Runs.Any(run => run.Id != work.Run.Id && CutArming.IsOrdering(work, at, run)) || CutArming.IsOrdering(work, at, work.Run);

    /// <summary>Nobody will be there to put them off: cuts of before are begun anew where what is behind them needs longer.</summary>
    public static void MakeTime(RunTurn work)
    {
        foreach (var at in CutArming.OutputsOf(work))
        {
            if (UnknownCut.TakesADiskForNothing(work, at))
                TakeBack(work, at);
            if (work.Turn.Output(at) is not { Cut: CutStage.Armed } output || work.Now >= output.OffAt || IsOwnToTheEnd(work, at))
                continue;
            if (DiskCut.ComesAfterAReturn(work, at, output))
            {
                DiskCut.LeaveOn(work, at, output);
                continue;
            }

            var isForOneThatRunsOn = StopsBehind.IsForOneThatRunsOn(work, at);
            if (!isForOneThatRunsOn && !StopsBehind.NeedsLonger(work, at, output.OffAt))
                continue;
            // However late it comes, what is behind it does not go before it: no delay is long enough. Or its card does not begin anew: to put it off again would only use up the orders.
            if (isForOneThatRunsOn || StopsBehind.NeedsLonger(work, at, TimeSpan.MaxValue) || UnheardCut.RunsLess(output))
                TakeBack(work, at);
            else
                PutOff(work, at);
        }
    }

    // This host's own battery ends, and a new countdown would be no longer: it goes by this one.
    private static bool IsOwnToTheEnd(RunTurn work, OutputAt at) =>
        work.Turn.Ups(at.Ups).ExhaustingSince is not null && CutArming.NodesBehind(work, at).All(work.IsSelf);

    /// <summary>In LOCAL nothing is cut: every countdown of the run ends, also one behind which all is off, as that may boot by itself with nobody to put the countdown off, and one that nobody here began.</summary>
    public static void Suspend(RunTurn work)
    {
        foreach (var at in CutArming.OutputsOf(work))
        {
            if (IsStillArmed(work.Turn, at) || (at.Output == 0 && work.Turn.Ups(at.Ups) is { CutPending: true, SilentSince: null }))
                TakeBack(work, at);
        }
    }

    /// <summary>An order to a card that speaks by way of a node which was down: it was not taken, and its delay is about another time. The countdown that it was to put off goes on.</summary>
    public static void ForgetOrder(Turn turn, OutputAt at)
    {
        var cut = turn.Output(at);
        turn.SetOutput(at, turn.Now < cut.EarlierOffAt ? cut with { Cut = CutStage.Armed, OffAt = cut.EarlierOffAt, EarlierOffAt = TimeSpan.Zero } : OutputState.Untouched);
        var (ups, group) = (turn.UpsName(at.Ups), turn.Topology.Upses[at.Ups].Outputs[at.Output].OutletGroup);
        foreach (var run in turn.Runs)
        {
            var work = new RunTurn(turn, run);
            work.Forget(effect => effect is ArmCut cut && cut.Ups == ups && cut.OutletGroup == group);
            turn.Put(work.Run);
        }
    }

    /// <summary>Every countdown of the run behind which there is such a node is ended.</summary>
    public static void TakeBackWhere(RunTurn work, Func<int, bool> which)
    {
        foreach (var at in CutArming.OutputsOf(work))
        {
            if (IsStillArmed(work.Turn, at) && CutArming.NodesBehind(work, at).Any(which))
                TakeBack(work, at);
        }
    }

    /// <summary>By the clock they are over, but the clock may have been set, and nobody reads the countdown of an outlet group: it is ended, if it still runs.</summary>
    public static void EndUnread(RunTurn work)
    {
        foreach (var at in CutArming.OutputsOf(work))
        {
            if (at.Output > 0 && work.Turn.Output(at).Cut is CutStage.Armed or CutStage.Done)
                TakeBack(work, at);
        }
    }

    /// <summary>Whether a cut may still take the output away.</summary>
    public static bool IsStillArmed(Turn turn, OutputAt at) =>
        turn.Output(at) is { Cut: CutStage.Ordered or CutStage.Armed } cut && turn.Now <= cut.OffAt + Limits.CutMargin + Limits.CutMargin;

    // The cut is over, its output has come back, and mains is gone once more: it would stay on.
    private static bool IsOnAgain(RunTurn work, OutputAt at) =>
        at.Output == 0 && work.Turn.Ups(at.Ups) is { Output: OutputPower.On, SilentSince: null, OffSince: null, Mains: MainsState.Lost };

    private static void Follow(RunTurn work, OutputAt at, OutputState output)
    {
        var ups = work.Turn.Ups(at.Ups);
        // Off long before its time it is off for another reason, and the cut is still to come.
        if (at.Output == 0 && ups.Output == OutputPower.Off && ups.OutputSince >= output.OrderedAt && work.Now >= Earliest(work.Turn, at, output))
        {
            work.Note(Rule.CutVerified);
            work.Turn.SetOutput(at, output with { Cut = CutStage.Done });
            return;
        }

        if (work.Now < output.OffAt && ((work.Run.Phase >= Phase.AwaitingPower && RunsBehind(work, at)) || DiskCut.IsWantedNoMore(work, at) || DiskCut.EndsForABoot(work, at, output) || DiskCut.EndsForOneThatRunsOn(work, at)))
        {
            TakeBack(work, at);
            return;
        }

        if (work.Now < output.OffAt && (HasBootedSince(work, at, output) || DiskCut.IsPutOffForABoot(work, at, output)))
        {
            PutOff(work, at);
            return;
        }

        // What is being ordered again has its answer coming.
        if (output.Cut == CutStage.Ordered && work.Now < output.OrderedAt + Limits.CutRetry)
        {
            work.Due(output.OrderedAt + Limits.CutRetry);
            return;
        }

        if (work.Now < output.OffAt - PutOffBefore(output))
        {
            work.Due(output.OffAt - PutOffBefore(output));
        }
        else if (work.Now < output.OffAt && (StopsBehind.ComesTooSoon(work, at, output) || (CutArming.FeedsDisk(work, at) && DiskCut.IsAwaited(work, at))))
        {
            PutOff(work, at);
            return;
        }

        var verdict = at.Output > 0 ? output.OffAt : output.OffAt + Limits.CutMargin;
        if (work.Now < verdict)
        {
            work.Due(work.Now < output.OffAt ? output.OffAt : verdict);
            return;
        }

        // A card that is silent now has not said that it ignored anything; it is given as long again.
        if (at.Output == 0 && ups.SilentSince is not null && work.Now < verdict + Limits.CutMargin)
            work.Due(verdict + Limits.CutMargin);
        else if (at.Output == 0 && ups is { Output: OutputPower.On, SilentSince: null, OffSince: { } off })
            // It says that it is off, and is just not believed yet.
            work.Due(off + Limits.OffDebounce + Limits.OffDebounce);
        else if (at.Output == 0 && ups is { CutPending: true, SilentSince: null })
            StillCounts(work, at, output);
        else if (at.Output == 0 && ups is { Output: OutputPower.On, SilentSince: null })
            Ignored(work, at, output);
        else
            DoneUnseen(work, at, output);
    }

    // When it comes nobody knows. Coming up it is not waited for.
    private static void StillCounts(RunTurn work, OutputAt at, OutputState output)
    {
        if (work.Run.Phase >= Phase.AwaitingPower)
            TakeBack(work, at);
        else
            work.Turn.SetOutput(at, output with { OffAt = work.Now + Limits.CutMargin });
        work.Due(work.Now + Limits.CutMargin);
    }

    // By the clock it is off, and nobody sees it: what is off behind it may start as soon as it feeds again.
    private static void DoneUnseen(RunTurn work, OutputAt at, OutputState output)
    {
        work.Turn.SetOutput(at, output with { Cut = CutStage.Done });
        EndsUnseen(work.Turn, at);
    }

    /// <summary>Nobody sees when the output comes on again.</summary>
    public static void EndsUnseen(Turn turn, OutputAt at)
    {
        foreach (var node in turn.Topology.Upses[at.Ups].Outputs[at.Output].Nodes)
        {
            if (turn.Node(node).Power is NodePower.Off or NodePower.OsStopping)
                turn.Set(node, turn.Node(node) with { Unfed = true });
        }

        DiskJudge.Doubt(turn, at);
    }

    // It was ordered for a stop that is over: whoever has come up since needs its whole time again, and nobody may reach the card right before the cut comes.
    private static bool HasBootedSince(RunTurn work, OutputAt at, OutputState output)
    {
        if (work.Turn.Ups(at.Ups).SilentSince is not null)
            return false;
        foreach (var node in work.Turn.Topology.Upses[at.Ups].Outputs[at.Output].Nodes)
        {
            if (work.Node(node) is { Silent: false, Power: NodePower.Up or NodePower.Starting } state && state.BootSeenAt > output.OrderedAt)
                return true;
        }

        return false;
    }

    // A delay that is short has to run for a while, too, or it would be put off as soon as it is armed.
    private static TimeSpan PutOffBefore(OutputState output) => Before(output, Limits.PutOffBefore);

    /// <summary>So long before its time, or half of its delay where that is less.</summary>
    public static TimeSpan Before(OutputState output, TimeSpan usual) => (output.OffAt - output.OrderedAt) / 2 is var half && half < usual ? half : usual;

    // Coming up, with mains, nothing is to be cut any more.
    public static void PutOff(RunTurn work, OutputAt at)
    {
        // With mains a new order may be refused or ignored, and the first countdown goes on all the same: that is ended, and a new one begun when it is over.
        if (work.Turn.Ups(at.Ups).Mains == MainsState.Good || CutArming.IsNeeded(work, at) || (work.Run.Phase < Phase.Dark && StopsBehind.Longest(work, at) is null))
            TakeBack(work, at);
        else
            CutArming.PutOff(work, at);
        work.Due(work.Now + Limits.CutPause);
    }

    /// <summary>When an output that is off may be so by its cut, at the soonest.</summary>
    public static TimeSpan Earliest(Turn turn, OutputAt at, OutputState output)
    {
        var settings = turn.Topology.Upses[at.Ups].Ups.Settings;
        // How long a graceful command waits before its delay is the card's own affair.
        var graceful = output.Kind == CutKind.Graceful ? Plans.CutArithmetic.GracefulDelay(settings) - settings.ShutoffDelay : TimeSpan.Zero;
        return output.OffAt - graceful - Limits.CutMargin;
    }

    private static void Ignored(RunTurn work, OutputAt at, OutputState output)
    {
        work.Note(Rule.CutIgnored);
        var name = CutArming.At(work, at);
        // With mains it may have been off for a moment between two polls; or another terminal that led meanwhile has turned it on again. What is off behind it may be booting.
        if (work.Turn.Ups(at.Ups).Mains == MainsState.Good || (output.Attempts > 1 && work.Turn.Topology.Terminals.Length > 1))
        {
            foreach (var node in work.Turn.Topology.Upses[at.Ups].Outputs[at.Output].Nodes)
                UnheardBoot.Begins(work.Turn, node);
        }

        // Once more with the other kind of command; a card that ignores both is left to people and to the other ways of starting.
        if (output.Attempts < 2 && work.Run.GoesDown)
        {
            work.Turn.SetOutput(at, output with { Cut = CutStage.Ignored });
            work.Turn.Tell(Urgency.Warning, name, $"{name} acknowledged the cut and did nothing; it is ordered by another command");
            return;
        }

        work.Turn.SetOutput(at, output with { Cut = CutStage.Impossible });
        work.GiveUp($"{name} acknowledged the cut and did nothing: its output is still on");
    }

    // Coming up again, something runs behind the output already: the cut is not wanted any more, unless another run takes that down.
    // One that was to stop by its deadlines, has said nothing of it, and answers long after it should have ended, runs, too: its agent is dead.
    private static bool RunsBehind(RunTurn work, OutputAt at)
    {
        foreach (var node in CutArming.NodesBehind(work, at))
        {
            if (CutArming.IsTakenByNone(work, node)
                && (work.Node(node) is { Power: NodePower.Up or NodePower.Starting } or { Power: NodePower.ClusterStopping or NodePower.ClusterStopped, Silent: false } || (work.Node(node).Presumed && UnheardStop.HasOutlasted(work.Turn, node))))
                return true;
        }

        return false;
    }

    public static void TakeBack(RunTurn work, OutputAt at)
    {
        var (ups, group) = CutArming.Names(work, at);
        if (CutArming.IsTakenBack(work, at))
            return;
        work.Note(Rule.CutTakenBack);
        work.Forget(effect => effect is ArmCut cut && cut.Ups == ups && cut.OutletGroup == group);
        foreach (var run in work.Turn.Runs.Where(run => run.Id != work.Run.Id))
        {
            var other = new RunTurn(work.Turn, run);
            other.Forget(effect => effect is ArmCut cut && cut.Ups == ups && cut.OutletGroup == group);
            work.Turn.Put(other.Run);
        }

        work.Ask(id => new DisarmCut(id, ups, group, "what it feeds runs, or may run"), Limits.CutRetry);
    }
}
