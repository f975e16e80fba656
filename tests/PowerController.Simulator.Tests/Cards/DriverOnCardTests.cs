using PowerController.Devices.Drivers;
using PowerController.Devices.Profiles;
using PowerController.Devices.Snmp;
using PowerController.Model.Readings;
using PowerController.Model.Units;
using PowerController.Simulator.Cards.Physics;

namespace PowerController.Simulator.Cards;

/// <summary>The driver with its profiles on cards that were made without them: two truths that must agree, in readings and in what orders do.</summary>
public class DriverOnCardTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(90);

    [Theory]
    [InlineData("apc", "apc-powernet")]
    [InlineData("rfc1628", "ups-mib")]
    public void Driver_OnACard_IdentifiesItAndReadsIt(string card, string profile)
    {
        (CardBench bench, SnmpDriver driver) = New(card);
        UpsDescription description = Good(bench, driver.IdentifyAsync(default));
        Assert.Equal((profile, "Smart-UPS X 1500"), (description.Profile, description.Identity.Model));
        bench.FailMains();
        bench.Wait(100);
        Reading reading = Good(bench, driver.PollAsync(default)).Reading;
        Assert.Equal((OutputSource.Battery, Conditions.None), (reading.Source, reading.Conditions));
        Assert.Equal(0, reading.InputVoltage!.Value.Value);
        Assert.Equal(bench.Physics.Charge * 100, reading.Charge!.Value.Value, 0.5);
    }

    [Theory]
    [InlineData("apc")]
    [InlineData("rfc1628")]
    public void Cut_OnBattery_CutsWhenItSaysAndComesBackWithMains(string card)
    {
        (CardBench bench, SnmpDriver driver) = New(card);
        bench.FailMains();
        ControlOutcome outcome = bench.Time.Finish(driver.ControlAsync(new ControlOrder(ControlAction.Cut, Delay), default));
        Assert.True(outcome.IsUnderWay, outcome.Text);
        TimeSpan waited = UntilOff(bench);
        Assert.InRange(waited.TotalSeconds, outcome.EffectAfter!.Value.TotalSeconds - 10, outcome.EffectAfter.Value.TotalSeconds + 1);
        Assert.Equal(OutputMode.SleepingUntilMains, bench.Physics.Output);
        bench.Wait(600);
        bench.RestoreMains();
        bench.Wait(600);
        Assert.Equal(OutputMode.On, bench.Physics.Output);
    }

    [Fact]
    public void Cut_OnMains_OfAnApcCard_TakesTheGracefulWayAndComesBack()
    {
        (CardBench bench, SnmpDriver driver) = New("apc");
        ControlOutcome outcome = bench.Time.Finish(driver.ControlAsync(new ControlOrder(ControlAction.Cut, Delay), default));
        Assert.True(outcome.IsUnderWay, outcome.Text);
        TimeSpan waited = UntilOff(bench);
        Assert.InRange(waited.TotalSeconds, outcome.EffectAfter!.Value.TotalSeconds - 10, outcome.EffectAfter.Value.TotalSeconds + 1);
        bench.Wait(600);
        Assert.Equal(OutputMode.On, bench.Physics.Output);
    }

    [Theory]
    [InlineData("apc")]
    [InlineData("rfc1628")]
    public void Cut_WithMainsBackBeforeIt_ComesBackAtTheLatestWhenTurnedOn(string card)
    {
        (CardBench bench, SnmpDriver driver) = New(card);
        bench.FailMains();
        bench.Time.Finish(driver.ControlAsync(new ControlOrder(ControlAction.Cut, Delay), default));
        bench.Wait(30);
        bench.RestoreMains();
        UntilOff(bench);
        bench.Wait(300);
        // RFC 1628's automatic restart brings back only what a power failure took; other cards come back by themselves.
        if (bench.Physics.Output != OutputMode.On) bench.Time.Finish(driver.ControlAsync(new ControlOrder(ControlAction.On), default));
        bench.Wait(30);
        Assert.Equal(OutputMode.On, bench.Physics.Output);
    }

    [Theory]
    [InlineData("apc")]
    [InlineData("rfc1628")]
    public void Off_StaysOffUntilTurnedOn(string card)
    {
        (CardBench bench, SnmpDriver driver) = New(card);
        ControlOutcome outcome = bench.Time.Finish(driver.ControlAsync(new ControlOrder(ControlAction.Off, Delay), default));
        Assert.True(outcome.IsUnderWay, outcome.Text);
        UntilOff(bench);
        bench.Wait(3600);
        Assert.Equal(OutputMode.Off, bench.Physics.Output);
        Assert.Equal(OutputSource.Off, Good(bench, driver.PollAsync(default)).Reading.Source);
        outcome = bench.Time.Finish(driver.ControlAsync(new ControlOrder(ControlAction.On), default));
        Assert.True(outcome.IsUnderWay, outcome.Text);
        bench.Wait(5);
        Assert.Equal(OutputMode.On, bench.Physics.Output);
    }

    [Fact]
    public void Cut_TakenBack_DoesNotHappen()
    {
        (CardBench bench, SnmpDriver driver) = New("rfc1628");
        ControlOrder order = new(ControlAction.Cut, Delay);
        Assert.Equal(ControlResult.Seen, bench.Time.Finish(driver.ControlAsync(order, default)).Result);
        Assert.Equal(ControlResult.Seen, bench.Time.Finish(driver.AbortAsync(order, default)).Result);
        bench.Wait(600);
        Assert.Equal(OutputMode.On, bench.Physics.Output);
    }

    [Theory]
    [InlineData("apc")]
    [InlineData("rfc1628")]
    public void SelfTest_IsSeen(string card)
    {
        (CardBench bench, SnmpDriver driver) = New(card);
        ControlOutcome outcome = bench.Time.Finish(driver.ControlAsync(new ControlOrder(ControlAction.SelfTest), default));
        Assert.Equal((ControlResult.Seen, Physics.TestResult.Running), (outcome.Result, bench.Physics.LastTest));
    }

    [Fact]
    public void Settings_WrittenToAnApcCard_AreWrittenCorrectedOrNotAllowed()
    {
        (CardBench bench, SnmpDriver driver) = New("apc");
        SettingsReport report = Good(bench, driver.WriteSettingsAsync(
            [
                new(SettingName.ShutoffDelay, new DurationSetting(TimeSpan.FromSeconds(180))),
                new(SettingName.SleepTime, new DurationSetting(TimeSpan.FromSeconds(700))),
                new(SettingName.UpperTransfer, new VoltsSetting(new Volts(254))),
                new(SettingName.Name, new TextSetting("RACK 7")),
            ],
            default));
        Assert.Equal([SettingResult.Written, SettingResult.Corrected, SettingResult.NotAllowed, SettingResult.Written], report.Outcomes.Select(o => o.Result));
        Assert.Equal((TimeSpan.FromSeconds(180), TimeSpan.FromSeconds(720), 253), (bench.Physics.Settings.ShutoffDelay, bench.Physics.Settings.SleepTime, bench.Physics.Settings.UpperTransferVolts));
        Assert.Equal("RACK 7", bench.Card.Look(c => c.Identity.Name));
    }

    [Fact]
    public void ReadingOfEveryMoment_OfALongOutage_AgreesWithTheUps()
    {
        (CardBench bench, SnmpDriver driver) = New("apc");
        bench.FailMains();
        for (int i = 0; i < 200 && !bench.Physics.Dead; i++)
        {
            Reading reading = Good(bench, driver.PollAsync(default)).Reading;
            Assert.Equal(bench.Physics.OnBattery, reading.Source == OutputSource.Battery);
            Assert.Equal(bench.Physics.BatteryLow, reading.Conditions.HasFlag(Conditions.LowBattery));
            bench.Wait(10);
        }

        Assert.True(bench.Physics.Dead);
        Assert.False(bench.Time.Finish(driver.PollAsync(default)).IsGood);
    }

    private static (CardBench Bench, SnmpDriver Driver) New(string card)
    {
        CardBench bench = new(card == "apc" ? CardProfile.Apc : CardProfile.Rfc1628);
        return (bench, new SnmpDriver(new BenchChannel(bench), ProfileLibrary.BuiltIn, time: bench.Time));
    }

    private static T Good<T>(CardBench bench, Task<DeviceResult<T>> task)
        where T : class
    {
        DeviceResult<T> result = bench.Time.Finish(task);
        Assert.True(result.IsGood, result.Fault?.Text);
        return result.Value!;
    }

    private static TimeSpan UntilOff(CardBench bench)
    {
        TimeSpan start = bench.Physics.Elapsed;
        while (bench.Physics.Output == OutputMode.On && bench.Physics.Elapsed - start < TimeSpan.FromHours(1)) bench.Wait(0.5);
        return bench.Physics.Elapsed - start;
    }
}
