using PowerController.Decisions.Tests.Plans;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Tests.Shutdown;

/// <summary>A node that alone can reach its UPS: off without its cut, nothing would start it again.</summary>
public sealed class OwnUpsTests
{
    [Fact]
    public void Order_OfANodeWhoseCutAnotherTerminalHasEnded_WaitsForANewOne()
    {
        var told = Committed();
        ToOsStop(told);
        var cut = Assert.Single(told.Pending<ArmCut>(), cut => cut.Ups == "UPS2");
        told.Tell(new EffectDone(Told.At(181.5), cut.Id), new UpsSilent(Told.At(182), "UPS2", SilenceKind.NoAnswer));
        Assert.Contains(told.Pending<OrderOsStop>(), stop => stop.Node == "node2");

        told.Tell(new UpsRead(Told.At(190), "UPS2", Told.Battery), new Woke(Told.At(194)));

        Assert.DoesNotContain(told.Pending<OrderOsStop>(), stop => stop.Node == "node2");
        Assert.Contains(told.Pending<ArmCut>(), again => again.Ups == "UPS2");
    }

    [Fact]
    public void Card_ThatIsHeardAgain_IsToldAtOnceWhatItHasNotAnswered()
    {
        var told = Committed();
        ToOsStop(told);
        var cut = Assert.Single(told.Pending<ArmCut>(), cut => cut.Ups == "UPS2");
        told.Tell(new UpsSilent(Told.At(181.5), "UPS2", SilenceKind.NoAnswer));

        told.Tell(new UpsRead(Told.At(183), "UPS2", Told.Battery));

        Assert.Contains(told.Effects, effect => effect is ArmCut again && again.Id == cut.Id);
    }

    // Cut off, the terminal on it may have led itself, and have ended the countdown for its host's sake: as soon as its card is heard, that shows.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Order_OfATerminalsHostThatIsHeardAgain_WaitsUntilItsCardHasShownWhetherItCountsDown(bool countsDown)
    {
        var told = Committed();
        ToOsStop(told);
        var cut = Assert.Single(told.Pending<ArmCut>(), cut => cut.Ups == "UPS2");
        told.Tell(new EffectDone(Told.At(181.2), cut.Id), new UpsSilent(Told.At(181.5), "UPS2", SilenceKind.NoAnswer), new NodeSilent(Told.At(181.5), "node2"));
        Assert.Contains(told.Pending<OrderOsStop>(), stop => stop.Node == "node2");

        told.Tell(new NodeReported(Told.At(182), "node2", AgentWord.ClusterStopped, 1, told.State.Runs[0].Id));
        Assert.DoesNotContain(told.Pending<OrderOsStop>(), stop => stop.Node == "node2");

        told.Tell(new UpsRead(Told.At(183), "UPS2", countsDown ? Told.Battery with { Conditions = Model.Readings.Conditions.ShutdownPending } : Told.Battery));
        Assert.Equal(countsDown, told.Pending<OrderOsStop>().Any(stop => stop.Node == "node2"));
        told.Tell(new Woke(Told.At(185)));
        Assert.Equal(countsDown, told.Pending<ArmCut>().All(again => again.Ups != "UPS2"));
    }

    // A change of master that it has not heard of makes another one stop its host in a moment: without the countdown nobody would start that again.
    [Theory]
    [InlineData(130, false)]
    [InlineData(137, true)]
    public void Countdown_OfThisHostThatAnotherTerminalBegan_IsEndedOnlyWhenThatWouldHaveBeenHeardOf(int at, bool ended)
    {
        var told = Committed();
        told.Tell(new NodeReported(Told.At(110), "node1", AgentWord.ClusterStopping, 1, told.State.Runs[0].Id), new UpsRead(Told.At(119), "UPS1", Told.Battery));
        Assert.Equal(Phase.StoppingCluster, told.State.Runs[0].Phase);

        told.Tell(new UpsRead(Told.At(120), "UPS1", Told.Battery with { Conditions = Model.Readings.Conditions.ShutdownPending }), new Woke(Told.At(at)));

        Assert.Equal(ended, told.Pending<DisarmCut>().Any(disarm => disarm.Ups == "UPS1"));
    }

    // The system of its host has started anew, and the agent there is dead: the way down is over all the same.
    [Theory]
    [InlineData(false, Phase.AwaitingPower)]
    [InlineData(true, Phase.StoppingOs)]
    public void Run_OfAHostThatHasBootedWithoutAnAgent_IsOver(bool ranOn, Phase phase)
    {
        var told = Committed();
        ToOsStop(told);

        told.Tell(new Started(Told.At(181.5), "t1", DateTimeOffset.UnixEpoch, ranOn ? Told.At(0.5) : null), new Woke(Told.At(189.5)));

        Assert.Equal(phase, told.State.Runs[0].Phase);
    }

