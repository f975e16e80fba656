namespace PowerController.Snmp.Agent;

/// <summary>What an agent saw so far.</summary>
public readonly record struct AgentCounters
{
    /// <summary>Datagrams that came.</summary>
    public long Received { get; init; }

    /// <summary>Answers given, errors and reports included.</summary>
    public long Answered { get; init; }

    /// <summary>Dropped: no SNMP message, or one that breaks its rules.</summary>
    public long Malformed { get; init; }

    /// <summary>Dropped: a community nobody knows.</summary>
    public long WrongCommunity { get; init; }

    /// <summary>Dropped: a version that is switched off.</summary>
    public long WrongVersion { get; init; }

    /// <summary>Dropped: an answer, a trap or a report, which no agent is asked with.</summary>
    public long UnexpectedPdu { get; init; }

    /// <summary>v3: messages for another engine, discoveries included.</summary>
    public long UnknownEngine { get; init; }

    /// <summary>v3: a user nobody knows.</summary>
    public long UnknownUser { get; init; }

    /// <summary>v3: a level of security the user does not have.</summary>
    public long WrongLevel { get; init; }

    /// <summary>v3: a digest that is not right.</summary>
    public long WrongDigest { get; init; }

    /// <summary>v3: a clock too far from ours.</summary>
    public long NotInTimeWindow { get; init; }

    /// <summary>v3: what could not be decrypted.</summary>
    public long NotDecrypted { get; init; }

    /// <summary>SETs refused for want of rights.</summary>
    public long NotAllowed { get; init; }

    /// <summary>Requests whose reading or writing threw, which is a defect of the values served.</summary>
    public long MibFaults { get; init; }
}
