using System.Collections.Immutable;
using System.Net;

namespace PowerController.Snmp.Notifications;

/// <summary>A trap or inform that came from a sender who showed the right community or user. A v1 trap is told as v2 tells it.</summary>
public sealed record Notification
{
    /// <summary>Where it came from.</summary>
    public required IPEndPoint Source { get; init; }

    /// <summary>The version of the message.</summary>
    public required SnmpVersion Version { get; init; }

    /// <summary>Which notification it is: the value of snmpTrapOID.0.</summary>
    public required Oid Trap { get; init; }

    /// <summary>The sender's up time in hundredths of a second.</summary>
    public required uint UpTime { get; init; }

    /// <summary>What it carries, without up time and name.</summary>
    public required ImmutableArray<VarBind> VarBinds { get; init; }

    /// <summary>True when the sender wanted an acknowledgement, which it has got.</summary>
    public bool IsInform { get; init; }

    /// <summary>v1: the address the sender says it has; a relay leaves the first sender's there.</summary>
    public IPAddress? AgentAddress { get; init; }

    /// <summary>v3: the user who sent it.</summary>
    public string? User { get; init; }

    /// <summary>When it came, as a timestamp of the listener's time provider.</summary>
    public required long ReceivedAt { get; init; }
}
