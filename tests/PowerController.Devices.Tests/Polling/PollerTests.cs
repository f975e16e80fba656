using PowerController.Devices.Drivers;
using PowerController.Devices.Polling;
using PowerController.Devices.Tests.Snmp;
using PowerController.Model.Readings;
using PowerController.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Devices.Tests.Polling;

public class PollerTests
{
    private const string OutputState = SampleCards.Apc + ".4.1.1.0";
    private readonly FakeNetwork _net = new();

    [Fact]
    public void Ups_Watched_IsIdentifiedOnceAndReadEveryTwoSeconds()
    {
        var ups = _net.Add("UPS1", SampleCards.SmartUps());
        _net.Run(TimeSpan.FromSeconds(60));
        Assert.Equal([ups], _net.Identified);
        Assert.InRange(_net.Readings.Count, 29, 31);
        Assert.InRange(_net.LongestGap(ups, TimeSpan.Zero), TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(2.1));
    }

    [Fact]
    public void Upses_Many_AreSpreadEvenlyOverTheInterval()
    {
        for (var place = 0; place < 1000; place++)
            _net.Add("UPS" + place, SampleCards.SmartUps());
        _net.Run(TimeSpan.FromSeconds(10));
        var perTick = _net.Started.Where(start => start.At > TimeSpan.FromSeconds(6)).GroupBy(start => start.At.Ticks / Limits.PollTick.Ticks).Select(group => group.Count()).ToList();

        // 1000 in 50 ticks are 20 each.
        Assert.InRange(perTick.Max(), 20, 30);
        Assert.InRange(perTick.Min(), 10, 20);
    }

    [Fact]
    public void AnyOnBattery_EveryUpsIsReadEverySecondUntilItIsOver()
    {
        var first = _net.Add("UPS1", SampleCards.SmartUps());
        var second = _net.Add("UPS2", SampleCards.SmartUps());
        _net.Run(TimeSpan.FromSeconds(10));
        _net.Cards[first][OutputState] = SnmpValue.Integer32(3);
        _net.Run(TimeSpan.FromSeconds(20));
        Assert.Equal(1, _net.Poller.Counters.OnBattery);
        Assert.InRange(_net.LongestGap(second, TimeSpan.FromSeconds(13)), TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(1.1));
        _net.Cards[first][OutputState] = SnmpValue.Integer32(2);
        _net.Run(TimeSpan.FromSeconds(20));
        Assert.InRange(_net.LongestGap(second, TimeSpan.FromSeconds(33)), TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(2.1));
    }

    [Fact]
    public void OnBattery_ThenSilent_GoesOnCountingAsOnBattery()
    {
        var ups = _net.Add("UPS1", SampleCards.SmartUps().With(OutputState, 3));
        _net.Run(TimeSpan.FromSeconds(5));
        _net.Cards[ups].IsDead = true;
        _net.Run(TimeSpan.FromSeconds(30));
        Assert.True(ups.IsOnBattery);
        Assert.Equal(1, _net.Poller.Counters.OnBattery);
    }

    [Fact]
    public void DeadCard_IsAskedWithinThePlansGapAndHoldsNobodyUp()
    {
        var dead = _net.Add("DEAD", SampleCards.SmartUps());
        var good = _net.Add("GOOD", SampleCards.SmartUps());
        _net.Run(TimeSpan.FromSeconds(10));
        _net.Cards[dead].IsDead = true;
        _net.Run(TimeSpan.FromSeconds(60));
        Assert.All(_net.Faults, fault => Assert.Equal("No answer from 10.0.0.5 within 2 s: wrong address, wrong community, or the card is down.", fault.Fault.Text));
        Assert.InRange(_net.LongestGap(dead, TimeSpan.FromSeconds(10)), TimeSpan.FromSeconds(2), Limits.PollGapMax - Limits.PollDeadline);
        Assert.InRange(_net.LongestGap(good, TimeSpan.FromSeconds(10)), TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(2.1));
    }

    [Fact]
    public void CardBackFromSilence_IsLookedOverAgain()
    {
        // Behind the address there may be another card by now.
        var ups = _net.Add("UPS1", SampleCards.SmartUps());
        _net.Run(TimeSpan.FromSeconds(10));
        _net.Cards[ups].IsDead = true;
        _net.Run(TimeSpan.FromSeconds(30));
        _net.Cards[ups].With(SampleCards.Apc + ".1.2.3.0", "ANOTHER");
        _net.Cards[ups].IsDead = false;
        _net.Run(TimeSpan.FromSeconds(15));
        Assert.Equal("ANOTHER", ups.ToldDescription!.Identity.Serial);
    }

