namespace PowerController.Snmp.Agent;

/// <summary>How the errors of later versions are said in v1 (RFC 3584 section 4.4).</summary>
internal static class V1Errors
{
    public static SnmpErrorStatus Of(SnmpErrorStatus status) => status switch
    {
        SnmpErrorStatus.WrongValue or SnmpErrorStatus.WrongEncoding or SnmpErrorStatus.WrongType or SnmpErrorStatus.WrongLength
            or SnmpErrorStatus.InconsistentValue => SnmpErrorStatus.BadValue,
        SnmpErrorStatus.NoAccess or SnmpErrorStatus.NotWritable or SnmpErrorStatus.NoCreation or SnmpErrorStatus.InconsistentName
            or SnmpErrorStatus.AuthorizationError => SnmpErrorStatus.NoSuchName,
        SnmpErrorStatus.ResourceUnavailable or SnmpErrorStatus.CommitFailed or SnmpErrorStatus.UndoFailed => SnmpErrorStatus.GenErr,
        _ => status,
    };
}
