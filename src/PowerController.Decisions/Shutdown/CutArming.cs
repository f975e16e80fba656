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
        if (WaitsToBeHeard(work, at) || CommonCut.IsHalf(work, at) || (work.Run.Phase is Phase.ArmingCut or Phase.Dark && StopsBehind.IsForOneThatRunsOn(work, at)))
            return;
        if (StopsBehind.Longest(work, at) is not { } longest)
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
            longest = Longer(longest, Longer(work.Turn.Topology.Nodes[node].Node.OsStopTime, StopsBehind.Left(work, at, node) ?? TimeSpan.Zero));
        Arm(work, at, longest);
    }

    public static ImmutableArray<int> NodesBehind(RunTurn work, OutputAt at) => work.Turn.Topology.Upses[at.Ups].Outputs[at.Output].Behind;

    /// <summary>A node behind it runs, and nobody takes it down: whatever was to be cut there is not wanted any more.</summary>
    public static bool IsNeeded(RunTurn work, OutputAt at) =>
        NodesBehind(work, at).Any(node => work.Node(node).Power is NodePower.Up or NodePower.Starting && RunTaking(work, node) is null);

    /// <summary>Some run has told the card to end the countdown, and has had no answer: it is not told the opposite meanwhile.</summary>
    public static bool IsTakenBack(RunTurn work, OutputAt at) => Names(work, at) is var (ups, group)
        && (work.IsPending<DisarmCut>(disarm => disarm.Ups == ups && disarm.OutletGroup == group) || work.Turn.Runs.Any(run => run.Id != work.Run.Id && run.Pending.Any(pending => pending.Effect is DisarmCut disarm && disarm.Ups == ups && disarm.OutletGroup == group)));

    public static bool IsTakenByNone(RunTurn work, int node) => RunTaking(work, node) is null;

    public static Run? RunTaking(RunTurn work, int node)
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
        if (IsOrdering(work, at, work.Run))
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

    /// <summary>The run has ordered the cut, and waits for the answer.</summary>
    public static bool IsOrdering(RunTurn work, OutputAt at, Run run)
    {
        var (ups, group) = Names(work, at);
        foreach (var pending in run.Pending)
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
