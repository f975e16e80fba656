using System.Collections.Immutable;
using System.Globalization;
using PowerController.Snmp;
using PowerController.Yaml.Reading;

namespace PowerController.Devices.Profiles;

/// <summary>Makes a profile of a document that was joined with what it is based on.</summary>
internal sealed class ProfileCompiler(ProfileDocument document, int ownStates, YamlErrors errors)
{
    private readonly ImmutableSortedDictionary<string, string> _arcs = document.Arcs!;
    private readonly ImmutableArray<long> _invalid = document.Invalid;

    public DeviceProfile Compile()
    {
        var settings = document.Settings is null ? [] : document.Settings.All()
            .Where(entry => entry.Setting is not null)
            .Select(entry => SettingCompiler.Compile(entry.Name, entry.Setting!, this))
            .ToImmutableArray();
        var controls = document.Controls is null ? [] : document.Controls.All()
            .Where(entry => !entry.Ways.IsDefaultOrEmpty)
            .SelectMany(entry => entry.Ways.Select(way => ControlCompiler.Compile(entry.Action, way, this)))
            .ToImmutableArray();
        foreach (var way in controls.Where(way => way.Steps.Any(step => step.Setting is { } name && settings.All(setting => setting.Name != name))))
            errors.Add(document.At, $"The control '{way.Title}' writes a setting that the profile '{document.Profile}' does not have.", "Add it under 'settings'.");
        var profile = new DeviceProfile(
            document.Profile, document.Title, Identify(document.Identify), Identity(document.Identity),
            [.. document.States.Select((state, place) => State(state, place >= ownStates))],
            [.. document.Alarms.Select(Alarms)],
            document.Readings is null ? [] : [.. document.Readings.All().Where(entry => !entry.Sources.IsDefaultOrEmpty).Select(Reading)],
            document.AllowedValues is { } allowed ? new AllowedValuesTable(Object(allowed.Objects, allowed.At), Object(allowed.Values, allowed.At)) : null,
            settings, controls, Outlets(document.Outlets),
            [.. document.Traps.SelectMany(Traps)]);
        if (CountPolled(profile) > Limits.PolledObjects)
            errors.Add(document.At, $"The profile '{document.Profile}' polls more than {Limits.PolledObjects} objects.", "Leave out what is not needed.");
        return profile;
    }

    public Oid Object(string text, YamlPosition at)
    {
        if (OidText.WriteOut(text, _arcs) is { } written)
        {
            if (!written.Contains('{', StringComparison.Ordinal) && Oid.TryParse(written, out var oid))
                return oid;
            errors.Add(at, $"{Shown.Value(text)} is not an object identifier here.", "Only a control action of an outlet group has a place for its number.");
        }
        else
        {
            UnknownArc(text, at);
        }

        return default;
    }

    /// <summary>The identifier with its arc written out, perhaps with a place for an outlet group's number.</summary>
    public string Written(string text, YamlPosition at)
    {
        if (OidText.WriteOut(text, _arcs) is { } written)
            return written;
        UnknownArc(text, at);
        return "1.3";
    }

