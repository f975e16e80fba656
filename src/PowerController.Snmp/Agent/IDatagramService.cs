namespace PowerController.Snmp.Agent;

/// <summary>Whoever is served datagrams by a <see cref="DatagramHost"/>: an agent, or something that stands before one.</summary>
public interface IDatagramService
{
    /// <summary>Takes one datagram; the octets are gone afterwards, the peer may be kept for a later answer.</summary>
    void Handle(ReadOnlySpan<byte> datagram, DatagramPeer peer);
}
