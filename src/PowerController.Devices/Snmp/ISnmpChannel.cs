using PowerController.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Devices.Snmp;

/// <summary>The way to one card: all that the driver needs of an SNMP engine.</summary>
public interface ISnmpChannel
{
    /// <summary>How messages call the card.</summary>
    string Address { get; }

    SnmpVersion Version { get; }

    /// <summary>How long one request may take.</summary>
    TimeSpan Timeout { get; }

    /// <summary>Reads objects; what the card does not have is noSuchObject in its place.</summary>
    Task<SnmpReply> GetAsync(IReadOnlyList<Oid> objects, CancellationToken cancel);

    /// <summary>Writes objects, once.</summary>
    Task<SnmpReply> SetAsync(IReadOnlyList<VarBind> varBinds, CancellationToken cancel);

    /// <summary>Reads all below an object, as far as <paramref name="most"/> values.</summary>
    Task<SnmpReply> WalkAsync(Oid root, int most, CancellationToken cancel);
}

/// <summary>The way over the engine's client.</summary>
public sealed class ClientChannel(SnmpClient client, SnmpTarget target) : ISnmpChannel
{
    public string Address => Addresses.Show(target.EndPoint);

    public SnmpVersion Version => target.Credentials.Version;

    public TimeSpan Timeout => target.Timeout;

    public SnmpTarget Target => target;

    public Task<SnmpReply> GetAsync(IReadOnlyList<Oid> objects, CancellationToken cancel) => client.GetAsync(target, objects, cancel);

    public Task<SnmpReply> SetAsync(IReadOnlyList<VarBind> varBinds, CancellationToken cancel) => client.SetAsync(target, varBinds, repeatable: false, cancel);

    public async Task<SnmpReply> WalkAsync(Oid root, int most, CancellationToken cancel)
    {
        var reply = await client.WalkAsync(target, root, cancel).ConfigureAwait(false);
        return reply.VarBinds.Length > most ? reply with { VarBinds = reply.VarBinds[..most] } : reply;
    }
}
