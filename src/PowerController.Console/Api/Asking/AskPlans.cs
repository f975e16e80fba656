using System.Collections.Immutable;
using PowerController.Console.Api.Documents;
using PowerController.Console.Api.Showing;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Runtime.Snapshots;

namespace PowerController.Console.Api.Asking;

/// <summary>The plan that a request is followed by: the same ceilings that the decision takes, told before it is asked.</summary>
internal static class AskPlans
{
    public static AskPlan Of(SiteSnapshot snapshot, Request request) => request switch
    {
        ShutDown down => OfUnit(snapshot, down.Unit, cuts: true, down.ReturnAfter is { } back
            ? $"It is started again {Spoken.Duration(back)} from now, or when all of it is off, whichever is later."
            : "It stays off until somebody starts it."),
        Reboot reboot => OfUnit(snapshot, reboot.Unit, cuts: false, "Its power is not cut, and its nodes restart."),
        ShutDownNode down => OfNode(snapshot, down.Node),
        Start start => OfStart(snapshot, start.Unit),
        _ => new AskPlan([], []),
    };

    /// <summary>What is asked of a run that is open: what will be, and its ceilings as they stand.</summary>
    public static AskPlan OfOpenRun(SiteSnapshot snapshot, string unit, string says)
    {
        var position = snapshot.State.Topology.Unit(unit);
        return new AskPlan([says], [.. snapshot.State.Runs.Where(run => run.Unit == position).SelectMany(run => StepsLeft(snapshot, run))]);
    }

    public static AskPlan OfAuto(SiteSnapshot snapshot, AutoAnswer answer)
    {
        var open = snapshot.State.Runs;
        var names = string.Join(", ", open.Select(run => snapshot.State.Topology.Units[run.Unit].Name).Distinct(StringComparer.Ordinal));
        return answer switch
        {
            AutoAnswer.LeaveAsIs => new AskPlan([open.Length == 0 ? "Automatic operation goes on." : $"Open runs of {names} are closed; nothing is cut or started for them."], []),
            AutoAnswer.Resume when open.Length > 0 => new AskPlan([$"Open runs of {names} go on, even where that cuts outputs at once."], [.. open.SelectMany(run => StepsLeft(snapshot, run))]),
            AutoAnswer.Ask when open.Length > 0 => new AskPlan([$"Runs of {names} are open: nothing is changed until 'resume' or 'leave-as-is' is answered."], []),
            _ => new AskPlan(["Automatic operation goes on."], []),
        };
    }

    private static AskPlan OfUnit(SiteSnapshot snapshot, string name, bool cuts, string last)
    {
        var topology = snapshot.State.Topology;
        var at = topology.Unit(name);
        var unit = topology.Units[at];
        var nodes = string.Join(", ", unit.Nodes.Select(node => topology.Nodes[node].Node.Name));
        var says = ImmutableArray.CreateBuilder<string>();
        says.Add(unit.Cluster is null ? $"{name} is stopped." : $"The cluster {name} is stopped in order, then {nodes}.");
        var (cut, shared) = OutputsOf(topology, [.. unit.Nodes], unit.Disks);
        if (cuts && cut.Length > 0)
            says.Add($"Then the power is cut at {string.Join(", ", cut)}.");
        if (cuts && shared.Length > 0)
            says.Add($"{string.Join(", ", shared)} {(shared.Length == 1 ? "feeds" : "feed")} others too, and {(shared.Length == 1 ? "stays" : "stay")} on.");
        says.Add(last);
        if (snapshot.State.Times is not { } times)
            return new AskPlan(says.ToImmutable(), []);

        var limits = times.OfUnits[at];
        var steps = ImmutableArray.CreateBuilder<AskStep>();
        var guard = unit.Cluster is null ? TimeSpan.Zero : unit.Cluster.Guard;
        if (guard is null)
            says.Add("Running work is waited for as long as it takes; the times count from its end.");
        var from = guard ?? TimeSpan.Zero;
        if (from > TimeSpan.Zero)
            steps.Add(new AskStep("running work has ended", name, from.TotalSeconds, $"the guard waits up to {Spoken.Duration(from)}"));
        // The plan counts the guard of an outage within the stop; a planned one comes before it.
        var shift = from - limits.Guard;
        if (unit.Cluster is { } cluster)
            steps.Add(new AskStep("cluster stopped", name, (shift + limits.ClusterStop).TotalSeconds, $"its stop is given up to {Spoken.Duration(cluster.StopTimeout)}, then the operating systems are stopped all the same"));
        steps.Add(new AskStep(cuts ? "OS stop ordered" : "restart ordered", nodes, (shift + limits.OsStop).TotalSeconds, "handing out to every node"));
        if (cuts && cut.Length > 0)
        {
            steps.Add(new AskStep("cut ordered", string.Join(", ", cut), (shift + limits.Cut).TotalSeconds, "a slot for every UPS"));
            steps.Add(new AskStep("outputs off", string.Join(", ", cut), (shift + limits.Off).TotalSeconds, "what the kind of command takes"));
        }

        return new AskPlan(says.ToImmutable(), steps.ToImmutable());
    }

