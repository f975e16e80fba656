namespace PowerController.Simulator.Cards;

/// <summary>A clock that stands until it is moved; timers fire on the way, in order.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private TimeSpan _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    public void Move(TimeSpan by)
    {
        TimeSpan end = _now + by;
        while (_timers.Where(t => t.DueAt <= end).MinBy(t => t.DueAt) is { } next)
        {
            _now = next.DueAt!.Value;
            next.Fire();
        }

        _now = end;
    }

    /// <summary>Moves from timer to timer until a task is done.</summary>
    public T Finish<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            ManualTimer next = _timers.Where(t => t.DueAt is not null).MinBy(t => t.DueAt) ?? throw new InvalidOperationException("The task waits for something that is no timer.");
            _now = next.DueAt!.Value;
            next.Fire();
        }

#pragma warning disable xUnit1031 // It is done.
        return task.GetAwaiter().GetResult();
#pragma warning restore xUnit1031
    }

    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public TimeSpan? DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : time._now + dueTime;
            return true;
        }

        public void Fire()
        {
            DueAt = _period == Timeout.InfiniteTimeSpan ? null : DueAt + _period;
            fire();
        }

        public void Dispose()
        {
            DueAt = null;
            time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
