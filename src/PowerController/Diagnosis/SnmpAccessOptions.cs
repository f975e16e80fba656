using System.CommandLine;
using PowerController.CommandLine;
using PowerController.Snmp.Client;
using PowerController.Snmp.Security;

namespace PowerController.Diagnosis;

/// <summary>How a command shows a card who it is. Secrets come from files: what stands in a command line, everybody on the host can read.</summary>
internal sealed class SnmpAccessOptions
{
    private static readonly Dictionary<string, AuthProtocol> _auth = new(StringComparer.OrdinalIgnoreCase)
    {
        ["md5"] = AuthProtocol.Md5,
        ["sha1"] = AuthProtocol.Sha1,
        ["sha224"] = AuthProtocol.Sha224,
        ["sha256"] = AuthProtocol.Sha256,
        ["sha384"] = AuthProtocol.Sha384,
        ["sha512"] = AuthProtocol.Sha512,
    };

    private static readonly Dictionary<string, PrivProtocol> _priv = new(StringComparer.OrdinalIgnoreCase)
    {
        ["des"] = PrivProtocol.Des,
        ["aes128"] = PrivProtocol.Aes128,
        ["aes192"] = PrivProtocol.Aes192,
        ["aes192-cisco"] = PrivProtocol.Aes192Cisco,
        ["aes256"] = PrivProtocol.Aes256,
        ["aes256-cisco"] = PrivProtocol.Aes256Cisco,
    };

    private readonly Option<string?> _communityFile = new("--community-file") { Description = "File that holds the community (default: the community 'public')", HelpName = "FILE" };
    private readonly Option<bool> _version1 = new("--v1") { Description = "Use SNMP v1 instead of v2c" };
    private readonly Option<string?> _user = new("--v3") { Description = "Use SNMP v3 with this user", HelpName = "USER" };
    private readonly Option<string?> _authentication = new("--auth") { Description = "Authentication: md5, sha1, sha224, sha256, sha384 or sha512", HelpName = "NAME" };
    private readonly Option<string?> _authenticationFile = new("--auth-file") { Description = "File that holds the authentication password", HelpName = "FILE" };
    private readonly Option<string?> _privacy = new("--priv") { Description = "Privacy: des, aes128, aes192, aes256, or aes192-cisco, aes256-cisco", HelpName = "NAME" };
    private readonly Option<string?> _privacyFile = new("--priv-file") { Description = "File that holds the privacy password", HelpName = "FILE" };
    private readonly Option<int> _port = new("--port") { Description = "UDP port of the card", DefaultValueFactory = _ => 161, HelpName = "PORT" };
    private readonly Option<double> _timeout = new("--timeout") { Description = "Seconds to wait for an answer, all tries together", DefaultValueFactory = _ => 2, HelpName = "SECONDS" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _communityFile, _version1, _user, _authentication, _authenticationFile, _privacy, _privacyFile, _port, _timeout })
            command.Add(option);
    }

    public int Port(ParseResult parsed) => parsed.GetValue(_port);

    public TimeSpan Timeout(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(_timeout));

    /// <summary>The credentials, or null after the error stream says what is wrong.</summary>
    public SnmpCredentials? Credentials(ParseResult parsed, Screen screen)
    {
        try
        {
            return Port(parsed) is < 1 or > 65_535 ? throw new UsageException("--port takes 1 to 65535.")
                : parsed.GetValue(_timeout) is not (> 0 and <= 60) ? throw new UsageException("--timeout takes more than 0 and at most 60 seconds.")
                : parsed.GetValue(_user) is { } user ? OfUser(parsed, user)
                : OfCommunity(parsed);
        }
        catch (UsageException wrong)
        {
            screen.Refuse(wrong.Message);
        }
        catch (ArgumentException refused)
        {
            screen.Refuse(refused.Message);
        }

        return null;
    }

    private SnmpCredentials OfCommunity(ParseResult parsed)
    {
        foreach (var only in new[] { _authentication, _authenticationFile, _privacy, _privacyFile })
        {
            if (parsed.GetValue(only) is not null)
                throw new UsageException($"{only.Name} belongs to SNMP v3: name the user with --v3.");
        }

        var community = parsed.GetValue(_communityFile) is { } file ? Secret("--community-file", file) : "public";
        return parsed.GetValue(_version1) ? SnmpCredentials.V1(community) : SnmpCredentials.V2c(community);
    }

    private SnmpCredentials OfUser(ParseResult parsed, string user)
    {
        if (parsed.GetValue(_communityFile) is not null || parsed.GetValue(_version1))
            throw new UsageException("--v3 excludes --v1 and --community-file.");
        var auth = Protocol(parsed, _authentication, _auth);
        var priv = Protocol(parsed, _privacy, _priv);
        return SnmpCredentials.V3(new UsmUser(
            user,
            auth, auth == AuthProtocol.None ? "" : Required(parsed, _authentication, _authenticationFile),
            priv, priv == PrivProtocol.None ? "" : Required(parsed, _privacy, _privacyFile)));
    }

    private static T Protocol<T>(ParseResult parsed, Option<string?> option, Dictionary<string, T> known)
        where T : struct
    {
        if (parsed.GetValue(option) is not { } name)
            return default;
        return known.TryGetValue(name, out var protocol)
            ? protocol
            : throw new UsageException($"{option.Name} '{name}' is not known.{Suggestion.DidYouMean(name, known.Keys)} It is one of {string.Join(", ", known.Keys)}.");
    }

    private static string Required(ParseResult parsed, Option<string?> protocol, Option<string?> file) =>
        parsed.GetValue(file) is { } path ? Secret(file.Name, path) : throw new UsageException($"{protocol.Name} needs its password: give {file.Name}.");

    private static string Secret(string option, string path)
    {
        try
        {
            var secret = File.ReadAllText(path).TrimEnd('\r', '\n');
            return secret.Length > 0 ? secret : throw new UsageException($"{option}: '{path}' is empty.");
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{option}: '{path}' cannot be read: {unread.Message}");
        }
    }

    private sealed class UsageException(string message) : Exception(message);
}
