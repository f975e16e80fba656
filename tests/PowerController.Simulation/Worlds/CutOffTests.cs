using PowerController.Decisions;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Simulator.Checking;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Nights;
using PowerController.Simulator.Sites;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulation.Worlds;

/// <summary>A host that is cut off from the network is so both ways, with the terminal on it; and that terminal knows that another one may lead.</summary>
public sealed class CutOffTests
{
    private const long Second = 1000;

    [Fact]
    public void Terminal_OnAHostThatIsCutOff_HearsNobodyEither()
    {
        var story = new Story();
        var night = Play(ExampleSites.TerminalsAmongNodes, 3, story, new NodeCutOff(30 * Second, "node2", 120 * Second));

        Assert.Null(night.Violation);
        Assert.Contains(story.Lines, line => line.EndsWith("terminal1 hears node2 no more", StringComparison.Ordinal));
        Assert.Contains(story.Lines, line => line.EndsWith("terminal2 hears node1 no more", StringComparison.Ordinal));
        Assert.Contains(story.Lines, line => line.EndsWith("terminal2 gets no answer from UPS1", StringComparison.Ordinal));
        Assert.DoesNotContain(story.Lines, line => line.EndsWith("terminal1 gets no answer from UPS2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(60, true)]
    public void Terminal_ThatHearsNoOther_LeadsItselfUntilItHearsThemAgain(int lasts, bool leads)
    {
        var story = new Story();
        var night = Play(ExampleSites.TerminalsAmongNodes, 3, story, new NodeCutOff(30 * Second, "node2", lasts * Second));

        Assert.Null(night.Violation);
        Assert.Equal(leads, story.Lines.Any(line => line.EndsWith("terminal2 hears no other terminal and leads itself", StringComparison.Ordinal)));
    }

    [Fact]
    public void Host_CutOffInAnOutage_GoesByItsDeadlines_BecauseItsOutputIsCutByThem()
    {
        var story = new Story();
        var night = Play(ExampleSites.TerminalsAmongNodes, 3, story,
            new Outage(30 * Second, [.. ExampleSites.TerminalsAmongNodes.Upses.Select(ups => ups.Name)], 2_000 * Second), new NodeCutOff(70 * Second, "node2", 700 * Second));

        Assert.True(night.Violation is null, night.Violation?.ToString());
        Assert.Contains(story.Lines, line => line.EndsWith("node2 stops its operating system: terminal2 told it", StringComparison.Ordinal));
        Assert.Contains(story.Lines, line => line.EndsWith("node2 has lost its power", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Terminal_WhoseRunIsPastItsPointOfNoReturn_ClaimsTheLeadBackFromOneThatHasNone(bool committed)
    {
        var story = new Story();
        _ = Play(ExampleSites.TerminalsAmongNodes, 3, story,
            new ControllerCrashes(15 * Second, "terminal2", 0, 0, 200 * Second, 0), new ControllerCrashes(16 * Second, "terminal3", 0, 0, 900 * Second, 0),
            new Outage(30 * Second, [.. ExampleSites.TerminalsAmongNodes.Upses.Select(ups => ups.Name)], (committed ? 170 : 20) * Second),
            new NodeCutOff(205 * Second, "node1", 40 * Second));

        Assert.Equal(committed, story.Lines.Any(line => line.Contains("terminal1 claims the lead of terminal2 back", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(200, 205, 40, false)]
    [InlineData(200, 205, 40, true)]
    [InlineData(240, 230, 60, false)]
    [InlineData(240, 230, 60, true)]
    public void Run_ThatOnlyATerminalKnowsWhichLeadsNoMore_IsHandedOverToTheOneThatLeads(int away, int cutOffAt, int cutOffFor, bool real)
    {
        var night = Night.Play(new Ground(ExampleSites.TerminalsAmongNodes), 3, FaultLevel.None, Decider.Decide,
            [
                new ControllerCrashes(15 * Second, "terminal2", 0, 0, away * Second, 0), new ControllerCrashes(16 * Second, "terminal3", 0, 0, 900 * Second, 0),
                new Outage(30 * Second, [.. ExampleSites.TerminalsAmongNodes.Upses.Select(ups => ups.Name)], 170 * Second), new NodeCutOff(cutOffAt * Second, "node1", cutOffFor * Second),
            ],
            new Story(), realCoordination: real);

        Assert.True(night.Violation is null, night.Violation?.ToString());
    }

    // Whoever leads on the node hears of the newer term first, and what takes deadlines back comes again.
    [Theory]
    [InlineData(3, 5, true)]
    [InlineData(5, 3, false)]
    public void Deadlines_TakenBackWhileTheNodesOwnTerminalLeads_ComeAgainWhereThatIsTheOlderOne(long own, long other, bool again)
    {
        using var bench = new Bench(ExampleSites.TerminalsAmongNodes, new InputChecker());
        foreach (var (terminal, term) in new[] { (bench.World.Terminals[0], own), (bench.World.Terminals[1], other) })
            terminal.State = terminal.State with { Role = Role.Master, Term = term };

        Assert.Equal(again, bench.World.Agents.SettlesFirst(bench.World.Terminals[1], "node1"));
    }

    private static NightResult Play(Site site, ulong seed, Story story, params Happening[] script) =>
        Night.Play(new Ground(site), seed, FaultLevel.Many, Decider.Decide, [.. script], story);
}
