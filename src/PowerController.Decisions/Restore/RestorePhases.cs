using PowerController.Decisions.Outage;
using PowerController.Decisions.Shutdown;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Restore;

/// <summary>AwaitingPower: until something of the run can be started for good.</summary>
internal static class AwaitingPowerPhase
{
    public static void Step(RunTurn work)
    {
        CutWatch.Step(work);
        foreach (var member in work.Run.Members)
        {
            if (work.Node(member.Node) is { Power: NodePower.Off, Presumed: true })
                work.Probe(member.Node);
            else if (work.Node(member.Node) is { Power: NodePower.Off, MayStopUntil: not null } or { Power: NodePower.OsStopping })
                DarkPhase.LookAgain(work, member.Node);
        }

        if (work.Run.Aim == RunAim.StopAndStay)
        {
            // A cut that still runs may have to be put off: somebody has to mind it.
            if (CutArming.OutputsOf(work).Any(at => CutWatch.IsStillArmed(work.Turn, at)))
                return;
            work.Note(Rule.ClosedAsAsked);
            Closing.Close(work, "everything is off, and stays off as asked");
            return;
        }

        if (work.Run.HoldUntil is { } until && work.Now < until && !work.Run.SkipWait)
        {
            work.Note(Rule.HeldUntil);
            work.Due(until);
            return;
        }

        if (!AnythingToStart(work))
        {
            work.Note(Rule.NodeLeftByPolicy);
            Closing.Close(work, "everything is off; it is started by people, as configured");
            return;
        }

        if (!DisksMayRise(work) || !AnyNodeMay(work))
        {
            // People are reminded now and then that it still waits.
            work.Due(work.Run.PhaseSince + Limits.Reminder * (1 + ((work.Now - work.Run.PhaseSince).Ticks / Limits.Reminder.Ticks)));
            return;
        }

        // A node alone, too, finds its disks dark when their batteries have run out meanwhile.
        if (work.Unit.Disks.Length > 0 && (work.Run.Whole || WarmUpOrder.FirstColdRank(work) is not null))
            work.Enter(Phase.WarmingUp, "mains is back; the disks come first");
        else
            work.Enter(Phase.StartingNodes, "mains is back; the nodes are started");
    }

    private static bool AnythingToStart(RunTurn work) =>
        work.Run.Members.Any(member => member.WasUp && Policy.StartsByItself(work, work.Turn.Topology.Nodes[member.Node].Node.Restore));

    // Something may rise when the first rank that is not warm may; where all are warm the nodes' own gates decide.
    private static bool DisksMayRise(RunTurn work)
    {
        // One that is warm on its battery is not there to stay.
        var wanted = WarmUpOrder.FirstColdRank(work) is { } rank ? WarmUpOrder.OfRank(work, rank) : work.Unit.Disks;
        foreach (var disk in wanted)
        {
            if (!Gates.OfDisk(work, disk))
                return false;
        }

        return true;
    }

    private static bool AnyNodeMay(RunTurn work)
    {
        if (WarmUpOrder.FirstColdRank(work) is not null)
            return true;
        return work.Run.Members.Any(member => Gates.OfNode(work, member.Node));
    }

    /// <summary>Tells, at the pace of reminders, what still waits. Once a decision, after everything has come to rest.</summary>
    public static void Remind(Turn turn, int area)
    {
        if (!turn.Woken || !turn.Acts)
            return;
        foreach (var run in turn.Runs)
        {
            var waited = turn.Now - run.PhaseSince;
            if (run.Phase != Phase.AwaitingPower || turn.Topology.Units[run.Unit].Area != area || waited < Limits.Reminder || waited.Ticks % Limits.Reminder.Ticks != 0)
                continue;
            var name = new RunTurn(turn, run).Name;
            turn.Tell(Urgency.Warning, name, $"{name} still waits for its power");
        }
    }
}

/// <summary>The ranks of a unit's disks.</summary>
internal static class WarmUpOrder
{
    /// <summary>The lowest rank with a disk that is not warm; null when all are warm.</summary>
    public static int? FirstColdRank(RunTurn work)
    {
        int? lowest = null;
        foreach (var disk in work.Unit.Disks)
        {
            var rank = work.Turn.Topology.Disks[disk].Disk.WarmUpOrder;
            if (!IsUp(work, disk) && (lowest is null || rank < lowest))
                lowest = rank;
        }

        return lowest;
    }

