using System.Diagnostics;

namespace PowerController.Snmp.Client;

/// <summary>A clock that stands still until what a test waits for has come, however long that takes on a busy machine; then the deadline is over.</summary>
internal sealed class HeldTime : TimeProvider
{
    /// <summary>So long on a machine's own clock a test waits before it is said that it waits for nothing.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private readonly List<Timer> _timers = [];
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Timer timer = new(this, callback, state);
        lock (_timers) _timers.Add(timer);
        return timer;
    }

    public async Task<SnmpReply> EndAsync(SnmpTarget target, Task<SnmpReply> asked, Func<bool> came)
    {
        long began = Stopwatch.GetTimestamp();
        while (!came() && !asked.IsCompleted)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < _patience, "What the test waits for has not come.");
            Tick();
            await Task.Yield();
        }

        Interlocked.Add(ref _now, target.Timeout.Ticks);
        Tick();
        return await asked;
    }

    private void Tick()
    {
        Timer[] timers;
        lock (_timers) timers = [.. _timers];
        foreach (Timer timer in timers) timer.Fire();
    }

    private sealed class Timer(HeldTime time, TimerCallback callback, object? state) : ITimer
    {
        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException("Every timer of this clock fires at each tick.");

        public void Dispose()
        {
            lock (time._timers) time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
