using System.Collections.Immutable;
using PowerController.Hosts.Commands;
using PowerController.Model.Events;
using PowerController.Model.Sites;

namespace PowerController.Hosts.Starting;

/// <summary>A management controller by `ipmitool`. The password goes by the environment: a command line is there for everybody on the host to read.</summary>
public sealed class Ipmi(ICommandRunner commands, string program = "ipmitool")
{
    public async Task<RemoteResult> PowerOnAsync(string address, string user, string password, CancellationToken cancellationToken)
    {
        var result = await RunAsync(address, user, password, "on", cancellationToken).ConfigureAwait(false);
        return result.Succeeded ? RemoteResult.Done($"{address}: {result.LastLine}") : Failed(address, result);
    }

    /// <summary>Null with the reason when it cannot say.</summary>
    public async Task<(bool? IsOn, string Text)> LookAsync(string address, string user, string password, CancellationToken cancellationToken)
    {
        var result = await RunAsync(address, user, password, "status", cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded)
            return (null, Failed(address, result).Text);
        if (result.Output.Contains("Power is on", StringComparison.OrdinalIgnoreCase))
            return (true, result.LastLine);
        return result.Output.Contains("Power is off", StringComparison.OrdinalIgnoreCase)
            ? (false, result.LastLine)
            : (null, $"{address} answers, but does not say whether the power is on: {result.LastLine}");
    }

    private Task<CommandResult> RunAsync(string address, string user, string password, string what, CancellationToken cancellationToken)
    {
        var environment = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("IPMI_PASSWORD", password).Add("IPMITOOL_PASSWORD", password);
        var command = CommandLine.Of(program, "-I", "lanplus", "-H", address, "-U", user, "-E", "chassis", "power", what);
        return commands.RunAsync(new CommandRequest(command, StartingLimits.Controller, environment), null, cancellationToken);
    }

    private RemoteResult Failed(string address, CommandResult result) => result.Outcome switch
    {
        CommandOutcome.NotStarted => new RemoteResult(FailureKind.NotSupported, $"{program} cannot be run on this host ({result.LastLine}); install it, or start the node another way"),
        CommandOutcome.TimedOut => new RemoteResult(FailureKind.NoAnswer, $"the management controller {address} does not answer"),
        _ when Says(result, "Unable to establish") => new RemoteResult(FailureKind.NoAnswer, $"the management controller {address} does not answer, or knows neither user nor password: {result.LastLine}"),
        _ when Says(result, "password") || Says(result, "privilege") || Says(result, "unauthorized") =>
            new RemoteResult(FailureKind.Refused, $"the management controller {address} does not accept the user or the password: {result.LastLine}"),
        _ => new RemoteResult(FailureKind.Failed, $"the management controller {address}: {program} {result.Text}"),
    };

    private static bool Says(CommandResult result, string words) => result.Output.Contains(words, StringComparison.OrdinalIgnoreCase);
}
