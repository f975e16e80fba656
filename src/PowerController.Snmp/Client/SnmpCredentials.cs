using System.Text;

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
