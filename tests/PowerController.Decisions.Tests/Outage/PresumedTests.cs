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
