using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Sites;
using PowerController.Peers.Processes;

namespace PowerController.Peers.Agents;

/// <summary>`powerctl agent` as real processes on loopback, ordered about by a control terminal.</summary>
public sealed class AgentProcessTests
{
    [Fact]
    public async Task Agents_OrderedThroughAShutdown_DoEverythingInOrderAndOnce()
    {
        using var site = new AgentSite();
        await site.LeadsAsync();
        site.StartAgent("node1");
        site.StartAgent("node2");
        await site.SaysAsync("node1", AgentWord.Up);
        await site.SaysAsync("node2", AgentWord.Up);
        await site.ToldAsync<ClusterReported>(told => told.Word == ClusterWord.Normal);

        Assert.IsType<EffectDone>(await site.OrderAsync(new QuietMonitors(site.NextId(), "cluster", "planned")));
        Assert.IsType<EffectDone>(await site.OrderAsync(new TellDeadlines(site.NextId(), "node1", site.In(300), site.In(360), "deadlines")));
        Assert.IsType<EffectDone>(await site.OrderAsync(new WaitGuard(site.NextId(), "cluster", site.In(60), "running work first")));
        Assert.IsType<EffectDone>(await site.OrderAsync(new OrderClusterStop(site.NextId(), "cluster", "node1", site.In(60), "the power has failed")));
        await site.SaysAsync("node1", AgentWord.ClusterStopped);
        await site.SaysAsync("node2", AgentWord.ClusterStopped);
        await site.ToldAsync<ClusterReported>(told => told.Word == ClusterWord.Stopped);
        Assert.IsType<EffectDone>(await site.OrderAsync(new RunJobs(site.NextId(), "node1", JobTime.PowerOff, ["broken", "save"], site.In(60), "registered")));
        foreach (var node in new[] { "node1", "node2" })
            Assert.IsType<EffectDone>(await site.OrderAsync(new OrderOsStop(site.NextId(), node, site.In(60), false, "the power has failed")));
        await site.SaysAsync("node1", AgentWord.OsStopping);
        await site.SaysAsync("node2", AgentWord.OsStopping);

        Assert.Equal(
            ["node1 guard begins", "node1 guard ends", "node1 stop-cluster 65.1 begins", "node1 stop-cluster 65.1 ends", "node1 save begins", "node1 save ends", "node1 os-stop begins", "node1 os-stop ends"],
            site.Log.Where(line => line.StartsWith("node1", StringComparison.Ordinal) && !line.Contains("quiet", StringComparison.Ordinal)));
        Assert.Single(site.Log, "node2 os-stop begins");
    }

    [Fact]
    public async Task Agent_KilledInTheMiddleOfAStop_GoesOnWithItAndDoesNotStopTheSystemTwice()
    {
        using var site = new AgentSite();
        await site.LeadsAsync();
        var first = site.StartAgent("node1");
        site.StartAgent("node2");
        await site.SaysAsync("node1", AgentWord.Up);
        await site.OrderAsync(new OrderClusterStop(site.NextId(), "cluster", "node1", site.In(120), "the power has failed"));
        await site.LoggedAsync("node1 stop-cluster 65.1 begins");
        site.Kill(first);

        var second = site.StartAgent("node1");

        await site.SaysAsync("node1", AgentWord.ClusterStopped);
        var stop = new OrderOsStop(site.NextId(), "node1", site.In(60), false, "the power has failed");
        await site.OrderAsync(stop);
        await site.SaysAsync("node1", AgentWord.OsStopping);
        site.Kill(second);
        site.StartAgent("node1");
        site.Terminal.CarryOut(stop);
        await site.ToldAsync<EffectDone>(done => done.Id == stop.Id);
        await site.OrderAsync(new QuietMonitors(site.NextId(), "cluster", "to see that it lives"));

        Assert.Single(site.Log, "node1 os-stop begins");
    }

    [Fact]
    public async Task Node_WhoseTerminalIsGone_StopsByItsOwnDeadline()
    {
        using var site = new AgentSite();
        await site.LeadsAsync();
        site.StartAgent("node2");
        await site.SaysAsync("node2", AgentWord.Up);
        await site.OrderAsync(new TellDeadlines(site.NextId(), "node2", site.In(1), site.In(3), "deadlines"));
        site.Terminal.Close();

        await site.LoggedAsync("node2 os-stop ends");
    }

    [Fact]
    public async Task Script_NotifiesOfAStop_TheTerminalIsTold()
    {
        using var site = new AgentSite();
        await site.LeadsAsync();
        site.StartAgent("node1");
        await site.SaysAsync("node1", AgentWord.Up);

        Assert.Contains("the whole cluster stops", await site.NotifyAsync("node1", "stop", "--cluster"), StringComparison.Ordinal);
        Assert.Equal(AdministratorStop.ShutDown, (await site.ToldAsync<AdministratorStopped>(told => told.Name == "cluster")).Kind);
        await site.NotifyAsync("node1", "stop", "--now");
        await site.SaysAsync("node1", AgentWord.OsStopping);
        Assert.StartsWith("exit code 3", await site.NotifyAsync("node2", "stop"), StringComparison.Ordinal);
    }
}
