using System.Collections.Immutable;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Shutdown;

/// <summary>Committed: nodes learn their deadlines, monitors are quieted, running work gets what the plan spares, workloads stop.</summary>
internal static class CommittedPhase
{
    public static void Step(RunTurn work)
    {
        if (work.Run.Guard == Model.Runs.Step.None)
            Begin(work);
        Tighten(work);
        if (work.Run.Guard == Model.Runs.Step.Asked && GuardHolds(work))
            return;
        if (work.Run.Workloads == Model.Runs.Step.None)
            StopWorkloads(work);
        if (work.Run.Workloads == Model.Runs.Step.Asked && work.Now < WorkloadsBy(work))
        {
            work.Due(WorkloadsBy(work));
            return;
        }

        if (work.Run.Workloads == Model.Runs.Step.Asked)
            work.GiveUp($"the workloads of {work.Name} did not stop in time; the cluster is stopped over them", Urgency.Warning);
        if (work.Run.Whole && work.Unit.Cluster is { } cluster)
            work.Enter(Phase.StoppingCluster, $"the cluster {cluster.Name} is being stopped");
        else
            work.Enter(Phase.StoppingOs, "its operating system is being stopped");
    }

    /// <summary>What a short battery can still carry: the systems' stop comes first, the cluster's gets what is left.</summary>
    public static void Tighten(RunTurn work)
    {
        if (work.BatteryEnd() is not { } end)
            return;
        var slowest = work.Run.Members.Max(member => work.Turn.Topology.Nodes[member.Node].Node.OsStopTime);
        var latest = end - slowest - Limits.StopMargin;
        if (latest >= work.Run.Deadlines.ClusterStopBy)
            return;
        var by = latest > work.Now ? latest : work.Now;
        if (by >= work.Run.Deadlines.ClusterStopBy)
            return;
        var shorter = work.Run.Deadlines.ClusterStopBy - by;
        work.Run = work.Run with
        {
            Deadlines = work.Run.Deadlines with
            {
                GuardBy = Sooner(work.Run.Deadlines.GuardBy, by),
                ClusterStopBy = by,
                OsStopBy = work.Run.Deadlines.OsStopBy - shorter,
                CutBy = work.Run.Deadlines.CutBy - shorter,
                OffBy = work.Run.Deadlines.OffBy - shorter,
            },
        };
    }

    private static void Begin(RunTurn work)
    {
        work.Ask(id => new QuietMonitors(id, work.Name, "the shutdown is ordered, not a fault"), retry: null);
        if (work.Run.Aim != RunAim.Restart)
            TellDeadlines(work);
        if (work.Run.Deadlines.GuardBy > work.Now && work.BatteryEnd() is null)
        {
            work.Note(Rule.GuardWaits);
            TimeSpan? by = work.IsPlanned && work.Unit.Cluster?.Guard is null ? null : work.Run.Deadlines.GuardBy;
            work.Ask(id => new WaitGuard(id, work.Name, by, "running work may end first"), retry: null);
            work.Run = work.Run with { Guard = Model.Runs.Step.Asked };
            return;
        }

        if (work.Run.Deadlines.GuardBy > work.Now)
        {
            work.Note(Rule.GuardSkipped);
            work.GiveUp($"the battery leaves no time to wait for running work of {work.Name}", Urgency.Warning);
        }

        work.Run = work.Run with { Guard = Model.Runs.Step.Done };
    }

    private static void TellDeadlines(RunTurn work)
    {
        foreach (var member in work.Run.Members)
        {
            if (!work.Node(member.Node).MayRun)
                continue;
            var name = work.Turn.NodeName(member.Node);
            var stopsBy = work.StopsItselfBy(work.Run, member.Node);
            work.Ask(
                id => new TellDeadlines(id, name, work.Run.Deadlines.ClusterStopBy, stopsBy, $"so that {name} goes on by itself if it hears nobody"),
                Limits.OrderRetry);
        }
    }

    private static bool GuardHolds(RunTurn work)
    {
        if (work.Now < work.Run.Deadlines.GuardBy)
        {
            work.Due(work.Run.Deadlines.GuardBy);
            return true;
        }

        work.Note(Rule.GuardOver);
        work.GiveUp($"running work of {work.Name} did not end in its time", Urgency.Warning);
        work.Run = work.Run with { Guard = Model.Runs.Step.GivenUp };
        return false;
    }

    private static void StopWorkloads(RunTurn work)
    {
        if (work.Run.Whole && work.Unit.Cluster is { Workloads.Length: > 0 } cluster && WorkloadsBy(work) > work.Now)
        {
            ImmutableArray<string> names = [.. cluster.Workloads.Select(workload => workload.Name)];
            work.Ask(id => new StopWorkloads(id, cluster.Name, names, WorkloadsBy(work), "workloads stop before their cluster"), Limits.OrderRetry);
            work.Run = work.Run with { Workloads = Model.Runs.Step.Asked };
            return;
        }

        work.Run = work.Run with { Workloads = Model.Runs.Step.Done };
    }

    // Workloads stop within the cluster's own time: the plan has no other for them. Half of it is left for the cluster.
    private static TimeSpan WorkloadsBy(RunTurn work)
    {
        if (work.Unit.Cluster is not { } cluster)
            return work.Now;
        var budget = cluster.Workloads.Aggregate(TimeSpan.Zero, (sum, workload) => sum + workload.StopBudget);
        var left = work.Run.Deadlines.ClusterStopBy - (cluster.StopTimeout / 2);
        return Sooner(left, (work.Run.Guard == Model.Runs.Step.Done ? work.Run.PhaseSince : work.Run.Deadlines.GuardBy) + (budget > TimeSpan.Zero ? budget : cluster.StopTimeout / 2));
    }

