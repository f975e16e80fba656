using System.Net;
using System.Net.Sockets;

namespace PowerController.Snmp.Transport;

/// <summary>A port on the framework's own socket; works on every system.</summary>
internal sealed class OrdinaryPort : DatagramPort
{
    // Windows reports "port unreachable" of one card as an error of the whole socket unless told not to.
    private const int SioUdpConnectionReset = unchecked((int)0x9800000C);

    private readonly Socket _socket;
    private readonly byte[] _sendBuffer = GC.AllocateUninitializedArray<byte>(Limits.DatagramBytes, pinned: true);
    private readonly byte[] _receiveBuffer = GC.AllocateUninitializedArray<byte>(Limits.DatagramBytes, pinned: true);
    private readonly SocketAddress _source;
    private int _received;
    private volatile bool _closed;

    public OrdinaryPort(IPEndPoint local)
    {
        _socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _source = new SocketAddress(local.AddressFamily);
        try
        {
            _socket.ReceiveBufferSize = Limits.SocketBufferBytes;
            _socket.SendBufferSize = Limits.SocketBufferBytes;
            if (OperatingSystem.IsWindows()) _socket.IOControl(SioUdpConnectionReset, [0, 0, 0, 0], null);
            _socket.Bind(local);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    public override string Kind => "sockets";

    public override IPEndPoint LocalEndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    public override Span<byte> SendBuffer => _sendBuffer;

    public override int Unsent => 0;

    public override void Send(int length, SocketAddress to, int requestId)
    {
        try
        {
            _socket.SendTo(_sendBuffer.AsSpan(_sendBuffer.Length - length), SocketFlags.None, to);
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // No route now may be a route at the next try: the deadline of the request decides.
            if (Refused.Count < Limits.InFlight) Refused.Add(requestId);
        }
    }

    public override void Flush()
    {
        // Every message has gone already.
    }

    public override int Receive()
    {
        try
        {
            _source.Size = _source.Buffer.Length;
            _received = _socket.ReceiveFrom(_receiveBuffer, SocketFlags.None, _source);
            return 1;
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            return _closed ? -1 : 0;
        }
    }

    public override Span<byte> Datagram(int index) => _receiveBuffer.AsSpan(0, _received);

    public override ReadOnlySpan<byte> Source(int index) => _source.Buffer.Span;

    public override void Dispose()
    {
        _closed = true;
        _socket.Dispose();
    }
}
