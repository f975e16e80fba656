using PowerController.Decisions;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Simulator.Checking;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Sites;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulation.Worlds;

/// <summary>What excuses that a node, or a disk that it uses, is cut while it runs (S1, S2); and what is only near to it and excuses nothing.</summary>
public sealed class CutExcuseTests
{
    [Fact]
    public void Cut_OfANodeOrADiskInUse_IsFound()
    {
        using var input = new Bench(ExampleSites.TerminalApart, new InputChecker());
        using var disk = new Bench(ExampleSites.TerminalApart, new DiskChecker());

        CutInput(input, "node1");
        CutDisk(disk);

        Assert.Equal("S1", input.Found);
        Assert.Equal("S2", disk.Found);
    }

    // DiesWithItsCut: the agent died within the time that it takes to be heard of, and who could have taken the cut back went with it.
    [Theory]
    [InlineData(3, 3, true)]
    [InlineData(3, 32, true)]
    [InlineData(3, 34, false)]
    [InlineData(3, 90, false)]
    [InlineData(9, 9, false)]
    [InlineData(-1, -1, false)]
    public void Agent_ThatDiesRightWhenItsCutIsArmed_ExcusesItOnlyWhereNobodyRanLongEnoughToSeeIt(int diesAfter, int terminalRunsFor, bool excused)
    {
        foreach (var (bench, cut) in Both(ExampleSites.TerminalApart))
        {
            using (bench)
            {
                bench.Ups("UPS1").CountdownBegan = bench.Ups("UPS5").CountdownBegan = bench.Ago(100);
                Dies(bench.Node("node1"), bench.Ago(100 - diesAfter));
                Went(bench, bench.Ago(100 - terminalRunsFor));

                cut(bench, "node1");

                Assert.Equal(excused, bench.Found is null);
            }
        }
    }

    [Theory]
    [InlineData("node1", "UPS1", true)]
    [InlineData("node1", "UPS2", false)]
    public void Agent_ThatDiesRightWhenItsCutIsArmed_ExcusesItWhereItsCardSpeaksOnlyByWayOfIt(string node, string ups, bool excused)
    {
        using var bench = new Bench(ExampleSites.Mirror, new InputChecker());
        bench.Ups(ups).CountdownBegan = bench.Ago(100);
        Dies(bench.Node(node), bench.Ago(97));

        bench.World.Judge.NodeLostInput(bench.Node(node), bench.Ups(ups), PowerLoss.Commanded);

        Assert.Equal(excused, bench.Found is null);
    }

    // ProgramWasDown: it hangs, and no program ran when it had to go; not where that ran in time, or let it wait.
    [Theory]
    [InlineData(true, 113, 112, true)]
    [InlineData(false, 113, 112, false)]
    [InlineData(true, 121, 112, false)]
    [InlineData(true, 113, 100, false)]
    public void Host_WhoseProgramWasDownWhenItHadToGo_MayHangInTheTimeThatWasLeft(bool hangs, int startedAgo, int stopsSince, bool excused)
    {
        using var bench = new Bench(ExampleSites.Single, new InputChecker());
        var host = bench.Node("server1");
        Assert.Equal(120, host.Node.OsStopTime.TotalSeconds);
        (host.Os, host.OsStopHangs, host.OsStopBegan) = (Os.Stopping, hangs, bench.Ago(stopsSince));
        (bench.World.Terminals[0].StartedAt, bench.World.Terminals[0].Runs) = (bench.Ago(startedAgo), false);

        CutInput(bench, "server1");

        Assert.Equal(excused, bench.Found is null);
    }

    // ComesUpUnseen: it fell, or people rebooted it, while its countdown ran, and it has been cut off since before it was up.
    [Theory]
    [InlineData(true, false, 150, 300, true)]
    [InlineData(true, false, 100, 300, false)]
    [InlineData(true, false, 150, 190, false)]
    [InlineData(false, true, 150, 300, true)]
    [InlineData(false, false, 150, 300, false)]
    public void Boot_ThatNobodyAskedFor_IsUnknownOnlyWhereItCameUpCutOff(bool fell, bool people, int cutOffAgo, int countsSince, bool excused)
    {
        using var bench = new Bench(ExampleSites.TerminalApart, new InputChecker());
        var node = Boots(bench, "node1", 200, 60);
        (node.BootsUnasked, node.Troubled) = (fell, people);
        bench.Ups("UPS1").CountdownBegan = bench.Ago(countsSince);
        bench.World.Network.IsolateNode(node.Position, bench.Ago(cutOffAgo), bench.Now + 60_000);

        CutInput(bench, "node1");

        Assert.Equal(excused, bench.Found is null);
    }

