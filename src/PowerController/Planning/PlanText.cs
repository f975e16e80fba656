using System.Collections.Immutable;
using System.Globalization;
using PowerController.CommandLine;
using PowerController.Decisions.Plans;
using PowerController.Model.Plans;

namespace PowerController.Planning;

/// <summary>A plan in words, for people.</summary>
internal static class PlanText
{
    public static void Write(Screen screen, Failure failure, Plan plan)
    {
        screen.Line(screen.Bold($"Plan for '{failure.Name}': {failure.Description}"));
        screen.Line();
        if (plan.Steps.Length == 0)
        {
            screen.Line("  Nothing is stopped: everything keeps the power it needs.");
            screen.Line();
            return;
        }

        new Gantt(plan, screen).Draw();
        screen.Line();
        Why(screen, plan);
        if (plan.PointOfNoReturn is { } commit)
            screen.Line($"Power that returns by {Figure(commit)} s may still cancel it; after that the shutdown is completed, and then everything is started again.");
        screen.Line($"The control terminal must be alive until {Figure(plan.TerminalAlive)} s. All is off by {Figure(plan.End)} s.");
        screen.Line();
        Needs(screen, plan);
    }

    public static void WriteAll(Screen screen, ImmutableArray<(Failure Failure, Plan Plan)> plans)
    {
        var table = new TextTable("failure", "stops", "terminal alive [s]", "all off [s]", "least slack [s]").Right(2, 3, 4);
        foreach (var (failure, plan) in plans)
        {
            var slack = plan.Upses.Select(need => need.Slack).OfType<TimeSpan>().DefaultIfEmpty(TimeSpan.MaxValue).Min();
            table.Add(failure.Name, Stops(plan), plan.Steps.Length == 0 ? "–" : Figure(plan.TerminalAlive), plan.Steps.Length == 0 ? "–" : Figure(plan.End),
                slack == TimeSpan.MaxValue ? "–" : Figure(slack));
        }

        table.WriteTo(screen, "");
        screen.Line();
        screen.Line("powerctl plan --failure NAME draws one of them.");
    }

    public static string Figure(TimeSpan time) => time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);

    // The reasons once each, in the order of the steps.
    private static void Why(Screen screen, Plan plan)
    {
        var table = new TextTable("step", "acts", "what binds");
        foreach (var reason in plan.Steps.GroupBy(step => (step.Name, step.Because)).Select(same => same.First()))
            table.Add(reason.Name, reason.Actor, reason.Because);
        table.WriteTo(screen, "");
        screen.Line();
    }

    private static void Needs(Screen screen, Plan plan)
    {
        var table = new TextTable("UPS", "needs [s]", "battery gives [s]", "slack [s]", "").Right(1, 2, 3);
        foreach (var need in plan.Upses)
        {
            table.Add(need.Ups, Figure(need.Required), need.Available is { } available ? Figure(available) : "unknown",
                need.Slack is { } slack ? Figure(slack) : "–", need.Slack < TimeSpan.Zero ? "too little" : "");
        }

        table.WriteTo(screen, "");
    }

    private static string Stops(Plan plan)
    {
        var clusters = plan.Steps.Where(step => step.Name == StepNames.ClusterStopped).Select(step => step.Target).ToArray();
        var nodes = plan.Steps.Count(step => step.Name == StepNames.OsStopOrdered);
        return (clusters.Length, nodes) switch
        {
            (0, 0) => "nothing",
            (0, 1) => plan.Steps.First(step => step.Name == StepNames.OsStopOrdered).Target,
            (0, _) => $"{nodes} nodes",
            (1, _) => $"{clusters[0]} ({nodes} nodes)",
            _ => $"{clusters.Length} clusters ({nodes} nodes)",
        };
    }
}
