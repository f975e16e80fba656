using System.Collections.Immutable;
using PowerController.Decisions.Outage;
using PowerController.Decisions.Shutdown;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Restore;

/// <summary>StartingNodes: everything that ran before is started, by the ways each node has, until it is seen or given up.</summary>
internal static class StartingPhase
{
    public static void Step(RunTurn work)
    {
        CutWatch.Step(work);
        // A node alone, too, finds its disks dark when their batteries have run out meanwhile, or nobody has heard of them yet.
        if (WarmUpOrder.FirstColdRank(work) is not null && IsAnyMissing(work))
        {
            work.Forget(effect => effect is TurnOn);
            work.Enter(Phase.WarmingUp, "a disk is not there any more; no further node is started before it is");
            return;
        }

        var waiting = false;
        var withoutPower = ImmutableArray<RunMember>.Empty;
        foreach (var member in work.Run.Members)
        {
            if (!Wanted(work, member) || IsUp(work, member))
                continue;
            if (StepNode(work, member))
                waiting = true;
            else if (!work.Member(member.Node).GivenUp)
                withoutPower = withoutPower.Add(member);
        }

        if (waiting)
            return;
        if (!withoutPower.IsEmpty && !PartFrom(work, withoutPower))
            return;
        if (work.Run.Members.IsEmpty)
        {
            Closing.Close(work, "every node of it waits for its power on its own");
            return;
        }

        work.Enter(Phase.ReJoining, "its nodes run; waiting for the cluster to be whole");
    }

    private static bool IsAnyMissing(RunTurn work)
    {
        foreach (var member in work.Run.Members)
        {
            if (Wanted(work, member) && !IsUp(work, member))
                return true;
        }

        return false;
    }

    public static bool Wanted(RunTurn work, RunMember member) =>
        member is { WasUp: true, GivenUp: false } && Policy.StartsByItself(work, work.Turn.Topology.Nodes[member.Node].Node.Restore);

    /// <summary>Up, with its disks there since before it booted. That it was up before this program started says nothing: another one may have stopped it meanwhile.</summary>
    public static bool IsUp(RunTurn work, RunMember member) =>
        work.Node(member.Node) is { Power: NodePower.Up, Unseen: false } && !NeedsReboot(work, member)
        && (work.Run.Aim != RunAim.Restart || work.Node(member.Node).BootSeenAt >= work.Run.CommittedAt);

    // True while it is at work on the node; false when only the node's power is missing, or it has been given up.
    private static bool StepNode(RunTurn work, RunMember member)
    {
        var node = work.Node(member.Node);
        // One that is not heard takes no order: first it must be found out what became of it.
        if (node is { Silent: false, Power: NodePower.Up or NodePower.Starting } && NeedsReboot(work, member) || StandsStopped(work, member))
            return Reboot(work, member);
        if (IsPowerYetToBeHeard(work, member.Node))
        {
            work.Note(Rule.PowerAwaited);
            work.Due(work.Turn.LookUntil);
            return true;
        }

        if (node.Power is NodePower.Off or NodePower.Lost && AnyDiskLivesOnBattery(work, member.Node))
        {
            work.Note(Rule.PowerAwaited);
            work.Set(member with { StartBy = TimeSpan.Zero });
            return true;
        }

        if (node.Power == NodePower.Off && (Gates.AreCutsComing(work, member.Node) || Gates.LivesOnBattery(work, member.Node) || (member.Starts == 0 && !Gates.OfNode(work, member.Node))))
        {
            // Its time begins when its power is there to stay, also where it was waited for before, not known to be off.
            work.Set(member with { StartBy = TimeSpan.Zero });
            return false;
        }

        member = WithLimit(work, member);
        if (work.Now >= member.StartBy && NodeStart.CycleComesAt(work, member) is { } cycle)
        {
            member = member with { StartBy = cycle };
            work.Set(member);
        }

        // It runs and does not get into its cluster: one boot more, now that everything is there, before it is given up.
        if (work.Now >= member.StartBy && node is { Silent: false, Power: NodePower.Starting } && member.Reboot == Model.Runs.Step.None && !work.Unit.Disks.IsEmpty)
        {
            var place = work.Turn.Topology.Nodes[member.Node].Node;
            member = member with { StartBy = work.Now + place.OsStopTime + place.StartLimit };
            work.Set(member);
            return Reboot(work, member);
        }

        if (work.Now >= member.StartBy)
        {
            work.Note(Rule.NodeGivenUp);
            work.Set(member with { GivenUp = true });
            // It has had its start: nothing is owed to it by what nobody saw.
            work.Turn.Set(member.Node, work.Node(member.Node) with { Unseen = false });
            work.GiveUp($"{work.Turn.NodeName(member.Node)} has not come up in its time; somebody must look at it");
            return false;
        }

        work.Due(member.StartBy);
        switch (node.Power)
        {
            case NodePower.Off:
                NodeStart.Try(work, member);
                break;
            case NodePower.Up or NodePower.Starting when !node.Silent:
                break;
            default:
                work.Probe(member.Node);
                NodeStart.Unhang(work, member);
                NodeStart.TakeLostForOff(work, member);
                // Also where its last word, before it was lost, was that its cluster stops.
                if (work.Node(member.Node) is { Silent: true, Power: not NodePower.OsStopping, NoAnswers: >= Limits.ProbesForOff } && !Gates.AreCutsComing(work, member.Node) && !Gates.LivesOnBattery(work, member.Node))
                    NodeStart.Try(work, member);
                break;
        }

        return true;
    }

    // Right after a start: mains may be gone again since its UPS was heard, and its cut be on its way.
    private static bool IsPowerYetToBeHeard(RunTurn work, int node) => work.Now < work.Turn.LookUntil && AnyIsYetToBeHeard(work.Turn, work.Turn.Topology.Nodes[node]);

