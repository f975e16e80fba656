using System.CommandLine;
using PowerController.CommandLine;
using PowerController.Decisions.Checks;
using PowerController.Model.Checks;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Configuration.Init;

namespace PowerController.Setup;

/// <summary>`powerctl init`: asks for what a site needs and writes its configuration.</summary>
internal static class InitCommand
{
    private const string More =
        """
        Examples:
          powerctl init                                     asks, and writes ./config/site.yaml
          powerctl init --config /etc/powercontroller       another directory
          powerctl init --answers answers.yaml              asks nobody: build, node1.address and so on stand in the file

        An answers file holds the answers by their keys; 'powerctl init --keys' shows them with the questions.
        A file that is there already is kept unless --force is given.
        """;

    public static Command Create()
    {
        var directory = new Option<string>("--config") { Description = "Directory to write into", DefaultValueFactory = _ => "config", HelpName = "DIR" };
        var answers = new Option<string?>("--answers") { Description = "File with the answers, for unattended use", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Replace a configuration that is there" };
        var keys = new Option<bool>("--keys") { Description = "Show with each question the key by which an answers file gives it" };
        var command = new DocumentedCommand("init", "Ask for what a site needs and write a configuration that passes 'check'.", More) { directory, answers, force, keys };
        command.SetAction(parsed =>
        {
            var screen = Screen.OfProcess(parsed);
            var into = parsed.GetRequiredValue(directory);
            if (!parsed.GetValue(force) && File.Exists(Path.Combine(into, SiteConfiguration.FileName)))
                return screen.Refuse($"{Path.Combine(into, SiteConfiguration.FileName)} is there already. Name another directory with --config, or replace it with --force.");
            var site = parsed.GetValue(answers) is { } file ? FromFile(screen, file) : Asked(screen, parsed.GetValue(keys));
            return site is null ? ExitCodes.WrongUsage : Write(screen, site, into, parsed.GetValue(force));
        });
        return command;
    }

    private static InitSite? FromFile(Screen screen, string path)
    {
        var (site, errors) = InitAnswersFile.Read(path);
        if (site is null)
            SiteSource.Tell(screen, path, errors);
        return site;
    }

    private static InitSite? Asked(Screen screen, bool showKeys)
    {
        screen.Line("Enter takes what stands in brackets; end the input to give up.");
        var site = InitWizard.Run(new AskOnScreen(screen, System.Console.In, showKeys));
        if (site is null)
        {
            screen.Line();
            screen.Refuse("Given up: nothing was written.");
        }

        return site;
    }

    private static int Write(Screen screen, InitSite site, string directory, bool force)
    {
        if (InitFile.Save(directory, InitText.Write(site), force) is { } why)
            return screen.Refuse(why);

        var load = SiteConfiguration.Load(directory);
        if (load.Configuration is not { } configuration)
        {
            SiteSource.Tell(screen, directory, load.Errors);
            return ExitCodes.WrongUsage;
        }

        var findings = SiteChecks.Run(new LoadedSite(configuration, directory).Index);
        screen.Line();
        screen.Line($"{Path.Combine(directory, SiteConfiguration.FileName)} is written.");
        foreach (var finding in findings.Where(finding => finding.Severity != Severity.Note))
            screen.Line($"{finding.Code}  {finding.Message} {finding.Remedy}");
        screen.Line($"Go on with: powerctl check --config {directory}, powerctl plan --config {directory}");
        return findings.Any(finding => finding.Severity != Severity.Note) ? ExitCodes.FoundWanting : ExitCodes.Done;
    }
}
