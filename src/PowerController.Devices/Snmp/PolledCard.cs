using PowerController.Devices.Drivers;
using PowerController.Devices.Profiles;
using PowerController.Model.Readings;
using PowerController.Snmp;

namespace PowerController.Devices.Snmp;

/// <summary>A card that is polled: its plan, what it said last, and its alarms.</summary>
internal sealed class PolledCard(UpsDescription description, PollPlan plan, long? lookAgainAt)
{
    private readonly long[] _slots = new long[plan.Objects.Length];
    private Reading? _last;
    private StateMeaning _alarms;
    private StateMeaning _alarmsOfLast;
    private long _alarmCount;
    private long _alarmsReadAt;

    public UpsDescription Description => description;

    public PollPlan Plan => plan;

    /// <summary>When it is to be looked over again; null while there is no reason to.</summary>
    public long? LookAgainAt { get; set; } = lookAgainAt;

    public bool IsLookDue(long now) => LookAgainAt <= now;

    /// <summary>The card has once told a state, so its telling none is news.</summary>
    public bool HasToldState { get; private set; }

    /// <summary>The reading of these numbers. The same numbers give the same reading, not another one like it: thousands of quiet UPSes cost nothing.</summary>
    public Reading Take(ReadOnlySpan<long> slots)
    {
        if (_last is { } last && _alarms == _alarmsOfLast && slots.SequenceEqual(_slots))
            return last;
        HasToldState |= plan.TellsState(slots);
        slots.CopyTo(_slots);
        _alarmsOfLast = _alarms;
        _last = plan.Evaluate(slots, _alarms);
        return _last;
    }

    /// <summary>True when the count of alarms says that the table is worth reading. A count of 0 forgets the alarms at once.</summary>
    public bool WantsAlarms(ReadOnlySpan<long> slots, TimeProvider time)
    {
        var count = 0L;
        foreach (var alarms in plan.Alarms)
            count += Math.Max(0, slots[alarms.Place] == Slot.Missing ? 0 : slots[alarms.Place]);
        if (count == 0)
        {
            (_alarmCount, _alarms) = (0, default);
            return false;
        }

        return count != _alarmCount || time.GetElapsedTime(_alarmsReadAt) >= Limits.AlarmsAgain;
    }

    /// <summary>Reads the tables of alarms; what fails leaves the alarms as they were, for they are never the only witness of anything.</summary>
    public async Task ReadAlarmsAsync(ISnmpChannel channel, ReadOnlyMemory<long> slots, TimeProvider time, CancellationToken cancel)
    {
        var sum = default(StateMeaning);
        var count = 0L;
        foreach (var alarms in plan.Alarms)
        {
            var told = slots.Span[alarms.Place];
            if (told is Slot.Missing or <= 0)
                continue;
            count += told;
            var reply = await channel.WalkAsync(alarms.Table.Table, Limits.Alarms, cancel).ConfigureAwait(false);
            if (!reply.Succeeded)
                return;
            foreach (var varBind in reply.VarBinds)
            {
                if (varBind.Value.Type == SnmpType.ObjectIdentifier && alarms.Table.Means.TryGetValue(varBind.Value.Identifier, out var meaning))
                    sum = new StateMeaning(sum.Source ?? meaning.Source, sum.Conditions | meaning.Conditions);
            }
        }

        (_alarms, _alarmCount, _alarmsReadAt) = (sum, count, time.GetTimestamp());
    }
}
