using PowerController.Devices.Drivers;
using PowerController.Devices.Profiles;
using PowerController.Devices.Snmp;
using PowerController.Model.Readings;
using PowerController.Model.Units;
using PowerController.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Devices.Tests.Snmp;

public class ControlTests
{
    private static readonly Oid Conserve = Oid.Parse(SampleCards.Apc + ".6.1.1.0");
    private static readonly Oid Reboot = Oid.Parse(SampleCards.Apc + ".6.2.2.0");
    private static readonly Oid ShutoffDelay = Oid.Parse(SampleCards.Apc + ".5.2.10.0");
    private static readonly ControlOrder Cut = new(ControlAction.Cut, TimeSpan.FromSeconds(300));
    private readonly ManualTime _time = new();

    [Fact]
    public void Cut_ApcOnBattery_StoresTheDelayAndConserves()
    {
        var card = OnBattery();
        var outcome = Command(card, Cut);
        Assert.True(outcome.IsUnderWay, outcome.Text);
        Assert.Equal([new VarBind(ShutoffDelay, SnmpValue.TimeTicks(30_000)), new VarBind(Conserve, SnmpValue.Integer32(2))], card.Writes);
        Assert.Equal(TimeSpan.FromSeconds(300), outcome.EffectAfter);
    }

    [Fact]
    public void Cut_ApcOnMains_TakesTheGracefulWayAndTheCardsArithmetic()
    {
        var card = SampleCards.SmartUps();
        var outcome = Command(card, Cut);
        Assert.Equal(new VarBind(Reboot, SnmpValue.Integer32(3)), card.Writes[^1]);
        Assert.DoesNotContain(card.Writes, write => write.Name == Conserve);

        // Low-battery run time 120 s, 120 s of the card's own, shutoff delay 300 s.
        Assert.Equal(TimeSpan.FromSeconds(540), outcome.EffectAfter);
    }

    [Fact]
    public void Cut_MainsReturnsAsTheCommandIsSent_TakesTheWayThatWorksOnMains()
    {
        var card = OnBattery();
        card.OnSet = varBind =>
        {
            if (varBind.Name == Conserve)
                return new SnmpFailure(SnmpFailureKind.ErrorStatus, SnmpErrorStatus.BadValue, 1);
            card.Objects[varBind.Name] = varBind.Value;
            return null;
        };
        var outcome = Command(card, Cut);
        Assert.True(outcome.IsUnderWay, outcome.Text);
        Assert.Equal("graceful reboot", outcome.Way);
    }

