using System.Collections.Immutable;
using System.Reflection;
using PowerController.Yaml.Binding;

namespace PowerController.Devices.Profiles;

/// <summary>A profile and the one it is based on, made into one: own entries first, then the other's as fallbacks.</summary>
internal static class ProfileMerge
{
    /// <summary>The sections that `drop` may name.</summary>
    public static readonly ImmutableArray<string> Sections = ["identity", "states", "alarms", "readings", "settings", "controls", "outlets", "traps", "invalid"];

    public static ProfileDocument Onto(ProfileDocument own, ProfileDocument inherited)
    {
        var dropped = own.Drop.Select(entry => entry.Value).ToImmutableSortedSet(StringComparer.Ordinal);
        var rest = Without(inherited, dropped);
        return own with
        {
            Arcs = rest.Arcs!.SetItems(own.Arcs!),
            Invalid = own.Invalid.IsEmpty ? rest.Invalid : own.Invalid,
            Identity = Join(own.Identity, rest.Identity),
            States = own.States.AddRange(rest.States),
            Alarms = own.Alarms.AddRange(rest.Alarms),
            Readings = Join(own.Readings, rest.Readings),
            AllowedValues = own.AllowedValues ?? rest.AllowedValues,
            Settings = Replaced(own.Settings, rest.Settings),
            Controls = Replaced(own.Controls, rest.Controls),
            Outlets = own.Outlets ?? rest.Outlets,
            Traps = own.Traps.AddRange(rest.Traps),
        };
    }

    /// <summary>What `drop` may name: a section, or an entry of one that has named entries.</summary>
    public static IEnumerable<string> Droppable() =>
        Sections.Concat(Entries<IdentityDocument>("identity")).Concat(Entries<ReadingsDocument>("readings"))
            .Concat(Entries<SettingsDocument>("settings")).Concat(Entries<ControlsDocument>("controls"));

    private static ProfileDocument Without(ProfileDocument document, ImmutableSortedSet<string> dropped) => document with
    {
        Invalid = dropped.Contains("invalid") ? [] : document.Invalid,
        Identity = Without(document.Identity, "identity", dropped),
        States = dropped.Contains("states") ? [] : document.States,
        Alarms = dropped.Contains("alarms") ? [] : document.Alarms,
        Readings = Without(document.Readings, "readings", dropped),
        AllowedValues = dropped.Contains("settings") ? null : document.AllowedValues,
        Settings = Without(document.Settings, "settings", dropped),
        Controls = Without(document.Controls, "controls", dropped),
        Outlets = dropped.Contains("outlets") ? null : document.Outlets,
        Traps = dropped.Contains("traps") ? [] : document.Traps,
    };

    private static IEnumerable<string> Entries<T>(string section) =>
        Members<T>().Select(member => section + "." + Words.Camel(member.Name!));

    // Sections with named entries are rebuilt member by member, so that a new entry needs no code here.
    private static T? Without<T>(T? section, string name, ImmutableSortedSet<string> dropped)
        where T : class =>
        section is null || dropped.Contains(name) ? null : Rebuilt<T>(member => dropped.Contains(name + "." + Words.Camel(member.Name)) ? null : member.GetValue(section));

    private static ImmutableArray<ParameterInfo> Members<T>() => [.. typeof(T).GetConstructors()[0].GetParameters()];

    private static T Rebuilt<T>(Func<PropertyInfo, object?> value) =>
        (T)typeof(T).GetConstructors()[0].Invoke([.. Members<T>().Select(member => value(typeof(T).GetProperty(member.Name!)!))]);

    private static IdentityDocument? Join(IdentityDocument? own, IdentityDocument? rest) => own is null || rest is null ? own ?? rest : new IdentityDocument(
        Listed(own.Maker, rest.Maker), Listed(own.Model, rest.Model), Listed(own.Serial, rest.Serial), Listed(own.Firmware, rest.Firmware),
        Listed(own.Name, rest.Name), Listed(own.BatteryDate, rest.BatteryDate));

    private static ReadingsDocument? Join(ReadingsDocument? own, ReadingsDocument? rest) => own is null || rest is null ? own ?? rest : new ReadingsDocument(
        Listed(own.Charge, rest.Charge), Listed(own.RunTime, rest.RunTime), Listed(own.Load, rest.Load), Listed(own.OutputPower, rest.OutputPower),
        Listed(own.InputVoltage, rest.InputVoltage), Listed(own.InputFrequency, rest.InputFrequency), Listed(own.OutputVoltage, rest.OutputVoltage),
        Listed(own.OutputCurrent, rest.OutputCurrent), Listed(own.BatteryVoltage, rest.BatteryVoltage), Listed(own.BatteryTemperature, rest.BatteryTemperature));

    private static T? Replaced<T>(T? own, T? rest)
        where T : class =>
        own is null || rest is null ? own ?? rest : Rebuilt<T>(member => IsGiven(member.GetValue(own)) ? member.GetValue(own) : member.GetValue(rest));

    private static bool IsGiven(object? entry) => entry is not null and not ImmutableArray<WayDocument> { IsDefaultOrEmpty: true };

    private static ImmutableArray<T> Listed<T>(ImmutableArray<T> own, ImmutableArray<T> rest) => [.. Given(own), .. Given(rest)];

    private static ImmutableArray<T> Given<T>(ImmutableArray<T> list) => list.IsDefault ? [] : list;
}
