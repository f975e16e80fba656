using PowerController.Decisions.Tests.Plans;
using PowerController.Model.Effects;
using PowerController.Decisions.Tests.Shutdown;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Tests.PlannedPower;

public sealed class LeadingTests
{
    [Fact]
    public void Standby_WhoSeesTheSameOutage_DoesNothing()
    {
        var told = new Told().Tell(new BecameStandby(Told.At(0), 2));
        var effects = new List<Effect>();
        foreach (var at in new[] { 1, 31, 61, 70 })
        {
            foreach (var ups in told.Site.Upses)
                effects.AddRange(told.Tell(new UpsRead(Told.At(at), ups.Name, Told.Battery)).Effects);
        }

        Assert.All(effects, effect => Assert.True(effect is WakeAt or SetPace or ReadNow));
        Assert.Empty(told.State.Runs);
    }

    [Fact]
    public void Takeover_GoesOnWithTheSameRunAndTheEarlierDeadlines()
    {
        var master = new Told().Commit();
        var run = Assert.Single(master.State.Runs);
        var later = run with { Deadlines = run.Deadlines with { ClusterStopBy = run.Deadlines.ClusterStopBy + TimeSpan.FromMinutes(5) } };
        var standby = new Told().Tell(new BecameStandby(Told.At(0), 1));

        standby.Tell(new RunsReported(Told.At(32), 1, [run]), new RunsReported(Told.At(33), 1, [later]), new BecameMaster(Told.At(40), 2));

        var taken = Assert.Single(standby.State.Runs);
        Assert.Equal(run.Id, taken.Id);
        Assert.Equal(run.Phase, taken.Phase);
        Assert.Equal(run.Deadlines.ClusterStopBy, taken.Deadlines.ClusterStopBy);
        Assert.Contains(standby.Effects, effect => effect is OrderClusterStop order && order.Id == run.Pending.Select(one => one.Effect).OfType<OrderClusterStop>().Single().Id);
    }

    [Fact]
    public void Standby_WhoLearnsItsFormerRunAnew_GivesNoNumberTwice()
    {
        var told = new Told().Commit();
        var run = told.State.Runs[0] with { NextEffect = 5_000 };
        told.State = told.State with { Runs = [run] };

        told.Tell(new BecameStandby(Told.At(40), 2), new RunsReported(Told.At(41), 2, [run with { NextEffect = 1 }]), new BecameMaster(Told.At(50), 3));

        Assert.True(told.State.Runs[0].NextEffect > run.NextEffect);
    }

    [Fact]
    public void Takeover_LeavesOutAnotherOnesOrderToItsOwnHost()
    {
        var site = PlanSites.WorkedExample with
        {
            Terminals = [.. PlanSites.WorkedExample.Nodes.Take(2).Select((node, at) => PlanSites.Terminal($"t{at + 1}", "UPS1") with { Node = node.Name, Priority = at + 1 })],
        };
        var run = new Told(site).ToArming().State.Runs[0];
        var order = new OrderOsStop(new EffectId(run.Id, 900), site.Nodes[0].Name, Told.At(500), false, "ordered by the former master");
        var ordered = run with { Pending = [new PendingEffect(order, Told.At(60), Told.At(65), TimeSpan.FromSeconds(5), 1)] };
        var standby = new Told(site).Tell(new BecameStandby(Told.At(0), 1), new RunsReported(Told.At(61), 1, [ordered]));

        standby.Tell(new BecameMaster(Told.At(70), 2));

        Assert.DoesNotContain(standby.Effects, effect => effect is OrderOsStop stop && stop.Id.Number == 900);
        Assert.DoesNotContain(standby.Pending<OrderOsStop>(), stop => stop.Id.Number == 900);
    }

    [Fact]
    public void Takeover_OfARunThatHasGrown_GoesByTheDeadlinesItHasNow()
    {
        var grown = new Told().Commit().State.Runs[0];
        var before = grown with { Whole = false, CommittedAt = grown.CommittedAt - TimeSpan.FromMinutes(2), Deadlines = grown.Deadlines with { OffBy = Told.At(39) } };
        var standby = new Told().Tell(new BecameStandby(Told.At(0), 1));

        standby.Tell(new RunsReported(Told.At(32), 1, [before]), new RunsReported(Told.At(33), 1, [grown]), new BecameMaster(Told.At(40), 2), new Woke(Told.At(41)));

        var taken = Assert.Single(standby.State.Runs);
        Assert.Equal(grown.Deadlines.OffBy, taken.Deadlines.OffBy);
        Assert.Equal(grown.Phase, taken.Phase);
    }