    [Fact]
    public void SlowCard_IsLeftAloneHalfOfTheTime()
    {
        var slow = _net.Add("SLOW", SampleCards.SmartUps());
        _net.Latency[slow] = TimeSpan.FromSeconds(1.6);
        _net.Run(TimeSpan.FromSeconds(120));
        var gap = _net.LongestGap(slow, TimeSpan.FromSeconds(60));
        Assert.InRange(gap, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3.4));
        Assert.Equal(0, _net.Poller.Counters.Overrun);
    }

    [Fact]
    public void Trap_OfAUps_IsFollowedByAPollAtOnce()
    {
        var ups = _net.Add("UPS1", SampleCards.SmartUps());
        _net.Run(TimeSpan.FromSeconds(10.5));
        _net.Cards[ups][OutputState] = SnmpValue.Integer32(3);
        var before = _net.Started.Count;
        _net.Poller.Hurry(ups);
        Assert.Equal(before + 1, _net.Started.Count);
        _net.Time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.Equal(OutputSource.Battery, _net.Readings[^1].Reading.Source);
    }

    [Fact]
    public void Trap_WhileAPollIsUnderWay_IsFollowedByAnotherPoll()
    {
        var ups = _net.Add("UPS1", SampleCards.SmartUps());
        _net.Run(TimeSpan.FromSeconds(10.5));
        _net.Latency[ups] = TimeSpan.FromMilliseconds(300);
        _net.Poller.Hurry(ups);
        _net.Time.Advance(TimeSpan.FromMilliseconds(100));
        var started = _net.Started.Count;
        _net.Poller.Hurry(ups);
        Assert.Equal(started, _net.Started.Count);
        _net.Time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Equal(started + 1, _net.Started.Count);
    }

    [Fact]
    public void OldCardRefuses_GoesTheLongWayAndIsReadAllTheSame()
    {
        var ups = _net.Add("OLD", SampleCards.SmartUps(SnmpVersion.V1));
        _net.Run(TimeSpan.FromSeconds(10));
        _net.Failure[ups] = new SnmpFailure(SnmpFailureKind.ErrorStatus, SnmpErrorStatus.NoSuchName, 3);
        var before = _net.Readings.Count;
        _net.Run(TimeSpan.FromSeconds(10));
        Assert.InRange(_net.Readings.Count - before, 4, 6);
        Assert.Empty(_net.Faults);
    }

    [Fact]
    public void Poll_ThatFitsIntoNoMessage_IsSplitByTheDriver()
    {
        var ups = _net.Add("BIG", SampleCards.SmartUps());
        _net.TooLarge.Add(ups);
        _net.Run(TimeSpan.FromSeconds(20));
        Assert.InRange(_net.Readings.Count, 9, 11);
        Assert.Empty(_net.Faults);
    }

    [Fact]
    public void UnknownDevice_IsAFaultAndTriedAgain()
    {
        var card = new FakeCard().With("1.3.6.1.2.1.1.1.0", "A switch");
        _net.Add("X", card);
        _net.Run(TimeSpan.FromSeconds(30));
        Assert.InRange(_net.Faults.Count, 3, 6);
        Assert.Equal(DeviceFaultKind.NotIdentified, _net.Faults[0].Fault.Kind);
    }

    [Fact]
    public void Machine_SleptForAnHour_AsksEveryUpsOnceAndMakesNothingUp()
    {
        for (var place = 0; place < 100; place++)
            _net.Add("UPS" + place, SampleCards.SmartUps());
        _net.Run(TimeSpan.FromSeconds(10));
        var before = _net.Started.Count;
        _net.Time.Sleep(TimeSpan.FromHours(1));
        _net.Run(TimeSpan.FromSeconds(2));
        Assert.InRange(_net.Started.Count - before, 90, 210);
    }

    [Fact]
    public void Forgotten_Ups_IsAskedNoMoreAndCountsNoMore()
    {
        var ups = _net.Add("UPS1", SampleCards.SmartUps().With(OutputState, 3));
        _net.Run(TimeSpan.FromSeconds(5));
        _net.Poller.Forget(ups);
        var before = _net.Started.Count;
        _net.Run(TimeSpan.FromSeconds(10));
        Assert.Equal(before, _net.Started.Count);
        Assert.Equal((0, 0), (_net.Poller.Counters.Watched, _net.Poller.Counters.OnBattery));
    }

    [Fact]
    public void Alarms_OfAStandardCard_AreReadBesideThePolls()
    {
        var card = SampleCards.Standard();
        _net.Add("UPS1", card);
        _net.Run(TimeSpan.FromSeconds(10));
        card.With(SampleCards.Ups + ".6.1.0", SnmpValue.Gauge32(1)).With(SampleCards.Ups + ".6.2.1.2.7", SnmpValue.ObjectIdentifier(Oid.Parse(SampleCards.Ups + ".6.3.8")));
        _net.Run(TimeSpan.FromSeconds(3));
        Assert.Equal(Conditions.Overload, _net.Readings[^1].Reading.Conditions);
        card[SampleCards.Ups + ".6.1.0"] = SnmpValue.Gauge32(0);
        _net.Run(TimeSpan.FromSeconds(3));
        Assert.Equal(Conditions.None, _net.Readings[^1].Reading.Conditions);
    }

    [Fact]
    public void QuietUps_GivesTheSameReadingAgain()
    {
        _net.Add("UPS1", SampleCards.SmartUps());
        _net.Run(TimeSpan.FromSeconds(20));
        Assert.Single(_net.Readings.Select(reading => reading.Reading).Distinct(ReferenceEqualityComparer.Instance));
    }
}
