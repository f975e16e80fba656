using System.Collections.Immutable;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Shutdown;

/// <summary>StoppingCluster: one node stops the cluster, the next one if it dies; at the limit the systems' stop is forced.</summary>
internal static class ClusterStopPhase
{
    public static void Step(RunTurn work)
    {
        CommittedPhase.Tighten(work);
        if (IsStopped(work))
        {
            work.Note(Rule.ClusterStopCompleted);
            work.Enter(Phase.StoppingOs, $"the cluster has stopped after {Elapsed(work)}; the operating systems are being stopped");
            return;
        }

        if (work.Now >= work.Run.Deadlines.ClusterStopBy)
        {
            var skipped = work.Run.StopTried.IsEmpty;
            work.Note(skipped ? Rule.ClusterStopSkipped : Rule.ClusterStopForced);
            work.GiveUp(skipped
                ? $"the battery leaves no time to stop the cluster {work.Name}; the operating systems are stopped at once"
                : $"the cluster {work.Name} did not stop in its time; the stop of the operating systems is forced");
            work.Enter(Phase.StoppingOs, "the stop of the operating systems is forced");
            return;
        }

        work.Due(work.Run.Deadlines.ClusterStopBy);
        if (IsAtWork(work))
            return;
        if (NextNode(work) is { } next)
            Order(work, next);
        else
        {
            work.Note(Rule.ClusterStopForced);
            work.GiveUp($"no node of {work.Name} is left that could stop the cluster");
            work.Enter(Phase.StoppingOs, "the stop of the operating systems is forced");
        }
    }

    private static bool IsStopped(RunTurn work)
    {
        if (work.Turn.Unit(work.Run.Unit).Cluster == Model.Events.ClusterWord.Stopped)
            return true;
        foreach (var member in work.Run.Members)
        {
            if (work.Node(member.Node).Power is not (NodePower.Off or NodePower.ClusterStopped or NodePower.OsStopping))
                return false;
        }

        return true;
    }

    // The last node that was asked is still believed to be at it.
    private static bool IsAtWork(RunTurn work)
    {
        if (work.Run.StopTried.IsEmpty)
            return false;
        var at = work.Run.StopTried[^1];
        var node = work.Node(at);
        if (node.StopFailed || node.Silent || node.Power is NodePower.Off or NodePower.Lost)
            return false;
        var name = work.Turn.NodeName(at);
        return work.Pending<OrderClusterStop>(order => order.Node == name) is not { } pending || pending.Attempts <= Limits.OrdersBeforeNextNode;
    }

    private static int? NextNode(RunTurn work)
    {
        foreach (var member in work.Run.Members)
        {
            if (!work.Run.StopTried.Contains(member.Node)
                && work.Node(member.Node) is { StopFailed: false, Silent: false, Power: NodePower.Up or NodePower.Starting or NodePower.ClusterStopping or NodePower.Unknown })
                return member.Node;
        }

        // Somebody has begun and is only not heard: time decides.
        return work.Run.Members.Any(member => work.Node(member.Node).Power is NodePower.ClusterStopping) && !work.Run.StopTried.IsEmpty
            ? work.Run.StopTried[^1]
            : null;
    }

    private static void Order(RunTurn work, int next)
    {
        if (!work.Run.StopTried.IsEmpty && work.Run.StopTried[^1] == next)
            return;
        work.Note(work.Run.StopTried.IsEmpty ? Rule.ClusterStopOrdered : Rule.ClusterStopNextNode);
        work.Forget(effect => effect is OrderClusterStop);
        var name = work.Turn.NodeName(next);
        var again = work.Run.StopTried.IsEmpty ? "" : $", since {work.Turn.NodeName(work.Run.StopTried[^1])} does not get it done";
        work.Run = work.Run with { StopTried = work.Run.StopTried.Add(next) };
        work.Ask(
            id => new OrderClusterStop(id, work.Unit.Cluster!.Name, name, work.Run.Deadlines.ClusterStopBy, $"{work.Run.Why}; {name} stops the cluster{again}"),
            Limits.OrderRetry);
    }

    private static string Elapsed(RunTurn work) => Model.Units.UnitText.Seconds(work.Now - work.Run.PhaseSince);
}
