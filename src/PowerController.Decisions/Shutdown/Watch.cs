using System.Collections.Immutable;
using PowerController.Decisions.PlannedPower;
using PowerController.Decisions.Restore;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Decisions.Shutdown;

/// <summary>Who goes down: a disk or the last node takes the whole cluster, a node alone goes alone, and what only may be lost is watched.</summary>
internal static class Watch
{
    public static void Settle(Turn turn, int area)
    {
        foreach (var unit in turn.Topology.Areas[area].Units)
        {
            if (turn.WholeRun(unit) is null)
                Judge(turn, unit);
        }
    }

    private static void Judge(Turn turn, int unit)
    {
        var view = View.Of(turn, unit);
        var state = turn.Unit(unit);
        if (view.Live == 0)
        {
            turn.Note(Rule.NothingRunsNothingStopped);
            CloseWatch(turn, unit, "nothing of it runs");
            return;
        }

        if (state.Cancelled && !view.AnyTrouble)
            turn.Set(unit, state = state with { Cancelled = false });
        var cancelled = state.Cancelled && !view.Exhausting;
        if (state.Cancelled && view.Exhausting)
            turn.Note(Rule.CancelOverriddenByExhaustion);

        if (view.WholeLost && !cancelled)
            CommitWhole(turn, unit, view);
        else if (view.LostNodes.Length > 0 && !cancelled)
            CommitNodes(turn, unit, view);

        if (turn.WholeRun(unit) is null)
            KeepWatch(turn, unit, view, cancelled);
    }

    private static void CommitWhole(Turn turn, int unit, View view)
    {
        var name = turn.Topology.Units[unit].Name;
        if (!turn.Acts)
        {
            SayWhatWould(turn, unit, $"LOCAL: {name} would be shut down now because {view.Why}");
            return;
        }

        turn.Note(view.DiskLost ? Rule.CommittedForDisk : Rule.CommittedForAllNodes);
        Opening.CommitUnit(turn, unit, RunCause.Outage, RunAim.StopAndStart, view.FailedAt, view.Why);
    }

    private static void CommitNodes(Turn turn, int unit, View view)
    {
        foreach (var node in view.LostNodes)
        {
            if (WaitsForTheOthers(turn, node, view))
                continue;
            var name = turn.NodeName(node);
            if (!turn.Acts)
            {
                SayWhatWould(turn, unit, $"LOCAL: {name} would be shut down now because its power has failed");
                continue;
            }

            turn.Note(Rule.CommittedForOneNode);
            var failed = Supplies.MainsLostSince(turn, turn.Topology.Nodes[node].Sources) ?? turn.Now;
            Opening.CommitNode(turn, node, RunCause.Outage, RunAim.StopAndStart, failed, $"the power of {name} has failed; its cluster goes on without it");
        }
    }

    // When the others are on battery too, their confirm times end within a poll of each other: one cluster shutdown, not a failover and then one.
    private static bool WaitsForTheOthers(Turn turn, int node, View view)
    {
        if (view.Live != view.LosingNodes.Length + view.LostNodes.Length || view.LosingNodes.Length == 0)
            return false;
        var sources = turn.Topology.Nodes[node].Sources;
        if (Supplies.AnyExhausting(turn, sources))
            return false;
        var gap = turn.Topology.Site.Timing.PollGap;
        var until = Supplies.LostSince(turn, sources) + gap + gap;
        var confirmed = view.LosingNodes.Max(other => ConfirmedBy(turn, other)) + gap;
        until = confirmed < until ? confirmed : until;
        if (turn.Now >= until)
            return false;
        turn.Note(Rule.WatchWaitsForTheOthers);
        turn.Due(turn.Topology.Nodes[node].Area, until);
        return true;
    }

