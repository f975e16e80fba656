using System.Collections.Immutable;
using PowerController.Devices.Drivers;
using PowerController.Yaml.Binding;
using PowerController.Yaml.Reading;

namespace PowerController.Devices.Profiles;

[Noun("the control actions")]
public sealed record ControlsDocument(
    [Meaning("The output goes off, and comes back when the power does.")]
    ImmutableArray<WayDocument> Cut = default,
    [Meaning("The output goes off and stays off.")]
    ImmutableArray<WayDocument> Off = default,
    [Meaning("The output goes off for a while.")]
    ImmutableArray<WayDocument> Sleep = default,
    ImmutableArray<WayDocument> On = default,
    ImmutableArray<WayDocument> Reboot = default,
    ImmutableArray<WayDocument> SelfTest = default,
    [Meaning("A discharge that teaches the UPS its run time.")]
    ImmutableArray<WayDocument> Calibrate = default,
    [Meaning("The UPS behaves as if the power had failed.")]
    ImmutableArray<WayDocument> SimulateFailure = default,
    ImmutableArray<WayDocument> OutletOff = default,
    ImmutableArray<WayDocument> OutletOn = default,
    ImmutableArray<WayDocument> OutletReboot = default)
{
    /// <summary>The ways by action.</summary>
    internal IEnumerable<(ControlAction Action, ImmutableArray<WayDocument> Ways)> All() =>
    [
        (ControlAction.Cut, Cut), (ControlAction.Off, Off), (ControlAction.Sleep, Sleep), (ControlAction.On, On), (ControlAction.Reboot, Reboot),
        (ControlAction.SelfTest, SelfTest), (ControlAction.Calibrate, Calibrate), (ControlAction.SimulateFailure, SimulateFailure),
        (ControlAction.OutletOff, OutletOff), (ControlAction.OutletOn, OutletOn), (ControlAction.OutletReboot, OutletReboot),
    ];
}

[Noun("a way to do it")]
public sealed record WayDocument(
    [Meaning("What the card calls it.")]
    string Title,
    [Meaning("When the output goes off after the command.")]
    CutTiming Timing,
    [Count(1, 8), Meaning("What is written, in this order.")]
    ImmutableArray<StepDocument> Steps,
    [Meaning("It works while mains is good.", Usual = false)]
    bool WorksOnMains = false,
    [Meaning("The card refuses it, or forgets it, while mains is good.", Usual = false)]
    bool NeedsOnBattery = false,
    [Meaning("When the output comes back.")]
    ComeBack? ComesBack = null,
    [Meaning("An object that must have a value before the card is told anything.")]
    OnlyDocument? Only = null,
    [OidRule, Meaning("An object that counts down while the command is pending.")]
    string? Counts = null,
    [Meaning("What takes the command back; nothing where it cannot be taken back.")]
    ImmutableArray<StepDocument> Abort = default,
    YamlPosition At = default);

[Noun("a condition")]
public sealed record OnlyDocument([OidRule] string Oid, long Value, YamlPosition At = default);

[Noun("a step"), OneOf(nameof(Oid), nameof(Setting)), OneOf(nameof(Value), nameof(Argument), nameof(Object))]
public sealed record StepDocument(
    [OidRule] string? Oid = null,
    [Meaning("A setting of this profile; it is written, read back and compared.")]
    SettingName? Setting = null,
    [Meaning("The number that is written.")]
    long? Value = null,
    [Meaning("What the order says is written.")]
    StepArgument? Argument = null,
    [OidRule, Meaning("The object identifier that is written.")]
    string? Object = null,
    [Meaning("The unit of the argument on the wire.", Usual = "seconds")]
    WireUnit Unit = WireUnit.Seconds,
    [Meaning("The least number that may be written; a smaller argument becomes this.")]
    long? Least = null,
    [Meaning("The greatest number that may be written; a greater argument is refused.")]
    long? Most = null,
    [Meaning("A card that does not have the object is commanded without it.", Usual = false)]
    bool Optional = false,
    YamlPosition At = default);

/// <summary>What of an order a step writes.</summary>
public enum StepArgument
{
    /// <summary>The time from the command to the output going off, or to what else the action does.</summary>
    Delay,

    /// <summary>The time the output stays off.</summary>
    Pause,
}