    [Fact]
    public void Cut_CardMakesTheDelayShorter_IsNotCommanded()
    {
        var card = OnBattery();
        card.OnSet = varBind =>
        {
            if (varBind.Name == ShutoffDelay)
                card[SampleCards.Apc + ".5.2.10.0"] = SnmpValue.TimeTicks(18_000);
            return null;
        };
        var outcome = Command(card, Cut);
        Assert.Equal(ControlResult.TooLong, outcome.Result);
        Assert.All(card.Writes, write => Assert.Equal(ShutoffDelay, write.Name));
        Assert.Contains("too short", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_StandardCardCountsDown_IsSeen()
    {
        var card = SampleCards.Standard();
        var outcome = Command(card, Cut);
        Assert.Equal(ControlResult.Seen, outcome.Result);
        Assert.True(outcome.CanBeAborted);
        Assert.Equal(SnmpValue.Integer32(300), card[SampleCards.Ups + ".8.2.0"]);
    }

    [Fact]
    public void Cut_AcknowledgedButIgnored_IsRepeatedAndThenSaid()
    {
        var card = SampleCards.Standard();
        card.OnSet = _ => null;
        var outcome = Command(card, Cut);
        Assert.Equal(ControlResult.Ignored, outcome.Result);
        Assert.Equal(Limits.ControlTries, card.Writes.Count(write => write.Name == Oid.Parse(SampleCards.Ups + ".8.2.0")));
        Assert.Contains("does nothing", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_FirstAcknowledgementForgotten_IsSeenAtTheSecond()
    {
        var card = SampleCards.Standard();
        var times = 0;
        card.OnSet = varBind =>
        {
            if (varBind.Name == Oid.Parse(SampleCards.Ups + ".8.2.0") && ++times == 2)
                card.Objects[varBind.Name] = varBind.Value;
            return null;
        };
        Assert.Equal(ControlResult.Seen, Command(card, Cut).Result);
        Assert.Equal(2, times);
    }

    [Fact]
    public void Cut_AnswerLostButObeyed_IsNotCommandedTwice()
    {
        var card = SampleCards.Standard();
        card.OnSet = varBind =>
        {
            card.Objects[varBind.Name] = varBind.Value;
            return varBind.Name == Oid.Parse(SampleCards.Ups + ".8.2.0") ? new SnmpFailure(SnmpFailureKind.Timeout) : null;
        };
        Assert.Equal(ControlResult.Seen, Command(card, Cut).Result);
        Assert.Single(card.Writes, write => write.Name == Oid.Parse(SampleCards.Ups + ".8.2.0"));
    }

    [Fact]
    public void Cut_DelayOfAFraction_IsRoundedUp()
    {
        var card = SampleCards.Standard();
        Command(card, Cut with { Delay = TimeSpan.FromMilliseconds(10_200) });
        Assert.Equal(SnmpValue.Integer32(11), card[SampleCards.Ups + ".8.2.0"]);
    }

    [Fact]
    public void Abort_StandardCard_EndsTheCountdown()
    {
        var card = SampleCards.Standard();
        var driver = Driver(card);
        _time.Finish(driver.ControlAsync(Cut, default));
        Assert.Equal(ControlResult.Seen, _time.Finish(driver.AbortAsync(Cut, default)).Result);
        Assert.Equal(SnmpValue.Integer32(-1), card[SampleCards.Ups + ".8.2.0"]);
    }

    [Fact]
    public void Abort_WayThatCannotBeTakenBack_SaysSo() =>
        Assert.Equal(ControlResult.NotSupported, _time.Finish(Driver(OnBattery()).AbortAsync(Cut, default)).Result);

    [Fact]
    public void SelfTest_StandardCard_IsAskedForByAnIdentifierAndSeen()
    {
        var card = SampleCards.Standard().With(SampleCards.Ups + ".7.3.0", 6);
        card.OnSet = varBind =>
        {
            card[SampleCards.Ups + ".7.3.0"] = SnmpValue.Integer32(5);
            return null;
        };
        Assert.Equal(ControlResult.Seen, Command(card, new ControlOrder(ControlAction.SelfTest)).Result);
        Assert.Equal(SnmpValue.ObjectIdentifier(Oid.Parse(SampleCards.Ups + ".7.7.3")), Assert.Single(card.Writes).Value);
    }

    [Fact]
    public void Outlet_OfApc_IsCommandedByItsNumberWithSecondsAsTheyAre()
    {
        var card = SampleCards.SmartUps();
        Command(card, new ControlOrder(ControlAction.OutletOff, TimeSpan.FromSeconds(90), Outlet: 2));
        Assert.Equal(
            [new VarBind(Oid.Parse(SampleCards.Apc + ".12.2.2.1.4.2"), SnmpValue.Integer32(90)), new VarBind(Oid.Parse(SampleCards.Apc + ".12.3.2.1.3.2"), SnmpValue.Integer32(5))],
            card.Writes);
    }

    [Fact]
    public void Cut_NoWayKnown_SaysSo()
    {
        var card = new FakeCard().With("1.3.6.1.2.1.1.2.0", SnmpValue.ObjectIdentifier(Oid.Parse("1.3.6.1.4.1.476.1.42")));
        var outcome = Command(card, Cut);
        Assert.Equal(ControlResult.NotSupported, outcome.Result);
        Assert.Contains("liebert", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_DeadCard_IsNoAnswer()
    {
        var card = SampleCards.Standard();
        card.IsDead = true;
        Assert.Equal(ControlResult.NoAnswer, Command(card, Cut).Result);
    }

    [Theory]
    [InlineData(OutputSource.Off, 0, 0, true)]
    [InlineData(OutputSource.Off, 230, 30, false)]
    [InlineData(OutputSource.Mains, 0, 0, true)]
    [InlineData(OutputSource.Mains, 230, 0, false)]
    public void EffectJudge_Off_NeedsMoreThanTheCardsWord(OutputSource source, double volts, double load, bool expected) =>
        Assert.Equal(expected, EffectJudge.IsOff(new Reading(source, Conditions.None, Load: new Percent(load), OutputVoltage: new Volts(volts))));

    private static FakeCard OnBattery() => SampleCards.SmartUps().With(SampleCards.Apc + ".4.1.1.0", 3);

    private SnmpDriver Driver(FakeCard card) => new(card, ProfileLibrary.BuiltIn, null, _time);

    private ControlOutcome Command(FakeCard card, ControlOrder order) => _time.Finish(Driver(card).ControlAsync(order, default));
}
