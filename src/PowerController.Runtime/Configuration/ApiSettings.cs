using System.Collections.Immutable;
using System.Net;
using PowerController.Model.Sites;

namespace PowerController.Runtime.Configuration;

/// <summary>What somebody at the API may do. Each may all that the one before may.</summary>
public enum ApiRole
{
    /// <summary>Looks.</summary>
    Viewer,

    /// <summary>Asks for shutdowns, starts and tests.</summary>
    Operator,

    /// <summary>Also switches outputs, writes settings and has the configuration read again.</summary>
    Admin,
}

/// <summary>How people and programs reach a running PowerController. It is this host's own: not part of the site, nor of its digest.</summary>
/// <param name="Listen">Null where nothing is served over TCP.</param>
/// <param name="Socket">Path of the local socket; null for the usual place, empty for none.</param>
/// <param name="SocketRoles">Who of this machine's users may do more than look; root and the program's own user may do everything.</param>
/// <param name="WithoutToken">What a TCP connection without a token may do; null is nothing.</param>
public sealed record ApiSettings(
    IPEndPoint? Listen,
    string? Socket,
    ImmutableArray<SocketRole> SocketRoles,
    ImmutableArray<ApiToken> Tokens,
    ApiRole? WithoutToken,
    ApiTls? Tls)
{
    public static IPEndPoint UsualListen { get; } = new(IPAddress.Loopback, 8080);

    /// <summary>This machine alone: everybody on it may look, by the socket's users more.</summary>
    public static ApiSettings Usual { get; } = new(UsualListen, null, [], [], ApiRole.Viewer, null);
}

/// <summary>A user or a group of this machine, as /etc/passwd or /etc/group name it.</summary>
public sealed record SocketRole(string Name, bool IsGroup, ApiRole Role);

/// <summary>A secret that programs send as `Authorization: Bearer …`.</summary>
/// <param name="Name">Whom the audit names.</param>
public sealed record ApiToken(string Name, ApiRole Role, SecretSource Secret);

/// <summary>Files in PEM form, relative to the configuration directory.</summary>
public sealed record ApiTls(string Certificate, string Key);
