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
    // A core that starts nothing: any outage long enough breaks L2, whatever else happens beside it.
    private static readonly DecisionCore _startsNothing = (state, happened) =>
    {
        var decision = Decider.Decide(state, happened);
        return decision with { Effects = [.. decision.Effects.Where(effect => effect is not (TurnOn or CycleOutput or StartNode or RebootNode))] };
    };

    [Fact]
    public void Shrink_OfANightWithMuchAroundTheMistake_KeepsOnlyTheOutage()
    {
        var ground = new Ground(ExampleSites.FiveDisks);
        ImmutableArray<Happening> script =
        [
            new CardMisreads(5_000, "UPS1", CardTrouble.TooHot, 10_000),
            new MessagesDoubled(8_000, 20_000),
            new Outage(30_000, [.. ExampleSites.FiveDisks.Upses.Select(ups => ups.Name)], 600_000),
        ];
        var night = Night.Play(ground, 1, FaultLevel.None, _startsNothing, script);

        var shrunk = Shrinking.Shrink(ground, night, FaultLevel.None, _startsNothing);

        Assert.Equal("L2", night.Violation?.Rule);
        Assert.Equal([script[2]], shrunk.Script);
        Assert.Contains(shrunk.Story.Lines, line => line.Contains("VIOLATION of L2", StringComparison.Ordinal));
    }
}
