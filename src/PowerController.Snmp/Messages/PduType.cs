namespace PowerController.Snmp.Messages;

/// <summary>What a message asks or tells; the numbers are the tags.</summary>
public enum PduType
{
    /// <summary>Values of these objects.</summary>
    Get = 0xa0,

    /// <summary>The objects that follow these.</summary>
    GetNext = 0xa1,

    /// <summary>An answer.</summary>
    Response = 0xa2,

    /// <summary>Change these objects.</summary>
    Set = 0xa3,

    /// <summary>A notification of SNMPv1, in a layout of its own.</summary>
    TrapV1 = 0xa4,

    /// <summary>Many objects that follow these; not in SNMPv1.</summary>
    GetBulk = 0xa5,

    /// <summary>A notification that wants an acknowledgement.</summary>
    Inform = 0xa6,

    /// <summary>A notification.</summary>
    TrapV2 = 0xa7,

    /// <summary>v3: the engine says why it does not answer.</summary>
    Report = 0xa8,
}
