using PowerController.Decisions.Tests.Plans;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Decisions.Tests.Shutdown;

/// <summary>What becomes of a countdown that is not wanted any more, or comes too soon.</summary>
public sealed class CountdownTests
{
    [Fact]
    public void Countdown_ThatIsPutOffAndGoesOn_IsEndedAtOnce()
    {
        var told = new Told().ToArmed();
        told.Tell(new NodeReported(Told.At(330), "node1", AgentWord.Up, 2, RunId.None));
        var again = Assert.Single(told.Pending<ArmCut>(), cut => cut.Ups == "UPS4");

        told.Tell(new EffectDone(Told.At(331), again.Id, TimeSpan.FromSeconds(31)));

        Assert.Contains(told.Pending<DisarmCut>(), disarm => disarm.Ups == "UPS4");
    }

    [Fact]
    public void Countdown_ThatIsPutOffAndRunsALittleShort_GoesOn()
    {
        var told = new Told().ToArmed();
        told.Tell(new NodeReported(Told.At(330), "node1", AgentWord.Up, 2, RunId.None));
        var again = Assert.Single(told.Pending<ArmCut>(), cut => cut.Ups == "UPS4");

        told.Tell(new EffectDone(Told.At(331), again.Id, again.Delay * 0.9));

        Assert.Empty(told.Pending<DisarmCut>());
    }

    // A node that has booted made void what was known of it here; its card counts on, and does not begin it anew.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Countdown_ThatIsKnownHereNoMoreAndGoesOn_IsEndedAtOnce(bool counted)
    {
        var told = new Told().ToArming();
        told.Tell(new UpsRead(Told.At(61.5), "UPS2", counted ? Told.Battery with { Conditions = Conditions.ShutdownPending } : Told.Battery));

        told.Tell(new EffectDone(Told.At(62), Assert.Single(told.Pending<ArmCut>(), cut => cut.Ups == "UPS2").Id, TimeSpan.FromSeconds(61)));

        Assert.Equal(counted, told.Pending<DisarmCut>().Any(disarm => disarm.Ups == "UPS2"));
    }

    // It was to stop by its deadlines, and answers long after that: its agent is dead, and it runs.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Countdown_BehindWhichOneAnswersThatWasOnlyPresumedToStop_IsEndedWhenTheRunRises(bool presumed)
    {
        var told = new Told().ToArmed();
        var node = told.Node("node1") with { Presumed = presumed, Since = Told.At(10), HeardAt = Told.At(10) };
        told.State = told.State with { Nodes = told.State.Nodes.With(0, node), Runs = [told.State.Runs[0] with { Phase = Phase.AwaitingPower }] };

        told.Tell(new NodeProbed(Told.At(11) + told.Site.Nodes[0].OsStopTime, "node1", ProbeAnswer.Answers));

        Assert.Equal(presumed, told.Pending<DisarmCut>().Any(disarm => disarm.Ups == "UPS2"));
    }

    // Nobody here began it, and when it comes nobody knows: whoever was only presumed to stop may have booted since.
    [Fact]
    public void Countdown_ThatNobodyHereBegan_IsEndedForANodeThatMayHaveBooted()
    {
        var told = new Told().ToArmed();
        told.State = told.State with { Upses = told.State.Upses.With(1, told.Ups("UPS2") with { Outputs = [OutputState.Untouched] }) };
        told.Tell(new Started(Told.At(400), "terminal", DateTimeOffset.UnixEpoch));
        Assert.Equal((NodePower.OsStopping, true), (told.Node("node1").Power, told.Node("node1").Presumed));

        told.Tell(new UpsRead(Told.At(401), "UPS2", Told.Good with { Conditions = Conditions.ShutdownPending }));

        Assert.Contains(told.Pending<DisarmCut>(), disarm => disarm.Ups == "UPS2");
    }

