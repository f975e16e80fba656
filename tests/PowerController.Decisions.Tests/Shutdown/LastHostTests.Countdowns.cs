using PowerController.Decisions.Tests.Plans;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Tests.Shutdown;

/// <summary>Countdowns that are not what they were told, and the last host that has to see to them before it goes.</summary>
public sealed partial class LastHostTests
{
    // The run is late because it is held up by that: to take it for missed would take back the deadline by which the host goes before a cut that was ordered unheard.
    [Fact]
    public void HoldOut_GoesOnUnderANewMaster()
    {
        var told = HeldOut();
        var late = told.State.Runs[0].Deadlines.OffBy + TimeSpan.FromSeconds(1);
        Assert.True(late < told.Until);

        told.Tell(new BecameMaster(late, 2));

        Assert.Equal(Phase.Dark, told.State.Runs[0].Phase);
        Assert.DoesNotContain(told.Effects, effect => effect is WithdrawDeadlines);
    }

    // What this very host lives on has not been cut while it ran. Another terminal has ended it, or it was only kept in mind as what one may order unheard.
    [Theory]
    [InlineData(900, false, CutStage.None)]
    [InlineData(20, false, CutStage.Done)]
    [InlineData(900, true, CutStage.Done)]
    public void Countdown_OfThisVeryHost_ThatItsCardDoesNotShow_HasNotComeLongBeforeItsTime(int left, bool isUnheard, CutStage stage)
    {
        var told = Single();
        var cut = new OutputState(CutStage.Armed, CutKind.OnBattery, Told.At(5), Told.At(12 + left), 1, new RunId(1, 1), Told.At(5));
        told.State = told.State with { Upses = told.State.Upses.With(0, told.Ups("UPS1") with { CutPending = true, Outputs = [cut] }) };
        if (isUnheard)
            told.State = told.State with { Nodes = told.State.Nodes.With(0, told.Node("node1") with { Silent = true }) };

        told.Tell(new UpsRead(Told.At(12), "UPS1", Told.Good));

        Assert.Equal(stage, told.Ups("UPS1").Outputs[0].Cut);
    }

    // The battery of its disk ends, and another terminal led until now: without its own cut nothing would start this host again.
    [Fact]
    public void Host_ThatTakesOverWhenItHasToGo_LeavesItsCutTheTimeForAnAnswer()
    {
        var told = Among().ToTheLast(mains: "UPS2");
        told.Tell(new BecameStandby(Told.At(62), 2));
        told.State = told.State with { Runs = [told.State.Runs[0] with { Phase = Phase.ArmingCut, PhaseSince = Told.At(61), Pending = [] }] };
        var dying = Told.Battery with { Conditions = Conditions.LowBattery, RunTime = TimeSpan.FromSeconds(10) };
        foreach (var at in new[] { 70, 75 })
            told.Tell(new UpsRead(Told.At(at), "UPS3", dying));

        told.Tell(new BecameMaster(Told.At(80), 3));
        for (var at = 81; at < 90; at++)
        {
            told.Tell(new Woke(Told.At(at)));
            Assert.DoesNotContain(told.Pending<Effect>(), effect => effect is RebootNode or OrderOsStop { Node: "node1" });
        }

        told.Tell(new Woke(Told.At(90)));
        Assert.Contains(told.Pending<Effect>(), effect => effect is RebootNode or OrderOsStop { Node: "node1" });
    }

    // Its fellow may boot, and its card goes on with a countdown of before whatever it is told. That is ended, and begun anew when it is over.
    [Fact]
    public void Countdown_ThatItsCardDoesNotBeginAnew_IsEndedBeforeTheLastHostHasUsedUpItsOrders()
    {
        var told = new Told(PlanSites.Site(
            SiteBuild.TerminalsAmongNodes, [PlanSites.Ups("UPS1", 60), PlanSites.Ups("UPS2", 60)], [PlanSites.Node("node1", "UPS1"), PlanSites.Node("node2", "UPS2")],
            [], [PlanSites.Cluster("cluster", ["node1", "node2"], [])], [On("node1", 1), On("node2", 2) with { Supply = PlanSites.Supply(1, "UPS2") }]));
        told.State = told.State with { Nodes = told.State.Nodes.With(1, told.Node("node2") with { Power = NodePower.Off, Silent = true, MayBootSince = Told.At(1) }) };
        foreach (var at in new[] { 1, 62 })
            told.Tell([.. told.Site.Upses.Select(ups => new UpsRead(Told.At(at), ups.Name, Told.Battery with { Conditions = ups.Name == "UPS2" ? Conditions.ShutdownPending : Conditions.None }))]);

        for (var at = 63; at < 400 && !told.Pending<DisarmCut>().Any(end => end.Ups == "UPS2"); at++)
        {
            told.Tell(new Woke(Told.At(at)), new NodeReported(Told.At(at), "node1", AgentWord.ClusterStopped, 1, RunId.None));
            foreach (var cut in told.Pending<ArmCut>().Where(cut => cut.Ups == "UPS2").ToList())
                told.Tell(new EffectDone(Told.At(at), cut.Id, cut.Delay * 0.6));
        }

        Assert.Contains(told.Pending<DisarmCut>(), end => end.Ups == "UPS2");
        Assert.InRange(told.Ups("UPS2").Outputs[0].Attempts, 1, 2);
    }

