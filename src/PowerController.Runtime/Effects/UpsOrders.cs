using System.Diagnostics;
using PowerController.Decisions.Plans;
using PowerController.Devices.Drivers;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Sites;

namespace PowerController.Runtime.Effects;

/// <summary>From effects for outputs to what a driver is told, and from what became of it back.</summary>
internal static class UpsOrders
{
    public static string UpsOf(Effect effect) => effect switch
    {
        ArmCut cut => cut.Ups,
        DisarmCut disarm => disarm.Ups,
        TurnOn on => on.Ups,
        CycleOutput cycle => cycle.Ups,
        _ => throw new UnreachableException(),
    };

    /// <summary>What is ordered; of a cut that is taken back, every way in which it may have been ordered.</summary>
    public static IEnumerable<ControlOrder> Of(Effect effect, Ups ups) => effect switch
    {
        ArmCut { OutletGroup: { } group } cut => [new ControlOrder(ControlAction.OutletOff, cut.Delay, Outlet: IndexOf(ups, group))],
        ArmCut { ReturnAfter: { } pause } cut => [Cut(ControlAction.Sleep, cut) with { Pause = pause }, Cut(ControlAction.Cut, cut)],
        ArmCut { After: AfterCut.StayOff } cut => [Cut(ControlAction.Off, cut)],
        ArmCut cut => [Cut(ControlAction.Cut, cut)],
        DisarmCut { OutletGroup: { } group } => [new ControlOrder(ControlAction.OutletOff, Outlet: IndexOf(ups, group))],
        DisarmCut => [new ControlOrder(ControlAction.Cut), new ControlOrder(ControlAction.Off), new ControlOrder(ControlAction.Sleep)],
        TurnOn { OutletGroup: { } group } => [new ControlOrder(ControlAction.OutletOn, Outlet: IndexOf(ups, group))],
        TurnOn => [new ControlOrder(ControlAction.On)],
        CycleOutput { OutletGroup: { } group } => [new ControlOrder(ControlAction.OutletReboot, Outlet: IndexOf(ups, group))],
        CycleOutput => [new ControlOrder(ControlAction.Reboot, Pause: ups.Settings.DiskProtectionTime)],
        _ => throw new UnreachableException(),
    };

    /// <summary>The delay that the card really runs, as the decision counts it: a graceful command adds its own arithmetic to that.</summary>
    public static TimeSpan? ReadBack(Effect effect, ControlOutcome outcome, Ups ups)
    {
        if (effect is not ArmCut cut || outcome.EffectAfter is not { } after)
            return null;
        return cut.Kind == CutKind.Graceful ? after - (CutArithmetic.GracefulDelay(ups.Settings) - ups.Settings.ShutoffDelay) : after;
    }

    public static FailureKind FailureOf(ControlResult result) => result switch
    {
        ControlResult.NoAnswer => FailureKind.NoAnswer,
        ControlResult.Refused => FailureKind.Refused,
        ControlResult.NotNow => FailureKind.BadValue,
        ControlResult.NotSupported => FailureKind.NotSupported,
        ControlResult.TooLong => FailureKind.TooLong,
        ControlResult.Ignored => FailureKind.Ignored,
        _ => FailureKind.Failed,
    };

    private static ControlOrder Cut(ControlAction action, ArmCut cut) => new(action, cut.Delay)
    {
        Style = cut.Kind switch
        {
            CutKind.OnBattery => CutStyle.OnBattery,
            CutKind.Graceful => CutStyle.Graceful,
            _ => CutStyle.Delayed,
        },
    };

    private static int IndexOf(Ups ups, string group) => ups.OutletGroups.First(one => string.Equals(one.Name, group, StringComparison.Ordinal)).Index;
}
