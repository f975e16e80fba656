using System.Buffers.Binary;

namespace PowerController.Hosts.Life;

/// <summary>The last words of datagrams that were taken of late. What has the same last word is the same datagram, come by another way.</summary>
/// <remarks>The last eight bytes are a code over everything before them, so whoever makes another datagram with the same has the key, and gains nothing.</remarks>
internal sealed class RecentGates
{
    private readonly ulong[] _gates = new ulong[Limits.RecentGates];

    public bool Has(ReadOnlySpan<byte> datagram) => _gates[PlaceOf(datagram, out var gate)] == gate;

    public void Add(ReadOnlySpan<byte> datagram) => _gates[PlaceOf(datagram, out var gate)] = gate;

    private static int PlaceOf(ReadOnlySpan<byte> datagram, out ulong gate)
    {
        gate = BinaryPrimitives.ReadUInt64LittleEndian(datagram[^8..]);
        return (int)(gate % Limits.RecentGates);
    }
}
