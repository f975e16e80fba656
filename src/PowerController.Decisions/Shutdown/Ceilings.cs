using System.Collections.Immutable;
using PowerController.Decisions.Plans;
using PowerController.Model.Plans;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Shutdown;

/// <summary>Reads the ceilings of every possible stop out of the planner's timeline: there is one arithmetic, the plan's.</summary>
internal static class Ceilings
{
    public static SiteTimes Of(Topology topology)
    {
        var ofUnits = new StopTimes[topology.Units.Length];
        var ofNodes = new StopTimes[topology.Nodes.Length];
        var least = new TimeSpan[topology.Upses.Length];
        var full = new TimeSpan[topology.Upses.Length];
        foreach (var area in topology.Areas)
        {
            var index = new SiteIndex(SiteOf(topology, area));
            // The planner gives every card of the site a slot; the part of the site outside the area has its slots too.
            var others = topology.Site.Timing.CutSlot * (topology.Upses.Length - area.Upses.Length);
            foreach (var unit in area.Units)
                ofUnits[unit] = OfUnit(topology, index, topology.Units[unit], others, full);
            foreach (var node in area.Nodes)
                ofNodes[node] = OfNode(index, topology.Nodes[node].Node, others);
        }

        for (var ups = 0; ups < least.Length; ups++)
            least[ups] = LeastNeed(topology, topology.Upses[ups], ofUnits);
        return new SiteTimes([.. ofUnits], [.. ofNodes], [.. least], [.. full]);
    }

    private static Site SiteOf(Topology topology, AreaPlace area)
    {
        var site = topology.Site;
        ImmutableArray<Node> nodes = [.. area.Nodes.Select(node => site.Nodes[node])];
        return site with
        {
            Upses = [.. area.Upses.Select(ups => site.Upses[ups])],
            Nodes = nodes,
            Disks = [.. area.Disks.Select(disk => site.Disks[disk])],
            Clusters = [.. area.Units.Select(unit => topology.Units[unit].Cluster).OfType<Cluster>()],
            Terminals = [.. topology.Terminals
                .Where(place => place.Node is { } on ? area.Nodes.Contains(on) : place.Sources.All(source => area.Upses.Contains(source.Ups)))
                .Select(place => place.Terminal)],
        };
    }

    private static StopTimes OfUnit(Topology topology, SiteIndex index, UnitPlace unit, TimeSpan others, TimeSpan[] full)
    {
        var sources = unit.Nodes.SelectMany(node => topology.Nodes[node].Sources).Concat(unit.Disks.SelectMany(disk => topology.Disks[disk].Sources));
        var plan = PlanFor(index, unit.Name, sources.Select(source => topology.Upses[source.Ups].Ups.Name));
        foreach (var need in plan.Upses)
        {
            var at = topology.Ups(need.Ups);
            full[at] = Longer(full[at], need.Required + others);
        }

        ImmutableArray<Node> nodes = [.. unit.Nodes.Select(node => topology.Nodes[node].Node)];
        return Read(index, plan, unit.Cluster, nodes, others);
    }

    private static StopTimes OfNode(SiteIndex index, Node node, TimeSpan others) =>
        Read(index, PlanFor(index, node.Name, node.Supply.From.Select(source => source.Ups)), null, [node], others);

    private static Plan PlanFor(SiteIndex index, string name, IEnumerable<string> upses) =>
        ShutdownPlanner.Plan(index, new Failure(name, name, upses.ToImmutableSortedSet(StringComparer.Ordinal)));

    private static StopTimes Read(SiteIndex index, Plan plan, Cluster? cluster, ImmutableArray<Node> nodes, TimeSpan others)
    {
        var steps = plan.Steps;
        var stop = steps.FirstOrDefault(step => step.Name == StepNames.ClusterStopped && step.Target == cluster?.Name);
        var orders = steps.Where(step => step.Name == StepNames.OsStopOrdered && nodes.Any(node => node.Name == step.Target)).ToArray();
        var first = stop ?? orders.FirstOrDefault();
        var commit = first is null ? TimeSpan.Zero : EstablishedBefore(steps, first).Latest;

        var guard = cluster?.OutageGuard ?? TimeSpan.Zero;
        var clusterStop = stop is null ? TimeSpan.Zero : stop.Latest - commit;
        // A terminal among the nodes is ordered after the last cut, not by the handing-out.
        var handedOut = orders.Where(step => index.TerminalOn(step.Target) is null).Select(step => step.Latest - commit)
            .DefaultIfEmpty(clusterStop + index.Site.Timing.OsStopHandout).Max();
        var sources = nodes.SelectMany(node => node.Supply.From)
            .Concat((cluster?.Disks ?? []).SelectMany(disk => index.Disk(disk).Supply.From)).Select(source => source.ToString()).ToArray();
        var cut = Latest(StepNames.CutOrdered, handedOut + index.Site.Timing.CutSlot * index.Site.Upses.Length);
        return new StopTimes(guard, clusterStop, handedOut, cut + others, Latest(StepNames.OutputOff, cut) + others);

        TimeSpan Latest(string name, TimeSpan otherwise) => steps
            .Where(step => step.Name == name && sources.Contains(step.Target, StringComparer.Ordinal))
            .Select(step => step.Latest - commit).DefaultIfEmpty(otherwise).Max();
    }

    private static PlanStep EstablishedBefore(ImmutableArray<PlanStep> steps, PlanStep step)
    {
        var at = step;
        // A chain is at most as long as there are steps.
        for (var left = steps.Length; left > 0 && at.Name != StepNames.FailureEstablished && at.Follows is { } follows; left--)
            at = steps[follows];
        return at;
    }

    // Not the whole plan: when the battery is short the cut may come early, but the stop of the cluster and of the systems must fit.
    private static TimeSpan LeastNeed(Topology topology, UpsPlace ups, StopTimes[] ofUnits)
    {
        var need = TimeSpan.Zero;
        var units = ups.Nodes.Select(node => topology.Nodes[node].Unit).Concat(ups.Disks.SelectMany(disk => topology.Disks[disk].Units));
        foreach (var unit in units.Distinct())
        {
            var slowest = topology.Units[unit].Nodes.Max(node => topology.Nodes[node].Node.OsStopTime);
            need = Longer(need, ofUnits[unit].OsStop + slowest);
        }

        return need;
    }

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