    [Theory]
    [InlineData(AgentWord.Up, 1)]
    [InlineData(AgentWord.ClusterStopped, 2)]
    public void Takeover_OfARestart_LeavesUpWhoHasBootedSinceItsClusterStopped(AgentWord word, int reboots)
    {
        var master = new Told().Tell(new OperatorAsked(Told.At(10), "operator", "here", new Reboot("cluster")));
        for (var at = 11; master.State.Runs[0].Phase < Phase.StoppingCluster; at++)
            master.Tell(new Woke(Told.At(at)));
        var standby = new Told().Tell(new BecameStandby(Told.At(0), 1), new RunsReported(Told.At(60), 1, master.State.Runs));
        foreach (var node in standby.Site.Nodes)
            standby.Tell(new NodeReported(Told.At(70), node.Name, AgentWord.ClusterStopped, 1, RunId.None));

        // The master has had it reboot, and has gone down.
        standby.Tell(new NodeReported(Told.At(90), "node1", AgentWord.Up, 2, RunId.None), new NodeReported(Told.At(95), "node1", word, 2, RunId.None), new BecameMaster(Told.At(100), 2));
        for (var at = 101; at < 300 && standby.State.Runs[0].Phase <= Phase.StoppingCluster; at++)
            standby.Tell(new Woke(Told.At(at)));

        Assert.Contains(standby.Pending<RebootNode>(), reboot => reboot.Node == "node2");
        Assert.Equal(reboots, standby.Pending<RebootNode>().Count());
    }

    [Fact]
    public void Takeover_AfterAnAdministratorsReboot_KnowsThatTheNodeBootsAgain()
    {
        var run = new Told().Commit().State.Runs[0];
        var standby = new Told().Tell(new BecameStandby(Told.At(0), 1), new RunsReported(Told.At(32), 1, [run]));

        standby.Tell(new AdministratorStopped(Told.At(40), "node1", AdministratorStop.Reboot), new NodeSilent(Told.At(50), "node1"), new BecameMaster(Told.At(60), 2));

        Assert.True(standby.Node("node1").MayBootSince > TimeSpan.Zero);
    }

    // Two masters further on nobody else remembers what the first one started in its last moment.
    [Fact]
    public void Standby_WhoHearsOfANewMaster_KnowsThatWhatTheFormerOneRaisedMayBoot()
    {
        var run = new Told().Commit().State.Runs[0] with { Phase = Phase.StartingNodes };
        var standby = new Told().Tell(new BecameStandby(Told.At(0), 1), new RunsReported(Told.At(32), 1, [run]));
        standby.Tell(new NodeReported(Told.At(33), "node1", AgentWord.OsStopping, 1, RunId.None), new NodeSilent(Told.At(45), "node1"));

        standby.Tell(new BecameStandby(Told.At(60), 2));

        Assert.Equal(Told.At(60), standby.Node("node1").MayBootSince);
    }

    // By its time it was off, and its card has been silent since before: whoever hears that again does not know how long it has been on.
    [Theory]
    [InlineData(90, true)]
    [InlineData(null, false)]
    [InlineData(110, false)]
    public void Standby_WhoHearsOfTheEndOfARunWhoseCutNobodySaw_DoubtsWhatIsBehindIt(int? silentAt, bool doubts)
    {
        var run = new Told().Commit().State.Runs[0];
        var cut = new OutputState(CutStage.Armed, CutKind.OnBattery, Told.At(40), Told.At(100), 1, run.Id, Told.At(40));
        var standby = new Told().Tell(new BecameStandby(Told.At(0), 1), new RunsReported(Told.At(32), 1, [run with { Cuts = [new RunCut(new OutputAt(1, 0), cut)] }]));
        standby.Tell(new NodeReported(Told.At(33), "node1", AgentWord.OsStopping, 1, RunId.None), new NodeSilent(Told.At(45), "node1"));
        if (silentAt is { } at)
            standby.Tell(new UpsSilent(Told.At(at), "UPS2", SilenceKind.NoAnswer));

        standby.Tell(new RunsReported(Told.At(200), 1, []));

        Assert.Equal(doubts, standby.Node("node1").Unfed);
    }

