using PowerController.Coordination.Messages;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Commands;
using PowerController.Model.Effects;
using PowerController.Model.Events;

namespace PowerController.Agent.Tests.Rules;

public sealed class SystemStopTests
{
    [Fact]
    public void OsStop_NothingElseRuns_BeginsAtOnceAndIsSaidWhenItHasBegun()
    {
        var agent = new AgentOnTrial(AgentOnTrial.Server());
        var order = agent.OsStop();
        Assert.Equal(["poweroff"], agent.CommandTexts);
        Assert.Equal(AgentWord.Up, agent.Word);

        agent.Ends("poweroff");

        Assert.Equal(AgentWord.OsStopping, agent.Word);
        Assert.Equal(OrderStage.Done, Assert.Single(agent.Ended(order)).Stage);
        Assert.Equal("stop-system", agent.Commands.Single().Origin.Step);
        Assert.False(agent.Commands.Single().Origin.ByDeadline);
    }

    [Fact]
    public void OsStop_JobStillRuns_WaitsForItAndThenBegins()
    {
        var agent = new AgentOnTrial(AgentOnTrial.ClusterNode());
        agent.Jobs(100, "save");
        agent.OsStop();
        Assert.Equal(["save"], agent.CommandTexts);

        agent.Ends("save");

        Assert.Equal(["save", "poweroff"], agent.CommandTexts);
    }

    [Fact]
    public void OsStop_JobHangs_EndsItAfterItsPatience()
    {
        var agent = new AgentOnTrial(AgentOnTrial.ClusterNode());
        var jobs = agent.Jobs(100, "save");
        agent.OsStop();
        var job = agent.Running("save");

        agent.Pass(Limits.StopPatience.TotalSeconds);

        Assert.Contains(agent.Outputs, output => output == new Agent.Rules.KillCommand(job));
        Assert.Equal(OrderStage.Failed, Assert.Single(agent.Ended(jobs)).Stage);
        Assert.Contains("poweroff", agent.CommandTexts);
    }

    [Fact]
    public void OsStop_ByComesBeforeItsPatience_BeginsThen()
    {
        var agent = new AgentOnTrial(AgentOnTrial.ClusterNode());
        agent.Jobs(100, "save");
        agent.OsStop(by: 3);

        agent.Pass(3);

        Assert.Contains("poweroff", agent.CommandTexts);
    }

    [Fact]
    public void OsStop_Forced_WaitsForNothing()
    {
        var agent = new AgentOnTrial(AgentOnTrial.ClusterNode());
        agent.Jobs(100, "save");
        var cluster = agent.ClusterStop();

        agent.OsStop(forced: true);

        Assert.Equal(["save", "stop-cluster --all", "poweroff"], agent.CommandTexts);
        Assert.Equal(OrderStage.Failed, Assert.Single(agent.Ended(cluster)).Stage);
        Assert.Equal(2, agent.Outputs.OfType<Agent.Rules.KillCommand>().Count());
    }

    [Fact]
    public void OsStop_FirstWayFails_TriesTheNext()
    {
        var agent = new AgentOnTrial(AgentOnTrial.Server());
        agent.OsStop();
        agent.Ends("poweroff", 1, "Failed to connect to bus");
        Assert.Equal(["poweroff", "poweroff --force"], agent.CommandTexts);
        Assert.Equal(AgentWord.Up, agent.Word);

        agent.Ends("poweroff --force");

        Assert.Equal(AgentWord.OsStopping, agent.Word);
    }

    [Fact]
    public void OsStop_EveryWayFails_IsTriedOnAndOnAndTold()
    {
        var agent = new AgentOnTrial(AgentOnTrial.Server());
        var order = agent.OsStop();
        for (var round = 0; round < Limits.StopRounds + 2; round++)
        {
            agent.Ends("poweroff", CommandOutcome.NotStarted);
            agent.Ends("poweroff --force", 1);
            agent.Pass(Limits.StopAgain.TotalSeconds);
        }

        Assert.Equal(OrderStage.Failed, Assert.Single(agent.Ended(order)).Stage);
        Assert.Equal(Limits.StopRounds + 3, agent.CommandTexts.Count(text => text == "poweroff"));
        agent.Ends("poweroff");
        Assert.Equal(AgentWord.OsStopping, agent.Word);
    }

    [Fact]
    public void OsStop_CommandIsNeverHeardOfAgain_TriesTheNextWay()
    {
        var agent = new AgentOnTrial(AgentOnTrial.Server());
        agent.OsStop();

        agent.Pass((Limits.StopCommand + Limits.EndGrace).TotalSeconds);

        Assert.Equal(["poweroff", "poweroff --force"], agent.CommandTexts);
    }

    [Fact]
    public void OsStop_HasBegun_NoSecondOneFollows()
    {
        var agent = new AgentOnTrial(AgentOnTrial.Server());
        agent.OsStop();
        agent.Ends("poweroff");

        var again = agent.OsStop(forced: true);
        agent.Deadline(OwnDeadline.OsStop);
        agent.Order(new RebootNode(agent.NextId(), "node1", "again"));
        agent.Pass(600);

        Assert.Single(agent.Commands);
        Assert.Equal(OrderStage.Done, Assert.Single(agent.Ended(again)).Stage);
    }

