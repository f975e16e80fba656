using PowerController.Agent.Rules;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Commands;
using PowerController.Model.Effects;
using PowerController.Model.Events;

namespace PowerController.Agent.Tests.Rules;

public sealed class ClusterStopTests
{
    private static AgentOnTrial Up()
    {
        var agent = new AgentOnTrial(AgentOnTrial.ClusterNode());
        agent.Sees(ClusterWord.Normal, Presence.In);
        return agent;
    }

    [Fact]
    public void Node_ClusterComesUp_SaysBootedAndThenUp()
    {
        var agent = new AgentOnTrial(AgentOnTrial.ClusterNode());
        agent.Sees(ClusterWord.Stopped, Presence.Out);
        Assert.Equal(AgentWord.Booted, agent.Word);

        agent.Sees(ClusterWord.Degraded, Presence.In);

        Assert.Equal(AgentWord.Up, agent.Word);
        Assert.Equal(ClusterWord.Degraded, agent.State.Said!.Cluster);
    }

    [Fact]
    public void Agent_StartedAgainInTheMiddleOfABoot_SaysNothingBeforeItHasLooked()
    {
        var agent = new AgentOnTrial(AgentOnTrial.ClusterNode(), freshBoot: false);
        Assert.Null(agent.Word);

        agent.Sees(ClusterWord.Normal, Presence.In);

        Assert.Equal([AgentWord.Up], agent.Outputs.OfType<SayNode>().Select(said => said.Word.Word));
    }

    [Fact]
    public void ClusterStop_EndsWell_IsStoppedWhenTheManagerSaysSo()
    {
        var agent = Up();
        var order = agent.ClusterStop();
        Assert.Equal(AgentWord.ClusterStopping, agent.Word);
        agent.Ends("stop-cluster --all");
        agent.Sees(ClusterWord.Stopping, Presence.In);
        Assert.Equal(AgentWord.ClusterStopping, agent.Word);
        Assert.Empty(agent.Ended(order));

        agent.Sees(ClusterWord.Stopped, Presence.Out);

        Assert.Equal(AgentWord.ClusterStopped, agent.Word);
        Assert.Equal(ClusterWord.Stopped, agent.State.Said!.Cluster);
        Assert.Equal(OrderStage.Done, Assert.Single(agent.Ended(order)).Stage);
    }

    [Fact]
    public void ClusterStop_AnotherNodeHasStoppedItMeanwhile_IsDoneWithoutACommand()
    {
        var agent = Up();
        agent.Sees(ClusterWord.Stopping, Presence.In);
        var order = agent.ClusterStop();
        Assert.Empty(agent.Commands);

        agent.Sees(ClusterWord.Stopped, Presence.Out);

        Assert.Empty(agent.Commands);
        Assert.Equal(OrderStage.Done, Assert.Single(agent.Ended(order)).Stage);
        Assert.Equal(AgentWord.ClusterStopped, agent.Word);
    }

    [Fact]
    public void ClusterStop_AnotherNodeIsStillAtIt_IsRunHereToo()
    {
        // That node may have died in the middle of it.
        var agent = Up();
        agent.Sees(ClusterWord.Stopping, Presence.In);
        agent.ClusterStop();
        agent.Sees(ClusterWord.Stopping, Presence.In);

        Assert.Equal(["stop-cluster --all"], agent.CommandTexts);
    }

    [Fact]
    public void ClusterStop_ManagerDoesNotSayWhetherItHasStopped_IsRunSoon()
    {
        var agent = Up();
        agent.Sees(ClusterWord.Stopping, Presence.In);
        agent.ClusterStop();
        agent.Pass(2);
        Assert.Empty(agent.Commands);
        agent.Pass(2);

        Assert.Equal(["stop-cluster --all"], agent.CommandTexts);
    }

