using System.Collections.Immutable;
using PowerController.Decisions.Outage;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Shutdown;

/// <summary>A node that comes up only in the dark, or was not heard before, is about to lose its input: it stops at once.</summary>
internal static class LateComer
{
    public static void Stop(RunTurn work, RunMember member)
    {
        var node = work.Node(member.Node);
        // Whoever can wait does, as long as somebody is there to stop it: the card may be heard again, and the cut be taken back.
        if (UnseenCut(work, member.Node) is var latest && latest < TimeSpan.MaxValue && Sooner(Sooner(latest, SeenCut(work, member.Node)), OwnStop.LeavesAt(work.Turn) - Limits.CutMargin) is var waits && work.Now < waits)
        {
            work.Due(waits);
            return;
        }

        // A countdown that nobody here began comes nobody knows when, perhaps in the middle of the stop: it is ended first.
        if (UnknownCut.IsToBeEnded(work, member.Node))
            return;
        // Once it stops nobody can order anything of a UPS that hangs on it, or of any where nobody else leads: its cut, just ordered, comes first.
        foreach (var source in work.Turn.Topology.Nodes[member.Node].Sources)
        {
            if (!work.IsSelf(member.Node) && work.Turn.Topology.Upses[source.Ups].Host != member.Node)
                continue;
            if (work.Turn.Output(source) is { Cut: CutStage.Ordered } cut && work.Now < cut.FirstAt + Limits.CutRetry && work.Turn.Ups(source.Ups).SilentSince is null)
            {
                work.Due(cut.FirstAt + Limits.CutRetry);
                return;
            }

            // Acknowledged it may still be ignored: then it is ordered again, or the node holds out.
            if (work.Turn.Output(source).Cut == CutStage.Armed && work.Turn.Ups(source.Ups).SilentSince is null && (!SureCut.IsSure(work, source) || work.Turn.Output(source).Cut != CutStage.Armed))
                return;
            // One that comes before its stop could end is put off first, as long as somebody can.
            if (ComesWithinItsStop(work, member.Node, source))
            {
                CutWatch.PutOff(work, source);
                return;
            }

            // One that had to be ended for that, or was lost, is begun anew first, too.
            if (work.Turn.Output(source) is { Cut: CutStage.None, Attempts: > 0 } ended && work.Now < ended.OrderedAt + Limits.CutMargin && work.Turn.Ups(source.Ups).SilentSince is null)
            {
                work.Due(ended.OrderedAt + Limits.CutMargin);
                return;
            }
        }

        if (node is { Silent: false, Power: NodePower.Up or NodePower.Starting or NodePower.ClusterStopping or NodePower.ClusterStopped } && node.Boot > 0
            && IsToStop(work, member) && !Reboots(work, member, node))
            OsStopPhase.Order(work, member.Node, forced: true);
    }

    /// <summary>With mains there again nobody is told to stop any more, but who was to stay off for a while.</summary>
    public static bool IsToStop(RunTurn work, RunMember member) =>
        !DarkPhase.MainsIsBack(work) || (HoldOut.IsHeld(work, member) && work.Run.HoldUntil is not null);

    private static bool ComesWithinItsStop(RunTurn work, int node, OutputAt source) =>
        work.Turn.Output(source) is { Cut: CutStage.Armed } cut && (work.Turn.Ups(source.Ups).SilentSince is null || work.Turn.Topology.Upses[source.Ups].Host == node)
        && work.Now < cut.OffAt && cut.OffAt < work.Now + work.Turn.Topology.Nodes[node].Node.OsStopTime;

    private static bool Reboots(RunTurn work, RunMember member, NodeState node)
    {
        var name = work.Turn.NodeName(member.Node);
        return work.IsPending<RebootNode>(order => order.Node == name) || (member.Reboot == Model.Runs.Step.Done && node.BootSeenAt < work.Run.PhaseSince);
    }

    /// <summary>The first cut, of its input or of a disk that it needs, that still counts on a card which does not answer, so that nobody can take it back; less what the node's stop takes.</summary>
    public static TimeSpan UnseenCut(RunTurn work, int node)
    {
        var place = work.Turn.Topology.Nodes[node];
        var first = Sooner(KeepsItsInput(work, place) ? TimeSpan.MaxValue : FirstUnseen(work, node, place.Sources), FirstUnheard(work, node));
        foreach (var disk in place.Disks)
        {
            var sources = work.Turn.Topology.Disks[disk].Sources;
            if (LosesTooMany(work, work.Turn.Topology.Disks[disk]))
                first = Sooner(first, LivesOnBattery(work, sources) ? TimeSpan.Zero : FirstUnseen(work, node, sources));
        }

        return first == TimeSpan.MaxValue ? first : first - place.Node.OsStopTime - Limits.StopMargin;
    }

    /// <summary>When a countdown that its card has shown, and that nobody can take back as the card does not answer any more, leaves the node without input.</summary>
    public static TimeSpan LosesInputUnseen(RunTurn work, int node)
    {
        var place = work.Turn.Topology.Nodes[node];
        var (first, kept) = (TimeSpan.MaxValue, 0);
        foreach (var source in place.Sources)
        {
            if (CountsOnUnseen(work, node, source))
                first = Sooner(first, work.Turn.Output(source).OffAt);
            else if (Supplies.Feeds(work.Turn, source))
                kept++;
        }

        return kept < place.Needs ? first : TimeSpan.MaxValue;
    }

