using PowerController.Decisions.Tests.Plans;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Tests.Shutdown;

/// <summary>The host that goes down last, with nobody left who could start it: only its input, gone and there again, does.</summary>
public sealed partial class LastHostTests
{
    [Fact]
    public void Cuts_OfTheTwoOutputsThatEachFeedTheLastHost_ComeTogether()
    {
        var told = Among().ToTheLast(mains: "UPS2");

        var first = Assert.Single(told.Pending<ArmCut>(), cut => cut.Ups == "UPS1");
        var second = Assert.Single(told.Pending<ArmCut>(), cut => cut.Ups == "UPS2");
        Assert.Equal(CutKind.OnBattery, first.Kind);
        Assert.Equal(CutKind.Graceful, second.Kind);
        Assert.Equal(told.Ups("UPS2").Outputs[0].OffAt, told.Ups("UPS1").Outputs[0].OffAt);
    }

    // Ended, it is off until mains is back, as after a cut; lasting longer than it says, it would be on again before the other one goes.
    [Fact]
    public void Cuts_OfTheTwoOutputsThatEachFeedTheLastHost_ComeTogetherAlsoWhereABatteryIsSaidToEnd()
    {
        var told = Among();
        foreach (var at in new[] { 1, 6, 31 })
            told.Tell(new UpsRead(Told.At(at), "UPS1", Told.Battery with { RunTime = TimeSpan.FromSeconds(200) }), new UpsRead(Told.At(at), "UPS3", Told.Battery));
        told.Tell(new NodeReported(Told.At(60), "node1", AgentWord.ClusterStopped, 1, RunId.None), new NodeReported(Told.At(61), "node2", AgentWord.OsStopping, 1, RunId.None));

        Assert.NotNull(told.Ups("UPS1").ExhaustingSince);
        Assert.Equal(CutStage.Ordered, told.Ups("UPS2").Outputs[0].Cut);
        Assert.Equal(told.Ups("UPS2").Outputs[0].OffAt, told.Ups("UPS1").Outputs[0].OffAt);
    }

    [Fact]
    public void Cuts_ThatWouldCrossEachOther_AreBegunAnewBeforeTheHostGoes()
    {
        var told = Among().ToTheLast(mains: "UPS2");

        // One card runs ten minutes longer than it was told.
        foreach (var cut in told.Pending<ArmCut>().ToList())
            told.Tell(new EffectDone(Told.At(61.5), cut.Id, cut.Delay + (cut.Ups == "UPS2" ? TimeSpan.FromSeconds(600) : TimeSpan.Zero)));

        Assert.Contains(told.Pending<DisarmCut>(), back => back.Ups == "UPS1");
        Assert.DoesNotContain(told.Pending<OrderOsStop>(), stop => stop.Node == "node1");
    }

    [Fact]
    public void Cuts_OfANodeThatATerminalApartStarts_DoNotWaitForEachOther()
    {
        var apart = Site() with { Build = SiteBuild.TerminalApart, Terminals = [PlanSites.Terminal("t1", "UPS3")] };
        var told = new Told(apart).ToTheLast(mains: "UPS2");

        Assert.Equal(Told.At(61 + 300), told.Ups("UPS1").Outputs[0].OffAt);
    }

    // Its program was down while its countdown ran: it does not look around first, once its cards show that they count.
    [Theory]
    [InlineData(150, true, true)]
    [InlineData(150, false, false)]
    [InlineData(900, true, false)]
    public void Host_WhoseProgramComesBackInItsCountdown_StopsInTimeForThat(int off, bool shown, bool atOnce)
    {
        var told = Among().ToTheLast(mains: "UPS2");
        var run = told.State.Runs[0];
        var cut = new OutputState(CutStage.Armed, CutKind.OnBattery, Told.At(62), Told.At(off), 1, run.Id, Told.At(62));
        told.State = told.State with
        {
            Runs = [run with { Phase = Phase.ArmingCut, Pending = [] }],
            Upses = told.State.Upses.With(0, told.Ups("UPS1") with { Outputs = [cut] }).With(1, told.Ups("UPS2") with { Outputs = [cut] }),
        };

        told.Tell(new Started(Told.At(90), "t1", DateTimeOffset.UnixEpoch));
        foreach (var ups in shown ? ["UPS1", "UPS2"] : new[] { "UPS1" })
            told.Tell(new UpsRead(Told.At(92), ups, Told.Battery with { Conditions = Conditions.ShutdownPending }));

        Assert.True(Told.At(92) < told.State.LookUntil);
        Assert.Equal(atOnce, told.Pending<OrderOsStop>().Any(stop => stop.Node == "node1"));
    }

