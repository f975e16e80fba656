using System.Buffers.Binary;

namespace PowerController.Hosts.Life;

/// <summary>The last words of authentic datagrams of late. What has the same last word is the same datagram, come by another way.</summary>
/// <remarks>The last eight bytes are a code over everything before them, so whoever makes another datagram with the same has the key, and gains nothing. For any thread.</remarks>
internal sealed class RecentGates
{
    private readonly long[] _gates = new long[Limits.RecentGates];

    public bool Has(ReadOnlySpan<byte> datagram) => datagram.Length >= 8 && Volatile.Read(ref _gates[PlaceOf(datagram, out var gate)]) == gate;

    public void Add(ReadOnlySpan<byte> datagram) => Volatile.Write(ref _gates[PlaceOf(datagram, out var gate)], gate);

    private static int PlaceOf(ReadOnlySpan<byte> datagram, out long gate)
    {
        gate = BinaryPrimitives.ReadInt64LittleEndian(datagram[^8..]);
        return (int)((ulong)gate % Limits.RecentGates);
    }
}
