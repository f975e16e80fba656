using PowerController.Decisions;
using PowerController.Simulator.Checking;
using PowerController.Simulator.Nights;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulation.Mutants;

/// <summary>The checkers are checked: every core that is wrong on purpose is found.</summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    /// <summary>Within so many nights a mistake must show.</summary>
    private const ulong Seeds = 2_000;

    public static TheoryData<string> Names => [.. KnownMutants.All.Select(mutant => mutant.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Mutant_WithinTwoThousandNights_IsFound(string name)
    {
        var mutant = KnownMutants.Named(name);
        var found = FirstSeed(mutant, Judge.Whole);

        Assert.True(found is not null, $"{name} was not found by {mutant.Rule} in {Seeds} nights.");
        output.WriteLine($"{name}: Seed {found} by {mutant.Rule}");
    }

    [Fact]
    public void Mutants_Together_AreFoundByEveryCheckerOfSafetyAndLiveness()
    {
        var rules = KnownMutants.All.Select(mutant => mutant.Rule).ToHashSet(StringComparer.Ordinal);

        Assert.Superset(new HashSet<string>(["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "L1", "L2"], StringComparer.Ordinal), rules);
        Assert.True(KnownMutants.All.Count >= 12);
    }

    [Fact]
    public void Checker_ThatIsBlindToDisks_LetsTheMutantOfDisksPass()
    {
        var mutant = KnownMutants.Named("disk-before-its-nodes");
        var blind = FirstSeed(mutant, () => new Judge([.. Judge.AllCheckers().Where(checker => checker is not DiskChecker)]), 200);

        Assert.Null(blind);
        Assert.NotNull(FirstSeed(mutant, Judge.Whole, 200));
    }

    // A seed in which the mutant breaks its rule and the real core does not.
    private static ulong? FirstSeed(Mutant mutant, Func<Judge> judge, ulong seeds = Seeds)
    {
        var ground = new Ground(mutant.Site);
        for (ulong seed = 1; seed <= seeds; seed++)
        {
            var plan = new WorldPlan(ground, seed, mutant.Faults);
            var night = Night.Play(plan, mutant.Make(), judge(), null);
            if (night.Violation?.Rule == mutant.Rule
                && Night.Play(new WorldPlan(ground, seed, mutant.Faults), Decider.Decide, Judge.Whole(), null).Violation?.Rule != mutant.Rule)
                return seed;
        }

        return null;
    }
}
