using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using PowerController.Coordination.Membership;

namespace PowerController.Hosts.Network;

/// <summary>One bound socket with the thread that reads it. An address that is not there yet, or no more, is tried again for ever.</summary>
internal sealed class UdpPath : IDisposable
{
    /// <summary>The thread looks at its orders at least so often.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly IPAddress _address;
    private readonly int _port;
    private readonly INetworkListener _listener;
    private readonly Thread _reader;
    private readonly ManualResetEventSlim _opened = new();
    private volatile Socket? _socket;
    private volatile bool _closed;

    /// <param name="address">An own address, the wildcard, or a broadcast or multicast address to listen on.</param>
    public UdpPath(IPAddress address, int port, bool isGroup, INetworkListener listener, int lane)
    {
        (_address, _port, IsGroup, _listener, Lane) = (address, port, isGroup, listener, lane);
        _reader = new Thread(Read) { IsBackground = true, Name = $"coordination {address}" };
        TryOpen();
        _reader.Start();
    }

    public IPAddress Address => _address;

    public int Lane { get; }

    public AddressFamily Family => _address.AddressFamily;

    /// <summary>It only listens: others on this machine may listen on the same address.</summary>
    public bool IsGroup { get; }

    /// <summary>Why it is not open; null when it is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Opens it when it is not open; whether it is now.</summary>
    public bool TryOpen()
    {
        if (_socket is not null || _closed)
            return _socket is not null;
        var socket = new Socket(Family, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            // Never waits: when the ways are blocked a heartbeat is lost, but the station goes on.
            socket.Blocking = false;
            SocketOptions.EnlargeReceiveBuffer(socket, Limits.ReceiveBufferBytes);
            if (Family == AddressFamily.InterNetworkV6)
                socket.DualMode = false;
            else
                socket.EnableBroadcast = true;
            // An address of a real network is this host's alone: nobody else on the machine may take what is sent to it, and a second start is noticed.
            if (IsGroup || IPAddress.IsLoopback(_address) || _address.Equals(Addresses.AnyOf(Family)))
                SocketOptions.Share(socket);
            socket.Bind(new IPEndPoint(_address, _port));
            if (Addresses.IsMulticast(_address))
                Join(socket);
            Problem = null;
            _socket = socket;
            _opened.Set();
            return true;
        }
        catch (SocketException refused)
        {
            socket.Dispose();
            Problem = refused.SocketErrorCode switch
            {
                SocketError.AddressNotAvailable => $"this machine does not have the address {_address} now",
                SocketError.AddressAlreadyInUse => $"another program has port {_port} of {_address}: perhaps 'powerctl' runs already",
                _ => refused.Message,
            };
            return false;
        }
    }

    /// <summary>Null when it went out, as far as can be said.</summary>
    public SocketError? Send(ReadOnlySpan<byte> datagram, SocketAddress to)
    {
        if (_socket is not { } socket)
            return SocketError.NotConnected;
        try
        {
            socket.SendTo(datagram, SocketFlags.None, to);
            return null;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode;
        }
        catch (ObjectDisposedException)
        {
            return SocketError.NotConnected;
        }
    }

    public void Dispose()
    {
        _closed = true;
        _opened.Set();
        _reader.Join();
        _socket?.Dispose();
        _opened.Dispose();
    }

    // Each interface that works now; one that comes later is joined when the path is opened anew.
    private void Join(Socket socket)
    {
        foreach (var one in NetworkInterface.GetAllNetworkInterfaces().Where(one => one.SupportsMulticast && one.OperationalStatus == OperationalStatus.Up))
        {
            try
            {
                if (Family == AddressFamily.InterNetworkV6)
                    socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.AddMembership, new IPv6MulticastOption(_address, one.GetIPProperties().GetIPv6Properties().Index));
                else
                    socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(_address, one.GetIPProperties().GetIPv4Properties().Index));
            }
            catch (Exception refused) when (refused is SocketException or NetworkInformationException)
            {
                // An interface without this family of addresses cannot be joined.
            }
        }
    }

    private void Read()
    {
        var buffer = new byte[Limits.ReceiveBytes];
        var from = new SocketAddress(Family);
        while (!_closed)
        {
            if (_socket is not { } socket)
            {
                _opened.Wait();
                continue;
            }

            try
            {
                if (!socket.Poll(Look, SelectMode.SelectRead))
                    continue;
                do
                    Take(socket, buffer, from);
                while (socket.Available > 0 && !_closed);
            }
            catch (SocketException)
            {
                // What came back for something that was sent, or a network that has gone: the socket lives on. It must not spin meanwhile.
                Thread.Sleep(1);
            }
        }
    }

    private void Take(Socket socket, byte[] buffer, SocketAddress from)
    {
        var length = socket.ReceiveFrom(buffer, SocketFlags.None, from);
        _listener.Received(Lane, Addresses.Of(from), buffer.AsSpan(0, length));
    }
}
