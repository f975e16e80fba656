using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Tests.Restore;

/// <summary>What a master finds that belongs to no run it knows of.</summary>
public sealed class FoundOutsideTests
{
    private static readonly RunId _nobodys = new(0, 7);

    private static readonly TimeSpan _startLimit = new Told().Site.Nodes[0].StartLimit + TimeSpan.FromSeconds(1);

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
    public void Run_ThatOnlyWatchesWhileAFormerMasterHasStoppedItsCluster_IsNoDip()
    {
        var told = new Told().Tell(new UpsRead(Told.At(1), "UPS4", Told.Battery));
        var watch = Assert.Single(told.State.Runs);
        Assert.Equal(Phase.Watching, watch.Phase);
        told.Tell(new NodeReported(Told.At(5), "node1", AgentWord.ClusterStopping, 1, watch.Id));

        told.Tell(new UpsRead(Told.At(6), "UPS4", Told.Good));

        var run = Assert.Single(told.State.Runs);
        Assert.Equal(watch.Id, run.Id);
        Assert.True(run.Phase >= Phase.AwaitingPower);
        Assert.Contains(told.Effects, effect => effect is WithdrawDeadlines { Node: "node1" });
    }

    [Fact]
    public void Node_WhoseClusterAFormerMasterStopped_IsBroughtBackAlsoWhereItIsHeardRightAfterAStart()
    {
        var told = new Told().Tell(new Started(Told.At(100), "terminal", DateTimeOffset.UnixEpoch), new NodeReported(Told.At(101), "node1", AgentWord.ClusterStopped, 1, _nobodys));
        Assert.Empty(told.State.Runs);
        Assert.Contains(told.Effects, effect => effect is WakeAt wake && wake.At <= told.State.LookUntil);

        told.Tell(new Woke(told.State.LookUntil));

        Assert.Single(told.State.Runs);
    }

    [Fact]
    public void Node_WhoseClusterPeopleStopped_IsLeftAlone()
    {
        var told = new Told().Tell(new NodeReported(Told.At(100), "node1", AgentWord.ClusterStopped, 1, RunId.None));

        Assert.Empty(told.State.Runs);
    }

    [Fact]
    public void Node_SilentWhenATerminalTakesOver_IsStartedInCaseThatAFormerMasterStoppedIt()
    {
        var told = TakesOver(new NodeSilent(Told.At(110), "node1"));

        Assert.Empty(told.State.Runs);
        told.Tell(new Woke(Told.At(120) + _startLimit));

        var run = Assert.Single(told.State.Runs);
        Assert.Equal((RunAim.Start, "node1"), (run.Aim, told.State.Topology.Nodes[Assert.Single(run.Members).Node].Node.Name));
    }

    [Fact]
    public void Node_SilentSoonAfterATerminalTookOver_IsStartedInCaseThatAFormerMasterStoppedIt()
    {
        var told = TakesOver().Tell(new NodeSilent(Told.At(125), "node1"), new Woke(Told.At(120) + _startLimit));

        Assert.Single(told.State.Runs);
    }

    [Fact]
    public void Node_SilentLongAfterATerminalTookOver_IsLeftAlone()
    {
        var told = TakesOver().Tell(new NodeSilent(Told.At(200), "node1"), new Woke(Told.At(200) + _startLimit), new Woke(Told.At(20_000)));

        Assert.Empty(told.State.Runs);
    }

    [Fact]
    public void Node_SilentBetweenTwoTermsOfOneTerminal_IsStarted()
    {
        var told = new Told().Tell(new NodeSilent(Told.At(110), "node1"), new BecameMaster(Told.At(120), 3), new Woke(Told.At(120) + _startLimit));

        Assert.Single(told.State.Runs);
    }

    [Theory]
    [InlineData(RunAim.StopAndStart, 1)]
    [InlineData(RunAim.StopAndStay, 0)]
    public void NodeOff_ByARunThatTheMasterDoesNotHave_IsStartedByTheNextMasterUnlessItWasToStayOff(RunAim aim, int runs)
    {
        var told = new Told().ToArming();
        var run = Assert.Single(told.State.Runs) with { Aim = aim };
        told.Tell(new BecameStandby(Told.At(70), 2), new RunsReported(Told.At(71), 2, [run]));
        foreach (var node in told.Site.Nodes)
            told.Tell(new NodeSilent(Told.At(75), node.Name), new NodeProbed(Told.At(100), node.Name, ProbeAnswer.PoweredOff));

        told.Tell(new RunsReported(Told.At(110), 3, []));
        foreach (var ups in told.Site.Upses)
            told.Tell(new UpsRead(Told.At(115), ups.Name, Told.Good));
        told.Tell(new BecameMaster(Told.At(120), 4), new Woke(Told.At(120) + _startLimit));

        Assert.Equal(runs * told.Site.Nodes.Length, told.State.Runs.Length);
    }

    // It was on its way up from a stop that nobody here has seen, and has never come so far.
    [Theory]
    [InlineData(AgentWord.Booted, 1)]
    [InlineData(AgentWord.Up, 0)]
    public void Node_HeardOnlyToBootSinceAStart_IsStartedWhenItFallsSilent(AgentWord word, int runs)
    {
        var told = new Told().Tell(new Started(Told.At(100), "terminal", DateTimeOffset.UnixEpoch), new NodeReported(Told.At(101), "node1", word, 2, RunId.None));
        foreach (var ups in told.Site.Upses)
            told.Tell(new UpsRead(Told.At(102), ups.Name, Told.Good));

        told.Tell(new NodeReported(Told.At(102), "node2", AgentWord.Up, 1, RunId.None), new NodeSilent(Told.At(115), "node1"));
        told.Tell(new Woke(told.State.LookUntil + _startLimit));

        Assert.Equal(runs, told.State.Runs.Length);
    }

    private static Told TakesOver(params PowerEvent[] before) =>
        new Told().Tell(new BecameStandby(Told.At(100), 2)).Tell(before).Tell(new BecameMaster(Told.At(120), 3));
}