    [Fact]
    public void Countdown_OfACardThatDoesNotKnowItsState_CountsOn()
    {
        var told = new Told().ToArmed();
        told.Tell(new Started(Told.At(100), "terminal", DateTimeOffset.UnixEpoch));

        told.Tell(new UpsRead(Told.At(101), "UPS4", Told.Battery with { Source = OutputSource.Unknown }));

        Assert.Equal(CutStage.Armed, told.Ups("UPS4").Outputs[0].Cut);
    }

    [Fact]
    public void Node_ThatBootsOnADiskWhoseSilentCardCountsDown_StopsBeforeTheDiskGoes()
    {
        var told = new Told().ToArmed();
        told.Tell(new UpsRead(Told.At(140), "UPS4", Told.Good), new UpsSilent(Told.At(150), "UPS4", SilenceKind.NoAnswer));
        told.Tell(new UpsRead(Told.At(190), "UPS2", Told.Good));
        told.Tell(new NodeReported(Told.At(200), "node1", AgentWord.Up, 2, RunId.None));
        Assert.DoesNotContain(told.Pending<OrderOsStop>(), order => order.Node == "node1");

        var node = told.Site.Nodes.First(one => one.Name == "node1");
        told.Tell(new Woke(told.Ups("UPS4").Outputs[0].OffAt - node.OsStopTime - Limits.StopMargin));

        Assert.Contains(told.Pending<OrderOsStop>(), order => order.Node == "node1");
    }

    [Fact]
    public void Node_ThatBootsOnTheBatteryOfADiskWhoseSilentCardCountsDown_StopsAtOnce()
    {
        var told = new Told().ToArmed();
        told.Tell(new UpsSilent(Told.At(150), "UPS4", SilenceKind.NoAnswer));
        told.Tell(new UpsRead(Told.At(190), "UPS2", Told.Good));

        told.Tell(new NodeReported(Told.At(200), "node1", AgentWord.Up, 2, RunId.None));

        Assert.Contains(told.Pending<OrderOsStop>(), order => order.Node == "node1");
    }

