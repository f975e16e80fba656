using System.Net;
using System.Net.Sockets;

namespace PowerController.Snmp.Agent;

/// <summary>
/// One socket for one endpoint. Many of them share the thread pool, so a thousand idle cards cost no thread; one that must answer at once, whatever else
/// the program does, has a thread of its own.
/// </summary>
internal sealed class ServedPort : IDisposable
{
    // Windows reports "port unreachable" of one peer as an error of the whole socket unless told not to.
    private const int SioUdpConnectionReset = unchecked((int)0x9800000C);

    private readonly Socket _socket;
    private readonly IDatagramService _service;
    private readonly Task _serving;
    private volatile bool _closed;

    public ServedPort(IPEndPoint local, IDatagramService service, bool ownThread)
    {
        _service = service;
        _socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (OperatingSystem.IsWindows()) _socket.IOControl(SioUdpConnectionReset, [0, 0, 0, 0], null);
            _socket.Bind(local);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }

        LocalEndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        _serving = ownThread ? Task.Factory.StartNew(ServeUntilClosed, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default) : Task.Run(ServeUntilClosedAsync);
    }

    public IPEndPoint LocalEndPoint { get; }

    public void Dispose()
    {
        _closed = true;
        _socket.Dispose();
        _serving.Wait();
    }

    private void ServeUntilClosed()
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>(Limits.DatagramBytes);
        SocketAddress source = new(LocalEndPoint.AddressFamily);
        while (!_closed)
        {
            try
            {
                source.Size = source.Buffer.Length;
                int received = _socket.ReceiveFrom(buffer, SocketFlags.None, source);
                _service.Handle(buffer.AsSpan(0, received), new Peer(_socket, source));
            }
            catch (Exception)
            {
                // The edge of the loop, as below.
                if (_closed) return;
            }
        }
    }

    private async Task ServeUntilClosedAsync()
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>(Limits.DatagramBytes);
        SocketAddress source = new(LocalEndPoint.AddressFamily);
        while (!_closed)
        {
            try
            {
                source.Size = source.Buffer.Length;
                int received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, source).ConfigureAwait(false);
                _service.Handle(buffer.AsSpan(0, received), new Peer(_socket, source));
            }
            catch (Exception)
            {
                // The edge of the loop: neither a peer that is gone nor a defect of the service may end the serving.
                if (_closed) return;
            }
        }
    }

    private sealed class Peer : DatagramPeer
    {
        private readonly Socket _socket;
        private readonly SocketAddress _address;

        public Peer(Socket socket, SocketAddress source)
        {
            _socket = socket;
            _address = new SocketAddress(source.Family, source.Size);
            source.Buffer.Span[..source.Size].CopyTo(_address.Buffer.Span);
        }

        public override IPEndPoint Remote => (IPEndPoint)new IPEndPoint(_address.Family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0).Create(_address);

        public override void Send(ReadOnlySpan<byte> octets)
        {
            try
            {
                _socket.SendTo(octets, SocketFlags.None, _address);
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                // Lost, as any datagram may be: the peer asks again.
            }
        }
    }
}
