using System.Collections.Immutable;
using PowerController.Devices.Drivers;
using PowerController.Model.Readings;
using PowerController.Snmp;

namespace PowerController.Devices.Profiles;

/// <summary>A device profile, compiled: every name is an object identifier, every word its meaning.</summary>
public sealed record DeviceProfile(
    string Name,
    string Title,
    Identification? Identify,
    IdentitySources Identity,
    ImmutableArray<StateRule> States,
    ImmutableArray<AlarmTable> Alarms,
    ImmutableArray<ReadingRule> Readings,
    AllowedValuesTable? AllowedValues,
    ImmutableArray<SettingRule> Settings,
    ImmutableArray<ControlWay> Controls,
    OutletTable? Outlets,
    ImmutableArray<TrapRule> Traps)
{
    /// <summary>What its UPSes can be told to do; one list for all of them.</summary>
    public ImmutableArray<ControlCapability> ControlCapabilities { get; } =
        [.. Controls.Select(way => new ControlCapability(way.Action, way.Title, way.Timing, way.WorksOnMains, way.NeedsOnBattery, way.ComesBack, way.CanBeAborted))];

    public SettingRule? Setting(SettingName name) => Settings.FirstOrDefault(setting => setting.Name == name);

    public IEnumerable<ControlWay> Ways(ControlAction action) => Controls.Where(way => way.Action == action);

    /// <summary>What a trap of the card means, or null.</summary>
    public string? MeaningOf(Oid notification)
    {
        foreach (var trap in Traps)
        {
            if (trap.Notification == notification)
                return trap.Meaning;
        }

        return null;
    }
}

/// <summary>How a card is recognised.</summary>
public sealed record Identification(ImmutableArray<Oid> SysObjectIds, ImmutableArray<AnswerCheck> AnyOf, ImmutableArray<AnswerCheck> NoneOf, bool LastResort);

/// <summary>An object that answers, and what its answer contains.</summary>
public sealed record AnswerCheck(Oid Object, string? Contains);

/// <summary>Where each part of the identity is found, in order.</summary>
public sealed record IdentitySources(
    ImmutableArray<IdentitySource> Maker,
    ImmutableArray<IdentitySource> Model,
    ImmutableArray<IdentitySource> Serial,
    ImmutableArray<IdentitySource> Firmware,
    ImmutableArray<IdentitySource> Name,
    ImmutableArray<IdentitySource> BatteryDate)
{
    public IEnumerable<Oid> Objects() =>
        new[] { Maker, Model, Serial, Firmware, Name, BatteryDate }.SelectMany(sources => sources).Where(source => source.Text is null).Select(source => source.Object);
}

/// <summary>An object, or a text that holds for every card.</summary>
public sealed record IdentitySource(Oid Object, string? Text);

/// <summary>An object that tells a state by its number, or by the places of a text of 0 and 1.</summary>
/// <param name="Inherited">It comes from the profile that this one is based on.</param>
public sealed record StateRule(Oid Object, bool IsFlags, ImmutableSortedDictionary<long, StateMeaning> Means, bool Inherited)
{
    public bool TellsSource => Means.Values.Any(meaning => meaning.Source is not null);
}

public sealed record AlarmTable(Oid Count, Oid Table, ImmutableSortedDictionary<Oid, StateMeaning> Means);

/// <summary>Where a value is found, in order.</summary>
public sealed record ReadingRule(ReadingValue Value, ImmutableArray<ValueSource> Sources);

/// <summary>One object or several lines, and how the number on the wire becomes the value.</summary>
/// <param name="Scale">What the number is multiplied by; for a duration, its seconds.</param>
public sealed record ValueSource(ImmutableArray<Oid> Objects, Combination Combine, double Scale, ImmutableArray<long> Invalid);

public sealed record AllowedValuesTable(Oid Objects, Oid Values);

public enum SettingKind
{
    Duration,
    Percent,
    Volts,
    Word,
    Text,
}

/// <summary>A setting of the card and how it stands on the wire.</summary>
/// <param name="Scale">The value's unit (seconds, volts, percent) for one on the wire.</param>
public sealed record SettingRule(
    SettingName Name,
    Oid Object,
    SettingKind Kind,
    WireUnit? Unit,
    double Scale,
    long? Least,
    long? Most,
    ImmutableArray<long> Values,
    int? Longest,
    ImmutableSortedDictionary<long, string> Words,
    Correction Corrects);

/// <summary>One way in which a UPS does an action.</summary>
public sealed record ControlWay(
    ControlAction Action,
    string Title,
    CutTiming Timing,
    bool WorksOnMains,
    bool NeedsOnBattery,
    ComeBack? ComesBack,
    (Oid Object, long Value)? Only,
    Oid? Counts,
    ImmutableArray<ControlStep> Steps,
    ImmutableArray<ControlStep> Abort)
{
    public bool CanBeAborted => !Abort.IsEmpty;
}

/// <summary>One write of a way.</summary>
/// <param name="Written">The object as written, with a place for the outlet group's number; null when a setting is written.</param>
public sealed record ControlStep(
    string? Written,
    SettingName? Setting,
    long? Value,
    StepArgument? Argument,
    Oid? ObjectValue,
    WireUnit Unit,
    long? Least,
    long? Most,
    bool Optional);

public sealed record OutletTable(Oid State, Oid? Name, ImmutableSortedDictionary<long, bool> Means);

/// <summary>A notification and what it means.</summary>
public sealed record TrapRule(Oid Notification, string Meaning);
