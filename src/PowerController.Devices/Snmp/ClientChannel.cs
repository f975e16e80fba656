using PowerController.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Devices.Snmp;

/// <summary>The way over the engine's client.</summary>
/// <param name="target">The card, with what lets us read.</param>
/// <param name="writing">The card, with what lets us write; null: nothing is ever written to it.</param>
public sealed class ClientChannel(SnmpClient client, SnmpTarget target, SnmpTarget? writing) : ISnmpChannel
{
    /// <summary>The same credentials read and write.</summary>
    public ClientChannel(SnmpClient client, SnmpTarget target)
        : this(client, target, target)
    {
    }

    public string Address => Addresses.Show(target.EndPoint);

    public SnmpVersion Version => target.Credentials.Version;

    public TimeSpan Timeout => target.Timeout;

    public SnmpTarget Target => target;

    public Task<SnmpReply> GetAsync(IReadOnlyList<Oid> objects, CancellationToken cancel) => client.GetAsync(target, objects, cancel);

    public Task<SnmpReply> SetAsync(IReadOnlyList<VarBind> varBinds, CancellationToken cancel) => writing is null
        ? Task.FromResult(SnmpReply.Failed(new SnmpFailure(SnmpFailureKind.ErrorStatus, SnmpErrorStatus.NoAccess)))
        : client.SetAsync(writing, varBinds, repeatable: false, cancel);

    public async Task<SnmpReply> WalkAsync(Oid root, int most, CancellationToken cancel)
    {
        var reply = await client.WalkAsync(target, root, cancel).ConfigureAwait(false);
        return reply.VarBinds.Length > most ? reply with { VarBinds = reply.VarBinds[..most] } : reply;
    }
}
