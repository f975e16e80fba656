using PowerController.Decisions.Tests.Plans;
using PowerController.Model.Events;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Tests.Outage;

/// <summary>A silence that the policy has taken for a failure.</summary>
public sealed class SilencePolicyTests
{
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Silence_ThatCounted_IsOnlyAnAlarmAgainWhenTheOutageIsOver(bool isOver, bool counts)
    {
        var site = PlanSites.WorkedExample;
        site = site with { Groups = [site.Groups[0] with { CommLossPolicy = CommLossPolicy.Shutdown }] };
        var told = new Told(site);
        told.Tell(new UpsRead(Told.At(1), "UPS3", Told.Battery), new UpsSilent(Told.At(2), "UPS2", SilenceKind.NoAnswer), new Woke(Told.At(70)));
        Assert.True(told.Ups("UPS2").SilenceCounts);

        told.Tell(new UpsRead(Told.At(80), "UPS3", isOver ? Told.Good : Told.Battery), new Woke(Told.At(81)));

        Assert.Equal(counts, told.Ups("UPS2").SilenceCounts);
    }

    [Fact]
    public void Silence_OfAUpsThatWasOnBatteryItself_GoesOnCounting()
    {
        var site = PlanSites.WorkedExample;
        site = site with { Groups = [site.Groups[0] with { CommLossPolicy = CommLossPolicy.Shutdown }] };
        var told = new Told(site);
        told.Tell(new UpsRead(Told.At(1), "UPS3", Told.Battery), new UpsRead(Told.At(1), "UPS2", Told.Battery), new UpsSilent(Told.At(2), "UPS2", SilenceKind.NoAnswer), new Woke(Told.At(70)));

        told.Tell(new UpsRead(Told.At(80), "UPS3", Told.Good), new Woke(Told.At(81)));

        Assert.True(told.Ups("UPS2").SilenceCounts);
    }
}
