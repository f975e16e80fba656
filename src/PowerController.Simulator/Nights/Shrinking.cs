using System.Collections.Immutable;
using PowerController.Simulator.Checking;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Nights;

/// <summary>A violation with as little around it as can be.</summary>
/// <param name="Script">What must happen for it; nothing of it can be left out.</param>
public sealed record ShrunkNight(NightResult Original, Violation Violation, ImmutableArray<Happening> Script, Story Story);

/// <summary>Takes outages and faults away, one after another, as long as the same rule is still broken.</summary>
public static class Shrinking
{
    public static ShrunkNight Shrink(Ground ground, NightResult night, FaultLevel faults, DecisionCore decide, bool realCoordination = false)
    {
        var rule = night.Violation?.Rule ?? throw new ArgumentException("The night has no violation.", nameof(night));
        var script = night.Script;
        var attempts = 0;
        for (var moved = true; moved;)
        {
            moved = false;
            for (var at = script.Length - 1; at >= 0 && attempts < Limits.ShrinkAttempts; at--)
            {
                attempts++;
                var less = script.RemoveAt(at);
                if (Breaks(ground, night.Seed, faults, decide, realCoordination, less, rule))
                {
                    script = less;
                    moved = true;
                }
            }
        }

        var story = new Story();
        var last = Night.Play(ground, night.Seed, faults, decide, script, story, realCoordination);
        return new ShrunkNight(night, last.Violation ?? night.Violation, script, story);
    }

    private static bool Breaks(Ground ground, ulong seed, FaultLevel faults, DecisionCore decide, bool realCoordination, ImmutableArray<Happening> script, string rule) =>
        string.Equals(Night.Play(ground, seed, faults, decide, script, null, realCoordination).Violation?.Rule, rule, StringComparison.Ordinal);
}
