using PowerController.Simulator.Cards.Physics;
using PowerController.Snmp;

namespace PowerController.Simulator.Cards;

public class ApcCardTests
{
    private const int OnLine = 2;
    private const int OnBattery = 3;
    private const int TimedSleep = 5;
    private const int Off = 7;
    private const int Rebooting = 8;
    private const int SleepingUntilPower = 11;
    private readonly CardBench _bench = new(CardProfile.Apc);

    private long Output => _bench.Number("4.1.1.0");

    [Fact]
    public void Outage_AndReturn_ShowInStateAndTraps()
    {
        Assert.Equal(OnLine, Output);
        _bench.FailMains();
        Assert.Equal((OnBattery, 0), (Output, _bench.Number("3.2.1.0")));
        Assert.Equal(4, _bench.Number("3.2.5.0"));
        Assert.Equal("1100", Flags()[..4]);
        _bench.Wait(60);
        Assert.Equal(6000, _bench.Number("2.1.2.0"));
        _bench.RestoreMains();
        Assert.Equal(OnLine, Output);
        Assert.Equal("5 9", _bench.TakeTraps());
    }

    [Fact]
    public void LongOutage_EndsLowThenExhausted_AndComesBackWithMains()
    {
        _bench.FailMains();
        while (_bench.Number("2.1.1.0") == 2) _bench.Wait(10);
        Assert.InRange(_bench.Number("2.2.3.0"), 6000, 12000);
        while (_bench.Get("4.1.1.0") is { Type: SnmpType.Integer32 }) _bench.Wait(10);
        Assert.True(_bench.Card.IsDark);
        Assert.Equal("5 7", _bench.TakeTraps());
        _bench.RestoreMains();
        _bench.Wait(20);
        Assert.Equal(SleepingUntilPower, Output);
        _bench.Wait(3600);
        Assert.Equal(OnLine, Output);
        Assert.InRange(_bench.Number("2.2.1.0"), 15, 40);
    }

    [Fact]
    public void ConserveBattery_OnMains_IsABadValue()
    {
        Assert.Equal(SnmpErrorStatus.BadValue, _bench.Set("6.1.1.0", 2));
        Assert.Equal(SnmpErrorStatus.NoError, _bench.Set("6.1.1.0", 1));
        _bench.FailMains();
        Assert.Equal(SnmpErrorStatus.NoError, _bench.Set("6.1.1.0", 2));
        _bench.Wait(89);
        Assert.Equal(OnBattery, Output);
        _bench.Wait(2);
        Assert.Equal((SleepingUntilPower, 0), (Output, _bench.Number("4.2.1.0")));
        _bench.RestoreMains();
        _bench.Wait(59);
        Assert.Equal(SleepingUntilPower, Output);
        _bench.Wait(2);
        Assert.Equal(OnLine, Output);
        Assert.Equal("5 13 14 30", _bench.TakeTraps());
    }

    [Fact]
    public void ConserveBattery_WithMainsBackBeforeTheCut_StillCutsAndComesBack()
    {
        _bench.FailMains();
        _bench.Set("6.1.1.0", 2);
        _bench.Wait(30);
        _bench.RestoreMains();
        _bench.Wait(61);
        Assert.Equal(SleepingUntilPower, Output);
        _bench.Wait(61);
        Assert.Equal(OnLine, Output);
    }

    [Theory]
    [InlineData(60, 120, 120)]
    [InlineData(600, 120, 600)]
    public void GracefulOff_TakesTheLongerOfDelayAndLowBatteryAndTwoMinutesAndTheShutoffDelay(int requiredSeconds, int lowBatterySeconds, int longer)
    {
        _bench.Card.Do(c => c.RequiredDelay = TimeSpan.FromSeconds(requiredSeconds));
        _bench.SetTicks("5.2.8.0", lowBatterySeconds);
        _bench.SetTicks("5.2.10.0", 90);
        Assert.Equal(SnmpErrorStatus.NoError, _bench.Set("6.2.1.0", 3));
        Assert.Equal('1', Flags()[21]);
        _bench.Wait(longer + 120 + 90 - 1);
        Assert.Equal(OnLine, Output);
        _bench.Wait(2);
        Assert.Equal(Off, Output);
        _bench.Wait(3600);
        Assert.Equal(Off, Output);
        Assert.Equal("39 12", _bench.TakeTraps());
        _bench.Set("6.2.6.0", 2);
        Assert.Equal(OnLine, Output);
    }

    [Fact]
    public void Reboot_OnMains_GoesOffAndComesBack()
    {
        _bench.Set("6.2.2.0", 2);
        Assert.Equal(Rebooting, Output);
        _bench.Wait(9);
        Assert.Equal(SleepingUntilPower, Output);
        _bench.Wait(60);
        Assert.Equal(OnLine, Output);
    }

    [Fact]
    public void Reboot_OnBattery_StaysOffUntilMainsIsGood()
    {
        _bench.FailMains();
        _bench.Set("6.2.2.0", 2);
        _bench.Wait(600);
        Assert.Equal(SleepingUntilPower, Output);
        _bench.RestoreMains();
        _bench.Wait(61);
        Assert.Equal(OnLine, Output);
    }

    [Fact]
    public void RebootWithoutMains_OnBattery_ComesBackOnBattery()
    {
        _bench.FailMains();
        _bench.Set("6.2.8.0", 2);
        _bench.Wait(70);
        Assert.Equal(OnBattery, Output);
    }

