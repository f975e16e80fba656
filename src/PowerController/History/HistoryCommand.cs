using System.CommandLine;
using System.Globalization;
using PowerController.CommandLine;
using PowerController.Runtime.History;
using PowerController.Yaml.Binding;

namespace PowerController.History;

/// <summary>`powerctl history`: what a UPS has measured, and what happened at the site.</summary>
internal static class HistoryCommand
{
    private const string Summary = "Show what a UPS has measured over days or years, and what happened at the site.";

    private const string More =
        """
        Examples:
          powerctl history UPS1                              the last day, by the hour
          powerctl history UPS1 --since 7d --csv             a week for a spreadsheet
          powerctl history UPS1 --since 90m --by minute      every sample of the last hour and a half
          powerctl history UPS1 --since 365d --by day        a year
          powerctl history UPS1 --since 30d --events         what happened to it in a month
          powerctl history --events --json                   what happened at the site, for programs
          powerctl history --runs --since 365d               every shutdown and restore of a year

        Minutes are kept for 8 days and hours for two years, unless 'history' in site.yaml says otherwise; events for ever.
        The file or database is read itself: no daemon is needed. Times are local, in CSV and JSON they are UTC.
        Ends with 1 when nothing is kept of what is asked for, with 3 when the history cannot be read.
        """;

    public static Command Create()
    {
        var ups = new Argument<string?>("UPS") { Description = "Name of the UPS", Arity = ArgumentArity.ZeroOrOne };
        var since = new Option<string>("--since") { Description = "How far back, like 90m, 7d or 365d, or a day like 2026-03-01", HelpName = "TIME", DefaultValueFactory = _ => "1d" };
        var until = new Option<string?>("--until") { Description = "Until when, likewise (default: now)", HelpName = "TIME" };
        var by = new Option<HistoryStep?>("--by") { Description = "minute, hour or day (default: what fits the time)" };
        var events = new Option<bool>("--events") { Description = "What happened, instead of figures" };
        var runs = new Option<bool>("--runs") { Description = "Shutdowns and restores that have ended, instead of figures" };
        var csv = new Option<bool>("--csv") { Description = "Write comma-separated values" };
        var command = new DocumentedCommand("history", Summary, More) { ups, since, until, by, events, runs, csv, StatePlace.Option, SiteSource.Config, Json.Option };
        ups.CompletionSources.Add(context => SiteSource.NamesForCompletion(context.ParseResult, site => site.Upses.Select(one => one.Name)));
        command.SetAction(parsed =>
        {
            var screen = Screen.OfProcess(parsed);
            var now = TimeProvider.System.GetUtcNow();
            if (When(parsed.GetValue(since)!, now) is not { } from)
                return screen.Refuse($"--since '{parsed.GetValue(since)}' is not understood. Write a time back like 90m, 12h or 7d, or a day like 2026-03-01.");
            if ((parsed.GetValue(until) is { } end ? When(end, now) : now) is not { } to)
                return screen.Refuse($"--until '{parsed.GetValue(until)}' is not understood. Write a time back like 90m, 12h or 7d, or a day like 2026-03-01.");
            if (from >= to)
                return screen.Refuse("The time asked for ends before it begins: --since must be further back than --until.");
            var question = new HistoryQuestion(
                parsed.GetValue(ups), from, to, parsed.GetValue(by) ?? HistoryQuestion.Fitting(to - from), parsed.GetValue(events), parsed.GetValue(runs));
            if (question.Mistake is { } mistake)
                return screen.Refuse(mistake);
            if (parsed.GetValue(csv) && parsed.GetValue(Json.Option))
                return screen.Refuse("--csv and --json exclude each other: give one of them.");
            if (SiteSource.Load(parsed, screen) is not { } loaded)
                return ExitCodes.WrongUsage;
            var form = parsed.GetValue(csv) ? HistoryForm.Csv : parsed.GetValue(Json.Option) ? HistoryForm.Json : HistoryForm.Table;
            return Show(screen, loaded, StatePlace.Of(parsed), question, form);
        });
        return command;
    }

    private static int Show(Screen screen, LoadedSite loaded, string stateDirectory, HistoryQuestion question, HistoryForm form)
    {
        var (reader, whyNot) = HistoryReading.Open(loaded.Configuration.Followers.History, stateDirectory, source => SecretText.Read(source, loaded));
        using (reader)
        {
            if (reader is null)
            {
                screen.Error.WriteLine(whyNot);
                return ExitCodes.NotReachable;
            }

            var known = reader.Upses();
            if (question.Ups is { } ups && !known.Contains(ups, StringComparer.Ordinal) && !question.Events)
                return screen.Refuse($"The history has no UPS '{ups}'.{Suggestion.DidYouMean(ups, known)}");
            var found = question switch
            {
                { Events: true } => HistoryEvents.Write(screen, reader, question, form),
                { Runs: true } => HistoryRuns.Write(screen, reader, question, form),
                _ => HistoryFigures.Write(screen, reader, question, form),
            };
            if (found)
                return ExitCodes.Done;
            screen.Error.WriteLine("Nothing is kept of what is asked for in that time.");
            return ExitCodes.FoundWanting;
        }
    }

    // A time back from now, or a day in local time.
    private static DateTimeOffset? When(string text, DateTimeOffset now)
    {
        if (new DurationForm().TryRead(text, out var back, out _))
            return now - back;
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal | DateTimeStyles.AdjustToUniversal, out var day)
            ? new DateTimeOffset(day, TimeSpan.Zero)
            : null;
    }
}