    // The other one was last heard on its battery, which has failed: that is no reason to take down who has booted since its own run was missed.
    [Fact]
    public void Run_OfAHostThatHasBooted_DoesNotGrowForOneThatIsNotHeard()
    {
        var told = new Told(Two);
        foreach (var at in new[] { 1, 62 })
            told.Tell(new UpsRead(Told.At(at), "UPS1", Told.Battery), new UpsRead(Told.At(at), "UPS2", Told.Good));
        Assert.False(Assert.Single(told.State.Runs).Whole);
        var (ups, node) = (told.State.Topology.Ups("UPS2"), told.State.Topology.Node("node2"));
        told.State = told.State with
        {
            Upses = told.State.Upses.With(ups, told.Ups("UPS2") with { Mains = MainsState.Lost, FailedSince = Told.At(130), SilentSince = Told.At(140) }),
            Nodes = told.State.Nodes.With(node, told.Node("node2") with { Silent = true }),
        };

        told.Tell(new Started(Told.At(5000), "t1", DateTimeOffset.UnixEpoch), new NodeReported(Told.At(5001), "node1", AgentWord.Up, 2, RunId.None), new UpsRead(Told.At(5001), "UPS1", Told.Good));
        told.Tell(new Woke(told.State.LookUntil));

        Assert.DoesNotContain(told.State.Runs, run => run.Whole && run.Phase >= Phase.Committed);
    }

    // What its card said of its battery before the start is about another time: what it says now is known at its first reading.
    [Fact]
    public void Host_ThatLeadsAgainRightBeforeItsDeadline_HasTimeForItsCutWhenItsCardIsHeard()
    {
        var told = Committed();
        ToOsStop(told);
        var own = told.State.Topology.Ups("UPS1");
        told.State = told.State with { Upses = told.State.Upses.With(own, told.State.Upses[own] with { EmptyAt = null }) };
        var deadline = told.State.Runs[0].Deadlines.CutBy;
        var start = deadline - Told.At(2);

        told.Tell(new Started(start, "t1", DateTimeOffset.UnixEpoch, Told.At(20)), new BecameMaster(start, 2));
        Assert.Equal(deadline, told.State.Runs[0].Deadlines.CutBy);

        told.Tell(new UpsRead(start + Told.At(1), "UPS1", Told.Battery with { RunTime = null }));
        Assert.True(told.State.Runs[0].Deadlines.CutBy > told.State.LookUntil);
        Assert.Contains(told.Effects, effect => effect is TellDeadlines { Node: "node1" } tell && tell.OsStopBy == told.State.Runs[0].Deadlines.CutBy);
    }

    // Each reading of a card that does not know its own state used to give it that time once more, and more each time: it never went.
    [Fact]
    public void Host_WhoseCardDoesNotKnowItsOwnState_GetsTheTimeForItsCutsOnce()
    {
        var told = Committed();
        ToOsStop(told);
        var own = told.State.Topology.Ups("UPS1");
        told.State = told.State with { Upses = told.State.Upses.With(own, told.State.Upses[own] with { EmptyAt = null }) };
        var start = told.State.Runs[0].Deadlines.CutBy - Told.At(2);
        told.Tell(new Started(start, "t1", DateTimeOffset.UnixEpoch, Told.At(20)), new BecameMaster(start, 2));

        for (var at = 1; at < 100; at++)
            told.Tell(new UpsRead(start + Told.At(at), "UPS2", Told.Battery with { Source = Model.Readings.OutputSource.Unknown, RunTime = null }));
        told.Tell(new UpsRead(start + Told.At(100), "UPS1", Told.Battery with { RunTime = null }));
        var by = told.State.Runs[0].Deadlines.CutBy;
        told.Tell(new UpsRead(start + Told.At(101), "UPS2", Told.Battery with { RunTime = null }));

        Assert.InRange(by, start, start + Told.At(300));
        Assert.InRange(told.State.Runs[0].Deadlines.CutBy, by, by + Told.At(2));
    }

    // The order was never taken; what it was to put off counts on, and nobody would end it for the node that runs now.
    [Fact]
    public void Countdown_OfACardThatWasDownWithItsNode_GoesOnWhateverWasOrderedMeanwhile()
    {
        var told = Committed();
        ToOsStop(told);
        told.Tell(new EffectDone(Told.At(181.5), told.Pending<ArmCut>().First(cut => cut.Ups == "UPS2").Id), new NodeReported(Told.At(182), "node2", AgentWord.OsStopping, 1, RunId.None));
        told.Tell(new UpsSilent(Told.At(183), "UPS2", SilenceKind.NoAnswer), new NodeSilent(Told.At(190), "node2"));
        var cut = told.Ups("UPS2").Outputs[0];
        Assert.Equal(CutStage.Armed, cut.Cut);
        var ordered = cut with { Cut = CutStage.Ordered, OrderedAt = Told.At(300), OffAt = Told.At(600), FirstAt = Told.At(300), EarlierOffAt = cut.OffAt };
        told.State = told.State with { Upses = told.State.Upses.With(told.State.Topology.Ups("UPS2"), told.Ups("UPS2") with { Outputs = [ordered] }) };

        told.Tell(new NodeReported(Told.At(400), "node2", AgentWord.Booted, 2, RunId.None));

        Assert.Equal((CutStage.Armed, cut.OffAt), (told.Ups("UPS2").Outputs[0].Cut, told.Ups("UPS2").Outputs[0].OffAt));
    }

