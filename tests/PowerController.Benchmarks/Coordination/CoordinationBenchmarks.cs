using System.Diagnostics;
using System.Security.Cryptography;
using PowerController.Coordination;
using PowerController.Coordination.Membership;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Stations;
using PowerController.Coordination.Tests.Network;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Benchmarks.Coordination;

/// <summary>The figures of the coordination without its sockets: what a terminal spends on its hosts, on orders, and on what is not ours.</summary>
internal static class CoordinationBenchmarks
{
    public static int Run(string[] words)
    {
        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, .NET {Environment.Version}");
        var count = words is ["--datagrams", var number] && int.TryParse(number, out var asked) ? asked : 1_000_000;
        Mutated(count);
        Foreign();
        Orders();
        ManyAgents();
        return 0;
    }

    private static void Mutated(int count)
    {
        using var site = new BenchSite(2, 3);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var real = site.Talk(200);
        var target = site["n1"];
        var (taken, thrown) = (target.Counts.Taken, 0L);
        var mutant = new byte[3000];
        for (var warm = 0; warm < 10_000; warm++)
            target.Receive(site.Clock, default, mutant.AsSpan(0, DatagramMutation.Next(random, real, mutant)));
        GC.Collect();
        var memory = GC.GetTotalMemory(true);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var begun = Stopwatch.GetTimestamp();
        for (var at = 0; at < count; at++)
        {
            try
            {
                target.Receive(site.Clock, default, mutant.AsSpan(0, DatagramMutation.Next(random, real, mutant)));
            }
            catch (Exception) when (++thrown > 0)
            {
            }
        }

        var took = Stopwatch.GetElapsedTime(begun);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Console.WriteLine($"mutated datagrams  {count:N0} (seed {seed}) in {took.TotalSeconds:F1} s: {target.Counts.Taken - taken} taken, {thrown} thrown, "
            + $"{allocated / (double)count:F3} bytes allocated each, memory {(GC.GetTotalMemory(true) - memory) / 1024.0:F0} KiB more");
    }

    // At 50,000 a second, as a share of a core: what a flood takes away from everything else.
    private static void Foreign()
    {
        using var site = new BenchSite(2, 3);
        var real = site.Talk(50)[^1].Bytes.ToArray();
        var otherKey = (byte[])real.Clone();
        otherKey[4] ^= 1;
        var forged = (byte[])real.Clone();
        forged[^1] ^= 1;
        var hash = new byte[32];
        var key = new byte[32];
        var limit = Nanoseconds(200_000, () => HMACSHA256.HashData(key, real, hash));
        Print("noise", new byte[real.Length]);
        Print("another site's", otherKey);
        Print("forged under our key id", forged);
        Print("replayed", real);

        void Print(string what, byte[] datagram)
        {
            var one = Nanoseconds(200_000, () => site["n1"].Receive(site.Clock, default, datagram));
            Console.WriteLine($"foreign datagram   {what}: {one:F0} ns, {one * 50_000 / 1e7:F2} % of a core at 50,000 a second (one HMAC of its {datagram.Length} bytes: {limit:F0} ns)");
        }
    }

    private static void Orders()
    {
        using var site = new BenchSite(2, 16);
        site.Talk(100);
        var leader = site["t1"];
        var times = new List<double>();
        for (var round = 0; round < 300; round++)
        {
            var begun = Stopwatch.GetTimestamp();
            for (var node = 1; node <= 16; node++)
                site.Do("t1", new CarryOut(site.Clock, new OrderOsStop(new EffectId(new RunId(1, round), node), $"n{node}", site.Clock + TimeSpan.FromSeconds(60), false, "mains failed")));
            site.Deliver();
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            if (!leader.State.Book!.Pending.IsEmpty)
                throw new InvalidOperationException("an order was not acknowledged");
            site.Clock += TimeSpan.FromMilliseconds(10);
        }

        times.Sort();
        Console.WriteLine($"order to 16 nodes  all acknowledged, all 17 hosts on one core, without sockets: median {times[150]:F2} ms, p99 {times[296]:F2} ms (asked for on loopback: p99 below 50 ms)");
    }

    // A terminal with a thousand agents that speak every 2 s, for a minute of their time.
    private static void ManyAgents()
    {
        const int Agents = 1000;
        using var site = new BenchSite(1, Agents);
        var terminal = site["t1"];
        var agents = Enumerable.Range(1, Agents).Select(at => $"n{at}").ToList();
        foreach (var agent in agents)
            site.Do(agent, new NodeSays(site.Clock, new NodeWord(AgentWord.Up, 1, default, ClusterWord.Normal, null)));
        site.Talk(60);
        var alive = terminal.State.Peers.Count(peer => peer.Alive);
        var spent = TimeSpan.Zero;
        var datagrams = 0;
        var start = site.Clock;
        while (site.Clock - start < TimeSpan.FromSeconds(60))
        {
            site.Clock += TimeSpan.FromSeconds(2.0 / Agents);
            var step = site[agents[datagrams % Agents]].Step(new Tick(site.Clock));
            foreach (var dispatch in step.Dispatches)
            {
                var begun = Stopwatch.GetTimestamp();
                terminal.Receive(site.Clock, site.AddressOf(agents[datagrams % Agents]), dispatch.Bytes.Span);
                if (site.Clock >= Coordinator.DueAt(terminal.State))
                    terminal.Step(new Tick(site.Clock));
                spent += Stopwatch.GetElapsedTime(begun);
            }

            datagrams++;
        }

        Console.WriteLine($"1,000 agents       {alive} alive; {datagrams / 60} heartbeats a second cost the terminal {spent.TotalSeconds / 60 * 100:F2} % of a core without sockets (asked for: below 10 %)");
    }

    private static double Nanoseconds(int count, Action action)
    {
        for (var warm = 0; warm < count / 10; warm++)
            action();
        var begun = Stopwatch.GetTimestamp();
        for (var at = 0; at < count; at++)
            action();
        return Stopwatch.GetElapsedTime(begun).TotalNanoseconds / count;
    }
}
