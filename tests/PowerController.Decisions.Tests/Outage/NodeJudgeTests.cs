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
}
