namespace PowerController.Snmp.Ber;

/// <summary>Why octets are not the message they should be.</summary>
public enum BerFault
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>The octets end before the element does.</summary>
    Truncated,

    /// <summary>An element of another type stands there.</summary>
    UnexpectedTag,

    /// <summary>A length is of the indefinite form or wider than any datagram.</summary>
    BadLength,

    /// <summary>A number is empty or too wide for its type.</summary>
    BadNumber,

    /// <summary>An object identifier is cut, too long, or has a number above 32 bits.</summary>
    BadOid,

    /// <summary>A value has a type SNMP does not know, or a length its type cannot have.</summary>
    BadValue,

    /// <summary>More variable bindings than the engine takes.</summary>
    TooManyVarBinds,

    /// <summary>The message names a version other than 1, 2c and 3.</summary>
    UnknownVersion,

    /// <summary>A field lies outside what the RFC allows: a name too long, flags without sense.</summary>
    FieldOutOfRange,

    /// <summary>The message carries no PDU that SNMP knows.</summary>
    UnknownPdu,

    /// <summary>The security model is not the user-based one.</summary>
    UnknownSecurityModel,
}
