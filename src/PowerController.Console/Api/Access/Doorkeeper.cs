using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration;

namespace PowerController.Console.Api.Access;

/// <summary>Takes every caller for who he is: by the kernel's word on the local socket, by his token over TCP.</summary>
internal sealed class Doorkeeper(ApiSettings settings, Func<SecretSource, string> secret)
{
    private const string Scheme = "Bearer ";
    private readonly TokenBook _tokens = TokenBook.Of(settings.Tokens, secret);
    private readonly Accounts _accounts = new();

    public ImmutableArray<string> Problems => _tokens.Problems;

    public Caller CallerOf(HttpContext context)
    {
        var socket = context.Features.Get<IConnectionSocketFeature>()?.Socket;
        return socket?.AddressFamily == AddressFamily.Unix ? OnSocket(socket) : OverTcp(context);
    }

    private Caller OnSocket(Socket socket)
    {
        if (UnixPeer.Of(socket) is not { } peer)
            return new Caller("somebody", "local socket", ApiRole.Viewer);
        return new Caller(_accounts.UserName(peer.User), string.Create(System.Globalization.CultureInfo.InvariantCulture, $"local socket, process {peer.Process}"), RoleOf(peer));
    }

    private ApiRole RoleOf(UnixPeer peer)
    {
        if (peer.User == 0 || peer.User == OwnUser.Id)
            return ApiRole.Admin;
        var role = ApiRole.Viewer;
        foreach (var given in settings.SocketRoles)
        {
            var fits = given.IsGroup ? peer.Groups.Any(group => _accounts.IsGroup(given.Name, group)) : _accounts.IsUser(given.Name, peer.User);
            if (fits && given.Role > role)
                role = given.Role;
        }

        return role;
    }

    private Caller OverTcp(HttpContext context)
    {
        var from = $"{new IPEndPoint(context.Connection.RemoteIpAddress ?? IPAddress.None, context.Connection.RemotePort)}";
        var authorization = context.Request.Headers.Authorization.ToString();
        if (authorization.Length == 0)
        {
            // A page from elsewhere must not look at the site through the browser of somebody who sits here: it comes with the name of its own host.
            var role = IsOwnName(context.Request.Host.Host) ? settings.WithoutToken : null;
            return new Caller("nobody", from, role);
        }

        return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && _tokens.Find(authorization[Scheme.Length..].Trim()) is { } token
            ? new Caller($"token {token.Name}", from, token.Role)
            : new Caller(WrongToken, from, null);
    }

    /// <summary>What a caller is called whose token is nobody's.</summary>
    public const string WrongToken = "a wrong token";

    private static bool IsOwnName(string host) => host is "localhost" || IPAddress.TryParse(host.Trim('[', ']'), out _);
}
