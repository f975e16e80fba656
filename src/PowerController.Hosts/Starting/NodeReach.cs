using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Sites;

namespace PowerController.Hosts.Starting;

/// <summary>What a terminal can do to a node without an agent: start it, see whether it lives, stop it by SSH. Never throws for what the node does or is.</summary>
/// <param name="secret">Reads a secret; null when it is not there.</param>
/// <param name="secretFile">A file that holds it, for programs that want one; null when it is not there.</param>
public sealed class NodeReach(
    WakeOnLan wake, Ipmi ipmi, Redfish redfish, SshStopper ssh, IReach reach, Func<SecretSource, string?> secret, Func<SecretSource, string?> secretFile)
{
    /// <summary>Carries out a <see cref="StartNode"/>: done when it is sent, that the node runs comes by its own word.</summary>
    public Task<RemoteResult> StartAsync(Node node, StartWay way, CancellationToken cancellationToken) => way switch
    {
        StartByWakeOnLan byLan => wake.SendAsync(byLan.Mac, cancellationToken),
        StartByIpmi byIpmi => secret(byIpmi.Password) is { } password ? ipmi.PowerOnAsync(byIpmi.Address, byIpmi.User, password, cancellationToken) : NoSecret(node, byIpmi.Password),
        StartByRedfish byRedfish => secret(byRedfish.Password) is { } password
            ? redfish.PowerOnAsync(byRedfish.Address, byRedfish.User, password, cancellationToken)
            : NoSecret(node, byRedfish.Password),
        _ => Task.FromResult(new RemoteResult(FailureKind.NotSupported, $"{node.Name} is started by its output")),
    };

    /// <summary>Carries out an <see cref="OrderOsStop"/> for a node without an agent: done when the command was taken.</summary>
    public Task<RemoteResult> StopAsync(Node node, CancellationToken cancellationToken) => node.StopBy is not StopBySsh bySsh
        ? Task.FromResult(new RemoteResult(FailureKind.NotSupported, $"{node.Name} is stopped by its agent"))
        : secretFile(bySsh.Key) is { } key
            ? ssh.StopAsync(node.Address, bySsh.User, key, bySsh.Command, cancellationToken)
            : NoSecret(node, bySsh.Key);

    /// <summary>Carries out a <see cref="ProbeNode"/>.</summary>
    public async Task<ProbeAnswer> ProbeAsync(Node node, CancellationToken cancellationToken)
    {
        if (await reach.AnswersAsync(node.Address, cancellationToken).ConfigureAwait(false))
            return ProbeAnswer.Answers;
        foreach (var way in node.StartBy)
        {
            var isOn = way switch
            {
                StartByIpmi byIpmi when secret(byIpmi.Password) is { } password =>
                    (await ipmi.LookAsync(byIpmi.Address, byIpmi.User, password, cancellationToken).ConfigureAwait(false)).IsOn,
                StartByRedfish byRedfish when secret(byRedfish.Password) is { } password =>
                    (await redfish.LookAsync(byRedfish.Address, byRedfish.User, password, cancellationToken).ConfigureAwait(false)).IsOn,
                _ => null,
            };
            if (isOn is { } known)
                return known ? ProbeAnswer.PoweredOn : ProbeAnswer.PoweredOff;
        }

        return ProbeAnswer.NoAnswer;
    }

    private static Task<RemoteResult> NoSecret(Node node, SecretSource source) => Task.FromResult(new RemoteResult(
        FailureKind.NotSupported,
        source is SecretFile file ? $"{node.Name}: the secret in {file.Path} cannot be read" : $"{node.Name}: the secret in the variable {((SecretVariable)source).Name} is not there"));
}
