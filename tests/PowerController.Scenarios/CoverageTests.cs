using PowerController.Decisions;
using PowerController.Scenarios.World;

namespace PowerController.Scenarios;

public sealed class CoverageTests
{
    /// <summary>Rules that no echo world can bring about; each with the test that does.</summary>
    private static readonly Rule[] _elsewhere =
    [
        Rule.ReadingChangedNothing, // seen at every reading; kept out of the sum because it says nothing
        Rule.RunsTakenFromMaster, // LeadingTests
        Rule.ConfigurationSwapped, // LeadingTests
        Rule.SourceUnknownIsSilence, // OutageJudgeTests
        Rule.CutReadBackDiffers, // CutTests
        Rule.EffectRepeated, // CutTests
    ];

    [Fact]
    public void Stories_Together_ReachEveryRule()
    {
        var reached = default(RuleSet);
        foreach (var file in Directory.GetFiles(StoryTests.Folder(), "*.story"))
            reached = reached.With(Story.Parse(File.ReadAllLines(file).TakeWhile(line => line != Story.Divider)).Play().Rules);

        var missing = Enum.GetValues<Rule>().Where(rule => !reached.Has(rule) && !_elsewhere.Contains(rule));

        Assert.Empty(missing);
    }
}
