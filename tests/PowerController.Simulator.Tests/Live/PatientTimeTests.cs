using PowerController.Simulator.Live;

namespace PowerController.Simulator.Tests.Live;

public sealed class PatientTimeTests
{
    private readonly PatientTime _time = new(30, paced: false);

    [Fact]
    public void PatientTime_MachinePauses_GoesOnByOneBeatOnly()
    {
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(30 * (TimeSpan.FromMilliseconds(1) + PatientTime.Beat), _time.GetElapsedTime(0));
    }

    [Fact]
    public void PatientTime_TimerAtItsMoment_IsWokenOnce()
    {
        using var timer = _time.CreateTimer(_ => { }, null, TimeSpan.FromMilliseconds(60), Timeout.InfiniteTimeSpan);

        Assert.Equal([0, 1, 0], [Beat(), Beat(), Beat()]);
    }

    [Fact]
    public void PatientTime_PeriodShorterThanABeat_ComesOnceABeat()
    {
        using var timer = _time.CreateTimer(_ => { }, null, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));

        Assert.Equal([1, 1, 1], [Beat(), Beat(), Beat()]);
    }

    [Fact]
    public void PatientTime_TimerChangedOrDisposed_ForgetsItsOldMoment()
    {
        var disposed = _time.CreateTimer(_ => { }, null, TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        using var changed = _time.CreateTimer(_ => { }, null, TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        disposed.Dispose();
        changed.Change(TimeSpan.FromMilliseconds(100), Timeout.InfiniteTimeSpan);

        Assert.Equal([0, 0, 0, 1], [Beat(), Beat(), Beat(), Beat()]);
    }

    private int Beat() => _time.Advance(TimeSpan.FromMilliseconds(1));
}
