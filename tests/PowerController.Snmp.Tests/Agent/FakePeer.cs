using System.Net;

namespace PowerController.Snmp.Agent;

/// <summary>A peer without a network, which keeps what it is sent.</summary>
internal sealed class FakePeer(string address = "127.0.0.1") : DatagramPeer
{
    public override IPEndPoint Remote { get; } = new(IPAddress.Parse(address), 40000);

    public List<byte[]> Sent { get; } = [];

    public override void Send(ReadOnlySpan<byte> octets) => Sent.Add(octets.ToArray());
}
