using System.Collections.Immutable;
using System.Net;
using PowerController.Runtime.Configuration.Written;
using PowerController.Yaml.Reading;

namespace PowerController.Runtime.Configuration.Resolving;

/// <summary>The `api:` of a configuration: safe by default, and refused where it would not be.</summary>
internal static class ApiResolver
{
    public static ApiSettings Resolve(ApiDocument? written, YamlErrors errors)
    {
        if (written is null)
            return ApiSettings.Usual;
        var listen = written.Listen is not { } given ? ApiSettings.UsualListen : given.Value == ApiDocument.Off ? null : ListenAttribute.Read(given.Value ?? "");
        var beyond = listen is not null && !IPAddress.IsLoopback(listen.Address);
        var at = written.Listen?.At ?? written.At;
        if (beyond && written.Tls is null)
            errors.Add(at, $"{listen} is reached from other machines, and without tls every token could be read on the way.", "Write tls: { certificate: FILE, key: FILE }, or listen on 127.0.0.1 and put a reverse proxy in front.");
        if (beyond && written.Tokens.IsEmpty)
            errors.Add(at, $"{listen} is reached from other machines, but there is no token.", "Write tokens: [{ name: NAME, role: viewer, token: { file: FILE } }].");
        if (beyond && written.WithoutToken is { Value: WithoutToken.Look } open)
            errors.Add(open.At, "Beyond this machine nobody looks without a token.", "Leave withoutToken out, or listen on 127.0.0.1.");

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in written.Tokens)
        {
            if (!string.IsNullOrEmpty(token.Name.Value) && !seen.Add(token.Name.Value))
                errors.Add(token.Name.At, $"Two tokens are called '{token.Name.Value}'.", "Give each a name of its own: the audit tells them apart by it.");
        }

        var look = written.WithoutToken is { } said ? said.Value == WithoutToken.Look : !beyond && written.Tokens.IsEmpty;
        return new ApiSettings(
            listen,
            written.Socket == ApiDocument.Off ? "" : written.Socket,
            [.. written.SocketRoles.Select(role => new SocketRole(role.User ?? role.Group ?? "", role.Group is not null, role.Role))],
            [.. written.Tokens.Select(token => new ApiToken(token.Name.Value ?? "", token.Role, Secrets.Required(token.Token)))],
            look ? ApiRole.Viewer : null,
            written.Tls is { } tls ? new ApiTls(tls.Certificate, tls.Key) : null);
    }
}
