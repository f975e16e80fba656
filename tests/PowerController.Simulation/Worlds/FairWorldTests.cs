using System.Collections.Immutable;
using PowerController.Decisions;
using PowerController.Model.Events;
using PowerController.Model.Sites;
using PowerController.Simulator.Checking;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Nights;
using PowerController.Simulator.Sites;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulation.Worlds;

/// <summary>A world must be no harder than the real one, and a checker must ask for nothing that nobody could know or do.</summary>
public sealed class FairWorldTests
{
    private const long Second = 1000;

    [Fact]
    public void Standby_ThatComesBackAfterItsRunWasClosed_KeepsNothingOpen()
    {
        var night = Play(ExampleSites.Mirror, 6, FaultLevel.None, new Outage(20 * Second, ["UPS2"], 8_882 * Second));

        Assert.Null(night.Violation);
    }

    [Fact]
    public void Agent_ThatDiesOnATerminal_TakesTheTerminalsProgramWithIt()
    {
        var story = new Story();
        var night = Play(ExampleSites.Single, 7, FaultLevel.Many, story,
            new NodeFails(21 * Second, "server1", NodeTrouble.AgentDies), new Outage(26 * Second, ["UPS1"], 62 * Second));

        Assert.Null(night.Violation);
        Assert.Contains(story.Lines, line => line.EndsWith("the program of on-server1 ends", StringComparison.Ordinal));
    }

    [Fact]
    public void Program_ThatCrashesOnANode_SilencesItsAgentUntilItIsBack()
    {
        var story = new Story();
        var night = Play(ExampleSites.TerminalsAmongNodes, 3, FaultLevel.Many, story,
            new ControllerCrashes(30 * Second, "terminal2", 0, 0, 40 * Second, 0));

        Assert.Null(night.Violation);
        Assert.Contains(story.Lines, line => line.EndsWith("terminal1 hears node2 no more", StringComparison.Ordinal));
    }

    [Fact]
    public void Silence_DuringAnOutageOfTheSameGroup_IsForThePolicyToJudge()
    {
        var night = Play(ExampleSites.SharedDisks, 182, FaultLevel.Many,
            new Outage(23_100, ["UPS1", "UPS2"], 921 * Second), new CardSilent(783 * Second, "UPS3", 401 * Second));

        Assert.NotEqual("S6", night.Violation?.Rule);
    }

    [Fact]
    public void Boot_ThatHangs_MayBeEndedByPowerAfterHalfTheTimeForStarting()
    {
        var night = Play(ExampleSites.TerminalApart, 53, FaultLevel.Many,
            new NodeFails(8_200, "node2", NodeTrouble.HangsInBootOnce), new Outage(50_900, [.. ExampleSites.TerminalApart.Upses.Select(ups => ups.Name)], 553_306));

        Assert.Null(night.Violation);
    }

