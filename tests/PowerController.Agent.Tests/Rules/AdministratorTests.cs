using PowerController.Agent.Rules;
using PowerController.Coordination.Messages;
using PowerController.Model.Effects;
using PowerController.Model.Events;

namespace PowerController.Agent.Tests.Rules;

public sealed class AdministratorTests
{
    private static AgentOnTrial Up()
    {
        var agent = new AgentOnTrial(AgentOnTrial.ClusterNode());
        agent.Sees(ClusterWord.Normal, Presence.In);
        return agent;
    }

    [Theory]
    [InlineData(AdministratorStop.ShutDown)]
    [InlineData(AdministratorStop.Reboot)]
    public void SystemStop_NobodyOfUsAskedFor_IsTheAdministrators(AdministratorStop kind)
    {
        var agent = Up();
        agent.Give(new SystemStopSeen(agent.Now, kind));

        Assert.Equal(AgentWord.OsStopping, agent.Word);
        Assert.Equal(new AdministratorWord("node1", kind), agent.State.Said!.Administrator);
        Assert.Empty(agent.Commands);
    }

    [Fact]
    public void SystemStop_InARunOfOurs_IsPartOfIt()
    {
        var agent = Up();
        agent.Told();
        agent.Give(new SystemStopSeen(agent.Now, AdministratorStop.ShutDown));

        Assert.Equal(AgentWord.OsStopping, agent.Word);
        Assert.Null(agent.State.Said!.Administrator);
    }

    [Fact]
    public void SystemStop_ByTheClustersOwnTool_SurprisesNobody()
    {
        var agent = new AgentOnTrial(AgentOnTrial.ClusterNode() with { ClusterStopEndsSystem = true });
        agent.Sees(ClusterWord.Normal, Presence.In);
        agent.ClusterStop();
        agent.Ends("stop-cluster --all");
        agent.Give(new SystemStopSeen(agent.Now, AdministratorStop.ShutDown));
        var stop = agent.OsStop(forced: true);

        Assert.Null(agent.State.Said!.Administrator);
        Assert.Equal(AgentWord.OsStopping, agent.Word);
        Assert.Equal(["stop-cluster --all"], agent.CommandTexts);
        Assert.Equal(OrderStage.Done, Assert.Single(agent.Ended(stop)).Stage);
    }

    [Fact]
    public void SystemStop_SeenWhileOurCommandForItRuns_IsOurs()
    {
        var agent = Up();
        var stop = agent.OsStop();
        agent.Give(new SystemStopSeen(agent.Now, AdministratorStop.ShutDown));

        Assert.Null(agent.State.Said!.Administrator);
        Assert.Equal(OrderStage.Done, Assert.Single(agent.Ended(stop)).Stage);
        agent.Ends("poweroff", 1);
        Assert.Single(agent.Commands);
    }

    [Fact]
    public void ClusterStop_AnnouncedByAScript_IsToldWithTheClustersName()
    {
        var agent = Up();
        agent.Give(new AdministratorSays(agent.Now, true, AdministratorStop.ShutDown));
        agent.Give(new SystemStopSeen(agent.Now, AdministratorStop.ShutDown));

        Assert.Equal(new AdministratorWord("cluster", AdministratorStop.ShutDown), agent.State.Said!.Administrator);
    }

    [Fact]
    public void Announcement_InARunOfOurs_ChangesNothing()
    {
        var agent = Up();
        agent.Told();
        agent.Give(new AdministratorSays(agent.Now, true, AdministratorStop.ShutDown));

        Assert.Null(agent.State.Said!.Administrator);
    }

    [Fact]
    public void Announcement_WithoutAStopAfterIt_IsForgotten()
    {
        var agent = Up();
        agent.Give(new AdministratorSays(agent.Now, false, AdministratorStop.Reboot));
        Assert.NotNull(agent.State.Said!.Administrator);

        agent.Pass(Limits.AdministratorForgotten.TotalSeconds);

        Assert.Null(agent.State.Said!.Administrator);
    }

    [Fact]
    public void Boot_AfterAnAdministratorsStop_SaysNothingOfItAnyMore()
    {
        var agent = Up();
        agent.Give(new SystemStopSeen(agent.Now, AdministratorStop.Reboot));
        agent.Give(new SystemBooted(agent.Now, 8, default));

        Assert.Null(agent.State.Said!.Administrator);
        Assert.Equal(AgentWord.Booted, agent.Word);
    }
}
