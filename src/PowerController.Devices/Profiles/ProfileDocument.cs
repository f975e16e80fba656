using System.Collections.Immutable;
using PowerController.Yaml.Binding;
using PowerController.Yaml.Reading;

namespace PowerController.Devices.Profiles;

/// <summary>A device profile as a file in `mibs/` writes it. Object identifiers are digits, or begin with the name of an arc.</summary>
[Noun("a device profile")]
public sealed record ProfileDocument(
    [ProfileNameRule, Meaning("The profile's name: what a UPS's `profile` names. A profile of the same name in the site's own directory replaces this one.")]
    string Profile,
    [Meaning("What it is for, in words.")]
    string Title,
    [Meaning("A profile to start from: its entries follow this one's own as fallbacks; settings and control actions of the same name are replaced.")]
    string? BasedOn = null,
    [Meaning("Short names for long object identifiers. An arc of the same name replaces that of the profile this one is based on, in its entries too.")]
    ImmutableSortedDictionary<string, string>? Arcs = null,
    [Meaning("How a card is recognised; without it the profile is used only where a UPS names it.")]
    IdentifyDocument? Identify = null,
    [Meaning("What is not taken over from the profile this one is based on: a section, or `section.entry`.")]
    ImmutableArray<Placed<string>> Drop = default,
    [Meaning("Numbers that mean `not known`, wherever nothing else is said; given, they replace those of the profile this one is based on.")]
    ImmutableArray<long> Invalid = default,
    [Meaning("What the UPS says it is.")]
    IdentityDocument? Identity = null,
    [Meaning("Objects that tell where the output comes from and what else is the matter. The first that tells a source wins; conditions add up.")]
    ImmutableArray<StateDocument> States = default,
    [Meaning("Tables of alarms that come and go.")]
    ImmutableArray<AlarmsDocument> Alarms = default,
    [Meaning("What is measured: for each value the objects in order; the first with a valid value wins.")]
    ReadingsDocument? Readings = null,
    [Meaning("The table in which the card itself says what each of its settings may be.")]
    AllowedValuesDocument? AllowedValues = null,
    [Meaning("What the card stores and lets be changed.")]
    SettingsDocument? Settings = null,
    [Meaning("What the UPS can be told to do: for each action the ways in order of preference.")]
    ControlsDocument? Controls = null,
    [Meaning("The groups of outlets that are switched by themselves.")]
    OutletsDocument? Outlets = null,
    [Meaning("What the card's traps mean. A trap only hurries a poll; it is never believed by itself.")]
    ImmutableArray<TrapsDocument> Traps = default,
    YamlPosition At = default);

[Noun("an identification")]
public sealed record IdentifyDocument(
    [OidRule, Meaning("Values of sysObjectID, or the beginnings of them; the longest that fits wins.")]
    ImmutableArray<string> SysObjectIds = default,
    [Meaning("At least one of these objects must answer.")]
    ImmutableArray<CheckDocument> AnyOf = default,
    [Meaning("None of these objects may answer.")]
    ImmutableArray<CheckDocument> NoneOf = default,
    [Meaning("Tried when no other profile fits.", Usual = false)]
    bool LastResort = false,
    YamlPosition At = default);

[Noun("a check"), Shorthand(nameof(Oid))]
public sealed record CheckDocument(
    [OidRule] string Oid,
    [Meaning("Text that the answer must contain; upper and lower case are the same.")]
    string? Contains = null,
    YamlPosition At = default);

[Noun("an identity")]
public sealed record IdentityDocument(
    ImmutableArray<IdentitySourceDocument> Maker = default,
    ImmutableArray<IdentitySourceDocument> Model = default,
    ImmutableArray<IdentitySourceDocument> Serial = default,
    ImmutableArray<IdentitySourceDocument> Firmware = default,
    ImmutableArray<IdentitySourceDocument> Name = default,
    [Meaning("When the battery was last replaced, as the card writes it.")]
    ImmutableArray<IdentitySourceDocument> BatteryDate = default);

[Noun("a source of identity"), Shorthand(nameof(Oid)), OneOf(nameof(Oid), nameof(Text))]
public sealed record IdentitySourceDocument(
    [OidRule] string? Oid = null,
    [Meaning("A text that holds for every card of this profile.")]
    string? Text = null,
    YamlPosition At = default);

[Noun("the outlets")]
public sealed record OutletsDocument(
    [OidRule, Meaning("The column of their states; what follows it is the outlet group's number.")]
    string State,
    [Meaning("What each number of the state means: `on` or `off`.")]
    ImmutableSortedDictionary<string, string> Means,
    [OidRule, Meaning("The column of their names.")]
    string? Name = null,
    YamlPosition At = default);

[Noun("the traps of one arc")]
public sealed record TrapsDocument(
    [OidRule, Meaning("The enterprise of a v1 trap; in v2c and v3 the notification is this and the number, mostly with a 0 between.")]
    string Arc,
    [Meaning("What each number means, in words.")]
    ImmutableSortedDictionary<string, string> Means,
    YamlPosition At = default);
