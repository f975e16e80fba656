using System.Security.Cryptography;
using System.Text;

namespace PowerController.Snmp.Agent;

/// <summary>A community an agent knows, for v1 and v2c.</summary>
public sealed record AgentCommunity
{
    private readonly byte[] _octets;

    /// <summary>A community with its rights.</summary>
    public AgentCommunity(string name, AgentRights rights = AgentRights.Read)
    {
        _octets = Encoding.UTF8.GetBytes(name);
        if (_octets.Length > Limits.CommunityBytes) throw new ArgumentException($"A community has at most {Limits.CommunityBytes} octets.", nameof(name));
        Rights = rights;
    }

    /// <summary>What it allows.</summary>
    public AgentRights Rights { get; }

    /// <summary>True when a message brings this community; takes the same time whatever differs.</summary>
    public bool Is(ReadOnlySpan<byte> community) => CryptographicOperations.FixedTimeEquals(_octets, community);

    /// <summary>Never shows the community: it is a secret.</summary>
    public override string ToString() => $"community to {Rights}";
}