    [Fact]
    public void Cluster_WhoseStopIsNotSeen_IsOnlySpokenOfInARunByTheNodeThatStopsIt()
    {
        var duties = AgentOnTrial.ClusterNode() with { StopIsSeen = false };
        var (first, second) = (new AgentOnTrial(duties), new AgentOnTrial(duties));
        foreach (var agent in new[] { first, second })
        {
            agent.Sees(ClusterWord.Normal, Presence.In);
            Assert.Equal(ClusterWord.Normal, agent.State.Said!.Cluster);
            agent.Told();
        }

        first.ClusterStop();
        first.Ends("stop-cluster --all");

        Assert.Equal((AgentWord.ClusterStopped, ClusterWord.Stopped), (first.Word, first.State.Said!.Cluster));
        // What it says is then the word for the whole cluster.
        Assert.Equal(ClusterWord.Unknown, second.State.Said!.Cluster);
    }

    [Fact]
    public void ClusterStop_LookFromBeforeItsEnd_SaysNothingOfIt()
    {
        var agent = Up();
        agent.ClusterStop();
        agent.Pass(10);
        var old = agent.State.Looking.Number;
        Assert.NotEqual(0, old);
        agent.Ends("stop-cluster --all", 1);

        agent.Give(new ClusterSeen(agent.Now, old, ClusterSight.Normal));

        Assert.Equal(AgentWord.ClusterStopping, agent.Word);
        agent.Sees(ClusterWord.Normal, Presence.In);
        Assert.Equal(AgentWord.ClusterStopFailed, agent.Word);
    }

    [Fact]
    public void ClusterStop_EndsWellButTheManagerSaysItRuns_FailsAtItsLimit()
    {
        var agent = Up();
        var order = agent.ClusterStop(by: 60);
        agent.Ends("stop-cluster --all");
        while (agent.Now < AgentOnTrial.Seconds(57))
        {
            agent.Sees(ClusterWord.Normal, Presence.In);
            Assert.Equal(AgentWord.ClusterStopping, agent.Word);
        }

        agent.Pass(3);

        Assert.Equal(AgentWord.ClusterStopFailed, agent.Word);
        Assert.Equal(OrderStage.Failed, Assert.Single(agent.Ended(order)).Stage);
    }

    [Fact]
    public void ClusterStop_ManagerCannotSay_ExitCodeIsBelieved()
    {
        var agent = Up();
        agent.ClusterStop();
        agent.Ends("stop-cluster --all");
        for (var look = 0; look < Limits.LooksAfterStop; look++)
            agent.Sees(ClusterWord.Unknown, Presence.Unknown);

        Assert.Equal(AgentWord.ClusterStopped, agent.Word);
    }

    [Fact]
    public void ClusterStop_NoManagerToAsk_ExitCodeIsBelieved()
    {
        var agent = new AgentOnTrial(AgentOnTrial.ClusterNode() with { CanLook = false });
        Assert.Equal(AgentWord.Up, agent.Word);
        agent.ClusterStop();
        agent.Ends("stop-cluster --all");
        Assert.Equal(AgentWord.ClusterStopped, agent.Word);

        agent.ClusterStop();
        agent.Ends("stop-cluster --all", 5, "no such cluster");
        Assert.Equal(AgentWord.ClusterStopFailed, agent.Word);
    }