    [Fact]
    public void Takeover_AfterAnotherMastersLocal_KnowsThatNobodyStopsByItsDeadlines()
    {
        var run = new Told().Commit().State.Runs[0];
        var standby = new Told().Tell(new BecameStandby(Told.At(0), 1));
        standby.Tell(new RunsReported(Told.At(32), 1, [run]), new NodeReported(Told.At(33), "node1", AgentWord.Up, 1, run.Id));
        Assert.Equal(run.Id, standby.Node("node1").ToldRun);

        standby.Tell(new RunsReported(Told.At(40), 1, [run], Operation.Local), new BecameMaster(Told.At(50), 2), new NodeSilent(Told.At(400), "node1"), new Woke(Told.At(401)));
        Assert.Equal(NodePower.Lost, standby.Node("node1").Power);

        standby.Tell(new OperatorAsked(Told.At(402), "op", "console", new SwitchToAuto(AutoAnswer.Resume)), new Woke(Told.At(403)));
        Assert.Equal(NodePower.Lost, standby.Node("node1").Power);
    }

    [Theory]
    [InlineData(40, true)]
    [InlineData(400, false)]
    public void Start_AfterAGap_DoubtsWhetherWhatWentDownBootsOnlyWhereItsInputMayHaveGoneMeanwhile(int unseen, bool isShort)
    {
        var told = new Told().ToArming();

        told.Tell(new Started(Told.At(61 + unseen), "t1", DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(unseen)));

        Assert.Equal(NodePower.OsStopping, told.Node("node1").Power);
        Assert.Equal(isShort, told.Node("node1").MayBootSince == TimeSpan.Zero);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Start_AfterASecond_DoubtsNothingWhereTheHostOfEveryOtherTerminalIsDown(bool isDown)
    {
        var site = LastHostTests.Site();
        var told = new Told(isDown ? site : site with { Terminals = [site.Terminals[0], PlanSites.Terminal("t2", "UPS3")] }).Commit();
        told.Tell(new NodeReported(Told.At(60), "node2", AgentWord.OsStopping, 1, RunId.None));

        told.Tell(new Started(Told.At(62), "t1", DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1)));

        Assert.Equal(isDown, told.Node("node2").MayBootSince == TimeSpan.Zero);
    }

    [Theory]
    [InlineData(Step.Done, NodePower.OsStopping)]
    [InlineData(Step.Asked, NodePower.Lost)]
    public void RunsReported_TellOfStopsThatTheMasterHasHeard(Step stop, NodePower power)
    {
        var run = new Told(LastHostTests.Site()).Commit().State.Runs[0];
        run = run with { Phase = Phase.ArmingCut, Members = [.. run.Members.Select(member => member with { OsStop = stop })] };
        var standby = new Told(LastHostTests.Site()).Tell(new BecameStandby(Told.At(2), 5), new NodeSilent(Told.At(20), "node2"));

        standby.Tell(new RunsReported(Told.At(50), 5, [run]));

        Assert.Equal(power, standby.Node("node2").Power);
    }

    // It was up when the program ended, and the whole time of its run has passed since: it has stopped, and may hang in the boot that followed.
    [Fact]
    public void Start_AfterTheWholeTimeOfARun_DoubtsWhetherWhatIsSilentBoots()
    {
        var told = new Told().Commit();

        told.Tell(new Started(Told.At(5_000), "terminal", DateTimeOffset.UnixEpoch));
        told.Tell([.. told.Site.Upses.Select(ups => new UpsRead(Told.At(5_001), ups.Name, Told.Good)), new Woke(Told.At(5_008)), new Woke(Told.At(5_009))]);
        Assert.Equal(Phase.AwaitingPower, told.State.Runs[0].Phase);

        Assert.All(told.State.Nodes, node => Assert.True(node.MayBootSince >= Told.At(5_000)));
    }

    // It never lived on the battery that was empty long before; each start would have it warmed up, and the nodes rebooted, anew.
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Start_WhereABatteryOfADiskHasEnded_DoubtsItOnlyWhereItNeedsThat(int needed, bool doubtful)
    {
        var site = PlanSites.WorkedExample;
        var told = new Told(site with { Upses = site.Upses.Add(PlanSites.Ups("UPS5", 300)), Disks = [site.Disks[0] with { Supply = PlanSites.Supply(needed, "UPS4", "UPS5") }] });
        told.Tell(new UpsRead(Told.At(1), "UPS5", Told.Battery));

        told.Tell(new Started(Told.At(100), "terminal", DateTimeOffset.UnixEpoch));

        Assert.Equal(doubtful, told.State.Disks[0].Doubtful);
    }

