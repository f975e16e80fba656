using PowerController.Decisions.Plans;
using PowerController.Model.Plans;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Tests.Plans;

/// <summary>What holds for the plan of any site and any failure.</summary>
public sealed class PlanPropertyTests(ITestOutputHelper output)
{
    private const int Sites = 400;

    [Fact]
    public void Plan_AnySite_KeepsTheOrderOfTheShutdown() => ForAnySite((_, index, failure) =>
    {
        var plan = ShutdownPlanner.Plan(index, failure);
        foreach (var step in plan.Steps)
        {
            Assert.True(step.Latest >= step.Earliest, $"{step} ends before it can begin");
            if (step.Follows is not { } follows)
                continue;
            Assert.True(step.Latest >= plan.Steps[follows].Latest, $"{step} may end before {plan.Steps[follows]}");
            // A terminal among the nodes that is not the master need not wait for the last order.
            if (step.Name == StepNames.OsStopOrdered && index.TerminalOn(step.Target) is not null)
                continue;
            Assert.True(step.Earliest >= plan.Steps[follows].Earliest, $"{step} may begin before {plan.Steps[follows]}");
        }

        foreach (var cut in plan.Steps.Where(step => step.Name == StepNames.CutOrdered))
        {
            Assert.True(cut.Latest <= plan.TerminalAlive, "the terminal must live until its last order");
            foreach (var disk in plan.Steps.Where(step => step.Name == StepNames.CutOrdered && FeedsDiskOf(index, step.Target, cut.Target)))
                Assert.True(disk.Latest >= cut.Latest, $"{disk} comes before {cut}, which feeds a node on that disk");
        }
    });

    [Fact]
    public void Plan_AnySite_CutsNoDiskWhoseNodesGoOn() => ForAnySite((_, index, failure) =>
    {
        var plan = ShutdownPlanner.Plan(index, failure);
        var stopped = plan.Steps.Where(step => step.Name == StepNames.OsStopOrdered).Select(step => step.Target).ToHashSet();
        foreach (var cut in plan.Steps.Where(step => step.Name == StepNames.CutOrdered))
        {
            Assert.All(index.NodesFedBy(cut.Target), node => Assert.Contains(node.Name, stopped));
            Assert.All(index.DisksFedBy(cut.Target).SelectMany(disk => index.NodesOn(disk.Name)), node => Assert.Contains(node.Name, stopped));
        }
    });

    [Fact]
    public void Plan_AnyTimeoutRaised_IsNeverShorterAndNeedsNoLessRunTime() => ForAnySite((random, index, failure) =>
    {
        var before = ShutdownPlanner.Plan(index, failure);
        var raisedIndex = new SiteIndex(Raise(random, index.Site));
        var after = ShutdownPlanner.Plan(raisedIndex, Failure.Named(raisedIndex, failure.Name)!);

        Assert.True(after.TerminalAlive >= before.TerminalAlive);
        Assert.True(after.End >= before.End);
        Assert.All(before.Upses.Zip(after.Upses), pair => Assert.True(pair.Second.Required >= pair.First.Required, $"{pair}"));
    });

    private void ForAnySite(Action<Random, SiteIndex, Failure> holds)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        for (var i = 0; i < Sites; i++)
        {
            var random = new Random(seed + i);
            var index = new SiteIndex(RandomSite(random));
            foreach (var failure in Failure.Of(index))
            {
                try
                {
                    holds(random, index, failure);
                }
                catch (Exception found)
                {
                    throw new InvalidOperationException($"Seed {seed + i}, failure {failure.Name}: {found.Message}", found);
                }
            }
        }
    }

    private static Site RandomSite(Random random)
    {
        var upses = Enumerable.Range(1, random.Next(1, 9)).Select(i => PlanSites.Ups($"U{i}", random.Next(0, 4) * 30) with
        {
            CutOnMains = (CutOnMains)random.Next(3),
            FeedsOthers = random.Next(6) == 0,
        }).ToArray();
        var nodes = Enumerable.Range(1, random.Next(1, 7)).Select(i => PlanSites.Node($"n{i}") with { Supply = AnySupply(random, upses) }).ToArray();
        var disks = Enumerable.Range(1, random.Next(0, 4)).Select(i => PlanSites.Disk($"d{i}") with { Supply = AnySupply(random, upses) }).ToArray();
        var split = random.Next(0, nodes.Length + 1);
        var clusters = new[] { nodes[..split], nodes[split..] }
            .Where(part => part.Length > 0 && random.Next(5) > 0)
            .Select((part, i) => PlanSites.Cluster($"c{i}", [.. part.Select(node => node.Name)], [.. disks.Where(_ => random.Next(2) == 0).Select(disk => disk.Name)]) with
            {
                StopTimeout = TimeSpan.FromSeconds(random.Next(1, 300)),
                OutageGuard = TimeSpan.FromSeconds(random.Next(2) * 20),
            });
        Terminal[] terminals = random.Next(3) switch
        {
            0 => [],
            1 => [PlanSites.Terminal("t", "U1")],
            _ => [PlanSites.Terminal("t", "U1") with { Node = nodes[0].Name, Supply = null }],
        };
        return PlanSites.Site(SiteBuild.TerminalApart, [.. upses], [.. nodes], [.. disks], [.. clusters], [.. terminals]);
    }

    private static Supply AnySupply(Random random, Ups[] upses)
    {
        var from = upses.OrderBy(_ => random.Next()).Take(random.Next(1, 4)).Select(ups => ups.Name).ToArray();
        return PlanSites.Supply(random.Next(1, from.Length + 1), from);
    }

    // Every timeout of a stop; not confirm times, which decide what is known to be on battery and so may shorten a cut.
    private static Site Raise(Random random, Site site)
    {
        TimeSpan More() => TimeSpan.FromSeconds(random.Next(0, 60));
        return site with
        {
            Timing = site.Timing with { OsStopHandout = site.Timing.OsStopHandout + More(), CutSlot = site.Timing.CutSlot + More(), PollGap = site.Timing.PollGap + More() },
            Clusters = [.. site.Clusters.Select(cluster => cluster with { StopTimeout = cluster.StopTimeout + More(), OutageGuard = cluster.OutageGuard + More() })],
            Nodes = [.. site.Nodes.Select(node => node with { Jobs = [.. node.Jobs, new Job("more", JobTime.PowerOff, "true", More(), true)] })],
            Upses = [.. site.Upses.Select(ups => ups with
            {
                Settings = ups.Settings with { ShutoffDelay = ups.Settings.ShutoffDelay + More(), LowBatteryRunTime = ups.Settings.LowBatteryRunTime + More() },
            })],
        };
    }

    // An output shared with nodes that stop later, and not for this disk's sake, may well come after the disk.
    private static bool FeedsDiskOf(SiteIndex index, string diskUps, string nodeUps)
    {
        var onDisk = index.DisksFedBy(diskUps).SelectMany(disk => index.NodesOn(disk.Name)).ToHashSet();
        return !index.DisksFedBy(nodeUps).Any() && index.NodesFedBy(nodeUps).Any() && index.NodesFedBy(nodeUps).All(onDisk.Contains);
    }
}
