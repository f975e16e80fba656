using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Tests.Restore;

/// <summary>What a master finds that belongs to no run it knows of.</summary>
public sealed class FoundOutsideTests
{
    private static readonly RunId _nobodys = new(0, 7);

    [Fact]
    public void Node_WhoseClusterAFormerMasterStopped_IsBroughtBackAndItsDeadlinesAreTakenBack()
    {
        var told = new Told().Tell(new NodeReported(Told.At(100), "node1", AgentWord.ClusterStopped, 1, _nobodys));

        Assert.Contains(told.Effects, effect => effect is WithdrawDeadlines { Node: "node1" } back && back.Id.Run == _nobodys);
        var run = Assert.Single(told.State.Runs);
        Assert.Equal((RunAim.Start, "node1"), (run.Aim, told.State.Topology.Nodes[Assert.Single(run.Members).Node].Node.Name));

        told.Tell([.. told.Site.Upses.Select(ups => new UpsRead(Told.At(160), ups.Name, Told.Good)), new Woke(Told.At(400))]);

        Assert.Contains(told.Pending<RebootNode>(), reboot => reboot.Node == "node1");
    }

    [Fact]
    public void Node_WhoseClusterPeopleStopped_IsLeftAlone()
    {
        var told = new Told().Tell(new NodeReported(Told.At(100), "node1", AgentWord.ClusterStopped, 1, RunId.None));

        Assert.Empty(told.State.Runs);
    }
}
