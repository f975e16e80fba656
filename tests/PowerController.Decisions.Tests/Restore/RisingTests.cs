using PowerController.Decisions.Tests.Plans;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Decisions.Tests.Restore;

/// <summary>What a run that rises takes for granted: no node that nobody has heard, no silence of a moment, no order that its card may not have heard.</summary>
public sealed partial class RisingTests
{
    private static readonly Reading _counting = Told.Good with { Conditions = Conditions.ShutdownPending };

    // Its own countdown runs to its end when its card is silent; but a poll or two are lost often.
    [Theory]
    [InlineData(2, false)]
    [InlineData(9, true)]
    public void Node_ThatComesUpInACountdown_StopsOnlyWhenItsCardDoesNotAnswerForAWhile(double silence, bool stops)
    {
        var told = Rising();
        told.Tell(new NodeReported(Told.At(280), "node1", AgentWord.Up, 2, RunId.None));

        told.Tell(new UpsSilent(Told.At(281), "UPS2", SilenceKind.NoAnswer), new Woke(Told.At(281 + silence)));

        Assert.Equal(stops, told.State.Runs.Any(run => run.GoesDown && run.Has(told.State.Topology.Node("node1"))));
    }

    // This terminal was cut off: the node is heard first, and its card can not have answered yet.
    [Theory]
    [InlineData(250, false)]
    [InlineData(259, true)]
    public void Node_ThatIsHeardAsTheFirstAfterALongSilence_StopsOnlyWhenItsCardHasHadItsSay(int at, bool stops)
    {
        var told = Rising();
        foreach (var ups in told.Site.Upses)
            told.Tell(new UpsSilent(Told.At(212), ups.Name, SilenceKind.NoAnswer));

        told.Tell(new NodeReported(Told.At(250), "node1", AgentWord.Up, 2, RunId.None), new Woke(Told.At(at)));

        Assert.Equal(stops, told.State.Runs.Any(run => run.GoesDown && run.Has(told.State.Topology.Node("node1"))));
    }

    // What it did not answer was before it booted: it may run, cut off and without its agent, and its input is about to be taken from it.
    [Fact]
    public void Node_ThatMayHaveBootedSinceItAnsweredNothing_IsAskedOnWhileItIsStarted()
    {
        var told = Rising();
        _ = Play(told, Told.At(220), Told.At(700));
        Assert.Equal((Phase.StartingNodes, NodePower.Off), (told.State.Runs[0].Phase, told.Node("node1").Power));
        told.State = told.State with { Nodes = told.State.Nodes.With(0, told.Node("node1") with { NoAnswers = 2, MayBootSince = Told.At(690), Presumed = false }) };

        told.Tell(new Woke(Told.At(700)));

        Assert.Contains(told.Pending<ProbeNode>(), probe => probe.Node == "node1");
    }

    // The cut ends its stop, and it is started when its output is on again.
    [Theory]
    [InlineData(600, false)]
    [InlineData(-600, true)]
    public void Node_ThatHangsInItsStop_IsNotGivenUpBeforeItsCutHasCome(int comesIn, bool givenUp)
    {
        var told = Rising();
        _ = Play(told, Told.At(220), Told.At(700));
        var cut = OutputState.Untouched with { Cut = CutStage.Armed, OrderedAt = Told.At(60), OffAt = Told.At(3_000 + comesIn) };
        var run = told.State.Runs[0];
        told.State = told.State with
        {
            Runs = [run with { Members = [.. run.Members.Select(member => member with { StartBy = Told.At(2_900) })] }],
            Nodes = told.State.Nodes.With(0, told.Node("node1") with { Power = NodePower.OsStopping, Since = Told.At(61), HeardAt = Told.At(2_999), NoAnswers = 0 }),
            Upses = told.State.Upses.With(1, told.Ups("UPS2") with { Outputs = [cut] }),
        };

        told.Tell(new Woke(Told.At(3_000)));

        Assert.Equal(givenUp, told.State.Runs[0].Members.Single(member => member.Node == 0).GivenUp);
    }

