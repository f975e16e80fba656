using PowerController.Coordination.Membership;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Sealing;
using PowerController.Coordination.Stations;
using PowerController.Coordination.Tests.Network;
using PowerController.Coordination.Tests.Orders;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;

namespace PowerController.Coordination.Tests.Membership;

public sealed class MembershipTests
{
    [Fact]
    public void Node_HeardLostAndBack_IsToldEachTime()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(1, 2), 1);
        net.RunSeconds(6);
        var up = Assert.IsType<NodeReported>(Assert.Single(Of(net, "n1")));
        Assert.Equal((AgentWord.Up, 1), (up.Word, up.Boot));

        net["n1"].Stop();
        net.RunSeconds(13);
        Assert.IsType<NodeSilent>(Of(net, "n1").Last());

        net["n1"].Start();
        net.RunSeconds(6);
        Assert.Equal(2, Assert.IsType<NodeReported>(Of(net, "n1").Last()).Boot);
        Assert.Equal(0, net["t1"].Told.OfType<NodeSilent>().Count(silent => silent.Node == "n2"));
    }

    [Fact]
    public void Node_GoneWhileTheTerminalWasDown_IsToldToBeSilentOnce()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(1, 2), 4);
        net.RunSeconds(6);
        var t1 = net["t1"];
        t1.Stop();
        net["n1"].Stop();
        var told = t1.Told.Count;
        t1.Start(reboot: false);
        net.RunSeconds(60);

        var silent = Assert.Single(t1.Told.Skip(told).OfType<NodeSilent>());
        Assert.Equal("n1", silent.Node);
    }

    [Fact]
    public void Agent_StartedAgainWithoutABoot_IsNoNewStartOfTheNode()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(1, 1), 2);
        net.RunSeconds(6);
        net["n1"].Stop();
        net["n1"].Start(reboot: false);
        net.RunSeconds(10);

        Assert.All(net["t1"].Told.OfType<NodeReported>(), reported => Assert.Equal(1, reported.Boot));
        Assert.True(net["t1"].State.Peers[net["t1"].Roster.Find("n1")].Alive);
    }

    [Fact]
    public void Stop_OfANode_IsToldWithEachHeartbeat()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(1, 1), 3);
        net.RunSeconds(6);
        var n1 = net["n1"];
        n1.Do(new NodeSays(n1.Clock, new NodeWord(AgentWord.OsStopping, 1, default, ClusterWord.Stopped, new AdministratorWord("n1", AdministratorStop.ShutDown))));
        net.RunSeconds(6.5);

        Assert.InRange(Of(net, "n1").OfType<NodeReported>().Count(reported => reported.Word == AgentWord.OsStopping), 3, 5);
        Assert.Single(net["t1"].Told.OfType<AdministratorStopped>());
        Assert.Equal(ClusterWord.Stopped, net["t1"].Told.OfType<ClusterReported>().Last().Word);
    }

    [Fact]
    public void Cluster_IsStoppedOnlyWhenAllItsNodesSaySo()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(1, 3), 4);
        net.RunSeconds(6);
        foreach (var node in new[] { "n1", "n2", "n3" })
        {
            net[node].Do(new NodeSays(net[node].Clock, new NodeWord(AgentWord.ClusterStopped, 1, default, ClusterWord.Stopped, null)));
            net.RunSeconds(1);
        }

        Assert.Equal([ClusterWord.Normal, ClusterWord.Degraded, ClusterWord.Stopped], net["t1"].Told.OfType<ClusterReported>().Select(reported => reported.Word));
    }

    [Fact]
    public void Ups_OnANodesOwnLine_IsReadByEveryTerminal()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(2, 2, amongNodes: true, ownUpses: true), 5);
        net.RunSeconds(6);
        net["t1"].Do(new UpsesSay(net["t1"].Clock, [OnBattery("UPS1")]));

        Assert.Equal(OutputSource.Battery, net["t1"].Told.OfType<UpsRead>().Last().Reading.Source);
        net.RunSeconds(1);

        Assert.Equal(OutputSource.Battery, net["t2"].Told.OfType<UpsRead>().Last(read => read.Ups == "UPS1").Reading.Source);
    }

    [Fact]
    public void Ups_OfAnotherHost_IsSpokenForByNobodyElse()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(2, 3, ownUpses: true), 7);
        net.RunSeconds(6);
        net["n1"].Do(new UpsesSay(net["n1"].Clock, [OnBattery("UPS2"), OnBattery("UPS9"), OnBattery("UPS1")]));
        net.RunSeconds(4);

        Assert.All(net["t1"].Told.OfType<UpsRead>(), read => Assert.Equal("UPS1", read.Ups));
        Assert.NotEmpty(net["t1"].Told.OfType<UpsRead>());
    }

    [Fact]
    public void Ups_WhoseHostCannotReadItOrIsGone_IsSilent()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(3, 2, ownUpses: true), 8);
        net.RunSeconds(6);
        net["n1"].Do(new UpsesSay(net["n1"].Clock, [OnBattery("UPS1")]));
        net.RunSeconds(4);
        Assert.IsType<UpsRead>(LastOf(net, "UPS1"));

        net["n1"].Do(new UpsesSay(net["n1"].Clock, []));
        net.RunSeconds(4);
        Assert.IsType<UpsSilent>(LastOf(net, "UPS1"));

        net["n1"].Do(new UpsesSay(net["n1"].Clock, [OnBattery("UPS1")]));
        net.RunSeconds(4);
        net["n1"].Stop();
        var told = net["t1"].Told.Count;
        net.RunSeconds(30);
        Assert.IsType<UpsSilent>(LastOf(net, "UPS1"));
        // It is said again and again, as of every UPS: a decision that has just begun must not wait for ever.
        Assert.InRange(net["t1"].Told.Skip(told).OfType<UpsSilent>().Count(silent => silent.Ups == "UPS1"), 10, 40);

        // No terminal hears it, so a majority agrees on its silence.
        var leader = Leader(net);
        leader.Do(new AskAboutSilence(leader.Clock, new AskPeersAboutSilence(new EffectId(new RunId(1, 1), 1), "UPS1", "silent")));
        net.RunSeconds(2);
        Assert.Contains(leader.Told, told => told is PeersAgreedOnSilence { Ups: "UPS1" });
    }

    private static UpsWord OnBattery(string ups) => new(ups, new Reading(OutputSource.Battery, Conditions.None));

    private static SimulatedHost Leader(SimulatedNetwork net) => new[] { net["t1"], net["t2"], net["t3"] }.Single(host => host.Leads);

    private static PowerEvent LastOf(SimulatedNetwork net, string ups) => net["t1"].Told.Last(told => told is UpsRead read && read.Ups == ups || told is UpsSilent silent && silent.Ups == ups);

    [Fact]
    public void Name_UsedTwice_TheFirstGoesOnAndTheSecondStandsAside()
    {
        var roster = SampleSite.Roster(2, 2);
        var net = SimulatedNetwork.Of(roster, 6);
        net.RunSeconds(10);
        var twin = net.Add(roster, "t1");
        var agent = net.Add(roster, "n1");
        twin.Start();
        agent.Start();
        net.RunSeconds(20);

        Assert.True(net["t1"].Leads);
        Assert.False(twin.Leads);
        Assert.Contains(new OwnNameTaken("t1"), twin.Facts);
        Assert.Contains(new NameTwice("t1"), net["t2"].Facts);
        Assert.Contains(new NameTwice("n1"), net["t1"].Facts);
        Assert.Contains("two hosts have this name", HostView.Of(net["t1"].State).Single(view => view.Host == "n1").State, StringComparison.Ordinal);
        Assert.DoesNotContain(net["t1"].Told, told => told is NodeSilent);

        twin.Stop();
        agent.Stop();
        net.RunSeconds(60);
        Assert.Contains(new NameSingle("n1"), net["t1"].Facts);
        Assert.True(net["t1"].Leads);
    }

    [Fact]
    public void Twin_LeftAloneWithTheName_TakesPartAfterAWhile()
    {
        var roster = SampleSite.Roster(1, 1);
        var net = SimulatedNetwork.Of(roster, 7);
        net.RunSeconds(10);
        var twin = net.Add(roster, "t1");
        twin.Start();
        net.RunSeconds(10);
        net.Hosts.First(host => host.Name == "t1").Stop();
        net.RunSeconds(50);

        Assert.Contains(new OwnNameFree("t1"), twin.Facts);
        Assert.True(twin.Leads);
        Assert.Equal(twin.Term, net["n1"].Term);
    }

    [Fact]
    public void Host_ThatHasLostItsMemoryAndItsClock_LearnsThatItIsNotBelieved()
    {
        var roster = SampleSite.Roster(1, 1);
        var net = SimulatedNetwork.Of(roster, 8);
        net.RunSeconds(10);
        net["n1"].Stop();
        var later = net["t1"].State.Peers[roster.Find("n1")].Current!.Boot;
        var reborn = net.Add(roster, "n1");
        reborn.StartWithBoot(5);
        net.RunSeconds(5);

        Assert.Contains(new LaterStartKnown("n1", later), reborn.Facts);
        Assert.True(net["t1"].Station!.Counts[DropKind.OldBoot] > 0);
    }

    [Fact]
    public void Configuration_Newer_ReachesEveryHostWhole()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(2, 3), 9, new Weather(0.05, 0.02, TimeSpan.FromMilliseconds(50)));
        net.RunSeconds(10);
        byte[] content = [.. Enumerable.Range(0, 40_000).Select(at => (byte)(at * 17 / 3))];
        foreach (var host in net.Hosts)
            host.Do(new ConfigurationRuns(host.Clock, 1, "old", []));
        net["t1"].Do(new ConfigurationRuns(net["t1"].Clock, 2, "new", [.. content]));
        net.RunSeconds(25);

        foreach (var host in net.Hosts.Where(host => host.Name != "t1"))
        {
            var taken = host.Configurations.First();
            Assert.Equal((2, "t1"), (taken.Version, taken.From));
            Assert.Equal(content, taken.Content);
            Assert.Contains(host.Facts, fact => fact is ConfigurationDiffers { Host: "t1" });
            host.Do(new ConfigurationRuns(host.Clock, 2, "new", []));
        }

        net.RunSeconds(5);
        Assert.Contains(net["n1"].Facts, fact => fact is ConfigurationAgrees { Host: "t1" });
        Assert.Empty(net["t1"].Configurations);
    }

    [Fact]
    public void Configuration_WithMoreHosts_TakenByOneAfterTheOther_BreaksNothing()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(2, 2), 10);
        net.RunSeconds(10);
        OrderTests.Give(net, new Model.Effects.RunJobs(
            OrderTests.Id(1), "n2", Model.Sites.JobTime.PowerOff, [], net["t1"].Clock + TimeSpan.FromMinutes(5), "x"));
        var (term, told) = (net["t1"].State.Term, net["t1"].Told.Count);
        var larger = SampleSite.Roster(3, 3);
        foreach (var host in net.Hosts.ToList())
        {
            host.Reconfigure(larger);
            net.RunSeconds(3);
        }

        Assert.True(net["t1"].Leads);
        Assert.Equal(term, net["t1"].State.Term);
        Assert.DoesNotContain(net["t1"].Told.Skip(told), happened => happened is NodeSilent or BecameStandby);

        net.Add(larger, "n3").Start();
        net.Add(larger, "t3").Start();
        var n2 = net["n2"];
        n2.Do(new OrderMoved(n2.Clock, OrderTests.Id(1), OrderStage.Done, default, ""));
        net.RunSeconds(12);
        Assert.Single(net["t1"].Told.OfType<EffectDone>());
        Assert.Contains(net["t1"].Told, happened => happened is NodeReported { Node: "n3" });
        Assert.Equal(["t1"], net.Hosts.Where(host => host.Leads).Select(host => host.Name));
    }

    private static List<PowerEvent> Of(SimulatedNetwork net, string node) =>
        [.. net["t1"].Told.Where(told => (told is NodeReported reported && reported.Node == node) || (told is NodeSilent silent && silent.Node == node))];
}
