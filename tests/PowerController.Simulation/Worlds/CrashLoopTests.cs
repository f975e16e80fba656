using System.Collections.Immutable;
using System.Globalization;
using PowerController.Decisions;
using PowerController.Model.Sites;
using PowerController.Simulator.Checking;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Nights;
using PowerController.Simulator.Sites;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulation.Worlds;

/// <summary>The only terminal's program dies every few seconds and is started again each time: the site goes down in order, and comes up while that goes on.</summary>
public sealed class CrashLoopTests
{
    private const long Second = 1000;
    private const long MainsBack = 1560;
    private const long LastCrash = 7200;

    /// <summary>Site, and seconds from death to death. Of them the program is away for 1.5; it must live for longer than it takes to ask every UPS once.</summary>
    public static TheoryData<string, int> Loops => new()
    {
        { "terminal-apart", 5 }, { "terminal-apart", 8 }, { "terminal-apart", 30 }, { "terminal-apart", 90 },
        { "shared-disks", 5 }, { "shared-disks", 15 }, { "shared-disks", 60 },
        { "five-disks", 8 }, { "five-disks", 30 }, { "five-disks", 90 },
    };

    [Theory]
    [MemberData(nameof(Loops))]
    public void Program_ThatDiesAgainAndAgain_BringsEverythingBackWhileItDoes(string name, int every)
    {
        var site = ExampleSites.All.First(one => string.Equals(one.Name, name, StringComparison.Ordinal));
        var story = new Story();
        var night = Night.Play(new Ground(site), 3, FaultLevel.None, Decider.Decide, Script(site, every), story);

        Assert.Null(night.Violation);
        var closed = story.Lines.Where(line => line.Contains("terminal: closes run", StringComparison.Ordinal)).Select(MomentOf).ToList();
        Assert.Equal(name == "shared-disks" ? 3 : 1, closed.Count);
        // Half an hour after mains is back, and an hour before the last crash.
        Assert.All(closed, at => Assert.InRange(at, MainsBack, MainsBack + 1800));
    }

    private static ImmutableArray<Happening> Script(Site site, int every)
    {
        var script = ImmutableArray.CreateBuilder<Happening>();
        script.Add(new Outage(60 * Second, [.. site.Upses.Select(ups => ups.Name).Where(ups => ups != "UPS0")], (MainsBack - 60) * Second));
        for (long at = 30; at < LastCrash; at += every)
            script.Add(new ControllerCrashes(at * Second, "terminal", 0, 0, 1500, 0));
        return script.ToImmutable();
    }

    private static double MomentOf(string line) => double.Parse(line.TrimStart().Split(' ')[0], CultureInfo.InvariantCulture);
}
