namespace PowerController.Snmp;

/// <summary>The version of a message; the numbers are those on the wire.</summary>
public enum SnmpVersion
{
    /// <summary>RFC 1157, community in clear, no exceptions, no GETBULK, no Counter64.</summary>
    V1 = 0,

    /// <summary>RFC 1901, community in clear.</summary>
    V2c = 1,

    /// <summary>RFC 3412 with the user-based security model.</summary>
    V3 = 3,
}
