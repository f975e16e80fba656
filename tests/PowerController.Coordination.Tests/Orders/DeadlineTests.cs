using PowerController.Coordination.Messages;
using PowerController.Coordination.Orders;
using PowerController.Coordination.Stations;
using PowerController.Coordination.Tests.Network;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Coordination.Tests.Orders;

public sealed class DeadlineTests
{
    [Fact]
    public void Node_WhoseTerminalsAreGone_GoesOnByItsOwnDeadlines()
    {
        var net = OrderTests.Quiet(1);
        Tell(net, 1);
        net.RunSeconds(1);
        Assert.Single(net["t1"].Told.OfType<EffectDone>());
        net["t1"].Stop();
        net["t2"].Stop();
        net.RunSeconds(28);
        Assert.Empty(net["n1"].Deadlines);
        net.RunSeconds(2);
        Assert.Equal(OwnDeadline.ClusterStop, Assert.Single(net["n1"].Deadlines).Deadline);
        net.RunSeconds(30);

        Assert.Equal(OwnDeadline.OsStop, net["n1"].Deadlines.Last().Deadline);
        Assert.Equal(2, net["n1"].Deadlines.Count);
        Assert.True(net["n1"].State.Desk!.Stops);
    }

    [Fact]
    public void Deadlines_Told_AreReportedToTheDecision()
    {
        var net = OrderTests.Quiet(2);
        Tell(net, 1);
        net.RunSeconds(3);

        Assert.Equal(OrderTests.Id(1).Run, net["t1"].Told.OfType<NodeReported>().Last(reported => reported.Node == "n1").Run);
    }

    [Fact]
    public void Deadlines_Withdrawn_DoNotComeAlsoWhenTheTellingArrivesLate()
    {
        var net = OrderTests.Quiet(3);
        Tell(net, 1);
        net.RunSeconds(1);
        OrderTests.Give(net, new WithdrawDeadlines(OrderTests.Id(2), "n1", "over"));
        net.RunSeconds(1);
        Tell(net, 1);
        net.RunSeconds(120);

        Assert.Empty(net["n1"].Deadlines);
        Assert.Equal(RunId.None, net["n1"].State.Desk!.ToldRun);
    }

    [Fact]
    public void Order_OfARunThatHasEndedOnTheNode_IsRefused()
    {
        var net = OrderTests.Quiet(4);
        OrderTests.Give(net, new WithdrawDeadlines(OrderTests.Id(9), "n1", "over"));
        net.RunSeconds(1);
        OrderTests.Give(net, new OrderOsStop(OrderTests.Id(5), "n1", net["t1"].Clock + TimeSpan.FromSeconds(60), true, "late"));
        net.RunSeconds(1);

        Assert.DoesNotContain(net["n1"].Obeyed, effect => effect is OrderOsStop);
        Assert.Equal(FailureKind.Refused, Assert.Single(net["t1"].Told.OfType<EffectFailed>()).Kind);
    }

    [Fact]
    public void Deadlines_ToldAgain_TheEarlierMomentCounts()
    {
        var net = OrderTests.Quiet(5);
        Tell(net, 1, osStop: 60);
        net.RunSeconds(1);
        Tell(net, 1, osStop: 600);
        net.RunSeconds(1);
        var told = Assert.Single(net["n1"].State.Desk!.Deadlines);

        Assert.InRange(told.OsStopBy - net["n1"].Clock, TimeSpan.FromSeconds(57), TimeSpan.FromSeconds(58.1));
    }

    [Fact]
    public void OsStop_Begun_NoDeadlineStopsTheNodeAgainAfterItsBoot()
    {
        var net = OrderTests.Quiet(6);
        Tell(net, 1);
        OrderTests.Give(net, new OrderOsStop(OrderTests.Id(2), "n1", net["t1"].Clock + TimeSpan.FromSeconds(60), false, "power"));
        net.RunSeconds(1);
        net["n1"].Stop();
        net.RunSeconds(20);
        net["n1"].Start();
        net.RunSeconds(200);

        Assert.Empty(net["n1"].Deadlines);
        Assert.Single(net["n1"].Obeyed, effect => effect is OrderOsStop);
        Assert.Equal(OrderTests.Id(1).Run, net["n1"].State.Desk!.LastRun);
    }

    [Fact]
    public void Agent_StartedAgain_KeepsItsDeadlinesAndGoesOnWithItsStop()
    {
        var net = OrderTests.Quiet(7);
        Tell(net, 1);
        net.RunSeconds(1);
        net["n1"].Stop();
        net["t1"].Stop();
        net["t2"].Stop();
        net.RunSeconds(10);
        net["n1"].Start(reboot: false);
        net.RunSeconds(20);
        Assert.Equal(OwnDeadline.ClusterStop, Assert.Single(net["n1"].Deadlines).Deadline);
        net.RunSeconds(30);
        Assert.Equal(OwnDeadline.OsStop, net["n1"].Deadlines.Last().Deadline);
    }

