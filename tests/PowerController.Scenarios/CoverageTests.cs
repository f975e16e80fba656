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

    /// <summary>Every hazard that belongs to the decisions, and the stories that tell it.</summary>
    public static TheoryData<string, string> Hazards => new()
    {
        { "power returns in the middle of a shutdown", "mains-return-during-cluster-stop" },
        { "power returns while the cuts run", "mains-return-before-the-cut-runs-out" },
        { "a latched shutdown is replayed after restart", "finished-run-is-never-replayed" },
        { "low battery reported while on mains", "low-battery-on-mains-is-ignored" },
        { "low battery at 90 % charge", "low-battery-at-ninety-percent" },
        { "calibration shows off, or lingers", "calibration-flag-lingers" },
        { "a calibration is no outage", "calibration-is-no-outage" },
        { "a real outage during a calibration", "outage-during-a-calibration" },
        { "off reported while feeding the load", "off-reported-while-feeding" },
        { "off for one reading", "off-for-one-reading" },
        { "off that is true counts as lost power", "off-and-really-off-has-lost-power" },
        { "one UPS's state on another", "answers-for-another-ups-change-nothing" },
        { "silence on battery taken for a shutdown", "silence-on-battery-policy-continue" },
        { "silence on battery taken for recovery", "failed-then-silent-stays-failed" },
        { "silence and the policy", "silence-on-battery-policy-shutdown" },
        { "silence while on bypass gets no grace", "silence-on-bypass-gets-the-same-grace" },
        { "an alarm alone triggers a shutdown", "alarms-alone-stop-nothing" },
        { "unknown taken as good", "unknown-blocks-restore" },
        { "restart at low charge, then a second outage", "restart-waits-for-charge" },
        { "restart without run time for one more shutdown", "restart-waits-for-run-time" },
        { "a command that works only on battery", "cut-that-works-only-on-battery-is-refused-on-mains" },
        { "acknowledged but ignored by the card", "acknowledged-but-ignored-by-the-card" },
        { "output never cut because the network is down by then", "worked-example-1-all-fail" },
        { "stopped taken for powered off", "system-stop-hangs-disk-waits" },
        { "hosts counted, not named", "unreachable-node-is-not-off" },
        { "nodes already stopped are left off", "nodes-already-stopped-are-not-left-off" },
        { "a restart forgets the run", "crash-in-cluster-stop" },
        { "a start packet is lost", "start-packet-lost" },
        { "storage comes up after its clients", "warm-up-with-a-dark-rank-way-a" },
        { "storage comes up after its clients, terminals among nodes", "warm-up-with-a-dark-rank-way-b" },
    };

    [Theory]
    [MemberData(nameof(Hazards))]
    public void Hazard_OfTheDecisions_HasItsStory(string hazard, string story) =>
        Assert.True(File.Exists(Path.Combine(StoryTests.Folder(), story + ".story")), $"Nobody tells: {hazard}.");
}
