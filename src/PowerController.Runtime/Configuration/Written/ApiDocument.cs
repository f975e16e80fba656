using System.Collections.Immutable;
using System.Net;
using PowerController.Yaml.Binding;
using PowerController.Yaml.Reading;

namespace PowerController.Runtime.Configuration.Written;

[Noun("the API")]
internal sealed record ApiDocument
{
    public const string Off = "off";

    [Listen, Meaning("Address and port that are listened on by TCP; 'off' for none. Beyond this machine it needs tls and tokens.", Usual = "127.0.0.1:8080")]
    public Placed<string>? Listen { get; init; }

    [Meaning("Path of the local socket that powerctl uses; 'off' for none. By default in /run/powercontroller, or in the user's own runtime directory.")]
    public string? Socket { get; init; }

    [Count(0, Limits.SocketRoles, Reason = "More people are given a role by a group."), Meaning("Users and groups of this machine that may do more than look.")]
    public ImmutableArray<SocketRoleDocument> SocketRoles { get; init; } = [];

    [Count(0, Limits.ApiTokens, Reason = "Every request's token is compared with all of them."), Meaning("Who may come by TCP, and what each may do.")]
    public ImmutableArray<ApiTokenDocument> Tokens { get; init; } = [];

    [Meaning("What may be done by TCP without a token: 'look' or 'nothing'. By default 'look' as long as only this machine is listened to and no token is given.")]
    public Placed<WithoutToken>? WithoutToken { get; init; }

    [Meaning("Certificate and key, for TLS on the TCP address.")]
    public ApiTlsDocument? Tls { get; init; }

    public YamlPosition At { get; init; }
}

internal enum WithoutToken
{
    Look,
    Nothing,
}

[Noun("a role on the socket"), OneOf(nameof(User), nameof(Group))]
internal sealed record SocketRoleDocument
{
    [Meaning("A user of this machine, as /etc/passwd names it, or its number.")]
    public string? User { get; init; }

    [Meaning("A group of this machine, as /etc/group names it, or its number.")]
    public string? Group { get; init; }

    [Meaning("viewer, operator or admin.")]
    public required ApiRole Role { get; init; }
}

[Noun("a token")]
internal sealed record ApiTokenDocument
{
    [NameRule, Meaning("Whom the audit names.")]
    public required Placed<string> Name { get; init; }

    [Meaning("viewer, operator or admin.")]
    public required ApiRole Role { get; init; }

    [Meaning("The secret itself, at least 16 characters.")]
    public required SecretDocument Token { get; init; }
}

[Noun("the API's TLS")]
internal sealed record ApiTlsDocument
{
    [Meaning("File of the certificate with its chain, PEM, relative to the configuration directory.")]
    public required string Certificate { get; init; }

    [Meaning("File of its private key, PEM, relative to the configuration directory.")]
    public required string Key { get; init; }
}

/// <summary>An address with a port, or the word that switches it off.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ListenAttribute : RuleAttribute
{
    public override Complaint? Check(object value) => value is string text && text != ApiDocument.Off && Read(text) is null
        ? new Complaint("is no address with a port.", "Write it like 127.0.0.1:8080 or [::1]:8080, or 'off'.")
        : null;

    public static IPEndPoint? Read(string text) =>
        text.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(text, out var at) && at.Port > 0 ? at : null;
}