    [Fact]
    public void Disk_WhileABootHangsLongAfterItsTime_MayBeCut()
    {
        var story = new Story();
        var night = Play(ExampleSites.TerminalsAmongNodes, 3, FaultLevel.Many, story,
            new NodeFails(5 * Second, "node2", NodeTrouble.HangsInBootOnce), new NodeFails(10 * Second, "node2", NodeTrouble.CrashesAndComesBack),
            new Outage(1_500 * Second, All(ExampleSites.TerminalsAmongNodes), 3_600 * Second));

        Assert.True(night.Violation is null, night.Violation?.ToString());
        Assert.Contains(story.Lines, line => line.EndsWith("node2 hangs in its boot", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(40_000, false)]
    public void LastTerminal_WhoseOutputFeedsANodeThatNobodyCanStop_StaysUpWhileItsBatteryLastsAndMayBeLeftOffAfterIt(int lasts, bool runs)
    {
        var story = new Story();
        var night = Play(ExampleSites.TerminalsAmongNodes, 3, FaultLevel.Many, story,
            new NodeFails(5 * Second, "node2", NodeTrouble.AgentDies), new NodeFails(6 * Second, "node3", NodeTrouble.AgentDies),
            new Outage(30 * Second, All(ExampleSites.TerminalsAmongNodes), lasts * Second));

        Assert.True(night.Violation is null, night.Violation?.ToString());
        Assert.Equal(runs, !story.Lines.Any(line => line.Contains("node1 stops its operating system", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("terminal-apart", 30004235, "LOCAL took the deadlines back, and the program died when it ordered the stops: who has stopped nobody can know")]
    [InlineData("terminal-apart", 35004328, "what was told to an earlier boot bears no witness of a stop of this one, which the program did not live to hear of")]
    [InlineData("terminal-apart", 20013170, "a node fell in its stop, and while it came up again the terminal went, which had heard nothing of it")]
    [InlineData("terminal-apart", 33001886, "a node that had its deadlines fell, and hung in its boot: it was silent as it was to be")]
    [InlineData("terminal-apart", 32005124, "a terminal was woken half a millisecond before the moment it had asked for")]
    [InlineData("terminal-apart", 36003460, "a node fell in its stop, and a management controller can not tell a boot from a stop")]
    [InlineData("single", 616212, "a card was silent since before the terminal had started again, and its countdown ran")]
    [InlineData("single", 33005002, "a host's own deadline came four seconds after its program had started again")]
    [InlineData("single", 34001777, "people asked for the end of maintenance before its beginning, since both had found nobody")]
    [InlineData("single", 37020248, "a host was cut off from its card, and its clock was set back, so that the cut seemed to come")]
    [InlineData("mirror", 39002539, "a word that took deadlines back was lost, and never said again")]
    [InlineData("mirror", 21006784, "an order had the number of another kind of order, given by the former master, and was taken for a repetition")]
    [InlineData("mirror", 21000958, "a card said that its battery was empty, and refused every cut")]
    [InlineData("mirror", 613961, "an administrator rebooted a node whose card counted down, and speaks only by way of it")]
    [InlineData("terminal-apart", 44006754, "a node fell in its stop, and was cut off from everybody while it came up again")]
    [InlineData("terminal-apart", 54001830, "a node that had its deadlines was cut off, fell, and came up again unheard")]
    [InlineData("terminal-apart", 37017054, "a node came up by itself on the last minutes of its disk's battery, and was stopped as soon as it was heard")]
    [InlineData("mirror", 34000709, "a host that was cut off ended a countdown on the other one's line, and began it anew")]
    [InlineData("mirror", 600036548, "a word to the agent beside the terminal was lost, as if it crossed the network")]
    [InlineData("terminals-among-nodes", 540007540, "an order to the agent beside the terminal was lost, as if it crossed the network")]
    [InlineData("single", 4900570983, "an agent died with the only terminal while the order for the cut was on its way to the card")]
    [InlineData("single", 2500056051, "a card had just begun to answer and was not read yet, and by a clock that was set back its countdown was to come")]
    [InlineData("single", 4900654627, "a card had just begun to answer and was not read yet, and by a clock that was set back its countdown was to come")]
    [InlineData("terminal-apart", 9600007260, "a node said once only that it stops, and the network lost that one word with the answers to its order")]
    [InlineData("mirror", 1300064694, "a host's own deadline had passed when its program started, and only by way of that host its card could be told to cut")]
    public void Night_InWhichNobodyCouldHaveKnownOrDoneBetter_IsNobodysFault(string site, ulong seed, string why)
    {
        var night = Night.Play(new Ground(ExampleSites.All.First(one => string.Equals(one.Name, site, StringComparison.Ordinal))), seed, FaultLevel.Many, Decider.Decide);

        Assert.True(night.Violation is null, $"But {why}. {night.Violation}");
    }

    [Fact]
    public void Boot_AfterACrashWhileTheCutCounts_IsKnownToNobody()
    {
        var night = Play(ExampleSites.Single, 599, FaultLevel.Many,
            new WrongDelay(0, "UPS1", 165), new NodeFails(32 * Second, "server1", NodeTrouble.HangsMutelyInOsStop),
            new Outage(48 * Second, ["UPS1"], 323 * Second), new NodeFails(445 * Second, "server1", NodeTrouble.CrashesAndComesBack));

        Assert.NotEqual("S1", night.Violation?.Rule);
    }

    [Fact]
    public void People_WhereEveryTerminalIsOnANode_AskForNothingThatNobodyCouldUndo()
    {
        var ground = new Ground(ExampleSites.Mirror);

        for (ulong seed = 1; seed <= 2_000; seed++)
        {
            Assert.DoesNotContain(new WorldPlan(ground, seed, FaultLevel.Many).Script, happening =>
                happening is ScheduleAsks { On: false, ReturnAfter: < 0 } or SomebodyAsks { Request: Model.Events.FinishButStayOff or Model.Events.ShutDownNode });
        }
    }

    [Fact]
    public void UpsOfATerminalApart_InAnyNight_ComesBackByItself()
    {
        var ground = new Ground(ExampleSites.TerminalApart);
        var feeding = ground.Topology.Ups("UPS0");

        for (ulong seed = 1; seed <= 300; seed++)
            Assert.True(new WorldPlan(ground, seed, FaultLevel.Many).BuildUpses()[feeding].Card.ReturnsAfterMainsCut);
    }

    [Fact]
    public void People_WhoFindNoTerminal_AskAgainInTheSameOrderWhenOneIsBack()
    {
        var story = new Story();
        var night = Play(ExampleSites.TerminalApart, 5, FaultLevel.Many, story,
            new ControllerCrashes(20 * Second, "terminal", 0, 0, 100 * Second, 0),
            new SomebodyAsks(30 * Second, new Model.Events.SwitchToLocal()),
            new SomebodyAsks(60 * Second, new Model.Events.SwitchToAuto(Model.Events.AutoAnswer.Resume)));

        Assert.Null(night.Violation);
        var local = story.Lines.Select((line, at) => (line, at)).First(pair => pair.line.EndsWith("automatic operation is suspended: nothing is cut or started by itself", StringComparison.Ordinal)).at;
        var auto = story.Lines.Select((line, at) => (line, at)).First(pair => pair.line.EndsWith("accepts what operator asks: automatic operation", StringComparison.Ordinal)).at;
        Assert.True(local < auto);
    }

    [Fact]
    public void Boot_AfterACrashInItsStop_LooksLikeAnyNodeThatHasStopped()
    {
        var night = Play(ExampleSites.TerminalApart, 8, FaultLevel.Many,
            new NodeFails(10 * Second, "node2", NodeTrouble.CrashesAndStaysOff),
            new Outage(30 * Second, [.. ExampleSites.TerminalApart.Upses.Select(ups => ups.Name)], 900 * Second),
            new BatteryWorn(200 * Second, "UPS4", 20),
            new NodeFails(240 * Second, "node4", NodeTrouble.CrashesAndComesBack));

        Assert.NotEqual("S1", night.Violation?.Rule);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Boot_AfterACrashInItsStop_IsKnownToNobodyOnlyWhereItCanNotBeHeard(bool alone, bool found)
    {
        ImmutableArray<Happening> script =
        [
            new NodeFails(40 * Second, "node3", NodeTrouble.HangsMutelyInOsStop), new Outage(52 * Second, All(ExampleSites.TerminalApart), 47 * Second),
            new NodeFails(400 * Second, "node3", NodeTrouble.CrashesAndComesBack), .. alone ? [new NodeCutOff(390 * Second, "node3", 900 * Second)] : ImmutableArray<Happening>.Empty,
        ];

        var night = Night.Play(new Ground(ExampleSites.TerminalApart), 44006754, FaultLevel.Many, alone ? Decider.Decide : DeafToBoots, script, new Story());

        Assert.True(found == night.Violation?.Rule is "S1", night.Violation?.ToString());
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Boot_AtTheEndOfItsDisksBattery_IsNobodysFaultOnlyWhereItIsStoppedAtOnce(bool deaf, bool found)
    {
        ImmutableArray<Happening> script =
        [
            new NodeFails(45_712, "node1", NodeTrouble.CrashesAndStaysOff), new Outage(52_354, ["UPS5"], 10_374 * Second), new Outage(209_637, ["UPS3"], 2_214 * Second),
        ];

        var night = Night.Play(new Ground(ExampleSites.TerminalApart), 37017054, FaultLevel.Many, deaf ? DeafToBoots : Decider.Decide, script, new Story());

        Assert.True(found == night.Violation?.Rule is "S2", night.Violation?.ToString());
    }

    [Fact]
    public void Boot_ThatHangsLongerThanHalfTheTimeForStarting_NeedsNoDisk()
    {
        var upses = ExampleSites.FiveDisks.Upses.Select(ups => ups.Name).ToImmutableArray();
        var night = Play(ExampleSites.FiveDisks, 188, FaultLevel.Many,
            new NodeFails(10 * Second, "node1", NodeTrouble.HangsInBootOnce), new Outage(50 * Second, upses, 400 * Second), new Outage(2_000 * Second, upses, 900 * Second));

        Assert.NotEqual("S2", night.Violation?.Rule);
    }

    [Fact]
    public void Test_RightAfterAnOutage_IsBegunByNoUps()
    {
        // It shows battery without a gap, and where no voltage is told nobody could know that mains is back.
        var night = Play(ExampleSites.Single, 607534, FaultLevel.Many,
            new Outage(37_100, ["UPS1"], 28_420), new CardMisreads(65_700, "UPS1", CardTrouble.Calibrates, 464 * Second));

        Assert.Null(night.Violation);
    }

    [Fact]
    public void Test_ThatAnOutageInterrupts_IsNotGoneOnWith()
    {
        var night = Play(ExampleSites.Single, 503026, FaultLevel.Many,
            new Outage(388_300, ["UPS1"], 40_050), new CardMisreads(380_000, "UPS1", CardTrouble.TestsItself, 175 * Second));

        Assert.Null(night.Violation);
    }

    [Fact]
    public void Maintenance_ThatWasEndedWhileATerminalWasAway_IsEndedThereToo()
    {
        var story = new Story();
        var night = Play(ExampleSites.Mirror, 500570, FaultLevel.Many, story,
            new SomebodyAsks(70_700, new SwitchToLocal()), new ControllerCrashes(182_600, "on-node1", 0, 0, 29_922, 0),
            new NodeFails(190 * Second, "node1", NodeTrouble.CrashesAndComesBack), new SomebodyAsks(195 * Second, new SwitchToAuto(AutoAnswer.Resume)),
            new Outage(1_300 * Second, ["UPS1"], 900 * Second));

        Assert.Null(night.Violation);
    }

    [Fact]
    public void Host_WhoseCardIsSilentUntilItsBatteryIsShort_MayStayOff()
    {
        // It holds out as long as it can; then it stops uncut rather than falls, and mains comes back before its battery is empty.
        var night = Play(ExampleSites.Single, 614752, FaultLevel.Many,
            new Outage(24_600, ["UPS1"], 1_000 * Second), new CardSilent(87_300, "UPS1", 900 * Second), new MessagesLost(80 * Second, 8 * Second, 1000));

        Assert.NotEqual("L1", night.Violation?.Rule);
    }

    [Fact]
    public void Host_ThatIsStoppedAlthoughItsCardAnswers_MayNotStayOff()
    {
        // The same with a core that never orders a cut: nothing excuses that.
        var core = new DecisionCore((state, happened) => Decider.Decide(state, happened) is var decision
            ? decision with { Effects = [.. decision.Effects.Where(effect => effect is not Model.Effects.ArmCut and not Model.Effects.WithdrawDeadlines)] } : decision);

        var night = Night.Play(new Ground(ExampleSites.Single), 614752, FaultLevel.Many, core, [new Outage(24_600, ["UPS1"], 1_000 * Second)], new Story());

        Assert.Equal("L1", night.Violation?.Rule);
    }

    [Fact]
    public void Node_ThatKnowsANewerMaster_ObeysTheOldOneNoMore()
    {
        var story = new Story();
        var night = Play(ExampleSites.TerminalsAmongNodes, 3, FaultLevel.None, story,
            new Outage(30 * Second, All(ExampleSites.TerminalsAmongNodes), 900 * Second), new MasterChanges(75 * Second, "terminal2", 300 * Second));

        Assert.Null(night.Violation);
        Assert.DoesNotContain(story.Lines, line => line.EndsWith("stops its operating system: terminal1 told it", StringComparison.Ordinal));
    }

    [Fact]
    public void Masters_OneOfWhomGoesOnOrderingTheOpposite_AreFound()
    {
        // Terminal 1 does not hear that it leads no more, and terminal 2 starts what it should stop.
        var core = new DecisionCore((state, happened) => state.Self == "terminal1" && happened is BecameStandby && state.Role == Model.Runs.Role.Master
            ? new Decision(state, [], default)
            : Decider.Decide(state, happened) is var decision && state.Self == "terminal2" ? decision with { Effects = [.. decision.Effects.Select(Started)] } : decision);

        var night = Night.Play(new Ground(ExampleSites.TerminalsAmongNodes), 3, FaultLevel.None, core,
            [new Outage(30 * Second, All(ExampleSites.TerminalsAmongNodes), 900 * Second), new MasterChanges(75 * Second, "terminal2", 600 * Second)], new Story());

        Assert.Equal("S8", night.Violation?.Rule);

        static Model.Effects.Effect Started(Model.Effects.Effect effect) => effect is Model.Effects.OrderOsStop stop ? new Model.Effects.StartNode(stop.Id, stop.Node, new StartByWakeOnLan("02:00:00:00:00:02"), 1, "") : effect;
    }

    [Fact]
    public void Host_WhoseProgramIsDownUntilItsOwnDeadline_MayBeLeftOff()
    {
        var story = new Story();
        var night = Play(ExampleSites.TerminalsAmongNodes, 3, FaultLevel.Many, story,
            new NodeFails(5 * Second, "node2", NodeTrouble.AgentDies), new NodeFails(6 * Second, "node3", NodeTrouble.AgentDies),
            new Outage(30 * Second, All(ExampleSites.TerminalsAmongNodes), 900 * Second), new ControllerCrashes(100 * Second, "terminal1", 0, 0, 400 * Second, 0));

        Assert.True(night.Violation is null, night.Violation?.ToString());
        Assert.Contains(story.Lines, line => line.Contains("its own deadline has come", StringComparison.Ordinal));
    }

    // Nobody ran when mains went, and the battery lasts for some seconds more when somebody does.
    [Fact]
    public void Battery_ThatATerminalFindsNearlyEmpty_CouldNotHaveCarriedThePlan()
    {
        var story = new Story();
        var night = Play(ExampleSites.TerminalApart, 3, FaultLevel.None, story,
            new ControllerCrashes(15 * Second, "terminal", 0, 0, 2_670 * Second, 0), new Outage(30 * Second, ["UPS4"], 9_000 * Second));

        Assert.True(night.Violation is null, night.Violation?.ToString());
        Assert.Contains(story.Lines, line => line.EndsWith("node4 has lost its power while its operating system stops", StringComparison.Ordinal));
    }

    private static ImmutableArray<string> All(Site site) => [.. site.Upses.Select(ups => ups.Name)];

    // It does not listen to what has booted.
    private static Decision DeafToBoots(Model.Runs.SiteState state, PowerEvent happened) =>
        Decider.Decide(state, happened is NodeReported { Boot: 2 } said ? said with { Boot = 0 } : happened);

    private static NightResult Play(Site site, ulong seed, FaultLevel faults, params ImmutableArray<Happening> script) => Play(site, seed, faults, new Story(), script);

    private static NightResult Play(Site site, ulong seed, FaultLevel faults, Story story, params ImmutableArray<Happening> script) =>
        Night.Play(new Ground(site), seed, faults, Decider.Decide, script, story);
}
