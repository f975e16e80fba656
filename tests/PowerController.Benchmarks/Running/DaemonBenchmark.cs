using System.Diagnostics;
using System.Globalization;
using System.Net.Http;
using PowerController.Benchmarks.Devices;
using PowerController.Benchmarks.Snmp;
using PowerController.Decisions;
using PowerController.Runtime.Journal;

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
            using var responder = new LocalResponder(moving: !arguments.Has("still"));
            WatchedSite.Write(directory, count, responder.Port, ApiPort);
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
            var state = Path.Combine(directory, "state");
            var (records, cpu, began) = (Records(state), daemon.Cpu, Stopwatch.GetTimestamp());
            Thread.Sleep(TimeSpan.FromSeconds(seconds));
            Show("share of a core", (daemon.Cpu - cpu) / Stopwatch.GetElapsedTime(began) * 100, "%", count >= 10_000 ? 20 : 3);
            Show("records journaled", (Records(state) - records) / Stopwatch.GetElapsedTime(began).TotalSeconds, "/s", 10);
            Show("resident memory", daemon.ResidentMegabytes, "MB", count >= 10_000 ? 400 : 120);
            Show("the journal's files", Directory.GetFiles(Path.Combine(state, "journal")).Sum(path => new FileInfo(path).Length) / 1e6, "MB", double.NaN);
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
            if (WatchedSite.States(http, ApiPort).Values.Count(state => state == "normal") >= count)
                return daemon.Age;
            Thread.Sleep(count > 1000 ? 500 : 50);
        }

        throw new TimeoutException($"Not all UPSes were known within {daemon.Age.TotalSeconds:0} s.");
    }

    private static long Records(string state) => new JournalReader(new JournalDirectory(Path.Combine(state, "journal")), Decider.Decide).Read(repair: false)?.Sequence ?? 0;

    private static void Show(string what, double figure, string unit, double limit) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{what,-45} {figure,10:0.00} {unit,-3} {(double.IsNaN(limit) ? "" : $"{figure / limit:0.00} of the limit of {limit} {unit}")}"));
}
