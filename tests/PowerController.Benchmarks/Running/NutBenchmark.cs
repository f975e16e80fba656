using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http;
using PowerController.Benchmarks.Snmp;
using PowerController.Simulator.Cards;

namespace PowerController.Benchmarks.Running;

/// <summary>
/// Simulated cards of a hundred UPSes, watched by the built program and by NUT at the same time, both with the pace they have by default and without traps:
/// what each costs, and how late each sees that a UPS is on battery.
/// </summary>
internal static class NutBenchmark
{
    private const int ApiPort = 18081;

    /// <summary>UPSes fail within this time, one by one: a whole round of NUT's usual pace, and no multiple of it.</summary>
    private static readonly TimeSpan _failing = TimeSpan.FromSeconds(37);

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    public static int Run(string[] words)
    {
        Arguments arguments = new(words);
        var (count, seed) = (arguments.Number("upses", 100), arguments.Number("seed", Environment.TickCount & 0xffff));
        var seconds = arguments.Number("seconds", 60);
        if (!File.Exists(NutPeer.Driver))
        {
            Console.Error.WriteLine($"{NutPeer.Driver} is not here. On Debian: apt-get install nut-server nut-snmp");
            return 2;
        }

        Console.WriteLine($"seed {seed}");
        var directory = Directory.CreateTempSubdirectory("powerctl-nut-").FullName;
        using var fleet = new CardFleet();
        SimulatedCard[] cards = [.. Enumerable.Range(0, count).Select(_ => new SimulatedCard(CardProfile.Rfc1628))];
        try
        {
            var port = fleet.AddMany(Enumerable.Range(0, count).ToDictionary(WatchedSite.AddressOf, at => cards[at]));
            WatchedSite.Write(directory, count, port, ApiPort);
            using var nut = new NutPeer(count, WatchedSite.AddressOf, port);
            using var ours = new DaemonProcess("run", "--config", directory, "--state", Path.Combine(directory, "state"));
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
            Until(() => nut.States().Values.Count(state => state.StartsWith("OL", StringComparison.Ordinal)) == count, "NUT to know all UPSes");
            Until(() => WatchedSite.States(http, ApiPort).Values.Count(state => state == "normal") == count, "the program to know all UPSes");
            Costs(count, nut, ours, TimeSpan.FromSeconds(seconds));
            Outages(cards, nut, () => WatchedSite.States(http, ApiPort), new Random(seed));
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void Costs(int count, NutPeer nut, DaemonProcess ours, TimeSpan span)
    {
        // By then what only the start has needed is over.
        Thread.Sleep(TimeSpan.FromSeconds(10));
        var (nutCpu, ourCpu, began) = (nut.Cpu, ours.Cpu, Stopwatch.GetTimestamp());
        Thread.Sleep(span);
        var wall = Stopwatch.GetElapsedTime(began);
        Console.WriteLine($"{count} UPSes                                    ours        NUT    ours / NUT");
        Show("processes", 1, nut.Processes, "0");
        Show("memory, shared pages in part [MB]", ProcessFigures.ProportionalMegabytes(ours.Id), nut.ProportionalMegabytes, "0.0");
        Show("share of a core [%]", (ours.Cpu - ourCpu) / wall * 100, (nut.Cpu - nutCpu) / wall * 100, "0.00");
    }

    private static void Outages(SimulatedCard[] cards, NutPeer nut, Func<Dictionary<string, string>> ours, Random random)
    {
        var due = cards.Select(_ => random.NextDouble() * _failing).ToArray();
        var failedAt = new long[cards.Length];
        var (seenByNut, seenByUs) = (new Dictionary<int, double>(), new Dictionary<int, double>());
        var began = Stopwatch.GetTimestamp();
        while ((seenByNut.Count < cards.Length || seenByUs.Count < cards.Length) && Stopwatch.GetElapsedTime(began) < _failing + _patience)
        {
            for (var at = 0; at < cards.Length; at++)
            {
                if (failedAt[at] != 0 || Stopwatch.GetElapsedTime(began) < due[at])
                    continue;
                failedAt[at] = Stopwatch.GetTimestamp();
                cards[at].Do(card => card.Physics.FailInput());
            }

            See(nut.States(), state => state.Contains("OB", StringComparison.Ordinal), failedAt, seenByNut);
            See(ours(), state => state != "normal", failedAt, seenByUs);
            Thread.Sleep(20);
        }

        Show("outages seen", seenByUs.Count, seenByNut.Count, "0");
        Show("an outage seen after, mean [s]", seenByUs.Values.Average(), seenByNut.Values.Average(), "0.00");
        Show("  longest [s]", seenByUs.Values.Max(), seenByNut.Values.Max(), "0.00");
    }

    private static void See(Dictionary<string, string> states, Func<string, bool> isOnBattery, long[] failedAt, Dictionary<int, double> seen)
    {
        for (var at = 0; at < failedAt.Length; at++)
        {
            if (failedAt[at] != 0 && !seen.ContainsKey(at) && states.TryGetValue(WatchedSite.NameOf(at), out var state) && isOnBattery(state))
                seen[at] = Stopwatch.GetElapsedTime(failedAt[at]).TotalSeconds;
        }
    }

    private static void Until(Func<bool> holds, string what)
    {
        var patience = Stopwatch.StartNew();
        while (!holds())
        {
            if (patience.Elapsed > _patience)
                throw new TimeoutException($"Waited {_patience.TotalSeconds:0} s for {what}.");
            Thread.Sleep(200);
        }
    }

    private static void Show(string what, double ours, double nut, string form) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{what,-40} {ours.ToString(form, CultureInfo.InvariantCulture),10} {nut.ToString(form, CultureInfo.InvariantCulture),10} {ours / nut,10:0.00}"));
}
