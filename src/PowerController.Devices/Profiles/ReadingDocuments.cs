using System.Collections.Immutable;
using PowerController.Yaml.Binding;
using PowerController.Yaml.Reading;

namespace PowerController.Devices.Profiles;

[Noun("a state"), OneOf(nameof(Means), nameof(Flags))]
public sealed record StateDocument(
    [OidRule] string Oid,
    [StateWordsRule, Meaning("What each number means: a source (unknown, mains, battery, bypass, off), conditions, or both.")]
    ImmutableSortedDictionary<string, string>? Means = null,
    [StateWordsRule, Meaning("The object is a text of 0 and 1: what a 1 at each place means, counted from 1.")]
    ImmutableSortedDictionary<string, string>? Flags = null,
    YamlPosition At = default);

[Noun("a table of alarms")]
public sealed record AlarmsDocument(
    [OidRule, Meaning("How many alarms there are; the table is read only while it is not 0.")]
    string Count,
    [OidRule, Meaning("The column that holds the alarms' identifiers.")]
    string Table,
    [OidRule, Meaning("What the identifiers begin with.")]
    string Arc,
    [StateWordsRule, Meaning("What the identifier that ends with this number means.")]
    ImmutableSortedDictionary<string, string> Means,
    YamlPosition At = default);

[Noun("the readings")]
public sealed record ReadingsDocument(
    ImmutableArray<SourceDocument> Charge = default,
    ImmutableArray<SourceDocument> RunTime = default,
    ImmutableArray<SourceDocument> Load = default,
    ImmutableArray<SourceDocument> OutputPower = default,
    ImmutableArray<SourceDocument> InputVoltage = default,
    ImmutableArray<SourceDocument> InputFrequency = default,
    ImmutableArray<SourceDocument> OutputVoltage = default,
    ImmutableArray<SourceDocument> OutputCurrent = default,
    ImmutableArray<SourceDocument> BatteryVoltage = default,
    ImmutableArray<SourceDocument> BatteryTemperature = default)
{
    /// <summary>The lists by the value they tell.</summary>
    internal IEnumerable<(ReadingValue Value, ImmutableArray<SourceDocument> Sources)> All() =>
    [
        (ReadingValue.Charge, Charge), (ReadingValue.RunTime, RunTime), (ReadingValue.Load, Load), (ReadingValue.OutputPower, OutputPower),
        (ReadingValue.InputVoltage, InputVoltage), (ReadingValue.InputFrequency, InputFrequency), (ReadingValue.OutputVoltage, OutputVoltage),
        (ReadingValue.OutputCurrent, OutputCurrent), (ReadingValue.BatteryVoltage, BatteryVoltage), (ReadingValue.BatteryTemperature, BatteryTemperature),
    ];
}

[Noun("a source of a value"), Shorthand(nameof(Oid)), OneOf(nameof(Oid), nameof(Oids))]
public sealed record SourceDocument(
    [OidRule] string? Oid = null,
    [OidRule, Meaning("Several objects that are combined, the phases say.")]
    ImmutableArray<string> Oids = default,
    [Range(1, 6), Meaning("The object is a column with so many lines: .1, .2, … are combined.")]
    int? Lines = null,
    [Meaning("How several are combined.", Usual = "least")]
    Combination Combine = Combination.Least,
    [Meaning("What the number on the wire is multiplied by.", Usual = 1.0)]
    double Scale = 1,
    [Meaning("The unit of a duration on the wire.")]
    WireUnit? Unit = null,
    [Meaning("Numbers on the wire that mean `not known`, beside those of the profile.")]
    ImmutableArray<long> Invalid = default,
    YamlPosition At = default);

/// <summary>What one of several lines stands for all of them.</summary>
public enum Combination
{
    Least,
    Greatest,
    Sum,
}

/// <summary>How a card counts time. A TimeTicks object is always hundredths, whatever the MIB's text says.</summary>
public enum WireUnit
{
    Seconds,
    Minutes,
    Ticks,
}

/// <summary>What a reading may tell.</summary>
public enum ReadingValue
{
    Charge,
    RunTime,
    Load,
    OutputPower,
    InputVoltage,
    InputFrequency,
    OutputVoltage,
    OutputCurrent,
    BatteryVoltage,
    BatteryTemperature,
}
