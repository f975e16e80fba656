using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using PowerController.CommandLine;
using PowerController.Decisions;
using PowerController.Simulator.Checking;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Nights;
using PowerController.Simulator.Sites;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulating;

/// <summary>`powerctl simulate`: bad nights without number, to find one in which the decisions go wrong.</summary>
internal static class SimulateCommand
{
    private const long UsualSeeds = 2_000;

    private const string More =
        """
        Examples:
          powerctl simulate                                        2,000 nights of the four ways a site is built
          powerctl simulate --seeds 200000 --faults many           all night long
          powerctl simulate --config /etc/powercontroller          nights of your own site
          powerctl simulate --seeds 1 --from 4711 --faults many    one night, told as a story

        A night goes from an outage until everything runs again; the decisions in it are the real ones. After every event it is checked
        that no machine loses its power while it may be running, that disks go last and come first, and so on; at the end that everything runs again.
        The same seed tells the same story, on every machine. Ends with 1 when a rule was broken.
        """;

    public static Command Create()
    {
        var seeds = new Option<long>("--seeds") { Description = "How many nights", DefaultValueFactory = _ => UsualSeeds, HelpName = "N" };
        var from = new Option<ulong?>("--from") { Description = "The first seed (default: any)", HelpName = "SEED" };
        var faults = new Option<string>("--faults") { Description = "What goes wrong beside the outages: none, some or many", DefaultValueFactory = _ => "some", HelpName = "LEVEL" };
        faults.CompletionSources.Add("none", "some", "many");
        var command = new DocumentedCommand("simulate", "Play random nights of a site, with faults, and check every decision.", More) { seeds, from, faults, SiteSource.Config, Json.Option };
        command.SetAction((parsed, cancel) =>
        {
            var screen = Screen.OfProcess(parsed);
            if (!Enum.TryParse<FaultLevel>(parsed.GetRequiredValue(faults), ignoreCase: true, out var level) || !Enum.IsDefined(level))
                return Task.FromResult(screen.Refuse($"--faults '{parsed.GetValue(faults)}' is not known. It is none, some or many."));
            if (parsed.GetValue(seeds) < 1)
                return Task.FromResult(screen.Refuse("--seeds takes 1 or more."));
            ImmutableArray<Ground> grounds = [.. ExampleSites.FourWays.Select(site => new Ground(site))];
            string? config = null;
            if (parsed.GetValue(SiteSource.Config) is { } directory)
            {
                if (SiteSource.Load(parsed, screen) is not { } loaded)
                    return Task.FromResult(ExitCodes.WrongUsage);
                grounds = [new Ground(loaded.Site, loaded.Digest)];
                config = directory;
            }

            // A night takes its seed and its site from one number, so that one number replays it.
            var first = parsed.GetValue(from) ?? (ulong)Random.Shared.NextInt64(1, 1_000_000_000);
            var wanted = new NightsWanted(grounds, first, parsed.GetValue(seeds), level, Decider.Decide);
            return Task.FromResult(Play(screen, wanted, config, parsed.GetValue(Json.Option), cancel));
        });
        return command;
    }

    private static int Play(Screen screen, NightsWanted wanted, string? config, bool asJson, CancellationToken cancel)
    {
        var bar = new ProgressBar(screen, wanted.Seeds);
        var report = NightRun.Play(wanted, TimeProvider.System, bar.Advance, cancel);
        bar.Clear();
        if (asJson)
            SimulateJson.Write(screen.Output, wanted, report, config);
        else
            Write(screen, wanted, report, config);
        return report.ViolationCount > 0 ? ExitCodes.FoundWanting : ExitCodes.Done;
    }

    /// <summary>The command that plays one night again.</summary>
    public static string ReplayOf(ulong seed, FaultLevel faults, string? config) =>
        string.Create(CultureInfo.InvariantCulture, $"powerctl simulate --seeds 1 --from {seed} --faults {faults.ToString().ToLowerInvariant()}{(config is null ? "" : $" --config {config}")}");

    private static void Write(Screen screen, NightsWanted wanted, NightsReport report, string? config)
    {
        if (wanted.Seeds == 1)
        {
            var story = new Story();
            Night.Play(wanted.GroundOf(wanted.From), wanted.From, wanted.Faults, wanted.Decide, null, story);
            foreach (var line in story.Lines)
                screen.Line(line);
            screen.Line();
        }

        screen.Line(string.Create(CultureInfo.InvariantCulture,
            $"{report.Played} nights from seed {wanted.From} on, faults {wanted.Faults.ToString().ToLowerInvariant()}: {report.PerSecond:0} a second, {report.Events} events, {report.Simulated.TotalDays / 365:0.0} years of nights."));
        if (wanted.Seeds > 1)
            WriteCoverage(screen, report.Coverage);
        if (report.ViolationCount == 0)
        {
            screen.Line(screen.Green("No rule was broken."));
            return;
        }

        screen.Line(screen.Red(report.ViolationCount == 1 ? "A rule was broken in 1 night." : string.Create(CultureInfo.InvariantCulture, $"Rules were broken in {report.ViolationCount} nights.")));
        foreach (var night in report.Violations)
            screen.Line($"  {night.Violation!.Rule}  {night.Violation.What}\n      {ReplayOf(night.Seed, wanted.Faults, config)}");
        if (wanted.Seeds > 1)
            WriteShrunk(screen, wanted, report.Violations[0]);
    }

    private static void WriteShrunk(Screen screen, NightsWanted wanted, NightResult night)
    {
        var shrunk = Shrinking.Shrink(wanted.GroundOf(night.Seed), night, wanted.Faults, wanted.Decide);
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
        var (seenEffects, missingEffects) = (coverage.SeenEffects.Count(), coverage.MissingEffects.ToArray());
        var missingRules = coverage.MissingRules.ToArray();
        screen.Line(string.Create(CultureInfo.InvariantCulture,
            $"Covered: {coverage.Rules.Count} of {coverage.Rules.Count + missingRules.Length} rules, {seenEffects} of {seenEffects + missingEffects.Length} kinds of effect, {coverage.Transitions.Count()} transitions between phases."));
        if (missingRules.Length > 0)
            screen.Line($"  rules not reached: {string.Join(", ", missingRules)}");
        if (missingEffects.Length > 0)
            screen.Line($"  effects not reached: {string.Join(", ", missingEffects)}");
        screen.Line($"  transitions: {string.Join(", ", coverage.Transitions)}");
    }
}
