using PowerController.Decisions.Outage;
using PowerController.Decisions.Plans;
using PowerController.Decisions.Shutdown;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Decisions.Turns;

/// <summary>What becomes of effects. A result that nobody waits for any more changes nothing.</summary>
internal static class EffectResults
{
    public static void Take(Turn turn, EffectDone done)
    {
        // The result of a probe is an event of its own; until it comes the question stands.
        if (Claim(turn, done.Id) is not var (work, pending) || pending.Effect is ProbeNode or ProbeDisk)
            return;
        work.Run = work.Run with { Pending = work.Run.Pending.Remove(pending) };
        switch (pending.Effect)
        {
            case TellDeadlines told:
                SetNode(turn, told.Node, node => node with { ToldRun = work.Run.Id, GoesBy = told.OsStopBy });
                break;
            case OrderClusterStop order:
                SetNode(turn, order.Node, node => node.Power == NodePower.Up ? node with { Power = NodePower.ClusterStopping, Since = turn.Now } : node);
                break;
            case OrderOsStop order:
                SetMember(work, order.Node, member => member with { OsStop = Step.Done });
                // One that was only presumed to stop does so from now on: it has just said so.
                SetNode(turn, order.Node, node => node is { Power: NodePower.Off } or { Power: NodePower.OsStopping, Presumed: false }
                    ? node
                    : node with { Power = NodePower.OsStopping, Since = turn.Now, HeardAt = turn.Now, NoAnswers = 0, ToldRun = work.Run.Id, Presumed = false });
                break;
            case RebootNode order:
                SetMember(work, order.Node, member => member with { Reboot = Step.Done });
                UnheardBoot.FollowsStop(turn, turn.Topology.Node(order.Node));
                break;
            case RunJobs jobs:
                SetMember(work, jobs.Node, member => jobs.When == JobTime.PowerOff ? member with { PowerOffJobs = Step.Done } : member with { PowerOnJobs = Step.Done });
                break;
            case WaitGuard:
                turn.Note(Rule.GuardOver);
                work.Run = work.Run with { Guard = Step.Done };
                break;
            case StopWorkloads:
                work.Run = work.Run with { Workloads = Step.Done };
                break;
            case ArmCut cut:
                TakeArmed(work, cut, done.ReadBack);
                EndWhatGoesOn(work, cut, done.ReadBack);
                break;
            case DisarmCut disarm:
                // The next reading shows whether it counts down no more. Of an outlet group nobody reads that: when its time has come it is off, however late it was told.
                SetOutput(turn, disarm.Ups, disarm.OutletGroup, output =>
                    output.Cut == CutStage.Impossible ? output : Disarmed(turn, output, disarm.OutletGroup) with { OrderedAt = turn.Now });
                break;
            case TurnOn on:
                // The moment is kept: an output needs a while to come, and is not turned on again meanwhile.
                // An outlet group is never read back; the UPS's own output is still one that we cut until it is seen to feed.
                WarmAnew(turn, on);
                SetOutput(turn, on.Ups, on.OutletGroup, output => (on.OutletGroup is null ? output : OutputState.Untouched) with { OrderedAt = turn.Now });
                break;
        }

        turn.Put(work.Run);
    }

