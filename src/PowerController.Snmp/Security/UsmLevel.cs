namespace PowerController.Snmp.Security;

/// <summary>The level of security of a v3 message; the numbers are the flags on the wire.</summary>
public enum UsmLevel
{
    /// <summary>Neither authenticated nor encrypted.</summary>
    NoAuthNoPriv = 0,

    /// <summary>Authenticated.</summary>
    AuthNoPriv = 1,

    /// <summary>Authenticated and encrypted.</summary>
    AuthPriv = 3,
}
