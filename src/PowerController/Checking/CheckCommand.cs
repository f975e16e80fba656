using System.Collections.Immutable;
using System.CommandLine;
using PowerController.CommandLine;
using PowerController.Decisions.Checks;
using PowerController.Model.Checks;

namespace PowerController.Checking;

/// <summary>`powerctl check`: is this configuration right, and what would go wrong with it?</summary>
internal static class CheckCommand
{
    private const string Summary = "Check a configuration: every rule of the shutdown, restore, cards and network, all findings at once.";

    private const string More =
        """
        Examples:
          powerctl check                          the site in ./config, or the built-in example
          powerctl check --config /etc/site       another directory
          powerctl check --json                   for programs
          powerctl explain PC0101                 more about a finding

        Ends with 0 when nothing but notes is found, 1 when there are errors or warnings, 2 when the configuration cannot be read.
        """;

    public static Command Create()
    {
        var command = new DocumentedCommand("check", Summary, More) { SiteSource.Config, Json.Option };
        command.SetAction(parsed =>
        {
            var screen = Screen.OfProcess(parsed);
            if (SiteSource.Load(parsed, screen) is not { } loaded)
                return ExitCodes.WrongUsage;
            var findings = SiteChecks.Run(loaded.Index);
            if (parsed.GetValue(Json.Option))
                CheckJson.Write(screen.Output, loaded, findings);
            else
                Write(screen, loaded, findings);
            return findings.Any(finding => finding.Severity != Severity.Note) ? ExitCodes.FoundWanting : ExitCodes.Done;
        });
        return command;
    }

    private static void Write(Screen screen, LoadedSite loaded, ImmutableArray<Finding> findings)
    {
        foreach (var finding in findings)
        {
            var place = loaded.PlaceOf(finding.Subject) is { } at ? screen.Dim($"  ({at})") : "";
            screen.Line($"{Word(screen, finding.Severity)} {finding.Code}  {finding.Message}{place}");
            screen.Line($"                {finding.Remedy}");
        }

        if (findings.Length > 0)
            screen.Line();
        screen.Line($"Site '{loaded.Site.Name}' from {loaded.Origin}, configuration {loaded.ShortDigest}: {Counts(findings)}.");
        if (findings.Length > 0)
            screen.Line($"'powerctl explain {findings[0].Code}' tells more.");
    }

    private static string Word(Screen screen, Severity severity) => severity switch
    {
        Severity.Error => screen.Red("error  "),
        Severity.Warning => screen.Yellow("warning"),
        _ => screen.Dim("note   "),
    };

    private static string Counts(ImmutableArray<Finding> findings)
    {
        if (findings.Length == 0)
            return "nothing found";
        string Count(Severity severity, string one)
        {
            var count = findings.Count(finding => finding.Severity == severity);
            return count == 1 ? $"1 {one}" : $"{count} {one}s";
        }

        return $"{Count(Severity.Error, "error")}, {Count(Severity.Warning, "warning")}, {Count(Severity.Note, "note")}";
    }
}
