using PowerController.Snmp;

namespace PowerController.Simulator.Cards;

public class Rfc1628CardTests
{
    private const int None = 2;
    private const int Normal = 3;
    private const int Battery = 5;
    private readonly CardBench _bench = new(CardProfile.Rfc1628);

    private long Source => _bench.Number("4.1.0");

    [Fact]
    public void Outage_ShowsSourceSecondsAndAlarm()
    {
        Assert.Equal((Normal, 0), (Source, _bench.Number("6.1.0")));
        _bench.FailMains();
        _bench.Wait(125);
        Assert.Equal((Battery, 125, 1), (Source, _bench.Number("2.2.0"), _bench.Number("6.1.0")));
        Assert.Equal(_bench.At("6.3.2"), _bench.Get("6.2.1.2.2").Identifier);
        Assert.Equal(0, _bench.Number("3.3.1.3.1"));
        _bench.RestoreMains();
        Assert.Equal(SnmpType.NoSuchInstance, _bench.Get("6.2.1.2.2").Type);
        Assert.Equal("3 1 1 1 4", _bench.TakeTraps());
    }

    [Fact]
    public void Shutdown_CountsDownAndIsAbortedByMinusOne()
    {
        _bench.Set("8.2.0", 100);
        _bench.Wait(40);
        Assert.Equal(60, _bench.Number("8.2.0"));
        Assert.Equal(_bench.At("6.3.22"), _bench.Get("6.2.1.2.22").Identifier);
        _bench.Set("8.2.0", -1);
        Assert.Equal(-1, _bench.Number("8.2.0"));
        _bench.Wait(300);
        Assert.Equal(Normal, Source);
    }

    [Theory]
    [InlineData(1, true, Normal)]
    [InlineData(2, true, None)]
    [InlineData(1, false, None)]
    public void Shutdown_ComesBackWithMains_OnlyWithAutoRestartAndOnlyFromAnOutage(int autoRestart, bool duringOutage, int expected)
    {
        _bench.Set("8.5.0", autoRestart);
        if (duringOutage) _bench.FailMains();
        _bench.Set("8.2.0", 30);
        _bench.Wait(31);
        Assert.Equal(None, Source);
        if (duringOutage) _bench.RestoreMains();
        _bench.Wait(60);
        Assert.Equal(expected, Source);
    }

    [Fact]
    public void Startup_WaitsForMains()
    {
        _bench.FailMains();
        _bench.Set("8.5.0", 2);
        _bench.Set("8.2.0", 10);
        _bench.Set("8.3.0", 60);
        _bench.Wait(120);
        Assert.Equal((None, 0), (Source, _bench.Number("8.3.0")));
        _bench.RestoreMains();
        _bench.Wait(2);
        Assert.Equal((Normal, -1), (Source, _bench.Number("8.3.0")));
    }

    [Fact]
    public void Startup_Aborted_StaysOff()
    {
        _bench.Set("8.2.0", 0);
        Assert.Equal(None, Source);
        _bench.Set("8.3.0", 60);
        _bench.Set("8.3.0", -1);
        _bench.Wait(120);
        Assert.Equal((None, -1), (Source, _bench.Number("8.3.0")));
    }

    [Fact]
    public void Reboot_GoesOffAtOnceForItsTime()
    {
        Assert.Equal(SnmpErrorStatus.BadValue, _bench.Set("8.4.0", 301));
        _bench.Set("8.4.0", 30);
        Assert.Equal((None, 30), (Source, _bench.Number("8.4.0")));
        _bench.Wait(29);
        Assert.Equal(None, Source);
        _bench.Wait(2);
        Assert.Equal((Normal, -1), (Source, _bench.Number("8.4.0")));
    }

    [Fact]
    public void Restart_OfTheCard_ForgetsTheCountdown()
    {
        _bench.Set("8.2.0", 60);
        _bench.Card.Restart();
        Assert.True(_bench.Card.IsDark);
        Assert.Null(_bench.Ask(Snmp.Messages.PduType.Get, new VarBind(_bench.At("8.2.0"))));
        _bench.Wait(90);
        Assert.Equal((-1, Normal), (_bench.Number("8.2.0"), Source));
        Assert.Contains("1.3.6.1.6.3.1.1.5.1", _bench.Traps.Select(t => t.Trap.ToString()));
    }

    [Fact]
    public void Restart_OfAnApcCard_KeepsTheCountdownOfTheUps()
    {
        CardBench apc = new(CardProfile.Apc);
        apc.FailMains();
        apc.Set("6.1.1.0", 2);
        apc.Card.Restart();
        apc.Wait(100);
        Assert.Equal(11, apc.Number("4.1.1.0"));
    }

    [Fact]
    public void Test_IsAskedByName()
    {
        Assert.Equal(SnmpErrorStatus.WrongType, _bench.Set("7.1.0", 4));
        Assert.Equal(SnmpErrorStatus.WrongValue, _bench.Set("7.1.0", SnmpValue.ObjectIdentifier(_bench.At("7.7.9"))));
        Assert.Equal(6, _bench.Number("7.3.0"));
        _bench.Set("7.1.0", SnmpValue.ObjectIdentifier(_bench.At("7.7.4")));
        Assert.Equal((5, Battery), (_bench.Number("7.3.0"), Source));
        _bench.Wait(10);
        Assert.Equal((1, Normal), (_bench.Number("7.3.0"), Source));
        Assert.Contains("2", _bench.TakeTraps().Split(' '));
    }

    [Fact]
    public void Settings_OutOfRange_AreRefused()
    {
        Assert.Equal(SnmpErrorStatus.NoError, _bench.Set("9.7.0", 5));
        Assert.Equal(5, _bench.Number("9.7.0"));
        Assert.Equal(SnmpErrorStatus.BadValue, _bench.Set("9.7.0", 0));
        Assert.Equal(SnmpErrorStatus.BadValue, _bench.Set("9.10.0", 100));
    }

    [Fact]
    public void BatteryLow_FollowsTheMinutesThatAreSet()
    {
        _bench.Set("9.7.0", 10);
        _bench.FailMains();
        while (_bench.Number("2.1.0") == 2) _bench.Wait(5);
        Assert.InRange(_bench.Number("2.3.0"), 9, 10);
        Assert.Equal(_bench.At("6.3.3"), _bench.Get("6.2.1.2.3").Identifier);
    }
}
