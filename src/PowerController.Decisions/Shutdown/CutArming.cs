using System.Collections.Immutable;
using PowerController.Decisions.Outage;
using PowerController.Decisions.Plans;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Decisions.Shutdown;

/// <summary>Arms the cut of the outputs of a run, nodes' first, disks' last, each with a delay that its nodes' stop fits into.</summary>
internal static class CutArming
{
    /// <summary>Every output that feeds a node of the run, or a disk when the whole unit goes; nodes' outputs first.</summary>
    public static ImmutableArray<OutputAt> OutputsOf(RunTurn work) => OutputsOf(work.Turn.Topology, work.Run);

    public static ImmutableArray<OutputAt> OutputsOf(Topology topology, Run run)
    {
        // Made once for a site, as they are asked for many times in each decision; only what others have parted from is put together anew.
        var unit = topology.Units[run.Unit];
        if (run.Whole && run.Members.Length == unit.Nodes.Length)
            return unit.Outputs;
        if (!run.Whole && run.Members.Length == 1)
            return topology.Nodes[run.Members[0].Node].Outputs;
        return topology.OutputsOf(run.Members.Select(member => member.Node), run.Whole ? unit.Disks : []);
    }

    public static bool FeedsDisk(RunTurn work, OutputAt at) => work.Turn.Topology.FeedsDisk(at);

    /// <summary>Nothing more can be done for the output: armed, off, or reported impossible.</summary>
    public static bool IsSettled(RunTurn work, OutputAt at) =>
        work.Turn.Output(at).Cut is CutStage.Armed or CutStage.Done or CutStage.Impossible || IsLeft(work, at);

    /// <summary>Orders what may be ordered now. An output in doubt is left as it is and looked at again.</summary>
    public static void Step(RunTurn work, OutputAt at)
    {
        if (work.Turn.Output(at).Cut is CutStage.Armed or CutStage.Done or CutStage.Impossible || IsLeft(work, at) || IsBusy(work, at))
            return;
        if (WaitsToBeHeard(work, at) || CommonCut.IsHalf(work, at) || (work.Run.Phase is Phase.ArmingCut or Phase.Dark && IsForOneThatRunsOn(work, at)))
            return;
        if (Stops(work, at) is not { } longest)
        {
            // Ordered and not acknowledged it may run all the same, or an earlier one that this was to put off.
            if (work.Turn.Output(at).Cut == CutStage.Ordered && !UnheardCut.ComesAfterDeadlines(work, at))
                CutWatch.TakeBack(work, at);
            return;
        }

        if (FeedsDisk(work, at) && !MayDiskGo(work, at))
            return;
        Arm(work, at, longest);
    }

    /// <summary>It must stay on, for others' sake or because its card can not cut while it has mains.</summary>
    public static bool IsLeft(RunTurn work, OutputAt at)
    {
        // What was taken up goes through.
        if (work.Turn.Output(at).Cut is CutStage.Ordered or CutStage.Armed or CutStage.Done)
            return false;
        var topology = work.Turn.Topology;
        var ups = topology.Upses[at.Ups].Ups;
        var place = topology.Upses[at.Ups].Outputs[at.Output];
        var lost = work.Turn.Ups(at.Ups) is { Mains: MainsState.Lost } or { IsLost: true };
        if (!lost && ups.FeedsOthers)
            return Left(work, Rule.CutLeftForOthers);
        if (!lost && place.Disks.Length > 0 && !work.IsPlanned)
            return Left(work, Rule.DiskLeftOn);
        if (!lost && ups.CutOnMains == CutOnMains.Impossible)
            return Left(work, Rule.CutNotPossible);
        foreach (var terminal in place.Terminals)
        {
            if (topology.Terminals[terminal].Node is null)
                return Left(work, Rule.CutLeftForOthers);
        }

        foreach (var node in place.Nodes)
        {
            if (work.Node(node).MayRun && RunTaking(work, node) is null && UnknownCut.LeftByOthers(work, at, node) is null)
                return Left(work, Rule.CutLeftForOthers);
        }

        foreach (var disk in place.Disks)
        {
            foreach (var node in topology.Disks[disk].Nodes)
            {
                // A disk is let go only by its whole clusters: a node alone leaves it to the others.
                if (RunTaking(work, node) is not { Whole: true } && !(work.IsPlanned && !work.Node(node).MayRun))
                    return Left(work, Rule.CutLeftForOthers);
            }
        }

        return false;
    }

