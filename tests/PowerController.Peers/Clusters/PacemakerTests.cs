using System.Diagnostics;
using PowerController.Agent.Clusters;
using PowerController.Agent.Duties;
using PowerController.Agent.Life;
using PowerController.Agent.Rules;
using PowerController.Agent.Tests.Life;
using PowerController.Hosts.Commands;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Peers.Clusters;

/// <summary>The shipped commands of Pacemaker and the reader of its answers, against a real cluster.</summary>
public sealed class PacemakerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static readonly Site Site = new(
        "trial", SiteBuild.TerminalApart, new SiteNetwork("127.255.255.255", 4000, null), SiteTiming.Default, [], [], [],
        [NodeOf("node1"), NodeOf("node2")], [], [new Cluster("cluster", "", "pacemaker", ["node1", "node2"], [], TimeSpan.FromSeconds(120), null, TimeSpan.Zero, [], [], [])]);

    [Fact]
    public async Task Cluster_OfTwoNodes_IsSeenAndStoppedByTheAgentOnOneOfThem()
    {
        using var trial = await PacemakerTrial.StartAsync();
        Assert.Equal(ClusterSight.Stopped, await LookAsync(trial, 1));

        // On one node after the other, as their services would start at boot.
        foreach (var node in new[] { 1, 2 })
            await MustAsync(trial, node, "pcs cluster start");
        await SeesAsync(trial, 1, ClusterSight.Normal);
        await SeesAsync(trial, 2, ClusterSight.Normal);

        // One node leaves by the command for that; the cluster goes on without it.
        await MustAsync(trial, 2, Assignment.Of(Site, "node2", false).Duties.NodeStop.Single().Text);
        await SeesAsync(trial, 1, new ClusterSight(ClusterWord.Degraded, Presence.In));
        await SeesAsync(trial, 2, ClusterSight.Stopped);
        await MustAsync(trial, 2, "pcs cluster start");
        await SeesAsync(trial, 2, ClusterSight.Normal);

        var (voice1, voice2) = (new FakeVoice(Site, "node1"), new FakeVoice(Site, "node2"));
        await using var agent1 = new NodeAgent(Site, "node1", voice1, 1, true, trial.On(1), (_, _) => { });
        await using var agent2 = new NodeAgent(Site, "node2", voice2, 1, true, trial.On(2), (_, _) => { });
        agent1.Start();
        agent2.Start();
        await voice1.Next(AgentWord.Up);
        await voice2.Next(AgentWord.Up);
        agent2.Obey(new TellDeadlines(new EffectId(new RunId(65, 1), 1), "node2", voice2.Clock.Now + Patience, voice2.Clock.Now + Patience, "deadlines"));

        agent1.Obey(new OrderClusterStop(new EffectId(new RunId(65, 1), 2), "cluster", "node1", voice1.Clock.Now + Patience, "the power has failed"));

        await voice1.Next(AgentWord.ClusterStopping);
        Assert.Equal(ClusterWord.Stopped, (await voice1.Next(AgentWord.ClusterStopped)).Cluster);
        Assert.Equal(ClusterWord.Stopped, (await voice2.Next(AgentWord.ClusterStopped)).Cluster);
        Assert.False((await trial.On(1).RunAsync(new CommandRequest(CommandLine.Parse("systemctl is-active corosync"), Patience), null, CancellationToken.None)).Succeeded);
        Assert.False((await trial.On(2).RunAsync(new CommandRequest(CommandLine.Parse("systemctl is-active corosync"), Patience), null, CancellationToken.None)).Succeeded);
    }

    private static Task<ClusterSight> LookAsync(PacemakerTrial trial, int node) =>
        ClusterEye.LookAsync(trial.On(node), Assignment.Of(Site, $"node{node}", false).Look!, CancellationToken.None);

    private static async Task SeesAsync(PacemakerTrial trial, int node, ClusterSight wanted)
    {
        var begun = Stopwatch.GetTimestamp();
        ClusterSight seen;
        while ((seen = await LookAsync(trial, node)) != wanted && Stopwatch.GetElapsedTime(begun) < Patience)
            await Task.Delay(200);
        Assert.Equal(wanted, seen);
    }

    private static async Task MustAsync(PacemakerTrial trial, int node, string text)
    {
        var result = await trial.On(node).RunAsync(new CommandRequest(CommandLine.Parse(text), Patience), null, CancellationToken.None);
        Assert.True(result.Succeeded, $"{text} on node{node} {result.Text}\n{result.Output}");
    }

    private static Node NodeOf(string name) => new(
        name, "", "room", "10.99.0.1", new Supply([], 0), RestorePolicy.Ups, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(900), [new StartByOutput()], new StopByAgent(), []);
}
