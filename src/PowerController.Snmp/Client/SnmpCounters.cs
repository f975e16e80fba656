namespace PowerController.Snmp.Client;

/// <summary>What happened so far, for figures and for whoever looks for trouble.</summary>
public readonly record struct SnmpCounters
{
    /// <summary>Messages sent, repeated ones included.</summary>
    public long Sent { get; init; }

    /// <summary>Messages sent again.</summary>
    public long Resent { get; init; }

    /// <summary>Messages the system refused to send.</summary>
    public long SendErrors { get; init; }

    /// <summary>Answers that belonged to a request.</summary>
    public long Answered { get; init; }

    /// <summary>Requests without any answer within their deadline.</summary>
    public long TimedOut { get; init; }

    /// <summary>Dropped: answers whose request is over or was answered before.</summary>
    public long Late { get; init; }

    /// <summary>Dropped: answers from an address that was not asked.</summary>
    public long Foreign { get; init; }

    /// <summary>Dropped: datagrams that are no SNMP answer.</summary>
    public long Malformed { get; init; }

    /// <summary>Dropped: v3 answers that are not authentic.</summary>
    public long NotAuthentic { get; init; }

    /// <summary>Exceptions caught while an answer was handled, mostly a defect of the caller's sink.</summary>
    public long Faults { get; init; }

    /// <summary>Requests in flight now.</summary>
    public int InFlight { get; init; }

    /// <summary>Convenience requests waiting for a place now.</summary>
    public int Waiting { get; init; }

    /// <summary>The sum of two lanes.</summary>
    internal static SnmpCounters Sum(SnmpCounters a, SnmpCounters b) => new()
    {
        Sent = a.Sent + b.Sent,
        Resent = a.Resent + b.Resent,
        SendErrors = a.SendErrors + b.SendErrors,
        Answered = a.Answered + b.Answered,
        TimedOut = a.TimedOut + b.TimedOut,
        Late = a.Late + b.Late,
        Foreign = a.Foreign + b.Foreign,
        Malformed = a.Malformed + b.Malformed,
        NotAuthentic = a.NotAuthentic + b.NotAuthentic,
        Faults = a.Faults + b.Faults,
        InFlight = a.InFlight + b.InFlight,
        Waiting = a.Waiting + b.Waiting,
    };
}