    // Who stands by looks more rarely: it may not have seen that the disk was without power.
    [Theory]
    [InlineData(Phase.WarmingUp, DiskPower.WarmingUp)]
    [InlineData(Phase.StartingNodes, DiskPower.Warm)]
    public void Disk_WhosePowerTheMasterHasCut_IsWarmedUpAnewHereAsLongAsThereItIs(Phase phase, DiskPower power)
    {
        var run = new Told().Commit().State.Runs[0];
        var cut = new OutputState(CutStage.Done, CutKind.OnBattery, Told.At(60), Told.At(360), 1, run.Id);
        var standby = new Told().Tell(new BecameStandby(Told.At(0), 1));

        standby.Tell(new RunsReported(Told.At(365), 1, [run with { Phase = phase, Cuts = [new RunCut(new OutputAt(3, 0), cut)] }]));

        Assert.Equal(power, standby.State.Disks[0].Power);
    }

    // Who has booted since would stop by it, before anybody here has seen that.
    [Theory]
    [InlineData(4, false)]
    [InlineData(20, true)]
    public void Start_RightBeforeADeadline_DoesNotTellItAgain(int before, bool again)
    {
        var told = new Told().Commit();
        var by = told.Pending<TellDeadlines>().First(one => one.Node == "node1").OsStopBy;

        told.Tell(new Started(by - Told.At(before), "terminal", DateTimeOffset.UnixEpoch));

        Assert.Equal(again, told.Effects.Any(effect => effect is TellDeadlines { Node: "node1" }));
    }

    [Fact]
    public void Term_OfAnOlderMaster_IsVoid()
    {
        var told = new Told().Tell(new BecameMaster(Told.At(1), 5));

        told.Tell(new BecameStandby(Told.At(2), 4));

        Assert.Equal(Role.Master, told.State.Role);
        Assert.Equal(5, told.State.Term);
    }

    [Fact]
    public void RunsOfAnOlderMaster_AreNotTaken()
    {
        var run = new Told().Commit().State.Runs[0];
        var standby = new Told().Tell(new BecameStandby(Told.At(0), 5));

        standby.Tell(new RunsReported(Told.At(1), 4, [run]));

        Assert.Empty(standby.State.Runs);
    }

    [Fact]
    public void Configuration_ThatChangesDuringARun_KeepsTheRunAndWhatIsKnown()
    {
        var told = new Told().Commit();
        var run = told.State.Runs[0];
        var larger = PlanSites.WorkedExample with { Upses = PlanSites.WorkedExample.Upses.Insert(0, PlanSites.Ups("UPS0", 60)) };

        told.Tell(new ConfigurationChanged(Told.At(40), larger, "new"));

        Assert.True(told.Rules.Has(Rule.ConfigurationSwapped));
        Assert.Equal("new", told.State.Digest);
        Assert.Equal(run.Id, told.State.Runs[0].Id);
        Assert.Equal(UpsPower.Failed, told.Ups("UPS4").Power);
        Assert.Equal(UpsPower.Unknown, told.Ups("UPS0").Power);
    }

    [Fact]
    public void Configuration_WithoutTheUnitOfAnOpenRun_GivesTheRunUpLoudly()
    {
        var told = new Told().Commit();
        var single = PlanSites.Site(
            Model.Sites.SiteBuild.Single, [PlanSites.Ups("UPS9", 60)], [PlanSites.Node("node9", "UPS9")], [], [], []);

        told.Tell(new ConfigurationChanged(Told.At(40), single, "new"));

        Assert.Empty(told.State.Runs);
        Assert.Contains(told.Effects, effect => effect is Notify { Urgency: Urgency.Alarm });
    }

    // Whoever leads has watched the disk, and started its nodes. With a doubt of its own this terminal would have them boot once more when it takes over. Of the same after a while
    // here it is what was seen since.
    [Theory]
    [InlineData(Phase.StartingNodes, 101, true)]
    [InlineData(Phase.StartingNodes, 103, true)]
    [InlineData(Phase.WarmingUp, 103, false)]
    [InlineData(Phase.StartingNodes, 300, false)]
    public void Disk_ThatIsInDoubtAfterAStart_IsWarmWhereItsMasterStartsTheNodes(Phase phase, int at, bool settled)
    {
        var told = new Told().Commit();
        var run = told.State.Runs[0] with { Phase = phase, PhaseSince = Told.At(90), Pending = [] };
        told.Tell(new Started(Told.At(100), "terminal", DateTimeOffset.UnixEpoch), new BecameStandby(Told.At(100), 2));
        var heard = told.Site.Upses.Select(ups => new UpsRead(Told.At(102), ups.Name, Told.Good)).ToArray();

        if (at < 102)
            told.Tell(new RunsReported(Told.At(at), 2, [run])).Tell(heard);
        else
            told.Tell(heard).Tell(new RunsReported(Told.At(at), 2, [run]));

        var disk = told.State.Disks[0];
        Assert.Equal(settled, disk is { Power: DiskPower.Warm, Doubtful: false } && disk.Since == Told.At(90));
    }
}
