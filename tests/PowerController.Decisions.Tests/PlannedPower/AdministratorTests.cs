using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Tests.PlannedPower;

/// <summary>What people do with their own tools.</summary>
public sealed class AdministratorTests
{
    [Fact]
    public void Reboot_InLocal_IsOnlyKnownOf()
    {
        var told = new Told().Tell(new OperatorAsked(Told.At(1), "op", "console", new SwitchToLocal()));

        told.Tell(new AdministratorStopped(Told.At(5), "node1", AdministratorStop.Reboot));

        Assert.True(told.Node("node1").MayBootSince > Told.At(5));
        Assert.Empty(told.State.Runs);
        Assert.Empty(told.Effects);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reboot_OfANodeThatIsToldToStop_IsNoneOnlyWhereItHasObeyed(bool hasObeyed)
    {
        var told = new Told().Commit();
        foreach (var node in told.Site.Nodes)
            told.Tell(new NodeReported(Told.At(60), node.Name, AgentWord.ClusterStopped, 1, RunId.None));
        var stop = Assert.Single(told.Pending<OrderOsStop>(), order => order.Node == "node1");
        if (hasObeyed)
            told.Tell(new EffectDone(Told.At(61), stop.Id));

        told.Tell(new AdministratorStopped(Told.At(62), "cluster", AdministratorStop.Reboot));

        Assert.Equal(hasObeyed, told.Node("node1").MayBootSince == TimeSpan.Zero);
    }
}
