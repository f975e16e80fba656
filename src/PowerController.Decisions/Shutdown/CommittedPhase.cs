using System.Collections.Immutable;
using PowerController.Decisions.Outage;
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
        Tighten(work);
        if (work.Run.Guard == Model.Runs.Step.None)
            Begin(work);
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
        var slowest = work.Run.Members.Max(member => work.Turn.Topology.Nodes[member.Node].Node.OsStopTime);
        var latest = Sooner(work.BatteryEnd() - slowest - Limits.StopMargin ?? TimeSpan.MaxValue, CutOff.GoesBy(work));
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
        // Whoever hears nobody has to be gone by then, too.
        if (work.Run.Guard != Model.Runs.Step.None && work.Run.Aim != RunAim.Restart)
        {
            work.Forget(effect => effect is TellDeadlines);
            TellDeadlines(work);
        }
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

    public static void TellDeadlines(RunTurn work)
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
