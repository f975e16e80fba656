namespace PowerController.Snmp.Client;

/// <summary>Calls something at every deadline tick on a thread of its own: a timer would wake the thread pool each time, whose workers then spin for a while.</summary>
internal sealed class TickThread : IDisposable
{
    private readonly object _closing = new();
    private readonly Action _tick;
    private readonly Thread _thread;
    private bool _closed;

    public TickThread(Action tick)
    {
        _tick = tick;
        _thread = new Thread(Run) { IsBackground = true, Name = "snmp deadlines" };
        _thread.Start();
    }

    public void Dispose()
    {
        lock (_closing)
        {
            _closed = true;
            Monitor.PulseAll(_closing);
        }

        if (Thread.CurrentThread != _thread) _thread.Join();
    }

    private void Run()
    {
        for (; ; )
        {
            lock (_closing)
            {
                if (!_closed) Monitor.Wait(_closing, Limits.DeadlineTick);
                if (_closed) return;
            }

            _tick();
        }
    }
}