    /// <summary>Orders the cut again with the whole delay: a node still lives that the disk must wait for, or goes only later by its plan.</summary>
    public static void PutOff(RunTurn work, OutputAt at, TimeSpan atLeast = default)
    {
        work.Note(Rule.DiskCutPutOff);
        var longest = atLeast;
        foreach (var node in NodesBehind(work, at))
            longest = Longer(longest, Longer(work.Turn.Topology.Nodes[node].Node.OsStopTime, StopLeft(work, at, node) ?? TimeSpan.Zero));
        Arm(work, at, longest);
    }

    /// <summary>Whether a node behind the output needs longer than until its cut: it has not begun to stop, or has begun late.</summary>
    public static bool ComesTooSoon(RunTurn work, OutputAt at, OutputState output) =>
        NeedsLonger(work, at, output.OffAt) || AnyAnswersUntold(work, work.Turn.Topology.Upses[at.Ups].Outputs[at.Output].Nodes);

    /// <summary>Whether the stop of a node behind the output, as far as it is known, would not be over by then.</summary>
    public static bool NeedsLonger(RunTurn work, OutputAt at, TimeSpan off)
    {
        foreach (var node in work.Turn.Topology.Upses[at.Ups].Outputs[at.Output].Nodes)
        {
            if (StopLeft(work, at, node) is not { } left || left > off - work.Now || DiskWaitsFor(work, at, node))
                return true;
        }

        return false;
    }

    /// <summary>It was to go by its deadlines, has said nothing of it, and still answers: its agent may be dead.</summary>
    public static bool AnswersUntold(RunTurn work, int node) =>
        work.Node(node) is { Power: NodePower.OsStopping, Silent: true, NoAnswers: < Limits.ProbesForOff } state && work.Now - state.HeardAt < Limits.ProbePace * 3
        && work.Run.Has(node) && work.Member(node).OsStop != Model.Runs.Step.Done;

    private static bool AnyAnswersUntold(RunTurn work, ImmutableArray<int> nodes)
    {
        foreach (var node in nodes)
        {
            if (AnswersUntold(work, node))
                return true;
        }

        return false;
    }

    /// <summary>This host is about to go, as the last, and something behind the output runs on that was to go by its deadlines: nobody will be there to put off what it lives on.</summary>
    /// <remarks>Before that it may only be late with its stop.</remarks>
    public static bool IsForOneThatRunsOn(RunTurn work, OutputAt at)
    {
        if (OsStopPhase.AnybodyStays(work))
            return false;
        return AnyAnswersInSilence(work, at) || (IsLateOrRunsOn(work, at) && !IsBeforeItGoes(work));
    }

    private static bool AnyAnswersInSilence(RunTurn work, OutputAt at)
    {
        foreach (var node in NodesBehind(work, at))
        {
            if (UnheardStop.AnswersInSilence(work.Turn, node))
                return true;
        }

        return false;
    }

    /// <summary>Something behind the output was to go by its deadlines and still answers: whether it is only late this host, the last, sees before it goes.</summary>
    public static bool IsLookedAt(RunTurn work, OutputAt at) => !OsStopPhase.AnybodyStays(work) && IsLateOrRunsOn(work, at) && IsBeforeItGoes(work);

    private static bool IsLateOrRunsOn(RunTurn work, OutputAt at) => NodesBehind(work, at).Any(node => work.Node(node).Presumed && AnswersUntold(work, node));

