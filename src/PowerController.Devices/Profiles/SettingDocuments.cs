using System.Collections.Immutable;
using PowerController.Devices.Drivers;
using PowerController.Yaml.Binding;
using PowerController.Yaml.Reading;

namespace PowerController.Devices.Profiles;

[Noun("the allowed values")]
public sealed record AllowedValuesDocument(
    [OidRule, Meaning("The column that names the settings' objects.")]
    string Objects,
    [OidRule, Meaning("The column that lists what each may be, separated by commas.")]
    string Values,
    YamlPosition At = default);

[Noun("the settings")]
public sealed record SettingsDocument(
    SettingDocument? Name = null,
    SettingDocument? BatteryDate = null,
    SettingDocument? RatedOutputVoltage = null,
    SettingDocument? UpperTransfer = null,
    SettingDocument? LowerTransfer = null,
    SettingDocument? Sensitivity = null,
    SettingDocument? Beeper = null,
    SettingDocument? BeeperDelay = null,
    SettingDocument? ShutoffDelay = null,
    SettingDocument? DiskProtectionTime = null,
    SettingDocument? LowBatteryRunTime = null,
    SettingDocument? ReturnCharge = null,
    SettingDocument? ReturnRunTime = null,
    SettingDocument? SleepTime = null,
    SettingDocument? RebootPause = null,
    SettingDocument? SelfTestSchedule = null,
    SettingDocument? AutoRestart = null)
{
    /// <summary>The settings by name.</summary>
    internal IEnumerable<(SettingName Name, SettingDocument? Setting)> All() =>
    [
        (SettingName.Name, Name), (SettingName.BatteryDate, BatteryDate), (SettingName.RatedOutputVoltage, RatedOutputVoltage),
        (SettingName.UpperTransfer, UpperTransfer), (SettingName.LowerTransfer, LowerTransfer), (SettingName.Sensitivity, Sensitivity),
        (SettingName.Beeper, Beeper), (SettingName.BeeperDelay, BeeperDelay), (SettingName.ShutoffDelay, ShutoffDelay),
        (SettingName.DiskProtectionTime, DiskProtectionTime), (SettingName.LowBatteryRunTime, LowBatteryRunTime), (SettingName.ReturnCharge, ReturnCharge),
        (SettingName.ReturnRunTime, ReturnRunTime), (SettingName.SleepTime, SleepTime), (SettingName.RebootPause, RebootPause),
        (SettingName.SelfTestSchedule, SelfTestSchedule), (SettingName.AutoRestart, AutoRestart),
    ];
}

[Noun("a setting")]
public sealed record SettingDocument(
    [OidRule] string Oid,
    [Meaning("The unit of a duration on the wire.")]
    WireUnit? Unit = null,
    [Meaning("What the number on the wire is multiplied by.", Usual = 1.0)]
    double Scale = 1,
    [Meaning("The least number on the wire.")]
    long? Least = null,
    [Meaning("The greatest number on the wire.")]
    long? Most = null,
    [Meaning("The only numbers on the wire that the card takes.")]
    ImmutableArray<long> Values = default,
    [Range(1, 255), Meaning("A text's greatest length.")]
    int? Longest = null,
    [Meaning("What each number on the wire means, as a word.")]
    ImmutableSortedDictionary<string, string>? Words = null,
    [Meaning("What the card makes of a value that does not suit it.", Usual = "unknown")]
    Correction Corrects = Correction.Unknown,
    YamlPosition At = default);

/// <summary>What a card does with a value between those it knows.</summary>
public enum Correction
{
    Unknown,
    NextHigher,
    NextLower,
    Rejects,
}
