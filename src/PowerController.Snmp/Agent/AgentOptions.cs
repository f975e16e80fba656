using System.Collections.Immutable;

namespace PowerController.Snmp.Agent;

/// <summary>Whom an agent serves, and how large its messages may be.</summary>
public sealed record AgentOptions
{
    private readonly int _messageBytesMax = Limits.ResponseBytes;

    /// <summary>The communities of v1 and v2c; none means that neither version is served.</summary>
    public ImmutableArray<AgentCommunity> Communities { get; init; } = [];

    /// <summary>The users of v3; none means that v3 is not served.</summary>
    public ImmutableArray<AgentUser> Users { get; init; } = [];

    /// <summary>The engine of v3; needed when there are users.</summary>
    public SnmpEngine? Engine { get; init; }

    /// <summary>False for an agent that has v1 switched off.</summary>
    public bool ServesV1 { get; init; } = true;

    /// <summary>False for an agent that has v2c switched off.</summary>
    public bool ServesV2c { get; init; } = true;

    /// <summary>The largest message it sends; an answer that needs more becomes tooBig, and a GETBULK is cut to what fits.</summary>
    public int MessageBytesMax
    {
        get => _messageBytesMax;
        init => _messageBytesMax = value is >= Limits.MessageBytesMin and <= Limits.DatagramBytes ? value : throw new ArgumentOutOfRangeException(nameof(value), $"A message size is {Limits.MessageBytesMin} to {Limits.DatagramBytes}.");
    }
}
