using System.Collections.Immutable;
using PowerController.Decisions.Plans;
using PowerController.Model.Plans;
using PowerController.Model.Units;
using PowerController.Simulator.Checking;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Nights;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Drills;

/// <summary>A step of the plan and when it really came.</summary>
/// <param name="Actual">Since the failure; null when it never came.</param>
public sealed record DrillStep(PlanStep Planned, TimeSpan? Actual)
{
    public bool IsLate => Actual > Planned.Latest;

    public TimeSpan? Slack => Planned.Latest - Actual;
}

/// <param name="Required">What the plan needs of it.</param>
/// <param name="RunTime">What its battery had at the failure, at its usual load; null when nobody has said.</param>
/// <param name="Left">What was left when its output went off, at the usual load; null when that never happened.</param>
public sealed record DrillBattery(string Ups, TimeSpan Required, TimeSpan? RunTime, TimeSpan? Left)
{
    public bool FallsShort => RunTime < Required || Left <= TimeSpan.Zero;
}

/// <summary>What a drill has shown.</summary>
/// <param name="MainsBack">When mains was back for good, since the failure; null when the script brings it back nowhere.</param>
/// <param name="Normal">When everything was normal again.</param>
/// <param name="Findings">What fell short, in words.</param>
public sealed record DrillResult(
    Plan Plan,
    ImmutableArray<Happening> Script,
    ImmutableArray<DrillStep> Steps,
    ImmutableArray<DrillBattery> Batteries,
    TimeSpan? MainsBack,
    TimeSpan? Normal,
    ImmutableArray<string> Findings,
    Story Story)
{
    public bool FellShort => !Findings.IsEmpty;
}

/// <summary>Plays an outage on a site in virtual time and holds it against the plan.</summary>
public static class Drill
{
    /// <summary>Mains stays away so long beyond the plan's end, when no script says otherwise: everything has gone down by then.</summary>
    private static readonly TimeSpan _beyondThePlan = TimeSpan.FromMinutes(10);

    /// <summary>Everything is quiet for so long before the failure.</summary>
    private const long QuietBefore = 30_000;

    /// <summary>The usual drill: what fails comes back when everything is down.</summary>
    public static ImmutableArray<Happening> ScriptFor(Ground ground, Failure failure)
    {
        var plan = ShutdownPlanner.Plan(ground.Index, failure);
        return DrillScript.Of(failure.Upses, (plan.End > TimeSpan.Zero ? plan.End : TimeSpan.FromMinutes(10)) + _beyondThePlan);
    }

    public static DrillResult Play(Ground ground, ImmutableArray<Happening> script, DecisionCore decide)
    {
        ImmutableArray<Happening> later = [.. script.Select(happening => happening with { At = happening.At + QuietBefore })];
        var first = later.First(happening => happening is MainsOff or Outage);
        var failed = later.Where(happening => happening.At == first.At).SelectMany(Lost).Distinct(StringComparer.Ordinal);
        var failure = Failure.Named(ground.Index, string.Join(',', failed))!;
        // A set of UPSes that the site has a name for is called by it.
        failure = ground.Failures.FirstOrDefault(known => known.Upses.SetEquals(failure.Upses)) ?? failure;
        var plan = ShutdownPlanner.Plan(ground.Index, failure);

        var keeper = new Timekeeper();
        var story = new Story();
        var world = new DrillPlan(ground, later);
        var night = Night.Play(world, decide, new Judge([.. Judge.AllCheckers(), keeper]), story);

        ImmutableArray<DrillStep> steps = [.. plan.Steps.Select(step => new DrillStep(step, Since(first.At, keeper.When(step.Name, step.Target))))];
        var batteries = Batteries(ground, plan, world, keeper);
        var back = later.OfType<MainsOn>().Select(on => (long?)on.At).Max();
        var normal = keeper.NormalAt < 0 ? null : Since(first.At, keeper.NormalAt);
        return new DrillResult(plan, script, steps, batteries, Since(first.At, back), normal, Findings(steps, batteries, keeper, night, back), story);
    }

    private static IEnumerable<string> Lost(Happening happening) => happening switch
    {
        MainsOff off => off.Upses,
        Outage outage => outage.Upses,
        _ => [],
    };

    private static ImmutableArray<DrillBattery> Batteries(Ground ground, Plan plan, DrillPlan world, Timekeeper keeper)
    {
        var known = world.BuildUpses();
        return [.. plan.Upses.Select(need =>
        {
            var at = ground.Topology.Ups(need.Ups);
            var left = keeper.LeftOfBattery[at];
            return new DrillBattery(
                need.Ups,
                need.Required,
                known[at].Ups.ExpectedRunTime,
                left == long.MaxValue ? null : TimeSpan.FromMilliseconds(left));
        })];
    }

    private static ImmutableArray<string> Findings(
        ImmutableArray<DrillStep> steps, ImmutableArray<DrillBattery> batteries, Timekeeper keeper, NightResult night, long? back)
    {
        var findings = ImmutableArray.CreateBuilder<string>();
        if (night.Violation is { } violation && !(back is null && violation.Rule is "L1"))
            findings.Add($"{violation.Rule}: {violation.What}");
        foreach (var step in steps.Where(step => step.IsLate))
            findings.Add($"{step.Planned.Name} of {step.Planned.Target} came after {UnitText.Seconds(step.Actual!.Value)}, planned by {UnitText.Seconds(step.Planned.Latest)}.");
        foreach (var battery in batteries.Where(battery => battery.RunTime < battery.Required))
            findings.Add($"{battery.Ups} gives {UnitText.Seconds(battery.RunTime!.Value)}, the plan needs {UnitText.Seconds(battery.Required)}.");
        foreach (var battery in batteries.Where(battery => battery.Left <= TimeSpan.Zero))
            findings.Add($"The battery of {battery.Ups} ran empty.");
        findings.AddRange(keeper.GivenUp.Distinct(StringComparer.Ordinal));
        findings.AddRange(keeper.NotStarted.Distinct(StringComparer.Ordinal).Select(node => $"{node} ran before and does not run now."));
        return findings.ToImmutable();
    }

    private static TimeSpan? Since(long from, long? at) => at is { } moment ? TimeSpan.FromMilliseconds(moment - from) : null;
}
