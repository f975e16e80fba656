using System.Collections.Immutable;
using PowerController.Simulator.Checking;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Nights;

/// <summary>What became of one night.</summary>
/// <param name="Hash">Equal for equal stories.</param>
/// <param name="Events">Events that terminals took in, replays included.</param>
/// <param name="Lasted">Virtual time.</param>
public sealed record NightResult(ulong Seed, Violation? Violation, ulong Hash, long Events, TimeSpan Lasted, ImmutableArray<Happening> Script, Coverage Coverage);

/// <summary>One night of one site, from its seed.</summary>
public static class Night
{
    /// <summary>After the last happening a night is given this long to come to rest; checkers know how long each thing may take.</summary>
    private static readonly TimeSpan _rest = TimeSpan.FromHours(5);

    public static NightResult Play(Ground ground, ulong seed, FaultLevel faults, DecisionCore decide, ImmutableArray<Happening>? script = null, Story? story = null, bool realCoordination = false) =>
        Play(new WorldPlan(ground, seed, faults, script) { RealCoordination = realCoordination }, decide, Judge.Whole(), story);

    internal static NightResult Play(WorldPlan plan, DecisionCore decide, Judge judge, Story? story)
    {
        using var world = new World(plan, decide, judge, story);
        var last = plan.Script.Length == 0 ? 0 : plan.Script.Max(happening => happening.At + Math.Max(0, happening.Lasting));
        try
        {
            world.Play(last + (long)_rest.TotalMilliseconds);
        }
#pragma warning disable CA1031 // The edge of the night's loop: whatever a core throws is a finding about it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            judge.Found(new Violation("S10", world.Now, $"the program ended with {failure.GetType().Name}: {failure.Message} {FirstFrame(failure)}"));
        }

        if (judge.Violation is { } violation)
            story?.Tell(violation.At, $"VIOLATION of {violation.Rule}: {violation.What}");
        return new NightResult(plan.Seed, judge.Violation, world.Hash, world.Events, TimeSpan.FromMilliseconds(world.Now), plan.Script, world.Coverage);
    }

    private static string FirstFrame(Exception failure)
    {
        var trace = failure.StackTrace ?? "";
        var end = trace.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? trace.Trim() : trace[..end].Trim();
    }
}
