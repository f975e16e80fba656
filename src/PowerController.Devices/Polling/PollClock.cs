namespace PowerController.Devices.Polling;

/// <summary>Calls the poller at every tick: a thread of its own with the system's time, which is steadier and cheaper than a timer; a timer with any other.</summary>
internal sealed class PollClock : IDisposable
{
    private readonly Action _turn;
    private readonly IDisposable _source;

    public PollClock(Action turn, TimeProvider time)
    {
        _turn = turn;
        _source = time == TimeProvider.System ? new ClockThread(turn) : time.CreateTimer(_ => _turn(), null, Limits.PollTick, Limits.PollTick);
    }

    public void Dispose() => _source.Dispose();

    private sealed class ClockThread : IDisposable
    {
        private readonly ManualResetEventSlim _stop = new();
        private readonly Thread _thread;

        public ClockThread(Action turn)
        {
            _thread = new Thread(() => Run(turn)) { IsBackground = true, Name = "poll clock" };
            _thread.Start();
        }

        public void Dispose()
        {
            _stop.Set();
            if (Thread.CurrentThread != _thread)
                _thread.Join();
            _stop.Dispose();
        }

        private void Run(Action turn)
        {
            while (!_stop.Wait(Limits.PollTick))
                turn();
        }
    }
}
