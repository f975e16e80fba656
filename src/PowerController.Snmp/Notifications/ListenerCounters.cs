namespace PowerController.Snmp.Notifications;

/// <summary>What a listener saw so far.</summary>
public readonly record struct ListenerCounters
{
    /// <summary>Datagrams that came.</summary>
    public long Received { get; init; }

    /// <summary>Notifications handed on.</summary>
    public long Notifications { get; init; }

    /// <summary>Informs among them, all acknowledged.</summary>
    public long Acknowledged { get; init; }

    /// <summary>Dropped: no SNMP notification, or one that breaks the rules.</summary>
    public long Malformed { get; init; }

    /// <summary>Dropped: a community nobody knows.</summary>
    public long WrongCommunity { get; init; }

    /// <summary>Refused: a v3 message whose user, level, digest or key is not right.</summary>
    public long NotAuthentic { get; init; }

    /// <summary>Dropped: an authentic v3 trap that is older than what its sender has sent since; it may be a copy.</summary>
    public long Old { get; init; }

    /// <summary>Dropped: from an address that is not listened to.</summary>
    public long Foreign { get; init; }

    /// <summary>Calls of the receiver that threw, which is a defect of the receiver.</summary>
    public long ReceiverFaults { get; init; }
}
