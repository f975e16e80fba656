using System.Net;

namespace PowerController.Snmp.Agent;

/// <summary>Who sent a datagram, and the way back: answers leave from the address that was asked.</summary>
public abstract class DatagramPeer
{
    /// <summary>Where the datagram came from.</summary>
    public abstract IPEndPoint Remote { get; }

    /// <summary>Sends an answer now; what cannot be sent is lost, as on a network.</summary>
    public abstract void Send(ReadOnlySpan<byte> octets);
}
