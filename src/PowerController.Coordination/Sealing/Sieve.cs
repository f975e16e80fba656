using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace PowerController.Coordination.Sealing;

/// <summary>
/// Tells what is not ours before it takes anybody's time: the first tests of <see cref="DatagramReader"/>, without any state, so that the threads that receive
/// can make them themselves and a flood stays with them.
/// </summary>
public sealed class Sieve(ImmutableArray<SiteKeys> keys)
{
    /// <summary>None for what is worth opening.</summary>
    public DropKind Check(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length is < Datagram.BytesMin or > Limits.DatagramBytes || datagram[0] != Datagram.Magic0 || datagram[1] != Datagram.Magic1)
            return DropKind.Foreign;
        var id = BinaryPrimitives.ReadUInt32BigEndian(datagram[Datagram.KeyIdAt..]);
        foreach (var key in keys)
        {
            if (key.KeyId != id)
                continue;
            Span<byte> gate = stackalloc byte[Datagram.GateBytes];
            key.Gate(datagram[..^Datagram.GateBytes], gate);
            return CryptographicOperations.FixedTimeEquals(gate, datagram[^Datagram.GateBytes..]) ? DropKind.None : DropKind.Forged;
        }

        return DropKind.OtherKey;
    }
}
