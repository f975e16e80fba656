using System.Diagnostics;
using System.Net;
using PowerController.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Benchmarks.Snmp;

/// <summary>Keeps a number of polls in flight over many targets: each answer starts the next poll.</summary>
internal sealed class PollLoop : IAnswerSink, IDisposable
{
    private readonly SnmpClient _client;
    private readonly SnmpTarget[] _targets;
    private int _next;
    private long _polls;
    private long _failures;
    private long _values;
    private volatile bool _stopping;

    public PollLoop(IPEndPoint first, int targets, int depth, string version, SnmpTransport transport)
    {
        _client = new SnmpClient(new SnmpClientOptions { Transport = transport, InFlightMax = Math.Max(depth, 64) });
        SnmpCredentials credentials = PolledValues.Credentials(version);
        _targets = [.. Enumerable.Range(0, targets).Select(i => new SnmpTarget(new IPEndPoint(Plus(first.Address, i), first.Port), credentials) { InFlightMax = depth })];
        for (int i = 0; i < depth; i++) StartNext();
    }

    public string Transport => _client.TransportKind ?? "none";

    public long Polls => Volatile.Read(ref _polls);

    /// <summary>Polls for a time and says what they cost.</summary>
    public PollFigures Measure(TimeSpan span)
    {
        long polls = Polls;
        long failures = Volatile.Read(ref _failures);
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        Environment.ProcessCpuUsage cpu = Environment.CpuUsage;
        long start = Stopwatch.GetTimestamp();
        Thread.Sleep(span);
        TimeSpan wall = Stopwatch.GetElapsedTime(start);
        Environment.ProcessCpuUsage after = Environment.CpuUsage;
        polls = Polls - polls;
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        return new PollFigures(polls, Volatile.Read(ref _failures) - failures, wall, after.TotalTime - cpu.TotalTime, after.UserTime - cpu.UserTime, bytes);
    }

    public void OnAnswer(in SnmpAnswer answer)
    {
        long sum = 0;
        for (int i = 0; i < answer.Count; i++)
        {
            if (answer.TryGetInt64(i, out long number)) sum += number;
        }

        _values += sum;
        _polls++;
        StartNext();
    }

    public void OnFailure(SnmpTarget target, long tag, SnmpFailure failure)
    {
        Interlocked.Increment(ref _failures);
        StartNext();
    }

    public void Dispose()
    {
        _stopping = true;
        _client.Dispose();
    }

    private void StartNext()
    {
        if (_stopping) return;
        int next = _next + 1;
        if (next >= _targets.Length) next = 0;
        _next = next;
        _client.TryStart(_targets[next], PolledValues.Request, this, next);
    }

    public static IPAddress Plus(IPAddress address, int offset)
    {
        byte[] octets = address.GetAddressBytes();
        for (int i = octets.Length - 1; i >= 0 && offset > 0; i--)
        {
            offset += octets[i];
            octets[i] = (byte)offset;
            offset >>= 8;
        }

        return new IPAddress(octets);
    }
}

/// <summary>What polls cost.</summary>
internal sealed record PollFigures(long Polls, long Failures, TimeSpan Wall, TimeSpan Cpu, TimeSpan UserCpu, long AllocatedBytes)
{
    public double PerCpuSecond => Polls / Cpu.TotalSeconds;

    public double Rate => Polls / Wall.TotalSeconds;
}