    [Fact]
    public void Node_WhoseSilentCardCountsDown_StopsBeforeTheTerminalLeaves()
    {
        var told = new Told().ToArmed();
        told.Tell(new UpsSilent(Told.At(100), "UPS2", SilenceKind.NoAnswer));
        told.Tell(new UpsRead(Told.At(100), "UPS1", Told.Battery with { RunTime = TimeSpan.FromSeconds(200) }));
        told.Tell(new NodeReported(Told.At(150), "node1", AgentWord.Up, 2, RunId.None), new Woke(Told.At(199)));
        Assert.DoesNotContain(told.Pending<OrderOsStop>(), order => order.Node == "node1");

        told.Tell(new Woke(Told.At(200)));

        Assert.Contains(told.Pending<OrderOsStop>(), order => order.Node == "node1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Node_ThatHasComeUpWithMainsThere_StopsBeforeTheCutOfItsSilentCard(bool silent)
    {
        var told = new Told().ToArmed();
        foreach (var stop in told.Pending<OrderOsStop>().ToList())
            told.Tell(new EffectDone(Told.At(75), stop.Id));
        foreach (var ups in told.Site.Upses)
            told.Tell(new UpsRead(Told.At(80), ups.Name, Told.Good with { Conditions = ups.Name == "UPS1" ? Conditions.None : Conditions.ShutdownPending }));
        Assert.Equal(Phase.AwaitingPower, told.State.Runs[0].Phase);
        var off = told.Ups("UPS2").Outputs[0].OffAt;
        if (silent)
            told.Tell(new UpsSilent(Told.At(90), "UPS2", SilenceKind.NoAnswer));

        told.Tell(new NodeReported(Told.At(100), "node1", AgentWord.Up, 2, RunId.None));
        for (var at = Told.At(101); at < off - TimeSpan.FromSeconds(100); at += TimeSpan.FromSeconds(1))
            told.Tell(new Woke(at));

        Assert.Equal(silent, told.Pending<OrderOsStop>().Any(order => order.Node == "node1"));
        Assert.Contains(told.Pending<DisarmCut>(), back => back.Ups == "UPS2");
    }

    [Fact]
    public void Countdown_ThatCanComeAtNoTime_IsEndedBeforeTheLastHostGoes()
    {
        var site = PlanSites.Site(
            SiteBuild.TerminalsAmongNodes, [PlanSites.Ups("UPS1", 30), PlanSites.Ups("UPS2", 30)], [PlanSites.Node("node1", "UPS1"), PlanSites.Node("node2", "UPS2")], [],
            [PlanSites.Cluster("cluster", ["node1", "node2"], [])], [PlanSites.Terminal("terminal", "UPS1") with { Node = "node1" }]);
        var told = new Told(site).Commit();
        foreach (var node in site.Nodes)
            told.Tell(new NodeReported(Told.At(60), node.Name, AgentWord.ClusterStopped, 1, RunId.None));
        told.Tell(new NodeReported(Told.At(61), "node2", AgentWord.OsStopping, 1, RunId.None));
        told.Tell(new EffectDone(Told.At(62), told.Pending<ArmCut>().First(cut => cut.Ups == "UPS2").Id));

        told.Tell(new NodeReported(Told.At(63), "node2", AgentWord.Up, 2, RunId.None));

        Assert.Contains(told.Pending<DisarmCut>(), disarm => disarm.Ups == "UPS2");
        Assert.DoesNotContain(told.Pending<ArmCut>(), cut => cut.Ups == "UPS2");
    }

    // It was told so once, and went on with what it had left: told so again and again it would only use up the orders.
    [Theory]
    [InlineData(140, false)]
    [InlineData(160, true)]
    public void Countdown_ThatCameTooSoonAndWasNotBegunAnew_IsEndedBeforeTheLastHostGoes(int ordered, bool ended)
    {
        var site = PlanSites.Site(
            SiteBuild.TerminalsAmongNodes, [PlanSites.Ups("UPS1", 30), PlanSites.Ups("UPS2", 30)], [PlanSites.Node("node1", "UPS1"), PlanSites.Node("node2", "UPS2")], [],
            [PlanSites.Cluster("cluster", ["node1", "node2"], [])], [PlanSites.Terminal("terminal", "UPS1") with { Node = "node1" }]);
        var told = new Told(site).Commit();
        foreach (var node in site.Nodes)
            told.Tell(new NodeReported(Told.At(60), node.Name, AgentWord.ClusterStopped, 1, RunId.None));
        told.Tell(new NodeReported(Told.At(61), "node2", AgentWord.OsStopping, 1, RunId.None));
        told.Tell(new EffectDone(Told.At(62), told.Pending<ArmCut>().First(cut => cut.Ups == "UPS2").Id));
        var cut = told.Ups("UPS2").Outputs[0] with { Attempts = 2, OffAt = Told.At(140), FirstOffAt = Told.At(ordered) };
        told.State = told.State with { Upses = told.State.Upses.With(told.State.Topology.Ups("UPS2"), told.Ups("UPS2") with { Outputs = [cut] }) };

        told.Tell(new Woke(Told.At(63)), new UpsRead(Told.At(63.5), "UPS2", Told.Battery with { RunTime = TimeSpan.FromSeconds(2000) }));

        Assert.Equal((ended, !ended), (told.Pending<DisarmCut>().Any(disarm => disarm.Ups == "UPS2"), told.Pending<ArmCut>().Any(again => again.Ups == "UPS2")));
    }

    [Fact]
    public void Countdown_OfADiskForANodeThatAnswersBeyondItsTime_EndsAndBeginsAnewWhenThatHasNoInput()
    {
        var told = new Told().ToArmed();

        told.Tell(new NodeProbed(Told.At(200), "node1", ProbeAnswer.Answers));

        var ended = Assert.Single(told.Pending<DisarmCut>());
        Assert.Equal("UPS4", ended.Ups);

        told.Tell(new EffectDone(Told.At(201), ended.Id), new NodeProbed(Told.At(210), "node1", ProbeAnswer.NoAnswer), new NodeProbed(Told.At(220), "node1", ProbeAnswer.NoAnswer), new Woke(Told.At(300)));
        Assert.DoesNotContain(told.Pending<ArmCut>(), cut => cut.Ups == "UPS4");

        foreach (var at in new[] { 370, 375, 380 })
            told.Tell(new UpsRead(Told.At(at), "UPS2", Told.Battery with { Source = OutputSource.Off, OutputVoltage = new Volts(0) }));
        Assert.Equal(NodePower.Off, told.Node("node1").Power);
        Assert.Contains(told.Pending<ArmCut>(), cut => cut.Ups == "UPS4");
    }

    [Fact]
    public void Countdown_ThatAnOrderIsToPutOff_CountsUntilThatIsAnswered()
    {
        var told = new Told().ToArmed();
        var before = told.Ups("UPS2").Outputs[0];

        told.Tell(new NodeReported(Told.At(200), "node1", AgentWord.Up, 2, RunId.None));

        var ordered = told.Ups("UPS2").Outputs[0];
        Assert.Equal((CutStage.Ordered, before.OffAt), (ordered.Cut, ordered.EarlierOffAt));

        told.Tell(new EffectDone(Told.At(201), Assert.Single(told.Pending<ArmCut>(), cut => cut.Ups == "UPS2").Id));

        var armed = told.Ups("UPS2").Outputs[0];
        Assert.Equal((CutStage.Armed, TimeSpan.Zero), (armed.Cut, armed.EarlierOffAt));
        Assert.True(armed.OffAt > before.OffAt);
    }

    // Between two polls it may have cut, and be on again: what it feeds may have begun to boot by itself.
    [Fact]
    public void Countdown_ThatIsSeenNoMoreWithMainsThere_MayHaveStartedWhatItFeeds()
    {
        var told = new Told().ToArmed();
        for (var at = 80; at < 300; at += 10)
            told.Tell(new NodeProbed(Told.At(at), "node1", ProbeAnswer.NoAnswer), new Woke(Told.At(at)));
        Assert.Equal(NodePower.Off, told.Node("node1").Power);
        told.Tell(new UpsRead(Told.At(300), "UPS2", Told.Good with { Conditions = Conditions.ShutdownPending }));

        told.Tell(new UpsRead(Told.At(310), "UPS2", Told.Good));

        Assert.Equal(Told.At(310), told.Node("node1").MayBootSince);
    }

    // Every countdown is over, and it runs: nothing is left of the way down that it would have to stop for at once.
    [Fact]
    public void Node_ThatCameUpAfterTheCuts_GoesDownByNewDeadlinesWhereItsPowerFailsAgain()
    {
        var told = new Told().ToArmed();
        var start = told.State.Runs[0].Deadlines.OffBy;
        told.Tell(new Started(start, "terminal", DateTimeOffset.UnixEpoch));
        foreach (var node in told.Site.Nodes)
            told.Tell(new NodeReported(start + Told.At(1), node.Name, AgentWord.Up, 2, RunId.None));
        foreach (var ups in told.Site.Upses.Where(ups => ups.Name != "UPS4"))
            told.Tell(new UpsRead(start + Told.At(2), ups.Name, Told.Battery));

        told.Tell(new Woke(told.State.LookUntil));

        Assert.Equal(told.State.LookUntil, told.State.Runs[0].CommittedAt);
        Assert.DoesNotContain(told.Effects, effect => effect is OrderOsStop);
    }

    // The clock was set back while nobody looked: the cut is over, and the next one has to be ordered anew, whichever is heard first.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Countdown_OfANodeThatHasBootedSince_IsOverAtTheFirstLook(bool cardFirst)
    {
        var told = new Told().ToArmed();
        PowerEvent[] heard = [new UpsRead(Told.At(101), "UPS2", Told.Good), new NodeReported(Told.At(101), "node1", AgentWord.Booted, 2, RunId.None)];

        told.Tell(new Started(Told.At(100), "terminal", DateTimeOffset.UnixEpoch)).Tell(cardFirst ? heard : [.. heard.Reverse()]);

        Assert.Equal(CutStage.None, told.Ups("UPS2").Outputs[0].Cut);
    }
}
