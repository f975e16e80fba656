namespace PowerController.Snmp.Ber;

/// <summary>
/// Writes BER from the end of a buffer towards its beginning: a length is known when it is written, so nothing is moved or measured twice.
/// Elements are therefore written last first. What does not fit sets <see cref="Overflowed"/> and is left out.
/// </summary>
public ref struct BerWriter
{
    private readonly Span<byte> _buffer;
    private int _start;
    private bool _overflowed;

    /// <summary>Writes into the end of this buffer.</summary>
    public BerWriter(Span<byte> buffer)
    {
        _buffer = buffer;
        _start = buffer.Length;
    }

    /// <summary>True when something did not fit.</summary>
    public readonly bool Overflowed => _overflowed;

    /// <summary>Where the written octets begin in the buffer.</summary>
    public readonly int Start => _start;

    /// <summary>How many octets are written.</summary>
    public readonly int Length => _buffer.Length - _start;

    /// <summary>The octets written so far.</summary>
    public readonly Span<byte> Written => _buffer[_start..];

    /// <summary>Puts octets as they are.</summary>
    public void Raw(scoped ReadOnlySpan<byte> octets)
    {
        if (octets.Length > _start)
        {
            _overflowed = true;
            return;
        }

        _start -= octets.Length;
        octets.CopyTo(_buffer[_start..]);
    }

    /// <summary>Makes room and gives it, for what is filled in later.</summary>
    public Span<byte> Reserve(int count)
    {
        if (count > _start)
        {
            _overflowed = true;
            return default;
        }

        _start -= count;
        return _buffer.Slice(_start, count);
    }

    /// <summary>Puts tag and length before what was written since the length was <paramref name="mark"/>.</summary>
    public void Wrap(byte tag, int mark) => Header(tag, Length - mark);

    /// <summary>Puts tag and length for content that is already there.</summary>
    public void Header(byte tag, int length)
    {
        if (_start < 5)
        {
            _overflowed = true;
            return;
        }

        if (length < 0x80)
        {
            _buffer[--_start] = (byte)length;
        }
        else
        {
            int count = 0;
            for (uint rest = (uint)length; rest != 0; rest >>= 8, count++) _buffer[--_start] = (byte)rest;
            _buffer[--_start] = (byte)(0x80 | count);
        }

        _buffer[--_start] = tag;
    }

    /// <summary>Puts an INTEGER, or a number of another signed type, in as few octets as it needs.</summary>
    public void Int64(long value, byte tag = BerTag.Integer)
    {
        if (_start < 10)
        {
            _overflowed = true;
            return;
        }

        int end = _start;
        do
        {
            _buffer[--_start] = (byte)value;
            value >>= 8;
        }
        while (value is not (0 or -1));
        if ((sbyte)_buffer[_start] >= 0 != value >= 0) _buffer[--_start] = (byte)value;
        Header(tag, end - _start);
    }

    /// <summary>Puts an unsigned number of 64 bits.</summary>
    public void UInt64(ulong value, byte tag)
    {
        if (_start < 11)
        {
            _overflowed = true;
            return;
        }

        int end = _start;
        do
        {
            _buffer[--_start] = (byte)value;
            value >>= 8;
        }
        while (value != 0);
        if (_buffer[_start] >= 0x80) _buffer[--_start] = 0;
        Header(tag, end - _start);
    }

    /// <summary>Puts a string of octets under a tag.</summary>
    public void Octets(scoped ReadOnlySpan<byte> octets, byte tag = BerTag.OctetString)
    {
        Raw(octets);
        Header(tag, octets.Length);
    }

    /// <summary>Puts an object identifier.</summary>
    public void Identifier(Oid oid)
    {
        int length = BerOid.EncodeAtEnd(oid, _buffer[.._start]);
        if (length < 0)
        {
            _overflowed = true;
            return;
        }

        _start -= length;
        Header(BerTag.ObjectIdentifier, length);
    }

    /// <summary>Puts a value of any type.</summary>
    public void Value(in SnmpValue value)
    {
        switch (value.Type)
        {
            case SnmpType.Integer32:
                Int64(value.Bits);
                break;
            case SnmpType.Counter32 or SnmpType.Gauge32 or SnmpType.TimeTicks or SnmpType.Counter64:
                UInt64((ulong)value.Bits, (byte)value.Type);
                break;
            case SnmpType.OctetString or SnmpType.Opaque:
                Octets(value.Octets, (byte)value.Type);
                break;
            case SnmpType.ObjectIdentifier:
                Identifier(value.Identifier);
                break;
            case SnmpType.IpAddress:
                Octets(BigEndian(stackalloc byte[4], value.Bits), (byte)SnmpType.IpAddress);
                break;
            case SnmpType.OpaqueFloat or SnmpType.OpaqueDouble:
                int mark = Length;
                Raw(BigEndian(stackalloc byte[value.Type == SnmpType.OpaqueFloat ? 4 : 8], value.Bits));
                Raw([0x9f, (byte)value.Type, (byte)(Length - mark)]);
                Wrap((byte)SnmpType.Opaque, mark);
                break;
            case SnmpType.NoSuchObject or SnmpType.NoSuchInstance or SnmpType.EndOfMibView:
                Header((byte)value.Type, 0);
                break;
            default:
                Header(BerTag.Null, 0);
                break;
        }
    }

    /// <summary>Puts one variable binding.</summary>
    public void VarBind(in VarBind varBind)
    {
        int mark = Length;
        Value(varBind.Value);
        Identifier(varBind.Name);
        Wrap(BerTag.Sequence, mark);
    }

    /// <summary>Puts variable bindings, the last first, without the sequence around them.</summary>
    public void VarBinds(scoped ReadOnlySpan<VarBind> varBinds)
    {
        for (int i = varBinds.Length - 1; i >= 0; i--) VarBind(varBinds[i]);
    }

    private static ReadOnlySpan<byte> BigEndian(Span<byte> into, long bits)
    {
        for (int i = into.Length - 1; i >= 0; i--, bits >>= 8) into[i] = (byte)bits;
        return into;
    }
}
