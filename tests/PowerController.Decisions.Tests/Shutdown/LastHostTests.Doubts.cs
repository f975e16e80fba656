using PowerController.Decisions.Tests.Plans;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Tests.Shutdown;

/// <summary>What the last host does where it is not known whether a cut comes, or whether a battery or a node lasts.</summary>
public sealed partial class LastHostTests
{
    // Until it is answered the cut may be over at any moment: to go by it would be to stay off.
    [Fact]
    public void Countdown_ThatIsBeingEndedWhenTheRunGoesDownAgain_IsWaitedFor()
    {
        var told = Single();
        foreach (var at in new[] { 1, 62 })
            told.Tell(new UpsRead(Told.At(at), "UPS1", Told.Battery));
        told.Tell(new EffectDone(Told.At(63), told.Pending<ArmCut>().Single().Id), new NodeReported(Told.At(64), "node1", AgentWord.OsStopping, 1, RunId.None));
        told.Tell(new UpsRead(Told.At(70), "UPS1", Told.Good), new NodeReported(Told.At(120), "node1", AgentWord.Up, 2, RunId.None));
        // Ordered since its boot, it is not put off for that.
        var cut = told.Ups("UPS1").Outputs[0] with { OrderedAt = Told.At(121) };
        told.State = told.State with { Upses = told.State.Upses.With(0, told.Ups("UPS1") with { Outputs = [cut] }) };
        Assert.Equal((Phase.AwaitingPower, CutStage.Armed), (told.State.Runs[0].Phase, cut.Cut));
        Assert.Single(told.Pending<DisarmCut>());

        foreach (var at in new[] { 125, 190 })
            told.Tell(new UpsRead(Told.At(at), "UPS1", Told.Battery));

        Assert.Equal(Phase.ArmingCut, told.State.Runs[0].Phase);
        Assert.Single(told.Pending<DisarmCut>());
        Assert.Empty(told.Pending<OrderOsStop>());
    }

    // The card may have taken the first one, also where the same order was only given once more.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Cut_ThatIsRefusedWhenItIsRepeated_LeavesTheFirstOrderInDoubt(bool byAStart)
    {
        var told = Single();
        foreach (var at in new[] { 1, 62 })
            told.Tell(new UpsRead(Told.At(at), "UPS1", Told.Battery));
        var first = told.Ups("UPS1").Outputs[0].OffAt;

        told.Tell(byAStart ? new Started(Told.At(72), "t1", DateTimeOffset.UnixEpoch) : new Woke(Told.At(72)));
        told.Tell(new EffectFailed(Told.At(73), told.Pending<ArmCut>().Single().Id, FailureKind.BadValue, "not on battery"));

        Assert.Single(told.Pending<DisarmCut>());
        Assert.Equal(first, told.Ups("UPS1").Outputs[0].FirstOffAt);
    }

    // It has just come up on the disk, and looks around: there is no time to wait for that.
    [Theory]
    [InlineData(1_000, true)]
    [InlineData(2_000, false)]
    public void Countdown_OfADiskThatTheHostLivesOn_IsEndedAtOnceAfterAStart(int off, bool ended)
    {
        var told = Among().ToTheLast(mains: "UPS2");
        var cut = new OutputState(CutStage.Armed, CutKind.OnBattery, Told.At(62), Told.At(off), 1, told.State.Runs[0].Id, Told.At(62));
        told.State = told.State with
        {
            Runs = [told.State.Runs[0] with { Pending = [] }],
            Upses = told.State.Upses.With(2, told.Ups("UPS3") with { Outputs = [cut] }),
        };

        told.Tell(new Started(Told.At(990), "t1", DateTimeOffset.UnixEpoch), new UpsRead(Told.At(992), "UPS3", Told.Good with { Conditions = Conditions.ShutdownPending }));

        Assert.Equal(ended, told.Pending<DisarmCut>().Any(end => end.Ups == "UPS3"));
    }

