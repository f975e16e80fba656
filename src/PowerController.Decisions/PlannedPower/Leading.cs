using PowerController.Decisions.Outage;
using PowerController.Decisions.Restore;
using PowerController.Decisions.Shutdown;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Decisions.PlannedPower;

/// <summary>Who leads, and going on after a crash or a change of master: the same runs, the same phases, the earlier deadlines.</summary>
internal static class Leading
{
    public static void Take(Turn turn, PowerEvent happened)
    {
        switch (happened)
        {
            case Started started:
                turn.Note(Rule.ResumedAfterRestart);
                turn.Change(state => state with { Self = started.Self, Down = Step.None, LookUntil = turn.Now + turn.Topology.Site.Timing.PollGap });
                UnwatchedGap.Take(turn, started);
                ForgetOwnStop(turn);
                foreach (var run in turn.Runs.Where(run => run is { GoesDown: false, Phase: not Phase.Watching }))
                    turn.Put(FoundAnew(turn, run));
                if (turn.Role == Role.Master)
                    GoOn(turn);
                break;
            case BecameMaster master when master.Term >= turn.State.Term:
                turn.Note(Rule.TookOver);
                // Also between two terms of its own another one may have led.
                if (turn.Role != Role.Master || master.Term > turn.State.Term)
                    FoundOutside.TakeOver(turn);
                ForgetOwnStop(turn);
                turn.Change(state => state with { Role = Role.Master, Term = master.Term });
                UnheardBoot.FollowsLeader(turn);
                foreach (var run in turn.Runs)
                    turn.Put(run with { NextEffect = run.NextEffect + Limits.EffectsUnheard });
                GoOn(turn);
                break;
            case BecameStandby standby when standby.Term >= turn.State.Term:
                turn.Note(Rule.SteppedDown);
                // This one may lead next, when what the former master has started in its last moment is in other runs.
                if (standby.Term > turn.State.Term)
                    UnheardBoot.FollowsLeader(turn);
                turn.Change(state => state with { Role = Role.Standby, Term = standby.Term });
                break;
            case RunsReported reported:
                TakeRuns(turn, reported);
                break;
            case RunsOffered offered:
                LostRuns.Take(turn, offered);
                break;
        }
    }

    // This host was told to stop by a program before this one, or by another terminal: it has, and booted; or it goes last now, as the host of who leads.
    private static void ForgetOwnStop(Turn turn)
    {
        if (turn.Own is not { Node: { } own })
            return;
        var name = turn.NodeName(own);
        foreach (var run in turn.Runs)
            turn.Put(run with { Pending = run.Pending.RemoveAll(pending => pending.Effect is OrderOsStop stop && stop.Node == name) });
    }

    /// <summary>Issues again what has no result yet, and looks at everything.</summary>
    public static void GoOn(Turn turn)
    {
        foreach (var run in turn.Runs)
            GoOn(turn, WithoutStaleCuts(turn, run));

        for (var area = 0; area < turn.Topology.Areas.Length; area++)
        {
            turn.Touch(area);
            // Nobody remembers the timers and the pace that were asked for before.
            turn.Set(area, AreaState.Quiet);
        }
    }

