using System.Diagnostics;
using System.Net;
using System.Text.Json;
using PowerController.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Benchmarks.Snmp;

/// <summary>Polls every target once in a period, spread evenly, as a site does; prints what the engine alone takes of a core and of the memory.</summary>
internal sealed class EvenPace : IAnswerSink
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);
    private long _answers;
    private long _failures;
    private long _refused;

    public static int Run(Arguments arguments)
    {
        EvenPace pace = new();
        IPEndPoint first = IPEndPoint.Parse(arguments.Text("pace", "127.1.0.1:1161"));
        pace.Poll(first, arguments.Number("targets", 10_000), TimeSpan.FromSeconds(arguments.Number("period", 2)), arguments.Text("version", "2c"), arguments.Number("warmup", 8), arguments.Number("seconds", 10));
        return 0;
    }

    public void OnAnswer(in SnmpAnswer answer) => _answers++;

    public void OnFailure(SnmpTarget target, long tag, SnmpFailure failure) => Interlocked.Increment(ref _failures);

    private void Poll(IPEndPoint first, int count, TimeSpan period, string version, int warmUp, int seconds)
    {
        using SnmpClient client = new();
        SnmpCredentials credentials = PolledValues.Credentials(version);
        SnmpTarget[] targets = [.. Enumerable.Range(0, count).Select(i => new SnmpTarget(new IPEndPoint(PollLoop.Plus(first.Address, i), first.Port), credentials))];
        int each = (int)(count * Step / period);
        int next = 0;
        Environment.ProcessCpuUsage cpu = default;
        long answers = 0;
        long start = Stopwatch.GetTimestamp();
        long measuredFrom = 0;
        for (long step = 1; Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(warmUp + seconds); step++)
        {
            if (measuredFrom == 0 && Stopwatch.GetElapsedTime(start) >= TimeSpan.FromSeconds(warmUp))
            {
                measuredFrom = Stopwatch.GetTimestamp();
                cpu = Environment.CpuUsage;
                answers = _answers;
            }

            for (int i = 0; i < each; i++)
            {
                if (client.TryStart(targets[next], PolledValues.Request, this, next, more: i < each - 1) != StartResult.Started) _refused++;
                next = (next + 1) % count;
            }

            TimeSpan rest = (Step * step) - Stopwatch.GetElapsedTime(start);
            if (rest > TimeSpan.Zero) Thread.Sleep(rest);
        }

        double wall = Stopwatch.GetElapsedTime(measuredFrom).TotalSeconds;
        double used = (Environment.CpuUsage.TotalTime - cpu.TotalTime).TotalSeconds;
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            version,
            targets = count,
            periodSeconds = period.TotalSeconds,
            pollsPerSecond = Math.Round((_answers - answers) / wall),
            percentOfACore = Math.Round(100 * used / wall, 2),
            workingSetMegabytes = Math.Round(Environment.WorkingSet / 1048576.0, 1),
            failures = _failures,
            refused = _refused,
        }));
    }
}
