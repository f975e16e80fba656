namespace PowerController.Devices.Polling;

/// <summary>How often UPSes are asked.</summary>
/// <param name="Interval">Usually.</param>
/// <param name="HurriedInterval">While any UPS is on battery.</param>
public sealed record PollerOptions(TimeSpan Interval, TimeSpan HurriedInterval)
{
    public static PollerOptions Default { get; } = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));
}

/// <summary>What the poller did so far.</summary>
public readonly record struct PollerCounters
{
    /// <summary>UPSes that are watched now.</summary>
    public int Watched { get; init; }

    /// <summary>UPSes whose last reading says that they are on battery.</summary>
    public int OnBattery { get; init; }

    /// <summary>Readings handed on.</summary>
    public long Readings { get; init; }

    /// <summary>Polls that brought none.</summary>
    public long Faults { get; init; }

    /// <summary>Polls that were due while the one before was under way still.</summary>
    public long Overrun { get; init; }

    /// <summary>Polls that the engine had no room for; they are made up at the next turn.</summary>
    public long Postponed { get; init; }

    /// <summary>Polls that went the long way: identification, a table of alarms, an old card that refuses.</summary>
    public long LongWays { get; init; }
}
