using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PowerController.Benchmarks.Snmp;
using PowerController.Snmp;
using PowerController.Snmp.Agent;
using PowerController.Snmp.Client;
using PowerController.Snmp.Notifications;
using PowerController.Snmp.Security;

namespace PowerController.Benchmarks.Notifications;

/// <summary>From a trap on the wire to the event in hand; the limit is the same datagrams read by a bare socket and thrown away.</summary>
internal static class TrapLatency
{
    public static int Run(string[] words)
    {
        Arguments arguments = new(words);
        int count = arguments.Number("traps", 5000);
        TimeSpan pause = TimeSpan.FromMilliseconds(arguments.Number("pause-ms", 2));
        UsmUser user = new("trapper", AuthProtocol.Sha256, "authentication password", PrivProtocol.Aes128, "privacy password");
        for (int round = 1; round <= arguments.Number("rounds", 3); round++)
        {
            double limit = Print($"round {round}, bare socket", Bare(count, pause), 0);
            Print($"round {round}, v2c trap", Heard(SnmpCredentials.V2c("traps"), user, count, pause), limit);
            Print($"round {round}, v3 authPriv trap", Heard(SnmpCredentials.V3(user), user, count, pause), limit);
        }

        return 0;
    }

    private static double[] Heard(SnmpCredentials credentials, UsmUser user, int count, TimeSpan pause)
    {
        long heardAt = 0;
        using AutoResetEvent heard = new(false);
        NotificationListener listener = new(
            new ListenerOptions { Communities = [new("traps")], Users = [new(user)], Engine = new SnmpEngine(SnmpEngine.IdFrom("listener")) },
            n =>
            {
                heardAt = Stopwatch.GetTimestamp();
                heard.Set();
            });
        using DatagramHost host = new();
        SnmpTarget receiver = new(host.Serve(new IPEndPoint(IPAddress.Loopback, 0), listener, ownThread: true), credentials);
        using NotificationSender sender = new(IPAddress.Loopback, new SnmpEngine(SnmpEngine.IdFrom("sender")));
        OutgoingNotification trap = new(Oid.Parse("1.3.6.1.4.1.318.0.5"), 4711, [new VarBind(Oid.Parse("1.3.6.1.4.1.318.2.3.3.0"), SnmpValue.Text("on battery"))]);
        return Measure(count, pause, heard, () => sender.TrySend(receiver, trap), () => heardAt);
    }

    private static double[] Bare(int count, TimeSpan pause)
    {
        long heardAt = 0;
        using AutoResetEvent heard = new(false);
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using Socket sender = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        EndPoint to = socket.LocalEndPoint!;
        byte[] datagram = new byte[110];
        Thread reader = new(() =>
        {
            byte[] buffer = new byte[2000];
            while (socket.Receive(buffer) > 1)
            {
                heardAt = Stopwatch.GetTimestamp();
                heard.Set();
            }
        });
        reader.Start();
        double[] micros = Measure(count, pause, heard, () => sender.SendTo(datagram, to), () => heardAt);
        sender.SendTo([0], to);
        reader.Join();
        return micros;
    }

    private static double[] Measure(int count, TimeSpan pause, AutoResetEvent heard, Action send, Func<long> heardAt)
    {
        double[] micros = new double[count];
        for (int i = -count / 5; i < count; i++)
        {
            // The first fifth warms up. The pause lets the receiver fall asleep, as it does between real traps.
            Thread.Sleep(pause);
            long sentAt = Stopwatch.GetTimestamp();
            send();
            if (!heard.WaitOne(TimeSpan.FromSeconds(5))) throw new InvalidOperationException("A trap was lost on loopback.");
            if (i >= 0) micros[i] = Stopwatch.GetElapsedTime(sentAt, heardAt()).TotalMicroseconds;
        }

        Array.Sort(micros);
        return micros;
    }

    private static double Print(string what, double[] micros, double limit)
    {
        double p99 = micros[micros.Length * 99 / 100];
        string ratio = limit > 0 ? $", p99 {p99 / limit:F2} times the bare socket's" : "";
        Console.WriteLine($"{what,-34} p50 {micros[micros.Length / 2],6:F0} µs, p99 {p99,6:F0} µs, most {micros[^1],6:F0} µs{ratio}");
        return p99;
    }
}