    private static TimeSpan ConfirmedBy(Turn turn, int node) =>
        turn.Topology.Nodes[node].Sources
            .Where(source => turn.Ups(source.Ups) is { Mains: MainsState.Lost, IsLost: false })
            .Select(source => turn.Ups(source.Ups).MainsSince + turn.Topology.Upses[source.Ups].Ups.ConfirmTime)
            .DefaultIfEmpty(turn.Now).Max();

    private static void KeepWatch(Turn turn, int unit, View view, bool cancelled)
    {
        var watch = turn.WatchOf(unit);
        var losing = view.LosingNodes.Length > 0 || view.DiskLosing || (view.LostNodes.Length > 0 && !cancelled);
        var place = turn.Topology.Units[unit];
        if (!view.AnyTrouble && turn.Unit(unit).WouldTold)
            turn.Set(unit, turn.Unit(unit) with { WouldTold = false });
        if (!losing || cancelled)
        {
            if (watch is not null && (cancelled || !FoundOutside.TakesUp(turn, watch)))
            {
                turn.Note(Rule.WatchClosedAsDip);
                Closing.Close(new RunTurn(turn, watch), cancelled ? "cancelled" : "a dip: the power was back before its confirm time");
            }

            return;
        }

        if (watch is not null || !turn.Acts || view.LosingNodes.Length == 0 && !view.DiskLosing)
            return;
        turn.Note(Rule.WatchOpened);
        var stopsAt = StopsAt(turn, place);
        // Where nobody looked for a while the time may be over already.
        var when = stopsAt > turn.Now ? $"in {UnitText.Seconds(stopsAt - turn.Now)}" : "now";
        var why = $"the power of {place.Name} is failing; it is shut down {when} unless it comes back";
        var run = Opening.Open(turn, RunCause.Outage, RunAim.StopAndStart, unit, whole: true, place.Nodes, turn.Now, why);
        turn.Emit(new WarnUsers(turn.NextId(), place.Name, stopsAt, why));
        turn.Put(run);
    }

    private static TimeSpan StopsAt(Turn turn, UnitPlace place)
    {
        var sources = place.Nodes.SelectMany(node => turn.Topology.Nodes[node].Sources)
            .Concat(place.Disks.SelectMany(disk => turn.Topology.Disks[disk].Sources));
        return sources.Where(source => turn.Ups(source.Ups) is { Mains: MainsState.Lost, IsLost: false })
            .Select(source => turn.Ups(source.Ups).MainsSince + turn.Topology.Upses[source.Ups].Ups.ConfirmTime)
            .DefaultIfEmpty(turn.Now).Min();
    }

    private static void CloseWatch(Turn turn, int unit, string why)
    {
        if (turn.WatchOf(unit) is { } watch)
            Closing.Close(new RunTurn(turn, watch), why);
    }

    private static void SayWhatWould(Turn turn, int unit, string text)
    {
        var state = turn.Unit(unit);
        if (state.WouldTold || turn.Role != Role.Master)
            return;
        turn.Note(Rule.LocalDoesNothing);
        turn.Set(unit, state with { WouldTold = true });
        turn.Tell(Urgency.Warning, turn.Topology.Units[unit].Name, text);
    }

