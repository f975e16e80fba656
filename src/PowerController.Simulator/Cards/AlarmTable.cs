using System.Collections.Immutable;
using PowerController.Simulator.Cards.Physics;

namespace PowerController.Simulator.Cards;

/// <summary>The alarms of RFC 1628: each has its row while its condition holds, with the time it began.</summary>
public sealed class AlarmTable
{
    private readonly Dictionary<uint, uint> _since = [];

    /// <summary>The well-known alarms a simulated UPS can have, by their number.</summary>
    public static ImmutableArray<uint> Known { get; } = [1, 2, 3, 4, 8, 11, 12, 20, 21, 22, 24];

    /// <summary>How many there are.</summary>
    public int Count => _since.Count;

    /// <summary>When an alarm began, in hundredths of a second of the card's up time; null when there is none.</summary>
    public uint? Since(uint alarm) => _since.TryGetValue(alarm, out uint since) ? since : null;

    /// <summary>Compares with the UPS; says which alarms came and which went.</summary>
    public IEnumerable<(uint Alarm, bool Came)> Update(CardState card)
    {
        List<(uint, bool)> changes = [];
        foreach (uint alarm in Known)
        {
            bool holds = Holds(alarm, card);
            if (holds == _since.ContainsKey(alarm)) continue;
            if (holds) _since[alarm] = card.UpTime;
            else _since.Remove(alarm);
            changes.Add((alarm, holds));
        }

        return changes;
    }

    private static bool Holds(uint alarm, CardState card)
    {
        UpsPhysics ups = card.Physics;
        return alarm switch
        {
            1 => ups.ReplaceBattery,
            2 => ups.OnBattery,
            3 => ups.BatteryLow,
            4 => ups.Charge <= 0,
            8 => ups.Overloaded,
            11 => ups.Output != OutputMode.On && card.Settings.ShutdownType == 1,
            12 => ups.Output != OutputMode.On && card.Settings.ShutdownType == 2,
            20 => !card.HearsUps,
            21 => ups.Output == OutputMode.SleepingUntilMains && !ups.InputGood,
            22 => ups.OffIn is not null,
            24 => ups.TestLeft > TimeSpan.Zero,
            _ => false,
        };
    }
}
