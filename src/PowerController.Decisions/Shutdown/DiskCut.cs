using PowerController.Decisions.Outage;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Shutdown;

/// <summary>The cut of an output that feeds a disk: it comes after all that the disk serves, and only where it is still wanted.</summary>
internal static class DiskCut
{
    /// <summary>Its mains is there to stay, and what it serves may come up by itself at any moment: its card may fall silent before that is heard of.</summary>
    public static bool IsWantedNoMore(RunTurn work, OutputAt at)
    {
        if (work.Run.Phase < Phase.Dark || (work.Run.Phase == Phase.Dark && !DarkPhase.MainsIsBack(work)))
            return false;
        if (work.Run.Aim == RunAim.StopAndStay || work.Run.HoldUntil > work.Now || work.Turn.Topology.Upses[at.Ups].Outputs[at.Output] is not { Disks.IsEmpty: false, Nodes.IsEmpty: true }
            || work.Turn.Ups(at.Ups) is not { SilentSince: null, Mains: MainsState.Good, Output: OutputPower.On } ups)
            return false;
        var stable = ups.MainsSince + work.Turn.Topology.Site.Timing.MainsStable;
        if (work.Now < stable)
            work.Due(stable);
        return work.Now >= stable;
    }

    /// <summary>With mains there is no hurry: it is not left to the moment before it comes, when nobody may reach the card.</summary>
    public static bool EndsForABoot(RunTurn work, OutputAt at, OutputState output) =>
        CutArming.FeedsDisk(work, at) && work.Turn.Ups(at.Ups) is { SilentSince: null, Mains: MainsState.Good }
        && (UnheardBoot.MayRunBehind(work.Turn, at, output.OffAt) || (!work.IsPlanned && IsAnyFedUnseen(work, at)));

    private static bool IsAnyFedUnseen(RunTurn work, OutputAt at) => CutArming.NodesBehind(work, at).Any(node => MayBeFedUnseen(work, at, node));

    /// <summary>On battery it is begun anew as soon as it is known that something may boot which it would take its disk from: later nobody may reach the card.</summary>
    public static bool IsPutOffForABoot(RunTurn work, OutputAt at, OutputState output) =>
        CutArming.FeedsDisk(work, at) && work.Turn.Ups(at.Ups) is { SilentSince: null, Mains: MainsState.Lost, ExhaustingSince: null } && UnheardBoot.MayRunBehind(work.Turn, at, output.OffAt);

    /// <summary>Somebody whom it serves may live. Only a sign of life holds it, or a boot that nobody hears: no answer at all is what is to be expected by now.</summary>
    public static bool IsAwaited(RunTurn work, OutputAt at)
    {
        var place = work.Turn.Topology.Upses[at.Ups].Outputs[at.Output];
        foreach (var node in place.Disks.SelectMany(disk => work.Turn.Topology.Disks[disk].Nodes))
        {
            var state = work.Node(node);
            if (UnheardBoot.IsPossible(work.Turn, node)
                // With mains there again there is no hurry, and nobody asks any more: what is not known to be off may still stop.
                || (state.Power == NodePower.OsStopping && work.Run.Phase >= Phase.AwaitingPower && work.Turn.Ups(at.Ups).Mains == MainsState.Good)
                || MayBeFedUnseen(work, at, node)
                || state.Power is NodePower.Up or NodePower.Starting or NodePower.ClusterStopping or NodePower.ClusterStopped
                || (state.Power is NodePower.OsStopping or NodePower.Lost && state.NoAnswers < Limits.ProbesForOff && work.Now - state.HeardAt < Limits.ProbePace * 3 && !work.IsSelf(node)))
                return true;
        }

        return false;
    }

    /// <summary>Somebody whom it serves runs on beyond its time: it waits for that one's input to go, and is not left to the moment before it comes, when nobody may reach the card.</summary>
    public static bool EndsForOneThatRunsOn(RunTurn work, OutputAt at) =>
        CutArming.FeedsDisk(work, at) && AnyWaitsForInput(work, at);

    private static bool AnyWaitsForInput(RunTurn work, OutputAt at)
    {
        foreach (var node in CutArming.NodesBehind(work, at))
        {
            if (WaitsForInput(work, at, node))
                return true;
        }

        return false;
    }

    /// <summary>It runs on beyond its time, and loses its input at some time: by its own cut, or with the battery that the disk lives on.</summary>
    public static bool WaitsForInput(RunTurn work, OutputAt at, int node) =>
        UnheardStop.HasOutlasted(work.Turn, node) && (work.Turn.Ups(at.Ups).Mains == MainsState.Lost || StopsBehind.LosesInputAt(work, node) is not null);

    /// <summary>An output of a node that it serves is on again by itself before it comes, as its card counts down longer than it was told: nobody may be there then who could put it off.</summary>
    public static bool ComesAfterAReturn(RunTurn work, OutputAt at, OutputState cut)
    {
        if (work.Run is not { Aim: RunAim.StopAndStart, HoldUntil: null } || !CutArming.FeedsDisk(work, at))
            return false;
        foreach (var node in CutArming.NodesBehind(work, at))
        {
            foreach (var source in work.Turn.Topology.Nodes[node].Sources)
            {
                if (source != at && work.Turn.Output(source) is { Cut: CutStage.Armed } own && own.OffAt + work.Turn.Topology.Upses[source.Ups].Ups.Settings.DiskProtectionTime < cut.OffAt)
                    return true;
            }
        }

        return false;
    }

    /// <summary>It is ended and not begun anew: whoever comes up finds the disk there.</summary>
    public static void LeaveOn(RunTurn work, OutputAt at, OutputState cut)
    {
        work.Note(Rule.DiskLeftOn);
        work.GiveUp($"{CutArming.At(work, at)} counts down longer than it was told, until nodes are on again that live on its disk: it is left on");
        work.Turn.SetOutput(at, cut with { Cut = CutStage.Impossible, Attempts = Limits.CutAttempts });
        CutWatch.TakeBack(work, at);
    }

    // Its own output went off, and its card is silent: with mains it may have input again at any moment.
    private static bool MayBeFedUnseen(RunTurn work, OutputAt disk, int node)
    {
        var place = work.Turn.Topology.Nodes[node];
        return work.Node(node) is { Power: NodePower.Off, Unfed: true } && !Supplies.IsUnfed(work.Turn, place.Sources, place.Needs)
            && (work.Turn.Ups(disk.Ups).Mains == MainsState.Good || place.Sources.Any(source => MayComeOn(work, disk, source, place.Node.StartLimit)));
    }

    // It had mains when it was last heard; or it was cut so lately that it may be coming back by itself, and the battery of the disk can wait for that.
    private static bool MayComeOn(RunTurn work, OutputAt disk, OutputAt source, TimeSpan startLimit)
    {
        if (work.Turn.Ups(source.Ups) is not { SilentSince: not null } ups)
            return false;
        var cut = work.Turn.Output(source);
        return ups.Mains == MainsState.Good
            || (cut.Cut == CutStage.Done && work.Turn.Ups(disk.Ups).ExhaustingSince is null
                && work.Now < cut.OffAt + work.Turn.Topology.Upses[source.Ups].Ups.Settings.DiskProtectionTime + Limits.ReturnMargin + startLimit);
    }
}
