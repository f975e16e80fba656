using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PowerController.Peers.Hosts;

/// <summary>
/// A switch between network interfaces that loses frames and delivers the others late, so out of order. For kernels that cannot do that by themselves.
/// To be made on a thread that lives where the interfaces are.
/// </summary>
internal sealed class LossySwitch : IDisposable
{
    private const int FrameBytes = 65_536;
    private const int PacketLevel = 263;
    private const int IgnoreOutgoing = 23;
    private static readonly TimeSpan OneWait = TimeSpan.FromMilliseconds(200);

    private readonly Socket[] _ports;
    private readonly Thread[] _threads;
    private readonly Lock _gate = new();
    private readonly PriorityQueue<(int Port, byte[] Frame), long> _late = new();
    private readonly Random _chance;
    private readonly (double Loss, TimeSpan Least, TimeSpan Most) _how;
    private volatile bool _isOver;

    /// <param name="interfaces">Their numbers in this namespace.</param>
    /// <param name="loss">Of a hundred.</param>
    public LossySwitch(IEnumerable<int> interfaces, double loss, TimeSpan least, TimeSpan most, int seed)
    {
        (_how, _chance) = ((loss, least, most), new Random(seed));
        _ports = [.. interfaces.Select(Open)];
        _threads = [.. Enumerable.Range(0, _ports.Length).Select(port => new Thread(() => Receive(port)) { IsBackground = true }), new Thread(Deliver) { IsBackground = true }];
        foreach (var thread in _threads)
            thread.Start();
    }

    public int Lost { get; private set; }

    public int Carried { get; private set; }

    public void Dispose()
    {
        // A packet socket that is closed while somebody reads it stays open until the next frame, and where all programs have ended none may come: so the readers go first.
        _isOver = true;
        foreach (var thread in _threads)
            thread.Join();
        foreach (var port in _ports)
            port.Dispose();
    }

    private static Socket Open(int number)
    {
        const int AllFrames = 0x0300; // ETH_P_ALL in the order of the network.
        var socket = new Socket(AddressFamily.Packet, SocketType.Raw, (ProtocolType)AllFrames) { ReceiveBufferSize = 1 << 20 };
        socket.SetRawSocketOption(PacketLevel, IgnoreOutgoing, [1, 0, 0, 0]);
        socket.Bind(new InterfaceEndPoint(number));
        return socket;
    }

    private void Receive(int from)
    {
        var buffer = new byte[FrameBytes];
        try
        {
            while (!_isOver)
            {
                if (!_ports[from].Poll(OneWait, SelectMode.SelectRead))
                    continue;
                var frame = buffer.AsSpan(0, _ports[from].Receive(buffer));
                LeaveChecksumAway(frame);
                Take(from, frame);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The room is closed.
        }
    }

    // Everybody hears everything, as on a hub: hosts drop what is not for them.
    private void Take(int from, ReadOnlySpan<byte> frame)
    {
        lock (_gate)
        {
            for (var port = 0; port < _ports.Length; port++)
            {
                if (port == from)
                    continue;
                if (_chance.NextDouble() * 100 < _how.Loss)
                {
                    Lost++;
                    continue;
                }

                Carried++;
                var after = _how.Least + ((_how.Most - _how.Least) * _chance.NextDouble());
                _late.Enqueue((port, frame.ToArray()), Stopwatch.GetTimestamp() + (long)(after.TotalSeconds * Stopwatch.Frequency));
            }
        }
    }

    private void Deliver()
    {
        while (!_isOver)
        {
            byte[]? frame = null;
            var port = 0;
            lock (_gate)
            {
                if (_late.TryPeek(out var next, out var due) && due <= Stopwatch.GetTimestamp())
                {
                    (port, frame) = next;
                    _late.Dequeue();
                }
            }

            if (frame is null)
                Thread.Sleep(1);
            else
                Send(port, frame);
        }
    }

    private void Send(int port, byte[] frame)
    {
        try
        {
            _ports[port].Send(frame);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One more that is lost.
        }
    }

    // The sender's kernel leaves the checksum to a network card that is not there; for UDP over IPv4 none is as good as a right one.
    private static void LeaveChecksumAway(Span<byte> frame)
    {
        const int Ethernet = 14;
        if (frame.Length < Ethernet + 28 || BinaryPrimitives.ReadUInt16BigEndian(frame[12..]) != 0x0800 || frame[Ethernet + 9] != (int)ProtocolType.Udp)
            return;
        var udp = Ethernet + ((frame[Ethernet] & 0x0F) * 4);
        if (frame.Length >= udp + 8)
            frame.Slice(udp + 6, 2).Clear();
    }

    /// <summary>The address of an interface, as packet sockets want it.</summary>
    private sealed class InterfaceEndPoint(int number) : EndPoint
    {
        public override AddressFamily AddressFamily => AddressFamily.Packet;

        public override SocketAddress Serialize()
        {
            var address = new SocketAddress(AddressFamily.Packet, 20);
            address[2] = 0;
            address[3] = 3;
            Span<byte> index = stackalloc byte[4];
            BitConverter.TryWriteBytes(index, number);
            for (var at = 0; at < index.Length; at++)
                address[4 + at] = index[at];
            return address;
        }

        public override EndPoint Create(SocketAddress socketAddress) => this;
    }
}
