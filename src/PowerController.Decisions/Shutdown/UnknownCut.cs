using PowerController.Decisions.Outage;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Shutdown;

/// <summary>A countdown that a card tells of and nobody here began.</summary>
internal static class UnknownCut
{
    /// <summary>A countdown that the card tells of and nobody here knows: another master began it, right before it went down itself.</summary>
    public static void TakeUp(RunTurn work)
    {
        foreach (var at in CutArming.OutputsOf(work))
        {
            if (at.Output > 0 || !IsShown(work, at))
                continue;
            var again = work.Turn.Output(at).OrderedAt + Limits.CutRetry;
            if (work.Now < again)
            {
                work.Due(again);
                continue;
            }

            work.Note(Rule.CutTakenUp);
            // When it comes nobody knows. What it feeds may need longer: it is ended, and begun anew when that has stopped.
            if (RunsOnOrMayBoot(work, at))
            {
                if (IsSeenLongEnough(work, at))
                    End(work, at);
                continue;
            }

            var settings = work.Turn.Topology.Upses[at.Ups].Ups.Settings;
            var latest = work.Now + Plans.CutArithmetic.GracefulDelay(settings);
            work.Turn.SetOutput(at, new OutputState(CutStage.Armed, CutKind.Graceful, work.Now, latest, 1, work.Run.Id));
        }
    }

    /// <summary>The card of the output tells of a countdown that is known of no run here.</summary>
    public static bool IsShown(RunTurn work, OutputAt at) =>
        work.Turn.Ups(at.Ups) is { CutPending: true, SilentSince: null } && work.Turn.Output(at with { Output = 0 }).Cut is not (CutStage.Ordered or CutStage.Armed);

    /// <summary>It was seen before its card fell silent, and counts down still, while all that it feeds ran on and was heard: nobody has begun it to stop that, so it has been seen for long enough.</summary>
    public static void CountsOn(Turn turn, int ups, UpsState was)
    {
        var at = new OutputAt(ups, 0);
        var seen = turn.Now - Limits.CutMargin;
        if (was is not { SilentSince: { } silent, CutPending: true } || turn.Ups(ups) is not { SilentSince: null, CutPending: true }
            || turn.Output(at) is not { Cut: CutStage.None, OrderedAt.Ticks: > 0 } output || output.OrderedAt > silent || output.OrderedAt > seen)
            return;
        foreach (var node in turn.Topology.Upses[ups].Outputs[0].Behind)
        {
            if (turn.Node(node).Silent || turn.Node(node).Since >= silent)
                return;
        }

        turn.SetOutput(at, output with { OrderedAt = seen });
    }

    private static void End(RunTurn work, OutputAt at)
    {
        if (CutArming.IsTakenBack(work, at))
            return;
        work.Turn.SetOutput(at, work.Turn.Output(at) with { OthersEndedAt = work.Now });
        CutWatch.TakeBack(work, at);
    }

    /// <summary>How long a node may need that has not been heard since the start, where a countdown which another terminal had begun was ended here: a new one leaves it the time of a whole boot. Null where there was none.</summary>
    /// <remarks>Most likely it has stopped for that countdown. Without a new one nobody would start it again, nor this host.</remarks>
    public static TimeSpan? LeftByOthers(RunTurn work, OutputAt at, int node)
    {
        var ended = work.Turn.Output(at).OthersEndedAt;
        if (ended == TimeSpan.Zero || ended < work.Turn.LookUntil - work.Turn.Topology.Site.Timing.PollGap || work.IsSelf(node) || work.Node(node) is not { Silent: true, Unseen: true } || OsStopPhase.AnybodyStays(work))
            return null;
        var place = work.Turn.Topology.Nodes[node].Node;
        var left = ended + place.StartLimit + place.OsStopTime - work.Now;
        return left > TimeSpan.Zero ? left : left > -Limits.CutMargin ? TimeSpan.Zero : null;
    }

    /// <summary>It takes a disk from what still stops, and with mains there nobody needs it.</summary>
    public static bool TakesADiskForNothing(RunTurn work, OutputAt at) =>
        at.Output == 0 && CutArming.FeedsDisk(work, at) && work.Turn.Ups(at.Ups).Mains == MainsState.Good && IsShown(work, at);

