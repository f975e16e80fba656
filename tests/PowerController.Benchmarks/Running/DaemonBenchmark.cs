using System.Diagnostics;
using System.Globalization;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using PowerController.Benchmarks.Devices;
using PowerController.Benchmarks.Snmp;

namespace PowerController.Benchmarks.Running;

/// <summary>The built program on a site of many UPSes: how soon it knows them all, and what it costs while nothing happens.</summary>
internal static class DaemonBenchmark
{
    private const int ApiPort = 18080;

    public static int Run(string[] words)
    {
        Arguments arguments = new(words);
        var count = arguments.Number("upses", 100);
        var seconds = arguments.Number("seconds", 20);
        var warmUp = arguments.Number("warmup", count > 1000 ? 40 : 10);
        var directory = Directory.CreateTempSubdirectory("powerctl-daemon-").FullName;
        try
        {
            using var responder = new LocalResponder();
            Write(directory, count, responder.Port);
            // A start that nobody has made before reads the program from the disk.
            using (var first = new DaemonProcess("run", "--config", directory, "--state", Path.Combine(directory, "first")))
                WaitUntilKnown(first, count);
            for (var round = 0; round < (count > 1000 ? 1 : 5); round++)
            {
                using var started = new DaemonProcess("run", "--config", directory, "--state", Path.Combine(directory, $"state{round}"));
                var known = WaitUntilKnown(started, count);
                Show($"start to every one of {count} UPSes known", known.TotalSeconds, "s", count == 100 ? 1.5 : double.NaN);
                Show("  of which the program was on a core", started.Cpu.TotalSeconds, "s", double.NaN);
            }

            using var daemon = new DaemonProcess("run", "--config", directory, "--state", Path.Combine(directory, "state"));
            WaitUntilKnown(daemon, count);
            Thread.Sleep(TimeSpan.FromSeconds(warmUp));
            var (cpu, began) = (daemon.Cpu, Stopwatch.GetTimestamp());
            Thread.Sleep(TimeSpan.FromSeconds(seconds));
            Show("share of a core", (daemon.Cpu - cpu) / Stopwatch.GetElapsedTime(began) * 100, "%", count >= 10_000 ? 20 : 3);
            Show("resident memory", daemon.ResidentMegabytes, "MB", count >= 10_000 ? 400 : 120);
            Show("records in the journal", JournalBytes(Path.Combine(directory, "state")) / 1e6, "MB", double.NaN);
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static TimeSpan WaitUntilKnown(DaemonProcess daemon, int count)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        while (daemon.Age < TimeSpan.FromSeconds(180))
        {
            if (daemon.HasExited)
                throw new InvalidOperationException(string.Join('\n', daemon.Lines));
            if (Known(http) >= count)
                return daemon.Age;
            Thread.Sleep(count > 1000 ? 500 : 50);
        }

        throw new TimeoutException($"Not all UPSes were known within {daemon.Age.TotalSeconds:0} s.");
    }

    private static int Known(HttpClient http)
    {
        try
        {
            using var answer = http.GetAsync($"http://127.0.0.1:{ApiPort}/api/v1/status").GetAwaiter().GetResult();
            using var text = JsonDocument.Parse(answer.Content.ReadAsStream());
            return Upses(text.RootElement.GetProperty("groups")).Count(ups => ups.GetProperty("state").GetString() == "normal");
        }
        catch (Exception early) when (early is HttpRequestException or JsonException or TaskCanceledException)
        {
            return 0;
        }
    }

    private static IEnumerable<JsonElement> Upses(JsonElement groups) =>
        groups.EnumerateArray().SelectMany(group => group.GetProperty("upses").EnumerateArray().Concat(Upses(group.GetProperty("groups"))));

    private static long JournalBytes(string state) => Directory.GetFiles(Path.Combine(state, "journal")).Sum(path => new FileInfo(path).Length);

    private static void Write(string directory, int count, int port)
    {
        var yaml = new StringBuilder();
        yaml.Append(CultureInfo.InvariantCulture, $$"""
            site: benchmark
            build: terminal-apart
            network: { groupAddress: 127.255.255.255, groupPort: 4990, groupKey: { file: secrets/group-key } }
            api: { listen: "127.0.0.1:{{ApiPort}}", socket: "off" }
            defaults: { ups: { expectedRunTime: 60m, snmp: { port: {{port}} } } }
            terminals:
              - { name: terminal, address: 127.0.0.10, supply: U00000, confirmTime: 3000s }
            groups:
              - name: room
                upses:

            """);
        for (var at = 0; at < count; at++)
            yaml.Append(CultureInfo.InvariantCulture, $"      - {{ name: U{at:D5}, snmp: {{ address: 127.1.{(at + 1) >> 8}.{(at + 1) & 255} }} }}\n");
        File.WriteAllText(Path.Combine(directory, "site.yaml"), yaml.ToString());
    }

    private static void Show(string what, double figure, string unit, double limit) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{what,-45} {figure,10:0.00} {unit,-3} {(double.IsNaN(limit) ? "" : $"{figure / limit:0.00} of the limit of {limit} {unit}")}"));
}
