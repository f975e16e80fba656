using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Tests.Shutdown;

public sealed class StrayCutTests
{
    private static readonly Reading _countsDown = Told.Good with { Conditions = Conditions.ShutdownPending };

    [Fact]
    public void Countdown_OfADiskWhileOneNodeGoesDownAlone_IsEndedForTheOtherThatRuns()
    {
        var told = OneNodeFails();

        told.Tell(new UpsRead(Told.At(70), "UPS4", _countsDown));

        Assert.Contains(told.Effects, effect => effect is DisarmCut { Ups: "UPS4" });
    }

    // Its card did not know its own state, and its node has run on all the while. Heard again only now, the node may be about to stop.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Countdown_ThatWasSeenBeforeItsCardFellSilent_IsEndedAtOnceWhenItIsSeenAgain(bool nodeWasSilent)
    {
        var told = new Told(LastHostTests.Site()).Tell(new Started(Told.At(10), "t2", DateTimeOffset.UnixEpoch), new BecameMaster(Told.At(10), 3));
        told.Tell(new NodeReported(Told.At(30), "node1", AgentWord.Up, 1, RunId.None), new NodeReported(Told.At(30), "node2", AgentWord.Up, 1, RunId.None));
        told.Tell(new UpsRead(Told.At(50), "UPS1", _countsDown), new UpsSilent(Told.At(60), "UPS1", SilenceKind.NoAnswer));
        Assert.DoesNotContain(told.Effects, effect => effect is DisarmCut);
        if (nodeWasSilent)
            told.Tell(new NodeSilent(Told.At(70), "node1"), new NodeReported(Told.At(299), "node1", AgentWord.Up, 1, RunId.None));

        told.Tell(new UpsRead(Told.At(300), "UPS1", _countsDown));

        Assert.Equal(!nodeWasSilent, told.Effects.Any(effect => effect is DisarmCut { Ups: "UPS1" }));
    }

    [Fact]
    public void Countdown_OfTheNodeThatGoesDown_IsItsRunsOwnAffair()
    {
        var told = OneNodeFails();

        told.Tell(new UpsRead(Told.At(70), "UPS2", Told.Battery with { Conditions = Conditions.ShutdownPending }));

        Assert.DoesNotContain(told.Effects, effect => effect is DisarmCut);
    }

    [Fact]
    public void Countdown_OfANodeWhoseClusterAnotherMasterHasStopped_IsEndedToo()
    {
        var told = new Told().Tell(new NodeReported(Told.At(1), "node1", AgentWord.ClusterStopped, 1, RunId.None));

        told.Tell(new UpsRead(Told.At(70), "UPS2", _countsDown));

        Assert.Contains(told.Effects, effect => effect is DisarmCut { Ups: "UPS2" });
    }

    [Fact]
    public void Deadlines_ThatANodeStillHasInLocal_AreTakenBackUnderANumberOfTheirOwn()
    {
        var told = new Told().Commit();
        var run = told.State.Runs[0];
        var numbers = told.Pending<TellDeadlines>().Select(tell => tell.Id.Number).ToList();
        told.Tell(new OperatorAsked(Told.At(40), "op", "console", new SwitchToLocal()));

        for (var at = 50; at <= 60; at += 10)
        {
            told.Tell(new NodeReported(Told.At(at), "node1", AgentWord.Up, 1, run.Id));
            var back = Assert.Single(told.Effects.OfType<WithdrawDeadlines>());
            Assert.Equal(("node1", run.Id), (back.Node, back.Id.Run));
            Assert.All(numbers, number => Assert.True(back.Id.Number > number));
            numbers.Add(back.Id.Number);
        }

        Assert.True(told.State.Runs[0].NextEffect > numbers.Max());
    }

