namespace PowerController.Snmp.Ber;

/// <summary>Reads BER elements one after another from octets, without copying; the first fault stays and makes every later read fail.</summary>
public ref struct BerReader
{
    private readonly ReadOnlySpan<byte> _octets;
    private int _position;
    private BerFault _fault;

    /// <summary>Reads from the first octet.</summary>
    public BerReader(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <summary>Why reading stopped, or None.</summary>
    public readonly BerFault Fault => _fault;

    /// <summary>Where the next element begins.</summary>
    public readonly int Position => _position;

    /// <summary>True when everything is read.</summary>
    public readonly bool AtEnd => _position >= _octets.Length;

    /// <summary>The octets not yet read.</summary>
    public readonly ReadOnlySpan<byte> Rest => _octets[_position..];

    /// <summary>The tag of the next element, 0 at the end.</summary>
    public readonly byte NextTag => _position < _octets.Length ? _octets[_position] : (byte)0;

    /// <summary>Notes a fault that the caller found; always false, so that it can be returned.</summary>
    public bool Fail(BerFault fault)
    {
        if (_fault == BerFault.None) _fault = fault;
        _position = _octets.Length;
        return false;
    }

    /// <summary>Reads any element.</summary>
    public bool TryRead(out byte tag, out ReadOnlySpan<byte> content)
    {
        int start = _position;
        ReadOnlySpan<byte> octets = _octets;
        if (start <= octets.Length - 2)
        {
            tag = octets[start];
            int length = octets[start + 1];
            int body = start + 2;
            if (length >= 0x80 && !TryReadLongLength(ref body, ref length))
            {
                content = default;
                return false;
            }

            if (length <= octets.Length - body)
            {
                content = octets.Slice(body, length);
                _position = body + length;
                return true;
            }
        }

        tag = 0;
        content = default;
        return Fail(BerFault.Truncated);
    }

    /// <summary>Reads an element that must have this tag.</summary>
    public bool TryRead(byte tag, out ReadOnlySpan<byte> content)
    {
        if (!TryRead(out byte found, out content)) return false;
        return found == tag || Fail(BerFault.UnexpectedTag);
    }

    /// <summary>Reads an INTEGER of at most 32 bits.</summary>
    public bool TryReadInt32(out int value)
    {
        value = 0;
        if (!TryRead(BerTag.Integer, out ReadOnlySpan<byte> content)) return false;
        if (!TryDecodeInt64(content, out long wide) || wide != (int)wide) return Fail(BerFault.BadNumber);
        value = (int)wide;
        return true;
    }

    /// <summary>Decodes the content of a signed number of up to eight octets.</summary>
    public static bool TryDecodeInt64(ReadOnlySpan<byte> content, out long value)
    {
        value = 0;
        if (content.Length is 0 or > 8) return false;
        value = (sbyte)content[0];
        for (int i = 1; i < content.Length; i++) value = (value << 8) | content[i];
        return true;
    }

    /// <summary>Decodes the content of an unsigned number; some cards leave the leading zero octet away, so the sign bit counts as value.</summary>
    public static bool TryDecodeUInt64(ReadOnlySpan<byte> content, out ulong value)
    {
        value = 0;
        if (content.Length is 0 or > 9 || (content.Length == 9 && content[0] != 0)) return false;
        foreach (byte octet in content) value = (value << 8) | octet;
        return true;
    }

    private bool TryReadLongLength(ref int body, ref int length)
    {
        int count = length & 0x7f;
        if (count is 0 or > 4) return Fail(BerFault.BadLength);
        if (count > _octets.Length - body) return Fail(BerFault.Truncated);
        uint value = 0;
        for (int i = 0; i < count; i++) value = (value << 8) | _octets[body++];
        if (value > Limits.DatagramBytes) return Fail(BerFault.BadLength);
        length = (int)value;
        return true;
    }
}
