using System.Text.Json;
using PowerController.Tests.CommandLine;

namespace PowerController.Tests.Simulating;

public sealed class SimulateCommandTests
{
    [Theory]
    [InlineData("none, some or many", "--faults", "plenty")]
    [InlineData("three-terminals", "--site", "nowhere")]
    [InlineData("modelled or real", "--coordination", "imagined")]
    [InlineData("--seeds takes", "--seeds", "0")]
    [InlineData("no such directory", "--config", "/no/such/place")]
    [InlineData("Cannot parse argument", "--from", "x")]
    public void Simulate_WrongUsage_SaysWhatWouldBeRight(string expected, params string[] arguments)
    {
        var run = PowerCtlRun.Of(["simulate", .. arguments]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Simulate_SameSeeds_GiveTheSameHash()
    {
        string[] nights = ["simulate", "--seeds", "64", "--from", "7", "--faults", "many", "--json"];
        static string? Hash(PowerCtlRun run) => JsonDocument.Parse(run.Output).RootElement.GetProperty("hash").GetString();

        Assert.Equal(Hash(PowerCtlRun.Of(nights)), Hash(PowerCtlRun.Of(nights)));
    }

    [Fact]
    public void Simulate_ManyNights_TellWhichHazardsTheyPlayedAndWhatWasExcused()
    {
        string[] nights = ["simulate", "--seeds", "640", "--from", "7", "--faults", "many"];
        var told = JsonDocument.Parse(PowerCtlRun.Of([.. nights, "--json"]).Output).RootElement;

        Assert.Contains("AgentDies", told.GetProperty("hazards").EnumerateArray().Select(hazard => hazard.GetString()));
        Assert.InRange(told.GetProperty("excuses").GetProperty("HangsBeyondItsTime").GetInt64(), 1, told.GetProperty("excusedNights").GetInt64());
        Assert.Contains($"Excused: {told.GetProperty("excusedNights").GetInt64()} nights", PowerCtlRun.Of(nights).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Simulate_OneNight_IsToldAsAStory()
    {
        var run = PowerCtlRun.Of("simulate", "--seeds", "1", "--from", "1", "--faults", "none");

        Assert.Contains("is gone for", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Simulate_OwnSite_PlaysItsNights()
    {
        var run = PowerCtlRun.Of("simulate", "--seeds", "32", "--from", "1", "--faults", "none", "--config", Repository.Path("config", "examples", "terminal-apart"), "--json");

        Assert.Equal(32, JsonDocument.Parse(run.Output).RootElement.GetProperty("nights").GetInt32());
    }
}
