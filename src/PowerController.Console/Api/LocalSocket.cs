using System.Net.Sockets;
using System.Runtime.Versioning;

namespace PowerController.Console.Api;

/// <summary>The local socket: where it is, and that only this program's user and group reach it.</summary>
public static class LocalSocket
{
    private const string FileName = "api.sock";

    private const UnixFileMode OwnerAndGroup = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    /// <summary>Where a service puts it.</summary>
    public const string OfService = "/run/powercontroller/" + FileName;

    [UnsupportedOSPlatformGuard("windows")]
    public static bool IsPossible => !OperatingSystem.IsWindows();

    /// <summary>Where this user's program puts it, when nothing is configured.</summary>
    public static string Usual()
    {
        if (Environment.GetEnvironmentVariable("RUNTIME_DIRECTORY") is { Length: > 0 } given)
            return Path.Combine(given.Split(':')[0], FileName);
        return Environment.IsPrivilegedProcess ? OfService : OfUser();
    }

    /// <summary>Where a client looks, in this order.</summary>
    public static IEnumerable<string> Candidates() => new[] { OfUser(), OfService }.Distinct(StringComparer.Ordinal);

    private static string OfUser() => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } own ? own : Path.Combine(Path.GetTempPath(), $"powercontroller-{Environment.UserName}"),
        "powercontroller",
        FileName);

    /// <summary>A socket bound to the path, not yet listening. What a program left there that was killed is replaced; what one left that runs is not.</summary>
    /// <exception cref="IOException">It cannot be had; the message says why.</exception>
    [UnsupportedOSPlatform("windows")]
    internal static Socket Bind(string path)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(directory))
        {
            // Nobody else may swap the socket in a directory of ours.
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
        }

        if (File.Exists(path))
        {
            if (SomebodyListens(path))
                throw new IOException($"another PowerController already listens on {path}");
            File.Delete(path);
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            // Before it listens: until then nobody gets in.
            File.SetUnixFileMode(path, OwnerAndGroup);
            return socket;
        }
        catch (Exception problem) when (problem is SocketException or UnauthorizedAccessException or ArgumentException)
        {
            socket.Dispose();
            throw new IOException($"{path}: {problem.Message}", problem);
        }
    }

    private static bool SomebodyListens(string path)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