    // What has booted since it may have come has booted after it. A card that speaks by way of a host is silent as that is down.
    private static bool CountsOnUnseen(RunTurn work, int node, OutputAt source) =>
        IsUnseen(work, source) && work.Turn.Ups(source.Ups).CutPending == true && work.Turn.Topology.Upses[source.Ups].Host is null
        && work.Turn.Output(source) is { Cut: CutStage.Armed } cut && work.Node(node).BootSeenAt < CutWatch.Earliest(work.Turn, source, cut);

    // It goes by what its card shows, too, where that comes sooner than what nobody sees.
    private static TimeSpan SeenCut(RunTurn work, int node)
    {
        var first = TimeSpan.MaxValue;
        foreach (var source in work.Turn.Topology.Nodes[node].Sources)
        {
            if (!IsUnseen(work, source) && work.Turn.Output(source) is { Cut: CutStage.Armed } cut && work.Now < cut.OffAt)
                first = Sooner(first, cut.OffAt - work.Turn.Topology.Nodes[node].Node.OsStopTime - Limits.StopMargin);
        }

        foreach (var disk in work.Turn.Topology.Nodes[node].Disks)
        {
            if (GoesOffAt(work, work.Turn.Topology.Disks[disk]) is { } off)
                first = Sooner(first, off - work.Turn.Topology.Nodes[node].Node.OsStopTime - Limits.StopMargin);
        }

        return first;
    }

    // So many of its outputs count down that it goes with the first of them, or are off already.
    private static TimeSpan? GoesOffAt(RunTurn work, DiskPlace disk)
    {
        var (first, kept) = (TimeSpan.MaxValue, 0);
        foreach (var source in disk.Sources)
        {
            if (work.Turn.Output(source) is { Cut: CutStage.Armed } cut)
                first = work.Now < cut.OffAt ? Sooner(first, cut.OffAt) : first;
            else if (Supplies.Feeds(work.Turn, source))
                kept++;
        }

        return kept < disk.Needs && first < TimeSpan.MaxValue ? first : null;
    }

    // Whoever may lead in this terminal's place, unheard, has it cut by the plan.
    private static TimeSpan FirstUnheard(RunTurn work, int node)
    {
        var first = TimeSpan.MaxValue;
        if (!work.Run.GoesDown || work.Now >= work.Run.Deadlines.OffBy + Limits.CutMargin)
            return first;
        foreach (var source in work.Turn.Topology.Nodes[node].Sources)
        {
            if (CutOff.MayBeCutUnheard(work.Turn, node, source))
                first = Sooner(first, CutOff.SoonestCut(work, source));
        }

        return first;
    }

    // Ordered again and again without an answer it may come by the first of these orders.
    private static TimeSpan FirstUnseen(RunTurn work, int node, ImmutableArray<OutputAt> sources)
    {
        var first = TimeSpan.MaxValue;
        foreach (var source in sources)
        {
            if (IsUnseen(work, source))
                first = Sooner(first, work.Turn.Output(source) is { Cut: CutStage.Ordered } cut ? UnheardOff(work, node, cut) : work.Turn.Output(source).OffAt);
        }

        return first;
    }

    // What was put off unheard comes all the same; but booted right before that it has no time for its stop, and is the only way to its card: that may be heard in a moment.
    private static TimeSpan UnheardOff(RunTurn work, int node, OutputState cut) => UnheardCut.FirstOffAt(
        work.Node(node).BootSeenAt + work.Turn.Topology.Nodes[node].Node.OsStopTime + Limits.StopMargin > cut.EarlierOffAt ? cut with { EarlierOffAt = TimeSpan.Zero } : cut);

    private static bool IsUnseen(RunTurn work, OutputAt source) => work.Turn.Ups(source.Ups).SilentSince is not null && CutWatch.IsStillArmed(work.Turn, source);

    // With mains, and no cut of theirs to come, so many of its outputs stay on that it loses nothing by the others.
    private static bool KeepsItsInput(RunTurn work, NodePlace place)
    {
        var kept = 0;
        foreach (var source in place.Sources)
        {
            if (work.Turn.Ups(source.Ups).IsGood && Supplies.Feeds(work.Turn, source) && !CutWatch.IsStillArmed(work.Turn, source))
                kept++;
        }

        return kept >= place.Needs;
    }

    // Of several batteries that carry a disk the others may be enough.
    private static bool LosesTooMany(RunTurn work, DiskPlace disk)
    {
        var kept = 0;
        foreach (var source in disk.Sources)
        {
            if (!IsUnseen(work, source) && Supplies.Feeds(work.Turn, source))
                kept++;
        }

        return kept < disk.Needs;
    }

    // There is no mains that it could be kept by, if its card were heard again.
    private static bool LivesOnBattery(RunTurn work, ImmutableArray<OutputAt> sources)
    {
        foreach (var source in sources)
        {
            if (IsUnseen(work, source) && work.Turn.Ups(source.Ups).Mains == MainsState.Lost)
                return true;
        }

        return false;
    }

    private static TimeSpan Sooner(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