    [Fact]
    public void Boot_ByPeopleAfterARunHadStoppedIt_IsNotExcused()
    {
        using var bench = new Bench(ExampleSites.TerminalApart, new InputChecker());
        var node = Boots(bench, "node1", 200, 60);
        (node.Troubled, node.StoppedBy) = (true, new RunId(1, 1));
        bench.Ups("UPS1").CountdownBegan = bench.Ago(300);
        bench.World.Network.IsolateNode(node.Position, bench.Ago(150), bench.Now + 60_000);

        CutInput(bench, "node1");

        Assert.Equal("S1", bench.Found);
    }

    // IsDeafSince: the card has heard nobody since the boot began, or since the terminal runs again; that it is heard again is not known for some seconds.
    [Theory]
    [InlineData(300, 200, -60, 800, true)]
    [InlineData(300, 200, 7, 800, true)]
    [InlineData(300, 200, 9, 800, false)]
    [InlineData(300, 90, -60, 800, false)]
    [InlineData(300, 90, -60, 50, true)]
    [InlineData(90, 200, -60, 800, false)]
    public void Card_ThatHearsNobodySinceABoot_ExcusesThatItsCountdownWentOn(int countsSince, int silentSince, int silentUntilAgo, int terminalSince, bool excused)
    {
        using var bench = new Bench(ExampleSites.TerminalApart, new InputChecker());
        Boots(bench, "node1", 100, 60);
        var ups = bench.Ups("UPS1");
        (ups.CountdownBegan, ups.SilentFrom, ups.SilentUntil) = (bench.Ago(countsSince), bench.Ago(silentSince), bench.Ago(silentUntilAgo));
        bench.World.Terminals[0].StartedAt = bench.Ago(terminalSince);

        CutInput(bench, "node1");

        Assert.Equal(excused, bench.Found is null);
    }

    // ComesUpTooLate: a node that came back by itself was unheard until it was up; from then on its card heard nobody, and its stop, of 120 s, had no time.
    [Theory]
    [InlineData(200, 100, true, true)]
    [InlineData(200, 100, false, false)]
    [InlineData(200, 30, true, false)]
    [InlineData(300, 170, true, false)]
    public void Node_ThatComesBackByItself_IsNotToBeStoppedWhereThereIsNoTimeForIt(int bootAgo, int silentSince, bool unasked, bool excused)
    {
        using var bench = new Bench(ExampleSites.TerminalApart, new InputChecker());
        Boots(bench, "node1", bootAgo, bootAgo == 200 ? 120 : 140);
        bench.Node("node1").BootsUnasked = unasked;
        bench.Node("node1").Os = Os.Running;
        var ups = bench.Ups("UPS1");
        (ups.CountdownBegan, ups.SilentFrom, ups.SilentUntil) = (bench.Ago(400), bench.Ago(silentSince), bench.Ago(-60));
        bench.World.Terminals[0].StartedAt = bench.Ago(800);

        CutInput(bench, "node1");

        Assert.Equal(excused, bench.Found is null);
    }

    [Theory]
    [InlineData(150, true)]
    [InlineData(50, false)]
    public void Terminal_ThatReachesNothingSinceABoot_ExcusesThatTheCountdownWentOn(int cutOffAgo, bool excused)
    {
        using var bench = new Bench(ExampleSites.TerminalApart, new InputChecker());
        Boots(bench, "node1", 100, 60);
        bench.Ups("UPS1").CountdownBegan = bench.Ago(300);
        bench.World.Network.IsolateTerminal(0, bench.Ago(cutOffAgo), bench.Now + 60_000);

        CutInput(bench, "node1");

        Assert.Equal(excused, bench.Found is null);
    }

    // BootsBeforeItsCard: people rebooted it while its countdown ran, and its card speaks only by way of it.
    [Theory]
    [InlineData("UPS1", true, true, 300, true)]
    [InlineData("UPS1", false, true, 300, false)]
    [InlineData("UPS1", true, false, 300, false)]
    [InlineData("UPS1", true, true, 50, false)]
    [InlineData("UPS2", true, true, 300, false)]
    public void Boot_ByPeopleInACountdown_IsExcusedUntilItsCardCanBeReached(string ups, bool boots, bool people, int countsSince, bool excused)
    {
        using var bench = new Bench(ExampleSites.Mirror, new InputChecker());
        var node = Boots(bench, "node1", 100, 60);
        (node.Os, node.Troubled) = (boots ? Os.Booting : Os.Running, people);
        bench.Ups(ups).CountdownBegan = bench.Ago(countsSince);

        bench.World.Judge.NodeLostInput(node, bench.Ups(ups), PowerLoss.Commanded);

        Assert.Equal(excused, bench.Found is null);
    }

