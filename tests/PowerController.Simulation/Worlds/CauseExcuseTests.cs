using PowerController.Decisions;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Simulator.Checking;
using PowerController.Simulator.Sites;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulation.Worlds;

/// <summary>What is cause enough for a shutdown by outage, by what its terminal was shown (S4 to S6), and what may be left off (L1); and what is only near to it.</summary>
public sealed class CauseExcuseTests
{
    private static readonly Reading _good = new(OutputSource.Mains, Conditions.None);
    private static readonly Reading _battery = new(OutputSource.Battery, Conditions.None);
    private static readonly Reading _ends = new(OutputSource.Battery, Conditions.LowBattery);

    [Fact]
    public void Shutdown_WithoutAnyCause_IsFound()
    {
        using var bench = new Bench(ExampleSites.TerminalApart, new CauseChecker());

        Commit(bench);

        Assert.Equal("S4", bench.Found);
    }

    // FellSilentOnBattery: of two batteries of a disk one ends, and the other one fell silent on its own.
    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void Battery_ThatEnds_IsNotToBeWaitedOutForAnotherThatFellSilentOnBattery(bool ends, bool onBattery, bool excused)
    {
        using var bench = new Bench(ExampleSites.TerminalsAmongNodes, new CauseChecker());
        MainsGoes(bench, "UPS4", "UPS5");
        Read(bench, 10, "UPS4", ends ? _ends : _battery);
        bench.Ups("UPS5").Mains = !onBattery;
        Read(bench, 10, "UPS5", onBattery ? _battery : _good);
        Silent(bench, 5, "UPS5");

        Commit(bench);

        Assert.Equal(excused, bench.Found is null);
    }

    // IsSilentForLong: the other one fell silent with its mains there, longer ago than its group's silence counts.
    [Theory]
    [InlineData(true, 51, true)]
    [InlineData(true, 49, false)]
    [InlineData(false, 51, false)]
    public void Battery_ThatEnds_IsNotToBeWaitedOutForAnotherThatIsSilentForLong(bool ends, double ago, bool excused)
    {
        using var bench = new Bench(ExampleSites.TerminalsAmongNodes, new CauseChecker());
        MainsGoes(bench, "UPS4");
        Read(bench, 60, "UPS5", _good);
        Silent(bench, ago, "UPS5");
        Read(bench, 10, "UPS4", ends ? _ends : _battery);

        Commit(bench);

        Assert.Equal(excused, bench.Found is null);
    }

    // Nothing is known of one that has said nothing since the program started; what was heard of mains since then is known.
    [Theory]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    public void Battery_ThatEnds_IsNotToBeWaitedOutForAnotherUnheardSinceTheStart(bool ends, bool heard, bool excused)
    {
        using var bench = new Bench(ExampleSites.TerminalsAmongNodes, new CauseChecker());
        MainsGoes(bench, "UPS4");
        Read(bench, 60, "UPS5", _good);
        Tell(bench, new Started(At(bench, 50), "terminal1", DateTimeOffset.UnixEpoch));
        Read(bench, 10, "UPS4", ends ? _ends : _battery);
        if (heard)
        {
            Read(bench, 10, "UPS5", _good);
            Silent(bench, 5, "UPS5");
        }

        Commit(bench);

        Assert.Equal(excused, bench.Found is null);
    }

    // FeedsUnread: that the disk's output is on again can not have been read yet.
    [Theory]
    [InlineData(2.9, true)]
    [InlineData(3.1, false)]
    public void Disk_ThatWasDarkAMomentAgo_MayCountAsDarkUntilItIsRead(double ago, bool excused)
    {
        using var bench = new Bench(ExampleSites.TerminalApart, new CauseChecker());
        bench.Ups("UPS5").Outputs[0].OnSince = bench.Ago(ago);

        Commit(bench);

        Assert.Equal(excused, bench.Found is null);
    }

    // The battery of one of two has failed, and the other one was off until a moment ago.
    [Theory]
    [InlineData(2.9, true)]
    [InlineData(3.1, false)]
    public void Disk_OfWhichOneOutputCameOnAMomentAgo_MayCountAsDarkWhenTheOtherIsLost(double ago, bool excused)
    {
        using var bench = new Bench(ExampleSites.TerminalsAmongNodes, new CauseChecker());
        MainsGoes(bench, "UPS4");
        Read(bench, 200, "UPS4", _battery);
        bench.Ups("UPS5").Outputs[0].OnSince = bench.Ago(ago);

        Commit(bench);

        Assert.Equal(excused, bench.Found is null);
    }