    private static AskPlan OfNode(SiteSnapshot snapshot, string name)
    {
        var topology = snapshot.State.Topology;
        var at = topology.Node(name);
        var unit = topology.Units[topology.Nodes[at].Unit];
        var (cut, shared) = OutputsOf(topology, [at], []);
        var says = ImmutableArray.CreateBuilder<string>();
        says.Add(unit.Cluster is null ? $"{name} is stopped." : $"{name} is stopped; {unit.Name} goes on without it.");
        if (cut.Length > 0)
            says.Add($"Then the power is cut at {string.Join(", ", cut)}.");
        if (shared.Length > 0)
            says.Add($"{string.Join(", ", shared)} {(shared.Length == 1 ? "feeds" : "feed")} others too, and {(shared.Length == 1 ? "stays" : "stay")} on.");
        says.Add("It stays off until somebody starts it.");
        if (snapshot.State.Times is not { } times)
            return new AskPlan(says.ToImmutable(), []);
        var limits = times.OfNodes[at];
        var steps = ImmutableArray.CreateBuilder<AskStep>();
        steps.Add(new AskStep("OS stop ordered", name, limits.OsStop.TotalSeconds, "handing out to the node"));
        if (cut.Length > 0)
        {
            steps.Add(new AskStep("cut ordered", string.Join(", ", cut), limits.Cut.TotalSeconds, "a slot for every UPS"));
            steps.Add(new AskStep("outputs off", string.Join(", ", cut), limits.Off.TotalSeconds, "what the kind of command takes"));
        }

        return new AskPlan(says.ToImmutable(), steps.ToImmutable());
    }

    private static AskPlan OfStart(SiteSnapshot snapshot, string name)
    {
        var topology = snapshot.State.Topology;
        var unit = topology.Units[topology.Unit(name)];
        var steps = ImmutableArray.CreateBuilder<AskStep>();
        var warm = TimeSpan.Zero;
        foreach (var disk in unit.Disks.Where(disk => snapshot.State.Disks[disk].Power != DiskPower.Warm).Select(disk => topology.Disks[disk].Disk).OrderBy(disk => disk.WarmUpOrder))
        {
            warm += disk.WarmUpTime;
            steps.Add(new AskStep("disk warm", disk.Name, warm.TotalSeconds, $"rank {disk.WarmUpOrder}, {Spoken.Duration(disk.WarmUpTime)} after its power is there"));
        }

        foreach (var node in unit.Nodes.Where(node => snapshot.State.Nodes[node].Power != NodePower.Up).Select(node => topology.Nodes[node].Node))
            steps.Add(new AskStep("node started", node.Name, (warm + node.StartLimit).TotalSeconds, $"given up after {Spoken.Duration(node.StartLimit)}"));
        return new AskPlan(["It is started as soon as its power, the charge of its batteries and its disks allow; the times count from then."], steps.ToImmutable());
    }

    private static IEnumerable<AskStep> StepsLeft(SiteSnapshot snapshot, Run run) =>
        RunShown.Open(snapshot, run).Plan
            .Where(limit => limit.ActualSeconds is null)
            .Select(limit => new AskStep(limit.Name, snapshot.State.Topology.Units[run.Unit].Name, Math.Max(0, (limit.PlannedBy - snapshot.Wall).TotalSeconds), "the open run's own limit"));

    // Outputs that feed nothing but these, and those that feed others too.
    private static (string[] Cut, string[] Shared) OutputsOf(Topology topology, int[] nodes, ImmutableArray<int> disks)
    {
        var sources = nodes.SelectMany(node => topology.Nodes[node].Sources).Concat(disks.SelectMany(disk => topology.Disks[disk].Sources)).Distinct();
        var byUse = sources.ToLookup(source =>
        {
            var ups = topology.Upses[source.Ups];
            var output = ups.Outputs[source.Output];
            return output.Nodes.All(nodes.Contains) && output.Disks.All(disk => disks.Contains(disk)) && output.Terminals.Length == 0 && !ups.Ups.FeedsOthers;
        });
        return ([.. byUse[true].Select(Name)], [.. byUse[false].Select(Name)]);

        string Name(OutputAt at)
        {
            var ups = topology.Upses[at.Ups];
            return ups.Outputs[at.Output].OutletGroup is { } group ? $"{ups.Ups.Name}/{group}" : ups.Ups.Name;
        }
    }
}
