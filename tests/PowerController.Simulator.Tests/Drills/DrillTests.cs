using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PowerController.Decisions;
using PowerController.Decisions.Plans;
using PowerController.Simulator.Drills;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Sites;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Tests.Drills;

public sealed class DrillTests
{
    private static readonly Ground _ground = new(ExampleSites.TerminalApart);
    private static readonly DrillSignOff _signed = new("terminal-apart", "abc", "failure all", "1.2.3", new DateTimeOffset(2026, 3, 1, 20, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Drill_OfEverythingFailing_KeepsToThePlanAndEndsNormal()
    {
        var result = Drill.Play(_ground, Drill.ScriptFor(_ground, Failure.All(_ground.Site)), Decider.Decide);

        Assert.Equal([], result.Findings);
        Assert.False(result.FellShort);
        Assert.All(result.Steps, step => Assert.NotNull(step.Actual));
        Assert.All(result.Steps, step => Assert.InRange(step.Actual!.Value, TimeSpan.Zero, step.Planned.Latest));
        Assert.True(result.Normal > result.MainsBack);
    }

    [Fact]
    public void Drill_WithANodeThatHangsInItsClusterStop_SaysSo()
    {
        Happening[] script = [new MainsOff(0, Names), new NodeFails(0, "node2", NodeTrouble.HangsInClusterStop), new MainsOn(1_800_000, Names)];

        var result = Drill.Play(_ground, [.. script], Decider.Decide);

        Assert.True(result.FellShort);
        Assert.Contains(result.Findings, finding => finding.Contains("did not stop in its time", StringComparison.Ordinal));
    }

    [Fact]
    public void Drill_OfABatteryThatIsTooSmall_FallsShort()
    {
        var site = ExampleSites.TerminalApart with
        {
            Upses = [.. ExampleSites.TerminalApart.Upses.Select(ups => ups with { ExpectedRunTime = TimeSpan.FromSeconds(ups.Name == "UPS2" ? 200 : 3000) })],
        };
        var ground = new Ground(site);

        var result = Drill.Play(ground, Drill.ScriptFor(ground, Failure.All(site)), Decider.Decide);

        Assert.Contains(result.Findings, finding => finding.StartsWith("UPS2 gives 200 s, the plan needs", StringComparison.Ordinal));
    }

    [Fact]
    public void Markdown_OfADrill_EndsWithTheHashOfAllBeforeIt()
    {
        var text = DrillReport.Markdown(Drill.Play(_ground, Drill.ScriptFor(_ground, Failure.All(_ground.Site)), Decider.Decide), _signed);

        var last = text.LastIndexOf("- sha256", StringComparison.Ordinal);
        Assert.Equal($"- sha256 of the above: {Hash(text[..last])}\n", text[last..]);
        Assert.Contains("- configuration abc\n- failure all\n- powerctl 1.2.3\n- 2026-03-01T20:00:00", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_OfADrill_IsSignedOverItsReport()
    {
        var text = DrillReport.Json(Drill.Play(_ground, Drill.ScriptFor(_ground, Failure.All(_ground.Site)), Decider.Decide), _signed);

        using var json = JsonDocument.Parse(text);
        Assert.Equal(Hash(json.RootElement.GetProperty("report").GetRawText()), json.RootElement.GetProperty("signOff").GetProperty("sha256").GetString());
        Assert.Equal("abc", json.RootElement.GetProperty("signOff").GetProperty("configuration").GetString());
        Assert.False(json.RootElement.GetProperty("report").GetProperty("fellShort").GetBoolean());
    }

    private static System.Collections.Immutable.ImmutableArray<string> Names => [.. _ground.Site.Upses.Select(ups => ups.Name)];

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
