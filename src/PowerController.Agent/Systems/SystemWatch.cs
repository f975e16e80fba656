using PowerController.Hosts.Commands;
using PowerController.Model.Events;
using PowerController.Model.Sites;

namespace PowerController.Agent.Systems;

/// <summary>When this program is asked to end: is it the program alone, or does the whole system go down, and to come back?</summary>
public static class SystemWatch
{
    /// <summary>Null when the system goes on, or when nobody can say.</summary>
    public static async Task<AdministratorStop?> FindStopAsync(ICommandRunner commands, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            return null;
        var state = await AskAsync(commands, "systemctl is-system-running", cancellationToken).ConfigureAwait(false);
        if (!string.Equals(state?.LastLine, "stopping", StringComparison.Ordinal))
            return null;
        var jobs = await AskAsync(commands, "systemctl list-jobs --no-legend --no-pager --plain", cancellationToken).ConfigureAwait(false);
        return KindOf(jobs?.Output ?? "");
    }

    /// <summary>By the target that the system is on its way to. One that nobody knows leaves the outputs on: nothing is cut by mistake.</summary>
    public static AdministratorStop KindOf(string jobs) =>
        jobs.Contains("poweroff.target", StringComparison.Ordinal) || jobs.Contains("halt.target", StringComparison.Ordinal) ? AdministratorStop.ShutDown : AdministratorStop.Reboot;

    private static async Task<CommandResult?> AskAsync(ICommandRunner commands, string text, CancellationToken cancellationToken)
    {
        var result = await commands.RunAsync(new CommandRequest(CommandLine.Parse(text), Limits.SystemQuestion), null, cancellationToken).ConfigureAwait(false);
        return result.Outcome == CommandOutcome.Exited ? result : null;
    }
}
