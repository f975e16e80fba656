using PowerController.Coordination.Messages;
using PowerController.Coordination.Stations;
using PowerController.Coordination.Tests.Network;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Coordination.Tests.Orders;

public sealed class OrderTests
{
    private static readonly RunId Run = new(1, 1);

    [Fact]
    public void Order_ToEveryNodeOfALargeClusterOverABadNetwork_IsAcknowledgedByAll()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(2, 16), 1, new Weather(0.05, 0.05, TimeSpan.FromMilliseconds(50)));
        net.RunSeconds(12);
        var t1 = net["t1"];
        for (var node = 1; node <= 16; node++)
            t1.Do(new CarryOut(t1.Clock, new OrderOsStop(Id(node), $"n{node}", t1.Clock + TimeSpan.FromSeconds(60), false, "power")));
        net.RunSeconds(3);

        Assert.Equal(16, t1.Told.OfType<EffectDone>().Count());
        Assert.All(net.Hosts.Where(host => host.State.Desk is not null), host => Assert.Single(host.Obeyed));
    }

    [Fact]
    public void Order_ToASilentNode_IsRepeatedUntilItIsThere()
    {
        var net = Quiet(2);
        net["n1"].Stop();
        net.RunSeconds(15);
        Give(net, new OrderOsStop(Id(1), "n1", net["t1"].Clock + TimeSpan.FromSeconds(60), false, "power"));
        net.RunSeconds(10);
        Assert.Empty(net["t1"].Told.OfType<EffectDone>());

        net["n1"].Start(reboot: false);
        net.RunSeconds(6);
        Assert.Single(net["t1"].Told.OfType<EffectDone>());
    }

    [Fact]
    public void Stop_ThatANodeHasNotTakenBeforeItBooted_IsVoid()
    {
        // The other side of a divided network has stopped it, and mains has started it again.
        var net = Quiet(9);
        net["n1"].Stop();
        net.RunSeconds(1);
        Give(net, new OrderOsStop(Id(1), "n1", net["t1"].Clock + TimeSpan.FromSeconds(60), false, "power"));
        Give(net, new TellDeadlines(Id(2), "n1", net["t1"].Clock + TimeSpan.FromSeconds(60), net["t1"].Clock + TimeSpan.FromSeconds(90), "power"));
        net.RunSeconds(20);

        net["n1"].Start();
        net.RunSeconds(6);

        Assert.DoesNotContain(net["n1"].Obeyed, order => order is OrderOsStop);
        var failed = Assert.Single(net["t1"].Told.OfType<EffectFailed>());
        Assert.Equal((Id(1), FailureKind.NoAnswer), (failed.Id, failed.Kind));
        // What is no stop is for whoever runs there now.
        Assert.Contains(net["t1"].Told.OfType<EffectDone>(), done => done.Id == Id(2));

        // The decision orders it again when it still wants it.
        Give(net, new OrderOsStop(Id(1), "n1", net["t1"].Clock + TimeSpan.FromSeconds(60), false, "power"));
        net.RunSeconds(1);
        Assert.Contains(net["n1"].Obeyed, order => order is OrderOsStop);
    }

    [Fact]
    public void Stop_OrderedWhileNoBootOfItsNodeIsKnown_IsVoidWhenThatSpeaks()
    {
        // A terminal that has started anew has never heard the node, which boots just then: the stop was meant for what ran before.
        var net = Quiet(10);
        net["n1"].Stop();
        net["t1"].Stop();
        net["t1"].Start();
        net.RunSeconds(15);
        Give(net, new OrderOsStop(Id(1), "n1", net["t1"].Clock + TimeSpan.FromSeconds(60), false, "power"));
        net.RunSeconds(2);

        net["n1"].Start();
        net.RunSeconds(6);

        Assert.DoesNotContain(net["n1"].Obeyed, order => order is OrderOsStop);
        Assert.Equal(FailureKind.NoAnswer, Assert.Single(net["t1"].Told.OfType<EffectFailed>()).Kind);
    }

    [Fact]
    public void Stop_ForANodeWhoseProgramIsThereBeforeItsAgentSpeaks_WaitsForItsWordAndIsVoid()
    {
        var net = Quiet(11);
        net["n1"].Stop();
        net.RunSeconds(1);
        Give(net, new OrderOsStop(Id(1), "n1", net["t1"].Clock + TimeSpan.FromSeconds(60), false, "power"));
        net.RunSeconds(5);

        net["n1"].Start(agentSpeaks: false);
        net.RunSeconds(5);
        Assert.Empty(net["n1"].Obeyed);
        net["n1"].AgentSpeaks();
        net.RunSeconds(5);

        Assert.Empty(net["n1"].Obeyed);
        Assert.Equal(FailureKind.NoAnswer, Assert.Single(net["t1"].Told.OfType<EffectFailed>()).Kind);
    }

    [Fact]
    public void Order_NeverAnswered_FailsAfterItsMoment()
    {
        var net = Quiet(3);
        net["n1"].Stop();
        Give(net, new OrderOsStop(Id(1), "n1", net["t1"].Clock + TimeSpan.FromSeconds(20), false, "power"));
        net.RunSeconds(24);
        Assert.Empty(net["t1"].Told.OfType<EffectFailed>());
        net.RunSeconds(2);

        Assert.Equal("no final answer from n1", Assert.Single(net["t1"].Told.OfType<EffectFailed>()).Text);
        Assert.Empty(net["t1"].State.Book!.Pending);
    }

    [Fact]
    public void Jobs_AreDoneWhenTheyHaveEnded_AndTheirProgressIsHeard()
    {
        var net = Quiet(4);
        Give(net, new RunJobs(Id(1), "n1", JobTime.PowerOff, ["backup"], net["t1"].Clock + TimeSpan.FromSeconds(60), "power"));
        net.RunSeconds(5);
        Assert.Single(net["n1"].Obeyed);
        Assert.Empty(net["t1"].Told.OfType<EffectDone>());

        var n1 = net["n1"];
        n1.Do(new OrderMoved(n1.Clock, Id(1), OrderStage.Taken, default, "backup: half"));
        net.RunSeconds(1);
        Assert.Contains(new OrderProgressed("n1", Id(1), "backup: half"), net["t1"].Facts);
        n1.Do(new OrderMoved(n1.Clock, Id(1), OrderStage.Failed, FailureKind.Failed, "backup: exit code 3"));
        net.RunSeconds(1);
        Assert.Equal("n1: backup: exit code 3", Assert.Single(net["t1"].Told.OfType<EffectFailed>()).Text);
    }

    [Fact]
    public void Workloads_OfACluster_AreDoneWhenEveryLivingNodeSaysSo()
    {
        var net = Quiet(5);
        net["n3"].Stop();
        net.RunSeconds(13);
        Give(net, new StopWorkloads(Id(1), SampleSite.Cluster, ["db"], net["t1"].Clock + TimeSpan.FromSeconds(60), "power"));
        net.RunSeconds(1);
        Done(net, "n1");
        Assert.Empty(net["t1"].Told.OfType<EffectDone>());
        Done(net, "n2");

        Assert.Single(net["t1"].Told.OfType<EffectDone>());
    }

    [Fact]
    public void Order_AfterATakeover_IsNotDoneTwice()
    {
        var net = Quiet(6);
        var order = new RunJobs(Id(1), "n1", JobTime.PowerOff, ["backup"], TimeSpan.Zero, "power");
        Give(net, order with { By = net["t1"].Clock + TimeSpan.FromSeconds(60) });
        net.RunSeconds(1);
        net["t1"].Stop();
        net.RunSeconds(8);
        var t2 = net["t2"];
        t2.Do(new CarryOut(t2.Clock, order with { By = t2.Clock + TimeSpan.FromSeconds(50) }));
        net.RunSeconds(1);
        Done(net, "n1");

        Assert.Single(t2.Told.OfType<EffectDone>());
        Assert.Single(net["n1"].Obeyed);
    }

    [Fact]
    public void Leader_OfAnOlderTerm_IsNotObeyed()
    {
        var net = Quiet(7);
        net.Isolate("t1");
        net.RunSeconds(10);
        Assert.True(net["t2"].Leads);
        net.Heal();
        // Before it has heard of the other, the old leader orders.
        Give(net, new OrderOsStop(Id(1), "n1", net["t1"].Clock + TimeSpan.FromSeconds(60), true, "power"));
        net.RunSeconds(5);

        Assert.Empty(net["n1"].Obeyed);
        Assert.DoesNotContain(net["t1"].Told, told => told is EffectDone);
        Assert.Contains(net["t1"].Told, told => told is BecameStandby);
    }

    [Fact]
    public void Standby_AskedToOrder_RefusesWithTheReason()
    {
        var net = Quiet(8);
        net["t2"].Do(new CarryOut(net["t2"].Clock, new RebootNode(Id(1), "n1", "x")));

        Assert.Equal("this terminal does not lead", Assert.Single(net["t2"].Told.OfType<EffectFailed>()).Text);
    }

    [Fact]
    public void Order_ThatDoesNotFitInAMessage_FailsWithTheReason()
    {
        var net = Quiet(9);
        var names = Enumerable.Range(0, 17).Select(at => $"job{at}");
        Give(net, new RunJobs(Id(1), "n1", JobTime.PowerOff, [.. names], net["t1"].Clock, "x"));

        Assert.Contains("more than fits", Assert.Single(net["t1"].Told.OfType<EffectFailed>()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Terminal_OnANode_OrdersItsOwnNodeWithoutANetwork()
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(2, 2, amongNodes: true), 10);
        net.RunSeconds(10);
        net.Isolate("t1");
        Give(net, new OrderOsStop(Id(1), "n1", net["t1"].Clock + TimeSpan.FromSeconds(60), false, "power"));

        Assert.Single(net["t1"].Obeyed);
        Assert.Single(net["t1"].Told.OfType<EffectDone>());
    }

    [Fact]
    public void Orders_OfThousandsAtOnce_AreBounded()
    {
        var net = Quiet(11);
        net["n1"].Stop();
        for (var number = 1; number <= Limits.PendingOrders + 1; number++)
            net["t1"].Station!.Step(new CarryOut(net["t1"].Clock, new RebootNode(Id(number), "n1", "x")));

        Assert.Equal(Limits.PendingOrders, net["t1"].State.Book!.Pending.Count);
    }

    internal static EffectId Id(int number) => new(Run, number);

    internal static SimulatedNetwork Quiet(int seed)
    {
        var net = SimulatedNetwork.Of(SampleSite.Roster(2, 3), seed);
        net.RunSeconds(10);
        return net;
    }

    internal static void Give(SimulatedNetwork net, Effect effect) => net["t1"].Do(new CarryOut(net["t1"].Clock, effect));

    private static void Done(SimulatedNetwork net, string node)
    {
        net[node].Do(new OrderMoved(net[node].Clock, Id(1), OrderStage.Done, default, ""));
        net.RunSeconds(1);
    }
}
