namespace PowerController.Snmp;

/// <summary>The types of a value on the wire; the numbers are the BER tags, except the two floats inside an Opaque.</summary>
public enum SnmpType
{
    /// <summary>No value was ever given; never on the wire.</summary>
    None = 0,

    /// <summary>INTEGER and Integer32.</summary>
    Integer32 = 0x02,

    /// <summary>OCTET STRING, also BITS and every text.</summary>
    OctetString = 0x04,

    /// <summary>The value of a question.</summary>
    Null = 0x05,

    /// <summary>OBJECT IDENTIFIER.</summary>
    ObjectIdentifier = 0x06,

    /// <summary>An IPv4 address.</summary>
    IpAddress = 0x40,

    /// <summary>A 32-bit counter that wraps.</summary>
    Counter32 = 0x41,

    /// <summary>Gauge32 and Unsigned32.</summary>
    Gauge32 = 0x42,

    /// <summary>Hundredths of a second.</summary>
    TimeTicks = 0x43,

    /// <summary>Octets that carry something else.</summary>
    Opaque = 0x44,

    /// <summary>A 64-bit counter; not in SNMPv1.</summary>
    Counter64 = 0x46,

    /// <summary>The agent does not know the object.</summary>
    NoSuchObject = 0x80,

    /// <summary>The agent knows the object but not this instance.</summary>
    NoSuchInstance = 0x81,

    /// <summary>A walk has passed the last object.</summary>
    EndOfMibView = 0x82,

    /// <summary>A 32-bit float inside an Opaque.</summary>
    OpaqueFloat = 0x9f78,

    /// <summary>A 64-bit float inside an Opaque.</summary>
    OpaqueDouble = 0x9f79,
}