    [Fact]
    public void OwnDeadline_OfTheSystem_BeginsAtOnceWhateverRuns()
    {
        var agent = new AgentOnTrial(AgentOnTrial.ClusterNode());
        agent.Told();
        agent.Jobs();
        agent.ClusterStop();

        agent.Deadline(OwnDeadline.OsStop);

        Assert.Equal("poweroff", agent.Commands.Last().Command.Text);
        Assert.True(agent.Commands.Last().Origin.ByDeadline);
    }

    [Fact]
    public void Reboot_ThenOsStopBeforeItHasBegun_Stops()
    {
        var agent = new AgentOnTrial(AgentOnTrial.ClusterNode());
        agent.Jobs(100, "save");
        agent.Order(new RebootNode(agent.NextId(), "node1", "it restarts"));

        agent.OsStop(forced: true);

        Assert.Equal(["save", "poweroff"], agent.CommandTexts);
    }

    [Fact]
    public void Reboot_Ordered_RunsTheCommandForIt()
    {
        var agent = new AgentOnTrial(AgentOnTrial.Server());
        agent.Order(new RebootNode(agent.NextId(), "node1", "it restarts"));
        agent.Ends("reboot");

        Assert.Equal(["reboot"], agent.CommandTexts);
        Assert.Equal(AgentWord.OsStopping, agent.Word);
    }

    [Fact]
    public void Withdrawal_WhileTheStopStillWaits_TakesItBack()
    {
        var agent = new AgentOnTrial(AgentOnTrial.ClusterNode());
        agent.Jobs(100, "save");
        var stop = agent.OsStop();

        agent.Order(new WithdrawDeadlines(agent.NextId(), "node1", "its run has ended"));
        agent.Pass(100);

        Assert.Equal(FailureKind.Refused, Assert.Single(agent.Ended(stop)).Failure);
        Assert.DoesNotContain("poweroff", agent.CommandTexts);
    }

    [Fact]
    public void OtherOrders_WhileTheSystemStops_AreRefused()
    {
        var agent = new AgentOnTrial(AgentOnTrial.ClusterNode());
        agent.OsStop();

        Assert.Equal(FailureKind.Refused, Assert.Single(agent.Ended(agent.Jobs())).Failure);
        Assert.Equal(FailureKind.Refused, Assert.Single(agent.Ended(agent.ClusterStop())).Failure);
        Assert.Equal(["poweroff"], agent.CommandTexts);
    }

    private static AgentOnTrial Member()
    {
        var agent = new AgentOnTrial(AgentOnTrial.ClusterNode() with { NodeStop = [Model.Sites.CommandLine.Parse("leave 1"), Model.Sites.CommandLine.Parse("leave 2")] });
        agent.Sees(ClusterWord.Normal, Agent.Rules.Presence.In);
        return agent;
    }

    [Fact]
    public void OsStop_OfANodeWhoseClusterGoesOn_LeavesItFirst()
    {
        var agent = Member();
        agent.OsStop(by: 60);
        agent.Ends("leave 1", 1);
        agent.Ends("leave 2");

        Assert.Equal(["leave 1", "leave 2", "poweroff"], agent.CommandTexts);
    }

    [Fact]
    public void OsStop_LeavingTheClusterHangs_BeginsInTimeAllTheSame()
    {
        var agent = Member();
        agent.OsStop(by: 60);

        agent.Pass((AgentOnTrial.Seconds(60) - Limits.LeaveMargin).TotalSeconds);

        Assert.Equal(["leave 1", "poweroff"], agent.CommandTexts);
        Assert.Single(agent.Outputs.OfType<Agent.Rules.KillCommand>());
    }

    [Fact]
    public void OsStop_ForcedOrByOwnDeadline_DoesNotLeaveFirst()
    {
        var forced = Member();
        forced.OsStop(forced: true);
        Assert.Equal(["poweroff"], forced.CommandTexts);

        var late = Member();
        late.OsStop(by: 60);
        late.Deadline(OwnDeadline.OsStop);
        Assert.Equal(["leave 1", "poweroff"], late.CommandTexts);
    }

    [Fact]
    public void OsStop_AfterTheClusterHasStopped_NeedsNoLeave()
    {
        var agent = Member();
        agent.ClusterStop();
        agent.Ends("stop-cluster --all");
        agent.Sees(ClusterWord.Stopped, Agent.Rules.Presence.Out);
        agent.OsStop();

        Assert.Equal(["stop-cluster --all", "poweroff"], agent.CommandTexts);
    }

    [Fact]
    public void Boot_AfterAStop_BeginsAfresh()
    {
        var agent = new AgentOnTrial(AgentOnTrial.Server());
        agent.OsStop();
        agent.Ends("poweroff");

        agent.Give(new Agent.Rules.SystemBooted(agent.Now, 8, default));

        Assert.Equal(AgentWord.Up, agent.Word);
        Assert.Equal(8, agent.State.Said!.Boot);
        agent.OsStop();
        Assert.Equal(2, agent.Commands.Count());
    }
}
