using System.Collections.Immutable;

namespace PowerController.Devices.Drivers;

/// <summary>A setting as the card has it.</summary>
/// <param name="Allowed">What it may be, in words; null where nothing is known.</param>
public sealed record SettingState(SettingName Name, SettingValue Value, string? Allowed);

public sealed record SettingsReadout(ImmutableArray<SettingState> Settings)
{
    public SettingValue? this[SettingName name] => Settings.FirstOrDefault(setting => setting.Name == name)?.Value;
}

/// <summary>A setting to be written.</summary>
public sealed record SettingChange(SettingName Name, SettingValue Value);

/// <summary>What became of a setting that was written.</summary>
public enum SettingResult
{
    /// <summary>It already was so; nothing was written.</summary>
    Unchanged,
    Written,

    /// <summary>The card took it and made something else of it.</summary>
    Corrected,

    /// <summary>The card acknowledged it, and has the old value still.</summary>
    Ignored,

    /// <summary>It is outside of what the card takes; nothing was written.</summary>
    NotAllowed,

    /// <summary>The card said no.</summary>
    Refused,
    NotSupported,
    NoAnswer,
}

public sealed record SettingOutcome(SettingName Name, SettingValue Wanted, SettingValue? Before, SettingValue? After, SettingResult Result, string Text);

public sealed record SettingsReport(ImmutableArray<SettingOutcome> Outcomes)
{
    public bool IsAsWanted => Outcomes.All(outcome => outcome.Result is SettingResult.Unchanged or SettingResult.Written);
}
