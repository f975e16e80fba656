using PowerController.Agent.Rules;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Commands;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Sites;

namespace PowerController.Agent.Tests.Rules;

public sealed class WorkTests
{
    private static AgentOnTrial Node() => new(AgentOnTrial.ClusterNode());

    [Fact]
    public void Jobs_OneFails_TheNextFollowsAndTheOrderIsDone()
    {
        var agent = Node();
        var order = agent.Jobs();
        agent.Ends("save", 3, "disk full\n");
        agent.Ends("copy");

        Assert.Equal(["save", "copy"], agent.CommandTexts);
        var end = Assert.Single(agent.Ended(order));
        Assert.Equal(OrderStage.Done, end.Stage);
        Assert.Contains("disk full", end.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Jobs_NoneIsKnownHere_IsDoneAndSaid()
    {
        var agent = Node();
        var end = Assert.Single(agent.Ended(agent.Jobs(100, "unknown")));

        Assert.Equal(OrderStage.Done, end.Stage);
        Assert.Contains("knows no job unknown", end.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Jobs_TimeIsOver_EndsWhatRunsAndLeavesTheRest()
    {
        var agent = Node();
        var order = agent.Jobs(by: 20);
        Assert.Equal(AgentOnTrial.Seconds(20), agent.Commands.Single().Limit);

        agent.Pass(20);

        Assert.Equal(["save"], agent.CommandTexts);
        Assert.Single(agent.Outputs.OfType<KillCommand>());
        Assert.Equal(OrderStage.Failed, Assert.Single(agent.Ended(order)).Stage);
    }

    [Fact]
    public void Jobs_EachHasItsOwnLimit()
    {
        var agent = Node();
        agent.Jobs(by: 1000);
        agent.Ends("save");

        Assert.Equal([AgentOnTrial.Seconds(30), AgentOnTrial.Seconds(60)], agent.Commands.Select(command => command.Limit));
    }

    [Fact]
    public void Jobs_OrderedAgain_AreNotRunTwice()
    {
        var agent = Node();
        var order = agent.Jobs();
        agent.Order(order);

        Assert.Equal(["save"], agent.CommandTexts);
    }

    [Fact]
    public void Progress_IsTold_ButNotAllTheTime()
    {
        var agent = Node();
        var order = agent.Jobs(100, "save");
        agent.Pass(5);
        for (var line = 0; line < 50; line++)
            agent.Give(new CommandSaid(agent.Now, agent.Running("save"), $"{line} of 50"));

        var told = agent.Outputs.OfType<MoveOrder>().Where(move => move.Id == order.Id).ToList();
        Assert.All(told, move => Assert.Equal(OrderStage.Taken, move.Stage));
        Assert.Equal("job save: 0 of 50", told[^1].Text);
        Assert.Equal(2, told.Count);
    }

    [Fact]
    public void Guard_WorkRuns_IsAskedAgainUntilItHasEnded()
    {
        var agent = Node();
        var order = agent.Order(new WaitGuard(agent.NextId(), "cluster", AgentOnTrial.Seconds(180), "running work may end first"));
        agent.Ends("batch-idle", 1, "3 jobs run");
        agent.Pass(5);
        agent.Ends("batch-idle", CommandOutcome.TimedOut);
        agent.Pass(5);
        Assert.Empty(agent.Ended(order));

        agent.Ends("batch-idle");

        Assert.Equal(3, agent.Commands.Count());
        Assert.Equal(OrderStage.Done, Assert.Single(agent.Ended(order)).Stage);
    }

    [Fact]
    public void Guard_CannotBeRun_HoldsUntilItsLimit()
    {
        var agent = Node();
        var order = agent.Order(new WaitGuard(agent.NextId(), "cluster", AgentOnTrial.Seconds(12), "running work may end first"));
        agent.Ends("batch-idle", CommandOutcome.NotStarted);
        agent.Pass(6);
        agent.Ends("batch-idle", CommandOutcome.NotStarted);
        Assert.Empty(agent.Ended(order));

        agent.Pass(6);

        Assert.Equal(OrderStage.Failed, Assert.Single(agent.Ended(order)).Stage);
    }

    [Fact]
    public void Guard_WithoutLimit_IsWithdrawnWithItsRun()
    {
        var agent = Node();
        var order = agent.Order(new WaitGuard(agent.NextId(), "cluster", null, "running work may end first"));
        agent.Ends("batch-idle", 1);
        agent.Pass(3600);
        Assert.Empty(agent.Ended(order));

        agent.Order(new WithdrawDeadlines(agent.NextId(), "node1", "the run has ended"));

        Assert.Equal(OrderStage.Failed, Assert.Single(agent.Ended(order)).Stage);
        Assert.Empty(agent.State.Works);
    }

    [Fact]
    public void Guard_NothingToWaitFor_IsDoneAtOnce()
    {
        var agent = new AgentOnTrial(AgentOnTrial.Server());
        Assert.Equal(OrderStage.Done, Assert.Single(agent.Ended(agent.Order(new WaitGuard(agent.NextId(), "node1", null, "")))).Stage);
    }

    [Fact]
    public void Workloads_WhereTheyRun_StopInTheirOrder()
    {
        var agent = Node();
        var order = Stop(agent);
        foreach (var text in new[] { "owns database", "stop listener", "stop database", "database is gone", "stop web" })
            agent.Ends(text);

        Assert.Equal(["owns database", "stop listener", "stop database", "database is gone", "stop web"], agent.CommandTexts);
        Assert.Equal(OrderStage.Done, Assert.Single(agent.Ended(order)).Stage);
    }

    [Fact]
    public void Workloads_ThatRunElsewhere_AreLeftAlone()
    {
        var agent = Node();
        var order = Stop(agent);
        agent.Ends("owns database", 1);
        agent.Ends("stop web");

        Assert.Equal(["owns database", "stop web"], agent.CommandTexts);
        Assert.Equal(OrderStage.Done, Assert.Single(agent.Ended(order)).Stage);
    }

    [Fact]
    public void Workloads_ThatStillLiveAfterTheirStop_CountAsNotStopped()
    {
        var agent = Node();
        var order = Stop(agent, by: 200);
        foreach (var text in new[] { "owns database", "stop listener", "stop database" })
            agent.Ends(text);
        while (agent.CommandTexts.Last() == "database is gone")
        {
            agent.Ends("database is gone", 1);
            agent.Pass(3);
        }

        agent.Ends("stop web");
        var end = Assert.Single(agent.Ended(order));
        Assert.Equal(OrderStage.Failed, end.Stage);
        Assert.Contains("stop database, gone", end.Text, StringComparison.Ordinal);
        Assert.True(agent.Now <= AgentOnTrial.Seconds(40));
    }

    [Fact]
    public void Workloads_StepFails_TheRestIsStoppedAllTheSame()
    {
        var agent = Node();
        var order = Stop(agent);
        agent.Ends("owns database");
        agent.Ends("stop listener", CommandOutcome.TimedOut);
        agent.Ends("stop database");
        agent.Ends("database is gone");
        agent.Ends("stop web");

        Assert.Equal(OrderStage.Failed, Assert.Single(agent.Ended(order)).Stage);
    }

    [Fact]
    public void Monitors_AreQuietedFirstAndSpeakLast()
    {
        var agent = Node();
        agent.Order(new QuietMonitors(agent.NextId(), "cluster", "planned"));
        agent.Ends("quiet all");
        agent.Ends("owns database");
        agent.Ends("watch off");
        agent.Order(new UnquietMonitors(agent.NextId(), "cluster", "it runs again"));
        agent.Ends("owns database");
        agent.Ends("watch on");
        agent.Ends("unquiet all");

        Assert.Equal(["quiet all", "owns database", "watch off", "owns database", "watch on", "unquiet all"], agent.CommandTexts);
    }

    [Fact]
    public void Users_AreWarned_ByTheCommandForIt()
    {
        var agent = Node();
        agent.Order(new WarnUsers(agent.NextId(), "cluster", AgentOnTrial.Seconds(60), "the power has failed"));

        Assert.Equal(["wall stop"], agent.CommandTexts);
        Assert.Equal("the power has failed", agent.Commands.Single().Origin.Reason);
    }

    [Fact]
    public void Orders_SideBySide_DoNotWaitForEachOther()
    {
        var agent = Node();
        agent.Order(new WaitGuard(agent.NextId(), "cluster", null, ""));
        agent.Jobs();

        Assert.Equal(["batch-idle", "save"], agent.CommandTexts);
    }

    [Fact]
    public void Orders_MoreThanTheBound_AreRefused()
    {
        var agent = Node();
        for (var order = 0; order < Limits.Works; order++)
            agent.Jobs();

        Assert.Equal(FailureKind.Refused, Assert.Single(agent.Ended(agent.Jobs())).Failure);
        Assert.Equal(Limits.Works, agent.State.Works.Length);
    }

    [Fact]
    public void ClusterDeadline_OfTheNode_GivesUpWhatStillRuns()
    {
        var agent = Node();
        var order = Stop(agent);
        agent.Deadline(OwnDeadline.ClusterStop);

        Assert.Equal(OrderStage.Failed, Assert.Single(agent.Ended(order)).Stage);
        Assert.Single(agent.Outputs.OfType<KillCommand>());
    }

    [Fact]
    public void PowerOnJobs_OutlastTheEndOfTheirRun()
    {
        var agent = Node();
        var jobs = agent.Order(new RunJobs(agent.NextId(), "node1", JobTime.PowerOn, ["save"], AgentOnTrial.Seconds(600), "registered"));
        agent.Order(new WithdrawDeadlines(agent.NextId(), "node1", "the run has ended"));
        Assert.Empty(agent.Ended(jobs));
    }

    private static StopWorkloads Stop(AgentOnTrial agent, double by = 100) =>
        agent.Order(new StopWorkloads(agent.NextId(), "cluster", ["database", "web"], agent.Now + AgentOnTrial.Seconds(by), "workloads stop first"));
}
