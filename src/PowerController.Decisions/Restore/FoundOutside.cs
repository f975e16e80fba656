using PowerController.Decisions.Outage;
using PowerController.Decisions.Shutdown;
using PowerController.Decisions.Turns;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Restore;

/// <summary>What a terminal finds that belongs to no run it knows of: whoever knew of that run is not up. The node is started, or boots again, by what does one that runs no harm.</summary>
internal static class FoundOutside
{
    public static void Settle(Turn turn, int area)
    {
        foreach (var at in turn.Topology.Areas[area].Nodes)
        {
            var node = turn.Node(at);
            var place = turn.Topology.Nodes[at];
            // Right after a start its run may only not have been heard of yet.
            if (IsLeftStopped(turn, at, node) && turn.Now < turn.LookUntil)
                turn.Due(area, turn.LookUntil);
            else if (IsLeftStopped(turn, at, node))
                BringBack(turn, at, node);
            if (From(turn, node, place) is not { } from || turn.Unit(place.Unit).LeftOff || place.Node.Restore == Model.Sites.RestorePolicy.None || turn.IsInRun(at))
                continue;
            if (turn.Now < from)
                turn.Due(area, from);
            else if (node.Silent)
                Start(turn, at, $"{place.Node.Name} has not been heard since this terminal started or took over; in case that it is off it is started");
            else
                Start(turn, at, $"{place.Node.Name} has booted and does not get into its cluster; it may have been before its disks");
        }
    }

    /// <summary>This terminal leads from now on. Whoever is silent may have been stopped by the former master, of whose runs it may not know the last.</summary>
    public static void TakeOver(Turn turn)
    {
        turn.Change(state => state with { LedSince = turn.Now });
        for (var at = 0; at < turn.Topology.Nodes.Length; at++)
        {
            if (turn.Node(at).Silent && !turn.Runs.Any(run => run.Phase != Phase.Watching && run.Has(at)))
                turn.Set(at, turn.Node(at) with { Unseen = true });
        }
    }

    /// <summary>Silent so soon after a change of master: it may have been the last thing that the former one did.</summary>
    public static NodeState FallsSilent(Turn turn, NodeState node) =>
        turn.Role == Role.Master && turn.Now < turn.LedSince + Limits.SilentAfterTakeOver ? node with { Unseen = true } : node;

    /// <summary>Here the run only watched, and a former master had committed it in its last moment: the cluster is stopped already, and comes back with it.</summary>
    public static bool TakesUp(Turn turn, Run watch)
    {
        if (!turn.Acts || !watch.Members.Any(member => turn.Node(member.Node) is { Silent: false, Power: NodePower.ClusterStopping or NodePower.ClusterStopped } node && node.ToldRun == watch.Id))
            return false;
        turn.Note(Rule.NodeFoundOutside);
        var work = new RunTurn(turn, watch);
        Closing.WithdrawDeadlines(work);
        work.Run = work.Run with { CommittedAt = turn.Now };
        work.Enter(Phase.AwaitingPower, "the terminal that led before has stopped the cluster, and the power is back: it starts again");
        turn.Put(work.Run);
        return true;
    }

    // Its cluster was stopped for a run of a former master, of which nobody who leads has heard: neither goes it on to stop, nor is it as it was.
    private static bool IsLeftStopped(Turn turn, int at, NodeState node) =>
        node is { Silent: false, Power: NodePower.ClusterStopping or NodePower.ClusterStopped, ToldRun.IsNone: false }
        && turn.Find(node.ToldRun)?.Has(at) != true && !turn.IsInRun(at) && !turn.Unit(turn.Topology.Nodes[at].Unit).LeftOff;

    private static void BringBack(Turn turn, int at, NodeState node)
    {
        StrayCut.Withdraw(turn, at, node);
        Start(turn, at, $"{turn.NodeName(at)} has stopped its cluster for run {node.ToldRun}, which nobody leads any more; it boots again");
    }

    // What is on its way comes in this time.
    private static TimeSpan? From(Turn turn, NodeState node, NodePlace place) => node switch
    {
        { Unseen: true, Silent: true, MayRun: true } when turn.LookUntil > TimeSpan.Zero =>
            (turn.LedSince > turn.LookUntil ? turn.LedSince : turn.LookUntil) + place.Node.StartLimit,
        { Silent: false, Power: NodePower.Starting, BootedAnew: false } when !place.Disks.IsEmpty => node.BootSeenAt + place.Node.StartLimit,
        _ => null,
    };

    /// <summary>Only its start is tried: it may run, cut off or without its agent.</summary>
    public static bool MayRunUnheard(Run run) => run is { Aim: RunAim.Start, Cause: RunCause.Outage };

    private static void Start(Turn turn, int at, string why)
    {
        turn.Note(Rule.NodeFoundOutside);
        var node = turn.Node(at);
        // Its last word that it stops goes on to count: that is no node which may only be cut off.
        turn.Set(at, !node.Silent ? node with { BootedAnew = true }
            : node.Power == NodePower.OsStopping ? node with { Unseen = false }
            : node with { Unseen = false, Power = NodePower.Lost, Since = turn.Now });
        var run = Opening.Open(turn, RunCause.Outage, RunAim.Start, turn.Topology.Nodes[at].Unit, whole: false, [at], turn.Now, why);
        var work = new RunTurn(turn, run with { Members = [RunMember.Of(at, wasUp: true)], CommittedAt = turn.Now });
        work.Enter(Phase.AwaitingPower, why);
        turn.Put(work.Run);
    }
}
