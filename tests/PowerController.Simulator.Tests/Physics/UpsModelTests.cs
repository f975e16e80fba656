using PowerController.Model.Readings;
using PowerController.Model.Sites;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Sites;

namespace PowerController.Simulator.Tests.Physics;

public sealed class UpsModelTests
{
    private const long Second = 1000;

    [Fact]
    public void Battery_UnderTwiceTheLoad_LastsHalfAsLong()
    {
        var ups = OnBattery();
        var usual = ups.RunTime;

        ups.Watts = ups.Draw + ups.Watts;

        Assert.Equal(usual / 2, ups.RunTime, 2.0);
    }

    [Fact]
    public void Battery_OnBattery_IsEmptyWhenItSaid()
    {
        var ups = OnBattery();
        var empty = ups.EmptyAt(0);

        ups.Settle(empty - Second);
        Assert.True(ups.Energy > 0);
        ups.Settle(empty);

        Assert.Equal(0, ups.Energy);
        Assert.False(ups.Feeds(0));
    }

    [Fact]
    public void Battery_OnMains_IsChargedWhenItSaid()
    {
        var ups = OnBattery();
        ups.Settle(600 * Second);
        ups.Mains = true;
        var charged = ups.ChargedAt(600 * Second, 90);

        ups.Settle(charged);

        Assert.Equal(90, ups.ChargePercent);
    }

    [Fact]
    public void Show_WhileNothingChanges_IsTheSameReading()
    {
        var ups = Ups();

        Assert.Same(ups.Show(0), ups.Show(3600 * Second));
    }

    [Fact]
    public void Show_BetweenItsChanges_IsTheSameReadingAndThenAnother()
    {
        var ups = OnBattery();
        ups.Show(0);
        var next = ups.NextChange(0);
        var first = ups.Show(0);

        Assert.Same(first, ups.Show(next - 1));
        Assert.NotSame(first, ups.Show(next));
    }

    [Fact]
    public void Show_ShortOfRunTime_SaysLowBattery()
    {
        var ups = OnBattery();
        ups.Settle(ups.EmptyAt(0) - 60 * Second);

        var reading = ups.Show(ups.EmptyAt(0));

        Assert.Equal(OutputSource.Battery, reading.Source);
        Assert.True((reading.Conditions & Conditions.LowBattery) != Conditions.None);
    }

    [Fact]
    public void Asleep_OnBattery_KeepsItsCharge()
    {
        var ups = OnBattery();
        ups.Outputs[0].On = false;

        ups.Settle(36_000 * Second);

        Assert.Equal(ups.Capacity, ups.Energy);
    }

    private static UpsModel OnBattery()
    {
        var ups = Ups();
        ups.Mains = false;
        return ups;
    }

    private static UpsModel Ups()
    {
        Ups configured = ExampleSites.Single.Upses[0];
        return new UpsModel(configured, 0, CardKind.Plain, 1200 * Second, 500, 7200 * Second) { Watts = 500 };
    }
}
