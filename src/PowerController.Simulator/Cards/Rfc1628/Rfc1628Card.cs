using PowerController.Simulator.Cards.Physics;
using PowerController.Snmp;
using PowerController.Snmp.Agent;

namespace PowerController.Simulator.Cards.Rfc1628;

/// <summary>A card that answers the UPS MIB of RFC 1628.</summary>
internal sealed class Rfc1628Card : CardProfile
{
    public static readonly Oid Mib = Oid.Of(1, 3, 6, 1, 2, 1, 33);
    public static readonly Oid Objects = Mib.Append(1);
    public static readonly Oid WellKnownAlarms = Objects.Append(6, 3);
    private static readonly Oid Traps = Mib.Append(2, 0);

    public override string Name => "rfc1628";

    public override Oid Kind => Mib;

    public override bool ForgetsCountdowns => true;

    public override MibLayout<CardState> Layout => field ??= new(
        [.. CardObjects.SystemGroup(Kind, "UPS with an SNMP card (simulated)"), .. Rfc1628Readings.All(), .. Rfc1628Control.All()]);

    public override IEnumerable<CardTrap> TrapsFor(CardState card, IReadOnlyList<UpsTransition> transitions)
    {
        List<CardTrap> traps = [];
        foreach ((uint alarm, bool came) in card.Alarms.Update(card))
        {
            traps.Add(new CardTrap(
                Traps.Append(came ? 3u : 4u),
                new VarBind(Objects.Append(6, 2, 1, 1, alarm), SnmpValue.Integer32((int)alarm)),
                new VarBind(Objects.Append(6, 2, 1, 2, alarm), SnmpValue.ObjectIdentifier(WellKnownAlarms.Append(alarm)))));
        }

        AddOnBattery(card, traps);
        if (transitions.Any(t => t is UpsTransition.TestPassed or UpsTransition.TestFailed or UpsTransition.TestAborted))
        {
            traps.Add(new CardTrap(
                Traps.Append(2),
                new VarBind(Objects.Append(7, 1, 0), Rfc1628Control.TestName(card)),
                new VarBind(Objects.Append(7, 3, 0), Rfc1628Readings.TestResultOf(card))));
        }

        return traps;
    }

    /// <summary>"On battery" is said at once and then again every minute.</summary>
    private static void AddOnBattery(CardState card, List<CardTrap> traps)
    {
        if (!card.Physics.OnBattery)
        {
            card.BatteryTrapsSent = 0;
            return;
        }

        if (card.Physics.TimeOnBattery < TimeSpan.FromMinutes(card.BatteryTrapsSent)) return;
        card.BatteryTrapsSent = (int)card.Physics.TimeOnBattery.TotalMinutes + 1;
        traps.Add(new CardTrap(
            Traps.Append(1),
            new VarBind(Objects.Append(2, 3, 0), Rfc1628Readings.MinutesLeft(card)),
            new VarBind(Objects.Append(2, 2, 0), Rfc1628Readings.SecondsOnBattery(card)),
            new VarBind(Objects.Append(9, 7, 0), Rfc1628Control.LowBatteryMinutes(card))));
    }
}
