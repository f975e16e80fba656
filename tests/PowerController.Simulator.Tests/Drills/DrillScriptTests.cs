using System.Collections.Immutable;
using PowerController.Simulator.Drills;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Sites;
using PowerController.Yaml.Reading;

namespace PowerController.Simulator.Tests.Drills;

public sealed class DrillScriptTests
{
    [Fact]
    public void Read_OfAStory_GivesWhatHappensInOrder()
    {
        var (script, errors) = Read(
            """
            - at 95s: mains on
            - at 0s: mains off UPS2, UPS3
            - at 40s: silence UPS3 for 2m
            - node2 hangs in cluster stop
            - at 1m: terminal crashes for 20s
            - UPS1 worn to 30%
            """);

        Assert.Empty(errors);
        Assert.Equal(
            [
                "mains of UPS2 and UPS3 is gone",
                "node2 will hang in the stop of its cluster",
                "the battery of UPS1 breaks down to 30 % of what it held, and its charge goes on being shown",
                "the card of UPS3 is silent for 120 s",
                "the program of terminal crashes and comes back after 20 s",
                "mains of UPS0, UPS1, UPS2, UPS3, UPS4 and UPS5 is back",
            ],
            script!.Value.Select(HappeningText.Of));
        Assert.Equal([0, 0, 0, 40_000, 60_000, 95_000], script.Value.Select(happening => happening.At));
    }

    [Theory]
    [InlineData("- at 0s: mains off UPS9", "'UPS9' is no UPS of 'terminal-apart'.", "It has UPS0")]
    [InlineData("- at 0s: mains off\n- node9 hangs in os stop", "'node9' is no node", "node1, node2")]
    [InlineData("- at soon: mains off", "'at soon' is no moment of a script.", "Write 'at' and the time")]
    [InlineData("- at 0s: mains off\n- at 1s: silence UPS2 for long", "'for long' is no time.", "for 60s")]
    [InlineData("- at 0s: mains off\n- UPS1 worn to 130%", "'130%' is no share", "0% to 100%")]
    [InlineData("- at 0s: mains off\n- everything is fine", "'everything is fine' is not understood.", "Sentences are:")]
    [InlineData("- node1 hangs in os stop", "Nothing fails in this script.", "mains off all")]
    [InlineData("mains: off", "A script is a list of sentences", "Begin each line with '- '")]
    [InlineData("- [a, b]", "A sentence is expected here", "Write it as")]
    public void Read_OfSomethingWrong_SaysWhatAndWhatWouldBeRight(string text, string message, string remedy)
    {
        var (script, errors) = Read(text);

        Assert.Null(script);
        var error = Assert.Single(errors);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
    }

    private static (ImmutableArray<Happening>? Script, ImmutableArray<YamlError> Errors) Read(string text)
    {
        var errors = new YamlErrors();
        var script = DrillScript.Read(YamlReader.ReadText(text, "night.yaml", errors), ExampleSites.TerminalApart, errors);
        return (script, errors.InOrder());
    }
}
