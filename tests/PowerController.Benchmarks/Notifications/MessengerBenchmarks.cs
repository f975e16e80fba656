using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Following;
using PowerController.Runtime.Notifications;
using PowerController.Runtime.Snapshots;
using PowerController.Snmp.Agent;

namespace PowerController.Benchmarks.Notifications;

/// <summary>From the diary to a receiver on loopback: entries a second, and what becomes of a storm.</summary>
internal static class MessengerBenchmarks
{
    private const string Site =
        """
        site: bench
        build: single
        groups: [{ name: g, upses: [{ name: UPS1, simulated: {} }], nodes: [{ name: node1, address: 127.0.0.1, supply: UPS1 }] }]
        terminals: [{ name: terminal, node: node1 }]
        """;

    public static int Run(string[] arguments)
    {
        var entries = arguments is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 4_000;
        foreach (var transport in new[] { SyslogTransport.Udp, SyslogTransport.Tcp })
        {
            OneByOne(transport, 200);
            AllAtOnce(transport, entries);
        }

        Storm();
        return 0;
    }

    private static void OneByOne(SyslogTransport transport, int entries)
    {
        using var server = new LogServer(transport == SyslogTransport.Udp);
        using var run = new MessengerRun(server.Port, transport);
        var times = new List<double>();
        for (var number = 1; number <= entries; number++)
        {
            var clock = Stopwatch.StartNew();
            run.Messenger.Wrote(Entry(number, Words(number)));
            SpinWait.SpinUntil(() => server.Count >= number, TimeSpan.FromSeconds(10));
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        Line($"{transport}, one by one: from the diary to the receiver {times[entries / 2]:0.00} ms median, {times[entries * 99 / 100]:0.00} ms p99, on disk in between");
    }

    private static void AllAtOnce(SyslogTransport transport, int entries)
    {
        using var server = new LogServer(transport == SyslogTransport.Udp);
        using var run = new MessengerRun(server.Port, transport);
        var clock = Stopwatch.StartNew();
        for (var number = 1; number <= entries; number++)
            run.Messenger.Wrote(Entry(number, Words(number)));
        var handing = clock.Elapsed;
        SpinWait.SpinUntil(() => server.Count >= entries, TimeSpan.FromSeconds(60));
        Line($"{transport}, {entries} at once: handed over in {handing.TotalMilliseconds:0.0} ms, {server.Count} delivered, {server.Count / clock.Elapsed.TotalSeconds:0} a second");
    }

    private static void Storm()
    {
        const int Upses = 4_000;
        using var server = new LogServer(datagrams: true);
        using var run = new MessengerRun(server.Port, SyslogTransport.Udp);
        var clock = Stopwatch.StartNew();
        for (var ups = 1; ups <= Upses; ups++)
            run.Messenger.Wrote(Entry(ups, string.Create(CultureInfo.InvariantCulture, $"UPS{ups} is on battery"), $"UPS{ups}"));
        SpinWait.SpinUntil(() => server.Count >= 4, TimeSpan.FromSeconds(60));
        Line($"storm of {Upses} alike: {server.Count} messages, the last after {clock.Elapsed.TotalSeconds:0.0} s of a window of 1 s");
    }

    // No two alike, or they would be merged: letters, since figures do not count.
    private static string Words(int number) => string.Concat(number.ToString("x8", CultureInfo.InvariantCulture).Select(digit => (char)('a' + Convert.ToInt32(digit.ToString(), 16))));

    private static DiaryEntry Entry(long number, string text, string subject = "UPS1") => new(number, DateTimeOffset.UtcNow, DiaryKind.Power, Urgency.Warning, subject, text);

    private static void Line(FormattableString text) => Console.WriteLine("  " + text.ToString(CultureInfo.InvariantCulture));

    private sealed class MessengerRun : IDisposable, ISnapshotSource
    {
        private readonly string _directory = Directory.CreateTempSubdirectory("powercontroller-bench-").FullName;

        public MessengerRun(int port, SyslogTransport transport)
        {
            var configuration = SiteConfiguration.Parse(Site, "site.yaml").Configuration!;
            var state = SiteState.Of(configuration.Site, configuration.Digest);
            Current = new SiteSnapshot(1, DateTimeOffset.UtcNow, TimeSpan.Zero, configuration.Site, configuration.Digest, state, [], [], []);
            var receiver = new ReceiverSettings("log", new ToSyslog("127.0.0.1", port, transport, null, null), ImmutableArray<DiaryKind>.Empty, Urgency.Information);
            var around = new Surroundings("terminal", _directory, _directory, _ => "", (_, text) => Console.WriteLine(text), TimeProvider.System);
            Messenger = new Messenger(new NotificationSettings("127.0.0.1", TimeSpan.FromSeconds(1), [receiver]), configuration.Site, this, new SnmpEngine(SnmpEngine.IdFrom("bench")), around);
            Messenger.Start();
        }

        public Messenger Messenger { get; }

        public SiteSnapshot Current { get; }

        public void Dispose()
        {
            Messenger.Dispose();
            Directory.Delete(_directory, recursive: true);
        }
    }
}