    private static void GoOn(Turn turn, Run run)
    {
        run = StartsAnew(turn, run);
        for (var at = 0; at < run.Pending.Length; at++)
        {
            var pending = run.Pending[at];
            // While nobody looked hosts may have been down and up, this one surely: no stop is repeated before it is seen who has booted since, nor a deadline that comes before that.
            var stops = pending.Effect is OrderOsStop or RebootNode or OrderClusterStop
                || (pending.Effect is TellDeadlines told && (run.Phase > Phase.StoppingOs || told.OsStopBy <= (turn.LookUntil > turn.Now ? turn.LookUntil : turn.Now)));
            var held = (turn.Now < turn.LookUntil && stops) || turn.Operation == Operation.Local || (pending.Effect is OrderOsStop stop && IsHeardFirst(turn, run, stop.Node));
            if (!held)
            {
                // A wait or a job that was begun elsewhere is asked for again too: its id says that it is the same one.
                turn.Note(Rule.EffectRepeated);
                turn.Emit(pending.Effect);
                UnheardCut.NoteRepeated(turn, pending.Effect);
            }

            if (pending.RetryAt is not null)
                run = run with { Pending = run.Pending.SetItem(at, pending with { RetryAt = held && turn.Operation == Operation.Auto && turn.LookUntil > turn.Now ? turn.LookUntil : turn.Now + pending.RetryEvery }) };
        }

        // After a start it is looked at first who still runs. Who holds out has longer than the others, and may have to go before a cut that was ordered unheard.
        if (run.GoesDown && turn.Now > run.Deadlines.OffBy && turn.Now >= turn.LookUntil && new RunTurn(turn, run) is var late && !run.Members.Any(member => HoldOut.IsHeld(late, member)))
            run = WaitForMains(late);

        // The times of a start were the former master's, or lie before the gap: each node has its whole time again.
        if (!run.GoesDown)
            run = run with { Members = [.. run.Members.Select(member => member.GivenUp ? member : member with { StartBy = TimeSpan.Zero, StartDueAt = TimeSpan.Zero })] };
        turn.Put(WithTimeForCuts(turn, run));
    }

    // What it was ordered unheard it would obey before anybody could have the UPS cut that only it can reach: it may be heard again in a moment.
    private static bool IsHeardFirst(Turn turn, Run run, string name) =>
        turn.Topology.Node(name) is >= 0 and var node && turn.Node(node).Silent
        && CutArming.OnlyBy(new RunTurn(turn, run), node).Any(at => turn.Output(at).Cut is not (CutStage.Armed or CutStage.Done or CutStage.Impossible) || UnheardCut.MayHaveEnded(turn, at));

    /// <summary>A UPS is heard for the first time since this start: whether its battery leaves this host the time for its cuts could not be known before.</summary>
    public static void HearFirst(Turn turn, UpsState was, UpsState heard)
    {
        // One that does not know its own state has said nothing yet.
        if (!Supplies.IsNotHeardSinceStart(turn, was) || Supplies.IsNotHeardSinceStart(turn, heard))
            return;
        foreach (var run in turn.Runs)
            turn.Put(WithTimeForCuts(turn, run));
    }

    // While nobody led its time went by, and this very host would go by its own deadline before it has ordered the cuts: then nothing would start it again.
    // As long as no battery comes near its end it has the time for them anew.
    private static Run WithTimeForCuts(Turn turn, Run run)
    {
        if (!turn.Acts || turn.Own?.Node is not { } own || run.Phase is < Phase.Committed or > Phase.ArmingCut || run.Aim == RunAim.Restart || !run.Has(own)
            || turn.Node(own) is not { Power: not (NodePower.Off or NodePower.OsStopping) } host || host.BootSeenAt > run.CommittedAt)
            return run;
        var work = new RunTurn(turn, run);
        // One that holds out has its later deadline.
        if (HoldOut.IsHeld(work, work.Member(own)))
            return run;
        var from = turn.LookUntil > turn.Now ? turn.LookUntil : turn.Now;
        // As long as the plan has for them, not what earlier extensions have made of it.
        var times = Opening.TimesOf(turn, run);
        var by = from + (times.Cut - times.OsStop) + Limits.OrderRetry * 3;
        if (run.Deadlines.CutBy >= by || HoldOut.BatteriesLast(work, own) <= by + turn.Topology.Nodes[own].Node.OsStopTime)
            return run;
        turn.Note(Rule.OwnNodeLast);
        var name = turn.NodeName(own);
        work.Run = run with { Deadlines = run.Deadlines with { CutBy = by, OffBy = run.Deadlines.OffBy + (by - run.Deadlines.CutBy) } };
        work.Forget(effect => effect is TellDeadlines told && told.Node == name);
        work.Ask(id => new TellDeadlines(id, name, run.Deadlines.ClusterStopBy, by, $"{name} has cuts to order before it stops"), Limits.OrderRetry);
        return work.Run;
    }