    private static bool IsBeforeItGoes(RunTurn work)
    {
        var latest = ArmingPhase.GoesBy(work.Run) - Limits.CutRetry;
        if (work.Now < latest)
            work.Due(latest);
        return work.Now < latest;
    }

    /// <summary>How long the stops of all the nodes behind the output may still take; null while one of them has not begun and may not begin.</summary>
    public static TimeSpan? Stops(RunTurn work, OutputAt at)
    {
        var longest = TimeSpan.Zero;
        foreach (var node in NodesBehind(work, at))
        {
            if (StopLeft(work, at, node) is not { } left || DiskWaitsFor(work, at, node) || (FeedsDisk(work, at) && DiskCut.WaitsForInput(work, at, node)))
            {
                work.Note(FeedsDisk(work, at) ? Rule.DiskWaitsForNodes : Rule.CutLeftForUntoldNode);
                return null;
            }

            longest = Longer(longest, left);
            // One that is not heard may have nobody on it any more who could stop it: the disk waits for the node's input to go.
            if (FeedsDisk(work, at) && (work.Node(node) is { Silent: true, Power: not (NodePower.Off or NodePower.OsStopping) } || AnswersUntold(work, node)) && LosesInputAt(work, node) is { } dark)
                longest = Longer(longest, dark + Limits.CutMargin - work.Now);
        }

        return longest;
    }

    /// <summary>When so many of its outputs go off that it has no input; null while not so many are to.</summary>
    public static TimeSpan? LosesInputAt(RunTurn work, int node)
    {
        var place = work.Turn.Topology.Nodes[node];
        var last = TimeSpan.Zero;
        var going = 0;
        foreach (var source in place.Sources)
        {
            if (work.Turn.Output(source) is not { Cut: CutStage.Ordered or CutStage.Armed } cut)
                continue;
            going++;
            last = Longer(last, cut.OffAt);
        }

        return place.Sources.Length - going < place.Needs && going > 0 ? last : null;
    }

    public static ImmutableArray<int> NodesBehind(RunTurn work, OutputAt at) => work.Turn.Topology.Upses[at.Ups].Outputs[at.Output].Behind;

    private static TimeSpan? StopLeft(RunTurn work, OutputAt at, int node) => StopLeft(work, node) ?? UnknownCut.LeftByOthers(work, at, node);

    private static TimeSpan? StopLeft(RunTurn work, int node)
    {
        var state = work.Node(node);
        var place = work.Turn.Topology.Nodes[node];
        if (state.Power == NodePower.Off && UnheardBoot.IsPossible(work.Turn, node))
            return UnheardBoot.Until(work.Turn, node) - work.Now + place.Node.OsStopTime;
        // That it answers nothing proves little before its stop has had its time.
        if (state.Power == NodePower.Off)
            return Longer(TimeSpan.Zero, (state.MayStopUntil ?? work.Now) - work.Now);
        if (UnheardStop.IsDoubted(work.Turn, node))
            return null;
        // One that reboots comes back, and goes down only after that.
        if (UnheardBoot.FollowsItsStop(state))
            return Longer(TimeSpan.Zero, Longer(state.Since, state.MayBootSince + place.Node.StartLimit) + place.Node.OsStopTime - work.Now);
        if (state.Power == NodePower.OsStopping)
            return Longer(TimeSpan.Zero, state.Since + place.Node.OsStopTime - work.Now);
        if (RunTaking(work, node) is not { } run)
            return null;
        // Heard, it goes down as soon as the UPS that only it can reach is armed; or just now.
        if (run.Id == work.Run.Id && !state.Silent && (run.Phase is Phase.StoppingOs or Phase.Dark || HoldOut.IsHeld(work, work.Member(node)) || OsStopPhase.IsOrdered(work, node)) && IsReachedBy(work, node))
            return work.Turn.Topology.Site.Timing.OsStopHandout + place.Node.OsStopTime;
        // This very node goes down right after the last cut is armed.
        if (work.IsSelf(node))
            return run.Phase >= Phase.ArmingCut ? place.Node.OsStopTime + place.Node.OsStopTime / 10 : null;
        // Not heard, but it knows the run's deadlines: it stops by itself at the latest then, unless it has done so while nobody looked, and boots.
        return UnheardStop.KnowsDeadlines(state, run) && run.Phase >= Phase.ArmingCut
            ? Longer(TimeSpan.Zero, Longer(state.GoesBy ?? work.StopsItselfBy(run, node), UnheardBoot.UnseenUntil(work.Turn, node)) + place.Node.OsStopTime - work.Now)
            : null;
    }

