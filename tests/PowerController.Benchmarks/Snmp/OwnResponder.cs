using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PowerController.Benchmarks.Snmp;

/// <summary>A v2c responder and a limit of the benchmark's own, where the measuring programs in C are not at hand: one address, ordinary sockets.</summary>
internal static class OwnResponder
{
    private const int RequestIdOffset = 19;

    /// <summary>Answers every request with the same twelve values until the process ends.</summary>
    public static int Serve(int port)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 1 << 24, SendBufferSize = 1 << 24 };
        socket.Bind(new IPEndPoint(IPAddress.Parse("127.1.0.1"), port));
        SocketAddress from = new(AddressFamily.InterNetwork);
        byte[] request = new byte[2048];
        for (; ; )
        {
            int length = socket.ReceiveFrom(request, SocketFlags.None, from);
            if (length < 100) continue;

            // The question itself with the tag of an answer: 12 variables without values, which costs the client as much to match.
            int pdu = Array.IndexOf(request, (byte)0xa0);
            if (pdu < 0) continue;
            request[pdu] = 0xa2;
            socket.SendTo(request.AsSpan(0, length), SocketFlags.None, from);
        }
    }

    /// <summary>Round trips per CPU second with nothing but the framework's system calls.</summary>
    public static double Limit(int port, int depth, TimeSpan span, byte[] request)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 1 << 24, SendBufferSize = 1 << 24 };
        socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        SocketAddress to = new IPEndPoint(IPAddress.Parse("127.1.0.1"), port).Serialize();
        SocketAddress from = new(AddressFamily.InterNetwork);
        byte[] answer = new byte[2048];
        for (int i = 0; i < depth; i++) socket.SendTo(request, SocketFlags.None, to);
        long polls = 0;
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        while ((polls & 1023) != 0 || Stopwatch.GetElapsedTime(start) < span)
        {
            socket.ReceiveFrom(answer, SocketFlags.None, from);
            request[RequestIdOffset] = (byte)polls;
            socket.SendTo(request, SocketFlags.None, to);
            polls++;
        }

        return polls / (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
    }
}
