using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using PowerController.CommandLine;
using PowerController.Decisions.Plans;
using PowerController.Model.Plans;

namespace PowerController.Planning;

/// <summary>`powerctl plan`: the shutdown as it will go, computed before anything fails.</summary>
internal static class PlanCommand
{
    /// <summary>Ten years: more than any battery lasts, and a figure that can still be added to.</summary>
    private const double LongestRunTime = 315_360_000;

    private const string Summary = "Show how a shutdown will go: every step with its limits, who acts, and what each battery must carry.";

    private const string More =
        """
        Examples:
          powerctl plan                                  everything fails at once
          powerctl plan --failure disk1                  the UPSes that feed disk1 fail
          powerctl plan --failure UPS2,UPS3              these two fail together
          powerctl plan --all                            one line for every failure the site can have
          powerctl plan --runtime UPS2=900 --json        against a run time of 15 minutes, for programs

        A failure is named by a UPS, group, disk, node or cluster, several joined by commas, or 'all'.
        Times are seconds from the moment of failure. Ends with 1 when a battery gives less than the plan needs.
        """;

    public static Command Create()
    {
        var failure = new Option<string?>("--failure") { Description = "What fails: a UPS, group, disk, node or cluster, or 'all' (the default)", HelpName = "NAME" };
        var all = new Option<bool>("--all") { Description = "Every failure that the site's structure names" };
        var runTimes = new Option<string[]>("--runtime") { Description = "Run time of a UPS, instead of the configured one", HelpName = "UPS=SECONDS" };
        var command = new DocumentedCommand("plan", Summary, More) { failure, all, runTimes, SiteSource.Config, Json.Option };
        failure.CompletionSources.Add(context => SiteSource.NamesForCompletion(context.ParseResult, Failure.NamesOf));
        command.SetAction(parsed =>
        {
            var screen = Screen.OfProcess(parsed);
            if (parsed.GetValue(all) && parsed.GetValue(failure) is not null)
                return screen.Refuse("--all and --failure exclude each other: give one of them.");
            if (SiteSource.Load(parsed, screen) is not { } loaded)
                return ExitCodes.WrongUsage;
            if (RunTimes(parsed.GetValue(runTimes) ?? [], loaded, out var given) is { } wrong)
                return screen.Refuse(wrong);
            return parsed.GetValue(all)
                ? ShowAll(screen, loaded, given, parsed.GetValue(Json.Option))
                : ShowOne(screen, loaded, parsed.GetValue(failure) ?? Failure.Everything, given, parsed.GetValue(Json.Option));
        });
        return command;
    }

    private static int ShowOne(Screen screen, LoadedSite loaded, string name, ImmutableSortedDictionary<string, TimeSpan> runTimes, bool asJson)
    {
        if (Failure.Named(loaded.Index, name) is not { } failure)
        {
            return screen.Refuse($"Nothing in '{loaded.Site.Name}' is called '{name}'.{Suggestion.DidYouMean(name, Failure.NamesOf(loaded.Site))} "
                + "A failure is named by a UPS, group, disk, node or cluster, or 'all'.");
        }

        var plan = ShutdownPlanner.Plan(loaded.Index, failure, runTimes);
        if (asJson)
            PlanJson.Write(screen.Output, plan);
        else
            PlanText.Write(screen, failure, plan);
        return ExitCode(plan);
    }

    private static int ShowAll(Screen screen, LoadedSite loaded, ImmutableSortedDictionary<string, TimeSpan> runTimes, bool asJson)
    {
        ImmutableArray<(Failure Failure, Plan Plan)> plans =
            [.. Failure.Of(loaded.Index).Select(failure => (failure, ShutdownPlanner.Plan(loaded.Index, failure, runTimes)))];
        if (asJson)
            PlanJson.Write(screen.Output, [.. plans.Select(pair => pair.Plan)]);
        else
            PlanText.WriteAll(screen, plans);
        return plans.Any(pair => ExitCode(pair.Plan) != ExitCodes.Done) ? ExitCodes.FoundWanting : ExitCodes.Done;
    }

    private static int ExitCode(Plan plan) =>
        plan.Upses.Any(need => need.Slack < TimeSpan.Zero) ? ExitCodes.FoundWanting : ExitCodes.Done;

    // Null when all could be read; otherwise what is wrong.
    private static string? RunTimes(string[] given, LoadedSite loaded, out ImmutableSortedDictionary<string, TimeSpan> runTimes)
    {
        var read = ImmutableSortedDictionary.CreateBuilder<string, TimeSpan>(StringComparer.Ordinal);
        runTimes = read.ToImmutable();
        foreach (var text in given)
        {
            var at = text.LastIndexOf('=');
            if (at <= 0 || !double.TryParse(text[(at + 1)..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || !(seconds <= LongestRunTime))
                return $"--runtime '{text}' is not understood. Write the UPS and its seconds: --runtime UPS1=900.";
            var name = text[..at];
            if (loaded.Index.FindUps(name) is null)
                return $"--runtime names '{name}', which is no UPS of '{loaded.Site.Name}'.{Suggestion.DidYouMean(name, loaded.Site.Upses.Select(ups => ups.Name))}";
            read[name] = TimeSpan.FromSeconds(seconds);
        }

        runTimes = read.ToImmutable();
        return null;
    }
}