    // This very node holds out, and its disk must not go before it.
    private static bool DiskWaitsFor(RunTurn work, OutputAt at, int node) =>
        work.IsSelf(node) && FeedsDisk(work, at) && !work.Turn.Topology.Nodes[node].Sources.Contains(at) && RunTaking(work, node) is { } run
        && HoldOut.Applies(run.Id == work.Run.Id ? work : new RunTurn(work.Turn, run), node);

    /// <summary>A node behind it runs, and nobody takes it down: whatever was to be cut there is not wanted any more.</summary>
    public static bool IsNeeded(RunTurn work, OutputAt at) =>
        NodesBehind(work, at).Any(node => work.Node(node).Power is NodePower.Up or NodePower.Starting && RunTaking(work, node) is null);

    /// <summary>Some run has told the card to end the countdown, and has had no answer: it is not told the opposite meanwhile.</summary>
    public static bool IsTakenBack(RunTurn work, OutputAt at) => Names(work, at) is var (ups, group)
        && (work.IsPending<DisarmCut>(disarm => disarm.Ups == ups && disarm.OutletGroup == group) || work.Turn.Runs.Any(run => run.Id != work.Run.Id && run.Pending.Any(pending => pending.Effect is DisarmCut disarm && disarm.Ups == ups && disarm.OutletGroup == group)));

    public static bool IsTakenByNone(RunTurn work, int node) => RunTaking(work, node) is null;

    private static Run? RunTaking(RunTurn work, int node)
    {
        if (work.Run.GoesDown && work.Run.Has(node))
            return work.Run;
        foreach (var run in work.Turn.Runs)
        {
            if (run.Id != work.Run.Id && run.GoesDown && run.Has(node))
                return run;
        }

        return null;
    }

    /// <summary>Whether a UPS of the node is reached by the node itself: once it is down nobody can order anything of that UPS.</summary>
    public static bool IsReachedBy(RunTurn work, int node)
    {
        foreach (var source in work.Turn.Topology.Nodes[node].Sources)
        {
            if (work.Turn.Topology.Upses[source.Ups].Host == node)
                return true;
        }

        return false;
    }

    /// <summary>The outputs that only the node itself can have cut.</summary>
    public static IEnumerable<OutputAt> OnlyBy(RunTurn work, int node) =>
        work.Turn.Topology.Nodes[node].Sources.Where(source => work.Turn.Topology.Upses[source.Ups].Host == node);

    // A cut that may have been taken unheard would take away the time that a node can hold out for a better moment.
    private static bool WaitsToBeHeard(RunTurn work, OutputAt at) =>
        work.Turn.Ups(at.Ups).SilentSince is not null && work.Turn.Output(at).Cut is CutStage.None or CutStage.Ignored && AnyHoldsOut(work, at);

    private static bool AnyHoldsOut(RunTurn work, OutputAt at) =>
        work.Turn.Topology.Upses[at.Ups].Outputs[at.Output].Nodes.Any(node => HoldOut.Holds(work, node) && !HoldOut.IsAboutToEnd(work, node));

    private static bool MayDiskGo(RunTurn work, OutputAt at)
    {
        foreach (var node in NodesBehind(work, at))
        {
            if (RunTaking(work, node) is { Phase: < Phase.ArmingCut } other && other.Id != work.Run.Id)
            {
                work.Note(Rule.DiskWaitsForOtherRun);
                return false;
            }
        }

        return OutputsOf(work).All(output => FeedsDisk(work, output) || work.Now >= work.Run.Deadlines.CutBy || (IsSettled(work, output) && !IsTakenBack(work, output) && !CommonCut.IsOutOfStep(work, output)));
    }