    [Fact]
    public void ClusterStop_FailsAndTheManagerSaysItRuns_IsToldAtOnce()
    {
        var agent = Up();
        var order = agent.ClusterStop();
        agent.Ends("stop-cluster --all", 1, "Error: unable to reach node2");
        agent.Sees(ClusterWord.Normal, Presence.In);

        Assert.Equal(AgentWord.ClusterStopFailed, agent.Word);
        Assert.Contains("unable to reach node2", Assert.Single(agent.Ended(order)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void ClusterStop_FailsAlthoughTheClusterIsDown_IsStopped()
    {
        var agent = Up();
        agent.ClusterStop();
        agent.Ends("stop-cluster --all", 1, "already stopped");
        agent.Sees(ClusterWord.Stopped, Presence.Out);

        Assert.Equal(AgentWord.ClusterStopped, agent.Word);
    }

    [Fact]
    public void ClusterStop_Hangs_IsEndedAtItsLimitAndToldAsFailed()
    {
        var agent = Up();
        var order = agent.ClusterStop(by: 120);
        var command = agent.Running("stop-cluster --all");
        Assert.Equal(AgentOnTrial.Seconds(120), agent.Commands.Last().Limit);

        agent.Pass(120);

        Assert.Contains(new KillCommand(command), agent.Outputs);
        Assert.Equal(AgentWord.ClusterStopFailed, agent.Word);
        Assert.Equal(OrderStage.Failed, Assert.Single(agent.Ended(order)).Stage);
        Assert.DoesNotContain("poweroff", agent.CommandTexts);
    }

    [Fact]
    public void ClusterStop_OwnDeadlineComes_WaitsNoLonger()
    {
        var agent = Up();
        agent.Told();
        agent.ClusterStop(by: 500);

        agent.Deadline(OwnDeadline.ClusterStop);

        Assert.Equal(AgentWord.ClusterStopFailed, agent.Word);
        Assert.Single(agent.Outputs.OfType<KillCommand>());
    }

    [Fact]
    public void ClusterStop_OfSeveralCommands_GoesOnAfterAFailure()
    {
        var duties = AgentOnTrial.ClusterNode();
        var agent = new AgentOnTrial(duties with { ClusterStop = [.. duties.ClusterStop, Model.Sites.CommandLine.Parse("stop-rest")] });
        agent.ClusterStop();
        agent.Ends("stop-cluster --all", CommandOutcome.TimedOut);

        Assert.Equal(["stop-cluster --all", "stop-rest"], agent.CommandTexts);
    }

    [Fact]
    public void ClusterStop_OrderedAgainByAnotherName_IsNotDoneTwice()
    {
        var agent = Up();
        var first = agent.ClusterStop();
        var second = agent.ClusterStop();
        agent.Order(second);

        Assert.Single(agent.Commands);
        Assert.Equal(OrderStage.Done, Assert.Single(agent.Ended(first)).Stage);
        Assert.Empty(agent.Ended(second));
    }

    [Fact]
    public void ClusterStop_OfAClusterThisNodeIsNotIn_IsRefused()
    {
        var agent = Up();
        var order = agent.Order(new OrderClusterStop(agent.NextId(), "other", "node1", AgentOnTrial.Seconds(60), "no"));

        Assert.Equal(FailureKind.Refused, Assert.Single(agent.Ended(order)).Failure);
    }

    [Fact]
    public void ClusterStop_WithoutACommandForIt_IsRefusedAndSaidAsFailed()
    {
        var agent = new AgentOnTrial(AgentOnTrial.ClusterNode() with { ClusterStop = [] });
        agent.Sees(ClusterWord.Normal, Presence.In);
        var order = agent.ClusterStop();

        Assert.Equal(FailureKind.Refused, Assert.Single(agent.Ended(order)).Failure);
        Assert.Equal(AgentWord.ClusterStopFailed, agent.Word);
        agent.Order(new WithdrawDeadlines(agent.NextId(), "node1", "its run has ended"));
        Assert.Equal(AgentWord.Up, agent.Word);
    }

    [Fact]
    public void Cluster_StoppedByItsOtherNode_IsSeenHere()
    {
        var agent = Up();
        agent.Told();
        agent.Sees(ClusterWord.Stopping, Presence.In);
        Assert.Equal(AgentWord.ClusterStopping, agent.Word);
        agent.Sees(ClusterWord.Stopped, Presence.Out);

        Assert.Equal(AgentWord.ClusterStopped, agent.Word);
    }

    [Fact]
    public void Cluster_RunsAgainAfterItsStop_IsUp()
    {
        var agent = Up();
        agent.ClusterStop();
        agent.Ends("stop-cluster --all");
        agent.Sees(ClusterWord.Stopped, Presence.Out);

        agent.Sees(ClusterWord.Normal, Presence.In);

        Assert.Equal(AgentWord.Up, agent.Word);
    }

    [Fact]
    public void Look_IsNotAnswered_CannotSayAndIsAskedAgain()
    {
        var agent = Up();
        agent.Pass(Limits.LookCalm.TotalSeconds);
        var looks = agent.Outputs.OfType<LookAtCluster>().Count();

        agent.Pass((Limits.LookLimit + Limits.LookCalm).TotalSeconds);

        Assert.Equal(ClusterWord.Unknown, agent.State.Said!.Cluster);
        Assert.Equal(AgentWord.Up, agent.Word);
        Assert.True(agent.Outputs.OfType<LookAtCluster>().Count() > looks);
    }
}