    [Fact]
    public void Node_ThatBootsInTheMiddleOfARun_HoldsDeadlinesThatHaveNotPassed()
    {
        var net = OrderTests.Quiet(8);
        Tell(net, 1);
        net.RunSeconds(1);
        net["t1"].Stop();
        net["t2"].Stop();
        net["n1"].Stop();
        net.RunSeconds(20);
        net["n1"].Start();
        net.RunSeconds(45);

        Assert.Equal(OwnDeadline.OsStop, net["n1"].Deadlines.Last().Deadline);
    }

    [Fact]
    public void Node_ThatBootsAfterItsDeadline_IsNotStoppedByIt()
    {
        var net = OrderTests.Quiet(9);
        Tell(net, 1);
        net.RunSeconds(1);
        net["t1"].Stop();
        net["t2"].Stop();
        net["n1"].Stop();
        net.RunSeconds(100);
        net["n1"].Start();
        net.RunSeconds(100);

        Assert.Empty(net["n1"].Deadlines);
    }

    [Fact]
    public void Record_WrittenAndRead_IsTheSameOnAnotherClock()
    {
        var desk = Sample();
        var now = TimeSpan.FromSeconds(100);
        var wall = DateTimeOffset.UnixEpoch.AddDays(20_000);
        var bytes = NodeRecord.Write(desk, now, wall, 7);

        Assert.Equal(CanonicalText.Of(desk), CanonicalText.Of(NodeRecord.Read(bytes.AsSpan(), now, wall, 7)));
        var later = NodeRecord.Read(bytes.AsSpan(), TimeSpan.FromSeconds(5), wall.AddSeconds(10), 7)!;
        Assert.Equal(TimeSpan.FromSeconds(5 + 60 - 10), later.Deadlines[0].OsStopBy);
        var clockWentBack = NodeRecord.Read(bytes.AsSpan(), TimeSpan.FromSeconds(5), wall.AddYears(-1), 7)!;
        Assert.Equal(TimeSpan.FromSeconds(5 + 60), clockWentBack.Deadlines[0].OsStopBy);
    }

    [Fact]
    public void Record_DamagedAnywhere_IsNone()
    {
        var wall = DateTimeOffset.UnixEpoch.AddDays(20_000);
        byte[] bytes = [.. NodeRecord.Write(Sample(), TimeSpan.Zero, wall, 7)];
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] ^= 1;
            Assert.Null(NodeRecord.Read(bytes, TimeSpan.Zero, wall, 7));
            Assert.Null(NodeRecord.Read(bytes.AsSpan(0, at), TimeSpan.Zero, wall, 7));
            bytes[at] ^= 1;
        }
    }

    [Fact]
    public void Desk_OfManyRunsAndOrders_KeepsItsBounds()
    {
        var net = OrderTests.Quiet(10);
        for (var run = 1; run <= 10; run++)
        {
            var id = new EffectId(new RunId(1, run), 1);
            OrderTests.Give(net, new TellDeadlines(id, "n1", net["t1"].Clock + TimeSpan.FromHours(1), net["t1"].Clock + TimeSpan.FromHours(1), "x"));
            for (var order = 2; order < 12; order++)
                OrderTests.Give(net, new RunJobs(id with { Number = order }, "n1", Model.Sites.JobTime.PowerOff, [], net["t1"].Clock + TimeSpan.FromHours(1), "x"));
            net.RunSeconds(1);
        }

        var desk = net["n1"].State.Desk!;
        Assert.Equal((Limits.DeadlinesAtOnce, Limits.RememberedOrders), (desk.Deadlines.Length, desk.Orders.Length));
        Assert.Contains(net["t1"].Told.OfType<EffectFailed>(), failed => failed.Text.Contains("4 runs already", StringComparison.Ordinal));
    }

    private static DeskState Sample() => new(
        161,
        [new ToldDeadlines(new RunId(97, 1), 4, TimeSpan.FromSeconds(130), TimeSpan.FromSeconds(160), true, false)],
        [new TakenOrder(new OrderOsStop(OrderTests.Id(4), "n1", TimeSpan.FromSeconds(170), true, "power"), -1, OrderStage.Taken, default, "")],
        new RunId(97, 1),
        true);

    private static void Tell(SimulatedNetwork net, int number, double osStop = 60) => OrderTests.Give(net, new TellDeadlines(
        OrderTests.Id(number), "n1", net["t1"].Clock + TimeSpan.FromSeconds(30), net["t1"].Clock + TimeSpan.FromSeconds(osStop), "so that it goes on by itself"));
}
