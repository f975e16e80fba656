using System.Text.Json;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Runtime.Following;
using PowerController.Runtime.History;
using PowerController.Tests.CommandLine;

namespace PowerController.Tests.History;

public sealed class HistoryCommandTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly ScratchDirectory _scratch = new();

    public HistoryCommandTests()
    {
        Directory.CreateDirectory(_scratch["config"]);
        File.WriteAllText(_scratch["config/site.yaml"], FollowedSite.Text);
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void History_OfAUps_ShowsLeastMeanAndMost()
    {
        Keep(FollowedSite.OnMains(20).Load!.Value.Value, 40);

        var run = Run("UPS1", "--by", "hour");

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("20 … 30 … 40", run.Output, StringComparison.Ordinal);
        Assert.Contains("2 minutes with a sample, 0 of them on battery", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void History_AsCsv_HasEveryMinute()
    {
        Keep(20, 40);

        var run = Run("UPS1", "--by", "minute", "--csv");

        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("time,minutes,minutes_on_battery,charge_percent,run_time_seconds,load_percent,", lines[0], StringComparison.Ordinal);
        Assert.Equal("2026-03-01T10:00:00Z,1,0,100,1800,20,300,101.2,50.02,100.4,3.1,54.25,24.5", lines[1].TrimEnd());
    }

    [Fact]
    public void History_AsJson_IsReadByPrograms()
    {
        Keep(20, 40);

        using var json = JsonDocument.Parse(Run("UPS1", "--by", "day", "--json").Output);

        var load = json.RootElement.GetProperty("rows")[0].GetProperty("load_percent");
        Assert.Equal((20, 30, 40), (load.GetProperty("min").GetDouble(), load.GetProperty("mean").GetDouble(), load.GetProperty("max").GetDouble()));
    }

    [Fact]
    public void Events_OfTheSite_AreListed()
    {
        Keep(20);

        Assert.Contains("UPS1: =on battery", Run("--events").Output, StringComparison.Ordinal);
        Assert.Contains("UPS1,'=on battery", Run("UPS1", "--events", "--csv").Output, StringComparison.Ordinal);
        Assert.Equal(1, Run("UPS2", "--events").ExitCode);
    }

    [Theory]
    [InlineData("Say of which UPS")]
    [InlineData("not understood", "UPS1", "--since", "yesterday")]
    [InlineData("ends before it begins", "UPS1", "--until", "900d")]
    [InlineData("exclude each other", "UPS1", "--csv", "--json")]
    [InlineData("Did you mean 'UPS1'", "UPS11")]
    public void History_WrongUsage_SaysWhatWouldBeRight(string expected, params string[] arguments)
    {
        Keep(20);

        var run = Run(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void History_NotThere_SaysWhoWritesIt()
    {
        var run = Run("UPS1");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("--state", run.Error, StringComparison.Ordinal);
    }

    private PowerCtlRun Run(params string[] arguments)
    {
        string[] since = arguments.Contains("--since") ? [] : ["--since", "2026-01-01"];
        return PowerCtlRun.Of(["history", .. arguments, .. since, "--config", _scratch["config"], "--state", _scratch.Path]);
    }

    private void Keep(params double[] loads)
    {
        for (var minute = 0; minute < loads.Length; minute++)
        {
            var clock = new SetClock(Start.AddMinutes(minute));
            var site = new FollowedSite(clock.GetUtcNow());
            site.Hear(clock.GetUtcNow(), ups => ups == 0 ? FollowedSite.OnMains(loads[minute]) : null);
            using var keeper = new HistoryKeeper(HistorySettings.Usual, site, new Surroundings("terminal", _scratch.Path, _scratch.Path, _ => "", (_, text) => Assert.Fail(text), clock));
            keeper.Start();
            keeper.Wrote(new DiaryEntry(1, Start, DiaryKind.Power, Urgency.Warning, "UPS1", "=on battery"));
        }
    }
}
