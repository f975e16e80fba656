using System.Collections.Immutable;
using PowerController.Decisions.Outage;
using PowerController.Decisions.Shutdown;
using PowerController.Decisions.Turns;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Decisions.PlannedPower;

/// <summary>An administrator who stops a node or a cluster by its own tools gets the same treatment: the outputs follow, or stay.</summary>
internal static class Administrator
{
    public static void Take(Turn turn, AdministratorStopped stopped)
    {
        if (turn.Operation == Operation.Local)
        {
            turn.Note(Rule.LocalDoesNothing);
            // When that ends it must be known that what is off by then comes up.
            if (stopped.Kind == AdministratorStop.Reboot)
                Hear(turn, stopped);
            return;
        }

        var unit = turn.Topology.Unit(stopped.Name);
        var node = turn.Topology.Node(stopped.Name);
        if (unit < 0 && node < 0)
            return;
        // In a run of ours the stop is ours, and the administrator's tools only report it.
        if (turn.Runs.Any(run => run.Phase is > Phase.Watching and < Phase.ReJoining
            && (run.Unit == unit || run.Has(node))))
        {
            // What it only starts boots anew by that, and is not to be helped before it has had the time for it.
            if (stopped.Kind == AdministratorStop.Reboot)
                ExpectBoots(turn, unit >= 0 ? turn.Topology.Units[unit].Nodes : [node]);
            return;
        }

        turn.Note(Rule.AdministratorFollowed);
        if (stopped.Kind == AdministratorStop.Reboot)
            Await(turn, unit, node);
        else if (unit >= 0)
            Opening.CommitUnit(turn, unit, RunCause.ClusterManager, RunAim.StopAndStay, turn.Now, "an administrator stopped it");
        else
            Opening.CommitNode(turn, node, RunCause.ClusterManager, RunAim.StopAndStay, turn.Now, "an administrator stopped it");
    }

    /// <summary>Another terminal sees to it, or nobody does: here it is only known that what stops boots again.</summary>
    public static void Hear(Turn turn, AdministratorStopped reboots)
    {
        var unit = turn.Topology.Unit(reboots.Name);
        var node = turn.Topology.Node(reboots.Name);
        if (unit >= 0 || node >= 0)
            ExpectBoots(turn, unit >= 0 ? turn.Topology.Units[unit].Nodes : [node]);
    }

    private static void ExpectBoots(Turn turn, ImmutableArray<int> nodes)
    {
        foreach (var node in nodes)
        {
            // What has obeyed the run's stop stays down by that; an order that has no answer yet may have come too late.
            if (!turn.Runs.Any(run => run.GoesDown && run.Members.Any(member => member.Node == node && member.OsStop == Step.Done)))
                UnheardBoot.FollowsStop(turn, node);
        }
    }

    // It restarts by itself; nothing is ordered, and nothing is cut: it is only seen to that it comes back.
    private static void Await(Turn turn, int unit, int node)
    {
        var at = unit >= 0 ? unit : turn.Topology.Nodes[node].Unit;
        IEnumerable<int> nodes = unit >= 0 ? turn.Topology.Units[unit].Nodes : [node];
        var run = Opening.Open(turn, RunCause.ClusterManager, RunAim.Restart, at, whole: unit >= 0, nodes, turn.Now, "an administrator restarts it");
        var work = new RunTurn(turn, run with
        {
            CommittedAt = turn.Now,
            Members = [.. run.Members.Select(member => member with { Reboot = Step.Done })],
        });
        foreach (var member in run.Members)
            UnheardBoot.FollowsStop(turn, member.Node);
        work.Enter(Phase.StartingNodes, "an administrator restarts it; it is awaited");
        turn.Put(work.Run);
    }
}
