using PowerController.Decisions;
using PowerController.Simulator.Checking;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Nights;
using PowerController.Simulator.Sites;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulation.Nights;

public sealed class DeterminismTests
{
    [Fact]
    public void SameSeed_PlayedTwice_TellsTheSameStoryByteForByte()
    {
        foreach (var site in ExampleSites.All)
        {
            for (ulong seed = 1; seed <= 8; seed++)
            {
                var (first, second) = (new Story(), new Story());
                var one = Night.Play(new Ground(site), seed, FaultLevel.Many, Decider.Decide, null, first);
                var other = Night.Play(new Ground(site), seed, FaultLevel.Many, Decider.Decide, null, second);

                Assert.Equal(first.ToString(), second.ToString());
                Assert.Equal(one.Hash, other.Hash);
                Assert.NotEmpty(first.Lines);
            }
        }
    }

    [Fact]
    public void Nights_OnOneCoreAndOnMany_HaveTheSameHash()
    {
        var wanted = new NightsWanted([.. ExampleSites.FourWays.Select(site => new Ground(site))], 1, 200, FaultLevel.Many, Decider.Decide);

        var one = NightRun.Play(wanted with { Cores = 1 }, TimeProvider.System);
        var many = NightRun.Play(wanted with { Cores = 7 }, TimeProvider.System);

        Assert.Equal(200, one.Played);
        Assert.Equal(one.Hash, many.Hash);
        Assert.Equal(one.Events, many.Events);
    }

    [Fact]
    public void Night_WithAndWithoutAStory_IsTheSameNight()
    {
        var ground = new Ground(ExampleSites.TerminalApart);

        var told = Night.Play(ground, 5, FaultLevel.Many, Decider.Decide, null, new Story());
        var silent = Night.Play(ground, 5, FaultLevel.Many, Decider.Decide);

        Assert.Equal(told.Hash, silent.Hash);
    }

    [Fact]
    public void Seeds_ThatDiffer_TellDifferentStories()
    {
        var ground = new Ground(ExampleSites.TerminalApart);

        var hashes = Enumerable.Range(1, 50).Select(seed => Night.Play(ground, (ulong)seed, FaultLevel.Some, Decider.Decide).Hash).ToHashSet();

        Assert.Equal(50, hashes.Count);
    }
}
