using System.Collections.Immutable;
using PowerController.Model.Units;

namespace PowerController.Model.Sites;

/// <summary>A UPS of the site, as configured.</summary>
/// <param name="ConfirmTime">How long it must be on battery before it has failed.</param>
/// <param name="ExpectedRunTime">Run time at its usual load for plans without a live figure; null when nobody has said.</param>
/// <param name="FeedsOthers">It also feeds machines that are not part of the site, so it is cut only when its own power has failed.</param>
public sealed record Ups(
    string Name,
    string Description,
    string Group,
    UpsConnection Connection,
    TimeSpan ConfirmTime,
    CutOnMains CutOnMains,
    UpsSettings Settings,
    Celsius BatteryTemperatureMin,
    Celsius BatteryTemperatureMax,
    TimeSpan? ExpectedRunTime,
    bool FeedsOthers,
    ImmutableArray<OutletGroup> OutletGroups);

/// <summary>What the card does with a cut-off command while mains is good; decides how long a cut may take.</summary>
public enum CutOnMains
{
    /// <summary>A graceful command works: low-battery run time + 120 s + shutoff delay (APC's arithmetic).</summary>
    Graceful,

    /// <summary>A delayed off works on mains as on battery: the shutoff delay alone.</summary>
    Delayed,

    /// <summary>The card cuts on battery only; on mains its nodes are stopped but their output stays on.</summary>
    Impossible,
}

/// <summary>Values the card stores; written to it when the operator says so, and read back.</summary>
public sealed record UpsSettings(
    TimeSpan ShutoffDelay,
    TimeSpan LowBatteryRunTime,
    TimeSpan MaximumRequiredDelay,
    TimeSpan DiskProtectionTime,
    Percent ReturnCharge,
    Volts UpperTransfer,
    Volts LowerTransfer,
    Sensitivity Sensitivity,
    Beeper Beeper,
    TimeSpan BeeperDelay,
    SelfTestSchedule SelfTest,
    TimeSpan SleepTime)
{
    public static UpsSettings Default { get; } = new(
        Parameters.ShutoffDelay.Default,
        Parameters.LowBatteryRunTime.Default,
        Parameters.MaximumRequiredDelay.Default,
        Parameters.DiskProtectionTime.Default,
        Parameters.ReturnCharge.Default,
        Parameters.UpperTransfer.Default,
        Parameters.LowerTransfer.Default,
        Sensitivity.High,
        Beeper.Timed,
        Parameters.BeeperDelay.Default,
        SelfTestSchedule.EveryTwoWeeks,
        Parameters.SleepTime.Default);
}

public enum Sensitivity
{
    Auto,
    Low,
    Medium,
    High,
}

public enum Beeper
{
    Timed,
    AtLowBattery,
    Never,
}

public enum SelfTestSchedule
{
    Never,
    AtTurnOn,
    EveryWeek,
    EveryTwoWeeks,
    EveryFourWeeks,
    EveryTwelveWeeks,
}

/// <summary>A group of outlets that the UPS switches by itself.</summary>
/// <param name="Index">The number the card knows it by.</param>
/// <param name="ShutoffDelay">Its own shutoff delay.</param>
public sealed record OutletGroup(string Name, int Index, TimeSpan ShutoffDelay);
