using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PowerController.Console.Api.Access;

/// <summary>Who is at the other end of a local socket, as the kernel says: nobody can claim to be somebody else.</summary>
internal sealed record UnixPeer(int Process, uint User, uint[] Groups)
{
    // Linux's own numbers; .NET hands them through.
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;
    private const int PeerGroups = 59;

    /// <summary>Null where the system does not tell.</summary>
    public static UnixPeer? Of(Socket socket)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            Span<byte> credentials = stackalloc byte[12];
            if (socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials) < credentials.Length)
                return null;
            var numbers = MemoryMarshal.Cast<byte, uint>(credentials);
            return new UnixPeer((int)numbers[0], numbers[1], [numbers[2], .. MoreGroups(socket)]);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static uint[] MoreGroups(Socket socket)
    {
        try
        {
            var groups = new byte[Limits.Groups * sizeof(uint)];
            var length = socket.GetRawSocketOption(SocketLevel, PeerGroups, groups);
            return MemoryMarshal.Cast<byte, uint>(groups.AsSpan(0, length)).ToArray();
        }
        catch (SocketException)
        {
            // Kernels before 4.13 tell the first group only.
            return [];
        }
    }
}