    // The card of its disk runs longer than it was told: on again by itself, the host would boot into that.
    [Theory]
    [InlineData(600, true)]
    [InlineData(20, false)]
    public void Cut_OfADiskThatComesWhenItsHostIsOnAgain_IsEndedBeforeThatGoes(int longer, bool ends)
    {
        var told = Among().ToTheLast(mains: "none");
        while (told.Pending<ArmCut>().FirstOrDefault() is { } cut)
            told.Tell(new EffectDone(Told.At(61.5), cut.Id, cut.Delay + (cut.Ups == "UPS3" ? TimeSpan.FromSeconds(longer) : TimeSpan.Zero)));

        Assert.Equal(ends, told.Pending<DisarmCut>().Any(back => back.Ups == "UPS3"));
        Assert.Equal(!ends, told.Pending<OrderOsStop>().Any(stop => stop.Node == "node1"));
        foreach (var end in told.Pending<DisarmCut>().ToList())
            told.Tell(new EffectDone(Told.At(62), end.Id));
        Assert.Empty(told.Pending<ArmCut>());
        Assert.Contains(told.Pending<OrderOsStop>(), stop => stop.Node == "node1");
    }

    // By a clock that was set back its disk is still to be cut, so it goes down again; its outputs are on after their cuts, and only new ones start it.
    [Fact]
    public void Host_ThatBootedByTheCutsOfItsTwoOutputs_GoesAgainOnlyWithNewOnes()
    {
        var told = Among().ToTheLast(mains: "");
        while (told.Pending<ArmCut>().FirstOrDefault() is { } cut)
            told.Tell(new EffectDone(Told.At(62), cut.Id));
        told.Tell(new NodeReported(Told.At(63), "node1", AgentWord.OsStopping, 1, RunId.None));
        Assert.Equal(Phase.Dark, told.State.Runs[0].Phase);

        told.Tell(new Started(Told.At(64), "t1", DateTimeOffset.UnixEpoch), new NodeReported(Told.At(65), "node1", AgentWord.Up, 2, RunId.None));
        told.Tell(new UpsRead(Told.At(66), "UPS1", Told.Good), new UpsRead(Told.At(66), "UPS2", Told.Good), new Woke(told.State.LookUntil));

        Assert.DoesNotContain(told.Pending<OrderOsStop>(), stop => stop.Node == "node1");
        Assert.Equal(["UPS1", "UPS2"], told.Pending<ArmCut>().Select(cut => cut.Ups).Where(ups => ups != "UPS3"));
    }

    // Its agent is dead, and it answers, as it is asked by itself. This terminal stops it: it is none that nobody can stop.
    [Fact]
    public void Host_WhoseOwnAgentIsDead_GoesWithItsCuts()
    {
        var told = Among().ToTheLast(mains: "");
        told.State = told.State with { Nodes = told.State.Nodes.With(0, told.Node("node1") with { Power = NodePower.Lost, Silent = true, Since = Told.At(10) }) };
        told.Tell(new NodeProbed(Told.At(62), "node1", ProbeAnswer.Answers));

        while (told.Pending<ArmCut>().FirstOrDefault() is { } cut)
            told.Tell(new EffectDone(Told.At(63), cut.Id));
        for (var at = 64; at < 100 && told.State.Down == Step.None; at++)
            told.Tell(new Woke(Told.At(at)));

        Assert.Equal(Step.Asked, told.State.Down);
        Assert.All(["UPS1", "UPS2", "UPS3"], ups => Assert.Equal(CutStage.Armed, told.Ups(ups).Outputs[0].Cut));
    }