    private static bool AnyIsYetToBeHeard(Turn turn, NodePlace place) => place.Sources.Any(source => Supplies.IsNotHeardSinceStart(turn, turn.Ups(source.Ups)));

    // What was started now would find its disk at the end of that battery.
    private static bool AnyDiskLivesOnBattery(RunTurn work, int node)
    {
        foreach (var disk in work.Turn.Topology.Nodes[node].Disks)
        {
            if (!Supplies.HasMains(work.Turn, disk))
                return true;
        }

        return false;
    }

    // Its cluster has stopped and its system was never told to: it comes back into the cluster by a boot.
    public static bool StandsStopped(RunTurn work, RunMember member)
    {
        // Another master may have stopped it once more, after its reboot.
        if (work.Node(member.Node) is not { Silent: false } node || (member.Reboot == Model.Runs.Step.Done && node.BootSeenAt <= work.Run.CommittedAt))
            return false;
        return node.Power == NodePower.ClusterStopped
            || (node.Power == NodePower.ClusterStopping && work.Unit.Cluster is { } cluster && work.Now >= node.Since + cluster.StopTimeout);
    }

    private static RunMember WithLimit(RunTurn work, RunMember member)
    {
        if (member.StartBy > TimeSpan.Zero)
            return member;
        var place = work.Turn.Topology.Nodes[member.Node];
        var until = work.Now + place.Node.StartLimit + place.Node.OsStopTime;
        member = member with { StartBy = until };
        work.Set(member);
        // What it did not answer before may have been in its boot: it is asked anew before its input is taken from it.
        if (UnheardBoot.MayHaveCome(work.Node(member.Node)))
            work.Turn.Set(member.Node, work.Node(member.Node) with { NoAnswers = 0 });
        return member;
    }

    // A node that booted before its disks were there does not see them: it boots again.
    private static bool NeedsReboot(RunTurn work, RunMember member)
    {
        if (work.Run is { Whole: true, Aim: RunAim.Restart })
            return member.Reboot != Model.Runs.Step.Done && work.Node(member.Node).BootSeenAt < work.Run.CommittedAt;
        if (work.Unit.Disks.IsEmpty)
            return false;
        // What does not get further may have booted before its disks, also where nobody here saw them go.
        if (!work.Run.Whole || !work.Run.DisksDown)
            return work.Node(member.Node).Power == NodePower.Starting && member.Reboot == Model.Runs.Step.None
                && BootedBefore(work, member);
        return BootedBefore(work, member);
    }

    private static bool BootedBefore(RunTurn work, RunMember member)
    {
        foreach (var disk in work.Unit.Disks)
        {
            if (work.Node(member.Node).BootSeenAt < work.Turn.Disk(disk).Since)
                return true;
        }

        return false;
    }

    private static bool Reboot(RunTurn work, RunMember member)
    {
        // The master reboots its own node when the others are done: nobody else would order theirs. Its own time begins then.
        // What goes down in another run is minded by nobody while this very host reboots.
        if (work.IsSelf(member.Node) && (work.Turn.Runs.Any(run => run.Id != work.Run.Id && run.GoesDown) || work.Run.Members.Any(one => one.Node != member.Node && Wanted(work, one) && !IsUp(work, one))))
        {
            work.Note(Rule.OwnNodeLast);
            work.Set(member with { StartBy = TimeSpan.Zero });
            return true;
        }

        member = WithLimit(work, member);
        if (work.Now >= member.StartBy)
        {
            work.Set(member with { GivenUp = true });
            work.GiveUp($"{work.Turn.NodeName(member.Node)} does not reboot, which it needs to be part of the cluster again; somebody must look at it");
            return false;
        }

        work.Due(member.StartBy);
        var name = work.Turn.NodeName(member.Node);
        if (work.Now < member.StartDueAt)
        {
            work.Due(member.StartDueAt);
            return true;
        }

        if (!work.IsPending<RebootNode>(order => order.Node == name))
        {
            work.Note(Rule.NodeRebootedAfterDisks);
            // While it stops and boots it looks like one that is off: nothing else is tried before it has had the time for both.
            var place = work.Turn.Topology.Nodes[member.Node].Node;
            var back = work.Now + place.OsStopTime + (place.StartLimit / 2);
            work.Set(member with { Reboot = Model.Runs.Step.Asked, StartDueAt = back });
            work.Due(back);
            UnheardBoot.FollowsStop(work.Turn, member.Node);
            work.Ask(id => new RebootNode(id, name, StandsStopped(work, member) ? $"the cluster has stopped on {name}; it boots again"
                : $"{name} started before its disks were warm; it boots again with them"), Limits.StartRetry);
        }

        return true;
    }

    // The cluster does not wait for a node whose own power is not back: the node goes on in a run of its own.
    private static bool PartFrom(RunTurn work, ImmutableArray<RunMember> withoutPower)
    {
        var partAt = work.Run.PhaseSince + Limits.PartAfter;
        if (!work.Run.Whole || work.Unit.Nodes.Length == 1)
            return false;
        // An armed cut runs out by itself: that is no missing power.
        if (CutArming.OutputsOf(work).Any(at => Gates.IsCutComing(work, at)))
            return false;
        if (work.Now < partAt)
        {
            work.Due(partAt);
            return false;
        }

        foreach (var member in withoutPower)
        {
            var name = work.Turn.NodeName(member.Node);
            var parted = new RunTurn(work.Turn, Opening.Part(work, member, $"the power of {name} is not back; its cluster goes on without it"));
            parted.Enter(Phase.AwaitingPower, "it waits for its own power");
            work.Turn.Put(parted.Run);
        }

        return true;
    }
}