    public static void Take(Turn turn, EffectFailed failed)
    {
        if (Claim(turn, failed.Id) is not var (work, pending))
            return;
        if (StaysOpen(turn, pending.Effect, failed))
        {
            Hurry(work, pending, failed.Kind);
            return;
        }

        work.Run = work.Run with { Pending = work.Run.Pending.Remove(pending) };
        switch (pending.Effect)
        {
            case ArmCut cut:
                TakeCutFailure(work, cut, failed);
                EndEarlier(work, cut, failed);
                break;
            case ProbeDisk probe:
                if (turn.Topology.Disk(probe.Disk) is >= 0 and var disk)
                    turn.Set(disk, turn.Disk(disk) with { Ready = true });
                break;
            case RunJobs jobs:
                work.GiveUp($"the {(jobs.When == JobTime.PowerOff ? "power-off" : "power-on")} jobs of {jobs.Node} failed: {failed.Text}", Urgency.Warning);
                SetMember(work, jobs.Node, member => jobs.When == JobTime.PowerOff ? member with { PowerOffJobs = Step.GivenUp } : member with { PowerOnJobs = Step.GivenUp });
                break;
            case WaitGuard:
                work.GiveUp($"nobody can say whether work still runs on {work.Name}: {failed.Text}", Urgency.Warning);
                work.Run = work.Run with { Guard = Step.GivenUp };
                break;
            case StopWorkloads:
                work.GiveUp($"the workloads of {work.Name} did not stop well: {failed.Text}", Urgency.Warning);
                work.Run = work.Run with { Workloads = Step.GivenUp };
                break;
            case OrderClusterStop order:
                SetNode(turn, order.Node, node => node with { StopFailed = true });
                break;
            case TurnOn on:
                TakeRefusal(work, turn.Topology.Ups(on.Ups));
                break;
            case CycleOutput cycle:
                TakeUnheard(work, turn.Topology.Ups(cycle.Ups), failed.Kind);
                break;
            case QuietMonitors:
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        turn.Put(work.Run);
    }

    // Its card may never have heard of it, as it fell silent just then, or the order was lost: what was to start by it has that chance again when it has had its time.
    private static void TakeUnheard(RunTurn work, int at, FailureKind kind)
    {
        if (kind != FailureKind.NoAnswer)
            return;
        foreach (var member in work.Run.Members)
        {
            if (work.Turn.Topology.Nodes[member.Node].Sources.Any(source => source.Ups == at) && work.Node(member.Node).Power == NodePower.Off)
                work.Set(member with { Cycled = false });
        }
    }

    // Orders are repeated until their phase ends: that one of them has failed changes nothing.
    private static bool StaysOpen(Turn turn, Effect effect, EffectFailed failed) => effect switch
    {
        ArmCut or RunJobs or WaitGuard or QuietMonitors or CycleOutput => false,
        ProbeDisk => failed.Kind != FailureKind.NotSupported,
        StopWorkloads or OrderClusterStop => failed.Kind == FailureKind.NoAnswer,
        TurnOn on => failed.Kind != FailureKind.BadValue || !MayHaveNoMains(turn, on.Ups),
        _ => true,
    };

    // A countdown that was not heard to end, and comes soon or is on a card that is heard by now, is told so again after a short pause.
    private static void Hurry(RunTurn work, PendingEffect pending, FailureKind kind)
    {
        if (pending.Effect is not DisarmCut disarm || Find(work.Turn, disarm.Ups, disarm.OutletGroup) is not { } at
            || work.Turn.Output(at) is not { Cut: CutStage.Ordered or CutStage.Armed } cut || work.Now > cut.OffAt
            || (work.Now < cut.OffAt - Limits.CutMargin && (kind != FailureKind.NoAnswer || work.Turn.Ups(at.Ups).SilentSince is not null)))
            return;
        work.Run = work.Run with { Pending = work.Run.Pending.Replace(pending, pending with { RetryAt = work.Now + Limits.CutPause }) };
        work.Due(work.Now + Limits.CutPause);
        work.Turn.Put(work.Run);
    }

    private static (RunTurn Work, PendingEffect Pending)? Claim(Turn turn, EffectId id)
    {
        if (turn.Find(id.Run) is { } run)
        {
            foreach (var pending in run.Pending)
            {
                if (pending.Effect.Id == id)
                    return (new RunTurn(turn, run), pending);
            }
        }

        turn.Note(Rule.LateResultDropped);
        return null;
    }

    private static void TakeArmed(RunTurn work, ArmCut cut, TimeSpan? readBack)
    {
        var settings = work.Turn.Topology.Site.Upses[work.Turn.Topology.Ups(cut.Ups)].Settings;
        SetOutput(work.Turn, cut.Ups, cut.OutletGroup, output =>
        {
            var delay = readBack ?? cut.Delay;
            if (delay < cut.Delay)
            {
                work.Note(Rule.CutReadBackDiffers);
                work.GiveUp($"{cut.Ups} was told to cut after {UnitText.Seconds(cut.Delay)} and runs {UnitText.Seconds(delay)}");
            }

            var waits = CutArithmetic.GracefulDelay(settings) - settings.ShutoffDelay;
            var off = cut.Kind == CutKind.Graceful && !IsWhatIsLeft(work, output, delay, cut.Delay, waits) ? delay + waits : delay;
            return output with { Cut = CutStage.Armed, OffAt = work.Now + off, EarlierOffAt = TimeSpan.Zero };
        });
    }

    // A countdown that runs since before the answer tells how much of all of it is left: less than the delay, or just what the first order, taken without an answer, has left, or one of those after it.
    private static bool IsWhatIsLeft(RunTurn work, OutputState output, TimeSpan told, TimeSpan delay, TimeSpan waits)
    {
        var left = delay + waits - (work.Now - output.FirstAt);
        return told < delay || (work.Now >= output.FirstAt + Limits.CountdownStep
            && (SureCut.HasUnansweredBefore(output) ? told > left - Limits.CutRetry && told < delay + waits : (told - left).Duration() < Limits.CountdownStep));
    }

    // It was put off, or one counted that is known here no more, and the card does not begin its countdown anew: what is left of the earlier one is too little.
    // That is ended, and a new one begun when it is over.
    // An order without an answer, if it was taken, would have more left.
    private static void EndWhatGoesOn(RunTurn work, ArmCut cut, TimeSpan? readBack)
    {
        if (readBack < cut.Delay && Find(work.Turn, cut.Ups, cut.OutletGroup) is { } at && work.Turn.Output(at) is var output && (output.Attempts > 1 || work.Turn.Ups(at.Ups).CutPending)
            && (readBack < (cut.Delay - (output.OrderedAt - output.FirstAt)) / 2 || (output.Attempts > 1 && StopsThisHostTooSoon(work, at, output))))
            CutWatch.TakeBack(work, at);
    }

    // To put it off again and again would only use up the orders, in a moment where this very host is about to go and nobody will be there to put it off later.
    private static bool StopsThisHostTooSoon(RunTurn work, OutputAt at, OutputState output) =>
        output.FirstAt == output.OrderedAt && StopsBehind.ComesTooSoon(work, at, output)
        && (CutArming.NodesBehind(work, at).Any(work.IsSelf) || (work.Run.Phase == Phase.ArmingCut && work.Run.Members.Any(member => OsStopPhase.IsLast(work, member))));

    private static void TakeCutFailure(RunTurn work, ArmCut cut, EffectFailed failed) =>
        SetOutput(work.Turn, cut.Ups, cut.OutletGroup, output => failed.Kind switch
        {
            // It has the other kind, perhaps; the mains state was not what we thought.
            FailureKind.BadValue or FailureKind.NotSupported or FailureKind.Ignored => output with { Cut = CutStage.Ignored },
            // No answer is no refusal: perhaps it runs. It counts as ordered, is ordered again, and that is no attempt; only the phase's end ends the trying.
            FailureKind.NoAnswer => output with { Attempts = Math.Max(0, output.Attempts - 1) },
            // What makes the delay so long is over some time: it is ordered again, however often.
            FailureKind.TooLong => output with { Cut = CutStage.None, Attempts = Math.Min(output.Attempts, Limits.CutAttempts - 1) },
            _ => output with { Cut = CutStage.None },
        });

    // It was to put off an earlier one, which goes on for all that anybody sees: that is ended before another is tried.
    // That one is refused says nothing of those before it, and a card that does not know its own state tells of no countdown either.
    private static void EndEarlier(RunTurn work, ArmCut cut, EffectFailed failed)
    {
        if (cut.OutletGroup is null && failed.Kind is FailureKind.BadValue or FailureKind.NotSupported or FailureKind.Ignored
            && work.Turn.Topology.Ups(cut.Ups) is >= 0 and var ups && work.Turn.Output(new OutputAt(ups, 0)) is var output
            && (SureCut.HasUnansweredBefore(output) || (output.Attempts > 1 && work.Turn.Ups(ups) is { CutPending: true } or { SilentSince: not null })))
            CutWatch.TakeBack(work, new OutputAt(ups, 0));
    }

    // What was in doubt, or said that it was off and was only not believed yet, may have had no power until now.
    private static void WarmAnew(Turn turn, TurnOn on)
    {
        var ups = turn.Topology.Ups(on.Ups);
        for (var output = 0; ups >= 0 && output < turn.Ups(ups).Outputs.Length; output++)
        {
            var place = turn.Topology.Upses[ups].Outputs[output];
            var wasOff = on.OutletGroup is null ? turn.Ups(ups).OffSince is not null
                : string.Equals(place.OutletGroup, on.OutletGroup, StringComparison.Ordinal) && Supplies.IsInDoubt(turn, new OutputAt(ups, output));
            if (!wasOff)
                continue;
            foreach (var disk in place.Disks)
            {
                if (turn.Disk(disk).Power is DiskPower.Warm or DiskPower.WarmingUp)
                    turn.Set(disk, new DiskState(DiskPower.WarmingUp, turn.Now, turn.Now + turn.Topology.Disks[disk].Disk.WarmUpTime, null, false));
            }
        }
    }

    // Whether it was in time nobody reads of an outlet group: it is in doubt until it is told to turn on.
    private static OutputState Disarmed(Turn turn, OutputState output, string? group) =>
        group is null ? OutputState.Untouched with { Cut = output.Cut == CutStage.Ignored ? CutStage.Ignored : CutStage.None, Kind = output.Kind, Attempts = output.Attempts, OthersEndedAt = output.OthersEndedAt } : output with { Cut = IsOver(turn, output) ? CutStage.Done : CutStage.None };

    private static bool IsOver(Turn turn, OutputState output) => output.Cut == CutStage.Done || (output.Cut == CutStage.Armed && turn.Now >= output.OffAt);

    // Of one whose output is off the card may tell nothing: what it said of mains before that is about another time.
    private static bool MayHaveNoMains(Turn turn, string ups) =>
        turn.Topology.Ups(ups) is >= 0 and var at && (turn.Ups(at).Mains == MainsState.Unknown || turn.Ups(at) is { Mains: MainsState.Good, Output: OutputPower.Off });

    // It has no mains yet, as it turns out: its gate begins anew, and so does the time of the nodes that were to start by it.
    private static void TakeRefusal(RunTurn work, int at)
    {
        work.Turn.Set(at, work.Turn.Ups(at) with { Mains = MainsState.Unknown, MainsSince = work.Now });
        foreach (var member in work.Run.Members)
        {
            if (work.Turn.Topology.Nodes[member.Node].Sources.Any(source => source.Ups == at) && work.Node(member.Node).Power == NodePower.Off)
                work.Set(member with { Starts = 0, StartDueAt = TimeSpan.Zero, StartBy = TimeSpan.Zero });
        }
    }

    private static void SetNode(Turn turn, string name, Func<NodeState, NodeState> change)
    {
        if (turn.Topology.Node(name) is >= 0 and var at)
            turn.Set(at, change(turn.Node(at)));
    }

    private static void SetMember(RunTurn work, string node, Func<RunMember, RunMember> change)
    {
        var at = work.Turn.Topology.Node(node);
        foreach (var member in work.Run.Members)
        {
            if (member.Node == at)
                work.Set(change(member));
        }
    }

    private static void SetOutput(Turn turn, string ups, string? group, Func<OutputState, OutputState> change)
    {
        if (Find(turn, ups, group) is { } at)
            turn.SetOutput(at, change(turn.Output(at)));
    }

    private static OutputAt? Find(Turn turn, string ups, string? group)
    {
        var at = turn.Topology.Ups(ups);
        for (var output = 0; at >= 0 && output < turn.Topology.Upses[at].Outputs.Length; output++)
        {
            if (string.Equals(turn.Topology.Upses[at].Outputs[output].OutletGroup, group, StringComparison.Ordinal))
                return new OutputAt(at, output);
        }

        return null;
    }
}