    [Fact]
    public void Sleep_OnMains_LastsItsTime()
    {
        _bench.SetTicks("5.2.11.0", 400);
        Assert.Equal(36000, _bench.Number("5.2.11.0"));
        _bench.Set("6.2.3.0", 2);
        _bench.Wait(359);
        Assert.Equal(TimedSleep, Output);
        _bench.Wait(62);
        Assert.Equal(OnLine, Output);
    }

    [Fact]
    public void ReturnCharge_IsWaitedFor()
    {
        _bench.Set("5.2.6.0", 90);
        _bench.Card.Do(c => c.Physics.SetCharge(0.5));
        _bench.FailMains();
        _bench.Set("6.1.1.0", 2);
        _bench.Wait(100);
        _bench.RestoreMains();
        _bench.Wait(3600);
        Assert.Equal(SleepingUntilPower, Output);
        while (_bench.Number("2.2.1.0") < 90) _bench.Wait(60);
        _bench.Wait(120);
        Assert.Equal(OnLine, Output);
    }

    [Theory]
    [InlineData("5.2.2.0", 254, 257)]
    [InlineData("5.2.2.0", 300, 265)]
    [InlineData("5.2.3.0", 207, 204)]
    [InlineData("5.2.3.0", 10, 196)]
    [InlineData("5.2.6.0", 30, 25)]
    public void Setting_BetweenAllowedValues_IsRounded(string setting, int written, int read)
    {
        Assert.Equal(SnmpErrorStatus.NoError, _bench.Set(setting, written));
        Assert.Equal(read, _bench.Number(setting));
    }

    [Fact]
    public void Setting_OfWrongTypeOrOutOfRange_IsRefused()
    {
        Assert.Equal(SnmpErrorStatus.WrongType, _bench.Set("5.2.10.0", 90));
        Assert.Equal(SnmpErrorStatus.BadValue, _bench.Set("5.2.1.0", 231));
        Assert.Equal(SnmpErrorStatus.BadValue, _bench.Set("5.2.7.0", 5));
        Assert.Equal(SnmpErrorStatus.WrongLength, _bench.Set("1.1.2.0", SnmpValue.Text("a name too long")));
        Assert.Equal(SnmpErrorStatus.NotWritable, _bench.Set("2.2.1.0", 5));
    }

    [Fact]
    public void AllowedValues_AreTold()
    {
        Assert.Equal(_bench.At("5.2.10.0"), _bench.Get("5.2.16.1.2.7").Identifier);
        Assert.StartsWith("0,9000,18000", _bench.Get("5.2.16.1.3.7").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void SelfTest_OfAGoodAndABadBattery_IsTold()
    {
        _bench.Set("7.2.2.0", 2);
        Assert.Equal((4, OnBattery, '1'), (_bench.Number("7.2.3.0"), Output, Flags()[28]));
        _bench.Wait(10);
        Assert.Equal((1, OnLine), (_bench.Number("7.2.3.0"), Output));
        _bench.Card.Do(c => c.Physics.BatteryHealth = 0.3);
        _bench.Set("7.2.2.0", 2);
        _bench.Wait(10);
        Assert.Equal((2, 2, '1'), (_bench.Number("7.2.3.0"), _bench.Number("2.2.4.0"), Flags()[4]));
        Assert.Equal("5 10 9 5 3 17 9", _bench.TakeTraps());
    }

    [Fact]
    public void Calibration_EmptiesTheBatteryAndMeasuresIt()
    {
        _bench.Card.Do(c => c.Physics.BatteryHealth = 0.6);
        long believed = _bench.Number("2.2.3.0");
        _bench.Set("7.2.5.0", 2);
        Assert.Equal((3, '1'), (_bench.Number("7.2.6.0"), Flags()[9]));
        while (_bench.Number("7.2.6.0") == 3) _bench.Wait(10);
        Assert.Equal((1, OnLine), (_bench.Number("7.2.6.0"), Output));
        _bench.Wait(6 * 3600);
        Assert.InRange(_bench.Number("2.2.3.0"), believed * 0.5, believed * 0.65);
    }

    [Fact]
    public void Calibration_InARealOutage_Ends()
    {
        _bench.Set("7.2.5.0", 2);
        _bench.Wait(30);
        _bench.FailMains();
        _bench.Wait(2);
        Assert.Equal((2, OnBattery, '0'), (_bench.Number("7.2.6.0"), Output, Flags()[9]));
    }

    [Theory]
    [InlineData(200, OnBattery, 3)]
    [InlineData(211, 4, 1)]
    [InlineData(250, 12, 1)]
    [InlineData(270, OnBattery, 2)]
    public void InputVoltage_OutOfOrder_IsBoostedTrimmedOrLeft(double volts, int output, int cause)
    {
        _bench.Card.Do(c => c.Physics.SetInput(volts));
        Assert.Equal((output, cause), ((int)Output, (int)_bench.Number("3.2.5.0")));
    }

    [Fact]
    public void LostUps_IsTold()
    {
        _bench.Card.Do(c => c.HearsUps = false);
        Assert.Equal((2, 1, "UNKNOWN"), (_bench.Number("8.1.0"), Output, _bench.Get("11.1.1.0").ToString()));
    }

    private string Flags() => _bench.Get("11.1.1.0").ToString();
}
