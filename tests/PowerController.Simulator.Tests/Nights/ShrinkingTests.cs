using System.Collections.Immutable;
using PowerController.Decisions;
using PowerController.Model.Effects;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Nights;
using PowerController.Simulator.Sites;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Tests.Nights;

public sealed class ShrinkingTests
{
    // A core that cuts at once: any outage long enough breaks S1, whatever else happens beside it.
    private static readonly DecisionCore _cutsAtOnce = (state, happened) =>
    {
        var decision = Decider.Decide(state, happened);
        return decision with { Effects = [.. decision.Effects.Select(effect => effect is ArmCut cut ? cut with { Delay = TimeSpan.FromSeconds(1) } : effect)] };
    };

    [Fact]
    public void Shrink_OfANightWithMuchAroundTheMistake_KeepsOnlyTheOutage()
    {
        var ground = new Ground(ExampleSites.Single);
        ImmutableArray<Happening> script =
        [
            new CardMisreads(5_000, "UPS1", CardTrouble.TooHot, 10_000),
            new MessagesDoubled(8_000, 20_000),
            new Outage(30_000, ["UPS1"], 600_000),
        ];
        var night = Night.Play(ground, 1, FaultLevel.None, _cutsAtOnce, script);

        var shrunk = Shrinking.Shrink(ground, night, FaultLevel.None, _cutsAtOnce);

        Assert.Equal("S1", night.Violation?.Rule);
        Assert.Equal([script[2]], shrunk.Script);
        Assert.Contains(shrunk.Story.Lines, line => line.Contains("VIOLATION of S1", StringComparison.Ordinal));
    }
}
