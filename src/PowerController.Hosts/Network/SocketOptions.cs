using System.Buffers.Binary;
using System.Net.Sockets;

namespace PowerController.Hosts.Network;

/// <summary>Options of sockets that the framework does not have, or has otherwise than they are needed here.</summary>
internal static class SocketOptions
{
    private const int LinuxSocketLevel = 1;
    private const int LinuxReuseAddress = 2;
    private const int LinuxReceiveBufferForce = 33;

    /// <summary>As much as asked where this program may, otherwise as much as the system allows.</summary>
    public static void EnlargeReceiveBuffer(Socket socket, int bytes)
    {
        if (!TrySet(socket, LinuxReceiveBufferForce, bytes))
            socket.ReceiveBufferSize = bytes;
    }

    /// <summary>Several may listen, and each gets what comes. The framework's own option would also let others take a share of it.</summary>
    public static void Share(Socket socket)
    {
        if (!TrySet(socket, LinuxReuseAddress, 1))
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
    }

    private static bool TrySet(Socket socket, int option, int value)
    {
        if (!OperatingSystem.IsLinux())
            return false;
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        try
        {
            socket.SetRawSocketOption(LinuxSocketLevel, option, bytes);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
