using PowerController.Model.Units;

namespace PowerController.Model.Sites;

/// <summary>How a UPS is reached.</summary>
public abstract record UpsConnection
{
    private protected UpsConnection() { }
}

/// <summary>A network card that speaks SNMP.</summary>
/// <param name="Profile">The device profile to use; null lets the card be identified.</param>
public sealed record SnmpConnection(string Address, int Port, SnmpAccess Access, string? Profile) : UpsConnection;

/// <summary>A serial line of the host <see cref="Host"/>.</summary>
public sealed record SerialConnection(string Host, string Device, string Dialect) : UpsConnection;

/// <summary>A UPS behind a NUT server.</summary>
public sealed record NutConnection(string Address, int Port, string UpsName, string? User, SecretSource? Password) : UpsConnection;

/// <summary>A UPS behind an apcupsd.</summary>
public sealed record ApcupsdConnection(string Address, int Port) : UpsConnection;

/// <summary>A UPS that a node's agent reports, by a program that already runs there.</summary>
public sealed record AgentConnection(string Node) : UpsConnection;

/// <summary>A UPS that does not exist, with physics of its own; for trying things out.</summary>
/// <param name="Profile">The device profile that its card speaks.</param>
/// <param name="RunTime">With a full battery at <paramref name="Load"/>.</param>
/// <param name="Load">What it feeds, as a share of its rating.</param>
public sealed record SimulatedConnection(string Profile, TimeSpan RunTime, Percent Load) : UpsConnection;

/// <summary>How an SNMP card lets us in.</summary>
public abstract record SnmpAccess
{
    private protected SnmpAccess() { }
}

/// <summary>SNMP v1 or v2c. A null community is the card's usual `public` for reading, and no writing.</summary>
public sealed record CommunityAccess(bool Version1, SecretSource? ReadCommunity, SecretSource? WriteCommunity) : SnmpAccess;

/// <summary>SNMP v3 with the user security model.</summary>
public sealed record UserAccess(
    string User,
    SnmpAuthentication Authentication,
    SecretSource? AuthenticationSecret,
    SnmpPrivacy Privacy,
    SecretSource? PrivacySecret) : SnmpAccess;

public enum SnmpAuthentication
{
    None,
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

public enum SnmpPrivacy
{
    None,
    Des,
    Aes128,
    Aes192,
    Aes192Cisco,
    Aes256,
    Aes256Cisco,
}