    // It had come up, so its countdown was ended, and it is on its way down again. Nobody else would begin that anew.
    [Fact]
    public void Host_ThatIsToGo_WaitsAMomentForTheCutOfAnotherThatWasJustEnded()
    {
        var told = new Told(PlanSites.Site(
            SiteBuild.TerminalsAmongNodes, [PlanSites.Ups("UPS1", 60), PlanSites.Ups("UPS2", 60)], [PlanSites.Node("node1", "UPS1"), PlanSites.Node("node2", "UPS2")],
            [], [PlanSites.Cluster("cluster", ["node1", "node2"], [])], [On("node1", 1), On("node2", 2) with { Supply = PlanSites.Supply(1, "UPS2") }]));
        foreach (var at in new[] { 1, 62 })
            told.Tell([.. told.Site.Upses.Select(ups => new UpsRead(Told.At(at), ups.Name, Told.Battery))]);
        for (var at = 63; told.State.Runs[0].Phase < Phase.StoppingOs; at++)
            told.Tell([.. told.Site.Nodes.Select(node => new NodeReported(Told.At(at), node.Name, AgentWord.ClusterStopped, 1, RunId.None)), new Woke(Told.At(at))]);
        told.Tell(new NodeReported(told.State.Now, "node2", AgentWord.OsStopping, 1, RunId.None));
        told.Tell(new EffectDone(told.State.Now, told.Pending<ArmCut>().Single(cut => cut.Ups == "UPS1").Id));
        var run = told.State.Runs[0];
        var by = run.Deadlines.OsStopBy + Told.At(20);
        var goes = by - (Limits.OrderRetry * 2);
        var ended = OutputState.Untouched with { OrderedAt = goes - Told.At(1), Attempts = 1 };
        told.State = told.State with
        {
            Runs = [run with { Deadlines = run.Deadlines with { CutBy = by }, Pending = run.Pending.RemoveAll(pending => pending.Effect is ArmCut) }],
            Upses = told.State.Upses.With(1, told.Ups("UPS2") with { Outputs = [ended] }),
        };

        told.Tell(new Woke(goes));
        Assert.DoesNotContain(told.Pending<OrderOsStop>(), stop => stop.Node == "node1");

        told.Tell(new Woke(goes - Told.At(1) + Limits.CutPause));
        told.Tell(new EffectDone(told.State.Now + Told.At(0.5), told.Pending<ArmCut>().Single(cut => cut.Ups == "UPS2").Id));
        Assert.Contains(told.Pending<OrderOsStop>(), stop => stop.Node == "node1");
    }

    // Nor does a card show a countdown that is over: ordered anew, it would cut what comes on again.
    [Fact]
    public void Countdown_ThatIsJustOver_IsNotTakenForOneThatWasIgnored()
    {
        var told = new Told(PlanSites.Site(
            SiteBuild.TerminalsAmongNodes, [PlanSites.Ups("UPS1", 60), PlanSites.Ups("UPS2", 60)], [PlanSites.Node("node1", "UPS1"), PlanSites.Node("node2", "UPS2")],
            [], [PlanSites.Cluster("cluster", ["node1", "node2"], [])], [On("node1", 1), On("node2", 2) with { Supply = PlanSites.Supply(1, "UPS2") }])).ToTheLast(mains: "none");
        told.Tell([.. told.Site.Upses.Select(ups => new UpsRead(Told.At(62), ups.Name, Told.Battery))]);
        told.State = told.State with
        {
            Runs = [told.State.Runs[0] with { Phase = Phase.ArmingCut, Pending = [] }],
            Nodes = told.State.Nodes.With(1, told.Node("node2") with { Power = NodePower.Off, Silent = true }),
            Upses = told.State.Upses.With(1, told.Ups("UPS2") with { Outputs = [new OutputState(CutStage.Armed, CutKind.OnBattery, Told.At(-240), Told.At(63), 1, told.State.Runs[0].Id, Told.At(-240))] }),
        };

        told.Tell(new NodeReported(Told.At(63), "node1", AgentWord.ClusterStopped, 1, RunId.None), new Woke(Told.At(63)));

        Assert.Equal(Phase.ArmingCut, told.State.Runs[0].Phase);
        Assert.DoesNotContain(told.Pending<ArmCut>(), order => order.Ups == "UPS2");
    }
}