    public static IEnumerable<int> OfRank(RunTurn work, int rank) =>
        work.Unit.Disks.Where(disk => work.Turn.Topology.Disks[disk].Disk.WarmUpOrder == rank && !IsUp(work, disk));

    // A disk whose cut still runs is not there to stay, and one whose UPS is not heard may not be there at all.
    private static bool IsUp(RunTurn work, int disk)
    {
        var place = work.Turn.Topology.Disks[disk];
        if (work.Turn.Disk(disk) is not { Power: DiskPower.Warm, Doubtful: false } || !Supplies.IsFed(work.Turn, place.Sources, place.Needs))
            return false;
        foreach (var source in place.Sources)
        {
            if (CutWatch.IsStillArmed(work.Turn, source) || Supplies.IsInDoubt(work.Turn, source))
                return false;
        }

        return true;
    }
}

/// <summary>WarmingUp: rank by rank, lowest first; a dark rank blocks the higher ones.</summary>
internal static class WarmingUpPhase
{
    public static void Step(RunTurn work)
    {
        CutWatch.Step(work);
        if (WarmUpOrder.FirstColdRank(work) is not { } rank)
        {
            work.Note(Rule.NodesMayStart);
            work.Enter(Phase.StartingNodes, "its disks are warm; the nodes are started");
            return;
        }

        foreach (var disk in WarmUpOrder.OfRank(work, rank).ToArray())
            Raise(work, disk);
    }

    private static void Raise(RunTurn work, int disk)
    {
        var state = work.Turn.Disk(disk);
        var place = work.Turn.Topology.Disks[disk];
        if (place.Sources.Any(source => Supplies.IsInDoubt(work.Turn, source)) && Supplies.IsFed(work.Turn, place.Sources, place.Needs) && Gates.OfDisk(work, disk))
        {
            foreach (var source in place.Sources.Where(source => Supplies.IsInDoubt(work.Turn, source)))
                Outputs.TurnOn(work, source, $"disk {place.Disk.Name} may have lost its power, which nobody can read");
            return;
        }

        if (state.Power == DiskPower.WarmingUp)
        {
            if (place.Disk.Restore == RestorePolicy.Ups)
                work.Note(Rule.DiskCameByItself);
            if (work.Now >= state.Until)
                AskWhetherReady(work, disk, state);
            else
                work.Due(state.Until);
            return;
        }

        if (OtherRunGoesDown(work, place))
        {
            work.Note(Rule.DiskWaitsForOtherRun);
            return;
        }

        if (!Gates.OfDisk(work, disk))
        {
            work.Note(Rule.DarkRankBlocks);
            if (work.Turn.Ups(place.Sources[0].Ups).SilentSince is not null && work.Now - work.Run.PhaseSince < Limits.CutMargin)
            {
                // Right after a start it has only not been heard yet.
                work.Due(work.Run.PhaseSince + Limits.CutMargin);
                return;
            }

            work.GiveUp($"the power of disk {place.Disk.Name} is not back; it and every higher rank wait for it", Urgency.Warning);
            return;
        }

        foreach (var source in place.Sources)
            TurnOn(work, place, source);
    }

    private static void TurnOn(RunTurn work, DiskPlace place, OutputAt source)
    {
        if (Supplies.Feeds(work.Turn, source))
            return;
        var ups = work.Turn.Ups(source.Ups);
        if (place.Disk.Restore != RestorePolicy.Terminal)
        {
            // It comes by itself; only when it does not, or nobody but us will do it, it is turned on.
            var patience = ups.MainsSince + work.Turn.Topology.Upses[source.Ups].Ups.Settings.DiskProtectionTime + Limits.ReturnMargin;
            if (work.Run.PhaseSince > patience)
                patience = work.Run.PhaseSince;
            if (place.Disk.Restore == RestorePolicy.None && work.Run.Aim != RunAim.Start)
                return;
            if (work.Run.Aim != RunAim.Start && work.Now < patience)
            {
                work.Due(patience);
                return;
            }
        }

        Outputs.TurnOn(work, source, $"disk {place.Disk.Name} comes before its nodes");
    }

