using System.Globalization;
using PowerController.CommandLine;
using PowerController.Simulator.Checking;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Nights;

namespace PowerController.Simulating;

/// <summary>What nights have shown, for people.</summary>
internal static class SimulateReport
{
    /// <summary>The command that plays one night again.</summary>
    /// <param name="where">The options that say on which sites it was.</param>
    public static string ReplayOf(ulong seed, FaultLevel faults, string where) =>
        string.Create(CultureInfo.InvariantCulture, $"powerctl simulate --seeds 1 --from {seed} --faults {faults.ToString().ToLowerInvariant()}{where}");

    public static void Write(Screen screen, NightsWanted wanted, NightsReport report, string where)
    {
        if (wanted.Seeds == 1)
        {
            var story = new Story();
            Night.Play(wanted.GroundOf(wanted.From), wanted.From, wanted.Faults, wanted.Decide, null, story, wanted.RealCoordination);
            foreach (var line in story.Lines)
                screen.Line(line);
            screen.Line();
        }

        screen.Line(string.Create(CultureInfo.InvariantCulture,
            $"{Nights(report.Played)} from seed {wanted.From} on, faults {wanted.Faults.ToString().ToLowerInvariant()}, {(wanted.RealCoordination ? "the real coordination" : "the coordination modelled")}: {report.PerSecond:0} a second, {report.Events} events, {report.Simulated.TotalDays / 365:0.0} years of nights."));
        if (wanted.Seeds > 1)
            WriteCoverage(screen, report.Coverage);
        if (report.ViolationCount == 0)
        {
            screen.Line(screen.Green("No rule was broken."));
            return;
        }

        screen.Line(screen.Red(report.ViolationCount == 1 ? "A rule was broken in 1 night." : $"Rules were broken in {Nights(report.ViolationCount)}."));
        foreach (var night in report.Violations)
            screen.Line($"  {night.Violation!.Rule}  {night.Violation.What}\n      {ReplayOf(night.Seed, wanted.Faults, where)}");
        if (wanted.Seeds > 1)
            WriteShrunk(screen, wanted, report.Violations[0]);
    }

    private static void WriteShrunk(Screen screen, NightsWanted wanted, NightResult night)
    {
        var shrunk = Shrinking.Shrink(wanted.GroundOf(night.Seed), night, wanted.Faults, wanted.Decide, wanted.RealCoordination);
        screen.Line();
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"Seed {night.Seed} in its shortest form, site '{wanted.GroundOf(night.Seed).Site.Name}':"));
        foreach (var happening in shrunk.Script.OrderBy(happening => happening.At))
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"  at {happening.At / 1000.0:0.###} s: {HappeningText.Of(happening)}"));
        screen.Line();
        foreach (var line in shrunk.Story.Lines)
            screen.Line(line);
    }

    private static void WriteCoverage(Screen screen, Coverage coverage)
    {
        Covered(screen, "kinds of hazard", coverage.SeenHazards.Count(), coverage.MissingHazards);
        Covered(screen, "rules", coverage.Rules.Count, coverage.MissingRules.Select(rule => rule.ToString()));
        Covered(screen, "kinds of effect", coverage.SeenEffects.Count(), coverage.MissingEffects);
        Covered(screen, "kinds of event", coverage.SeenEvents.Count(), coverage.MissingEvents);
        Covered(screen, "transitions between phases", coverage.Transitions.Count(), coverage.MissingTransitions);
        screen.Line(coverage.ExcusedNights == 0
            ? "Excused: no night."
            : string.Create(CultureInfo.InvariantCulture,
                $"Excused: {Nights(coverage.ExcusedNights)} in which a rule was broken and no decision could have helped: {string.Join(", ", coverage.Excuses.Select(pair => $"{pair.Excuse} {pair.Nights}"))}."));
    }

    private static string Nights(long count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "night" : "nights")}");

    private static void Covered(Screen screen, string what, int seen, IEnumerable<string> missing)
    {
        string[] names = [.. missing];
        screen.Line(names.Length == 0
            ? string.Create(CultureInfo.InvariantCulture, $"Covered: all {seen} {what}.")
            : string.Create(CultureInfo.InvariantCulture, $"Covered: {seen} of {seen + names.Length} {what}; not {string.Join(", ", names)}."));
    }
}