    // Whoever began it began that of the other output with it, which counts no more: its card may only not say yet that it is off.
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Node_OneOfWhoseOutputsIsAboutToBeCutByNobodyKnowsWhom_IsStartedAfterThat(bool counts, bool starts)
    {
        var site = PlanSites.WorkedExample;
        var told = Rising(site with { Nodes = [PlanSites.Node("node1", "UPS2", "UPS3") with { StartBy = [new StartByWakeOnLan("02:00:00:00:00:01")] }, site.Nodes[1]] });
        _ = Play(told, Told.At(220), Told.At(700));
        Assert.Equal((Phase.StartingNodes, NodePower.Off), (told.State.Runs[0].Phase, told.Node("node1").Power));
        told.State = told.State with
        {
            Runs = [told.State.Runs[0] with { Pending = [] }],
            Nodes = told.State.Nodes.With(0, told.Node("node1") with { MayBootSince = Told.At(690) }),
            Upses = told.State.Upses.With(1, told.Ups("UPS2") with { Outputs = [OutputState.Untouched] }).With(2, told.Ups("UPS3") with { Outputs = [OutputState.Untouched], CutPending = counts }),
        };

        told.Tell(new Woke(Told.At(800)));

        Assert.Equal(starts, told.Effects.Any(effect => effect is StartNode { Node: "node1" }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Cycle_ThatItsCardHasNotAnswered_IsTriedAgainAlsoWhereOnlyTheOrderWasLost(bool fellSilent)
    {
        var told = Cycled(out var cycle);
        if (fellSilent)
            told.Tell(new UpsSilent(cycle.At, "UPS2", SilenceKind.NoAnswer));

        told.Tell(new EffectFailed(cycle.At + Told.At(4), cycle.Order.Id, FailureKind.NoAnswer, "no answer"));

        Assert.NotNull(Play(told, cycle.At + Told.At(200), cycle.At + Told.At(1_500)));
    }

    // That it did not answer was while it booted, before its power was waited for. It may run by now, without its agent.
    [Fact]
    public void Node_ThatMayHaveComeUpUnheard_IsAskedAnewBeforeItsInputIsTaken()
    {
        var told = Rising();
        _ = Play(told, Told.At(220), Told.At(700));
        var off = told.Node("node1") with { Power = NodePower.Off, NoAnswers = Limits.ProbesForOff, MayBootSince = Told.At(1), Unfed = false };
        var run = told.State.Runs[0] with { Pending = [], Members = [.. told.State.Runs[0].Members.Select(member => member with { StartBy = TimeSpan.Zero })] };
        told.State = told.State with { Nodes = told.State.Nodes.With(0, off), Runs = [run] };

        told.Tell(new Woke(Told.At(2_000)));

        Assert.Equal(Phase.StartingNodes, told.State.Runs[0].Phase);
        Assert.Empty(told.Pending<CycleOutput>());
        Assert.Contains(told.Pending<ProbeNode>(), probe => probe.Node == "node1");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_AfterAStart_DoesNotCountANodeAsUpThatNobodyHasHeardSince(bool heard)
    {
        var told = Rising();
        _ = Play(told, Told.At(220), Told.At(700));
        told.Tell(new NodeReported(Told.At(700), "node1", AgentWord.Up, 2, RunId.None), new NodeReported(Told.At(700), "node2", AgentWord.Booted, 2, RunId.None));
        Assert.Equal(Phase.StartingNodes, told.State.Runs[0].Phase);

        told.Tell(new Started(Told.At(900), "terminal", DateTimeOffset.UnixEpoch));
        told.Tell([.. told.Site.Upses.Select(ups => new UpsRead(Told.At(901), ups.Name, Told.Good))]);
        if (heard)
            told.Tell(new NodeReported(Told.At(902), "node1", AgentWord.Up, 2, RunId.None));
        told.Tell(new NodeReported(Told.At(902), "node2", AgentWord.Up, 2, RunId.None), new Woke(Told.At(903)));

        Assert.Equal(heard, told.State.Runs is not [{ Phase: Phase.StartingNodes }]);
    }

    // While nobody looked its mains may have gone again.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Node_IsStartedAfterAStartOnlyWhenItsPowerIsHeard(bool heard)
    {
        var site = PlanSites.WorkedExample;
        var told = Rising(site with { Nodes = [.. site.Nodes.Select(node => node with { StartBy = [new StartByWakeOnLan("02:00:00:00:00:01")] })] });
        _ = Play(told, Told.At(220), Told.At(700));
        Assert.Equal(Phase.StartingNodes, told.State.Runs[0].Phase);
        told.Tell(new Started(Told.At(900), "terminal", DateTimeOffset.UnixEpoch));

        foreach (var ups in told.Site.Upses.Where(ups => heard || ups.Name != "UPS2"))
            told.Tell(new UpsRead(Told.At(901), ups.Name, Told.Good));
        told.Tell(new Woke(Told.At(901)));

        Assert.Equal(heard, told.Pending<StartNode>().Any(start => start.Node == "node1"));
    }

    // Nobody acknowledges a packet: where a neighbour on its UPS runs, no other way is left to start it, and packets come more often.
    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 1)]
    public void Node_IsSentPacketsMoreOftenWhereNothingElseCanStartIt(bool hasNeighbour, int packets)
    {
        var site = PlanSites.WorkedExample;
        var told = Rising(site with
        {
            Nodes = [site.Nodes[0] with { StartBy = [new StartByWakeOnLan("02:00:00:00:00:01"), new StartByOutput()] }, site.Nodes[1] with { Supply = PlanSites.Supply(1, hasNeighbour ? "UPS2" : "UPS3") }],
        });
        _ = Play(told, Told.At(220), Told.At(700));
        Assert.Equal(Phase.StartingNodes, told.State.Runs[0].Phase);
        told.Tell(new NodeReported(Told.At(700), "node2", AgentWord.Up, 2, RunId.None));

        var sent = 0;
        for (var at = 701; at < 761; at++)
        {
            told.Tell(new Woke(Told.At(at)));
            sent += told.Effects.Count(effect => effect is StartNode { Node: "node1" });
            foreach (var start in told.Pending<StartNode>().ToList())
                told.Tell(new EffectDone(Told.At(at), start.Id));
        }

        Assert.Equal(packets, sent);
    }

    // In the last phase nobody is asked whether it runs: one that speaks by itself is waited for.
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Run_ThatIsAboutToEndAtAStart_WaitsForTheWordOfWhoHasAnAgent(bool hasAgent, bool ends)
    {
        var site = PlanSites.WorkedExample;
        var told = Rising(site with { Nodes = [site.Nodes[0] with { StopBy = hasAgent ? new StopByAgent() : new StopBySsh("root", new SecretVariable("SSH_KEY"), "poweroff") }, site.Nodes[1]] });
        _ = Play(told, Told.At(220), Told.At(700));
        told.Tell(new ClusterReported(Told.At(700), "cluster", ClusterWord.Degraded));
        foreach (var node in told.Site.Nodes)
            told.Tell(new NodeReported(Told.At(700), node.Name, AgentWord.Up, 2, RunId.None));
        Assert.Equal(Phase.ReJoining, told.State.Runs[0].Phase);

        told.Tell(new Started(Told.At(702), "terminal", DateTimeOffset.UnixEpoch));
        told.Tell([.. told.Site.Upses.Select(ups => new UpsRead(Told.At(703), ups.Name, Told.Good))]);
        told.Tell(new NodeReported(Told.At(703), "node2", AgentWord.Up, 2, RunId.None), new ClusterReported(Told.At(704), "cluster", ClusterWord.Normal));

        Assert.Equal(ends, told.State.Runs.IsEmpty);
    }

    // Mains is back while the cuts still count down.
    private static Told Rising(Site? site = null)
    {
        var told = new Told(site).ToArming();
        while (told.Pending<ArmCut>().FirstOrDefault() is { } cut)
            told.Tell(new EffectDone(Told.At(62), cut.Id));
        foreach (var node in told.Site.Nodes)
            told.Tell(new NodeSilent(Told.At(75), node.Name), new NodeProbed(Told.At(100), node.Name, ProbeAnswer.PoweredOff));
        foreach (var ups in told.Site.Upses)
            told.Tell(new UpsRead(Told.At(200), ups.Name, ups.Name == "UPS1" ? Told.Good : _counting));
        return told.Tell(new Woke(Told.At(210)));
    }

    // Its cut never came, and it is off with its input there.
    private static Told Cycled(out (CycleOutput Order, TimeSpan At) cycle)
    {
        var told = Rising();
        foreach (var ups in told.Site.Upses)
            told.Tell(new UpsRead(Told.At(220), ups.Name, Told.Good));
        cycle = Play(told, Told.At(221), Told.At(3_000)) ?? throw new InvalidOperationException("Its output was not cycled.");
        return told;
    }

    private static (CycleOutput Order, TimeSpan At)? Play(Told told, TimeSpan from, TimeSpan until)
    {
        for (var at = from; at < until; at += Told.At(2))
        {
            foreach (var ups in told.Site.Upses)
                told.Tell(new UpsRead(at, ups.Name, Told.Good));
            foreach (var probe in told.Pending<ProbeNode>().ToList())
                told.Tell(new NodeProbed(at, probe.Node, ProbeAnswer.NoAnswer));
            foreach (var probe in told.Pending<ProbeDisk>().ToList())
                told.Tell(new DiskProbed(at, probe.Disk, true));
            foreach (var end in told.Pending<DisarmCut>().ToList())
                told.Tell(new EffectDone(at, end.Id));
            told.Tell(new Woke(at));
            if (told.Pending<CycleOutput>().FirstOrDefault(order => order.Ups == "UPS2") is { } cycle)
                return (cycle, at);
        }

        return null;
    }
}
