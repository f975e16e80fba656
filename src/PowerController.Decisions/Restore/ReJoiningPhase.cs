using System.Collections.Immutable;
using PowerController.Decisions.Shutdown;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Restore;

/// <summary>ReJoining: power-on jobs, monitors listen again, and the cluster says that it is whole.</summary>
internal static class ReJoiningPhase
{
    public static void Step(RunTurn work)
    {
        CutWatch.Step(work);
        // A cut that still runs would come after the end, with nobody to mind it.
        var busy = CutArming.OutputsOf(work).Any(at => CutWatch.IsStillArmed(work.Turn, at));
        foreach (var member in work.Run.Members)
        {
            if (work.Node(member.Node).Power == NodePower.Up)
                busy |= RunPowerOnJobs(work, member);
            // It stops by deadlines of a run that another terminal has led: when it is off it is started again.
            else if (work.Node(member.Node) is { Silent: true, Power: NodePower.OsStopping })
                work.Probe(member.Node);
        }

        if (work.Run.Members.Any(member => HasFallenOut(work, member)))
        {
            work.Note(Rule.RejoiningNodeFell);
            work.Enter(Phase.StartingNodes, "a node that ran already does not run any more; it is started again");
            return;
        }

        var limit = work.Run.PhaseSince + Limits.ReJoin;
        if (work.Now >= limit)
        {
            work.Note(Rule.ClusterNotNormalInTime);
            work.GiveUp($"{work.Name} runs again, but not everything of it is as it was");
            Close(work, "ended at its limit");
            return;
        }

        work.Due(limit);
        if (busy || !IsWhole(work))
            return;
        work.Note(Rule.ClusterNormal);
        Close(work, work.Run.GivenUp.IsEmpty ? "everything that ran runs again" : "it runs again; see what was given up");
    }

    // Off again, or booted anew, or with its cluster stopped, whatever the cause: that it gets there is for the phase before this one to see to.
    private static bool HasFallenOut(RunTurn work, RunMember member) =>
        StartingPhase.Wanted(work, member) && (work.Node(member.Node) is { Power: NodePower.Off } or { Power: NodePower.Starting, Silent: false } || StartingPhase.StandsStopped(work, member));

    private static void Close(RunTurn work, string why)
    {
        work.Emit(id => new UnquietMonitors(id, work.Name, "it runs again"));
        work.Turn.Tell(Urgency.Information, work.Name, $"{work.Name}: normal; {why}");
        Closing.Close(work, why);
    }

    private static bool IsWhole(RunTurn work)
    {
        var given = work.Run.Members.Any(member => member.GivenUp);
        if (work.Run.Members.Any(member => StartingPhase.Wanted(work, member) && !Runs(work, member.Node)))
            return false;
        if (!work.Run.Whole || work.Unit.Cluster is null)
            return true;
        return work.Turn.Unit(work.Run.Unit).Cluster switch
        {
            ClusterWord.Normal => true,
            // Not every manager is asked; each node has said that everything on it works.
            ClusterWord.Unknown => true,
            ClusterWord.Degraded => given || work.Run.Members.Length < work.Unit.Nodes.Length,
            _ => false,
        };
    }

    // By its own word since this program started; one without an agent says none, and is not asked any more.
    private static bool Runs(RunTurn work, int node) =>
        work.Node(node) is { Power: NodePower.Up } up && !(up.Unseen && work.Turn.Topology.Nodes[node].Node.StopBy is StopByAgent);

    private static bool RunPowerOnJobs(RunTurn work, RunMember member)
    {
        if (member.PowerOnJobs == Model.Runs.Step.Asked)
            return true;
        if (member.PowerOnJobs != Model.Runs.Step.None)
            return false;
        var node = work.Turn.Topology.Nodes[member.Node].Node;
        ImmutableArray<string> jobs = [.. node.Jobs.Where(job => job.When == JobTime.PowerOn).Select(job => job.Name)];
        work.Set(member with { PowerOnJobs = jobs.IsEmpty ? Model.Runs.Step.Done : Model.Runs.Step.Asked });
        if (jobs.IsEmpty)
            return false;
        work.Note(Rule.PowerOnJobs);
        work.Ask(
            id => new RunJobs(id, node.Name, JobTime.PowerOn, jobs, work.Run.PhaseSince + Limits.ReJoin, "registered for power-on"),
            Limits.OrderRetry);
        return true;
    }
}

