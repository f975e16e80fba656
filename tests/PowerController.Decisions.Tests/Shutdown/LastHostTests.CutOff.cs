using PowerController.Model.Effects;
using PowerController.Model.Events;
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
