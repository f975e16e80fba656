using System.Globalization;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Scenarios.World;

namespace PowerController.Scenarios;

/// <summary>Random nights on the echo world: whatever happens, when all is good again everything runs and no run is open.</summary>
public sealed class RandomNightTests
{
    private const double Dawn = 4000;
    private const double End = 14000;

    private static readonly string[] _sites =
        ["apart", "apart-delayed", "apart-three-nodes", "apart-shutdown", "apart-wake", "ranks", "among", "ranks-among", "mirror", "single", "redundant", "shared"];

    [Fact]
    public void Night_OfRandomEvents_EndsWithEverythingRunning()
    {
        var from = int.Parse(Environment.GetEnvironmentVariable("NIGHTS_FROM") ?? "1", CultureInfo.InvariantCulture);
        var nights = int.Parse(Environment.GetEnvironmentVariable("NIGHTS") ?? "100", CultureInfo.InvariantCulture);
        var failed = new List<string>();
        for (var seed = from; seed < from + nights; seed++)
        {
            var story = Night(seed);
            string? wrong;
            try
            {
                wrong = WrongWith(story.Play());
            }
            catch (Exception error) when (error is Model.InvariantViolation or InvalidOperationException)
            {
                wrong = error.Message;
            }

            if (wrong is not null)
                failed.Add($"seed {seed}, site {story.Site}: {wrong}\n  " + string.Join("\n  ", story.Happenings.Where(one => one.At < Dawn).OrderBy(one => one.At).Select(one => $"at {one.At}s: {one.What}")));
        }

        Assert.True(failed.Count == 0, $"{failed.Count} nights of {nights} went wrong:\n" + string.Join('\n', failed.Take(6)));
    }

    private static string? WrongWith(EchoWorld world)
    {
        if (!world.State.Runs.IsEmpty)
            return $"run {world.State.Runs[0].Id} is open in {world.State.Runs[0].Phase}";
        // What was given up after its limit was given up loudly; a card that was silent all the while can make that right.
        var givenUp = world.Told.Any(line => line.Contains("has not come up in its time", StringComparison.Ordinal));
        if (!givenUp && world.Nodes.Values.FirstOrDefault(node => node.Word != AgentWord.Up) is { } off)
            return $"{off.Name} does not run";
        if (world.Broken.Count > 0)
            return world.Broken[0];
        var state = SiteState.Of(world.Site, "sample");
        foreach (var happened in world.Journal)
            state = Decisions.Decider.Decide(state, happened).State;
        return CanonicalText.Of(state) == CanonicalText.Of(world.State) ? null : "the journal replays to another state";
    }

    private static Story Night(int seed)
    {
        var random = new Random(seed);
        var name = _sites[random.Next(_sites.Length)];
        var site = SampleSites.Named(name);
        var happenings = new List<(double, string)>();
        var units = site.Clusters.Select(cluster => cluster.Name).DefaultIfEmpty(site.Nodes[0].Name).ToArray();
        for (var count = random.Next(1, 9); count > 0; count--)
        {
            var ups = site.Upses[random.Next(site.Upses.Length)].Name;
            var node = site.Nodes[random.Next(site.Nodes.Length)].Name;
            var unit = units[random.Next(units.Length)];
            happenings.Add((random.Next(0, (int)Dawn - 100), random.Next(14) switch
            {
                0 or 1 or 2 => "mains off all",
                3 or 4 or 5 => "mains on all",
                6 or 7 when site.Build != Model.Sites.SiteBuild.TerminalsAmongNodes => $"mains off {ups}",
                8 => $"mains on {ups}",
                // Among nodes the one terminal of this world would have nobody to start it where its own card never heard the cut.
                9 when site.Build == Model.Sites.SiteBuild.TerminalApart => $"{ups} silent",
                10 => $"{ups} answers",
                11 => "crash",
                12 => $"{node} hangs in cluster stop",
                _ => $"ask {(random.Next(3) switch { 0 => "cancel", 1 => "force", _ => "skip-wait" })} {unit}",
            }));
        }

        happenings.Add((Dawn, "mains on all"));
        happenings.AddRange(site.Upses.Select(ups => (Dawn, $"{ups.Name} answers")));
        happenings.AddRange(site.Upses.Select(ups => (Dawn, $"{ups.Name} runtime 3000")));
        return new Story($"seed {seed}", name, "", false, happenings, End);
    }
}