    /// <summary>How a unit stands.</summary>
    private sealed record View(
        int Live, ImmutableArray<int> LostNodes, ImmutableArray<int> LosingNodes, bool WholeLost, bool DiskLost, bool DiskLosing, bool Exhausting, bool AnyTrouble, TimeSpan FailedAt, string Why)
    {
        public static View Of(Turn turn, int unit)
        {
            var place = turn.Topology.Units[unit];
            var lost = ImmutableArray<int>.Empty;
            var losing = ImmutableArray<int>.Empty;
            var live = 0;
            var standing = 0;
            var exhausting = false;
            foreach (var node in place.Nodes)
            {
                if (!turn.Node(node).MayRun)
                    continue;
                live++;
                var supply = Supplies.OfNode(turn, node);
                var inRun = IsInRunOfItsOwn(turn, unit, node);
                exhausting |= supply == SupplyState.Dark && Supplies.AnyExhausting(turn, turn.Topology.Nodes[node].Sources);
                if (supply == SupplyState.Dark && !inRun && !IsOutOfSight(turn, node))
                    lost = lost.Add(node);
                else if (supply == SupplyState.Losing && !inRun && !IsOutOfSight(turn, node))
                    losing = losing.Add(node);
                if (supply != SupplyState.Dark && !(inRun && IsGoingDown(turn, unit, node) && !MayBeBack(turn, unit, node)))
                    standing++;
            }

            var disk = FirstDisk(turn, place, SupplyState.Dark);
            exhausting |= disk >= 0 && Supplies.AnyExhausting(turn, turn.Topology.Disks[disk].Sources);
            var diskLosing = FirstDisk(turn, place, SupplyState.Losing) >= 0;
            var whole = live > 0 && (disk >= 0 || (standing == 0 && !lost.IsEmpty));
            var why = disk >= 0 ? $"the power of its disk {turn.DiskName(disk)} has failed"
                : place.Nodes.Length == 1 ? "its power has failed"
                : "the power of every node that still ran has failed";
            return new View(live, lost, losing, whole, disk >= 0, diskLosing, exhausting, lost.Length + losing.Length > 0 || diskLosing || disk >= 0,
                disk < 0 && lost.IsEmpty ? turn.Now : FailedSince(turn, disk, lost), why);
        }

        private static TimeSpan FailedSince(Turn turn, int disk, ImmutableArray<int> lost)
        {
            var sources = (disk >= 0 ? turn.Topology.Disks[disk].Sources : []).Concat(lost.SelectMany(node => turn.Topology.Nodes[node].Sources));
            return Supplies.MainsLostSince(turn, sources) ?? turn.Now;
        }

        private static bool IsInRunOfItsOwn(Turn turn, int unit, int node)
        {
            foreach (var run in turn.Runs)
            {
                if (run.Unit == unit && !run.Whole && run.Phase != Phase.Watching && run.Has(node))
                    return true;
            }

            return false;
        }

        // Neither it nor any of its UPSes has been heard for long: nobody could say when a countdown for it ends, or whether its outage has.
        private static bool IsOutOfSight(Turn turn, int node)
        {
            if (!turn.Node(node).Silent)
                return false;
            var since = TimeSpan.Zero;
            foreach (var source in turn.Topology.Nodes[node].Sources)
            {
                if (turn.Ups(source.Ups).SilentSince is not { } silent)
                    return false;
                since = silent > since ? silent : since;
            }

            if (turn.Now >= since + Limits.UnseenWait)
                return true;
            turn.Due(turn.Topology.Nodes[node].Area, since + Limits.UnseenWait);
            return false;
        }

        private static bool IsGoingDown(Turn turn, int unit, int node) =>
            turn.Runs.Any(run => run.Unit == unit && run.GoesDown && run.Has(node));

        // Right after a start a run of before is not gone on with yet: who has booted since may be done with it, and go on. One that was missed is not gone on with at all.
        private static bool MayBeBack(Turn turn, int unit, int node)
        {
            if (turn.Node(node) is not { Silent: false, Power: NodePower.Up or NodePower.Starting } up)
                return false;
            var looks = turn.Now < turn.LookUntil;
            if (turn.Runs.Any(run => run.Unit == unit && run.Has(node) && run.GoesDown && !(run.CommittedAt < up.BootSeenAt && (looks || Leading.IsMissed(turn, run)))))
                return false;
            if (looks)
                turn.Due(turn.Topology.Nodes[node].Area, turn.LookUntil);
            return true;
        }

        private static int FirstDisk(Turn turn, UnitPlace place, SupplyState state)
        {
            foreach (var disk in place.Disks)
            {
                if (Supplies.OfDisk(turn, disk) == state)
                    return disk;
            }

            return -1;
        }
    }
}
