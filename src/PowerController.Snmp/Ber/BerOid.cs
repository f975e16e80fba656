using System.Buffers.Binary;

namespace PowerController.Snmp.Ber;

/// <summary>Object identifiers as BER content octets.</summary>
public static class BerOid
{
    /// <summary>True when the octets are a well-formed identifier; the empty one some cards send counts as such.</summary>
    public static bool IsValid(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty) return true;
        if (content.Length >= Limits.OidArcs) return IsValidLong(content);

        // Mostly every number is below 128 and takes one octet. Names of 8 to 16 octets, which are nearly all, take two looks that overlap.
        const ulong highBits = 0x8080808080808080;
        if (content.Length is >= 8 and <= 16)
        {
            ulong both = BinaryPrimitives.ReadUInt64LittleEndian(content) | BinaryPrimitives.ReadUInt64LittleEndian(content[^8..]);
            return (both & highBits) == 0 || IsValidLong(content);
        }

        foreach (byte octet in content)
        {
            if (octet >= 0x80) return IsValidLong(content);
        }

        return true;
    }

    /// <summary>Decodes content octets.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> content, out Oid oid)
    {
        oid = default;
        if (content.IsEmpty) return true;
        Span<uint> arcs = stackalloc uint[Limits.OidArcs];
        int count = 1;
        ulong arc = 0;
        bool open = false;
        foreach (byte octet in content)
        {
            if (!open && octet == 0x80) return false;
            arc = (arc << 7) | (uint)(octet & 0x7f);
            if (arc > uint.MaxValue) return false;
            open = octet >= 0x80;
            if (open) continue;
            if (count == arcs.Length) return false;
            arcs[count++] = (uint)arc;
            arc = 0;
        }

        if (open) return false;
        uint first = arcs[1];
        arcs[0] = Math.Min(first / 40, 2);
        arcs[1] = first - (arcs[0] * 40);
        return Oid.TryOf(arcs[..count], out oid);
    }

    /// <summary>Encodes into the end of a buffer; the number of octets, or −1 when they do not fit.</summary>
    internal static int EncodeAtEnd(Oid oid, Span<byte> buffer)
    {
        ReadOnlySpan<uint> arcs = oid.Arcs;
        int position = buffer.Length;
        for (int i = arcs.Length - 1; i >= 2; i--)
        {
            if (!Put(arcs[i], buffer, ref position)) return -1;
        }

        uint first = arcs.Length switch
        {
            0 => 0,
            1 => arcs[0] * 40,
            _ => (arcs[0] * 40) + arcs[1],
        };
        return Put(first, buffer, ref position) ? buffer.Length - position : -1;
    }

    private static bool Put(uint arc, Span<byte> buffer, ref int position)
    {
        byte more = 0;
        do
        {
            if (position == 0) return false;
            buffer[--position] = (byte)((arc & 0x7f) | more);
            more = 0x80;
            arc >>= 7;
        }
        while (arc != 0);
        return true;
    }

    private static bool IsValidLong(ReadOnlySpan<byte> content) => TryDecode(content, out _);
}
