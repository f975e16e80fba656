using PowerController.Simulator.Cards.Physics;
using PowerController.Snmp;
using PowerController.Snmp.Agent;
using static PowerController.Simulator.Cards.CardObjects;

namespace PowerController.Simulator.Cards.Apc;

/// <summary>What a PowerNet card can be told. Reading a control gives 1, "nothing", and writing 1 does nothing.</summary>
internal static class ApcControl
{
    // The card adds two minutes to every graceful shutdown, for operating systems that are slow to end.
    private static readonly TimeSpan FixedDelay = TimeSpan.FromSeconds(120);

    public static IEnumerable<MibObject<CardState>> All() =>
    [
        Control([6, 1, 1, 0], (c, n) => n == 1 || (n == 2 && c.Physics.OnBattery), (c, _) => c.Physics.OrderOff(c.Physics.Settings.ShutoffDelay, Wake.WithMains)),
        Control([6, 2, 1, 0], To(3), (c, n) => Order(c, n, Wake.Never)),
        Control([6, 2, 2, 0], To(3), (c, n) => Order(c, n, Wake.AfterReboot(c.Physics.Settings.RebootDuration))),
        Control([6, 2, 3, 0], To(3), (c, n) => Order(c, n, Wake.AfterSleep(c.Physics.Settings.SleepTime))),
        Control([6, 2, 4, 0], To(2), (c, _) => c.Physics.SimulateFailure()),
        Control([6, 2, 5, 0], To(2), (_, _) => { }),
        Control([6, 2, 6, 0], To(2), (c, _) => c.Physics.TurnOn()),
        Control([6, 2, 7, 0], To(3), (c, n) => c.Physics.Bypass(n == 2)),
        Control([6, 2, 8, 0], To(3), (c, n) => c.Physics.OrderOff(n == 2 ? TimeSpan.Zero : GracefulDelay(c), Wake.AfterReboot(c.Physics.Settings.RebootDuration, needsMains: false), graceful: n == 3)),
        Control([7, 2, 2, 0], To(2), (c, _) => c.Physics.StartTest()),
        Control([7, 2, 5, 0], To(3), (c, n) => Calibrate(c, n)),
    ];

    private static MibObject<CardState> Control(ReadOnlySpan<uint> below, Func<CardState, long, bool> allows, Action<CardState, long> act) =>
        Takes(ApcCard.Ups.Append(below), _ => SnmpValue.Integer32(1), allows, (c, n) =>
        {
            if (n != 1) act(c, n);
        });

    private static Func<CardState, long, bool> To(long most) => (_, n) => n >= 1 && n <= most;

    /// <summary>2 acts at once, 3 when the machines behind the UPS had their time.</summary>
    private static void Order(CardState card, long how, Wake wake) =>
        card.Physics.OrderOff(how == 2 ? TimeSpan.Zero : GracefulDelay(card), wake, graceful: how == 3);

    private static TimeSpan GracefulDelay(CardState card)
    {
        UpsSettings settings = card.Physics.Settings;
        TimeSpan longest = card.RequiredDelay > settings.LowBatteryDuration ? card.RequiredDelay : settings.LowBatteryDuration;
        return longest + FixedDelay + settings.ShutoffDelay;
    }

    private static void Calibrate(CardState card, long how)
    {
        if (how == 2) card.Physics.StartCalibration();
        else card.Physics.CancelCalibration();
    }
}
