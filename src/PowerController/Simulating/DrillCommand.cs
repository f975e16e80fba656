using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Reflection;
using PowerController.CommandLine;
using PowerController.Decisions;
using PowerController.Decisions.Plans;
using PowerController.Model.Units;
using PowerController.Simulator.Drills;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Worlds;
using PowerController.Yaml.Reading;

namespace PowerController.Simulating;

/// <summary>`powerctl drill`: an outage on the site's own configuration, in virtual time, at no risk, held against the plan.</summary>
internal static class DrillCommand
{
    private const string UsualDirectory = "drills";

    private const string More =
        """
        Examples:
          powerctl drill                                  everything fails, and comes back when all is down
          powerctl drill --failure disk1                  the UPSes that feed disk1 fail
          powerctl drill --script worst-night.yaml        a story of your own
          powerctl drill --json                           for programs

        A script is a list of sentences:
          - at 0s: mains off UPS2
          - at 40s: silence UPS3 for 2m
          - node2 hangs in cluster stop
          - at 95s: mains on

        Nothing real is touched. A signed-off report is left in ./drills, or where --report says, as Markdown and JSON.
        Ends with 1 when anything falls short of the plan.
        """;

    public static Command Create()
    {
        var failure = new Option<string?>("--failure") { Description = "What fails: a UPS, group, disk, node or cluster, or 'all' (the default)", HelpName = "NAME" };
        var script = new Option<string?>("--script") { Description = "A story to play instead", HelpName = "FILE" };
        var report = new Option<string>("--report") { Description = "Where the report is left", HelpName = "DIR", DefaultValueFactory = _ => UsualDirectory };
        var told = new Option<bool>("--story") { Description = "Tell everything that happened, line by line" };
        var command = new DocumentedCommand("drill", "Play an outage on your configuration in virtual time, and hold it against the plan.", More)
        {
            failure, script, report, told, SiteSource.Config, Json.Option,
        };
        failure.CompletionSources.Add(context => SiteSource.NamesForCompletion(context.ParseResult, Failure.NamesOf));
        command.SetAction(parsed =>
        {
            var screen = Screen.OfProcess(parsed);
            if (parsed.GetValue(script) is not null && parsed.GetValue(failure) is not null)
                return screen.Refuse("--script and --failure exclude each other: give one of them.");
            if (SiteSource.Load(parsed, screen) is not { } loaded)
                return ExitCodes.WrongUsage;
            var ground = new Ground(loaded.Site, loaded.Digest);
            if (Script(screen, loaded, ground, parsed.GetValue(failure), parsed.GetValue(script)) is not var (happenings, named))
                return ExitCodes.WrongUsage;
            var result = Drill.Play(ground, happenings, Decider.Decide);
            var signed = new DrillSignOff(loaded.Site.Name, loaded.Digest, named, Version(), TimeProvider.System.GetUtcNow());
            var left = Leave(screen, parsed.GetRequiredValue(report), result, signed);
            if (parsed.GetValue(Json.Option))
                screen.Line(DrillReport.Json(result, signed));
            else
                Write(screen, result, parsed.GetValue(told), left);
            return left is null ? ExitCodes.WrongUsage : result.FellShort ? ExitCodes.FoundWanting : ExitCodes.Done;
        });
        return command;
    }

    private static (ImmutableArray<Happening> Happenings, string Named)? Script(Screen screen, LoadedSite loaded, Ground ground, string? failure, string? file)
    {
        if (file is null)
        {
            var name = failure ?? Failure.Everything;
            if (Failure.Named(loaded.Index, name) is { Upses.Count: > 0 } found)
                return (Drill.ScriptFor(ground, found), $"failure {name}");
            screen.Refuse($"Nothing that a UPS feeds in '{loaded.Site.Name}' is called '{name}'.{Suggestion.DidYouMean(name, Failure.NamesOf(loaded.Site))} "
                + "A failure is named by a UPS, group, disk, node or cluster, or 'all'.");
            return null;
        }

        var errors = new YamlErrors();
        var script = DrillScript.Read(YamlReader.ReadFile(file, file, errors), ground.Site, errors);
        if (script is { } read && !errors.Any)
            return (read, $"script {Path.GetFileName(file)}");
        SiteSource.Tell(screen, file, errors.InOrder());
        return null;
    }

    // Both files, or why there is none; the name tells the site and the moment.
    private static string? Leave(Screen screen, string directory, DrillResult result, DrillSignOff signed)
    {
        var path = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{signed.Site}-{signed.At:yyyyMMdd-HHmmss}"));
        try
        {
            Directory.CreateDirectory(directory);
            File.WriteAllText($"{path}.md", DrillReport.Markdown(result, signed));
            File.WriteAllText($"{path}.json", DrillReport.Json(result, signed));
            return path;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            screen.Refuse($"The report cannot be left in {directory}: {problem.Message} Name another directory with --report.");
            return null;
        }
    }

    private static void Write(Screen screen, DrillResult result, bool told, string? left)
    {
        if (told)
        {
            foreach (var line in result.Story.Lines)
                screen.Line(line);
            screen.Line();
        }

        screen.Line(screen.Bold($"Drill: {result.Plan.Failure}"));
        var steps = new TextTable("step", "of", "planned by", "came after", "slack").Right(2, 3, 4);
        foreach (var step in result.Steps)
            steps.Add(step.Planned.Name, step.Planned.Target, UnitText.Seconds(step.Planned.Latest), Text(step.Actual), Text(step.Slack));
        steps.WriteTo(screen);
        screen.Line();
        var batteries = new TextTable("UPS", "needed", "run time", "left at its off").Right(1, 2, 3);
        foreach (var battery in result.Batteries)
            batteries.Add(battery.Ups, UnitText.Seconds(battery.Required), battery.RunTime is { } known ? UnitText.Seconds(known) : "not said", Text(battery.Left));
        batteries.WriteTo(screen);
        screen.Line();
        screen.Line($"Mains was back after {Text(result.MainsBack)}; everything was normal after {Text(result.Normal)}.");
        foreach (var finding in result.Findings)
            screen.Line(screen.Red($"  {finding}"));
        screen.Line(result.FellShort ? screen.Red("It fell short.") : screen.Green("Everything held."));
        if (left is not null)
            screen.Line($"Report: {left}.md and .json");
    }

    private static string Version() =>
        typeof(DrillCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private static string Text(TimeSpan? time) => time is { } known ? UnitText.Seconds(known) : "never";
}