    // Told a longer delay it may run by the short one that it took unheard.
    [Fact]
    public void Cut_ThatIsOrderedAgainWithALongerDelay_CountsByTheFirstOrder()
    {
        var told = Single();
        foreach (var at in new[] { 11, 16 })
            told.Tell(new UpsRead(Told.At(at), "UPS1", Told.Battery with { RunTime = TimeSpan.FromSeconds(20) }));
        var first = told.Ups("UPS1").Outputs[0];

        told.Tell(new UpsRead(Told.At(18), "UPS1", Told.Battery), new EffectFailed(Told.At(19), told.Pending<ArmCut>().Single().Id, FailureKind.NoAnswer, "time out"));

        var again = told.Ups("UPS1").Outputs[0];
        Assert.True(again.OffAt - again.OrderedAt > first.OffAt - first.OrderedAt);
        Assert.Equal(first.OffAt, again.FirstOffAt);
    }

    // The other node knew its deadlines. People may have rebooted it meanwhile, and it may hang in that: this host, the last, has its cut come late enough for its boot and its stop.
    [Fact]
    public void Cut_OfANodeThatIsNotHeardAfterAStart_WaitsForABootThatNobodySaw()
    {
        var told = Among().Commit();
        var run = told.State.Runs[0].Id;
        told.Tell(new NodeReported(Told.At(60), "node2", AgentWord.ClusterStopped, 1, run));

        told.Tell(new Started(Told.At(80), "t1", DateTimeOffset.UnixEpoch));
        told.Tell([.. told.Site.Upses.Select(ups => new UpsRead(Told.At(81), ups.Name, Told.Battery)), new NodeReported(Told.At(82), "node1", AgentWord.ClusterStopped, 1, run), new NodeSilent(Told.At(90), "node2")]);
        for (var at = 91; told.State.Runs[0].Phase < Phase.ArmingCut; at++)
            told.Tell(new Woke(Told.At(at)));

        var node = told.Site.Nodes[1];
        Assert.True(told.Ups("UPS2").Outputs[0].OffAt >= Told.At(80) + node.StartLimit + node.OsStopTime);
    }

    // The other node was to go by its deadlines. As long as it still answers it may be without an agent, and once this host has gone nobody puts off what it lives on.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Host_WhoseFellowStillAnswersBeyondItsDeadlines_GoesOnlyWhenItHasToOrThatEnds(bool answers)
    {
        var told = Among().ToTheLast(mains: "");
        var fellow = told.Node("node2") with { Silent = true, Presumed = true };
        told.State = told.State with { Nodes = told.State.Nodes.With(1, fellow) };
        told.Tell(new NodeProbed(Told.At(62), "node2", answers ? ProbeAnswer.Answers : ProbeAnswer.NoAnswer));
        if (!answers)
            told.Tell(new NodeProbed(Told.At(63), "node2", ProbeAnswer.NoAnswer));

        while (told.Pending<ArmCut>().FirstOrDefault() is { } cut)
            told.Tell(new EffectDone(Told.At(64), cut.Id));

        Assert.Equal(!answers, told.Pending<OrderOsStop>().Any(stop => stop.Node == "node1"));
    }

    [Fact]
    public void HoldOut_OnABatteryThatWasSaidToEndAndLasts_GoesOn()
    {
        var told = Single();
        foreach (var at in new[] { 1, 6 })
            told.Tell(new UpsRead(Told.At(at), "UPS1", Told.Battery with { RunTime = TimeSpan.FromSeconds(20) }));
        told.Tell(new UpsRead(Told.At(10), "UPS1", Told.Battery));

        RefuseCuts(told, from: 10.5);

        Assert.Equal((Phase.Dark, NodePower.Up), (told.State.Runs[0].Phase, told.Node("node1").Power));
        told.Tell(new UpsRead(Told.At(301), "UPS1", Told.Battery with { RunTime = TimeSpan.FromSeconds(20) }), new UpsRead(Told.At(306), "UPS1", Told.Battery with { RunTime = TimeSpan.FromSeconds(20) }));
        Assert.Single(told.Pending<OrderOsStop>());
    }

    // When it comes nobody knows: a stop could be in the middle then. It is ended first, and where that is not possible any more the host goes.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Countdown_ThatNobodyHereBegan_IsEndedBeforeTheHostIsStoppedForIt(bool fallsSilent)
    {
        var told = HeldOut();

        told.Tell(new UpsRead(Told.At(400), "UPS1", Told.Battery with { Conditions = Conditions.ShutdownPending }));
        Assert.Single(told.Pending<DisarmCut>());
        Assert.Empty(told.Pending<OrderOsStop>());

        if (fallsSilent)
            told.Tell(new UpsSilent(Told.At(401), "UPS1", SilenceKind.NoAnswer));
        else
            told.Tell(new EffectDone(Told.At(401), told.Pending<DisarmCut>().Single().Id), new UpsRead(Told.At(402), "UPS1", Told.Battery));
        Assert.Equal(fallsSilent, told.Pending<OrderOsStop>().Any());
    }