    // What was to start something is not repeated but decided anew: its disks may have gone meanwhile.
    private static Run StartsAnew(Turn turn, Run run)
    {
        var cycled = run.Pending.Select(pending => pending.Effect).OfType<CycleOutput>().Select(cycle => turn.Topology.Ups(cycle.Ups)).ToArray();
        return run with
        {
            Pending = run.Pending.RemoveAll(pending => pending.Effect is TurnOn or CycleOutput or StartNode),
            Members = [.. run.Members.Select(member => member.Cycled && turn.Topology.Nodes[member.Node].Sources.Any(source => cycled.Contains(source.Ups)) ? member with { Cycled = false } : member)],
        };
    }

    /// <summary>Its whole time passed before this start. Who knew it has stopped by it and is off, or has booted since; where nobody has, it is the clock that
    /// was set, or nothing of it was ever done: then it goes down by new deadlines.</summary>
    public static bool WasMissed(RunTurn work)
    {
        if (!IsMissed(work.Turn, work.Run))
            return false;
        GoByWhatIsHeard(work);
        return true;
    }

    private static void GoByWhatIsHeard(RunTurn work)
    {
        // Who has not been heard yet may say in the next moment that it still runs.
        if (work.Now < work.Turn.LookUntil && work.Run.Members.Any(member => work.Node(member.Node).Unseen))
        {
            work.Due(work.Turn.LookUntil);
            return;
        }

        var heard = work.Run.Members.Select(member => work.Node(member.Node))
            .Where(node => node is { Silent: false, Power: NodePower.Up or NodePower.Starting or NodePower.ClusterStopping or NodePower.ClusterStopped }).ToArray();
        if (heard.Length > 0 && heard.All(node => node.BootSeenAt <= work.Run.CommittedAt))
        {
            work.Note(Rule.MissedRunRenewed);
            Opening.Renew(work);
        }
        else
        {
            work.Run = WaitForMains(work);
        }
    }

    public static bool IsMissed(Turn turn, Run run) => run.GoesDown && run.Deadlines.OffBy < turn.LookUntil - turn.Topology.Site.Timing.PollGap;

    // All that it was to do on the way down was done, or missed, long ago: to do it now would take down what has come back since.
    private static Run WaitForMains(RunTurn work)
    {
        work.Run = work.Run with { DisksDown = work.Run.DisksDown || (work.Run.Whole && !work.Unit.Disks.IsEmpty) };
        // Whoever has stopped by it may have been started since, and hang in that: only to be silent is no sign that it is off.
        foreach (var member in work.Run.Members.Where(member => work.Node(member.Node) is { Silent: true, MayBootSince.Ticks: 0 }))
            work.Turn.Set(member.Node, work.Node(member.Node) with { MayBootSince = work.Now });
        // Who has booted since, or runs by a clock that was set, must not stop for what will never be done.
        Closing.WithdrawDeadlines(work);
        work.Enter(Phase.AwaitingPower, "everything is off; waiting for mains");
        CutWatch.EndUnread(work);
        return FoundAnew(work.Turn, work.Run);
    }

    // What the first readings after a gap show off was off before: that is no relapse of what rises.
    // And whoever was to reboot may have booted since, before its disks again.
    private static Run FoundAnew(Turn turn, Run run) => run with
    {
        RisingSince = turn.Now + turn.Topology.Site.Timing.PollGap + Limits.OffDebounce,
        // What it waited for, it waits for anew: while nobody looked no time was given.
        PhaseSince = run.Phase == Phase.ReJoining ? turn.Now : run.PhaseSince,
        Members = [.. run.Members.Select(member => member with { Reboot = Step.None })],
    };

