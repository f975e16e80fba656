using System.Collections.Immutable;
using PowerController.Decisions.Outage;
using PowerController.Decisions.Turns;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Shutdown;

/// <summary>ArmingCut: until every output is armed or reported impossible; then this terminal's own node goes.</summary>
internal static class ArmingPhase
{
    private static readonly TimeSpan _tries = Limits.CutRetry * Limits.CutAttempts;

    public static void Step(RunTurn work)
    {
        // When this very host goes down with it, nobody will look whether a cut has worked.
        var last = work.Run.Members.Any(member => OsStopPhase.IsLast(work, member) && !OsStopPhase.IsStopped(work, member));
        // Before the disks' cuts are ordered, which come after those of the nodes: one that is begun anew comes later than it seems now.
        if (last)
            CutWatch.MakeTime(work);
        CutWatch.Step(work);
        StopWhoHeldOut(work);
        var settled = true;
        var before = GoesBy(work.Run);
        if (last)
        {
            // Whether who was to go by its deadlines still runs is asked until this host goes, too.
            foreach (var member in work.Run.Members)
            {
                if (work.Node(member.Node).Power is NodePower.OsStopping or NodePower.Lost && !work.IsSelf(member.Node))
                    work.Probe(member.Node);
                // What has come up since goes down again while its cut can still be ordered anew; one whose UPS only it can reach has that ordered first.
                if (!work.IsSelf(member.Node) && !CutArming.IsReachedBy(work, member.Node) && work.Node(member.Node) is { Silent: false, Power: NodePower.Up or NodePower.Starting } up && up.BootSeenAt > work.Run.CommittedAt)
                    LateComer.Stop(work, member);
            }
        }

        var by = last ? Sooner(Sooner(before, BeforeItsOwnCut(work)), HasToGoBy(work)) : work.Run.Members.Any(member => HoldOut.Holds(work, member.Node)) ? before : work.Run.Deadlines.CutBy;
        // Where no battery drives it but its deadline, it goes when it is known whether anything will start it again.
        var own = last ? work.Run.Members.FirstOrDefault(member => OsStopPhase.IsLast(work, member)) : null;
        var later = own is null ? by
            : SureCut.StillTries(work, own.Node) ? Sooner(by + _tries, HasToGoBy(work))
            : SureCut.IsBegunAnew(work, own.Node) && HoldOut.BatteriesLast(work, own.Node) > before + _tries ? Longer(by, Sooner(BeforeItsOwnCut(work), Sooner(before + _tries, HasToGoBy(work))))
            : by;
        if (last)
            BringTogether(work, later);
        foreach (var at in CutArming.OutputsOf(work))
            settled &= IsOutOfReach(work, at) || (last ? SureCut.IsSure(work, at) && !StopsBehind.IsLookedAt(work, at) && !(later > by && CommonCut.IsOutOfStep(work, at)) : CutArming.IsSettled(work, at));
        if (!settled && work.Now < by)
        {
            work.Due(by);
            return;
        }

        if (!settled && own is not null && WaitsForAnother(work, own.Node))
            return;

        if (!settled && own is not null && work.Now < later)
        {
            HoldOut.Postpone(work, own);
            work.Due(later);
            return;
        }

        // Who takes over must know of the run: nobody else would start what this host's stop leaves off.
        var known = work.Run.CommittedAt + Limits.HandOver;
        if (last && work.Now < known && work.Turn.Topology.Terminals.Length > 1)
        {
            work.Due(known.Value);
            return;
        }

        foreach (var at in CutArming.OutputsOf(work))
        {
            if (!CutArming.IsSettled(work, at))
                work.GiveUp($"the output of {CutArming.At(work, at)} is not armed in time: what it feeds may still be running, or its card does not take the order");
        }

        foreach (var member in work.Run.Members)
        {
            if (!OsStopPhase.IsLast(work, member) || OsStopPhase.IsStopped(work, member))
                continue;
            if (HoldOut.Applies(work, member.Node))
                HoldOut.Begin(work, member.Node);
            else
                OsStopPhase.StopOrReboot(work, member.Node, forced: false);
        }

        work.Enter(Phase.Dark, "every output is armed; waiting for them to go off");
    }

    /// <summary>When the last host goes. Its agent stops it when the time is over; the order comes before that, and so does the word to any terminal's host that it stays up.</summary>
    /// <remarks>However few slots there are, some time is left for its own cut; a node that goes alone needs that to leave its cluster.</remarks>
    public static TimeSpan GoesBy(Run run)
    {
        var before = Limits.OrderRetry + Limits.OrderRetry;
        return run.Deadlines.CutBy - (run.Whole ? Sooner(before, (run.Deadlines.CutBy - run.Deadlines.OsStopBy) / 2) : before);
    }

