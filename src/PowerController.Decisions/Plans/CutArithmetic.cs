using PowerController.Model.Sites;

namespace PowerController.Decisions.Plans;

/// <summary>How long an output stays on after its cut-off command: it depends on the kind of command, and that on mains.</summary>
public static class CutArithmetic
{
    /// <summary>APC's own fixed part of a graceful shutdown.</summary>
    public static readonly TimeSpan GracefulFixedPart = TimeSpan.FromSeconds(120);

    /// <summary>The shortest time to the output going off: the command that works on battery.</summary>
    public static TimeSpan Shortest(Ups ups, PowerSource source) =>
        OutletDelay(ups, source) ?? ups.Settings.ShutoffDelay;

    /// <summary>The longest time to the output going off. A UPS that may still be on mains when it is commanded is planned with the command that works there.</summary>
    public static TimeSpan Longest(Ups ups, PowerSource source, bool knownOnBattery)
    {
        if (OutletDelay(ups, source) is { } outlet)
            return outlet;
        if (knownOnBattery || ups.CutOnMains != CutOnMains.Graceful)
            return ups.Settings.ShutoffDelay;
        return GracefulDelay(ups.Settings);
    }

    /// <summary>A graceful command on mains: the longer of the card's required delay and the low-battery run time, 120 s, and the shutoff delay.</summary>
    public static TimeSpan GracefulDelay(UpsSettings settings) =>
        Longer(settings.MaximumRequiredDelay, settings.LowBatteryRunTime) + GracefulFixedPart + settings.ShutoffDelay;

    private static TimeSpan? OutletDelay(Ups ups, PowerSource source) =>
        source.OutletGroup is { } name
            ? ups.OutletGroups.First(outlet => string.Equals(outlet.Name, name, StringComparison.Ordinal)).ShutoffDelay
            : null;

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
