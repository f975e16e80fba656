using System.Collections.Immutable;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Runtime.Notifications;
using PowerController.Yaml.Binding;
using PowerController.Yaml.Reading;

namespace PowerController.Runtime.Configuration.Written;

[Noun("the notifications")]
internal sealed record NotificationsDocument
{
    [IpAddress, Meaning("Address messages are sent from: the host's own, never a floating one. By default the terminal's own address.")]
    public Placed<string>? Source { get; init; }

    [Range("1s", "1h"), Meaning("Beyond the first few, what is alike within this time becomes one message with a count.", Usual = "30s")]
    public TimeSpan? MergeWindow { get; init; }

    [Count(0, Limits.Receivers, Reason = "Each has a queue and a courier of its own."), Meaning("Who is told.")]
    public ImmutableArray<ReceiverDocument> Receivers { get; init; } = [];
}

[Noun("a receiver"), OneOf(nameof(Syslog), nameof(Snmp), nameof(Mail), nameof(Webhook), nameof(Command))]
internal sealed record ReceiverDocument
{
    [NameRule, Meaning("Its name, in alarms about it.")]
    public required string Name { get; init; }

    [Meaning("Which kinds of events; by default all.")]
    public ImmutableArray<DiaryKind> Kinds { get; init; } = [];

    [Meaning("The least urgency it is told of.", Usual = "warning")]
    public Urgency? Least { get; init; }

    [Meaning("Tell by syslog (RFC 5424).")]
    public SyslogDocument? Syslog { get; init; }

    [Meaning("Tell by SNMP, as POWER-CONTROLLER-MIB describes.")]
    public SnmpReceiverDocument? Snmp { get; init; }

    [Meaning("Tell by mail.")]
    public MailDocument? Mail { get; init; }

    [Meaning("Tell by a POST of JSON.")]
    public WebhookDocument? Webhook { get; init; }

    [Meaning("Tell by running a program of this host.")]
    public CommandDocument? Command { get; init; }

    public YamlPosition At { get; init; }
}

[Noun("a syslog receiver"), Shorthand(nameof(Address))]
internal sealed record SyslogDocument
{
    [IpAddress, Meaning("Address of the log host; of a cluster its floating address.")]
    public required Placed<string> Address { get; init; }

    [Range(1, 65_535), Meaning("Its port; by default 514, with TLS 6514.")]
    public int? Port { get; init; }

    [Meaning("How it is sent. By UDP nobody knows whether it came.", Usual = "udp")]
    public SyslogTransport? Transport { get; init; }

    [Meaning("Certificates that the log host's must be signed by, as a PEM file in the configuration's directory; by default those the system trusts.")]
    public string? Trust { get; init; }

    [Meaning("The name in the log host's certificate; by default its address.")]
    public string? ServerName { get; init; }
}

[Noun("an SNMP receiver"), OneOf(nameof(User), nameof(Community), Required = false), Shorthand(nameof(Address))]
internal sealed record SnmpReceiverDocument
{
    [IpAddress, Meaning("Address of the manager; of a cluster its floating address.")]
    public required Placed<string> Address { get; init; }

    [Range(1, 65_535), Meaning("Its port.", Usual = 162)]
    public int? Port { get; init; }

    [Meaning("Send informs, which are repeated until they are acknowledged; otherwise traps, of which nobody knows whether they came.", Usual = true)]
    public bool? Inform { get; init; }

    [Meaning("Community, SNMP v2c; by default 'public'.")]
    public SecretDocument? Community { get; init; }

    [Meaning("SNMP v3 is used, with this user.")]
    public SnmpUserDocument? User { get; init; }
}

[Noun("a mail receiver")]
internal sealed record MailDocument
{
    [IpAddress, Meaning("Address of the mail server.")]
    public required Placed<string> Server { get; init; }

    [Range(1, 65_535), Meaning("Its port; by default 587 with starttls, 465 with tls, 25 with none.")]
    public int? Port { get; init; }

    [Key("encryption"), Meaning("How the connection is encrypted.", Usual = "start-tls")]
    public MailEncryption? Encryption { get; init; }

    [Meaning("Certificates that the mail server's must be signed by, as a PEM file in the configuration's directory; by default those the system trusts.")]
    public string? Trust { get; init; }

    [Meaning("The name in the mail server's certificate; by default its address.")]
    public string? ServerName { get; init; }

    [Meaning("User to log in as; without it nobody is logged in.")]
    public string? User { get; init; }

    [Meaning("The user's password.")]
    public SecretDocument? Password { get; init; }

    [MailAddress, Meaning("The sender's address.")]
    public required string From { get; init; }

    [MailAddress, Count(1, Limits.MailRecipients, Reason = "More people are reached by a list."), Meaning("The recipients' addresses.")]
    public ImmutableArray<string> To { get; init; } = [];

    public YamlPosition At { get; init; }
}

[Noun("a webhook"), Shorthand(nameof(Url))]
internal sealed record WebhookDocument
{
    [WebAddress, Meaning("Where to POST to; an address in figures, where the name server may be down with the site.")]
    public required string Url { get; init; }

    [Meaning("What the signature in X-PowerController-Signature is made with (HMAC-SHA256 over the time, a full stop and the body).")]
    public SecretDocument? Secret { get; init; }

    [Meaning("Certificates that the server's must be signed by, as a PEM file in the configuration's directory; by default those the system trusts.")]
    public string? Trust { get; init; }
}

[Noun("a command"), Shorthand(nameof(Program))]
internal sealed record CommandDocument
{
    [Meaning("The program, with its whole path. It gets the event as JSON on standard input and in POWERCONTROLLER_… variables; exit code 0 says that it was delivered.")]
    public required string Program { get; init; }

    [Count(0, Limits.CommandArguments, Reason = "A command line has an end."), Meaning("Its arguments.")]
    public ImmutableArray<string> Arguments { get; init; } = [];
}
