using System.Net;
using System.Net.Sockets;

namespace PowerController.Benchmarks.Notifications;

/// <summary>Counts the messages that come to it.</summary>
internal sealed class LogServer : IDisposable
{
    private readonly Socket _socket;
    private int _count;

    public LogServer(bool datagrams)
    {
        _socket = new Socket(AddressFamily.InterNetwork, datagrams ? SocketType.Dgram : SocketType.Stream, datagrams ? ProtocolType.Udp : ProtocolType.Tcp) { ReceiveBufferSize = 4 * 1024 * 1024 };
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        if (!datagrams)
            _socket.Listen(64);
        new Thread(() => Serve(datagrams)) { IsBackground = true }.Start();
    }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public int Count => Volatile.Read(ref _count);

    public void Dispose() => _socket.Dispose();

    private void Serve(bool datagrams)
    {
        var buffer = new byte[8192];
        try
        {
            while (true)
            {
                if (datagrams)
                    _socket.Receive(buffer);
                else
                    TakeOne(buffer);
                Interlocked.Increment(ref _count);
            }
        }
        catch (SocketException)
        {
            // Closed: the round is over.
        }
    }

    private void TakeOne(byte[] buffer)
    {
        using var taken = _socket.Accept();
        while (taken.Receive(buffer) > 0)
        {
            // Until the sender has said all.
        }
    }
}