    // It hung in its stop, crashed, and came back while its countdown went on, which the master before had begun. Nobody is about to stop it; right after a change of master somebody may be.
    [Theory]
    [InlineData(1, true)]
    [InlineData(395, false)]
    public void Countdown_OfANodeThatHasJustBooted_IsEndedAtOnceWhereNobodyElseLeads(double ledSince, bool ended)
    {
        var told = Committed();
        ToOsStop(told);
        told.Tell(new NodeReported(Told.At(182), "node2", AgentWord.OsStopping, 1, RunId.None), new UpsSilent(Told.At(183), "UPS2", SilenceKind.NoAnswer), new NodeSilent(Told.At(190), "node2"));
        told.State = told.State with
        {
            LedSince = Told.At(ledSince),
            Runs = [told.State.Runs[0] with { Phase = Phase.AwaitingPower, Pending = [] }],
            Upses = told.State.Upses.With(told.State.Topology.Ups("UPS2"), told.Ups("UPS2") with { Outputs = [OutputState.Untouched] }),
        };

        told.Tell(new NodeReported(Told.At(400), "node2", AgentWord.Booted, 2, RunId.None));
        told.Tell(new UpsRead(Told.At(401), "UPS2", Told.Battery with { Conditions = Model.Readings.Conditions.ShutdownPending }));

        Assert.Equal(ended, told.Pending<DisarmCut>().Any(end => end.Ups == "UPS2"));
    }

    // It came up when the run had been decided already, and its cluster was stopped all the same.
    [Fact]
    public void Node_ThatCameUpBesideTheRunAndHoldsOut_IsBootedAnewAfterIt()
    {
        var told = Committed(off: "node2");
        Assert.False(told.State.Runs[0].Members.Single(member => member.Node == 1).WasUp);
        told.Tell(new NodeReported(Told.At(70), "node2", AgentWord.Up, 2, RunId.None), new UpsRead(Told.At(71), "UPS2", Told.Battery));

        ToOsStop(told);
        for (var at = 181.0; at < 400; at++)
        {
            foreach (var cut in told.Pending<ArmCut>().Where(cut => cut.Ups == "UPS2").ToList())
                told.Tell(new EffectFailed(Told.At(at), cut.Id, FailureKind.Refused, "busy"));
            told.Tell(new Woke(Told.At(at)));
        }

        var held = told.State.Runs[0].Members.Single(member => member.Node == 1);
        Assert.Equal((Step.GivenUp, true), (held.OsStop, held.WasUp));
    }

    private static Site Two => PlanSites.Site(
        SiteBuild.TerminalsAmongNodes,
        [Reached("UPS1", "node1"), Reached("UPS2", "node2")],
        [PlanSites.Node("node1", "UPS1"), PlanSites.Node("node2", "UPS2")],
        [],
        [PlanSites.Cluster("cluster", ["node1", "node2"], [])],
        [On("node1", 1), On("node2", 2)]);

    private static Told Committed(string? off = null)
    {
        var told = new Told(Two);
        if (off is not null)
            told.Tell(new NodeReported(Told.At(0.5), off, AgentWord.OsStopping, 1, RunId.None), new NodeProbed(Told.At(0.6), off, ProbeAnswer.PoweredOff));
        foreach (var at in new[] { 1, 62 })
        {
            // What is off can not be asked.
            foreach (var ups in told.Site.Upses.Where(ups => off is null || (ups.Connection as AgentConnection)?.Node != off))
                told.Tell(new UpsRead(Told.At(at), ups.Name, Told.Battery));
        }

        foreach (var tell in told.Pending<TellDeadlines>().ToList())
            told.Tell(new EffectDone(Told.At(63), tell.Id));
        return told;
    }

    private static void ToOsStop(Told told)
    {
        var run = Assert.Single(told.State.Runs);
        foreach (var node in told.Site.Nodes)
            told.Tell(new NodeReported(run.Deadlines.ClusterStopBy - TimeSpan.FromSeconds(1), node.Name, AgentWord.ClusterStopped, 1, run.Id));
    }

    private static Ups Reached(string ups, string node) => PlanSites.Ups(ups, 60) with { Connection = new AgentConnection(node) };

    private static Terminal On(string node, int priority) =>
        PlanSites.Terminal($"t{priority}", "UPS1") with { Node = node, Priority = priority, Supply = null };
}
