namespace PowerController.Snmp.Security;

/// <summary>Why an engine does not answer a v3 message: the counters a report names (RFC 3414, RFC 3412, RFC 3413).</summary>
public enum UsmReport
{
    /// <summary>A report that names something else.</summary>
    Other = 0,

    /// <summary>usmStatsUnsupportedSecLevels.</summary>
    UnsupportedSecurityLevel,

    /// <summary>usmStatsNotInTimeWindows.</summary>
    NotInTimeWindow,

    /// <summary>usmStatsUnknownUserNames.</summary>
    UnknownUser,

    /// <summary>usmStatsUnknownEngineIDs.</summary>
    UnknownEngine,

    /// <summary>usmStatsWrongDigests.</summary>
    WrongDigest,

    /// <summary>usmStatsDecryptionErrors.</summary>
    DecryptionError,

    /// <summary>snmpUnavailableContexts and snmpUnknownContexts.</summary>
    UnknownContext,

    /// <summary>snmpUnknownPDUHandlers.</summary>
    UnknownPduHandler,
}

/// <summary>The objects that reports name.</summary>
public static class UsmReports
{
    private static readonly Oid UsmStats = Oid.Parse("1.3.6.1.6.3.15.1.1");
    private static readonly Oid UnavailableContexts = Oid.Parse("1.3.6.1.6.3.12.1.4");
    private static readonly Oid UnknownContexts = Oid.Parse("1.3.6.1.6.3.12.1.5");
    private static readonly Oid UnknownPduHandlers = Oid.Parse("1.3.6.1.6.3.11.2.1.3");

    /// <summary>The object a report about this names, with its instance.</summary>
    public static Oid ObjectOf(UsmReport report) => report switch
    {
        >= UsmReport.UnsupportedSecurityLevel and <= UsmReport.DecryptionError => UsmStats.Append((uint)report, 0),
        UsmReport.UnknownContext => UnknownContexts.Append(0),
        _ => UnknownPduHandlers.Append(0),
    };

    /// <summary>What a report that names this object is about; with or without the instance.</summary>
    public static UsmReport Of(Oid name)
    {
        if (name.StartsWith(UsmStats) && name.Count > UsmStats.Count) return name[UsmStats.Count] is >= 1 and <= 6 and uint number ? (UsmReport)number : UsmReport.Other;
        if (name.StartsWith(UnknownContexts) || name.StartsWith(UnavailableContexts)) return UsmReport.UnknownContext;
        return name.StartsWith(UnknownPduHandlers) ? UsmReport.UnknownPduHandler : UsmReport.Other;
    }
}