    private static bool IsBusy(RunTurn work, OutputAt at)
    {
        if (IsOrdering(work, at))
            return true;
        // After a failure the card gets a pause, a longer one each time.
        var output = work.Turn.Output(at);
        var pause = Limits.CutPause * (1 << Math.Clamp(output.Attempts - 1, 0, Limits.CutAttempts - 2));
        if (work.Turn.Ups(at.Ups).SilentSince is not null)
            pause = Longer(pause, Limits.CutRetry);
        if (output.OrderedAt == TimeSpan.Zero || work.Now >= output.OrderedAt + pause)
            return false;
        work.Due(output.OrderedAt + pause);
        return true;
    }

    private static bool IsOrdering(RunTurn work, OutputAt at)
    {
        var (ups, group) = Names(work, at);
        foreach (var pending in work.Run.Pending)
        {
            if (pending.Effect is ArmCut cut && cut.Ups == ups && cut.OutletGroup == group)
                return true;
        }

        return false;
    }

    private static void Arm(RunTurn work, OutputAt at, TimeSpan longest)
    {
        var output = work.Turn.Output(at);
        if (output.Attempts >= Limits.CutAttempts + Limits.CutPutOffs || (output.Attempts >= Limits.CutAttempts && output.Cut != CutStage.Armed))
        {
            work.Turn.SetOutput(at, output with { Cut = CutStage.Impossible });
            work.GiveUp($"the output of {At(work, at)} could not be cut after {output.Attempts} orders");
            if (output.Cut == CutStage.Armed)
                CutWatch.TakeBack(work, at);
            return;
        }

        if (OwnStop.LeavesInDoubt(work, at))
        {
            if (output.Cut is CutStage.Ordered or CutStage.Armed)
                CutWatch.TakeBack(work, at);
            return;
        }

        var (ups, group) = Names(work, at);
        if (IsTakenBack(work, at))
            return;
        var kind = CutOrder.Kind(work, at, output);
        var settings = work.Turn.Topology.Upses[at.Ups].Ups.Settings;
        var delay = CutOrder.Delay(work, at, longest);
        var off = kind == CutKind.Graceful ? delay + CutArithmetic.GracefulDelay(settings) - settings.ShutoffDelay : delay;
        if (CommonCut.Wait(work, at) is var together && together > off)
            (delay, off) = (delay + (together - off), together);
        work.Note(Rule.CutArmed);
        if (kind != CutKind.OnBattery)
            work.Note(Rule.CutOnMains);
        work.Turn.SetOutput(at, new OutputState(CutStage.Ordered, kind, work.Now, work.Now + off, output.Attempts + 1, work.Run.Id,
            output is { Cut: CutStage.Ordered, FirstAt: var first } && first > TimeSpan.Zero ? first : work.Now,
            UnheardCut.EarlierOffAt(work, output),
            UnheardCut.FirstOffAt(output, work.Now + off)) { OthersEndedAt = output.OthersEndedAt });
        work.Forget(effect => effect is ArmCut cut && cut.Ups == ups && cut.OutletGroup == group);
        work.Ask(
            id => new ArmCut(id, ups, group, kind, delay, CutOrder.After(work, at, kind), CutOrder.ReturnAfter(work), $"{work.Run.Why}; off in {UnitText.Seconds(off)}"),
            Limits.CutRetry);
    }

    private static bool Left(RunTurn work, Rule rule)
    {
        work.Note(rule);
        return true;
    }

    public static (string Ups, string? Group) Names(RunTurn work, OutputAt at) => (work.Turn.UpsName(at.Ups), work.Turn.Topology.Upses[at.Ups].Outputs[at.Output].OutletGroup);

    public static string At(RunTurn work, OutputAt at)
    {
        var (ups, group) = Names(work, at);
        return new PowerSource(ups, group).ToString();
    }

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