/// <summary>Power that goes again while a run comes up.</summary>
internal static class RelapseJudge
{
    /// <summary>Takes the run, or one node of it, down again. True when the run has changed its phase.</summary>
    public static bool Step(RunTurn work)
    {
        if (work.Run.Phase < Phase.AwaitingPower)
            return false;
        var (live, dark, stopping, standing) = (0, 0, 0, 0);
        foreach (var member in work.Run.Members)
        {
            if (!work.Node(member.Node).MayRun)
                continue;
            live++;
            var isDark = IsDark(work, member);
            dark += isDark ? 1 : 0;
            standing += !isDark && !work.Node(member.Node).Silent ? 1 : 0;
            stopping += work.Node(member.Node).Power == NodePower.OsStopping ? 1 : 0;
        }

        var disk = DarkDisk(work);
        // What is on its way down already needs no second order.
        if (live > 0 && (disk >= 0 || dark == live) && stopping < live)
        {
            var why = disk >= 0 ? $"the power of disk {work.Turn.DiskName(disk)} has failed again" : "the power has failed again";
            Opening.Relapse(work, why);
            return true;
        }

        if (live == 0 && WarmDiskRunsOut(work) is { } name)
        {
            Opening.Relapse(work, $"the battery of disk {name} runs out before anything was started");
            return true;
        }

        // Before anything was started only who held out is up, or who came up by itself: it does not wait for those whom nobody hears.
        if (work.Run.Phase < Phase.StartingNodes && dark > 0 && standing == 0 && !StopAlready(work))
        {
            Opening.Relapse(work, "the power has failed again");
            return true;
        }

        if (dark > 0)
        {
            foreach (var member in DarkOnes(work))
            {
                // Before anything was started only what has come up by itself counts, or has held out until now; the rest is still going down.
                if (work.Run.Phase >= Phase.StartingNodes || HasComeByItself(work, member.Node) || (HoldOut.IsHeld(work, member) && !work.Node(member.Node).Silent))
                    PartDown(work, member, $"the power of {work.Turn.NodeName(member.Node)} has failed again; its cluster goes on without it");
            }
        }

        return GoesBeforeACut(work);
    }

    // A cut of before counts on where nobody can take it back: whoever has come up meanwhile stops before it comes.
    private static bool GoesBeforeACut(RunTurn work)
    {
        foreach (var member in work.Run.Members)
        {
            if (!IsAboutToBeCut(work, member.Node))
                continue;
            if (work.Run.Members.Length > 1)
            {
                PartDown(work, member, "its output is about to be cut, and its card does not answer");
                continue;
            }

            Opening.Relapse(work, "its output is about to be cut, and its card does not answer");
            return true;
        }

        return false;
    }

    private static bool IsAboutToBeCut(RunTurn work, int node)
    {
        if (work.Node(node) is not { Silent: false, Power: NodePower.Up or NodePower.Starting } || LateComer.LosesInputUnseen(work, node) is var cut && (cut == TimeSpan.MaxValue || work.Now >= cut))
            return false;
        var latest = cut - work.Turn.Times.OfNodes[node].OsStop - work.Turn.Topology.Nodes[node].Node.OsStopTime - Limits.StopMargin;
        var heard = HeardBy(work, node, cut);
        latest = latest > heard ? latest : heard;
        if (work.Now < latest)
            work.Due(latest);
        return work.Now >= latest;
    }

    // A poll or two may be lost, and right after a start, or when this terminal was cut off until the node was heard, none has been answered yet: the card has its say
    // before it counts as one that does not answer.
    private static TimeSpan HeardBy(RunTurn work, int node, TimeSpan cut)
    {
        var by = work.Node(node).BootSeenAt + work.Turn.Topology.Site.Timing.PollGap;
        if (cut - work.Turn.Topology.Nodes[node].Node.OsStopTime - Limits.StopMargin is var last && last < by)
            by = last;
        foreach (var source in work.Turn.Topology.Nodes[node].Sources)
        {
            if (work.Turn.Ups(source.Ups).SilentSince + work.Turn.Topology.Site.Timing.PollGap is { } heard && heard > by)
                by = heard;
        }

        return by;
    }