    /// <summary>A card that feeds the node counts down, nobody here began that, and it has not yet been seen for so long that it is ended.</summary>
    public static bool IsToBeEnded(RunTurn work, int node) => work.Turn.Topology.Nodes[node].Sources.Any(at =>
        at.Output == 0 && work.Turn.Ups(at.Ups) is { CutPending: true, SilentSince: null, Mains: MainsState.Lost } && work.Turn.Output(at) is { Cut: not (CutStage.Ordered or CutStage.Armed or CutStage.Done) } output
        && (CutArming.IsTakenBack(work, at) || work.Now < output.OrderedAt + Limits.CutMargin + Limits.CutPause));

    /// <summary>Its card showed one as it fell silent: when it comes nobody knows, and nobody can end it.</summary>
    /// <remarks>Whatever has booted since has booted after it, and long after that it was ended by whoever began it.</remarks>
    public static bool CountsUnseen(RunTurn work, OutputAt at)
    {
        if (at.Output > 0 || work.Turn.Ups(at.Ups) is not { CutPending: true, SilentSince: { } silent } || work.Turn.Output(at) is not { Cut: CutStage.None or CutStage.Ignored or CutStage.Impossible } output
            || output.OrderedAt >= silent || work.Turn.Topology.Upses[at.Ups].Outputs[at.Output].Nodes.Any(node => work.Node(node).BootSeenAt > silent))
            return false;
        var over = silent + Plans.CutArithmetic.GracefulDelay(work.Turn.Topology.Upses[at.Ups].Ups.Settings) + Limits.CutMargin;
        if (work.Now < over)
            work.Due(over);
        return work.Now < over;
    }

    private static bool RunsOnOrMayBoot(RunTurn work, OutputAt at) =>
        CutArming.NodesBehind(work, at).Any(node => work.Node(node).Power is not (NodePower.Off or NodePower.OsStopping) || UnheardBoot.IsPossible(work.Turn, node) || UnheardBoot.FollowsItsStop(work.Node(node)));

    // A former master that has not heard of us yet may have begun it, and be about to stop what it feeds: that is heard of soon. A site's only terminal has none, and who has just booted in a
    // run that rises is stopped by none.
    private static bool IsSeenLongEnough(RunTurn work, OutputAt at)
    {
        if (work.Turn.Topology.Terminals.Length == 1 || (work.Run.Phase > Phase.Dark && StrayCut.FeedsWhoHasJustBooted(work.Turn, at)))
            return true;
        var from = SeenLongEnoughAt(work.Turn, at, TimeSpan.Zero);
        work.Due(from - Limits.CutMargin + Limits.QuietForOff);
        work.Due(from);
        return CutArming.NodesBehind(work, at).Any(node => IsNotAboutToStop(work, node, from - Limits.CutMargin)) || work.Now >= from;
    }

    // This very host obeys nobody else while its terminal leads: before its own run comes to the systems, or after a boot, it is not about to stop, and loses nothing that it runs on.
    // Otherwise another one that leads may stop it as soon as it is heard of, and without the cut nobody would start it again. On the way down that may be so without
    // having been heard of yet, so it is given a moment; who comes up, or has just booted, is stopped for nothing.
    private static bool IsNotAboutToStop(RunTurn work, int node, TimeSpan seen) =>
        work.IsSelf(node) && (work.Node(node).BootSeenAt > work.Run.CommittedAt
            || (work.Run.Phase is not (Phase.StoppingOs or Phase.ArmingCut or Phase.Dark) && (work.Run.Phase > Phase.Dark || work.Now >= seen + Limits.QuietForOff)));

    /// <summary>When a countdown that nobody here began has been seen for long enough. Where it is seen first, that is taken down as the moment of its order.</summary>
    public static TimeSpan SeenLongEnoughAt(Turn turn, OutputAt at, TimeSpan running)
    {
        var output = turn.Output(at);
        if (turn.Now >= output.OrderedAt + Limits.CutMargin + Limits.CutMargin)
            turn.SetOutput(at, output = output with { OrderedAt = turn.Now });
        return (running > output.OrderedAt ? running : output.OrderedAt) + Limits.CutMargin;
    }
}