    // The network is not what keeps it silent: its agent is dead, and nobody would be there to see it run on.
    [Fact]
    public void Cuts_BehindANodeThatAnswersAndSaysNothing_AreNotArmedByItsDeadlines()
    {
        var told = Among().Commit();
        foreach (var tell in told.Pending<TellDeadlines>().ToList())
            told.Tell(new EffectDone(Told.At(32), tell.Id));
        told.Tell(new NodeReported(Told.At(40), "node1", AgentWord.ClusterStopped, 1, RunId.None), new NodeSilent(Told.At(40), "node2"));

        for (var at = 41; at < 600; at++)
        {
            if (at % 10 == 0)
                told.Tell(new NodeProbed(Told.At(at), "node2", ProbeAnswer.Answers));
            foreach (var cut in told.Pending<ArmCut>().ToList())
                told.Tell(new EffectDone(Told.At(at), cut.Id));
            told.Tell(new Woke(Told.At(at)));
        }

        Assert.All(["UPS2", "UPS3"], ups => Assert.NotEqual(CutStage.Armed, told.Ups(ups).Outputs[0].Cut));
        Assert.Equal(Step.GivenUp, told.State.Runs[0].Members.Single(member => member.Node == 0).OsStop);
    }

    // The order is on its way: in a moment it may be gone, and its cut must come. Otherwise it goes later by the plan of the whole, and its program may be dead by then.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Countdown_OfAHostWhoseRunGrows_IsBegunAnewAtOnceUnlessItIsToldToStop(bool isTold)
    {
        var told = new Told(PlanSites.Site(
            SiteBuild.TerminalsAmongNodes, [PlanSites.Ups("UPS1", 60), PlanSites.Ups("UPS2", 60)], [PlanSites.Node("node1", "UPS1"), PlanSites.Node("node2", "UPS2")],
            [], [PlanSites.Cluster("cluster", ["node1", "node2"], [])], [On("node1", 1), On("node2", 2) with { Supply = PlanSites.Supply(1, "UPS2") }]));
        foreach (var at in new[] { 1, 62 })
            told.Tell(new UpsRead(Told.At(at), "UPS1", Told.Battery));
        told.Tell(new EffectDone(Told.At(63), told.Pending<ArmCut>().Single().Id), new UpsRead(Told.At(64), "UPS2", Told.Battery));
        for (var at = 65; at < 124; at++)
            told.Tell(new Woke(Told.At(at)));
        Assert.Equal(CutStage.Armed, told.Ups("UPS1").Outputs[0].Cut);
        told.State = told.State with { Runs = [.. told.State.Runs.Select(run => run with { Members = [.. run.Members.Select(member => member with { OsStop = isTold ? Step.Asked : Step.None })] })] };

        told.Tell(new UpsRead(Told.At(125), "UPS2", Told.Battery));

        var whole = Assert.Single(told.State.Runs);
        Assert.True(whole.Whole);
        Assert.Empty(told.Pending<DisarmCut>());
        Assert.Equal(!isTold, told.Pending<ArmCut>().Any(cut => cut.Ups == "UPS1" && cut.Delay >= whole.Deadlines.CutBy + told.Site.Nodes[0].OsStopTime - Told.At(125)));
    }

    // The other output is charging, and may be on again before a cut of the usual length has come.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Cut_OfAHostWhoseOtherOutputIsOff_ComesAsSoonAsItsStopAllows(bool isOff)
    {
        var told = Among();
        if (isOff)
            told.State = told.State with { Upses = told.State.Upses.With(1, told.Ups("UPS2") with { Output = OutputPower.Off, OffSince = Told.At(0), Outputs = [OutputState.Untouched with { Cut = CutStage.Done }] }) };
        foreach (var at in new[] { 1, 31 })
        {
            foreach (var ups in new[] { "UPS1", "UPS3" })
                told.Tell(new UpsRead(Told.At(at), ups, Told.Battery));
        }

        foreach (var node in told.Site.Nodes)
            told.Tell(new NodeReported(Told.At(60), node.Name, AgentWord.ClusterStopped, 1, RunId.None));
        told.Tell(new NodeReported(Told.At(61), "node2", AgentWord.OsStopping, 1, RunId.None));

        var cut = Assert.Single(told.Pending<ArmCut>(), cut => cut.Ups == "UPS1");
        Assert.Equal(isOff, cut.Delay < told.Site.Upses[0].Settings.ShutoffDelay);
        Assert.True(cut.Delay > told.Site.Nodes[0].OsStopTime);
    }

