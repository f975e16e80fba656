using PowerController.Decisions.Tests.Plans;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Decisions.Tests.Restore;

/// <summary>What a run that rises takes for granted: no node that nobody has heard, no silence of a moment, no order that its card may not have heard.</summary>
public sealed class RisingTests
{
    private static readonly Reading _counting = Told.Good with { Conditions = Conditions.ShutdownPending };

    // Heard last with its mains there, it may have lost that for longer than its battery lasts, and have it again. A run that starts its nodes has found it warm.
    [Theory]
    [InlineData(30, Phase.AwaitingPower, DiskPower.Warm)]
    [InlineData(7200, Phase.AwaitingPower, DiskPower.WarmingUp)]
    [InlineData(7200, Phase.StartingNodes, DiskPower.Warm)]
    public void Disk_WhoseBatteryMayHaveEndedWhileNobodyLooked_IsWarmedUpAgain(int away, Phase phase, DiskPower power)
    {
        var told = new Told().Commit();
        told.Tell([.. told.Site.Upses.Select(ups => new UpsRead(Told.At(40), ups.Name, Told.Good))]);
        told.State = told.State with { Runs = [told.State.Runs[0] with { Whole = false, Phase = phase, Pending = [] }] };

        told.Tell(new Started(Told.At(9000), "terminal", DateTimeOffset.UnixEpoch, null, Told.At(away)));
        told.Tell([.. told.Site.Upses.Select(ups => new UpsRead(Told.At(9001), ups.Name, Told.Good))]);

        Assert.Equal(power, told.State.Disks[0].Power);
    }

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

    // It said that it was off, and was only not believed yet: the disk behind it has no power before that.
    [Fact]
    public void Disk_WhoseOutputIsTurnedOnBeforeItsOffIsBelieved_WarmsUpAnew()
    {
        var told = Rising();
        _ = Play(told, Told.At(220), Told.At(700));
        Assert.Equal((Phase.StartingNodes, DiskPower.Warm), (told.State.Runs[0].Phase, told.State.Disks[0].Power));
        var off = Told.Good with { Source = OutputSource.Off, OutputVoltage = new Volts(0) };
        told.Tell(new Started(Told.At(900), "terminal", DateTimeOffset.UnixEpoch));
        told.Tell([.. told.Site.Upses.Select(ups => new UpsRead(Told.At(901), ups.Name, ups.Name == "UPS4" ? off : Told.Good)), new Woke(Told.At(901))]);

        told.Tell(new EffectDone(Told.At(902), Assert.Single(told.Pending<TurnOn>()).Id), new UpsRead(Told.At(903), "UPS4", Told.Good));

        Assert.Equal(DiskPower.WarmingUp, told.State.Disks[0].Power);
    }

    // Its card had no power while mains was gone: it is heard with mains, and believed to be off only a moment later. Off once it was to be on, its power has failed again.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Disk_ThatIsFirstHeardOffWithMains_HasNotFailedAgainBeforeItIsTurnedOn(bool goesOffAgain)
    {
        var told = new Told(Shutdown.LastHostTests.Site()).Commit();
        var off = Told.Good with { Source = OutputSource.Off, OutputVoltage = new Volts(0) };
        told.State = told.State with
        {
            Runs = [told.State.Runs[0] with { Phase = Phase.AwaitingPower, PhaseSince = Told.At(60), RisingSince = Told.At(60), DisksDown = true, Pending = [] }],
            Upses = told.State.Upses.With(2, told.Ups("UPS3") with { SilentSince = Told.At(50) }),
        };
        told.Tell([.. told.Site.Nodes.Select(node => new NodeReported(Told.At(65), node.Name, AgentWord.Up, 2, RunId.None))]);

        for (var at = 70; at < 400 && told.State.Runs[0].Phase == Phase.AwaitingPower; at++)
            told.Tell(new UpsRead(Told.At(at), "UPS1", Told.Good), new UpsRead(Told.At(at), "UPS2", Told.Good), new UpsRead(Told.At(at), "UPS3", off), new Woke(Told.At(at)));
        var now = told.State.Now + Told.At(1);
        if (goesOffAgain)
            told.Tell(new UpsRead(now, "UPS3", Told.Good), new UpsRead(now + Told.At(1), "UPS3", off), new UpsRead(now + Told.At(5), "UPS3", off));

        Assert.True(told.Ups("UPS3").OutputSince > Told.At(60));
        Assert.Equal(goesOffAgain, told.State.Runs[0].Phase < Phase.AwaitingPower);
    }

    // What rebooted now would not find its disk.
    [Theory]
    [InlineData(DiskPower.Warm, Phase.StoppingOs)]
    [InlineData(DiskPower.WarmingUp, Phase.WarmingUp)]
    public void Restart_WhileADiskWarmsUp_RebootsNobodyBeforeThat(DiskPower disk, Phase phase)
    {
        var told = new Told().Tell(new OperatorAsked(Told.At(10), "operator", "here", new Reboot("cluster")));
        for (var at = 11; told.State.Runs[0].Phase < Phase.StoppingCluster; at++)
            told.Tell(new Woke(Told.At(at)));
        told.State = told.State with { Disks = told.State.Disks.With(0, new DiskState(disk, told.State.Now, told.State.Now + Told.At(500), null, false)) };

        foreach (var node in told.Site.Nodes)
            told.Tell(new NodeReported(Told.At(70), node.Name, AgentWord.ClusterStopped, 1, RunId.None));

        Assert.Equal(phase, told.State.Runs[0].Phase);
        Assert.Equal(disk == DiskPower.Warm, told.Pending<RebootNode>().Any());
    }

    // The order had no answer, and by now its disk may have lost its power: what reboots would not find it.
    [Fact]
    public void Restart_WhoseTimeIsOver_RepeatsNoRebootWhereADiskIsInDoubt()
    {
        var told = new Told().Tell(new OperatorAsked(Told.At(10), "operator", "here", new Reboot("cluster")));
        for (var at = 11; told.State.Runs[0].Phase < Phase.StoppingCluster; at++)
            told.Tell(new Woke(Told.At(at)));
        foreach (var node in told.Site.Nodes)
            told.Tell(new NodeReported(Told.At(70), node.Name, AgentWord.ClusterStopped, 1, RunId.None));
        Assert.NotEmpty(told.Pending<RebootNode>());
        told.State = told.State with { Disks = told.State.Disks.With(0, told.State.Disks[0] with { Doubtful = true }) };

        told.Tell(new Woke(told.State.Runs[0].Deadlines.OsStopBy));

        Assert.Equal(Phase.WarmingUp, told.State.Runs[0].Phase);
        Assert.DoesNotContain(told.Effects, effect => effect is RebootNode);
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
