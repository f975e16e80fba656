using System.Collections.Immutable;
using PowerController.Simulator.Chance;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Drills;

/// <summary>The machines of a drill: no chance, and each as slow as the configuration says it may be where that was measured.</summary>
internal sealed class DrillPlan(Ground ground, ImmutableArray<Happening> script) : WorldPlan(ground, 0, FaultLevel.None, script)
{
    /// <summary>A UPS of which nobody has said a run time is given what the plan needs so many times.</summary>
    private const long Unknown = 4;

    private const long RechargeTime = 3 * 3600 * 1000;
    private const long BootTime = 120_000;
    private const long JoinTime = 30_000;

    private const long QuickWork = 5_000;

    // Three quarters: the limit is for the worst day.
    private const long ClusterStopPercent = 75;

    public override long ClusterStopTime(int unit, int node) =>
        (long)(Ground.Topology.Units[unit].Cluster?.StopTimeout.TotalMilliseconds ?? 0) * ClusterStopPercent / 100;

    // Nobody works at night, and jobs are quick; what really runs there is not known here.
    public override long GuardTime(Dice dice) => 0;

    public override long WorkloadStopTime(Dice dice) => QuickWork;

    public override long JobsTime(Dice dice) => QuickWork;

    public override UpsModel[] BuildUpses() =>
        [.. Ground.Topology.Upses.Select((place, at) =>
        {
            var usual = 250L * place.Nodes.Length + 180L * place.Disks.Length + 60L * place.Terminals.Length;
            var runTime = place.Ups.ExpectedRunTime is { } expected && expected > TimeSpan.Zero
                ? (long)expected.TotalMilliseconds
                : Math.Max(Ground.Required[at], 600_000) * Unknown;
            return new UpsModel(place.Ups, at, CardKind.Plain, runTime, usual, RechargeTime);
        })];

    public override NodeModel[] BuildNodes()
    {
        var nodes = base.BuildNodes();
        foreach (var node in nodes)
        {
            node.BootTime = Math.Min(BootTime, (long)node.Node.StartLimit.TotalMilliseconds / 2);
            node.JoinTime = Math.Min(JoinTime, (long)node.Node.StartLimit.TotalMilliseconds / 4);
            node.OsStopTime = (long)node.Node.OsStopTime.TotalMilliseconds;
        }

        return nodes;
    }

    public override DiskModel[] BuildDisks()
    {
        var disks = base.BuildDisks();
        foreach (var disk in disks)
        {
            disk.SpinUpTime = (long)disk.Disk.WarmUpTime.TotalMilliseconds;
            disk.CanBeProbed = true;
        }

        return disks;
    }
}
