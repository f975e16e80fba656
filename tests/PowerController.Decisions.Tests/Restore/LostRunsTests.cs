using System.Collections.Immutable;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Tests.Restore;

/// <summary>A committed run that only a terminal knows which leads no more.</summary>
public sealed class LostRunsTests
{
    [Theory]
    [InlineData(RunAim.StopAndStart, false, true)]
    [InlineData(RunAim.StopAndStart, true, false)]
    [InlineData(RunAim.StopAndStay, false, false)]
    public void Standby_WhoseRunTheMasterDoesNotHave_KeepsItForTheMasterUnlessItHasEndedOrIsToStay(RunAim aim, bool ended, bool kept)
    {
        var told = Dropped(aim, ended);

        Assert.Equal(kept, !told.State.Lost.IsEmpty);
        Assert.Empty(told.State.Runs);
        if (kept)
            Assert.Equal(told.Site.Nodes.Length, Assert.Single(told.State.Lost).Members.Length);
    }

    [Fact]
    public void Standby_ThatHearsAMemberRunAgain_KeepsTheOthersOnly()
    {
        var told = Dropped(RunAim.StopAndStart, ended: false).Tell(new NodeReported(Told.At(80), "node1", AgentWord.Up, 2, RunId.None));

        Assert.False(Assert.Single(told.State.Lost).Has(told.State.Topology.Node("node1")));

        foreach (var node in told.Site.Nodes)
            told.Tell(new NodeReported(Told.At(90), node.Name, AgentWord.Up, 2, RunId.None));

        Assert.Empty(told.State.Lost);
    }

    [Fact]
    public void Standby_WhoseMasterHasTheRunWithoutSomeOfIt_KeepsThose()
    {
        var told = new Told().ToArming();
        var run = Assert.Single(told.State.Runs);

        told.Tell(new BecameStandby(Told.At(70), 2), new RunsReported(Told.At(71), 2, [run with { Whole = false, Members = [run.Members[0]] }]));

        var lost = Assert.Single(told.State.Lost);
        Assert.Equal(run.Id, lost.Id);
        Assert.Equal(run.Members.Skip(1).Select(member => member.Node), lost.Members.Select(member => member.Node));
    }

    [Fact]
    public void Standby_WhoseMasterTakesAMemberIntoARun_KeepsTheOthersOnly()
    {
        var told = Dropped(RunAim.StopAndStart, ended: false);
        var lost = Assert.Single(told.State.Lost);
        told.Tell(new RunsReported(Told.At(85), 2, [lost with { Id = new RunId(2, 1), Members = [lost.Members[0]] }]));

        Assert.Equal(lost.Members.Length - 1, Assert.Single(told.State.Lost).Members.Length);
    }

    [Fact]
    public void Master_ThatIsOfferedARunItHasNotHeardOf_BringsBackWhatThatHasStopped()
    {
        var told = FoundStopped();
        Assert.Empty(told.State.Runs);

        told.Tell(Offer(told));

        var run = Assert.Single(told.State.Runs);
        Assert.Equal((RunAim.Start, "node1"), (run.Aim, told.State.Topology.Nodes[Assert.Single(run.Members).Node].Node.Name));
        Assert.DoesNotContain(told.Effects, effect => effect is OrderOsStop or OrderClusterStop or ArmCut or TellDeadlines);
    }

    [Fact]
    public void Master_ThatHearsAMemberOnlyAfterTheOffer_BringsItBackThen()
    {
        var told = new Told().Tell(new NodeSilent(Told.At(100), "node1"));
        told.Tell(Offer(told), new NodeReported(Told.At(160), "node1", AgentWord.ClusterStopped, 1, RunId.None));

        Assert.Single(told.State.Runs);
    }

    [Fact]
    public void Master_ThatIsOfferedARunWhoseMembersRun_DoesNothing()
    {
        var told = new Told();
        told.Tell(Offer(told), new Woke(Told.At(5_000)));

        Assert.Empty(told.State.Runs);
    }

    [Fact]
    public void Master_ThatSawPeopleStopTheCluster_LeavesItAsItIs()
    {
        var told = new Told().Tell(new NodeReported(Told.At(100), "node1", AgentWord.ClusterStopped, 1, RunId.None));

        // Also when it has only not been heard for a while since.
        told.Tell(Offer(told), new NodeSilent(Told.At(120), "node1"), new NodeReported(Told.At(150), "node1", AgentWord.ClusterStopped, 1, RunId.None));
        told.Tell(Offer(told), new Woke(Told.At(5_000)));

        Assert.Empty(told.State.Runs);
    }

    [Fact]
    public void Master_ThatLedTheRunToItsEnd_LeavesWhatPeopleStoppedAfterIt()
    {
        var told = FoundStopped();
        told.State = told.State with { Closed = [new RunId(0, 7)] };
        told.Tell(Offer(told));

        Assert.Empty(told.State.Runs);
    }

    [Fact]
    public void Master_WhosePeopleSwitchedTheClusterOff_LeavesItOff()
    {
        var told = FoundStopped();
        var unit = told.State.Topology.Nodes[told.State.Topology.Node("node1")].Unit;
        told.State = told.State with { Units = Table<UnitState>.Of(told.State.Topology.Units.Select((_, at) => told.State.Units[at] with { LeftOff = at == unit })) };
        told.Tell(Offer(told), new Woke(Told.At(5_000)));

        Assert.Empty(told.State.Runs);
    }

    [Fact]
    public void Run_ThatEnds_IsRememberedAsEnded()
    {
        var told = new Told().Commit();
        var run = Assert.Single(told.State.Runs).Id;
        foreach (var ups in told.Site.Upses)
            told.Tell(new UpsRead(Told.At(35), ups.Name, Told.Good));
        for (var at = 40; told.State.Runs.Length > 0 && at < 20_000; at += 10)
        {
            foreach (var effect in told.Pending<Effect>().ToArray())
                told.Tell(new EffectDone(Told.At(at), effect.Id));
            foreach (var node in told.Site.Nodes)
                told.Tell(new NodeReported(Told.At(at), node.Name, at < 400 ? AgentWord.ClusterStopped : AgentWord.Up, at < 400 ? 1 : 2, RunId.None));
            foreach (var ups in told.Site.Upses)
                told.Tell(new UpsRead(Told.At(at), ups.Name, Told.Good));
            told.Tell(new ClusterReported(Told.At(at), told.Site.Clusters[0].Name, at < 400 ? ClusterWord.Stopped : ClusterWord.Normal), new Woke(Told.At(at + 5)));
        }

        Assert.Empty(told.State.Runs);
        Assert.Contains(run, told.State.Closed);
    }

    // It was not heard while its cluster stopped.
    private static Told FoundStopped() =>
        new Told().Tell(new NodeSilent(Told.At(100), "node1"), new NodeReported(Told.At(150), "node1", AgentWord.ClusterStopped, 1, RunId.None));

    private static RunsOffered Offer(Told told)
    {
        var run = Assert.Single(new Told(told.Site).Commit().State.Runs);
        return new RunsOffered(Told.At(155), [run with { Id = new RunId(0, 7), Members = [RunMember.Of(told.State.Topology.Node("node1"), wasUp: true)] }]);
    }

    private static Told Dropped(RunAim aim, bool ended)
    {
        var told = new Told().ToArming();
        var run = Assert.Single(told.State.Runs) with { Aim = aim };
        told.State = told.State with { Runs = [run] };
        return told.Tell(new BecameStandby(Told.At(70), 2), new RunsReported(Told.At(71), 2, []) { Closed = ended ? [run.Id] : [] });
    }
}
