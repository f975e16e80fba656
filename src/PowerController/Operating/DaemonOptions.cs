using System.CommandLine;
using PowerController.CommandLine;
using PowerController.Console.Api;

namespace PowerController.Operating;

/// <summary>How a running PowerController is reached: by its local socket, or over TCP with a token.</summary>
internal static class DaemonOptions
{
    private const string TokenVariable = "POWERCTL_TOKEN";

    private static readonly Option<string?> _socket = new("--socket")
    {
        Description = "Local socket of the running program (default: where 'powerctl run' puts it)",
        HelpName = "PATH",
    };

    private static readonly Option<string?> _url = new("--url") { Description = "Reach it over TCP instead, like https://10.0.0.5:8443", HelpName = "URL" };

    private static readonly Option<string?> _token = new("--token-file")
    {
        Description = $"File with the token for --url (or ${TokenVariable})",
        HelpName = "FILE",
    };

    private static readonly Option<string?> _authority = new("--ca") { Description = "File with the authority that has signed the program's certificate", HelpName = "FILE" };

    public static void AddTo(Command command)
    {
        command.Add(_socket);
        command.Add(_url);
        command.Add(_token);
        command.Add(_authority);
    }

    /// <summary>The way to the running program; null after it has been told why there is none.</summary>
    public static DaemonClient? Open(ParseResult parsed, Screen screen)
    {
        if (parsed.GetValue(_url) is not { } url)
        {
            if (parsed.GetValue(_token) is null)
                return LocalSocket.IsPossible || parsed.GetValue(_socket) is not null ? DaemonClient.OverSocket(SocketOf(parsed)) : DaemonClient.OverTcp(new Uri("http://127.0.0.1:8080"), Token(null), null);
            screen.Refuse("--token-file is for --url: on the local socket the system itself says who you are.");
            return null;
        }

        if (parsed.GetValue(_socket) is not null)
        {
            screen.Refuse("--socket and --url exclude each other: give one of them.");
            return null;
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var at) || at.Scheme is not ("http" or "https"))
        {
            screen.Refuse($"--url '{url}' is not understood. Write it like https://10.0.0.5:8443.");
            return null;
        }

        try
        {
            return DaemonClient.OverTcp(at, Token(parsed.GetValue(_token)), parsed.GetValue(_authority));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            screen.Refuse(problem.Message);
            return null;
        }
    }

    /// <summary>For tab completion: quick, and silent where nobody runs.</summary>
    public static DaemonClient? OpenQuietly(ParseResult parsed) =>
        LocalSocket.IsPossible && SocketOf(parsed) is var path && File.Exists(path) ? DaemonClient.OverSocket(path) : null;

    private static string SocketOf(ParseResult parsed) =>
        parsed.GetValue(_socket) ?? LocalSocket.Candidates().FirstOrDefault(File.Exists) ?? LocalSocket.Usual();

    private static string? Token(string? file) => (file is null ? Environment.GetEnvironmentVariable(TokenVariable) : File.ReadAllText(file))?.Trim();
}