    private static TimeSpan Sooner(TimeSpan left, TimeSpan right) => left < right ? left : right;
}

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

/// <summary>StoppingOs: power-off jobs, then the stop of every operating system, repeated until acknowledged.</summary>
internal static class OsStopPhase
{
    public static void Step(RunTurn work)
    {
        var waiting = false;
        foreach (var member in work.Run.Members)
        {
            if (!IsStopped(work, member) && !IsLast(work, member))
                waiting |= StepNode(work, member);
        }

        var over = work.Now >= work.Run.Deadlines.OsStopBy;
        if (waiting && !over)
        {
            work.Due(work.Run.Deadlines.OsStopBy);
            return;
        }

        work.Note(waiting ? Rule.OsStopForcedOn : Rule.OsStopCompleted);
        if (waiting)
            GiveUpSilentNodes(work);
        if (work.Run.Aim == RunAim.Restart)
            work.Enter(Phase.StartingNodes, "its nodes restart");
        else
            work.Enter(Phase.ArmingCut, "the outputs are being armed");
    }

    /// <summary>Order the stop of one node's system, unless that has been done.</summary>
    public static void Order(RunTurn work, int node, bool forced)
    {
        var name = work.Turn.NodeName(node);
        if (work.IsPending<OrderOsStop>(order => order.Node == name))
            return;
        work.Note(Rule.OsStopOrdered);
        var member = work.Run.Members.First(one => one.Node == node);
        work.Set(member with { OsStop = Model.Runs.Step.Asked });
        work.Ask(id => new OrderOsStop(id, name, work.Run.Deadlines.OsStopBy, forced, work.Run.Why), Limits.OrderRetry);
    }

    public static bool IsStopped(RunTurn work, RunMember member)
    {
        if (work.Run.Aim == RunAim.Restart)
            return member.Reboot == Model.Runs.Step.Done || !work.Node(member.Node).MayRun;
        return work.Node(member.Node).Power is NodePower.OsStopping or NodePower.Off;
    }

    /// <summary>The node this very terminal runs on goes last: it has the others' orders to give first.</summary>
    public static bool IsLast(RunTurn work, RunMember member)
    {
        if (!work.IsSelf(member.Node) || work.Run.Aim == RunAim.Restart)
            return false;
        work.Note(Rule.OwnNodeLast);
        return true;
    }

    private static bool StepNode(RunTurn work, RunMember member)
    {
        if (work.Run.Aim == RunAim.Restart)
        {
            var name = work.Turn.NodeName(member.Node);
            // The master's own node restarts when the others are on their way.
            var othersFirst = work.IsSelf(member.Node) && work.Run.Members.Any(one => one.Node != member.Node && !IsStopped(work, one));
            if (!othersFirst && !work.IsPending<RebootNode>(order => order.Node == name))
                work.Ask(id => new RebootNode(id, name, work.Run.Why), Limits.OrderRetry);
            return true;
        }

        if (member.PowerOffJobs == Model.Runs.Step.None)
            member = BeginJobs(work, member);
        var jobsBy = work.Run.Deadlines.OsStopBy - work.Turn.Topology.Site.Timing.OsStopHandout;
        if (member.PowerOffJobs == Model.Runs.Step.Asked && work.Now < jobsBy)
        {
            work.Due(jobsBy);
            return true;
        }

        if (!ArmsFirst(work, member.Node))
            Order(work, member.Node, forced: !work.Run.GivenUp.IsEmpty);
        return true;
    }

    // A UPS that hangs on the node itself is armed while the node still runs; with half of the handing-out gone the node stops all the same.
    private static bool ArmsFirst(RunTurn work, int node)
    {
        var latest = work.Run.Deadlines.OsStopBy - (work.Turn.Topology.Site.Timing.OsStopHandout / 2);
        if (work.Run.Aim == RunAim.Restart || work.Now >= latest)
            return false;
        var waits = false;
        foreach (var at in CutArming.OnlyBy(work, node))
        {
            CutArming.Step(work, at);
            waits |= !CutArming.IsSettled(work, at) && work.Turn.Ups(at.Ups).SilentSince is null;
        }

        if (waits)
            work.Due(latest);
        return waits;
    }

    private static RunMember BeginJobs(RunTurn work, RunMember member)
    {
        var place = work.Turn.Topology.Nodes[member.Node];
        ImmutableArray<string> jobs = [.. place.Node.Jobs
            .Where(job => job.When == JobTime.PowerOff && (job.OnOutage || work.IsPlanned))
            .Select(job => job.Name)];
        var by = work.Run.Deadlines.OsStopBy - work.Turn.Topology.Site.Timing.OsStopHandout;
        var can = jobs.Length > 0 && by > work.Now && work.BatteryEnd() is null && work.Node(member.Node).Power != NodePower.Lost;
        member = member with { PowerOffJobs = can ? Model.Runs.Step.Asked : Model.Runs.Step.Done };
        work.Set(member);
        if (can)
        {
            work.Note(Rule.PowerOffJobs);
            work.Ask(id => new RunJobs(id, place.Node.Name, JobTime.PowerOff, jobs, by, "registered for power-off"), Limits.OrderRetry);
        }

        return member;
    }

    private static void GiveUpSilentNodes(RunTurn work)
    {
        foreach (var member in work.Run.Members)
        {
            if (!IsStopped(work, member) && !IsLast(work, member))
                work.GiveUp($"{work.Turn.NodeName(member.Node)} has not acknowledged the stop of its operating system; it is not taken for off");
        }
    }
}
