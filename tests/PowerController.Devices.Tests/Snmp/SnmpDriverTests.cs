using PowerController.Devices.Drivers;
using PowerController.Devices.Profiles;
using PowerController.Devices.Snmp;
using PowerController.Model.Readings;
using PowerController.Model.Units;
using PowerController.Snmp;

namespace PowerController.Devices.Tests.Snmp;

public class SnmpDriverTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Identify_ApcCard_GivesProfileAndIdentity()
    {
        var description = _time.Finish(Driver(SampleCards.SmartUps()).IdentifyAsync(default)).Value!;
        Assert.Equal("apc-powernet", description.Profile);
        Assert.Equal(new UpsIdentity("APC", "Smart-UPS 1500", "AS1234567890", "", "UPS1", ""), description.Identity);
        Assert.Contains(SettingName.ShutoffDelay, description.Capabilities.Settings);
        Assert.DoesNotContain(SettingName.SleepTime, description.Capabilities.Settings);
        Assert.Contains(description.Capabilities.Controls, control => control is { Action: ControlAction.Cut, NeedsOnBattery: true });
    }

    [Fact]
    public void Identify_UnknownObjectIdWithTheStandardMib_FallsBackToIt() =>
        Assert.Equal("ups-mib", _time.Finish(Driver(SampleCards.Standard()).IdentifyAsync(default)).Value!.Profile);

    [Fact]
    public void Identify_NotAUps_SaysWhatItSaid()
    {
        var card = new FakeCard().With("1.3.6.1.2.1.1.1.0", "A switch").With("1.3.6.1.2.1.1.2.0", SnmpValue.ObjectIdentifier(Oid.Parse("1.3.6.1.4.1.9.1")));
        var fault = _time.Finish(Driver(card).IdentifyAsync(default)).Fault!;
        Assert.Equal(DeviceFaultKind.NotIdentified, fault.Kind);
        Assert.Contains("1.3.6.1.4.1.9.1", fault.Text, StringComparison.Ordinal);
        Assert.Contains("A switch", fault.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Identify_ProfileNamedBySite_IsUsedWhateverTheCardSays() =>
        Assert.Equal("ups-mib", _time.Finish(Driver(SampleCards.SmartUps(), "ups-mib").IdentifyAsync(default)).Value!.Profile);

    [Fact]
    public void Poll_ApcCard_GivesCanonicalValuesWithTicksAsHundredths()
    {
        var reading = Poll(Driver(SampleCards.SmartUps()));
        Assert.Equal(OutputSource.Mains, reading.Source);
        Assert.Equal(Conditions.None, reading.Conditions);
        Assert.Equal(new Percent(97), reading.Charge);
        Assert.Equal(TimeSpan.FromSeconds(1800), reading.RunTime);
        Assert.Equal(new Percent(23), reading.Load);
        Assert.Equal(new Volts(101), reading.InputVoltage);
    }

    [Fact]
    public void Poll_StandardCard_CountsRunTimeInMinutes()
    {
        var reading = Poll(Driver(SampleCards.Standard()));
        Assert.Equal(TimeSpan.FromMinutes(42), reading.RunTime);
        Assert.Equal(new Volts(27.3), reading.BatteryVoltage);
    }

    [Theory]
    [InlineData(65535)]
    [InlineData(-1)]
    [InlineData(0)]
    public void Poll_ImpossibleRunTime_IsNotTold(int minutes) =>
        Assert.Null(Poll(Driver(SampleCards.Standard().With(SampleCards.Ups + ".2.3.0", minutes))).RunTime);

    [Fact]
    public void Poll_NoRunTimeLeftAndLowBattery_IsTold()
    {
        var card = SampleCards.Standard().With(SampleCards.Ups + ".2.3.0", 0).With(SampleCards.Ups + ".2.1.0", 3).With(SampleCards.Ups + ".4.1.0", 5);
        var reading = Poll(Driver(card));
        Assert.Equal(TimeSpan.Zero, reading.RunTime);
        Assert.Equal((OutputSource.Battery, Conditions.LowBattery), (reading.Source, reading.Conditions));
    }

    [Fact]
    public void Poll_OneOptionalValueFails_StateAndOtherValuesStay()
    {
        var card = SampleCards.SmartUps();
        var driver = Driver(card);
        Poll(driver);
        card.Objects.Remove(Oid.Parse(SampleCards.Apc + ".4.2.3.0"));
        var reading = Poll(driver);
        Assert.Equal(OutputSource.Mains, reading.Source);
        Assert.Equal(new Percent(97), reading.Charge);
        Assert.Null(reading.Load);
    }

    [Fact]
    public void Poll_OldCardRefusesAnOptionalValue_IsNotAskedForItAgain()
    {
        var card = SampleCards.SmartUps(SnmpVersion.V1);
        var driver = Driver(card);
        Poll(driver);
        card.Objects.Remove(Oid.Parse(SampleCards.Apc + ".4.2.3.0"));
        Poll(driver);
        Poll(driver);
        Assert.DoesNotContain(Oid.Parse(SampleCards.Apc + ".4.2.3.0"), driver.Card!.Plan.Objects);
        Assert.Equal(OutputSource.Mains, Poll(driver).Source);
    }

    [Fact]
    public void Poll_DeadCard_CostsOneDeadlineHoweverManyValues()
    {
        var card = SampleCards.SmartUps();
        var driver = Driver(card);
        Poll(driver);
        card.IsDead = true;
        var started = _time.Now;
        var fault = _time.Finish(driver.PollAsync(default)).Fault!;
        Assert.Equal(TimeSpan.FromSeconds(2), _time.Now - started);
        Assert.Equal("No answer from 10.0.0.5 within 2 s: wrong address, wrong community, or the card is down.", fault.Text);
    }

    [Fact]
    public void Poll_AfterCalibration_ConditionsAreOfThisReadingOnly()
    {
        var card = SampleCards.SmartUps();
        var driver = Driver(card);
        card[SampleCards.Apc + ".4.1.1.0"] = SnmpValue.Integer32(3);
        card[SampleCards.Apc + ".11.1.1.0"] = SampleCards.Flags(2, 10);
        Assert.Equal((OutputSource.Battery, Conditions.Calibrating), (Poll(driver).Source, Poll(driver).Conditions));
        card[SampleCards.Apc + ".4.1.1.0"] = SnmpValue.Integer32(2);
        card[SampleCards.Apc + ".11.1.1.0"] = SampleCards.Flags(4);
        Assert.Equal((OutputSource.Mains, Conditions.None), (Poll(driver).Source, Poll(driver).Conditions));
    }

    [Fact]
    public void Poll_CardThatLostItsUps_SaysUnknownNotMains()
    {
        var reading = Poll(Driver(SampleCards.SmartUps().With(SampleCards.Apc + ".8.1.0", 2)));
        Assert.Equal(OutputSource.Unknown, reading.Source);
        Assert.True(reading.Conditions.HasFlag(Conditions.SensorLost));
    }

    [Fact]
    public void Poll_StateNoLongerTold_IsUnknownAndNeverGood()
    {
        var card = SampleCards.Standard();
        var driver = Driver(card);
        Poll(driver);
        card.Objects.Remove(Oid.Parse(SampleCards.Ups + ".4.1.0"));
        card.Objects.Remove(Oid.Parse(SampleCards.Ups + ".2.1.0"));
        Assert.Equal(OutputSource.Unknown, Poll(driver).Source);
        card[SampleCards.Ups + ".4.1.0"] = SnmpValue.Integer32(5);
        Assert.Equal(OutputSource.Battery, Poll(driver).Source);
    }

    [Fact]
    public void Poll_SilentWhenAskedForMuch_IsLookedOverInSmallerParts()
    {
        var full = SampleCards.SmartUps();
        var card = new FakeCard { ObjectsAtOnceMax = 15 };
        foreach (var (name, value) in full.Objects)
            card.Objects[name] = value;
        Assert.Equal("apc-powernet", _time.Finish(Driver(card).IdentifyAsync(default)).Value!.Profile);
    }

    [Fact]
    public void Poll_SameAnswers_GiveTheSameReadingAndNotAnotherOne()
    {
        var driver = Driver(SampleCards.SmartUps());
        Assert.Same(Poll(driver), Poll(driver));
    }

    [Fact]
    public void Poll_AlarmsPresent_ReadsTheTableAndForgetsItWhenTheyAreGone()
    {
        var card = SampleCards.Standard().With(SampleCards.Ups + ".6.1.0", SnmpValue.Gauge32(1))
            .With(SampleCards.Ups + ".6.2.1.2.7", SnmpValue.ObjectIdentifier(Oid.Parse(SampleCards.Ups + ".6.3.8")));
        var driver = Driver(card);
        Assert.Equal(Conditions.Overload, Poll(driver).Conditions);
        Assert.Equal(Conditions.Overload, Poll(driver).Conditions);
        Assert.Equal(1, card.Walks);
        card[SampleCards.Ups + ".6.1.0"] = SnmpValue.Gauge32(0);
        Assert.Equal(Conditions.None, Poll(driver).Conditions);
    }

    [Fact]
    public void Poll_Age_CountsFromTheQuestion()
    {
        var driver = Driver(SampleCards.SmartUps());
        var polled = _time.Finish(driver.PollAsync(default)).Value!;
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(3), polled.Age(_time));
    }

    private SnmpDriver Driver(FakeCard card, string? profile = null) => new(card, ProfileLibrary.BuiltIn, profile, _time);

    private Reading Poll(SnmpDriver driver)
    {
        var polled = _time.Finish(driver.PollAsync(default));
        Assert.True(polled.IsGood, polled.Fault?.Text);
        return polled.Value!.Reading;
    }
}
