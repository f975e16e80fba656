namespace PowerController.Simulator.Live;

/// <summary>Time that runs faster than the real one, for everybody who takes it.</summary>
public sealed class ScaledTime : TimeProvider
{
    /// <summary>The system's timers come no finer.</summary>
    private static readonly TimeSpan _finest = TimeSpan.FromMilliseconds(1);

    private readonly double _speed;
    private readonly long _began = System.GetTimestamp();
    private readonly DateTimeOffset _beganAt = System.GetUtcNow();

    public ScaledTime(double speed) => _speed = speed;

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => _began + (long)((System.GetTimestamp() - _began) * _speed);

    public override DateTimeOffset GetUtcNow() => _beganAt + System.GetElapsedTime(_began) * _speed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(System.CreateTimer(callback, state, Real(dueTime), Real(period)), this);

    /// <summary>How long that is in real time.</summary>
    public TimeSpan Real(TimeSpan time)
    {
        if (time <= TimeSpan.Zero)
            return time;
        var real = time / _speed;
        return real < _finest ? _finest : real;
    }

    private sealed class ScaledTimer(ITimer real, ScaledTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => real.Change(time.Real(dueTime), time.Real(period));

        public void Dispose() => real.Dispose();

        public ValueTask DisposeAsync() => real.DisposeAsync();
    }
}
