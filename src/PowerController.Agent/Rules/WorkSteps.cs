using System.Collections.Immutable;
using System.Diagnostics;
using PowerController.Model.Effects;
using PowerController.Model.Sites;

namespace PowerController.Agent.Rules;

/// <summary>Which commands an order means on this node, in their order.</summary>
internal static class WorkSteps
{
    /// <summary>How often it is asked whether something that was stopped is really gone.</summary>
    private static readonly TimeSpan AskWhetherGone = TimeSpan.FromSeconds(2);

    /// <param name="troubles">What the order names and this node does not know.</param>
    public static ImmutableArray<WorkStep> Of(NodeDuties duties, Effect order, out ImmutableArray<string> troubles)
    {
        troubles = [];
        return order switch
        {
            RunJobs jobs => Jobs(duties, jobs, out troubles),
            StopWorkloads stop => Stops(duties, stop, out troubles),
            WaitGuard => [.. duties.Guards.Select(guard => Guard("", guard)), .. duties.Workloads.SelectMany(Guards)],
            QuietMonitors => [.. Plain("quiet monitors", duties.Quiet), .. duties.Workloads.SelectMany(workload => Section(workload, workload.Quiet))],
            UnquietMonitors => [.. duties.Workloads.Reverse().SelectMany(workload => Section(workload, workload.Unquiet)), .. Plain("let monitors speak", duties.Unquiet)],
            WarnUsers => [.. Plain("warn users", duties.WarnUsers)],
            _ => throw new UnreachableException(),
        };
    }

    public static TimeSpan? ByOf(Effect order) => order switch
    {
        RunJobs jobs => jobs.By,
        StopWorkloads stop => stop.By,
        WaitGuard guard => guard.By,
        _ => null,
    };

    /// <summary>As commands find it in their environment.</summary>
    public static string NameOf(Effect order) => order switch
    {
        RunJobs jobs => jobs.When == JobTime.PowerOff ? "power-off-jobs" : "power-on-jobs",
        StopWorkloads => "stop-workloads",
        WaitGuard => "wait-guard",
        QuietMonitors => "quiet-monitors",
        UnquietMonitors => "unquiet-monitors",
        WarnUsers => "warn-users",
        OrderClusterStop => "stop-cluster",
        OrderOsStop => "stop-system",
        RebootNode => "reboot",
        _ => throw new UnreachableException(),
    };

    private static ImmutableArray<WorkStep> Jobs(NodeDuties duties, RunJobs order, out ImmutableArray<string> troubles)
    {
        var steps = ImmutableArray.CreateBuilder<WorkStep>();
        var unknown = ImmutableArray.CreateBuilder<string>();
        foreach (var name in order.Jobs)
        {
            if (duties.Jobs.FirstOrDefault(job => string.Equals(job.Name, name, StringComparison.Ordinal)) is { } job)
                steps.Add(new WorkStep(name, $"job {name}", job.Command, job.Limit, StepKind.Once, TimeSpan.Zero, null));
            else if (unknown.Count < Limits.Troubles)
                unknown.Add($"this node knows no job {name}");
        }

        troubles = unknown.ToImmutable();
        return steps.ToImmutable();
    }

    private static ImmutableArray<WorkStep> Stops(NodeDuties duties, StopWorkloads order, out ImmutableArray<string> troubles)
    {
        var steps = ImmutableArray.CreateBuilder<WorkStep>();
        var unknown = ImmutableArray.CreateBuilder<string>();
        foreach (var name in order.Workloads)
        {
            if (duties.Workloads.FirstOrDefault(workload => string.Equals(workload.Name, name, StringComparison.Ordinal)) is { } workload)
                steps.AddRange(Section(workload, workload.Stop));
            else if (unknown.Count < Limits.Troubles)
                unknown.Add($"this node knows no workload {name}");
        }

        troubles = unknown.ToImmutable();
        return steps.ToImmutable();
    }

    private static IEnumerable<WorkStep> Section(WorkloadDuty workload, ImmutableArray<StepDuty> steps)
    {
        if (steps.IsEmpty)
            yield break;
        if (Condition(workload) is { } condition)
            yield return condition;
        foreach (var step in steps)
        {
            var name = $"{workload.Name}: {step.Name}";
            yield return new WorkStep(workload.Name, name, step.Command, step.Limit, StepKind.Once, TimeSpan.Zero, null);
            if (step.Gone is { } gone)
                yield return new WorkStep(workload.Name, $"{name}, gone", gone, step.Limit, StepKind.Until, AskWhetherGone, step.Limit);
        }
    }

    private static IEnumerable<WorkStep> Guards(WorkloadDuty workload)
    {
        if (workload.Guards.IsEmpty)
            return [];
        var guards = workload.Guards.Select(guard => Guard(workload.Name, guard));
        return Condition(workload) is { } condition ? guards.Prepend(condition) : guards;
    }

    private static WorkStep? Condition(WorkloadDuty workload) => workload.OnlyIf is { } onlyIf
        ? new WorkStep(workload.Name, $"{workload.Name}: whether it runs here", onlyIf, Limits.SmallCommand, StepKind.Condition, TimeSpan.Zero, null)
        : null;

    private static WorkStep Guard(string section, GuardDuty guard) =>
        new(section, $"guard {guard.Name}", guard.Command, guard.Limit, StepKind.Until, guard.Every, null);

    private static IEnumerable<WorkStep> Plain(string name, ImmutableArray<CommandLine> commands) =>
        commands.Select(command => new WorkStep("", name, command, Limits.SmallCommand, StepKind.Once, TimeSpan.Zero, null));
}