    private static void AskWhetherReady(RunTurn work, int disk, DiskState state)
    {
        var name = work.Turn.DiskName(disk);
        if (state.Ready != true && !work.IsPending<ProbeDisk>(probe => probe.Disk == name))
            work.Ask(id => new ProbeDisk(id, name, $"its warm-up time is over: can {name} be used?"), Limits.ProbePace);
        // Its time may have ended while the run was held for something else: nobody has asked before.
        var limit = (state.Until > work.Run.PhaseSince ? state.Until : work.Run.PhaseSince) + Limits.ReadyWait;
        if (state.Ready == false)
        {
            work.Note(Rule.DiskNotReady);
            if (work.Now >= limit)
                work.GiveUp($"disk {name} is still not ready; no node that depends on it is started");
            else
                work.Due(limit);
            return;
        }

        if (work.Now < limit)
        {
            work.Due(limit);
            return;
        }

        work.GiveUp($"nobody can say whether disk {name} is ready; it counts as ready by its time");
        work.Turn.Set(disk, state with { Ready = true });
    }

    private static bool OtherRunGoesDown(RunTurn work, DiskPlace place) =>
        work.Turn.Runs.Any(run => run.Id != work.Run.Id && run is { Whole: true, GoesDown: true } && place.Units.Contains(run.Unit));
}

/// <summary>Turning outputs on and off again.</summary>
internal static class Outputs
{
    public static void TurnOn(RunTurn work, OutputAt at, string why)
    {
        // An outlet group gets nothing while the UPS itself is off.
        var main = at with { Output = 0 };
        if (at.Output > 0 && work.Turn.Ups(at.Ups).Output == OutputPower.Off)
            at = main;
        var (ups, group) = CutArming.Names(work, at);
        if (work.IsPending<TurnOn>(on => on.Ups == ups && on.OutletGroup == group))
            return;
        var again = work.Turn.Output(at).OrderedAt + Limits.CutRetry + Limits.CutPause;
        if (work.Now < again && work.Turn.Output(at).OrderedAt > TimeSpan.Zero)
        {
            work.Due(again);
            return;
        }

        // Nobody reads an outlet group: that its countdown is over is only what the clock says.
        if (at.Output > 0 && (work.Turn.Output(at).Cut == CutStage.Done || Supplies.IsInDoubt(work.Turn, at)) && !work.IsPending<DisarmCut>(disarm => disarm.Ups == ups && disarm.OutletGroup == group))
            work.Ask(id => new DisarmCut(id, ups, group, "whatever countdown still runs is over"), Limits.CutRetry);
        work.Note(Rule.DiskTurnedOn);
        work.Ask(id => new TurnOn(id, ups, group, why), Limits.CutRetry + Limits.CutPause);
    }

    /// <summary>Whether nothing that runs would lose its input when the output goes off for a moment.</summary>
    public static bool MayCycle(RunTurn work, OutputAt at)
    {
        // Without mains it would not come back.
        if (!IsNobodys(work, at) || work.Turn.Ups(at.Ups).Mains == MainsState.Lost)
            return false;
        var again = work.Turn.Output(at).OrderedAt + Limits.StartRetry;
        if (work.Now < again)
        {
            work.Due(again);
            return false;
        }

        foreach (var node in work.Turn.Topology.Upses[at.Ups].Outputs[at.Output].Nodes)
        {
            var until = NotBefore(work, node);
            if (work.Now < until)
            {
                work.Due(until);
                return false;
            }

            // It may have come up without its agent: it is asked before the blow, whatever it counts as.
            if (work.Node(node).NoAnswers >= Limits.ProbesForOff)
                continue;
            work.Probe(node);
            return false;
        }

        return true;
    }

    /// <summary>From when on it is sure that the node neither boots nor still stops, mute: that it answers nothing proves little before its stop has had its time.</summary>
    public static TimeSpan NotBefore(RunTurn work, int node)
    {
        var stopped = work.Node(node) is { Power: NodePower.Off, Unfed: false } off ? off.Since + work.Turn.Topology.Nodes[node].Node.OsStopTime : TimeSpan.Zero;
        var booted = UnheardBoot.Until(work.Turn, node);
        return stopped > booted ? stopped : booted;
    }

    /// <summary>Whether nothing behind the output is known to run; it may still be booting unheard.</summary>
    public static bool IsNobodys(RunTurn work, OutputAt at)
    {
        var topology = work.Turn.Topology;
        var place = topology.Upses[at.Ups].Outputs[at.Output];
        return topology.Upses[at.Ups].Ups is { FeedsOthers: false, CutOnMains: not CutOnMains.Impossible }
            && place.Disks.IsEmpty
            && place.Terminals.All(terminal => topology.Terminals[terminal].Node is { } node && !work.Node(node).MayRun)
            && place.Nodes.All(node => work.Node(node).Power == NodePower.Off);
    }
}