    // IsBeingCut: its card hears nobody who would take the countdown back, and there is no more time than the stop needs.
    [Theory]
    [InlineData(true, -1, true)]
    [InlineData(true, 1, false)]
    [InlineData(false, -1, false)]
    public void Disk_WhoseSilentCardCountsDown_IsCauseEnoughWhenTheCutIsNear(bool silent, int beyond, bool excused)
    {
        using var bench = new Bench(ExampleSites.TerminalApart, new CauseChecker());
        bench.Ups("UPS5").Outputs[0].OffAt = bench.Now + bench.World.Plan.Ground.Required[bench.Ups("UPS5").Position] + beyond;
        if (silent)
            Silent(bench, 5, "UPS5");

        Commit(bench);

        Assert.Equal(excused, bench.Found is null);
    }

    [Fact]
    public void Disk_WhoseSilentCardCountsNothingDown_IsNoCause()
    {
        using var bench = new Bench(ExampleSites.TerminalApart, new CauseChecker());
        Silent(bench, 5, "UPS5");

        Commit(bench);

        Assert.Equal("S6", bench.Found);
    }

    // CountsOnByItsClock: the cut is over in truth; a clock that was set says that it is still to come, and its card, unheard since the start, says nothing.
    [Theory]
    [InlineData(-2_682, CutStage.Armed, false, true)]
    [InlineData(-2_682, CutStage.Armed, true, false)]
    [InlineData(-2_682, CutStage.None, false, false)]
    [InlineData(0, CutStage.Armed, false, false)]
    public void Countdown_ThatRunsOnOnlyByAClockThatWasSet_IsCauseEnoughWhereNobodyShowsItsEnd(int ahead, CutStage cut, bool heard, bool excused)
    {
        using var bench = new Bench(ExampleSites.TerminalApart, new CauseChecker());
        var terminal = bench.World.Terminals[0];
        terminal.ClockAhead = ahead * 1000;
        var ups = terminal.State.Upses[bench.Ups("UPS5").Position];
        terminal.State = terminal.State with
        {
            Upses = terminal.State.Upses.With(bench.Ups("UPS5").Position, ups with { Outputs = ups.Outputs.SetItem(0, OutputState.Untouched with { Cut = cut }) }),
        };
        Tell(bench, new Started(At(bench, 50), "terminal", DateTimeOffset.UnixEpoch));
        if (heard)
        {
            Read(bench, 10, "UPS5", _good);
            Silent(bench, 5, "UPS5");
        }

        Commit(bench);

        Assert.Equal(excused, bench.Found is null);
    }

    // What people start is theirs where a run has stopped it, or has told them of it; not where nobody has said a word.
    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    public void Node_ThatPeopleStart_MayBeOffWhereTheyKnow(bool stopped, bool told, bool excused)
    {
        using var bench = new Bench(ExampleSites.ThreeTerminals, new Liveness());
        var node = bench.Node("server3");
        (node.Os, node.Membership) = (Simulator.Physics.Os.Off, Simulator.Physics.Membership.Out);
        if (stopped)
            node.StoppedBy = new RunId(1, 1);
        if (told)
            bench.Close(new RunId(1, 1), "server3");

        bench.World.Judge.End();

        Assert.Equal(excused, bench.Found is null);
    }

    private static TimeSpan At(Bench bench, double secondsAgo) => bench.World.Terminals[0].Clock(bench.Ago(secondsAgo));

    private static void MainsGoes(Bench bench, params string[] upses)
    {
        foreach (var ups in upses)
            bench.Ups(ups).Mains = false;
    }

    private static void Read(Bench bench, double secondsAgo, string ups, Reading reading) => Tell(bench, new UpsRead(At(bench, secondsAgo), ups, reading));

    private static void Silent(Bench bench, double secondsAgo, string ups) => Tell(bench, new UpsSilent(At(bench, secondsAgo), ups, SilenceKind.NoAnswer));

    private static void Tell(Bench bench, PowerEvent happened, params Effect[] effects)
    {
        var terminal = bench.World.Terminals[0];
        bench.World.Judge.Decided(terminal, terminal.State, happened, new Decision(terminal.State, [.. effects], default), quiet: false);
    }

    // The terminal decides to shut the whole cluster down, whatever it was shown.
    private static void Commit(Bench bench)
    {
        var terminal = bench.World.Terminals[0];
        var master = terminal.State with { Role = Role.Master, Runs = [] };
        var now = At(bench, 0);
        var unit = bench.World.Topology.Unit("cluster");
        var run = new Run(
            new RunId(1, 1), RunCause.Outage, RunAim.StopAndStart, unit, true, "a test says so", Phase.Committed, now, now, now, now, RunDeadlines.None,
            [.. bench.World.Topology.Units[unit].Nodes.Select(node => RunMember.Of(node, true))], TimeSpan.Zero, null, false, false, Step.None, Step.None, [], 1, [], [], [], []);
        bench.World.Judge.Decided(terminal, master, new Woke(now), new Decision(master with { Runs = [run] }, [], default), quiet: false);
    }
}
