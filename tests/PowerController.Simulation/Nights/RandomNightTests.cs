using System.Globalization;
using PowerController.Decisions;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Nights;
using PowerController.Simulator.Sites;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulation.Nights;

/// <summary>Fresh nights for a fixed time. The first seed is printed, and every violation with its shortest story.</summary>
public sealed class RandomNightTests(ITestOutputHelper output)
{
    /// <summary>How long fresh nights are played, in seconds; tests/run sets it.</summary>
    private const string Variable = "POWERCONTROLLER_SIMULATION_SECONDS";

    private static readonly TimeSpan _usual = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _continuousIntegration = TimeSpan.FromSeconds(120);

    [Fact]
    public void FreshNights_ForTheGivenTime_BreakNoRule()
    {
        var from = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() << 20;
        var grounds = ExampleSites.All.Select(site => new Ground(site)).ToArray();
        var wanted = new NightsWanted([.. grounds], from, long.MaxValue, FaultLevel.Many, Decider.Decide) { Budget = Budget(), StopAtViolation = true };

        var report = NightRun.Play(wanted, TimeProvider.System);

        var summary = string.Create(CultureInfo.InvariantCulture, $"Seed {from}: {report.Played} nights, {report.PerSecond:0} a second, {report.ViolationCount} violations");
        output.WriteLine(summary);
        // A passing test's output is not shown; the seed must be, whatever becomes of the test.
        Console.WriteLine(summary);
        Assert.True(report.Played > 0);
        Assert.True(report.ViolationCount == 0, summary + Environment.NewLine + FirstStory(wanted, report));
    }

    private static string FirstStory(NightsWanted wanted, NightsReport report)
    {
        if (report.Violations.IsEmpty)
            return "";
        var night = report.Violations[0];
        var ground = wanted.GroundOf(night.Seed);
        var shrunk = Shrinking.Shrink(ground, night, wanted.Faults, wanted.Decide);
        return $"{ground.Site.Name}, seed {night.Seed}: {night.Violation}{Environment.NewLine}{shrunk.Story}";
    }

    private static TimeSpan Budget()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text)
            return TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture));
        return Environment.GetEnvironmentVariable("CI") is "true" ? _continuousIntegration : _usual;
    }
}
