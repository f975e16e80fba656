using PowerController.Snmp.Ber;

namespace PowerController.Snmp.Messages;

/// <summary>One variable binding inside a message, checked but not copied.</summary>
public readonly ref struct VarBindView
{
    internal VarBindView(ReadOnlySpan<byte> name, byte tag, ReadOnlySpan<byte> content)
    {
        NameOctets = name;
        Tag = tag;
        Content = content;
    }

    /// <summary>The name as BER content octets.</summary>
    public ReadOnlySpan<byte> NameOctets { get; }

    /// <summary>The tag of the value.</summary>
    public byte Tag { get; }

    /// <summary>The content octets of the value.</summary>
    public ReadOnlySpan<byte> Content { get; }

    /// <summary>True for noSuchObject, noSuchInstance and endOfMibView.</summary>
    public bool IsException => Tag is >= 0x80 and <= 0x82;

    /// <summary>The number of an integer, counter, gauge or ticks, without any allocation.</summary>
    public bool TryGetInt64(out long number)
    {
        switch (Tag)
        {
            case BerTag.Integer:
                return BerReader.TryDecodeInt64(Content, out number);
            case 0x41 or 0x42 or 0x43 or 0x46 or 0x47:
                bool decoded = BerReader.TryDecodeUInt64(Content, out ulong value);
                number = (long)value;
                return decoded && number >= 0;
            default:
                number = 0;
                return false;
        }
    }

    /// <summary>The name as an identifier.</summary>
    public Oid ToOid() => BerOid.TryDecode(NameOctets, out Oid oid) ? oid : default;

    /// <summary>The value, copied out of the message.</summary>
    public SnmpValue ToValue()
    {
        switch (Tag)
        {
            case BerTag.Integer:
                _ = BerReader.TryDecodeInt64(Content, out long signed);
                return SnmpValue.WideInteger(signed);
            case BerTag.OctetString:
                return SnmpValue.OctetString(Content);
            case BerTag.ObjectIdentifier:
                return SnmpValue.ObjectIdentifier(BerOid.TryDecode(Content, out Oid oid) ? oid : default);
            case (byte)SnmpType.Opaque:
                return SnmpValue.Opaque(Content);
            case 0x80:
                return SnmpValue.NoSuchObject;
            case 0x81:
                return SnmpValue.NoSuchInstance;
            case 0x82:
                return SnmpValue.EndOfMibView;
            case BerTag.Null:
                return SnmpValue.Null;
            default:
                return ToUnsigned();
        }
    }

    /// <summary>Name and value, copied out of the message.</summary>
    public VarBind ToVarBind() => new(ToOid(), ToValue());

    private SnmpValue ToUnsigned()
    {
        _ = BerReader.TryDecodeUInt64(Content, out ulong value);
        return Tag switch
        {
            (byte)SnmpType.IpAddress => SnmpValue.IpAddress((uint)value),
            (byte)SnmpType.Counter32 => SnmpValue.Counter32((uint)value),
            (byte)SnmpType.TimeTicks => SnmpValue.TimeTicks((uint)value),
            (byte)SnmpType.Counter64 => SnmpValue.Counter64(value),
            _ => SnmpValue.Gauge32((uint)value),
        };
    }
}
