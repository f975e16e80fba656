using PowerController.Simulator.Cards.Physics;
using PowerController.Snmp;
using PowerController.Snmp.Agent;

namespace PowerController.Simulator.Cards.Apc;

/// <summary>APC's network management card: the PowerNet MIB as such a card shows a Smart-UPS.</summary>
internal sealed class ApcCard : CardProfile
{
    public static readonly Oid Enterprise = Oid.Of(1, 3, 6, 1, 4, 1, 318);
    public static readonly Oid Ups = Enterprise.Append(1, 1, 1);
    private static readonly Oid TrapText = Enterprise.Append(2, 3, 3, 0);

    public override string Name => "apc";

    public override Oid Kind { get; } = Enterprise.Append(1, 3, 27);

    public override bool ForgetsCountdowns => false;

    public override MibLayout<CardState> Layout => field ??= new(
    [
        .. CardObjects.SystemGroup(Kind, "APC Web/SNMP Management Card (MB:v4.1.0 PF:v7.0.8 PN:apc_hw05_aos_708.bin MN:AP9631) (simulated)"),
        .. ApcReadings.All(), .. ApcSettings.All(), .. ApcControl.All(),
    ]);

    public override IEnumerable<CardTrap> TrapsFor(CardState card, IReadOnlyList<UpsTransition> transitions)
    {
        foreach (UpsTransition transition in transitions)
        {
            foreach ((uint number, string text) in Said(transition, card))
            {
                yield return new CardTrap(Enterprise.Append(0, number), new VarBind(TrapText, SnmpValue.Text(text)));
            }
        }
    }

    private static IEnumerable<(uint Number, string Text)> Said(UpsTransition transition, CardState card) => transition switch
    {
        UpsTransition.CommunicationLost => [(1, "Communication with the UPS has been lost.")],
        UpsTransition.Overloaded => [(2, "The UPS has sensed an overload.")],
        UpsTransition.TestFailed => [(3, "The self-test failed."), (17, "The battery needs to be replaced.")],
        UpsTransition.BatteryExhausted => [(4, "The battery is discharged.")],
        UpsTransition.OnBattery => [(5, "The UPS has switched to battery power.")],
        UpsTransition.BoostBegun => [(6, "Low line voltage is boosted.")],
        UpsTransition.BatteryLow => [(7, "The battery power is too low to support the load.")],
        UpsTransition.CommunicationBack => [(8, "Communication with the UPS has been established.")],
        UpsTransition.MainsBack => [(9, "Utility power has been restored.")],
        UpsTransition.TestPassed => [(10, "The self-test passed.")],
        UpsTransition.BatteryLowOver => [(11, "The battery has returned from a low condition.")],
        UpsTransition.TurnedOff => [(12, "The UPS has been turned off.")],
        UpsTransition.Sleeping => [(13, "The UPS is entering sleep mode.")],
        UpsTransition.TurnedOn when card.Physics.InputGood => [(14, "The UPS is waking up from sleep mode."), (30, "The UPS has been turned on.")],
        UpsTransition.TurnedOn => [(30, "The UPS has been turned on.")],
        UpsTransition.RebootBegun => [(15, "The UPS has started its reboot sequence.")],
        UpsTransition.CalibrationBegun => [(28, "A runtime calibration has started.")],
        UpsTransition.CalibrationEnded => [(37, "A runtime calibration has ended.")],
        UpsTransition.OverloadOver => [(33, "The overload has been corrected.")],
        UpsTransition.GracefulShutdownBegun => [(39, "A graceful shutdown has been initiated.")],
        _ => [],
    };
}