    /// <summary>A map from numbers, as keys write them.</summary>
    public ImmutableSortedDictionary<long, T> Numbered<T>(ImmutableSortedDictionary<string, string>? map, YamlPosition at, Func<string, T> meaning)
    {
        var numbered = ImmutableSortedDictionary.CreateBuilder<long, T>();
        foreach (var (key, value) in map ?? ImmutableSortedDictionary<string, string>.Empty)
        {
            if (long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                numbered[number] = meaning(value);
            else
                errors.Add(at, $"The key {Shown.Value(key)} is not a number.", "The keys here are numbers that the card says.");
        }

        return numbered.ToImmutable();
    }

    public void Complain(YamlPosition at, string message, string remedy) => errors.Add(at, message, remedy);

    private void UnknownArc(string text, YamlPosition at) =>
        errors.Add(at, $"The arc of {Shown.Value(text)} is not known.", $"Name it under 'arcs'. Known: {string.Join(", ", _arcs.Keys)}.");

    private Identification? Identify(IdentifyDocument? identify) => identify is null ? null : new Identification(
        [.. identify.SysObjectIds.Select(text => Object(text, identify.At))], Checks(identify.AnyOf), Checks(identify.NoneOf), identify.LastResort);

    private ImmutableArray<AnswerCheck> Checks(ImmutableArray<CheckDocument> checks) =>
        [.. checks.Select(check => new AnswerCheck(Object(check.Oid, check.At), check.Contains))];

    private IdentitySources Identity(IdentityDocument? identity) => identity is null ? new IdentitySources([], [], [], [], [], []) : new IdentitySources(
        Sources(identity.Maker), Sources(identity.Model), Sources(identity.Serial), Sources(identity.Firmware), Sources(identity.Name), Sources(identity.BatteryDate));

    private ImmutableArray<IdentitySource> Sources(ImmutableArray<IdentitySourceDocument> sources) => sources.IsDefault ? [] :
        [.. sources.Select(source => new IdentitySource(source.Oid is null ? default : Object(source.Oid, source.At), source.Text))];

    private StateRule State(StateDocument state, bool inherited)
    {
        var isFlags = !state.Flags!.IsEmpty;
        var means = Numbered(isFlags ? state.Flags : state.Means, state.At, Meaning);
        if (isFlags && means.Keys.Any(place => place is < 1 or > 64))
            errors.Add(state.At, "A text of flags has places from 1 to 64.", "Leave out the others.");
        return new StateRule(Object(state.Oid, state.At), isFlags, means, inherited);
    }

    private static StateMeaning Meaning(string words) => StateWords.TryParse(words, out var meaning, out _) ? meaning : default;

    private AlarmTable Alarms(AlarmsDocument alarms)
    {
        var arc = Object(alarms.Arc, alarms.At);
        var means = Numbered(alarms.Means, alarms.At, Meaning)
            .Where(pair => pair.Key is >= 0 and <= uint.MaxValue)
            .ToImmutableSortedDictionary(pair => arc.Append((uint)pair.Key), pair => pair.Value);
        return new AlarmTable(Object(alarms.Count, alarms.At), Object(alarms.Table, alarms.At), means);
    }

    private ReadingRule Reading((ReadingValue Value, ImmutableArray<SourceDocument> Sources) entry) =>
        new(entry.Value, [.. entry.Sources.Select(source => Source(entry.Value, source))]);

    private ValueSource Source(ReadingValue value, SourceDocument source)
    {
        var written = source.Oid is null ? source.Oids
            : source.Lines is { } lines ? [.. Enumerable.Range(1, lines).Select(line => string.Create(CultureInfo.InvariantCulture, $"{source.Oid}.{line}"))]
            : [source.Oid];
        if (value == ReadingValue.RunTime != (source.Unit is not null))
            errors.Add(source.At, "A run time has a unit on the wire, and nothing else has one.", "Write 'unit: seconds', 'unit: minutes' or 'unit: ticks'.");
        if (source.Scale <= 0)
            errors.Add(source.At, "A scale lies above 0.", "Write what the number on the wire is multiplied by.");
        return new ValueSource([.. written.Select(text => Object(text, source.At))], source.Combine, source.Scale * Seconds(source.Unit), _invalid.AddRange(source.Invalid));
    }

    /// <summary>Seconds of one on the wire.</summary>
    public static double Seconds(WireUnit? unit) => unit switch
    {
        WireUnit.Minutes => 60,
        WireUnit.Ticks => 0.01,
        _ => 1,
    };

    private OutletTable? Outlets(OutletsDocument? outlets)
    {
        if (outlets is null)
            return null;
        if (outlets.Means.Values.Any(word => word is not ("on" or "off")))
            errors.Add(outlets.At, "An outlet group is on or off.", "Write 'on' or 'off' for each number.");
        return new OutletTable(Object(outlets.State, outlets.At), outlets.Name is null ? null : Object(outlets.Name, outlets.At), Numbered(outlets.Means, outlets.At, word => word == "on"));
    }

    private IEnumerable<TrapRule> Traps(TrapsDocument traps)
    {
        var arc = Object(traps.Arc, traps.At);
        return Numbered(traps.Means, traps.At, meaning => meaning)
            .Where(pair => pair.Key is >= 0 and <= uint.MaxValue)
            .SelectMany(pair => new[] { new TrapRule(arc.Append(0, (uint)pair.Key), pair.Value), new TrapRule(arc.Append((uint)pair.Key), pair.Value) });
    }

    private static int CountPolled(DeviceProfile profile) =>
        profile.States.Select(state => state.Object).Concat(profile.Alarms.Select(alarms => alarms.Count))
            .Concat(profile.Readings.SelectMany(reading => reading.Sources).SelectMany(source => source.Objects)).Distinct().Count();
}
