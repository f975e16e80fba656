namespace PowerController.Simulator.Live;

/// <summary>Fast time for a whole site in one process that waits for the machine: where it is too busy to keep up, time goes slower, and nothing is late.</summary>
/// <remarks>With time that only runs faster, a busy machine looks like a dead card: an answer that is late by a twentieth of a second would be late by seconds.
/// Time goes on in beats: each at most <see cref="Beat"/> of real time, and none before what the last one woke has had its turn.</remarks>
public sealed class PatientTime : TimeProvider, IDisposable
{
    /// <summary>What one beat makes of a longer pause: several hops of a message fit into a card's shortest time-out.</summary>
    internal static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(4);

    /// <summary>So long a beat waits for those before it: who blocks every thread of the pool for longer would stop time for ever.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    private readonly double _speed;
    private readonly DateTimeOffset _beganAt = System.GetUtcNow();
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Waiting, long> _due = new();
    private readonly CancellationTokenSource _stopped = new();
    private long _now;

    public PatientTime(double speed)
        : this(speed, paced: true)
    {
    }

    /// <param name="paced">Otherwise time only goes on by <see cref="Advance"/>.</param>
    internal PatientTime(double speed, bool paced)
    {
        _speed = speed;
        if (paced)
            new Thread(Pace) { IsBackground = true, Name = "fast time" }.Start();
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => _beganAt + TimeSpan.FromTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new PatientTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Dispose()
    {
        _stopped.Cancel();
        _stopped.Dispose();
    }

    /// <summary>So much real time has passed; wakes whoever is due. Returns how many were woken.</summary>
    internal int Advance(TimeSpan real)
    {
        var woken = new List<PatientTimer>();
        lock (_gate)
        {
            var now = Interlocked.Add(ref _now, ((real < Beat ? real : Beat) * _speed).Ticks);
            while (_due.TryPeek(out var next, out var at) && at <= now)
            {
                _due.Dequeue();
                if (next.Timer.IsDue(next.Setting, now, out var again))
                    woken.Add(next.Timer);
                if (again is { } repeated)
                    _due.Enqueue(next, repeated);
            }
        }

        foreach (var timer in woken)
            ThreadPool.UnsafeQueueUserWorkItem(timer, preferLocal: false);
        return woken.Count;
    }

    private void Pace()
    {
        var last = System.GetTimestamp();
        // Not disposed: after a beat that did not wait to the end somebody may still release it.
        var turn = new SemaphoreSlim(0);
        var stopped = _stopped.Token;
        while (!stopped.IsCancellationRequested)
        {
            Thread.Sleep(1);
            var now = System.GetTimestamp();
            Advance(System.GetElapsedTime(last, now));
            last = now;
            ThreadPool.UnsafeQueueUserWorkItem(static turn => turn.Release(), turn, preferLocal: false);
            turn.Wait(_patience);
        }
    }

    private readonly record struct Waiting(PatientTimer Timer, int Setting);

    private sealed class PatientTimer(PatientTime time, TimerCallback callback, object? state) : ITimer, IThreadPoolWorkItem
    {
        private int _setting;
        private long _period;

        public void Execute() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                _setting++;
                _period = period > TimeSpan.Zero ? period.Ticks : 0;
                if (dueTime >= TimeSpan.Zero)
                    time._due.Enqueue(new Waiting(this, _setting), time._now + dueTime.Ticks);
            }

            return true;
        }

        /// <summary>Whether this setting still holds; a period that is shorter than a beat comes once a beat.</summary>
        public bool IsDue(int setting, long now, out long? again)
        {
            again = setting == _setting && _period > 0 ? now + _period : null;
            return setting == _setting;
        }

        public void Dispose()
        {
            lock (time._gate)
                _setting++;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
