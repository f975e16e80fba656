using PowerController.Hosts.Life;

namespace PowerController.Hosts.Tests.Life;

public sealed class HostClockTests
{
    [Fact]
    public void HostClock_TimePassesAndTheWallClockGoesBack_GoesOnFromWhereItBegan()
    {
        var time = new SetTime { Wall = DateTimeOffset.UnixEpoch.AddYears(50) };
        var clock = new HostClock(time, TimeSpan.FromSeconds(100));

        time.Ticks += TimeSpan.FromSeconds(7).Ticks;
        time.Wall -= TimeSpan.FromDays(3);

        Assert.Equal(TimeSpan.FromSeconds(107), clock.Now);
    }

    private sealed class SetTime : TimeProvider
    {
        public DateTimeOffset Wall { get; set; }

        public long Ticks { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Ticks;

        public override DateTimeOffset GetUtcNow() => Wall;
    }
}