    // It was refused twice before it was taken, so the next order has to wait a while; the host does, too.
    [Fact]
    public void Cut_ThatItsCardHasForgotten_IsOrderedAgainBeforeTheHostThatBootedGoes()
    {
        var told = Single();
        foreach (var at in new[] { 1, 62 })
            told.Tell(new UpsRead(Told.At(at), "UPS1", Told.Battery with { RunTime = TimeSpan.FromSeconds(250) }));
        for (var at = 63; told.Ups("UPS1").Outputs[0].Attempts < 3; at++)
        {
            foreach (var cut in told.Pending<ArmCut>().ToList())
                told.Tell(new EffectFailed(Told.At(at), cut.Id, FailureKind.Refused, "busy"));
            told.Tell(new Woke(Told.At(at)));
        }

        told.Tell(new EffectDone(Told.At(73.5), told.Pending<ArmCut>().Single().Id), new NodeReported(Told.At(74), "node1", AgentWord.OsStopping, 1, RunId.None));
        Assert.Equal((CutStage.Armed, 3), (told.Ups("UPS1").Outputs[0].Cut, told.Ups("UPS1").Outputs[0].Attempts));

        // By its clock, which was set back, hardly any time has passed.
        told.Tell(new Started(Told.At(74), "t1", DateTimeOffset.UnixEpoch), new UpsRead(Told.At(75), "UPS1", Told.Battery with { RunTime = TimeSpan.FromSeconds(150) }),
            new NodeReported(Told.At(76), "node1", AgentWord.Up, 2, RunId.None));
        told.Tell(new Woke(told.State.LookUntil));

        Assert.Empty(told.Pending<OrderOsStop>());
        told.Tell(new Woke(told.State.LookUntil + Limits.CutPause * 4));
        Assert.Single(told.Pending<ArmCut>());
    }

    // By a clock that was set back the cut of its other output is still to come; it loses nothing by that.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Host_ThatCameUpOnAnOutputWithMains_DoesNotStopForTheCutOfASilentCard(bool mains)
    {
        var told = Among().ToTheLast(mains: "UPS1");
        while (told.Pending<ArmCut>().FirstOrDefault() is { } cut)
            told.Tell(new EffectDone(Told.At(62), cut.Id));
        told.Tell(new NodeReported(Told.At(63), "node1", AgentWord.OsStopping, 1, RunId.None));
        told.State = told.State with { Runs = [told.State.Runs[0] with { Phase = Phase.Dark, Pending = [] }] };
        Assert.Equal(CutStage.Armed, told.Ups("UPS2").Outputs[0].Cut);

        told.Tell(new Started(Told.At(64), "t1", DateTimeOffset.UnixEpoch), new UpsRead(Told.At(65), "UPS1", mains ? Told.Good : Told.Battery), new UpsRead(Told.At(65), "UPS3", Told.Good),
            new NodeReported(Told.At(66), "node1", AgentWord.Up, 2, RunId.None));
        told.Tell(new Woke(told.State.LookUntil));

        Assert.Equal(mains, told.State.Runs[0].Phase > Phase.Dark);
    }

