namespace PowerController.Snmp.Ber;

/// <summary>The tags of SNMP's own structure; value types are in <see cref="SnmpType"/>, PDUs in <see cref="Messages.PduType"/>.</summary>
public static class BerTag
{
    /// <summary>INTEGER.</summary>
    public const byte Integer = 0x02;

    /// <summary>OCTET STRING.</summary>
    public const byte OctetString = 0x04;

    /// <summary>NULL.</summary>
    public const byte Null = 0x05;

    /// <summary>OBJECT IDENTIFIER.</summary>
    public const byte ObjectIdentifier = 0x06;

    /// <summary>SEQUENCE.</summary>
    public const byte Sequence = 0x30;
}
