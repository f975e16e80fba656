using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using PowerController.Agents;
using PowerController.Checking;
using PowerController.Diagnosis;
using PowerController.History;
using PowerController.Keys;
using PowerController.Operating;
using PowerController.Planning;
using PowerController.Running;
using PowerController.Setup;
using PowerController.Simulating;

namespace PowerController.CommandLine;

/// <summary>The program's commands. With none it does its main job on the default site.</summary>
internal static class PowerCtl
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, InvocationConfiguration? invocation = null, CancellationToken cancel = default)
    {
        var root = Root();
        var parsed = root.Parse(arguments);
        invocation ??= new InvocationConfiguration();
        if (parsed.Errors.Count > 0 && parsed.Action is not DocumentedCommand.Help)
            return Refused(parsed, invocation.Error);
        invocation.EnableDefaultExceptionHandler = false;
        try
        {
            return await parsed.InvokeAsync(invocation, cancel);
        }
        catch (Exception defect)
        {
            invocation.Error.WriteLine($"powerctl failed by a fault of its own: {defect.Message}");
            invocation.Error.WriteLine($"Please report this, with the command and the configuration. {(defect.TargetSite is { } site ? $"It was in {site.DeclaringType}.{site.Name}." : "")}");
            return ExitCodes.WrongUsage;
        }
    }

    private static RootCommand Root()
    {
        var root = new RootCommand(
            "PowerController watches UPSes, stops the cluster in order when the power fails, and brings everything back.\n\n"
            + "Without a command: runs the site in ./config, or the built-in example, whose machines are simulated.\n"
            + "'powerctl COMMAND --help' gives examples.\n"
            + "Exit codes: 0 done, 1 found wanting, 2 wrong usage or configuration, 3 not reachable, 4 not allowed.")
        {
            RunCommand.Create(),
            ReplayCommand.Create(),
            StatusCommand.Create(),
            EventsCommand.Create(),
            RunsCommand.Create(),
            PlanCommand.Create(),
            CheckCommand.Create(),
            ExplainCommand.Create(),
            ProbeCommand.Create(),
            UpsCommand.Create(),
            SnmpCommand.Create(),
            SimulateCommand.Create(),
            DrillCommand.Create(),
            HistoryCommand.Create(),
            InitCommand.Create(),
            KeysCommand.Create(),
            AgentCommand.Create(),
            NotifyCommand.Create(),
            CompletionCommand.Create(),
        };
        foreach (var request in RequestCommands.All())
            root.Add(request);
        root.SetAction(RunCommand.DefaultSiteAsync);
        root.Options.OfType<HelpOption>().First().Action = new DocumentedCommand.Help();
        return root;
    }

    private static int Refused(ParseResult parsed, TextWriter error)
    {
        foreach (var problem in parsed.Errors.Select(problem => problem.Message).Distinct(StringComparer.Ordinal))
            error.WriteLine(problem);
        var path = string.Join(' ', Path(parsed.CommandResult));
        error.WriteLine(path.Length == 0 ? "'powerctl --help' lists the commands." : $"'powerctl {path} --help' tells how it is used.");
        return ExitCodes.WrongUsage;
    }

    private static IEnumerable<string> Path(CommandResult command) =>
        command.Command is RootCommand ? [] : [.. command.Parent is CommandResult parent ? Path(parent) : [], command.Command.Name];
}