    // A cut that nobody acknowledged while nobody looked is judged anew: what it was to cut may run again by now.
    private static Run WithoutStaleCuts(Turn turn, Run run)
    {
        var kept = run.Pending.RemoveAll(pending => pending.Effect is ArmCut cut && turn.Now > pending.IssuedAt + cut.Delay);
        if (kept.Length == run.Pending.Length)
            return run;
        for (var at = 0; at < turn.Topology.Upses.Length; at++)
        {
            for (var output = 0; output < turn.Ups(at).Outputs.Length; output++)
            {
                var place = new OutputAt(at, output);
                if (turn.Output(place) is { Cut: CutStage.Ordered } cut && cut.Run == run.Id && turn.Now > cut.OffAt)
                    turn.SetOutput(place, cut with { Cut = CutStage.None });
            }
        }

        run = run with { Pending = kept };
        turn.Put(run);
        return run;
    }

    private static void TakeRuns(Turn turn, RunsReported reported)
    {
        // A master does not learn its own runs from anybody; an older master's word is void.
        if (turn.Role == Role.Master || reported.Term < turn.State.Term)
            return;
        turn.Note(Rule.RunsTakenFromMaster);
        if (reported.Operation == Operation.Local)
            UnheardStop.ForgetDeadlines(turn);
        LostRuns.Lose(turn, reported);
        foreach (var run in turn.Runs.Concat(reported.Runs))
            turn.NumberAbove(run);
        var next = turn.State.NextRun;
        foreach (var run in reported.Runs)
            next = Math.Max(next, run.Id.Number + 1);
        turn.Change(state => state with { Runs = [.. reported.Runs.Select(run => Earlier(run, turn.Find(run.Id)))], NextRun = next, Operation = reported.Operation });
        ForgetClosed(turn, reported);
        foreach (var run in turn.Runs)
            UnheardStop.FollowsReport(turn, run);
        foreach (var cut in reported.Runs.SelectMany(run => run.Cuts))
        {
            if (cut.At.Ups < turn.Topology.Upses.Length && cut.At.Output < turn.Ups(cut.At.Ups).Outputs.Length)
                turn.SetOutput(cut.At, cut.Output);
        }

        foreach (var run in turn.Runs)
        {
            NodeJudge.FollowsReport(turn, run);
            DiskJudge.FollowsReport(turn, run);
        }
    }

    // What a run did to an output that is open no more is over, unless its countdown still runs; of an open run its master knows better.
    private static void ForgetClosed(Turn turn, RunsReported reported)
    {
        for (var ups = 0; ups < turn.Topology.Upses.Length; ups++)
        {
            for (var output = 0; output < turn.Ups(ups).Outputs.Length; output++)
            {
                var at = new OutputAt(ups, output);
                if (turn.Output(at) is not { Cut: not CutStage.None } cut || CutWatch.IsStillArmed(turn, at))
                    continue;
                if (turn.Find(cut.Run) is not null && reported.Runs.Any(run => run.Cuts.Any(told => told.At == at)))
                    continue;
                // Its master has not seen its end either, and may not be there any more when its card is heard again.
                if (cut.Cut is CutStage.Armed or CutStage.Done && turn.Ups(ups).SilentSince is { } silent && silent <= cut.OffAt)
                    CutWatch.EndsUnseen(turn, at);
                turn.SetOutput(at, OutputState.Untouched);
            }
        }
    }

    private static Run Earlier(Run run, Run? known)
    {
        // Numbers that this terminal has given in the run, when it led, would be taken for the same orders again.
        if (known?.NextEffect > run.NextEffect)
            run = run with { NextEffect = known.NextEffect };
        // One that has grown, or goes down again, has deadlines of its own: what is left of the former ones may have passed already.
        if (known?.CommittedAt is not { } committed || committed != run.CommittedAt)
            return run;
        var (left, right) = (run.Deadlines, known.Deadlines);
        return run with
        {
            Deadlines = new RunDeadlines(
                Sooner(left.GuardBy, right.GuardBy),
                Sooner(left.ClusterStopBy, right.ClusterStopBy),
                Sooner(left.OsStopBy, right.OsStopBy),
                Sooner(left.CutBy, right.CutBy),
                Sooner(left.OffBy, right.OffBy)),
        };
    }

    private static TimeSpan Sooner(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
