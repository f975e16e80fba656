namespace PowerController.Snmp.Notifications;

/// <summary>The objects that make a list of variables a notification (RFC 3416, RFC 3418).</summary>
public static class TrapOids
{
    /// <summary>sysUpTime.0, the first variable of every notification.</summary>
    public static readonly Oid UpTime = Oid.Of(1, 3, 6, 1, 2, 1, 1, 3, 0);

    /// <summary>snmpTrapOID.0, the second variable: which notification it is.</summary>
    public static readonly Oid TrapName = Oid.Of(1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0);

    /// <summary>snmpTrapEnterprise.0, the last variable of a v1 trap that a proxy passed on.</summary>
    public static readonly Oid TrapEnterprise = Oid.Of(1, 3, 6, 1, 6, 3, 1, 1, 4, 3, 0);

    /// <summary>Above the six traps every agent may send: cold start is .1, authentication failure .5.</summary>
    public static readonly Oid Standard = Oid.Of(1, 3, 6, 1, 6, 3, 1, 1, 5);

    /// <summary>The agent has restarted.</summary>
    public static readonly Oid ColdStart = Standard.Append(1);
}
