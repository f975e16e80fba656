using System.Globalization;
using PowerController.Model.Events;

namespace PowerController.Simulator.Faults;

/// <summary>A happening in plain words.</summary>
public static class HappeningText
{
    public static string Of(Happening happening) => happening switch
    {
        Outage { Volts: > 0 } outage => $"mains of {List(outage.Upses)} sags to {outage.Volts} V for {Seconds(outage.Lasts)}",
        Outage outage => $"mains of {List(outage.Upses)} is gone for {Seconds(outage.Lasts)}",
        MainsOff off => $"mains of {List(off.Upses)} is gone",
        MainsOn on => $"mains of {List(on.Upses)} is back",
        Flapping flap => $"mains of {List(flap.Upses)} goes {flap.Times} times for {Seconds(flap.Off)} and comes for {Seconds(flap.On)}",
        CardSilent silent => $"the card of {silent.Ups} is silent for {Seconds(silent.Lasts)}",
        CardMisreads misreads => $"{misreads.Ups} {Words(misreads.Trouble)} for {Seconds(misreads.Lasts)}",
        BatteryWorn worn => $"the battery of {worn.Ups} breaks down to {worn.LeftPercent} % of what it held, and its charge goes on being shown",
        IgnoresCuts ignores => $"{ignores.Ups} will acknowledge and ignore {Times(ignores.Times, "cut")} on mains",
        RefusesCuts refuses => $"{refuses.Ups} will refuse {Times(refuses.Times, "cut")}",
        WrongDelay wrong => $"{wrong.Ups} will run {wrong.Percent} % of the delay it is told",
        NodeFails fails => $"{fails.Node} {Words(fails.Trouble)}",
        MessagesLost lost => $"{lost.Permille / 10} % of all messages are lost for {Seconds(lost.Lasts)}",
        MessagesSlow slow => $"messages take up to {slow.Slowest} ms for {Seconds(slow.Lasts)}",
        MessagesDoubled doubled => $"messages are doubled for {Seconds(doubled.Lasts)}",
        NodeCutOff off => $"{off.Node} is cut off from the network for {Seconds(off.Lasts)}",
        TerminalCutOff off => $"{off.Terminal} is cut off from the network for {Seconds(off.Lasts)}",
        ControllerCrashes crash => Crash(crash),
        MasterChanges change => $"{change.Terminal} becomes master{(change.OldHearsAfter > 0 ? $", and the old one hears of it after {Seconds(change.OldHearsAfter)}" : "")}",
        DiskSlow slow => $"{slow.Disk} takes {Seconds(slow.SpinUp)} to be ready",
        SomebodyAsks asks => $"the operator asks: {asks.Request}",
        ScheduleAsks asks => asks.On ? $"the schedule starts {asks.Unit}" : asks.ReturnAfter < 0 ? $"the schedule stops {asks.Unit}" : $"the schedule stops {asks.Unit} for {Seconds(asks.ReturnAfter)}",
        ConfigurationReplaced => "a new configuration is handed out",
        AdministratorStops { Kind: AdministratorStop.Reboot } stops => $"an administrator reboots {stops.Name}",
        AdministratorStops stops => $"an administrator shuts {stops.Name} down",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    internal static string Seconds(long milliseconds) => (milliseconds / 1000.0).ToString("0.###", CultureInfo.InvariantCulture) + " s";

    private static string Crash(ControllerCrashes crash)
    {
        var when = crash.AfterEvents == 0 ? "" : $" in its {crash.AfterEvents}. event from now, with {crash.EffectsOut} of its effects carried out";
        var back = crash.DownFor < 0 ? "does not come back" : $"comes back after {Seconds(crash.DownFor)}";
        var jump = crash.WallJump == 0 ? "" : $"; the wall clock is set {(crash.WallJump > 0 ? "forward" : "back")} by {Seconds(Math.Abs(crash.WallJump))} meanwhile";
        return $"the program of {crash.Terminal} crashes{when} and {back}{jump}";
    }

    private static string Words(CardTrouble trouble) => trouble switch
    {
        CardTrouble.ReadsOff => "says OFF although it feeds",
        CardTrouble.Calibrates => "calibrates its battery",
        CardTrouble.TestsItself => "tests itself",
        CardTrouble.BogusShortRunTime => "tells a run time of 0 s",
        CardTrouble.BogusLongRunTime => "tells a run time of a day",
        CardTrouble.LowBatteryOnMains => "says low battery whatever the battery has",
        CardTrouble.TooHot => "says that its battery is hot",
        CardTrouble.TellsNoValues => "tells its state but no values",
        CardTrouble.Overload => "says overload",
        CardTrouble.TellsNoState => "does not know its own state",
        _ => "shows an alarm",
    };

    private static string Words(NodeTrouble trouble) => trouble switch
    {
        NodeTrouble.HangsInClusterStop => "will hang in the stop of its cluster",
        NodeTrouble.FailsClusterStop => "will fail to stop its cluster",
        NodeTrouble.HangsInOsStop => "will hang in the stop of its operating system",
        NodeTrouble.HangsMutelyInOsStop => "will hang in the stop of its operating system and answer nothing",
        NodeTrouble.AgentDies => "goes on running, but its agent dies",
        NodeTrouble.CrashesAndComesBack => "crashes and comes back",
        NodeTrouble.CrashesAndStaysOff => "crashes and stays off",
        NodeTrouble.HangsInBootOnce => "will hang in its next boot",
        _ => "will not power on when its output comes back next time",
    };

    private static string List(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "nothing",
        1 => names[0],
        _ => $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}",
    };

    private static string Times(int times, string what) => times == 1 ? $"one {what}" : $"{times} {what}s";
}
