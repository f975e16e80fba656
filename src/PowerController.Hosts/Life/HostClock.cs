namespace PowerController.Hosts.Life;

/// <summary>A host's monotonic time, the one its events carry: where it began, plus what has really passed since. Wall clocks have no part in it.</summary>
/// <param name="startsAt">Zero, or of a terminal that has a journal: where that clock went on.</param>
public sealed class HostClock(TimeProvider time, TimeSpan startsAt)
{
    private readonly long _began = time.GetTimestamp();

    /// <summary>For timers and for the wall clock.</summary>
    public TimeProvider Time => time;

    public TimeSpan Now => startsAt + time.GetElapsedTime(_began);
}
