using System.Collections.Immutable;
using PowerController.Decisions.Shutdown;
using PowerController.Decisions.Turns;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Restore;

/// <summary>What must be there before something is started: mains, stable for a while; charge; and run time for one more shutdown.</summary>
internal static class Gates
{
    /// <summary>Enough of its sources have passed.</summary>
    public static bool Pass(RunTurn work, ImmutableArray<OutputAt> sources, int needs)
    {
        var passed = 0;
        foreach (var source in sources)
        {
            if (Passes(work, source))
                passed++;
        }

        return passed >= needs;
    }

    public static bool OfNode(RunTurn work, int node)
    {
        var place = work.Turn.Topology.Nodes[node];
        return Pass(work, place.Sources, place.Needs);
    }

    public static bool OfDisk(RunTurn work, int disk)
    {
        var place = work.Turn.Topology.Disks[disk];
        return Pass(work, place.Sources, place.Needs);
    }

    private static bool Passes(RunTurn work, OutputAt source)
    {
        var ups = work.Turn.Ups(source.Ups);
        if (ups.SilentSince is not null)
            return IsUnseenByBuild(work, source.Ups) || Blocked(work, Rule.PowerUnknownBlocks);
        if (ups.Mains == MainsState.Unknown)
            return IsTriedUnknown(work, source.Ups) || Blocked(work, Rule.PowerUnknownBlocks);
        if (ups.Mains != MainsState.Good)
            return Blocked(work, Rule.PowerAwaited);
        if (IsCutComing(work, source))
            return Blocked(work, Rule.PowerAwaited);
        if (work.Run.SkipWait)
        {
            work.Note(Rule.GateSkipped);
            return true;
        }

        var stable = ups.MainsSince + work.Turn.Topology.Site.Timing.MainsStable;
        if (work.Now < stable)
        {
            work.Due(stable);
            return Blocked(work, Rule.GateNotStable);
        }

        return HasBattery(work, source.Ups, ups);
    }

    /// <summary>An armed cut still takes the output away, whoever has armed it: what was started now would fall with it.</summary>
    public static bool IsCutComing(RunTurn work, OutputAt source) =>
        CutWatch.IsStillArmed(work.Turn, source) || CutWatch.IsStillArmed(work.Turn, source with { Output = 0 }) || work.Turn.Ups(source.Ups) is { CutPending: true, SilentSince: null };

    /// <summary>So many of its outputs are about to be cut that it would fall: one that is off does not hold it.</summary>
    /// <remarks>Whoever began a countdown that is not known here began those of its other outputs with it: one that counts no more may just be off, and its card not say so yet.</remarks>
    public static bool AreCutsComing(RunTurn work, int node)
    {
        var place = work.Turn.Topology.Nodes[node];
        var (going, stay) = (0, 0);
        foreach (var source in place.Sources)
        {
            if (UnknownCut.IsShown(work, source))
                return true;
            if (IsCutComing(work, source))
                going++;
            else if (!Supplies.IsOff(work.Turn, source))
                stay++;
        }

        return going > 0 && stay < place.Needs;
    }

    /// <summary>So many of its sources are seen to have lost their mains again that it would come up on a battery.</summary>
    public static bool LivesOnBattery(RunTurn work, int node)
    {
        var place = work.Turn.Topology.Nodes[node];
        var lost = 0;
        foreach (var source in place.Sources)
            lost += work.Turn.Ups(source.Ups) is { Mains: MainsState.Lost, SilentSince: null } ? 1 : 0;
        return place.Sources.Length - lost < place.Needs;
    }

    // A UPS that hangs on a node which is down, or not heard, says nothing until that node is up: after a while the node's start is tried for what it is worth.
    private static bool IsUnseenByBuild(RunTurn work, int ups)
    {
        foreach (var node in work.Turn.Topology.Upses[ups].Nodes)
        {
            if (work.Node(node) is { Silent: false, Power: not NodePower.Off } || !CutArming.OnlyBy(work, node).Any(source => source.Ups == ups))
                continue;
            var tried = work.Run.RisingSince + Limits.UnseenWait;
            if (work.Now >= tried)
                return true;
            work.Due(tried);
        }

        return false;
    }

    // A card that tells nothing of its mains while its output is off: after a while it is told to turn on, which it refuses without mains.
    private static bool IsTriedUnknown(RunTurn work, int at)
    {
        var good = TimeSpan.MaxValue;
        foreach (var other in work.Turn.Topology.Areas[work.Turn.Topology.Upses[at].Area].Upses)
        {
            if (work.Turn.Ups(other) is { SilentSince: null, Mains: MainsState.Good } one && one.MainsSince < good)
                good = one.MainsSince;
        }

        // What it refused a while ago it is asked again. Where nothing else tells of mains either it takes longer.
        var refused = work.Turn.Ups(at).MainsSince;
        var tried = good < TimeSpan.MaxValue
            ? (good > work.Run.RisingSince ? good : work.Run.RisingSince) + Limits.UnseenWait
            : work.Run.RisingSince + Limits.GateWait;
        if (refused + Limits.UnseenWait > tried)
            tried = refused + Limits.UnseenWait;
        if (work.Now >= tried)
            return true;
        work.Due(tried);
        return false;
    }

    private static bool HasBattery(RunTurn work, int at, UpsState ups)
    {
        if (ups is { ChargeReached: true, RunTimeReached: true })
            return true;
        var giveUp = (ups.MainsSince > work.Run.PhaseSince ? ups.MainsSince : work.Run.PhaseSince) + Limits.GateWait;
        if (work.Now < giveUp)
        {
            work.Due(giveUp);
            return Blocked(work, ups.ChargeReached ? Rule.GateRunTime : Rule.GateCharge);
        }

        work.Note(Rule.GateGivenUp);
        work.GiveUp($"the battery of {work.Turn.UpsName(at)} does not reach what one more shutdown needs; what it feeds is started all the same");
        return true;
    }

    private static bool Blocked(RunTurn work, Rule rule)
    {
        work.Note(rule);
        return false;
    }
}

/// <summary>Restore policy of a node or a disk, as far as a run may act on it.</summary>
internal static class Policy
{
    public static bool StartsByItself(RunTurn work, RestorePolicy policy) =>
        // What somebody asked for is started whatever happens after outages.
        policy != RestorePolicy.None || work.Run.Aim is RunAim.Start or RunAim.Restart;
}