    // It was left up since its UPS was not heard, and its cut is armed by now: with every moment that it runs on it may be lost with nobody who could put that off.
    private static void StopWhoHeldOut(RunTurn work)
    {
        foreach (var member in work.Run.Members)
        {
            if (!work.IsSelf(member.Node) && HoldOut.IsHeld(work, member) && !HoldOut.Holds(work, member.Node))
                LateComer.Stop(work, member);
        }
    }

    // One had come up right before this host goes, and its cut was ended: a new one is only a moment away, and until this host's own deadline there is time for that.
    private static bool WaitsForAnother(RunTurn work, int own)
    {
        var latest = Sooner(Sooner(work.Run.Deadlines.CutBy - Limits.CutPause, BeforeItsOwnCut(work)), HasToGoBy(work));
        if (work.Now >= latest || !CutArming.OutputsOf(work).Any(at => !CutArming.NodesBehind(work, at).Contains(own) && OsStopPhase.IsUnderWay(work, at)) || HoldOut.Applies(work, own))
            return false;
        work.Due(latest);
        return true;
    }

    // Begun anew they come together, as long as there is time for it.
    private static void BringTogether(RunTurn work, TimeSpan by)
    {
        foreach (var at in CutArming.OutputsOf(work))
        {
            if (work.Now + Limits.CutRetry < by && CommonCut.IsOutOfStep(work, at))
                CutWatch.TakeBack(work, at);
        }
    }

    // The UPS hangs on a node that is down, or goes down: nobody can order anything of it any more.
    private static bool IsOutOfReach(RunTurn work, OutputAt at) =>
        work.Turn.Topology.Upses[at.Ups].Host is { } host && work.Turn.Ups(at.Ups).SilentSince is not null
        && work.Node(host).Power is NodePower.Off or NodePower.OsStopping;

    /// <summary>When this very host has to go, as the disks that it lives on end with their batteries, or its input may be cut unheard: whoever does not answer by then is not waited for.</summary>
    public static TimeSpan HasToGoBy(RunTurn work)
    {
        var by = CutOff.GoesBy(work);
        if (work.Run.Aim == RunAim.Restart || work.Turn.Own?.Node is not { } own || !work.Run.Has(own))
            return by;
        var place = work.Turn.Topology.Nodes[own];
        foreach (var disk in place.Disks)
        {
            if (Supplies.DiesAt(work.Turn, disk) is { } end)
                by = Sooner(by, end - place.Node.OsStopTime - Limits.StopMargin);
        }

        // Whatever is left, who hears has the time to answer, and its own cut to be ordered: without that nothing would start it again. Also where another terminal led until now.
        var answered = Longer(work.Run.PhaseSince, work.Turn.LedSince) + Limits.CutRetry;
        return by > answered ? by : answered;
    }

    /// <summary>Right after a start: when this host goes however little has been heard, since its own countdown is shown by its card.</summary>
    public static TimeSpan LeavesBy(RunTurn work) =>
        work.Run.Phase == Phase.ArmingCut && work.Turn.Own?.Node is { } own && work.Run.Has(own)
        && work.Turn.Topology.Nodes[own].Sources.All(source => work.Turn.Ups(source.Ups).SilentSince is null && work.Turn.Output(source).Cut == CutStage.Armed)
            ? BeforeItsOwnCut(work) : TimeSpan.MaxValue;

    // A short battery may have made its cut, or its disk's, come soon: the others' are not waited for beyond that.
    private static TimeSpan BeforeItsOwnCut(RunTurn work)
    {
        if (work.Turn.Own?.Node is not { } own || !work.Run.Has(own))
            return TimeSpan.MaxValue;
        var place = work.Turn.Topology.Nodes[own];
        var by = LastMoment(work, place.Node, place.Sources, place.Needs);
        foreach (var disk in place.Disks)
            by = Sooner(by, LastMoment(work, place.Node, work.Turn.Topology.Disks[disk].Sources, work.Turn.Topology.Disks[disk].Needs));
        return by;
    }

    // Cut after cut it lives on what is seen to feed it still, as long as that is enough; otherwise by the first one.
    private static TimeSpan LastMoment(RunTurn work, Node own, ImmutableArray<OutputAt> sources, int needs)
    {
        ImmutableArray<OutputAt> feeding = [.. sources.Where(source => Supplies.Feeds(work.Turn, source) && work.Turn.Ups(source.Ups).ExhaustingSince is null)];
        return feeding.Length > needs ? feeding.Select(Before).OrderDescending().ElementAt(needs - 1) : sources.Select(Before).DefaultIfEmpty(TimeSpan.MaxValue).Min();

        // One that is being ended is waited for with the margin: without a new one nothing would start this host again.
        TimeSpan Before(OutputAt source) => work.Turn.Output(source) is { Cut: CutStage.Ordered or CutStage.Armed } cut
            ? (cut.Cut == CutStage.Ordered ? UnheardCut.FirstOffAt(cut) : cut.OffAt) - own.OsStopTime - (CutArming.IsTakenBack(work, source) ? TimeSpan.Zero : Limits.StopMargin)
            : TimeSpan.MaxValue;
    }

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private static TimeSpan Sooner(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