    [Theory]
    [InlineData(AgentWord.Up, true)]
    [InlineData(AgentWord.OsStopping, false)]
    public void Countdown_InLocal_IsEndedWhereItWouldTakeWhatRuns(AgentWord word, bool ended)
    {
        var told = new Told().Tell(new OperatorAsked(Told.At(1), "op", "console", new SwitchToLocal()), new NodeReported(Told.At(2), "node1", word, 1, RunId.None));

        told.Tell(new UpsRead(Told.At(70), "UPS2", _countsDown));

        Assert.Equal(ended, told.Effects.Any(effect => effect is DisarmCut { Ups: "UPS2" }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Deadlines_OfARunThatNobodyHereKnows_AreTakenBackOnlyByWhoHearsAnything(bool hears)
    {
        var told = new Told();
        foreach (var ups in told.Site.Upses.Where(_ => !hears))
            told.Tell(new UpsSilent(Told.At(10), ups.Name, SilenceKind.NoAnswer));

        told.Tell(new NodeReported(Told.At(60), "node1", AgentWord.Up, 1, new RunId(7, 3)));

        Assert.Equal(hears, told.Effects.Any(effect => effect is WithdrawDeadlines { Node: "node1" }));
    }

    [Theory]
    [InlineData(Phase.ReJoining, true)]
    [InlineData(Phase.Dark, false)]
    public void Deadlines_OfARunThatNobodyHereKnows_AreTakenBackFromWhoComesUpInAnotherOne(Phase phase, bool taken)
    {
        var told = new Told().Commit();
        foreach (var ups in told.Site.Upses)
            told.Tell(new UpsRead(Told.At(40), ups.Name, Told.Good));
        told.State = told.State with { Runs = [told.State.Runs[0] with { Phase = phase, PhaseSince = Told.At(40), RisingSince = Told.At(40) }] };

        told.Tell(new NodeReported(Told.At(60), "node1", AgentWord.ClusterStopped, 1, new RunId(7, 3)));

        Assert.Equal(taken, told.Effects.Any(effect => effect is WithdrawDeadlines { Node: "node1" }));
    }

    // One that leads yet is heard of in a moment, if it is about to stop that host.
    [Theory]
    [InlineData("t1", 73, true)]
    [InlineData("t1", 72, false)]
    [InlineData("t2", 73, false)]
    public void Countdown_BehindTheHostOfWhoLeads_IsEndedInAMomentWhereOthersMayLeadUnheard(string self, int at, bool ended)
    {
        var told = new Told(LastHostTests.Site()).Tell(new Started(Told.At(10), self, DateTimeOffset.UnixEpoch), new BecameMaster(Told.At(10), 3));
        told.Tell(new NodeReported(Told.At(30), "node1", AgentWord.Up, 1, RunId.None), new NodeSilent(Told.At(30), "node2"));

        told.Tell(new UpsRead(Told.At(70), "UPS1", _countsDown), new Woke(Told.At(at)));

        Assert.Equal(ended, told.Effects.Any(effect => effect is DisarmCut { Ups: "UPS1" }));
    }

    // Another master may be about to stop what an output feeds, which is why a node's is waited for; a disk with mains is taken from nobody.
    [Theory]
    [InlineData("UPS3", true)]
    [InlineData("UPS1", false)]
    public void Countdown_OfADiskThatHasMains_IsEndedAtOnceWhereverElseSomebodyMayLead(string ups, bool ended)
    {
        var told = new Told(LastHostTests.Site()).Tell(new Started(Told.At(10), "t2", DateTimeOffset.UnixEpoch), new BecameMaster(Told.At(10), 3));
        told.Tell(new NodeReported(Told.At(30), "node1", AgentWord.Up, 1, RunId.None), new NodeReported(Told.At(30), "node2", AgentWord.Up, 1, RunId.None));

        told.Tell(new UpsRead(Told.At(70), ups, _countsDown));

        Assert.Equal(ended, told.Effects.Any(effect => effect is DisarmCut disarm && disarm.Ups == ups));
    }

    // The former master decided it right before it went, and here its run only watches still.
    [Theory]
    [InlineData(20, false)]
    [InlineData(40, true)]
    public void Deadlines_OfARunThatOnlyWatchesHere_AreTakenBackWhenItIsNotDecidedHereToo(int at, bool takenBack)
    {
        var told = new Told().Tell(new UpsRead(Told.At(1), "UPS2", Told.Battery));
        var watch = Assert.Single(told.State.Runs);
        Assert.Equal(Phase.Watching, watch.Phase);

        told.Tell(new NodeReported(Told.At(at), "node2", AgentWord.Up, 1, watch.Id));

        Assert.Equal(takenBack, told.Effects.Any(effect => effect is WithdrawDeadlines { Node: "node2" }));
    }

    // Each change of master leaves a gap in the numbers of what is open, and only in those.
    [Fact]
    public void Deadlines_OfARunThatHasEndedHere_AreTakenBackUnderANumberThatItHasNotUsed()
    {
        var told = new Told().Tell(new UpsRead(Told.At(1), "UPS2", Told.Battery));
        var watch = Assert.Single(told.State.Runs);
        told.Tell(new BecameMaster(Told.At(2), 2), new BecameMaster(Told.At(2), 3), new UpsRead(Told.At(3), "UPS2", Told.Good));
        var end = Assert.Single(told.Effects.OfType<CloseRun>());
        Assert.Equal(watch.Id, end.Id.Run);

        told.Tell(new NodeReported(Told.At(60), "node2", AgentWord.Up, 1, watch.Id));

        var back = Assert.Single(told.Effects.OfType<WithdrawDeadlines>());
        Assert.Equal(watch.Id, back.Id.Run);
        Assert.True(back.Id.Number > end.Id.Number);
    }

    private static Told OneNodeFails()
    {
        var told = new Told();
        foreach (var at in new[] { 1, 62 })
            told.Tell(new UpsRead(Told.At(at), "UPS2", Told.Battery), new Woke(Told.At(at)));
        Assert.Equal(Phase.StoppingOs, Assert.Single(told.State.Runs).Phase);
        return told.Tell(new NodeReported(Told.At(63), "node1", AgentWord.OsStopping, 1, RunId.None));
    }
}
