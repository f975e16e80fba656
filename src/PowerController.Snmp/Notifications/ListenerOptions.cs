using System.Collections.Immutable;
using System.Net;
using PowerController.Snmp.Agent;

namespace PowerController.Snmp.Notifications;

/// <summary>Whom a listener believes.</summary>
public sealed record ListenerOptions
{
    /// <summary>The communities of v1 and v2c; none means that neither version is taken.</summary>
    public ImmutableArray<AgentCommunity> Communities { get; init; } = [];

    /// <summary>The users of v3; none means that v3 is not taken.</summary>
    public ImmutableArray<AgentUser> Users { get; init; } = [];

    /// <summary>The engine informs of v3 are sent to; needed when there are users.</summary>
    public SnmpEngine? Engine { get; init; }

    /// <summary>The addresses that are listened to; null takes all.</summary>
    public Func<IPAddress, bool>? IsKnown { get; init; }
}
