using System.Net;

namespace PowerController.Snmp.Client;

/// <summary>How a client uses the system.</summary>
public sealed record SnmpClientOptions
{
    /// <summary>Which way datagrams take.</summary>
    public SnmpTransport Transport { get; init; } = SnmpTransport.Automatic;

    /// <summary>Requests in flight at a time, of each address family.</summary>
    public int InFlightMax { get; init; } = Limits.InFlightDefault;

    /// <summary>The local IPv4 address to send from.</summary>
    public IPEndPoint LocalV4 { get; init; } = new(IPAddress.Any, 0);

    /// <summary>The local IPv6 address to send from.</summary>
    public IPEndPoint LocalV6 { get; init; } = new(IPAddress.IPv6Any, 0);
}

/// <summary>Which way datagrams take.</summary>
public enum SnmpTransport
{
    /// <summary>Batched system calls where the system has them, else the framework's sockets.</summary>
    Automatic,

    /// <summary>The framework's sockets.</summary>
    Sockets,

    /// <summary>Batched system calls; see <see cref="SnmpClient.CanBatch"/>.</summary>
    Batched,
}