    private static bool HasComeByItself(RunTurn work, int node) =>
        work.Node(node) is { Silent: false, Power: NodePower.Up or NodePower.Starting } state && state.BootSeenAt > work.Run.CommittedAt;

    private static bool AnyHasComeByItself(RunTurn work)
    {
        foreach (var member in work.Run.Members)
        {
            if (HasComeByItself(work, member.Node))
                return true;
        }

        return false;
    }

    private static RunMember[] DarkOnes(RunTurn work) => [.. work.Run.Members.Where(member => work.Node(member.Node).MayRun && IsDark(work, member))];

    private static bool IsDark(RunTurn work, RunMember member) => work.Supply(member.Node) == SupplyState.Dark;

    private static int DarkDisk(RunTurn work)
    {
        if (!work.Run.Whole)
            return -1;
        foreach (var disk in work.Unit.Disks)
        {
            if (IsYetToCome(work, work.Turn.Topology.Disks[disk]))
                continue;
            if (Supplies.OfDisk(work.Turn, disk, work.Run.RisingSince) == SupplyState.Dark || HeldOutToTheEnd(work, disk) || (Supplies.IsDying(work.Turn, disk) && AnyHasComeByItself(work)))
                return disk;
        }

        return -1;
    }

    // Seen off since before it was turned on, with mains there: whenever it fell, this run starts it before anything else.
    private static bool IsYetToCome(RunTurn work, DiskPlace disk) =>
        work.Run.Phase <= Phase.WarmingUp && AreOffWithMains(work, disk);

    private static bool AreOffWithMains(RunTurn work, DiskPlace disk) => disk.Sources.All(source => Supplies.IsOff(work.Turn, source) && work.Turn.Ups(source.Ups).Mains == MainsState.Good
        && (work.Run.Phase == Phase.AwaitingPower || work.Turn.Ups(source.Ups).OutputSince <= work.Run.PhaseSince));

    private static bool StopAlready(RunTurn work) => DarkOnes(work).All(member => work.Node(member.Node).Power == NodePower.OsStopping);

    // None of its batteries is charged any more, and the first one ends: the rest carries it no longer than a stop may take.
    private static bool HeldOutToTheEnd(RunTurn work, int disk)
    {
        if (work.Run.Phase != Phase.AwaitingPower)
            return false;
        var ends = false;
        foreach (var source in work.Turn.Topology.Disks[disk].Sources)
        {
            var ups = work.Turn.Ups(source.Ups);
            if (ups is not ({ Mains: MainsState.Lost } or { Output: OutputPower.Off }))
                return false;
            ends |= ups.ExhaustingSince > work.Run.RisingSince;
        }

        return ends;
    }

    private static string? WarmDiskRunsOut(RunTurn work)
    {
        if (!work.Run.Whole || work.Run.Phase != Phase.WarmingUp && work.Run.Phase != Phase.StartingNodes)
            return null;
        foreach (var disk in work.Unit.Disks)
        {
            var place = work.Turn.Topology.Disks[disk];
            if (work.Turn.Disk(disk).Power is DiskPower.Warm or DiskPower.WarmingUp && Supplies.OfDisk(work.Turn, disk, work.Run.RisingSince) == SupplyState.Dark
                && Supplies.AnyExhausting(work.Turn, place.Sources) && Supplies.IsFed(work.Turn, place.Sources, place.Needs))
                return place.Disk.Name;
        }

        return null;
    }

    private static void PartDown(RunTurn work, RunMember member, string why)
    {
        if (work.Node(member.Node).Power == NodePower.OsStopping || work.Run.Members.Length == 1)
            return;
        work.Note(Rule.RelapseOfStartedNode);
        var parted = Opening.Part(work, member, why);
        work.Turn.Put(parted);
        var down = new RunTurn(work.Turn, parted);
        Opening.Relapse(down, parted.Why);
    }
}
