using System.Globalization;
using PowerController.Hosts.Commands;
using PowerController.Model.Events;
using PowerController.Model.Sites;

namespace PowerController.Hosts.Starting;

/// <summary>Stops a machine on which no agent can run, by a command over SSH.</summary>
/// <remarks>The host's key is remembered at the first connection and another one is refused from then on, as OpenSSH does it (`accept-new`), in a file of our own.</remarks>
/// <param name="knownHosts">Where host keys are remembered.</param>
public sealed class SshStopper(ICommandRunner commands, string knownHosts, string program = "ssh")
{
    /// <summary>Of ssh itself, whatever the command there may end with.</summary>
    private const int SshFailed = 255;

    public async Task<RemoteResult> StopAsync(string address, string user, string keyFile, string command, CancellationToken cancellationToken)
    {
        // The command is one word here: the shell over there reads it, not one of ours.
        var line = CommandLine.Of(
            program, "-o", "BatchMode=yes", "-o", string.Create(CultureInfo.InvariantCulture, $"ConnectTimeout={StartingLimits.SshConnect.TotalSeconds:0}"),
            "-o", "StrictHostKeyChecking=accept-new", "-o", $"UserKnownHostsFile={knownHosts}", "-o", "IdentitiesOnly=yes",
            "-i", keyFile, "-l", user, "--", address, command);
        var result = await commands.RunAsync(new CommandRequest(line, StartingLimits.SshStop), null, cancellationToken).ConfigureAwait(false);
        return result switch
        {
            { Succeeded: true } => RemoteResult.Done($"{address} has taken '{command}'"),
            { Outcome: CommandOutcome.NotStarted } => new RemoteResult(FailureKind.NotSupported, $"{program} cannot be run on this host: {result.LastLine}"),
            { Outcome: CommandOutcome.TimedOut } => new RemoteResult(FailureKind.NoAnswer, $"{address} did not take '{command}' within {StartingLimits.SshStop.TotalSeconds:0} s"),
            // A system that stops at once takes the connection with it.
            { ExitCode: SshFailed } when Says(result, "closed by remote host") && !Says(result, "kex_exchange") => RemoteResult.Done($"{address} has closed the connection on '{command}'"),
            { ExitCode: SshFailed } when Says(result, "Permission denied") => new RemoteResult(FailureKind.Refused, $"{address} does not let {user} in with the key {keyFile}"),
            { ExitCode: SshFailed } when Says(result, "verification failed") || Says(result, "IDENTIFICATION HAS CHANGED") =>
                new RemoteResult(FailureKind.Refused, $"{address} shows another host key than before; if the machine was exchanged, remove it from {knownHosts}"),
            { ExitCode: SshFailed } => new RemoteResult(FailureKind.NoAnswer, $"{address} cannot be reached by SSH: {result.LastLine}"),
            _ => new RemoteResult(FailureKind.Failed, $"{address}: '{command}' {result.Text}"),
        };
    }

    private static bool Says(CommandResult result, string words) => result.Output.Contains(words, StringComparison.OrdinalIgnoreCase);
}
