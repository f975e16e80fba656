namespace PowerController.Hosts.Tests;

/// <summary>A clock that only moves when told to. Timers fire in their order, on the thread that moves it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<Timer> _timers = [];
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan Now => TimeSpan.FromTicks(_now);

    public override long GetTimestamp() => _now;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves on to every timer that is due within the time, and to its end.</summary>
    public void Advance(TimeSpan by)
    {
        var end = _now + by.Ticks;
        while (Next() is { } timer && timer.DueAt <= end)
            Fire(timer);
        _now = end;
    }

    /// <summary>The machine slept: the clock is ahead and no timer has fired meanwhile.</summary>
    public void Sleep(TimeSpan by) => _now += by.Ticks;

    /// <summary>Moves from timer to timer until the task is done.</summary>
    public T Finish<T>(Task<T> task)
    {
        while (!task.IsCompleted)
            Fire(Next() ?? throw new InvalidOperationException("The task waits for something that is no timer."));
#pragma warning disable xUnit1031 // It is done.
        return task.GetAwaiter().GetResult();
#pragma warning restore xUnit1031
    }

    private Timer? Next() => _timers.Where(timer => timer.DueAt is not null).OrderBy(timer => timer.DueAt).FirstOrDefault();

    private void Fire(Timer timer)
    {
        _now = Math.Max(_now, timer.DueAt!.Value);
        timer.Fire();
    }

    private sealed class Timer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public long? DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : time._now + dueTime.Ticks;
            if (!time._timers.Contains(this))
                time._timers.Add(this);
            return true;
        }

        public void Fire()
        {
            DueAt = _period > TimeSpan.Zero ? time._now + _period.Ticks : null;
            callback(state);
        }

        public void Dispose() => time._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
