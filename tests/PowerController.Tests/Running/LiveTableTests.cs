using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PowerController.CommandLine;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Running;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Snapshots;
using PowerController.Tests.CommandLine;

namespace PowerController.Tests.Running;

public sealed class LiveTableTests
{
    private static readonly Run _watching = new(
        new RunId(7, 1), RunCause.Outage, RunAim.StopAndStart, 0, true, "its power is failing", Phase.Watching, default, default, default, null, RunDeadlines.None, [], default, null, false, false,
        Step.None, Step.None, [], 1, [], [], [], []);

    [Theory]
    [InlineData(60, 12)]
    [InlineData(30, 8)]
    [InlineData(200, 9)]
    public void Table_InASmallWindow_KeepsHeadingRunsAndFooterAndNoLineWraps(int width, int height)
    {
        var snapshot = Snapshot();
        snapshot = snapshot with { State = snapshot.State with { Runs = [_watching] } };
        foreach (var colour in new[] { false, true })
        {
            var lines = new LiveTable(new Screen(TextWriter.Null, TextWriter.Null, colour, 120)).Lines(snapshot, "q quit, and much more that does not fit into a small window", height, width).ToList();

            Assert.InRange(lines.Count, 6, height);
            Assert.All(lines, line => Assert.InRange(Shown(line).Length, 0, width));
            Assert.StartsWith("demo", Shown(lines[0]), StringComparison.Ordinal);
            Assert.Contains(lines, line => Shown(line).StartsWith("run 7.1 of cluster", StringComparison.Ordinal));
            Assert.Contains(lines, line => Shown(line).StartsWith("… ", StringComparison.Ordinal));
            Assert.StartsWith("q quit", Shown(lines[^1]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Table_OfTheDefaultSite_ShowsTheTreeTheFiguresAndTheDiary()
    {
        var snapshot = Snapshot();
        var lines = new LiveTable(new Screen(TextWriter.Null, TextWriter.Null, false, 120)).Lines(snapshot, "q quit", 40).ToList();

        Assert.Contains("leads (term 7)", lines[0], StringComparison.Ordinal);
        var ups = Assert.Single(lines, line => line.Contains("UPS2  Node 1", StringComparison.Ordinal));
        Assert.Equal(["127.2.0.1:1610", "on", "battery", "230", "231", "30%", "99%", "29:00"], ups.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^8..]);
        Assert.Contains(lines, line => line.TrimStart().StartsWith("node1", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.TrimStart().StartsWith("disk1", StringComparison.Ordinal));
        Assert.EndsWith("UPS2 is on battery", lines[^2], StringComparison.Ordinal);
        Assert.Equal("q quit", lines[^1]);
    }

    private static SiteSnapshot Snapshot()
    {
        var site = SiteConfiguration.Load(Repository.Path("config")).Configuration!;
        var state = SiteState.Of(site.Site, site.Digest) with { Self = "terminal", Role = Role.Master, Term = 7 };
        var reading = new Reading(OutputSource.Mains, Conditions.None, new(99), TimeSpan.FromMinutes(29), new(30), null, new(230), null, new(231));
        state = state with { Upses = state.Upses.With(1, state.Upses[1] with { Mains = MainsState.Lost }) };
        var entry = new DiaryEntry(1, DateTimeOffset.UnixEpoch, DiaryKind.Power, Urgency.Warning, "UPS2", "UPS2 is on battery");
        return new SiteSnapshot(1, DateTimeOffset.UnixEpoch, TimeSpan.Zero, site.Site, site.Digest, state,
            [.. site.Site.Upses.Select(_ => new UpsFigures(reading, TimeSpan.Zero, "127.2.0.1:1610", null))], ImmutableArray<Coordination.Stations.HostView>.Empty, [entry]);
    }

    // What a terminal shows of it: without the codes for colours.
    private static string Shown(string line) => Regex.Replace(line, "\u001b\\[[0-9;]*m", "", RegexOptions.None, TimeSpan.FromSeconds(1));
}
