using PowerController.Coordination.Messages;
using PowerController.Coordination.Stations;
using PowerController.Coordination.Tests.Network;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Coordination.Tests.Mastership;

public sealed class MastershipTests
{
    [Fact]
    public void Terminals_Started_TheOneOfBestPriorityLeadsAndAllKnow()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(3, 2), 1);
        net.RunSeconds(8);

        Assert.Equal(["t1"], Leaders(net));
        Assert.Equal([new BecameStandby(default, net["t1"].State.Term)], net["t3"].Told.OfType<BecameStandby>().Select(told => told with { At = default }));
        Assert.All(net.Hosts, host => Assert.Equal(net["t1"].State.Term, host.Term));
    }

    [Fact]
    public void Leader_Lost_TheNextTakesOverWithinTheSilenceAndAHeartbeat()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(3, 2), 2);
        net.RunSeconds(10);
        net["t1"].Stop();
        net.RunSeconds(6.5);

        Assert.Equal(["t2"], Leaders(net));
    }

    [Fact]
    public void Leader_ThatSaysItGoesDown_IsReplacedAtOnce()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(2, 2), 3);
        net.RunSeconds(10);
        net["t1"].Do(new Leave(net["t1"].Clock));
        net.RunSeconds(1.5);

        Assert.True(net["t2"].Leads);
        Assert.Single(net["t1"].Told.OfType<BecameStandby>());
    }

    [Fact]
    public void Terminal_OfBetterPriorityThatComesBack_IsGivenTheLeadInQuietTimesOnly()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(2, 2), 4);
        net.RunSeconds(10);
        net["t1"].Stop();
        net.RunSeconds(10);
        var t2 = net["t2"];
        t2.Do(new RunsChanged(t2.Clock, Open: true, Committed: true, [1]));
        net["t1"].Start();
        net.RunSeconds(200);
        Assert.Equal(["t2"], Leaders(net));

        t2.Do(new RunsChanged(t2.Clock, Open: false, Committed: false, [0]));
        net.RunSeconds(3);
        Assert.Equal(["t1"], Leaders(net));
        Assert.True(net["t1"].State.Term > t2.Told.OfType<BecameMaster>().Single().Term);
    }

    [Fact]
    public void Network_DividedAndHealed_BothSidesLeadAndThenOne()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(3, 4), 5);
        net.RunSeconds(10);
        net.Isolate("t3", "n1");
        net.RunSeconds(15);
        Assert.Equal(["t1", "t3"], Leaders(net));
        Assert.NotEqual(net["t1"].State.Term, net["t3"].State.Term);

        net.Heal();
        net.RunSeconds(4);
        Assert.Single(Leaders(net));
    }

    [Fact]
    public void Network_Healed_WhoHasACommittedRunKeepsTheLead()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(2, 2), 6);
        net.RunSeconds(10);
        net.Isolate("t2");
        net.RunSeconds(10);
        var t1 = net["t1"];
        t1.Do(new RunsChanged(t1.Clock, Open: true, Committed: true, [1]));
        Assert.True(net["t2"].State.Term > t1.State.Term);
        net.Heal();
        net.RunSeconds(4);

        Assert.Equal(["t1"], Leaders(net));
        Assert.DoesNotContain(t1.Told, told => told is BecameStandby);
    }

    [Fact]
    public void Leader_WhoseNodesFollowAHigherTerm_ClaimsAboveIt()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(2, 2), 7);
        net.RunSeconds(10);
        net.Isolate("t2", "n1");
        net.RunSeconds(15);
        net["t2"].Stop();
        net.Heal();
        net.RunSeconds(12);

        Assert.Equal(["t1"], Leaders(net));
        Assert.Equal(net["t1"].State.Term, net["n1"].Term);
    }

    [Fact]
    public void Standby_WithoutConnectionToUpses_IsAskedAndAMajorityAgrees()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(3, 1), 8);
        net.RunSeconds(10);
        Hears(net, "t2", false);
        Hears(net, "t3", true);
        Ask(net);
        net.RunSeconds(1);

        Assert.Single(net["t1"].Told.OfType<PeersAgreedOnSilence>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(null)]
    public void Silence_OthersHearItOrCannotSay_IsNotAgreedOn(bool? heard)
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(3, 1), 9);
        net.RunSeconds(10);
        foreach (var other in new[] { "t2", "t3" })
        {
            if (heard is { } answered)
                Hears(net, other, answered);
        }

        Ask(net);
        net.RunSeconds(30);

        Assert.Empty(net["t1"].Told.OfType<PeersAgreedOnSilence>());
        Assert.Empty(net["t1"].State.Votes.Open);
    }

    [Fact]
    public void Silence_MinorityOfTheTerminals_IsNotAgreedOnUnlessTheOthersSaidTheyGoDown()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(3, 1), 10);
        net.RunSeconds(10);
        net["t2"].Stop();
        net["t3"].Stop();
        Ask(net);
        net.RunSeconds(30);
        Assert.Empty(net["t1"].Told.OfType<PeersAgreedOnSilence>());

        foreach (var other in new[] { "t2", "t3" })
        {
            net[other].Start();
            net.RunSeconds(12);
            net[other].Do(new Leave(net[other].Clock));
            net[other].Stop();
        }

        net.RunSeconds(1);
        Ask(net);
        Assert.Single(net["t1"].Told.OfType<PeersAgreedOnSilence>());
    }

    [Fact]
    public void Terminal_Alone_AgreesWithItself()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(1, 1), 11);
        net.RunSeconds(10);
        Ask(net);

        Assert.Single(net["t1"].Told.OfType<PeersAgreedOnSilence>());
    }

    [Fact]
    public void Runs_OfTheLeader_ReachEveryStandbyAlsoOverABadNetwork()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(3, 1), 12, Weather.Foul);
        net.RunSeconds(20);
        var leader = net.Hosts.Single(host => host.Leads);
        byte[] content = [.. Enumerable.Range(0, 5000).Select(at => (byte)(at * 31))];
        var made = leader.Clock;
        leader.Do(new RunsChanged(made, Open: true, Committed: false, [.. content]));
        var madeAt = net.Now;
        net.RunSeconds(8);

        foreach (var standby in net.Hosts.Where(host => host.State.Entry.IsTerminal && host != leader))
        {
            var taken = Assert.Single(standby.Runs);
            Assert.Equal(content, taken.Content);
            var age = standby.Clock - taken.MadeAt;
            Assert.InRange(age, net.Now - madeAt - Weather.Foul.DelayMax, net.Now - madeAt + TimeSpan.FromMilliseconds(2));
        }
    }

    [Fact]
    public void Runs_OfAStandby_ReachTheLeaderAloneAndOnce()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(3, 1), 13, Weather.Foul);
        net.RunSeconds(20);
        var leader = net.Hosts.Single(host => host.Leads);
        var standby = net.Hosts.First(host => host.State.Entry.IsTerminal && host != leader);
        byte[] content = [.. Enumerable.Range(0, 3000).Select(at => (byte)(at * 31))];
        standby.Do(new RunsChanged(standby.Clock, Open: false, Committed: false, [.. content]));
        net.RunSeconds(30);

        var taken = Assert.Single(leader.Runs);
        Assert.True(taken.Offered);
        Assert.Equal(content, taken.Content);
        Assert.All(net.Hosts.Where(host => host != leader), host => Assert.Empty(host.Runs));
        Assert.True(leader.Leads);
    }

    [Fact]
    public void Leader_ThatStepsDown_OffersNothingUntilItSaysWhatIsLost()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(2, 2), 14);
        net.RunSeconds(10);
        var t1 = net["t1"];
        t1.Do(new RunsChanged(t1.Clock, Open: true, Committed: false, [1]));
        net.Isolate("t1");
        net.RunSeconds(15);
        net.Heal();
        net.RunSeconds(10);

        Assert.Equal(["t2"], Leaders(net));
        Assert.DoesNotContain(net["t2"].Runs, taken => taken.Offered);

        t1.Do(new RunsChanged(t1.Clock, Open: false, Committed: false, [2]));
        net.RunSeconds(5);

        Assert.Equal<byte>([2], Assert.Single(net["t2"].Runs, taken => taken.Offered).Content);
    }

    private static List<string> Leaders(SimulatedNetwork net) => [.. net.Hosts.Where(host => host.Leads).Select(host => host.Name)];

    private static void Hears(SimulatedNetwork net, string host, bool answered) => net[host].Do(new UpsHeard(net[host].Clock, "UPS1", answered));

    private static void Ask(SimulatedNetwork net) =>
        net["t1"].Do(new AskAboutSilence(net["t1"].Clock, new AskPeersAboutSilence(new EffectId(RunId.None, (int)net.Now.TotalSeconds), "UPS1", "it is silent")));
}
