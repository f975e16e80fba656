using PowerController.Decisions;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Nights;
using PowerController.Simulator.Sites;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulation.Nights;

/// <summary>Nights in which the decisions once went wrong. They stay for ever.</summary>
public sealed class PinnedSeedTests
{
    [Theory]
    [MemberData(nameof(PinnedSeeds.OfMostSites), MemberType = typeof(PinnedSeeds))]
    [MemberData(nameof(PinnedSeeds.OfTheMirror), MemberType = typeof(PinnedSeeds))]
    [MemberData(nameof(PinnedSeeds.OfTerminalsAmongNodes), MemberType = typeof(PinnedSeeds))]
    public void Night_ThatOnceWentWrong_GoesRight(string site, ulong seed, FaultLevel faults, string wrong)
    {
        var night = Night.Play(new Ground(ExampleSites.All.First(one => string.Equals(one.Name, site, StringComparison.Ordinal))), seed, faults, Decider.Decide);

        Assert.True(night.Violation is null, $"Again: {wrong}. {night.Violation}");
    }
}
