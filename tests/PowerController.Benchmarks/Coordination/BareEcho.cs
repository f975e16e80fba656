using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PowerController.Benchmarks.Coordination;

/// <summary>The limit of the system: as many datagrams there and back, without anything of ours.</summary>
internal sealed class BareEcho : IDisposable
{
    private readonly List<Socket> _echoes = [];
    private readonly Socket _asker = Bound();
    private readonly byte[] _buffer = new byte[1500];

    public BareEcho(int echoes)
    {
        for (var at = 0; at < echoes; at++)
        {
            var socket = Bound();
            _echoes.Add(socket);
            new Thread(() => Echo(socket)) { IsBackground = true }.Start();
        }
    }

    public static int FreePort()
    {
        using var socket = Bound();
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public double Round(int length)
    {
        var begun = Stopwatch.GetTimestamp();
        foreach (var echo in _echoes)
            _asker.SendTo(_buffer.AsSpan(0, length), echo.LocalEndPoint!);
        for (var left = _echoes.Count; left > 0; left--)
            _asker.Receive(_buffer);
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    public void Dispose()
    {
        foreach (var echo in _echoes)
            echo.Dispose();
        _asker.Dispose();
    }

    private static void Echo(Socket socket)
    {
        var buffer = new byte[1500];
        var from = new SocketAddress(AddressFamily.InterNetwork);
        try
        {
            while (true)
                socket.SendTo(buffer.AsSpan(0, socket.ReceiveFrom(buffer, SocketFlags.None, from)), SocketFlags.None, from);
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private static Socket Bound()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
