using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Tests.Outage;

/// <summary>What nobody has said or shown: a node that went by its deadlines, or was off before a gap, may run all the same.</summary>
public sealed class PresumedTests
{
    [Fact]
    public void Node_ThatWasToGoByItsDeadlinesAndSaysThatItRuns_IsBelieved()
    {
        var told = GoneByItsDeadlines();
        Assert.Equal(NodePower.OsStopping, told.Node("node1").Power);

        told.Tell(new NodeReported(Told.At(500), "node1", AgentWord.Up, 1, RunId.None));

        Assert.Equal(NodePower.Up, told.Node("node1").Power);
    }

    [Fact]
    public void Node_ThatSaidItselfThatItStops_TakesNothingBackInTheSameBoot()
    {
        var told = new Told().ToArming();

        told.Tell(new NodeReported(Told.At(62), "node1", AgentWord.Up, 1, RunId.None));

        Assert.Equal(NodePower.OsStopping, told.Node("node1").Power);
    }

    [Fact]
    public void Start_AfterAGap_TakesWhatWasOffForOffOnlyAsLongAsNothingIsHeardOfIt()
    {
        var told = new Told().ToArming();

        told.Tell(new Started(Told.At(1000), "terminal", DateTimeOffset.UnixEpoch));
        Assert.True(told.Node("node1").Presumed);

        told.Tell(new NodeReported(Told.At(1010), "node1", AgentWord.OsStopping, 1, RunId.None));
        Assert.False(told.Node("node1").Presumed);
    }

    [Fact]
    public void Start_AfterAGapInWhichANodeWasToGoByItsDeadlines_DoubtsWhetherItBootsAgain()
    {
        var told = new Told().Commit();
        var run = told.State.Runs[0];
        told.Tell(new NodeReported(Told.At(60), "node1", AgentWord.ClusterStopped, 1, run.Id));

        told.Tell(new Started(Told.At(1000), "terminal", DateTimeOffset.UnixEpoch), new NodeSilent(Told.At(1010), "node1"));
        for (var at = 1020; at < 1200; at += 10)
            told.Tell(new UpsRead(Told.At(at), "UPS2", Told.Battery), new NodeProbed(Told.At(at), "node1", ProbeAnswer.NoAnswer), new Woke(Told.At(at)));

        Assert.Equal(NodePower.Off, told.Node("node1").Power);
        Assert.Equal(Told.At(1000), told.Node("node1").MayBootSince);
    }

    // In the gap people may have rebooted it: where it is not heard again, its cut leaves it the time of a whole boot, and that of its stop.
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Start_AfterAGapInWhichANodeMayHaveBeenRebooted_LeavesItTheTimeForABoot(bool isHeardAgain, bool leaves)
    {
        var told = new Told().Commit();
        var run = told.State.Runs[0];
        foreach (var node in told.Site.Nodes)
            told.Tell(new NodeReported(Told.At(32), node.Name, AgentWord.Up, 1, run.Id));
        told.Tell(new Started(Told.At(60), "terminal", DateTimeOffset.UnixEpoch));
        told.Tell([.. told.Site.Upses.Select(ups => new UpsRead(Told.At(61), ups.Name, Told.Battery))]);
        if (isHeardAgain)
            told.Tell(new NodeReported(Told.At(61), "node1", AgentWord.Up, 1, run.Id));
        told.Tell(new NodeSilent(Told.At(70), "node1"));

        for (var at = 71; at < 600 && !told.Pending<ArmCut>().Any(cut => cut.Ups == "UPS2"); at++)
            told.Tell(new NodeReported(Told.At(at), "node2", at < 100 ? AgentWord.ClusterStopped : AgentWord.OsStopping, 1, RunId.None), new Woke(Told.At(at)));

        var cut = Assert.Single(told.Pending<ArmCut>(), cut => cut.Ups == "UPS2");
        Assert.Equal(leaves, told.State.Now + cut.Delay >= Told.At(60 + 900 + 90));
    }

