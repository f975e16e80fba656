using PowerController.Decisions.Plans;
using PowerController.Decisions.Shutdown;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Outage;

/// <summary>A terminal that hears nobody may be the one that is cut off: then another one leads, has this host's output cut unheard, and counts on the deadlines that this host was given.</summary>
internal static class CutOff
{
    /// <summary>Whether the output may be cut by somebody whom this terminal does not hear: its own host's, on a card that others can reach and it can not.</summary>
    public static bool MayBeCutUnheard(Turn turn, int node, OutputAt source) =>
        turn.Own?.Node == node && turn.Ups(source.Ups).SilentSince is not null && turn.Topology.Upses[source.Ups].Host != node
        && HearsNobody(turn, node) && AnotherMayLead(turn, node);

    /// <summary>Whether so many of its outputs may be cut unheard that it would lose its input.</summary>
    public static bool MayLoseInput(Turn turn, int node)
    {
        var place = turn.Topology.Nodes[node];
        var sure = 0;
        foreach (var source in place.Sources)
        {
            if (!MayBeCutUnheard(turn, node, source))
                sure++;
        }

        return sure < place.Needs;
    }

    /// <summary>When such a cut comes at the soonest: it is not ordered before a host that does not answer has had its time to stop.</summary>
    public static TimeSpan SoonestCut(RunTurn work, OutputAt source)
    {
        var place = work.Turn.Topology.Upses[source.Ups];
        return work.Run.Deadlines.OsStopBy + CutArithmetic.Shortest(place.Ups, new PowerSource(place.Ups.Name, place.Outputs[source.Output].OutletGroup));
    }

    /// <summary>When a host that holds out, and hears nobody any more, may lose its input or a disk of it at the soonest; null where a cut may be on its way already, or others count on its deadlines.</summary>
    public static TimeSpan? SoonestSinceHeard(RunTurn work, int node)
    {
        if (!work.Run.Has(node) || !HoldOut.IsHeld(work, work.Member(node)))
            return null;
        var soonest = TimeSpan.MaxValue;
        var place = work.Turn.Topology.Nodes[node];
        foreach (var source in place.Sources.Concat(place.Disks.SelectMany(disk => work.Turn.Topology.Disks[disk].Sources)))
        {
            var ups = work.Turn.Ups(source.Ups);
            if (ups.SilentSince is not { } silent)
                continue;
            if (ups.CutPending || work.Turn.Output(source).Cut is CutStage.Ordered or CutStage.Armed || Supplies.IsNotHeardSinceStart(work.Turn, ups))
                return null;
            var unit = work.Turn.Topology.Upses[source.Ups];
            var comes = silent - work.Turn.Topology.Site.Timing.PollGap + CutArithmetic.Shortest(unit.Ups, new PowerSource(unit.Ups.Name, unit.Outputs[source.Output].OutletGroup));
            soonest = comes < soonest ? comes : soonest;
        }

        return soonest;
    }

    /// <summary>The way down begins anew, and whoever leads elsewhere goes on by the deadlines of before: what that has cut unheard counts down by them.</summary>
    public static void KeepInMind(Turn turn, Run was)
    {
        if (was.CommittedAt is null || turn.Own?.Node is not { } own || !was.Has(own))
            return;
        var work = new RunTurn(turn, was);
        foreach (var source in turn.Topology.Nodes[own].Sources)
        {
            if (turn.Output(source).Cut is CutStage.Ordered or CutStage.Armed || !MayBeCutUnheard(turn, own, source) || SoonestCut(work, source) is var off && turn.Now >= off)
                continue;
            turn.SetOutput(source, new OutputState(CutStage.Armed, CutKind.OnBattery, was.Deadlines.OsStopBy, off, 1, was.Id, was.Deadlines.OsStopBy, FirstOffAt: off));
        }
    }

    /// <summary>When this host has to go, as its input may be cut so soon by what nobody here can take back.</summary>
    public static TimeSpan GoesBy(RunTurn work)
    {
        var by = TimeSpan.MaxValue;
        if (work.Turn.Own?.Node is not { } own || !work.Run.Has(own))
            return by;
        var place = work.Turn.Topology.Nodes[own];
        foreach (var source in place.Sources)
        {
            if (work.Turn.Output(source) is { Cut: CutStage.Armed } cut && work.Now < cut.OffAt && MayBeCutUnheard(work.Turn, own, source)
                && cut.OffAt - place.Node.OsStopTime - Limits.StopMargin is var latest && latest < by)
                by = latest;
        }

        return by;
    }

    // Neither another node nor a card on the network: where one is heard it is the others that are silent.
    private static bool HearsNobody(Turn turn, int node)
    {
        for (var other = 0; other < turn.Topology.Nodes.Length; other++)
        {
            if (other != node && !turn.Node(other).Silent)
                return false;
        }

        for (var ups = 0; ups < turn.Topology.Upses.Length; ups++)
        {
            if (turn.Topology.Upses[ups].Host != node && turn.Ups(ups).SilentSince is null)
                return false;
        }

        return true;
    }

    private static bool AnotherMayLead(Turn turn, int node)
    {
        foreach (var terminal in turn.Topology.Terminals)
        {
            if (terminal.Node is not { } host || (host != node && MayHaveLed(turn.Node(host)) && !IsLostSinceBefore(turn, host, node)))
                return true;
        }

        return false;
    }

    // Silent since before the run was decided it does not know what this host was told, and counts on none of it.
    private static bool IsLostSinceBefore(Turn turn, int host, int node) => turn.Node(host) is { Power: NodePower.Lost } lost
        && turn.Runs.Any(run => run.GoesDown && run.Has(node) && lost.Since < run.CommittedAt);

    // That it has gone by its deadlines is only presumed: what it ordered before it went goes on.
    private static bool MayHaveLed(NodeState host) => host.Silent && (host.Presumed || (host.MayRun && host.Power != NodePower.OsStopping));
}
