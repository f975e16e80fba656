using System.Text;
using PowerController.Snmp.Security;

namespace PowerController.Snmp.Client;

/// <summary>How a client shows who it is: a community or a v3 user.</summary>
public abstract record SnmpCredentials
{
    private protected SnmpCredentials()
    {
    }

    /// <summary>The version that goes with it.</summary>
    public abstract SnmpVersion Version { get; }

    /// <summary>v1 with a community.</summary>
    public static SnmpCredentials V1(string community) => new CommunityCredentials(SnmpVersion.V1, community);

    /// <summary>v2c with a community.</summary>
    public static SnmpCredentials V2c(string community) => new CommunityCredentials(SnmpVersion.V2c, community);

    /// <summary>v3 with a user, at the highest level the user has.</summary>
    public static SnmpCredentials V3(UsmUser user, string contextName = "") => new UsmCredentials(user, contextName);
}

/// <summary>A community of v1 or v2c.</summary>
public sealed record CommunityCredentials : SnmpCredentials
{
    private readonly byte[] _octets;

    /// <summary>Takes the community as UTF-8.</summary>
    public CommunityCredentials(SnmpVersion version, string community)
    {
        if (version is not (SnmpVersion.V1 or SnmpVersion.V2c)) throw new ArgumentException("A community belongs to v1 or v2c.", nameof(version));
        Version = version;
        _octets = Encoding.UTF8.GetBytes(community);
        if (_octets.Length > Limits.CommunityBytes) throw new ArgumentException($"A community has at most {Limits.CommunityBytes} octets.", nameof(community));
    }

    /// <inheritdoc/>
    public override SnmpVersion Version { get; }

    /// <summary>The community as it is sent.</summary>
    public ReadOnlySpan<byte> Octets => _octets;

    /// <summary>Never shows the community: it is a secret.</summary>
    public override string ToString() => $"{Version} community";
}

/// <summary>A user of v3. Many targets share one user, so that its passwords are hashed once.</summary>
public sealed record UsmCredentials : SnmpCredentials
{
    private readonly byte[] _contextName;

    /// <summary>A user at the highest level it has.</summary>
    public UsmCredentials(UsmUser user, string contextName = "")
    {
        User = user;
        _contextName = Encoding.UTF8.GetBytes(contextName);
        if (_contextName.Length > Limits.ContextNameBytes) throw new ArgumentException($"A context name has at most {Limits.ContextNameBytes} octets.", nameof(contextName));
    }

    /// <inheritdoc/>
    public override SnmpVersion Version => SnmpVersion.V3;

    /// <summary>The user with its secrets.</summary>
    public UsmUser User { get; }

    /// <summary>The level of its messages.</summary>
    public UsmLevel Level => User.Level;

    /// <summary>The context as it is sent; mostly empty.</summary>
    public ReadOnlySpan<byte> ContextName => _contextName;

    /// <summary>Never shows the secrets.</summary>
    public override string ToString() => $"V3 {User}";
}