    // Deadlines that it was told before its boot are void with that, however late the word of them comes.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Node_ThatBootsInTheRunAndAcknowledgesItsDeadlinesAfterThat_GoesByThem(bool afterBoot)
    {
        var told = new Told().Commit();
        var before = told.Pending<TellDeadlines>().Single(tell => tell.Node == "node1").Id;
        told.Tell(new NodeReported(Told.At(40), "node1", AgentWord.Booted, 2, RunId.None));
        var since = told.Pending<TellDeadlines>().Single(tell => tell.Node == "node1").Id;
        Assert.Contains(told.Effects, effect => effect is TellDeadlines again && again.Id == since);

        told.Tell(new EffectDone(Told.At(41), afterBoot ? since : before), new NodeSilent(Told.At(55), "node1"));
        for (var at = 60; at < 400; at += 5)
            told.Tell(new Woke(Told.At(at)));

        Assert.Equal(afterBoot ? NodePower.OsStopping : NodePower.Lost, told.Node("node1").Power);
    }

    // It names deadlines of the first way down, which whoever led then has taken back since; of the second it has heard nothing when it falls silent.
    [Fact]
    public void Node_ThatNamesDeadlinesOfTheWayDownBefore_IsNotCountedOnInTheNext()
    {
        var told = new Told().ToArming();
        var run = told.State.Runs[0].Id;
        while (told.Pending<ArmCut>().FirstOrDefault() is { } cut)
            told.Tell(new EffectDone(Told.At(62), cut.Id));
        told.Tell(new NodeSilent(Told.At(70), "node1"), new NodeSilent(Told.At(70), "node2"));
        foreach (var ups in told.Site.Upses)
            told.Tell(new UpsRead(Told.At(700), ups.Name, Told.Good));
        told.Tell(new BecameStandby(Told.At(710), 2), new NodeReported(Told.At(720), "node1", AgentWord.Booted, 2, run));
        foreach (var at in new[] { 730, 770 })
            told.Tell(new UpsRead(Told.At(at), "UPS4", Told.Battery));

        told.Tell(new BecameMaster(Told.At(771), 3), new Woke(Told.At(772)));
        Assert.True(told.State.Runs[0].CommittedAt >= Told.At(771));
        told.Tell(new NodeSilent(Told.At(775), "node1"));
        for (var at = 776; at < 2000; at += 2)
            told.Tell(new NodeProbed(Told.At(at), "node1", ProbeAnswer.NoAnswer), new Woke(Told.At(at)));

        Assert.DoesNotContain(told.Pending<ArmCut>(), cut => cut.Ups == "UPS2");
    }

    // It still answers when its stop has had all its time, and is told once more: that it takes the order is its own word, and it is not told again and again.
    [Fact]
    public void Node_ThatWasPresumedToStopAndTakesTheOrder_StopsFromThenOn()
    {
        var told = GoneByItsDeadlines();
        for (var at = 400; !told.Pending<OrderOsStop>().Any(stop => stop.Node == "node1"); at += 5)
            told.Tell(new NodeProbed(Told.At(at), "node1", ProbeAnswer.Answers), new Woke(Told.At(at)));

        told.Tell(new EffectDone(Told.At(900), told.Pending<OrderOsStop>().First(stop => stop.Node == "node1").Id));

        Assert.False(told.Node("node1").Presumed);
        Assert.Equal(Told.At(900), told.Node("node1").Since);
        Assert.DoesNotContain(told.Pending<OrderOsStop>(), stop => stop.Node == "node1");
    }

    // Told its deadlines, silent since, and its time is over.
    private static Told GoneByItsDeadlines()
    {
        var told = new Told().Commit();
        var run = told.State.Runs[0];
        told.Tell(new NodeReported(Told.At(32), "node1", AgentWord.Up, 1, run.Id), new NodeSilent(Told.At(45), "node1"));
        for (var at = 50; at < 400; at += 5)
            told.Tell(new NodeProbed(Told.At(at), "node1", ProbeAnswer.Answers), new Woke(Told.At(at)));
        return told;
    }
}