    // HasSaidNothing: half the time for a start has passed, and neither was its boot heard of, nor has it answered since, or only when the order was under way.
    [Theory]
    [InlineData(451, 0, 0, 2, true)]
    [InlineData(449, 0, 0, 2, false)]
    [InlineData(451, 2, 0, 2, false)]
    [InlineData(451, 0, 2, 2, false)]
    [InlineData(451, 1, 1, 2, true)]
    [InlineData(451, 2, 0, 0.5, true)]
    [InlineData(451, 0, 2, 0.5, true)]
    public void Boot_OfWhichNothingIsHeardForHalfAStart_MayBeEndedByPower(int bootedAgo, long heardOf, long answered, double before, bool excused)
    {
        using var bench = new Bench(ExampleSites.TerminalApart, new InputChecker());
        Tell(bench, new NodeReported(TimeSpan.Zero, "node1", AgentWord.Up, heardOf, RunId.None));
        bench.Node("node1").Boot = answered;
        Tell(bench, new NodeProbed(TimeSpan.Zero, "node1", answered > 0 ? ProbeAnswer.Answers : ProbeAnswer.NoAnswer));
        bench.Later(before);
        Boots(bench, "node1", bootedAgo, 60).Boot = 2;

        CutInput(bench, "node1");

        Assert.Equal(excused, bench.Found is null);
    }

    // CameUpUnheard, and a boot that began while no terminal ran: nobody has run since for long enough to see who runs.
    [Theory]
    [InlineData(true, true, 1, 29, true)]
    [InlineData(false, true, 1, 29, true)]
    [InlineData(true, true, 2, 29, true)]
    [InlineData(true, false, 2, 29, true)]
    [InlineData(true, false, 1, 29, false)]
    [InlineData(false, false, 2, 29, false)]
    [InlineData(true, true, 2, 31, false)]
    public void Boot_WhileNobodyLooks_IsExcusedUntilATerminalHasLookedAround(bool fell, bool unwatched, long boot, int terminalSince, bool excused)
    {
        using var bench = new Bench(ExampleSites.TerminalApart, new InputChecker());
        var node = Boots(bench, "node1", 100, 60);
        (node.BootsUnasked, node.BootsUnwatched, node.Boot) = (fell, unwatched, boot);
        bench.Ups("UPS1").CountdownBegan = bench.Ago(300);
        bench.World.Terminals[0].StartedAt = bench.Ago(terminalSince);

        CutInput(bench, "node1");

        Assert.Equal(excused, bench.Found is null);
    }

    // NobodyKnowsWhen: the only terminal runs on the node itself, its clock was set, and the card says nothing.
    [Theory]
    [InlineData(-61, true, 300, true)]
    [InlineData(-59, true, 300, false)]
    [InlineData(-61, false, 300, false)]
    [InlineData(-61, true, 50, false)]
    public void Countdown_ThatOnlyAClockTellsOfThatWasSet_IsKnownToNobody(int ahead, bool silent, int countsSince, bool excused)
    {
        using var bench = new Bench(ExampleSites.Single, new InputChecker());
        Boots(bench, "server1", 100, 60);
        var ups = bench.Ups("UPS1");
        ups.CountdownBegan = bench.Ago(countsSince);
        ups.Troubles.StateUnknown = bench.Now + (silent ? 60_000 : 0);
        bench.World.Terminals[0].ClockAhead = ahead * 1000;

        CutInput(bench, "server1");

        Assert.Equal(excused, bench.Found is null);
    }

