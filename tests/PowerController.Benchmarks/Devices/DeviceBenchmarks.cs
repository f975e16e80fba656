using System.Diagnostics;
using System.Globalization;
using System.Net;
using PowerController.Benchmarks.Snmp;
using PowerController.Devices.Drivers;
using PowerController.Devices.Polling;
using PowerController.Devices.Profiles;
using PowerController.Devices.Snmp;
using PowerController.Model.Readings;
using PowerController.Snmp.Client;

namespace PowerController.Benchmarks.Devices;

/// <summary>What it costs to watch thousands of UPSes: identification, polls, readings, all of it.</summary>
internal static class DeviceBenchmarks
{
    /// <summary>The aims, for the ratios.</summary>
    private const double CoreShareMax = 0.08;
    private const double MemoryMax = 100e6;

    public static int Run(string[] words)
    {
        if (words is ["respond"] or ["respond-moving"])
            return LocalResponder.Serve(words is ["respond-moving"]);
        Arguments arguments = new(words);
        var count = arguments.Number("upses", 10_000);
        var interval = TimeSpan.FromMilliseconds(arguments.Number("interval-ms", 2000));
        using var responder = new LocalResponder();
        Watch(count, interval, TimeSpan.FromSeconds(arguments.Number("warmup", 15)), TimeSpan.FromSeconds(arguments.Number("seconds", 20)), responder.Port);
        return 0;
    }

    private static void Watch(int count, TimeSpan interval, TimeSpan warmUp, TimeSpan span, int port)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var alone = Environment.WorkingSet;
        var sink = new CountingSink();
        using var client = new SnmpClient(new SnmpClientOptions { InFlightMax = 8192 });
        using var poller = new Poller(new SnmpPollTransport(client), sink, PollerOptions.Default with { Interval = interval });
        var drivers = new SnmpDrivers(ProfileLibrary.BuiltIn);
        for (var place = 0; place < count; place++)
        {
            var address = new IPAddress([127, 1, (byte)((place + 1) >> 8), (byte)(place + 1)]);
            poller.Watch("UPS" + place.ToString(CultureInfo.InvariantCulture), drivers.For(new ClientChannel(client, new SnmpTarget(new IPEndPoint(address, port), SnmpCredentials.V2c("public")))));
        }

        var started = Stopwatch.GetTimestamp();
        poller.Start();
        while (sink.Identified < count && Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(120))
            Thread.Sleep(50);
        var identified = Stopwatch.GetElapsedTime(started);
        Thread.Sleep(warmUp);
        var counters = poller.Counters;
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var cpu = Environment.CpuUsage;
        started = Stopwatch.GetTimestamp();
        Thread.Sleep(span);
        var wall = Stopwatch.GetElapsedTime(started);
        var share = (Environment.CpuUsage.TotalTime - cpu.TotalTime) / wall;
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        var after = poller.Counters;
        var readings = after.Readings - counters.Readings;
        var heap = GC.GetTotalMemory(forceFullCollection: true) - before;
        Show("UPSes, all identified", sink.Identified, $"after {identified.TotalSeconds:0.0} s");
        Show("readings a second", readings / wall.TotalSeconds, $"{readings / wall.TotalSeconds / (count / interval.TotalSeconds):0.00} of what is due; {after.Faults - counters.Faults} faults, {after.Overrun - counters.Overrun} overrun");
        Show("share of a core", share, $"{share / CoreShareMax:0.00} of the aim of {CoreShareMax}");
        Show("microseconds of a core for a reading", share * wall.TotalSeconds * 1e6 / readings, "");
        Show("bytes allocated for a reading", (double)bytes / readings, "");
        Show("bytes kept for a UPS", (double)heap / count, "");
        var whole = Environment.WorkingSet;
        Show("megabytes for engine and poller", (whole - alone) / 1e6, $"{(whole - alone) / MemoryMax:0.00} of the aim of {MemoryMax / 1e6:0}; the whole process has {whole / 1e6:0}, an empty one {alone / 1e6:0}");
    }

    private static void Show(string what, double figure, string ratio) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-38} {figure,12:0.###}  {ratio}"));

    private sealed class CountingSink : IReadingSink
    {
        private int _identified;

        public int Identified => Volatile.Read(ref _identified);

        public void OnReading(WatchedUps ups, Reading reading, long askedAt)
        {
        }

        public void OnFault(WatchedUps ups, DeviceFault fault)
        {
        }

        public void OnIdentified(WatchedUps ups, UpsDescription description) => Interlocked.Increment(ref _identified);
    }
}
