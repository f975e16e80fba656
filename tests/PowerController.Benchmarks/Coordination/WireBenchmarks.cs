using System.Diagnostics;
using System.Globalization;
using PowerController.Hosts.Life;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Peers.Hosts;

namespace PowerController.Benchmarks.Coordination;

/// <summary>The figures of the coordination over this machine's real sockets, with keys and disks; each with the bare system's figure of the same run.</summary>
internal static class WireBenchmarks
{
    private static int _round;

    public static int Run(string[] words)
    {
        if (words is ["terminal", var root, var port])
            return WireAgents.Terminal(root, int.Parse(port, CultureInfo.InvariantCulture));
        var seconds = words is ["--seconds", var number] && int.TryParse(number, out var asked) ? asked : 20;
        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}, "
            + $"{System.Runtime.InteropServices.RuntimeInformation.OSDescription}, .NET {Environment.Version}");
        Orders();
        WireAgents.Measure(seconds);
        Floods();
        return 0;
    }

    private static void Orders()
    {
        const int Nodes = 16;
        const int Rounds = 300;
        using var bare = new BareEcho(Nodes);
        var limit = Sorted(Rounds, () => bare.Round(300));
        using var site = new LoopbackSite(1, Nodes, BareEcho.FreePort());
        var (terminal, sides) = Started(site, Nodes);
        var times = Sorted(Rounds, () => OrderAll(terminal, sides, Nodes));
        Console.WriteLine($"order to 16 nodes  all acknowledged, each node's disk written, 17 hosts with 51 threads in one process: {Words(times)} (asked for: p99 below 50 ms)");
        Console.WriteLine($"                   bare UDP, 16 datagrams there and back, 16 threads: {Words(limit)}");
    }

    private static void Floods()
    {
        using var site = new LoopbackSite(1, 1, BareEcho.FreePort());
        var (terminal, sides) = Started(site, 1);
        var port = site.Site.Network.GroupPort;
        var calm = Sorted(200, () => OrderAll(terminal, sides, 1));
        Console.WriteLine($"order to 1 node    without a flood: {Words(calm)}");
        using var listener = new Recording(port);
        foreach (var (kind, datagram) in new[] { ("noise", new byte[300]), ("another site's", Changed(listener.Sample, 4)), ("forged under our key id", Changed(listener.Sample, listener.Sample.Length - 1)) })
        {
            using var flood = new Flood(datagram, port, 50_000, ["127.0.2.1", "127.1.0.2"]);
            flood.AwaitFull();
            var times = Sorted(200, () => OrderAll(terminal, sides, 1));
            Console.WriteLine($"                   {kind}, {flood.Rate:N0} a second to terminal and node each: {Words(times)} (asked for: less than 100 ms later)");
        }
    }

    private static (StationHost Terminal, LoopbackSides Sides) Started(LoopbackSite site, int nodes)
    {
        var (terminal, sides) = site.Start("t1");
        for (var node = 1; node <= nodes; node++)
            site.Start($"n{node}");
        if (!LoopbackSite.HearsAsync(terminal, nodes, TimeSpan.FromSeconds(60)).GetAwaiter().GetResult() || !LoopbackSite.LeadsAsync(terminal, TimeSpan.FromSeconds(60)).GetAwaiter().GetResult())
            throw new InvalidOperationException("the site did not come together");
        return (terminal, sides);
    }

    private static double OrderAll(StationHost terminal, LoopbackSides sides, int nodes)
    {
        using var all = new CountdownEvent(nodes);
        var round = ++_round;
        sides.OnTell = happened =>
        {
            if (happened is EffectDone done && done.Id.Run.Number == round)
                all.Signal();
        };
        var begun = Stopwatch.GetTimestamp();
        for (var node = 1; node <= nodes; node++)
            terminal.CarryOut(new OrderOsStop(new EffectId(new RunId(1, round), node), $"n{node}", terminal.Clock.Now + TimeSpan.FromSeconds(60), false, "mains failed"));
        if (!all.Wait(TimeSpan.FromSeconds(20)))
            throw new InvalidOperationException("an order was not acknowledged");
        var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        Thread.Sleep(10);
        return took;
    }

    private static byte[] Changed(byte[] datagram, int at)
    {
        var changed = (byte[])datagram.Clone();
        changed[at] ^= 1;
        return changed;
    }

    private static List<double> Sorted(int rounds, Func<double> round)
    {
        for (var warm = 0; warm < rounds / 10; warm++)
            round();
        var times = Enumerable.Range(0, rounds).Select(_ => round()).ToList();
        times.Sort();
        return times;
    }

    private static string Words(List<double> times) => $"median {times[times.Count / 2]:F2} ms, p99 {times[(times.Count * 99 / 100) - 1]:F2} ms, longest {times[^1]:F2} ms";
}
