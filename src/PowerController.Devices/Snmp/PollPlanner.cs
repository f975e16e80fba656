using System.Collections.Concurrent;
using System.Collections.Immutable;
using PowerController.Devices.Profiles;
using PowerController.Snmp;

namespace PowerController.Devices.Snmp;

/// <summary>Chooses what a card is polled for, from what it answered when it was looked over.</summary>
internal sealed class PollPlanner
{
    // Cards of one make and firmware answer the same, so a site of thousands has a handful of plans.
    private readonly ConcurrentDictionary<(DeviceProfile Profile, string Objects), PollPlan> _plans = new();

    /// <summary>Everything a profile could poll.</summary>
    public static ImmutableArray<Oid> Everything(DeviceProfile profile) =>
        [.. profile.States.Select(state => state.Object).Concat(profile.Alarms.Select(alarms => alarms.Count))
            .Concat(profile.Readings.SelectMany(reading => reading.Sources).SelectMany(source => source.Objects)).Distinct()];

    /// <summary>The plan for a card that answered these objects with these values; noSuchObject keeps an object that was answered before.</summary>
    public PollPlan Choose(DeviceProfile profile, IReadOnlyDictionary<Oid, SnmpValue> answered)
    {
        var states = States(profile, answered);
        var alarms = profile.Alarms.Where(alarm => answered.ContainsKey(alarm.Count)).Take(states.Any(state => !state.Inherited) ? 1 : int.MaxValue).ToImmutableArray();
        var values = profile.Readings.Select(reading => reading with { Sources = Sources(reading, answered) }).Where(reading => !reading.Sources.IsEmpty).ToImmutableArray();
        var objects = states.Select(state => state.Object).Concat(alarms.Select(alarm => alarm.Count))
            .Concat(values.SelectMany(value => value.Sources).SelectMany(source => source.Objects)).Distinct().ToImmutableArray();
        return _plans.GetOrAdd((profile, string.Join(' ', objects)), _ => Plan(profile, objects, states, alarms, values));
    }

    private static ImmutableArray<StateRule> States(DeviceProfile profile, IReadOnlyDictionary<Oid, SnmpValue> answered)
    {
        var there = profile.States.Where(state => answered.ContainsKey(state.Object)).ToImmutableArray();

        // Where the maker's own objects tell the source, the standard one would only cost the card's time.
        var ownTells = there.Any(state => !state.Inherited && state.TellsSource && Tells(state, answered[state.Object]));
        return ownTells ? [.. there.Where(state => !state.Inherited || !state.TellsSource)] : there;
    }

    private static bool Tells(StateRule rule, SnmpValue value) => new PlannedState(rule, 0).Meaning(Slot.Of(value, rule.IsFlags)).Source is not null;

    /// <summary>The sources up to the first that is good now; the ones before it may become good.</summary>
    private static ImmutableArray<ValueSource> Sources(ReadingRule reading, IReadOnlyDictionary<Oid, SnmpValue> answered)
    {
        var chosen = ImmutableArray.CreateBuilder<ValueSource>();
        foreach (var source in reading.Sources)
        {
            var there = source.Objects.Where(answered.ContainsKey).ToImmutableArray();
            if (there.IsEmpty)
                continue;
            chosen.Add(source with { Objects = there });
            var slots = there.Select(known => Slot.Of(answered[known], false)).ToArray();
            if (!double.IsNaN(new PlannedSource(source, [.. Enumerable.Range(0, slots.Length)]).Told(reading.Value, slots)))
                break;
        }

        return chosen.ToImmutable();
    }

    private static PollPlan Plan(
        DeviceProfile profile, ImmutableArray<Oid> objects, ImmutableArray<StateRule> states, ImmutableArray<AlarmTable> alarms, ImmutableArray<ReadingRule> values)
    {
        var places = objects.Select((known, place) => (known, place)).ToDictionary(pair => pair.known, pair => pair.place);
        var flags = objects.Select(known => states.Any(state => state.IsFlags && state.Object == known)).ToImmutableArray();
        return new PollPlan(
            profile, objects, flags,
            [.. states.Select(state => new PlannedState(state, places[state.Object]))],
            [.. values.Select(value => new PlannedValue(value.Value, [.. value.Sources.Select(source => new PlannedSource(source, [.. source.Objects.Select(known => places[known])]))]))],
            [.. alarms.Select(alarm => new PlannedAlarms(alarm, places[alarm.Count]))]);
    }
}
