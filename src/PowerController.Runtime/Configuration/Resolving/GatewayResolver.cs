using PowerController.Model.Sites;
using PowerController.Runtime.Configuration.Written;
using PowerController.Yaml.Reading;

namespace PowerController.Runtime.Configuration.Resolving;

/// <summary>How other tools follow the site.</summary>
internal static class GatewayResolver
{
    private const int SnmpPort = 161;

    /// <summary>Every address of this host.</summary>
    private const string Everywhere = "0.0.0.0";

    public static GatewaySettings Resolve(GatewaysDocument? written, YamlErrors errors) => new(
        written?.Snmp is { } snmp ? Snmp(snmp, errors) : null,
        written?.Traces is { } traces ? new TraceSettings(traces.Endpoint, Secrets.Of(traces.Authorization)) : null);

    private static SnmpAgentSettings Snmp(SnmpAgentDocument written, YamlErrors errors)
    {
        if (written.Community is null && written.Users.IsEmpty)
            errors.Add(written.At, "The SNMP agent would answer nobody.", "Add 'users: [{ name: … }]' for SNMP v3, or 'community: { file: … }' for v2c.");
        foreach (var user in written.Users.Where(user => (user.Authentication ?? SnmpAuthentication.None) == SnmpAuthentication.None))
            errors.Add(user.At, $"Anybody may say that he is the user '{user.Name}', who does not authenticate.", "Add 'authentication: sha256' and 'authenticationSecret: { file: … }'.");
        foreach (var twice in written.Users.GroupBy(user => user.Name, StringComparer.Ordinal).Where(same => same.Count() > 1))
            errors.Add(twice.Last().At, $"There are two SNMP users '{twice.Key}'.", "Give each a name of its own.");
        return new SnmpAgentSettings(
            written.Address ?? Everywhere, written.Port ?? SnmpPort, Secrets.Of(written.Community), [.. written.Users.Select(user => SnmpUserResolver.User(user, errors))]);
    }
}
