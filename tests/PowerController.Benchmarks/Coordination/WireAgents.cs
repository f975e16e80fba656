using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PowerController.Coordination.Membership;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Sealing;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Keys;
using PowerController.Model.Events;
using PowerController.Peers.Hosts;

namespace PowerController.Benchmarks.Coordination;

/// <summary>A terminal in a process of its own, and a thousand agents that speak to it: what it costs that process.</summary>
internal static class WireAgents
{
    private const int Agents = 1000;

    /// <summary>The other process: leads until its input ends.</summary>
    public static int Terminal(string root, int port)
    {
        using var site = new LoopbackSite(1, Agents, port, root);
        var (terminal, _) = site.Start("t1");
        for (string? asked; (asked = Console.In.ReadLine()) is not null;)
        {
            if (asked.Length > 0)
                Console.WriteLine(terminal.State.Peers.Count(peer => peer.Alive).ToString(CultureInfo.InvariantCulture));
        }

        return 0;
    }

    public static void Measure(int seconds)
    {
        var port = BareEcho.FreePort();
        using var site = new LoopbackSite(1, Agents, port);
        using var terminal = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [typeof(WireAgents).Assembly.Location, "wire", "terminal", site.Root, port.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        using var crowd = new Crowd(site, port);
        var alive = 0;
        for (var waited = Stopwatch.GetTimestamp(); alive < Agents && Stopwatch.GetElapsedTime(waited) < TimeSpan.FromSeconds(90);)
        {
            Thread.Sleep(500);
            terminal.StandardInput.WriteLine("?");
            alive = int.Parse(terminal.StandardOutput.ReadLine() ?? "0", CultureInfo.InvariantCulture);
        }

        var (spent, sent, begun) = (terminal.TotalProcessorTime, crowd.Sent, Stopwatch.GetTimestamp());
        Thread.Sleep(TimeSpan.FromSeconds(seconds));
        terminal.Refresh();
        spent = terminal.TotalProcessorTime - spent;
        var took = Stopwatch.GetElapsedTime(begun);
        Console.WriteLine($"1,000 agents       {alive} alive; {(crowd.Sent - sent) / took.TotalSeconds:N0} heartbeats a second, each by list and by broadcast, cost the terminal's process {spent / took * 100:F1} % of a core, all threads (asked for: below 10 %)");
        terminal.StandardInput.Close();
        terminal.WaitForExit();
    }

    /// <summary>The agents: real stations and sockets, driven by one thread.</summary>
    private sealed class Crowd : IDisposable
    {
        private readonly List<(Station Station, Socket Socket)> _agents = [];
        private readonly SealingKeys _keys;
        private readonly Socket _ear = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        private readonly SocketAddress[] _to;
        private readonly Thread _thread;
        private volatile bool _isOver;
        private long _sent;

        public Crowd(LoopbackSite site, int port)
        {
            var roster = Roster.Of(site.Site, out _)!;
            _keys = KeyFiles.Read(KeyPlaces.Of(site.Site, site.Root), roster, "n1").Keys!.For(roster);
            foreach (var node in site.Site.Nodes)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { EnableBroadcast = true };
                socket.Bind(new IPEndPoint(IPAddress.Parse(node.Address), port));
                var state = HostState.Of(roster, Timing.Default, node.Name, 1L << 40, TimeSpan.Zero, 0, null);
                _agents.Add((new Station(state, _keys.Reader, new DatagramWriter(roster, node.Name, 1L << 40, _keys.Present, null)), socket));
            }

            _to = [new IPEndPoint(IPAddress.Parse("127.0.2.1"), port).Serialize(), new IPEndPoint(IPAddress.Parse("127.255.255.255"), port).Serialize()];
            _ear.SetRawSocketOption(1, 2, [1, 0, 0, 0]);
            _ear.Bind(new IPEndPoint(IPAddress.Parse("127.255.255.255"), port));
            _thread = new Thread(Talk) { IsBackground = true };
            _thread.Start();
        }

        public long Sent => Interlocked.Read(ref _sent);

        public void Dispose()
        {
            _isOver = true;
            _thread.Join();
            foreach (var (_, socket) in _agents)
                socket.Dispose();
            _ear.Dispose();
            _keys.Dispose();
        }

        // Spread evenly over two seconds, as agents that were not started together are.
        private void Talk()
        {
            var begun = Stopwatch.GetTimestamp();
            var buffer = new byte[2000];
            foreach (var (station, _) in _agents)
                station.Step(new NodeSays(TimeSpan.Zero, new NodeWord(AgentWord.Up, 1, default, ClusterWord.Normal, null)));
            for (long turn = 0; !_isOver; turn++)
            {
                var due = TimeSpan.FromSeconds(2) * (turn / (double)Agents);
                while (Stopwatch.GetElapsedTime(begun) < due && !_isOver)
                    Hear(begun, buffer);
                var (speaker, socket) = _agents[(int)(turn % Agents)];
                foreach (var dispatch in speaker.Step(new Tick(Coordinator.DueAt(speaker.State))).Dispatches)
                {
                    Interlocked.Increment(ref _sent);
                    foreach (var to in _to)
                        socket.SendTo(dispatch.Bytes.Span, SocketFlags.None, to);
                }
            }
        }

        private void Hear(long begun, byte[] buffer)
        {
            if (!_ear.Poll(TimeSpan.FromMilliseconds(1), SelectMode.SelectRead))
                return;
            var length = _ear.Receive(buffer);
            // Only what a terminal says is larger than what an agent says: it is signed. Agents would drop each other's words.
            if (_keys.Reader.TryOpen(buffer.AsSpan(0, length), out var opened) != DropKind.None || !opened.Signed)
                return;
            // Whoever has heard the terminal once repeats its start for ever; hearing it again is work that is not measured here.
            foreach (var (station, _) in _agents)
            {
                if (station.State.Peers[opened.Sender] is { Current: null, Rival: null })
                    station.Receive(Stopwatch.GetElapsedTime(begun), default, buffer.AsSpan(0, length));
            }
        }
    }
}
