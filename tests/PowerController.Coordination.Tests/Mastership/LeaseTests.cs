using PowerController.Coordination.Mastership;
using PowerController.Coordination.Stations;
using PowerController.Coordination.Tests.Network;

namespace PowerController.Coordination.Tests.Mastership;

/// <summary>A lease of the lead, as far as it is known.</summary>
public sealed class LeaseTests
{
    private static readonly string[] Terminals = ["t1", "t2", "t3"];

    [Fact]
    public void Wish_OfWhoLeadsFollowsOrSeesNobody_IsToHoldToReleaseOrToTry()
    {
        var net = Began(1);

        Assert.Equal([LeaseWish.Hold, LeaseWish.Release, LeaseWish.Release], Terminals.Select(name => Leases.Wish(net[name].State)));

        net["t1"].Stop();
        net.RunSeconds(5.5);
        Assert.Contains(LeaseWish.Hold, Terminals.Skip(1).Select(name => Leases.Wish(net[name].State)));
    }

    [Fact]
    public void Terminal_ThatIsCutOffFromTheHolder_WaitsAWhileLongerAndThenLeadsAllTheSame()
    {
        var net = Began(2);
        net.Isolate("t3", "n1");
        Run(net, 11, "t1", "t1", "t3");
        Assert.False(net["t3"].Leads);

        Run(net, 12, "t1", "t1", "t3");

        Assert.True(net["t3"].Leads);
        Assert.True(net["t1"].Leads);
    }

    [Fact]
    public void Terminal_ThatLosesTheEtcd_TakesOverAsWithoutALease()
    {
        var net = Began(3);
        Run(net, 3, "t1", Terminals);
        net.Isolate("t3", "n1");

        // Nobody says anything of the lease any more.
        net.RunSeconds(13);

        Assert.True(net["t3"].Leads);
    }

    [Fact]
    public void DividedNetwork_Healed_TheHolderGoesOnLeading()
    {
        var net = Began(4);
        net.Isolate("t3", "n1");
        net.RunSeconds(13);
        Assert.True(net["t3"].State.Term > net["t1"].State.Term);

        Run(net, 2, "t1", Terminals);
        net.Heal();
        Run(net, 4, "t1", Terminals);

        Assert.Equal(["t1"], Terminals.Where(name => net[name].Leads));
        Assert.All(net.Hosts, host => Assert.Equal(net["t1"].State.Term, host.Term));
    }

    [Theory]
    [InlineData(false, "t3")]
    [InlineData(true, "t1")]
    public void DividedNetwork_HealedWithACommittedRunOnTheOtherSide_ARunIsNotTakenFromWhoKnowsIt(bool holderHasOneToo, string leads)
    {
        var net = Began(5);
        net.Isolate("t3", "n1");
        net.RunSeconds(13);
        net["t3"].Do(new RunsChanged(net["t3"].Clock, Open: true, Committed: true, [1]));
        if (holderHasOneToo)
            net["t1"].Do(new RunsChanged(net["t1"].Clock, Open: true, Committed: true, [2]));

        Run(net, 2, "t1", Terminals);
        net.Heal();
        Run(net, 5, "t1", Terminals);

        Assert.Equal([leads], Terminals.Where(name => net[name].Leads));
    }

    [Fact]
    public void Terminal_ThatHasTheLeaseWhenTheLeaderGoes_LeadsBeforeOneOfBetterPriority()
    {
        var net = Began(6);
        net["t1"].Stop();
        net.RunSeconds(4);

        Run(net, 4, "t3", "t2", "t3");

        Assert.Equal(["t3"], Terminals.Where(name => net[name].Up && net[name].Leads));
    }

    private static SimulatedNetwork Began(int seed)
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(3, 4), seed);
        net.RunSeconds(10);
        Assert.True(net["t1"].Leads);
        return net;
    }

    private static void Run(SimulatedNetwork net, int seconds, string holder, params string[] know)
    {
        for (var second = 0; second < seconds; second++)
        {
            foreach (var name in know)
                net[name].Do(new LeaseSays(net[name].Clock, holder, net[name].Clock + TimeSpan.FromSeconds(2.4)));
            net.RunSeconds(1);
        }
    }
}
