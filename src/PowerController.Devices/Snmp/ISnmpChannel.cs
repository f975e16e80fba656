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
