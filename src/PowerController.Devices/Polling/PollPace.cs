namespace PowerController.Devices.Polling;

/// <summary>How long to wait before a UPS is asked again.</summary>
internal static class PollPace
{
    /// <summary>Faults in a row after which a card is taken for dead, and is asked less often.</summary>
    public const int DeadAfter = 3;

    private static readonly TimeSpan DeadInterval = TimeSpan.FromSeconds(4);

    /// <summary>A poll may take its whole deadline after it was due, and the gap between two readings must stay within the plan's.</summary>
    public static readonly TimeSpan IntervalMax = Limits.PollGapMax - Limits.PollDeadline;

    /// <param name="usual">What is wanted.</param>
    /// <param name="roundTrip">How long the card takes to answer, on average.</param>
    /// <param name="faults">Faults in a row.</param>
    public static TimeSpan Next(TimeSpan usual, TimeSpan roundTrip, int faults)
    {
        // A slow card is left alone for half of the time: it has its UPS to look after, and other masters.
        var next = roundTrip * 2 > usual ? roundTrip * 2 : usual;
        if (faults >= DeadAfter && next < DeadInterval)
            next = DeadInterval;
        return next > IntervalMax ? IntervalMax : next;
    }
}
