using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PowerController.Benchmarks.Coordination;

/// <summary>Somebody who sends the same datagram to several hosts as fast as asked.</summary>
internal sealed class Flood : IDisposable
{
    private readonly Thread _thread;
    private volatile bool _isOver;
    private long _sent;
    private long _begun;

    /// <param name="rate">A second, to each.</param>
    public Flood(byte[] datagram, int port, int rate, string[] to)
    {
        _thread = new Thread(() => Run(datagram, rate, [.. to.Select(address => new IPEndPoint(IPAddress.Parse(address), port).Serialize())])) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>As it really was.</summary>
    public double Rate => Interlocked.Read(ref _sent) / Stopwatch.GetElapsedTime(Interlocked.Read(ref _begun)).TotalSeconds;

    public void AwaitFull()
    {
        while (Interlocked.Read(ref _sent) < 20_000)
            Thread.Sleep(10);
    }

    public void Dispose()
    {
        _isOver = true;
        _thread.Join();
    }

    private void Run(byte[] datagram, int rate, SocketAddress[] to)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        Interlocked.Exchange(ref _begun, Stopwatch.GetTimestamp());
        while (!_isOver)
        {
            var due = (long)(Stopwatch.GetElapsedTime(_begun).TotalSeconds * rate);
            // Bursts of a millisecond, as a careless program would send them.
            for (; _sent < due && !_isOver; Interlocked.Increment(ref _sent))
            {
                foreach (var one in to)
                    socket.SendTo(datagram, SocketFlags.None, one);
            }

            Thread.Sleep(1);
        }
    }
}

/// <summary>Hears a site's broadcasts, to have a real datagram of it.</summary>
internal sealed class Recording : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public Recording(int port)
    {
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _socket.Bind(new IPEndPoint(IPAddress.Parse("127.255.255.255"), port));
        var buffer = new byte[2000];
        Sample = buffer[.._socket.Receive(buffer)];
    }

    public byte[] Sample { get; }

    public void Dispose() => _socket.Dispose();
}
