using System.Text;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Sealing;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Life;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Hosts.Tests.Life;

public sealed class StationHostTests
{
    private static readonly EffectId First = new(new RunId(1, 1), 1);

    [Fact]
    public void Order_ToANode_IsOnItsDiskBeforeItObeysAndItsResultComesBack()
    {
        using var site = new TrialSite();
        var (terminal, told) = site.Begin("t1");
        var (node, obeyed) = site.Begin("n1");
        Speak(site, terminal, node);
        var record = Path.Combine(site.Root, "state-n1", "n1.node");
        byte[] kept = [];
        obeyed.OnObey = _ => kept = Shared(record);
        var before = Shared(record);

        terminal.CarryOut(StopOf(site, "n1"));
        site.Settle();

        Assert.Equal(First, Assert.Single(obeyed.Obeyed).Id);
        Assert.DoesNotContain("mains failed", Encoding.UTF8.GetString(before), StringComparison.Ordinal);
        Assert.Contains("mains failed", Encoding.UTF8.GetString(kept), StringComparison.Ordinal);
        Assert.Contains(told.Told, happened => happened is EffectDone done && done.Id == First);
    }

    [Fact]
    public void Node_StartedAgainInTheMiddleOfAnOrder_IsGivenItAgainAndIsALaterStart()
    {
        using var site = new TrialSite();
        var (terminal, _) = site.Begin("t1");
        var (node, _) = site.Begin("n1");
        Speak(site, terminal, node);
        terminal.CarryOut(StopOf(site, "n1"));
        site.Settle();
        site.Lose(node);

        var (again, obeyed) = site.Begin("n1");

        Assert.Equal(First, Assert.Single(obeyed.Obeyed).Id);
        Assert.True(again.State.Boot > node.State.Boot);
        Assert.Equal(node.SystemStart, again.SystemStart);
    }

    [Fact]
    public void Node_WhoseSystemHasBooted_DoesNotStopASecondTime()
    {
        using var site = new TrialSite();
        var (terminal, _) = site.Begin("t1");
        var (node, _) = site.Begin("n1");
        Speak(site, terminal, node);
        terminal.CarryOut(StopOf(site, "n1"));
        site.Settle();
        site.Lose(node);

        var (again, obeyed) = site.Begin("n1", site.PlanOf("n1") with { SystemIdentity = "boot-2" });

        Assert.Empty(obeyed.Obeyed);
        Assert.True(again.SystemStart > node.SystemStart);
    }

    [Fact]
    public void Node_WhoseDiskIsBroken_ObeysAllTheSameAndSaysSo()
    {
        using var site = new TrialSite();
        // A directory in the place of the file: nothing can be written there, not even by root.
        Directory.CreateDirectory(Path.Combine(site.Root, "state-n1", "n1.node"));
        var (terminal, _) = site.Begin("t1");
        var (node, obeyed) = site.Begin("n1");
        Speak(site, terminal, node);

        terminal.CarryOut(StopOf(site, "n1"));
        site.Settle();

        Assert.Single(obeyed.Obeyed);
        Assert.NotEmpty(obeyed.Facts.OfType<MemoryNotKept>());
    }

    [Fact]
    public void Terminal_ThatClaimsATerm_KeepsItBeforeAnybodyHearsOfIt()
    {
        using var site = new TrialSite();
        var (terminal, _) = site.Begin("t1");
        site.Pass(TimeSpan.FromSeconds(7));
        site.Lose(terminal);

        var (again, _) = site.Begin("t1");

        Assert.True(terminal.State.Term > 0);
        Assert.Equal(terminal.State.Term, again.State.Term);
    }

    [Fact]
    public void Datagram_ThatComesByTwoWays_IsTakenOnceAndTheCopyIsNoReplay()
    {
        using var site = new TrialSite();
        var (terminal, _) = site.Begin("t1");
        var (node, _) = site.Begin("n1");
        Speak(site, terminal, node);
        var taken = node.Counts.Taken;
        site.Wire.Seen.Clear();
        site.Pass(TimeSpan.FromSeconds(1));

        foreach (var seen in site.Wire.Seen.ToList())
            site.Wire.Inject(seen);
        site.Settle();

        Assert.True(node.Counts.Taken > taken);
        Assert.Equal(0, node.Counts[DropKind.Replayed]);
    }

    [Fact]
    public void Host_Closed_SaysGoodbye()
    {
        using var site = new TrialSite();
        var (terminal, told) = site.Begin("t1");
        var (node, _) = site.Begin("n1");
        Speak(site, terminal, node);

        node.Close();
        node.Turn();
        site.Settle();

        Assert.Contains(told.Told, happened => happened is NodeSilent { Node: "n1" });
        Assert.Contains(HostView.Of(terminal.State), view => view is { Host: "n1", State: "has gone down in order" });
    }

    [Fact]
    public async Task Host_OnItsOwnThread_TakesWhatItIsToldAndEnds()
    {
        using var site = new TrialSite(terminals: 1, nodes: 0) { Time = new ManualTime() };
        var opened = (site.PlanOf("t1") with { Alone = true }).Open(new HostClock(TimeProvider.System, TimeSpan.Zero));
        var sides = new NotedSides();
        opened.Host!.Start(sides, null);
        opened.Host.CarryOut(StopOf(site, "nobody"));

        while (!sides.Told.Any(happened => happened is EffectFailed))
            await Task.Yield();
        opened.Host.Close();

        await opened.Host.Ended;
        opened.Host.Dispose();
    }

    [Fact]
    public async Task Host_WhoseSideFails_EndsWithTheFault()
    {
        using var site = new TrialSite();
        var opened = (site.PlanOf("n1") with { Alone = true }).Open(new HostClock(TimeProvider.System, TimeSpan.Zero));
        opened.Host!.Start(null, new FailingSide());
        opened.Host.UpsHeard("U1", true);
        ((PowerController.Hosts.Network.INetworkListener)opened.Host).PathChanged("here", "gone");

        await Assert.ThrowsAsync<InvalidOperationException>(() => opened.Host.Ended);
        opened.Host.Dispose();
    }

    private static void Speak(TrialSite site, StationHost terminal, StationHost node)
    {
        node.NodeSays(new NodeWord(AgentWord.Up, node.SystemStart, default, ClusterWord.Normal, null));
        site.Pass(TimeSpan.FromSeconds(8));
        Assert.True(terminal.State.Lead!.Leads);
        Assert.Contains(HostView.Of(terminal.State), view => view is { Host: "n1", State: "heard" });
    }

    private static byte[] Shared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }

    private static OrderOsStop StopOf(TrialSite site, string node) => new(First, node, site.Time.Now + TimeSpan.FromSeconds(60), false, "mains failed");

    private sealed class FailingSide : INodeSide
    {
        public void Obey(Effect order) => throw new InvalidOperationException();

        public void DeadlineCame(DeadlineCame came) => throw new InvalidOperationException();

        public void TakeConfiguration(TakeConfiguration taken) => throw new InvalidOperationException();

        public void Noted(HostFact fact) => throw new InvalidOperationException();
    }
}
