using PowerController.Model.Sites;
using PowerController.Model.Units;
using PowerController.Yaml.Binding;
using PowerController.Yaml.Reading;

namespace PowerController.Runtime.Configuration.Written;

internal enum SnmpCommunityVersion
{
    V1,
    V2c,
}

/// <summary>What may be said of one SNMP card, or of many by default.</summary>
internal abstract record SnmpFigures
{
    [Range(1, 65_535), Meaning("UDP port of the card.", Usual = 161)]
    public int? Port { get; init; }

    [Meaning("The device profile to use; by default the card is identified.")]
    public string? Profile { get; init; }

    [Meaning("SNMP version where a community is used.", Usual = "v2c")]
    public SnmpCommunityVersion? Version { get; init; }

    [Meaning("Community for reading; by default the card's usual 'public'.")]
    public SecretDocument? Community { get; init; }

    [Meaning("Community for writing; without it nothing can be cut or set by SNMP v1 or v2c.")]
    public SecretDocument? WriteCommunity { get; init; }

    [Meaning("SNMP v3 is used, with this user.")]
    public SnmpUserDocument? User { get; init; }
}

[Noun("the defaults of SNMP cards"), OneOf(nameof(User), nameof(Community), Required = false), OneOf(nameof(User), nameof(Version), Required = false)]
internal sealed record SnmpDefaultsDocument : SnmpFigures;

[Noun("an SNMP card"), OneOf(nameof(User), nameof(Community), Required = false), OneOf(nameof(User), nameof(Version), Required = false), Shorthand(nameof(Address))]
internal sealed record SnmpDocument : SnmpFigures
{
    [IpAddress, Meaning("Address of the card.")]
    public required string Address { get; init; }
}

[Noun("an SNMP user")]
internal sealed record SnmpUserDocument
{
    [Meaning("Its name on the card.")]
    public required string Name { get; init; }

    [Meaning("How messages are authenticated.", Usual = "none")]
    public SnmpAuthentication? Authentication { get; init; }

    [Meaning("The pass phrase for authentication.")]
    public SecretDocument? AuthenticationSecret { get; init; }

    [Meaning("How messages are encrypted.", Usual = "none")]
    public SnmpPrivacy? Privacy { get; init; }

    [Meaning("The pass phrase for encryption.")]
    public SecretDocument? PrivacySecret { get; init; }

    public YamlPosition At { get; init; }
}

[Noun("a serial line")]
internal sealed record SerialDocument
{
    [Meaning("Name of the terminal or node that the line is plugged into.")]
    public required Placed<string> Host { get; init; }

    [Meaning("The device there, /dev/ttyS0 say.")]
    public required string Device { get; init; }

    [NameRule, Meaning("The dialect spoken on the line.", Usual = "apc-smart")]
    public string? Dialect { get; init; }
}

[Noun("a NUT server")]
internal sealed record NutDocument
{
    [IpAddress, Meaning("Address of the server.")]
    public required string Address { get; init; }

    [Range(1, 65_535), Meaning("Port of the server.", Usual = 3493)]
    public int? Port { get; init; }

    [Meaning("What the server calls the UPS.")]
    public required string Ups { get; init; }

    [Meaning("User to log in as.")]
    public string? User { get; init; }

    [Meaning("The user's password.")]
    public SecretDocument? Password { get; init; }
}

[Noun("an apcupsd"), Shorthand(nameof(Address))]
internal sealed record ApcupsdDocument
{
    [IpAddress, Meaning("Address of the host it runs on.")]
    public required string Address { get; init; }

    [Range(1, 65_535), Meaning("Port of its network server.", Usual = 3551)]
    public int? Port { get; init; }
}

[Noun("a simulated UPS")]
internal sealed record SimulatedDocument
{
    [NameRule, Meaning("The device profile that its card speaks.", Usual = "apc")]
    public string? Profile { get; init; }

    [Parameter(nameof(Parameters.SimulatedRunTime))]
    public TimeSpan? RunTime { get; init; }

    [Parameter(nameof(Parameters.SimulatedLoad))]
    public Percent? Load { get; init; }
}
