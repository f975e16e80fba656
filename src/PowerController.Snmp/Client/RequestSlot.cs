namespace PowerController.Snmp.Client;

/// <summary>One request in flight. Slots are used again and again, so that a request allocates nothing.</summary>
internal struct RequestSlot
{
    /// <summary>The number on the wire; 0 while the slot is free.</summary>
    public int Id;

    public SnmpTarget Target;
    public PreparedRequest Request;
    public IAnswerSink Sink;
    public long Tag;
    public int TriesLeft;
    public long SentAt;
    public long ResendAt;
    public long DeadlineAt;

    /// <summary>What went wrong on the way without ending the request; told instead of a mere timeout.</summary>
    public SnmpFailureKind Complaint;

    /// <summary>v3: the message that is under way only asks for the engine.</summary>
    public bool Discovering;

    /// <summary>v3: how often the request took over an engine or a clock.</summary>
    public int Resyncs;
}
