using System.CommandLine;
using System.CommandLine.Help;
using PowerController.Checking;
using PowerController.Planning;

namespace PowerController.CommandLine;

/// <summary>The program's commands. With none it does its main job on the default site.</summary>
internal static class PowerCtl
{
    public static int Run(IReadOnlyList<string> arguments, InvocationConfiguration? invocation = null)
    {
        var root = Root();
        var parsed = root.Parse(arguments);
        invocation ??= new InvocationConfiguration();
        if (parsed.Errors.Count > 0)
            return Refused(parsed, invocation.Error);
        invocation.EnableDefaultExceptionHandler = false;
        try
        {
            return parsed.Invoke(invocation);
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
            + "Without a command: loads the site in ./config, or the built-in example, and shows its shutdown plan.\n"
            + "'powerctl COMMAND --help' gives examples.\n"
            + "Exit codes: 0 done, 1 found wanting, 2 wrong usage or configuration, 3 not reachable, 4 not allowed.")
        {
            PlanCommand.Create(),
            CheckCommand.Create(),
            ExplainCommand.Create(),
            CompletionCommand.Create(),
        };
        root.SetAction(PlanCommand.DefaultSite);
        root.Options.OfType<HelpOption>().First().Action = new DocumentedCommand.Help();
        return root;
    }

    private static int Refused(ParseResult parsed, TextWriter error)
    {
        foreach (var problem in parsed.Errors)
            error.WriteLine(problem.Message);
        var command = parsed.CommandResult.Command;
        error.WriteLine(command is RootCommand ? "'powerctl --help' lists the commands." : $"'powerctl {command.Name} --help' tells how it is used.");
        return ExitCodes.WrongUsage;
    }
}
