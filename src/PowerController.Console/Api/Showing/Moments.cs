using PowerController.Runtime.Snapshots;

namespace PowerController.Console.Api.Showing;

/// <summary>Turns moments of the site's clock into such of the wall clock, for display.</summary>
internal readonly struct Moments(SiteSnapshot snapshot)
{
    private readonly DateTimeOffset _wall = snapshot.Wall;
    private readonly TimeSpan _now = snapshot.Now;

    public TimeSpan Now => _now;

    public DateTimeOffset At(TimeSpan moment) => _wall - (_now - moment);

    public DateTimeOffset? At(TimeSpan? moment) => moment is { } known ? At(known) : null;

    /// <summary>Zero is "never" in the states.</summary>
    public DateTimeOffset? Since(TimeSpan moment) => moment > TimeSpan.Zero ? At(moment) : null;
}