    // Its agent is dead: the order will never be answered, and who has booted since is told nothing any more with mains there.
    [Fact]
    public void Run_WhoseOwnHostNeverAnswersItsReboot_DoesNotWaitForThatForEver()
    {
        var told = Among().ToTheLast(mains: "UPS2").Tell(new NodeSilent(Told.At(62), "node1"));
        var run = told.State.Runs[0];
        var reboot = new RebootNode(new EffectId(run.Id, run.NextEffect), "node1", "its output can not be cut");
        told.State = told.State with
        {
            Runs = [run with
            {
                Phase = Phase.Dark,
                NextEffect = run.NextEffect + 1,
                Members = [.. run.Members.Select(member => member.Node == 1 ? member with { OsStop = Step.GivenUp } : member)],
                Pending = [new PendingEffect(reboot, Told.At(62), Told.At(67), Limits.OrderRetry, 1)],
            }],
        };

        told.Tell([.. told.Site.Upses.Select(ups => new UpsRead(Told.At(70), ups.Name, Told.Good)), new NodeReported(Told.At(71), "node2", AgentWord.Up, 2, RunId.None)]);
        for (var at = Told.At(72); at < run.Deadlines.OffBy + TimeSpan.FromSeconds(200); at += TimeSpan.FromSeconds(5))
            told.Tell(new NodeProbed(at, "node1", ProbeAnswer.Answers), new Woke(at));

        Assert.NotEqual(Phase.Dark, told.State.Runs[0].Phase);
    }

    // Its fellow hangs on the same output, and has stopped for that countdown, for all that is known. Heard to run, it may not be cut.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Countdown_ThatAnotherTerminalBegan_IsBegunAnewWhenItWasEndedForThisHost(bool fellowIsHeard)
    {
        var told = new Told(Site() with { Terminals = [On("node2", 2), On("node1", 1)] }).Tell(new Started(Told.At(100), "t2", DateTimeOffset.UnixEpoch));
        var counting = Told.Battery with { Conditions = Conditions.ShutdownPending };
        told.Tell(new NodeReported(Told.At(101), "node2", AgentWord.Up, 2, RunId.None));
        told.Tell([.. told.Site.Upses.Select(ups => new UpsRead(Told.At(102), ups.Name, ups.Name == "UPS3" ? Told.Good : counting)), new Woke(Told.At(133))]);
        Assert.Contains(told.Effects, effect => effect is DisarmCut { Ups: "UPS2" });
        var ending = Told.Battery with { RunTime = TimeSpan.FromSeconds(150) };
        foreach (var at in new[] { 140, 145 })
            told.Tell([.. told.Site.Upses.Select(ups => new UpsRead(Told.At(at), ups.Name, ending))]);
        if (fellowIsHeard)
            told.Tell(new NodeReported(Told.At(147), "node1", AgentWord.Up, 1, RunId.None));

        for (var at = 148; at < 200; at++)
            told.Tell(new Woke(Told.At(at)));

        Assert.Equal(!fellowIsHeard, told.Pending<ArmCut>().Any(cut => cut.Ups == "UPS2" && cut.Delay > told.Site.Nodes[0].StartLimit));
    }

    // It can not have found the disk when it booted: that its battery has ended is no reason to go. A host that ran then may have it mounted still.
    [Theory]
    [InlineData(2)]
    [InlineData(1)]
    public void Host_ThatBootedAfterTheBatteryOfItsSilentDiskHadEnded_HoldsOut(int boot)
    {
        var told = new Told(PlanSites.Site(
            SiteBuild.TerminalsAmongNodes, [PlanSites.Ups("UPS1", 60), PlanSites.Ups("UPS2", 300)], [PlanSites.Node("node1", "UPS1")],
            [PlanSites.Disk("disk1", "UPS2")], [PlanSites.Cluster("cluster", ["node1"], ["disk1"])], [On("node1", 1)]));
        told.Tell(new UpsRead(Told.At(1), "UPS2", Told.Battery with { RunTime = TimeSpan.FromSeconds(1000) }));

        told.Tell(new Started(Told.At(5000), "t1", DateTimeOffset.UnixEpoch, boot == 1 ? Told.At(4000) : null), new NodeReported(Told.At(5001), "node1", AgentWord.Up, boot, RunId.None));
        var stops = false;
        for (var at = 5001; at < 5400; at++)
        {
            told.Tell(new UpsRead(Told.At(at), "UPS1", Told.Battery), new Woke(Told.At(at)));
            stops |= told.Pending<OrderOsStop>().Any();
            foreach (var cut in told.Pending<ArmCut>().ToList())
                told.Tell(new EffectFailed(Told.At(at), cut.Id, FailureKind.Refused, "busy"));
        }

        Assert.True(told.State.Runs[0].Phase >= Phase.Dark);
        Assert.Equal(boot == 1, stops);
    }
}
