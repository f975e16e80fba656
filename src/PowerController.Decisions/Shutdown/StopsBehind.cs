using System.Collections.Immutable;
using PowerController.Decisions.Outage;
using PowerController.Decisions.Turns;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Shutdown;

/// <summary>What the nodes behind an output still need before its cut may come: how long their stops take, and whether some run on that should not.</summary>
internal static class StopsBehind
{
    /// <summary>Whether a node behind the output needs longer than until its cut: it has not begun to stop, or has begun late.</summary>
    public static bool ComesTooSoon(RunTurn work, OutputAt at, OutputState output) =>
        NeedsLonger(work, at, output.OffAt) || AnyAnswersUntold(work, work.Turn.Topology.Upses[at.Ups].Outputs[at.Output].Nodes);

    /// <summary>Whether the stop of a node behind the output, as far as it is known, would not be over by then.</summary>
    public static bool NeedsLonger(RunTurn work, OutputAt at, TimeSpan off)
    {
        foreach (var node in work.Turn.Topology.Upses[at.Ups].Outputs[at.Output].Nodes)
        {
            if (Left(work, at, node) is not { } left || left > off - work.Now || DiskWaitsFor(work, at, node))
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
        foreach (var node in CutArming.NodesBehind(work, at))
        {
            if (UnheardStop.AnswersInSilence(work.Turn, node))
                return true;
        }

        return false;
    }

    /// <summary>Something behind the output was to go by its deadlines and still answers: whether it is only late this host, the last, sees before it goes.</summary>
    public static bool IsLookedAt(RunTurn work, OutputAt at) => !OsStopPhase.AnybodyStays(work) && IsLateOrRunsOn(work, at) && IsBeforeItGoes(work);

    private static bool IsLateOrRunsOn(RunTurn work, OutputAt at) => CutArming.NodesBehind(work, at).Any(node => work.Node(node).Presumed && AnswersUntold(work, node));

    private static bool IsBeforeItGoes(RunTurn work)
    {
        var latest = ArmingPhase.GoesBy(work.Run) - Limits.CutRetry;
        if (work.Now < latest)
            work.Due(latest);
        return work.Now < latest;
    }

    /// <summary>How long the stops of all the nodes behind the output may still take; null while one of them has not begun and may not begin.</summary>
    public static TimeSpan? Longest(RunTurn work, OutputAt at)
    {
        var longest = TimeSpan.Zero;
        foreach (var node in CutArming.NodesBehind(work, at))
        {
            if (Left(work, at, node) is not { } left || DiskWaitsFor(work, at, node) || (CutArming.FeedsDisk(work, at) && DiskCut.WaitsForInput(work, at, node)))
            {
                work.Note(CutArming.FeedsDisk(work, at) ? Rule.DiskWaitsForNodes : Rule.CutLeftForUntoldNode);
                return null;
            }

            longest = Longer(longest, left);
            // One that is not heard may have nobody on it any more who could stop it: the disk waits for the node's input to go.
            if (CutArming.FeedsDisk(work, at) && (work.Node(node) is { Silent: true, Power: not (NodePower.Off or NodePower.OsStopping) } || AnswersUntold(work, node)) && LosesInputAt(work, node) is { } dark)
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

    /// <summary>How long the stop of one of them may still take; null while it has not begun and may not begin. Behind an output that another terminal was about to cut, one that is not heard counts as stopped for that.</summary>
    public static TimeSpan? Left(RunTurn work, OutputAt at, int node) => Left(work, node) ?? UnknownCut.LeftByOthers(work, at, node);

    private static TimeSpan? Left(RunTurn work, int node)
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
        if (CutArming.RunTaking(work, node) is not { } run)
            return null;
        // Heard, it goes down as soon as the UPS that only it can reach is armed; or just now.
        if (run.Id == work.Run.Id && !state.Silent && (run.Phase is Phase.StoppingOs or Phase.Dark || HoldOut.IsHeld(work, work.Member(node)) || OsStopPhase.IsOrdered(work, node)) && CutArming.IsReachedBy(work, node))
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
        work.IsSelf(node) && CutArming.FeedsDisk(work, at) && !work.Turn.Topology.Nodes[node].Sources.Contains(at) && CutArming.RunTaking(work, node) is { } run
        && HoldOut.Applies(run.Id == work.Run.Id ? work : new RunTurn(work.Turn, run), node);

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
