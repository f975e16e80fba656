using System.Buffers.Binary;
using System.Text;

namespace PowerController.Coordination.Sealing;

/// <summary>The layout of a sealed datagram; PROTOCOL.md says the same in words. The header and the gate keep their places in every version.</summary>
internal static class Datagram
{
    public const byte Magic0 = (byte)'P';
    public const byte Magic1 = (byte)'w';
    public const byte Version = 1;

    public const int VersionAt = 2;
    public const int FlagsAt = 3;
    public const int KeyIdAt = 4;
    public const int BootAt = 8;
    public const int CounterAt = 14;
    public const int NameLengthAt = 20;
    public const int NameAt = 21;

    public const int GateBytes = 8;
    public const int TagBytes = 16;
    public const int SignatureBytes = 64;

    /// <summary>A header with a name of one byte, one byte of message, the tag and the gate.</summary>
    public const int BytesMin = NameAt + 1 + 1 + TagBytes + GateBytes;

    /// <summary>The message ends with a signature.</summary>
    public const byte SignedFlag = 1;

    /// <summary>Boot ids and counters have 48 bits, so that both fit into the nonce.</summary>
    public const long Most = (1L << 48) - 1;

    public static void WriteHeader(Span<byte> to, uint keyId, long boot, long counter, ReadOnlySpan<byte> name, bool signed)
    {
        to[0] = Magic0;
        to[1] = Magic1;
        to[VersionAt] = Version;
        to[FlagsAt] = signed ? SignedFlag : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(to[KeyIdAt..], keyId);
        Write48(to[BootAt..], boot);
        Write48(to[CounterAt..], counter);
        to[NameLengthAt] = (byte)name.Length;
        name.CopyTo(to[NameAt..]);
    }

    /// <summary>Boot id and counter as they stand in the header: never twice for one sender's key.</summary>
    public static ReadOnlySpan<byte> Nonce(ReadOnlySpan<byte> datagram) => datagram.Slice(BootAt, 12);

    public static long Read48(ReadOnlySpan<byte> from) =>
        ((long)BinaryPrimitives.ReadUInt16BigEndian(from) << 32) | BinaryPrimitives.ReadUInt32BigEndian(from[2..]);

    public static int NameBytes(string name) => Encoding.UTF8.GetByteCount(name);

    private static void Write48(Span<byte> to, long value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(to, (ushort)(value >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(to[2..], (uint)value);
    }
}
