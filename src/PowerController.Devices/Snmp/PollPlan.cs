using System.Collections.Immutable;
using PowerController.Devices.Profiles;
using PowerController.Model.Readings;
using PowerController.Model.Units;
using PowerController.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Devices.Snmp;

/// <summary>
/// One poll of a card: the objects it is known to answer, asked in one message, and what their answers mean. Shared by all cards that answer the same
/// objects of the same profile.
/// </summary>
public sealed class PollPlan
{
    private readonly ImmutableArray<PlannedState> _states;
    private readonly ImmutableArray<PlannedValue> _values;
    private readonly ImmutableArray<bool> _isFlags;

    internal PollPlan(
        DeviceProfile profile, ImmutableArray<Oid> objects, ImmutableArray<bool> isFlags, ImmutableArray<PlannedState> states,
        ImmutableArray<PlannedValue> values, ImmutableArray<PlannedAlarms> alarms)
    {
        Profile = profile;
        Objects = objects;
        Request = PreparedRequest.Get([.. objects]);
        _isFlags = isFlags;
        _states = states;
        _values = values;
        Alarms = alarms;
    }

    public DeviceProfile Profile { get; }

    /// <summary>What is asked; the states come first.</summary>
    public ImmutableArray<Oid> Objects { get; }

    /// <summary>The same, encoded once.</summary>
    public PreparedRequest Request { get; }

    /// <summary>Tables to be read while their count is not 0.</summary>
    internal ImmutableArray<PlannedAlarms> Alarms { get; }

    /// <summary>The objects that tell a state; they are never given up.</summary>
    internal IEnumerable<Oid> StateObjects => _states.Select(state => state.Rule.Object);

    /// <summary>True when the answer told at least one state.</summary>
    internal bool TellsState(ReadOnlySpan<long> slots)
    {
        foreach (var state in _states)
        {
            if (slots[state.Place] != Slot.Missing)
                return true;
        }

        return false;
    }

    /// <summary>Reads an answer into numbers, one for each object; false when it is not the answer to this plan.</summary>
    internal bool TryRead(in SnmpAnswer answer, Span<long> slots)
    {
        if (!Request.IsFollowedBy(answer))
            return false;
        for (var place = 0; place < slots.Length; place++)
            slots[place] = Slot.Of(answer[place], _isFlags[place]);
        return true;
    }

    internal void Read(SnmpReply reply, Span<long> slots)
    {
        var inOrder = reply.VarBinds.Length == Objects.Length;
        for (var place = 0; place < slots.Length; place++)
        {
            var value = inOrder && reply.VarBinds[place].Name == Objects[place] ? reply.VarBinds[place].Value : reply[Objects[place]];
            slots[place] = Slot.Of(value, _isFlags[place]);
        }
    }

    /// <summary>What the numbers mean. Nothing of an earlier poll is in it, except the table of alarms that is handed in.</summary>
    internal Reading Evaluate(ReadOnlySpan<long> slots, StateMeaning alarms)
    {
        OutputSource? source = null;
        var conditions = alarms.Conditions;
        foreach (var state in _states)
        {
            var meaning = state.Meaning(slots[state.Place]);
            source ??= meaning.Source;
            conditions |= meaning.Conditions;
        }

        Span<double> told = stackalloc double[Enum.GetValues<ReadingValue>().Length];
        told.Fill(double.NaN);
        foreach (var value in _values)
            told[(int)value.Value] = value.Told(slots);
        return Build(source ?? alarms.Source ?? OutputSource.Unknown, conditions, told);
    }

    private static Reading Build(OutputSource source, Conditions conditions, ReadOnlySpan<double> told)
    {
        var charge = told[(int)ReadingValue.Charge] is var c && double.IsNaN(c) ? (Percent?)null : new Percent(c);
        var runTime = told[(int)ReadingValue.RunTime] is var r && double.IsNaN(r) ? (TimeSpan?)null : TimeSpan.FromSeconds(r);
        return new Reading(
            source, conditions, charge, Plausibility.RunTime(runTime, charge, conditions),
            told[(int)ReadingValue.Load] is var load && double.IsNaN(load) ? null : new Percent(load),
            told[(int)ReadingValue.OutputPower] is var power && double.IsNaN(power) ? null : new Watts(power),
            told[(int)ReadingValue.InputVoltage] is var input && double.IsNaN(input) ? null : new Volts(input),
            told[(int)ReadingValue.InputFrequency] is var frequency && double.IsNaN(frequency) ? null : new Hertz(frequency),
            told[(int)ReadingValue.OutputVoltage] is var output && double.IsNaN(output) ? null : new Volts(output),
            told[(int)ReadingValue.OutputCurrent] is var current && double.IsNaN(current) ? null : new Amperes(current),
            told[(int)ReadingValue.BatteryVoltage] is var battery && double.IsNaN(battery) ? null : new Volts(battery),
            told[(int)ReadingValue.BatteryTemperature] is var temperature && double.IsNaN(temperature) ? null : new Celsius(temperature));
    }
}

/// <summary>A state rule with the place of its object in the poll.</summary>
internal sealed class PlannedState(StateRule rule, int place)
{
    private readonly (long Key, StateMeaning Meaning)[] _means = [.. rule.Means.Select(pair => (pair.Key, pair.Value))];

    public StateRule Rule => rule;

    public int Place => place;

    public StateMeaning Meaning(long told)
    {
        if (told == Slot.Missing)
            return default;
        var sum = default(StateMeaning);
        foreach (var (key, meaning) in _means)
        {
            var holds = rule.IsFlags ? (told & (1L << (int)(key - 1))) != 0 : told == key;
            if (holds)
                sum = new StateMeaning(sum.Source ?? meaning.Source, sum.Conditions | meaning.Conditions);
        }

        return sum;
    }
}

/// <summary>A value with the places of its sources in the poll.</summary>
internal sealed class PlannedValue(ReadingValue value, ImmutableArray<PlannedSource> sources)
{
    public ReadingValue Value => value;

    public ImmutableArray<PlannedSource> Sources => sources;

    /// <summary>The first source's value that can be true, or NaN.</summary>
    public double Told(ReadOnlySpan<long> slots)
    {
        foreach (var source in sources)
        {
            var told = source.Told(value, slots);
            if (!double.IsNaN(told))
                return told;
        }

        return double.NaN;
    }
}

internal sealed class PlannedSource(ValueSource source, ImmutableArray<int> places)
{
    public ImmutableArray<int> Places => places;

    public double Told(ReadingValue value, ReadOnlySpan<long> slots)
    {
        var result = double.NaN;
        foreach (var place in places)
        {
            var number = slots[place];
            if (number == Slot.Missing || source.Invalid.Contains(number))
                continue;

            // 2433 tenths are 243.3, not 243.3 and a trace of binary fractions.
            var told = Math.Round(number * source.Scale, 6);
            if (!Plausibility.IsPossible(value, told))
                continue;
            result = double.IsNaN(result) ? told : source.Combine switch
            {
                Combination.Greatest => Math.Max(result, told),
                Combination.Sum => result + told,
                _ => Math.Min(result, told),
            };
        }

        return result;
    }
}

/// <summary>A table of alarms with the place of its count in the poll.</summary>
internal sealed record PlannedAlarms(AlarmTable Table, int Place);
