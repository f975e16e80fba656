using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Tests.Shutdown;

/// <summary>The last host hears nobody any more: another terminal may lead elsewhere, and have this host's outputs cut unheard.</summary>
public sealed partial class LastHostTests
{
    // When its cards were heard last no countdown ran: one that is begun now lasts its usual time, and mains may be back before.
    [Fact]
    public void HoldOut_OfAHostThatHearsNobodyAnyMore_LastsAsLongAsACountdownThatIsBegunNow()
    {
        var told = HeldOutAmongOthers();
        var (silent, stop) = (Told.At(1_500), told.Site.Nodes[0].OsStopTime);
        Assert.True(silent > told.State.Runs[0].Deadlines.OffBy);

        told.Tell([.. told.Site.Upses.Select(ups => new UpsSilent(silent, ups.Name, SilenceKind.NoAnswer))]);
        told.Tell(new Woke(silent + TimeSpan.FromSeconds(60)));
        Assert.DoesNotContain(told.Pending<OrderOsStop>(), order => order.Node == "node1");

        told.Tell(new Woke(silent + told.Site.Upses[0].Settings.ShutoffDelay - stop));
        Assert.Contains(told.Pending<OrderOsStop>(), order => order.Node == "node1");
    }

    // Its card says that its battery ends, long before what was known of it: the cut that it refused is ordered once more as far as the run time allows that.
    [Theory]
    [InlineData(600, true)]
    [InlineData(140, false)]
    public void HoldOut_WhoseBatteryEndsSoonerThanWasKnown_OrdersItsCutOnceMoreBeforeItStops(int lasts, bool ordered)
    {
        var told = HeldOut();

        foreach (var at in new[] { 340, 344 })
            told.Tell(new UpsRead(Told.At(at), "UPS1", Told.Battery with { Conditions = Conditions.LowBattery, RunTime = TimeSpan.FromSeconds(lasts) }));

        Assert.Equal(ordered, told.Pending<ArmCut>().Any());
        Assert.Equal(!ordered, told.Pending<OrderOsStop>().Any());

        for (var at = 344.5; at < 440 && !told.Pending<OrderOsStop>().Any(); at += 0.5)
        {
            foreach (var cut in told.Pending<ArmCut>().ToList())
                told.Tell(new EffectFailed(Told.At(at), cut.Id, FailureKind.Refused, "busy"));
            told.Tell(new Woke(Told.At(at)));
        }

        Assert.Single(told.Pending<OrderOsStop>());
    }

    // The other host has fallen silent untold, so that the output that both hang on can not be cut.
    private static Told HeldOutAmongOthers()
    {
        var told = Among();
        foreach (var at in new[] { 1, 31, 62 })
            told.Tell([.. told.Site.Upses.Select(ups => new UpsRead(Told.At(at), ups.Name, Told.Battery))]);
        told.Tell(new NodeReported(Told.At(63), "node1", AgentWord.ClusterStopped, 1, RunId.None), new NodeReported(Told.At(63), "node2", AgentWord.ClusterStopped, 1, RunId.None), new NodeSilent(Told.At(75), "node2"));
        RefuseCuts(told, from: 76);

        Assert.Equal(Step.GivenUp, told.State.Runs[0].Members.Single(member => member.Node == 0).OsStop);
        Assert.DoesNotContain(told.Pending<OrderOsStop>(), stop => stop.Node == "node1");
        return told;
    }
}
