using PowerController.Coordination.Sealing;
using PowerController.Decisions;
using PowerController.Model.Sites;
using PowerController.Simulator.Checking;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Nights;
using PowerController.Simulator.Sites;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulation.Talking;

/// <summary>Nights in which hosts speak to each other by the real coordination, in sealed datagrams.</summary>
public sealed class RealCoordinationTests
{
    [Fact]
    public void SameSeed_PlayedTwice_IsTheSameNight()
    {
        foreach (var site in ExampleSites.FourWays)
        {
            var (one, other) = (Play(site, 4, FaultLevel.Many), Play(site, 4, FaultLevel.Many));

            Assert.Equal(one.Hash, other.Hash);
            Assert.Equal(one.Events, other.Events);
        }
    }

    [Fact]
    public void Night_OfEachSite_EndsWithEverythingRunning()
    {
        foreach (var site in ExampleSites.All)
        {
            for (ulong seed = 1; seed <= 2; seed++)
                Assert.Null(Play(site, seed, FaultLevel.None).Violation);
        }
    }

    [Fact]
    public void Orders_ReachNodes_WhenOnlyDatagramsCarryThem()
    {
        var story = new Story();
        Outage outage = new(30_000, [.. ExampleSites.TerminalApart.Upses.Select(ups => ups.Name)], 900_000);

        var night = Night.Play(new Ground(ExampleSites.TerminalApart), 1, FaultLevel.None, Decider.Decide, [outage], story, realCoordination: true);

        Assert.Null(night.Violation);
        foreach (var node in ExampleSites.TerminalApart.Nodes)
            Assert.Contains(story.Lines, line => line.EndsWith($"{node.Name} stops its operating system: it was told", StringComparison.Ordinal));
    }

    [Fact]
    public void Attacker_OnHostsThatTakeAnySignature_IsFound()
    {
        Assert.Contains(Enumerable.Range(1, 12), seed =>
            Night.Play(new CredulousPlan(new Ground(ExampleSites.TerminalApart), (ulong)seed), Decider.Decide, Judge.Whole(), null).Violation?.Rule == "A1");
    }

    private static NightResult Play(Site site, ulong seed, FaultLevel faults) =>
        Night.Play(new Ground(site), seed, faults, Decider.Decide, null, null, realCoordination: true);

    /// <summary>The hosts of this night take whoever signs for whom he says he is.</summary>
    private sealed class CredulousPlan : WorldPlan
    {
        public CredulousPlan(Ground ground, ulong seed)
            : base(ground, seed, FaultLevel.Many) => RealCoordination = true;

        public override VerifyingKey PinnedKey(string terminal) => new AnyKey();
    }

    private sealed class AnyKey : VerifyingKey
    {
        public override bool Verifies(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) => true;

        public override void Dispose() { }
    }
}
