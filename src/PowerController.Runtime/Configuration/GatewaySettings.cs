using System.Collections.Immutable;
using PowerController.Model.Sites;

namespace PowerController.Runtime.Configuration;

/// <summary>How other tools follow the site; null is off.</summary>
public sealed record GatewaySettings(SnmpAgentSettings? Snmp, TraceSettings? Traces)
{
    public static GatewaySettings None { get; } = new(null, null);
}

/// <summary>The agent that serves POWER-CONTROLLER-MIB, for reading only.</summary>
/// <param name="Community">SNMP v2c; null when that is not served.</param>
/// <param name="Users">SNMP v3.</param>
public sealed record SnmpAgentSettings(string Address, int Port, SecretSource? Community, ImmutableArray<UserAccess> Users);

/// <summary>Where runs are told to as traces.</summary>
/// <param name="Authorization">The value of the header Authorization.</param>
public sealed record TraceSettings(string Endpoint, SecretSource? Authorization);