    // IsDeafSinceItsTime: a dead agent has had its deadline and its stop, and from then on the card of the disk heard nobody.
    [Theory]
    [InlineData(300, 180, -60, true)]
    [InlineData(300, 173, -60, true)]
    [InlineData(300, 171, -60, false)]
    [InlineData(300, 180, 7, true)]
    [InlineData(300, 180, 9, false)]
    [InlineData(119, 119, -60, false)]
    public void Disk_OfANodeThatRunsOnBeyondItsTime_MayGoOnlyWhereItsCardHasHeardNobodySince(int deadline, int silentSince, int silentUntilAgo, bool excused)
    {
        using var bench = new Bench(ExampleSites.TerminalApart, new DiskChecker());
        var node = bench.Node("node1");
        Dies(node, bench.Ago(500));
        node.OsStopBy = bench.Ago(deadline);
        var ups = bench.Ups("UPS5");
        (ups.CountdownBegan, ups.SilentFrom, ups.SilentUntil) = (bench.Ago(100), bench.Ago(silentSince), bench.Ago(silentUntilAgo));

        CutDisk(bench, "node1");

        Assert.Equal(excused, bench.Found is null);
    }

    // A node hangs in its stop, beyond its time, and still answers: as long as anybody can tell the card, the countdown is to be made longer.
    [Theory]
    [InlineData(200, 7, true, true)]
    [InlineData(200, 9, true, false)]
    [InlineData(200, 9, false, true)]
    [InlineData(119, 7, true, false)]
    public void Disk_OfANodeThatHangsInItsStop_MayGoOnlyWhereNobodyCouldMakeItsCountdownLonger(int stopsSince, int silentUntilAgo, bool terminalRuns, bool excused)
    {
        using var bench = new Bench(ExampleSites.TerminalApart, new DiskChecker());
        var node = bench.Node("node1");
        (node.Os, node.OsStopHangs, node.OsStopBegan) = (Os.Stopping, true, bench.Ago(stopsSince));
        (bench.Ups("UPS5").CountdownBegan, bench.Ups("UPS5").SilentUntil) = (bench.Ago(100), bench.Ago(silentUntilAgo));
        if (!terminalRuns)
            Went(bench, bench.Ago(100));

        CutDisk(bench, "node1");

        Assert.Equal(excused, bench.Found is null);
    }

    // IsReached: the terminal was cut off from before the time was over until a moment ago.
    [Theory]
    [InlineData(false, 7, true)]
    [InlineData(false, 9, false)]
    [InlineData(true, 7, true)]
    public void Disk_OfANodeThatHangsBeyondItsTime_MayGoWhereTheTerminalWasCutOffUntilAMomentAgo(bool outlivesItsAgent, int aloneUntilAgo, bool excused)
    {
        using var bench = new Bench(ExampleSites.TerminalApart, new DiskChecker());
        var node = bench.Node("node1");
        (node.Os, node.OsStopHangs, node.OsStopBegan, node.AgentGone, node.OsStopBy) = (outlivesItsAgent ? Os.Running : Os.Stopping, true, bench.Ago(200), outlivesItsAgent, bench.Ago(200));
        bench.Ups("UPS5").CountdownBegan = bench.Ago(100);
        bench.World.Network.IsolateTerminal(0, bench.Ago(150), bench.Ago(aloneUntilAgo));

        CutDisk(bench, "node1");

        Assert.Equal(excused, bench.Found is null);
    }

    private static IEnumerable<(Bench Bench, Action<Bench, string> Cut)> Both(Model.Sites.Site site) =>
        [(new Bench(site, new InputChecker()), CutInput), (new Bench(site, new DiskChecker()), CutDisk)];

    private static NodeModel Boots(Bench bench, string name, int secondsAgo, int takes)
    {
        var node = bench.Node(name);
        (node.BootBegan, node.BootTime) = (bench.Ago(secondsAgo), takes * 1000);
        return node;
    }

    private static void Tell(Bench bench, PowerEvent happened) =>
        bench.World.Judge.Decided(bench.World.Terminals[0], bench.World.Terminals[0].State, happened, new Decision(bench.World.Terminals[0].State, [], default), quiet: false);

    private static void Dies(NodeModel node, long at) => (node.AgentGone, node.AgentGoneAt) = (true, at);

    private static void Went(Bench bench, long at)
    {
        foreach (var terminal in bench.World.Terminals)
            (terminal.Runs, terminal.WentDownAt) = (at >= bench.Now, at);
    }

    private static void CutInput(Bench bench, string node) =>
        bench.World.Judge.NodeLostInput(bench.Node(node), bench.World.Upses[bench.Node(node).Place.Sources[0].Ups], PowerLoss.Commanded);

    private static void CutDisk(Bench bench, string node = "node1")
    {
        foreach (var other in bench.World.Nodes.Where(other => other.Node.Name != node))
            other.Os = Os.Off;
        bench.World.Judge.DiskLostInput(bench.Disk("disk1"), bench.Ups("UPS5"), PowerLoss.Commanded);
    }
}
