using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Tests.Outage;

public sealed class NodeJudgeTests
{
    [Theory]
    [InlineData(AgentWord.Booted, NodePower.Starting)]
    [InlineData(AgentWord.Up, NodePower.Up)]
    [InlineData(AgentWord.ClusterStopping, NodePower.ClusterStopping)]
    [InlineData(AgentWord.ClusterStopped, NodePower.ClusterStopped)]
    [InlineData(AgentWord.ClusterStopFailed, NodePower.Up)]
    [InlineData(AgentWord.OsStopping, NodePower.OsStopping)]
    public void Node_ThatWasOffAndHasBooted_IsNotOffWhateverItsFirstWordIs(AgentWord word, NodePower power)
    {
        var told = new Told();
        told.Tell(new NodeReported(Told.At(10), "node1", AgentWord.OsStopping, 1, RunId.None));
        told.Tell(new NodeProbed(Told.At(100), "node1", ProbeAnswer.PoweredOff));

        told.Tell(new NodeReported(Told.At(300), "node1", word, 2, RunId.None));

        Assert.Equal(power, told.Node("node1").Power);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Node_WhoseFirstWordIsThatItStops_BootsAgainWhereItWasToldToReboot(bool isTold)
    {
        var told = new Told().Commit();
        var run = told.State.Runs[0];
        var order = new RebootNode(new EffectId(run.Id, 900), "node1", "it hangs");
        if (isTold)
            told.State = told.State with { Runs = [run with { Pending = run.Pending.Add(new PendingEffect(order, Told.At(40), null, TimeSpan.Zero, 1)) }] };

        told.Tell(new NodeReported(Told.At(60), "node1", AgentWord.OsStopping, 2, RunId.None));

        Assert.Equal(isTold, told.Node("node1").MayBootSince > Told.At(60));
    }

    // Whoever leads has told it to reboot, for a run that rises; here that is known only as one that goes down, or not at all.
    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    public void Node_ThatStopsForNoRunThatIsKnown_MayBootAgain(bool goesDown, bool hasBooted, bool mayBoot)
    {
        var told = goesDown ? new Told().Commit() : new Told();
        var boot = hasBooted ? 2 : 1;
        told.Tell(new NodeReported(Told.At(50), "node1", AgentWord.Up, boot, RunId.None));

        told.Tell(new NodeReported(Told.At(60), "node1", AgentWord.OsStopping, boot, RunId.None));

        Assert.Equal(mayBoot, told.Node("node1").MayBootSince > Told.At(60));
    }

    // People reboot it in the moment in which this program starts, which has not heard of its boot before.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Node_WhoseFirstWordAfterAStartIsThatItStops_MayBootAgainWhereNoRunTakesItDown(bool goesDown)
    {
        var told = goesDown ? new Told().Commit() : new Told();

        told.Tell(new NodeReported(Told.At(60), "node1", AgentWord.OsStopping, 2, RunId.None));

        Assert.Equal(!goesDown, told.Node("node1").MayBootSince > Told.At(60));
    }

    // Who stands by looks more rarely: the input may be back before it was seen gone. Switched off and on to start something it has not been seen to go.
    [Theory]
    [InlineData(60, 360, NodePower.Off)]
    [InlineData(40, 60, NodePower.OsStopping)]
    [InlineData(360, 360, NodePower.OsStopping)]
    public void Node_WhoseInputTheMasterHasCutSinceItStopped_IsOffHereTooAndMayBoot(int ordered, int off, NodePower power)
    {
        var run = new Told().Commit().State.Runs[0];
        var cut = new OutputState(CutStage.Done, CutKind.OnBattery, Told.At(ordered), Told.At(off), 1, run.Id);
        var standby = new Told().Tell(new BecameStandby(Told.At(0), 1));
        standby.Tell(new NodeReported(Told.At(61), "node1", AgentWord.OsStopping, 1, run.Id), new NodeSilent(Told.At(71), "node1"));

        standby.Tell(new RunsReported(Told.At(365), 1, [run with { Phase = Phase.StartingNodes, Cuts = [new RunCut(new OutputAt(standby.State.Topology.Nodes[0].Sources[0].Ups, 0), cut)] }]));

        Assert.Equal((power, power == NodePower.Off), (standby.Node("node1").Power, standby.Node("node1").MayBootSince == Told.At(365)));
    }
}