    [Fact]
    public void HoldOut_ThatComesToItsEnd_TriesTheRefusedCutOnceMore()
    {
        var told = HeldOut();
        Assert.Empty(told.Pending<ArmCut>());

        told.Tell(new Woke(told.Until - Limits.LastCuts - TimeSpan.FromSeconds(1)));
        Assert.Empty(told.Pending<ArmCut>());
        told.Tell(new Woke(told.Until - Limits.LastCuts), new Woke(told.Until - Limits.LastCuts + Limits.CutPause));

        Assert.Single(told.Pending<ArmCut>());
        Assert.Equal(NodePower.Up, told.Node("node1").Power);
    }

    [Fact]
    public void HoldOut_WhoseBatteryLastsLongerThanItSaid_HasALaterDeadline()
    {
        var told = HeldOut();
        var until = told.Until;

        told.Tell(new UpsRead(Told.At(400), "UPS1", Told.Battery with { RunTime = TimeSpan.FromSeconds(6000) }));

        Assert.True(told.Until > until + TimeSpan.FromSeconds(1000));
    }

    [Theory]
    [InlineData(AgentWord.Up)]
    [InlineData(AgentWord.ClusterStopped)]
    public void Deadlines_OfARunThatRises_AreTakenBackFromWhoStillNamesThem(AgentWord word)
    {
        var told = HeldOut();
        var run = told.State.Runs[0].Id;
        told.Tell(new UpsRead(Told.At(500), "UPS1", Told.Good));
        Assert.Equal(Phase.AwaitingPower, told.State.Runs[0].Phase);

        // The word that took them back was lost.
        told.Tell(new NodeReported(Told.At(505), "node1", word, 1, run));

        Assert.Contains(told.Effects, effect => effect is WithdrawDeadlines { Node: "node1" });
    }

