using PowerController.Snmp;

namespace PowerController.Simulator.Cards;

/// <summary>What is wrong with a card's answers; several things may be at once.</summary>
public sealed record CardFaults
{
    /// <summary>Nothing is wrong.</summary>
    public static CardFaults None { get; } = new();

    /// <summary>No answer at all.</summary>
    public bool Silent { get; init; }

    /// <summary>Of so many requests one gets no answer: 3 loses every third; 0 loses none.</summary>
    public int LosesEvery { get; init; }

    /// <summary>Every answer comes this much later.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How many times each answer comes more than once.</summary>
    public int Duplicates { get; init; }

    /// <summary>Answers carry another request id than the request.</summary>
    public bool WrongRequestId { get; init; }

    /// <summary>Answers come from another port.</summary>
    public bool WrongSource { get; init; }

    /// <summary>Answers are octets without sense.</summary>
    public bool Garbage { get; init; }

    /// <summary>Answers end in their middle.</summary>
    public bool Truncated { get; init; }

    /// <summary>Every request is answered with this error.</summary>
    public SnmpErrorStatus Error { get; init; }
}