    [Fact]
    public void Deadlines_ThatWereToldAndNotAnswered_AreTakenBackToo()
    {
        var told = HeldOut();
        told.Tell(new UpsRead(Told.At(400), "UPS1", Told.Battery with { RunTime = TimeSpan.FromSeconds(6000) }));
        Assert.Single(told.Pending<TellDeadlines>());

        told.Tell(new UpsRead(Told.At(405), "UPS1", Told.Good));

        Assert.Contains(told.Effects, effect => effect is WithdrawDeadlines { Node: "node1" });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Cut_ThatIsRefused_LeavesTheOneBeforeInDoubtWhichHadNoAnswer(bool unanswered)
    {
        var told = Single();
        foreach (var at in new[] { 1, 62 })
            told.Tell(new UpsRead(Told.At(at), "UPS1", Told.Battery));
        var off = told.Ups("UPS1").Outputs[0].OffAt;
        if (unanswered)
            told.Tell(new EffectFailed(Told.At(64), told.Pending<ArmCut>().Single().Id, FailureKind.NoAnswer, "time out"), new Woke(Told.At(73)));

        // The card does not know its own state, so it tells of no countdown either.
        told.Tell(new EffectFailed(Told.At(74), told.Pending<ArmCut>().Single().Id, FailureKind.BadValue, "not on battery"));

        Assert.Equal(unanswered, told.Pending<DisarmCut>().Any());
        RefuseCuts(told, from: 74.5);
        Assert.Equal(unanswered, told.Until < off);
    }

    // What one silent card may do nobody sees; what the other one shows comes sooner, and the host does not wait for the first.
    [Fact]
    public void Host_ThatWaitsForASilentCard_StopsBeforeTheCutThatAnotherOneShows()
    {
        var told = new Told(PlanSites.Site(SiteBuild.Single, [PlanSites.Ups("UPS1", 60), PlanSites.Ups("UPS2", 60)], [PlanSites.Node("node1", "UPS1", "UPS2")], [], [], [On("node1", 1)]));
        foreach (var at in new[] { 1, 62 })
            told.Tell(new UpsRead(Told.At(at), "UPS1", Told.Battery), new UpsRead(Told.At(at), "UPS2", Told.Battery));
        RefuseCuts(told, from: 62.5);
        Assert.Equal(Phase.Dark, told.State.Runs[0].Phase);
        var cut = new OutputState(CutStage.Armed, CutKind.OnBattery, Told.At(301), Told.At(1500), 1, told.State.Runs[0].Id, Told.At(301));
        told.State = told.State with
        {
            Upses = told.State.Upses
                .With(0, told.Ups("UPS1") with { Mains = MainsState.Unknown, Outputs = [cut] })
                .With(1, told.Ups("UPS2") with { CutPending = true, Outputs = [cut with { OffAt = Told.At(900) }] }),
        };
        told.Tell(new UpsSilent(Told.At(302), "UPS1", SilenceKind.NoAnswer));
        var latest = Told.At(900) - told.Site.Nodes[0].OsStopTime - Limits.StopMargin;

        for (var at = Told.At(310); at < latest; at += TimeSpan.FromSeconds(10))
            told.Tell(new Woke(at));
        Assert.Empty(told.Pending<OrderOsStop>());
        told.Tell(new Woke(latest));

        Assert.Single(told.Pending<OrderOsStop>());
    }

    [Theory]
    [InlineData(600, true)]
    [InlineData(0, false)]
    public void Host_WhoseCutsCrossWhenMainsIsBack_StaysUntilTheyAreBegunAnew(int apart, bool stays)
    {
        var told = Among().ToTheLast(mains: "UPS2");
        var by = told.State.Runs[0].Deadlines.CutBy;
        var near = by - TimeSpan.FromSeconds(12);
        // The first battery carries no more than the first countdown.
        var off = near + TimeSpan.FromSeconds(250);
        var cut = new OutputState(CutStage.Armed, CutKind.OnBattery, Told.At(62), off, 1, told.State.Runs[0].Id, Told.At(62));
        told.State = told.State with
        {
            Runs = [told.State.Runs[0] with { Pending = told.State.Runs[0].Pending.RemoveAll(pending => pending.Effect is ArmCut) }],
            Upses = told.State.Upses
                .With(0, told.Ups("UPS1") with { EmptyAt = off, CutPending = true, Outputs = [cut] })
                .With(1, told.Ups("UPS2") with { CutPending = true, Outputs = [cut with { OffAt = off + TimeSpan.FromSeconds(apart) }] }),
        };

        told.Tell(new UpsRead(near, "UPS1", Told.Good with { Conditions = Conditions.ShutdownPending }), new UpsRead(near, "UPS3", Told.Good));
        told.Tell(new Woke(by));

        Assert.Equal(stays, told.Pending<DisarmCut>().Any(back => back.Ups == "UPS1"));
        Assert.Equal(stays, !told.Pending<OrderOsStop>().Any(stop => stop.Node == "node1"));
    }

    [Fact]
    public void Host_WhoseFellowAnotherRunTakesDown_IsTheLastOne()
    {
        var told = new Told(PlanSites.Site(SiteBuild.TerminalsAmongNodes, [PlanSites.Ups("UPS1", 60), PlanSites.Ups("UPS2", 30)], [PlanSites.Node("node1", "UPS1"), PlanSites.Node("node2", "UPS2")], [], [],
            [On("node1", 1), On("node2", 2) with { Supply = PlanSites.Supply(1, "UPS2") }]));
        // The other one is told to stop, and has not answered yet.
        foreach (var at in new[] { 1, 32, 62 })
            told.Tell(new UpsRead(Told.At(at), "UPS1", Told.Battery), new UpsRead(Told.At(at), "UPS2", Told.Battery));
        Assert.Equal(2, told.State.Runs.Length);
        Assert.Equal(NodePower.Up, told.Node("node2").Power);

        RefuseCuts(told, from: 62.5);

        // It holds out.
        Assert.Equal(Step.GivenUp, told.State.Runs[0].Members.Single().OsStop);
    }

    [Fact]
    public void Host_ThatWaitsForASilentCard_StopsBeforeItsDiskIsCut()
    {
        var told = new Told(PlanSites.Site(
            SiteBuild.TerminalsAmongNodes, [PlanSites.Ups("UPS1", 60), PlanSites.Ups("UPS2", 60), PlanSites.Ups("UPS3", 60)], [PlanSites.Node("node1", "UPS1", "UPS2")],
            [PlanSites.Disk("disk1", "UPS3")], [PlanSites.Cluster("cluster", ["node1"], ["disk1"])], [On("node1", 1)]));
        foreach (var at in new[] { 1, 62 })
            told.Tell([.. told.Site.Upses.Select(ups => new UpsRead(Told.At(at), ups.Name, Told.Battery))]);
        RefuseCuts(told, from: 62.5);
        Assert.Equal(Phase.Dark, told.State.Runs[0].Phase);
        var cut = new OutputState(CutStage.Armed, CutKind.OnBattery, Told.At(301), Told.At(1500), 1, told.State.Runs[0].Id, Told.At(301));
        told.State = told.State with
        {
            Upses = told.State.Upses
                .With(0, told.Ups("UPS1") with { Mains = MainsState.Unknown, Outputs = [cut] })
                .With(1, told.Ups("UPS2") with { CutPending = true, Outputs = [cut] })
                .With(2, told.Ups("UPS3") with { CutPending = true, Outputs = [cut with { OffAt = Told.At(900) }] }),
        };
        told.Tell(new UpsSilent(Told.At(302), "UPS1", SilenceKind.NoAnswer));
        var latest = Told.At(900) - told.Site.Nodes[0].OsStopTime - Limits.StopMargin;

        for (var at = Told.At(310); at < latest; at += TimeSpan.FromSeconds(10))
            told.Tell(new Woke(at));
        Assert.Empty(told.Pending<OrderOsStop>());
        told.Tell(new Woke(latest));

        Assert.Single(told.Pending<OrderOsStop>());
    }

    // Its disk's battery leaves it no more time than its own stop takes: it does not wait out the time in which a host that is not heard could answer.
    [Fact]
    public void Host_WhoseDiskEndsWithItsBattery_WaitsForNobodyWhoDoesNotAnswer()
    {
        var told = Among().Tell(new NodeSilent(Told.At(0), "node2"));
        var dying = Told.Battery with { Conditions = Conditions.LowBattery, RunTime = TimeSpan.FromSeconds(60) };
        foreach (var at in new[] { 1, 31, 32 })
            told.Tell(new UpsRead(Told.At(at), "UPS3", dying));
        told.Tell(new NodeReported(Told.At(33), "node1", AgentWord.ClusterStopped, 1, RunId.None), new Woke(Told.At(33)));
        for (var at = 34; at < 60; at++)
        {
            foreach (var cut in told.Pending<ArmCut>().ToList())
                told.Tell(new EffectDone(Told.At(at), cut.Id));
            told.Tell(new Woke(Told.At(at)));
            if (at < 40)
                Assert.DoesNotContain(told.Pending<Effect>(), effect => effect is RebootNode or OrderOsStop { Node: "node1" });
        }

        // Its mains is there, and nothing else would start it again: it goes by a reboot.
        Assert.Contains(told.Pending<RebootNode>(), reboot => reboot.Node == "node1");
    }

    internal static Site Site() => PlanSites.Site(
        SiteBuild.TerminalsAmongNodes,
        [PlanSites.Ups("UPS1", 60), PlanSites.Ups("UPS2", 60), PlanSites.Ups("UPS3", 30)],
        [PlanSites.Node("node1", "UPS1", "UPS2"), PlanSites.Node("node2", "UPS2")],
        [PlanSites.Disk("disk1", "UPS3")],
        [PlanSites.Cluster("cluster", ["node1", "node2"], ["disk1"])],
        [On("node1", 1), On("node2", 2)]);

    private static Terminal On(string node, int priority) =>
        PlanSites.Terminal($"t{priority}", "UPS1") with { Node = node, Priority = priority, Supply = PlanSites.Supply(1, "UPS1") };

    private static Told Among() => new(Site());

    private static Told Single() => new(PlanSites.Site(SiteBuild.Single, [PlanSites.Ups("UPS1", 60)], [PlanSites.Node("node1", "UPS1")], [], [], [On("node1", 1)]));

    // Its card refuses every cut, so the only host holds out.
    private static Told HeldOut()
    {
        var told = Single();
        foreach (var at in new[] { 1, 62 })
            told.Tell(new UpsRead(Told.At(at), "UPS1", Told.Battery));
        RefuseCuts(told, from: 62.5);

        Assert.Equal(Phase.Dark, told.State.Runs[0].Phase);
        return told;
    }

    private static void RefuseCuts(Told told, double from)
    {
        for (var at = from; at < 300; at += 0.5)
        {
            foreach (var cut in told.Pending<ArmCut>().ToList())
                told.Tell(new EffectFailed(Told.At(at), cut.Id, FailureKind.Refused, "busy"));
            foreach (var tell in told.Pending<TellDeadlines>().ToList())
                told.Tell(new EffectDone(Told.At(at), tell.Id), new NodeReported(Told.At(at), "node1", AgentWord.Up, 1, tell.Id.Run));
            told.Tell(new Woke(Told.At(at)));
        }
    }
}

internal static class LastHostTold
{
    extension(Told told)
    {
        /// <summary>By when the only host is to stop by itself.</summary>
        public TimeSpan Until => told.Pending<TellDeadlines>().Select(tell => tell.OsStopBy).Append(told.Node("node1").GoesBy ?? TimeSpan.Zero).First();
    }

    /// <summary>The disk's power fails, one UPS keeps its mains, and all but the last host have begun to stop.</summary>
    public static Told ToTheLast(this Told told, string mains)
    {
        foreach (var at in new[] { 1, 31 })
        {
            foreach (var ups in told.Site.Upses.Where(ups => ups.Name != mains))
                told.Tell(new UpsRead(Told.At(at), ups.Name, Told.Battery));
        }

        foreach (var node in told.Site.Nodes)
            told.Tell(new NodeReported(Told.At(60), node.Name, AgentWord.ClusterStopped, 1, RunId.None));
        var apart = told.Site.Terminals.All(terminal => terminal.Node is null);
        foreach (var node in told.Site.Nodes.Where(node => apart || node.Name != "node1"))
            told.Tell(new NodeReported(Told.At(61), node.Name, AgentWord.OsStopping, 1, RunId.None));
        return told;
    }
}
