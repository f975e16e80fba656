using System.Collections.Immutable;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Runtime.Notifications;
using PowerController.Runtime.Snapshots;
using PowerController.Snmp;

namespace PowerController.Gateways.Snmp;

/// <summary>One object of our MIB: a column with its rows, or what is there once.</summary>
/// <param name="Name">Without the instance.</param>
/// <param name="Indices">How many rows there are, and the index of each, in order.</param>
/// <param name="Read">The value in a row.</param>
internal sealed record SiteObject(Oid Name, Func<SiteView, RowIndices> Indices, Func<SiteView, int, SnmpValue> Read);

/// <summary>The indices of a column's rows, ascending.</summary>
internal readonly record struct RowIndices(int Count, Func<int, uint> Of)
{
    public static RowIndices Once { get; } = new(1, _ => 0);

    /// <summary>1, 2, 3 …</summary>
    public static RowIndices UpTo(int count) => new(count, row => (uint)row + 1);
}

/// <summary>POWER-CONTROLLER-MIB over a snapshot, object by object in the order of a walk.</summary>
internal static class SiteObjects
{
    private const int NotTold = -1;
    private const int NoTemperature = -1000;

    public static ImmutableArray<SiteObject> All { get; } = [.. Site().Concat(Groups()).Concat(Upses()).Concat(Nodes()).Concat(Disks()).Concat(Runs()).OrderBy(one => one.Name)];

    private static IEnumerable<SiteObject> Site() =>
    [
        Once("pcSiteName", view => Text(view.Snapshot.Site.Name)),
        Once("pcSitePhase", view => Number(view.SitePhase)),
        Once("pcSiteAutomatic", view => Truth(view.State.Operation == Operation.Auto)),
        Once("pcSiteMaster", view => Text(view.Master)),
        Once("pcSiteConfigurationDigest", view => Text(view.Snapshot.Digest)),
        Once("pcSiteFindings", view => SnmpValue.Gauge32((uint)view.Findings)),
    ];

    private static IEnumerable<SiteObject> Groups()
    {
        static RowIndices Rows(SiteView view) => RowIndices.UpTo(view.Snapshot.Site.Groups.Length);
        return
        [
            Column("pcGroupName", Rows, (view, row) => Text(view.Snapshot.Site.Groups[row].Name)),
            Column("pcGroupParent", Rows, (view, row) => Number(view.GroupIndex(view.Snapshot.Site.Groups[row].Parent))),
            Column("pcGroupPhase", Rows, (view, row) => Number(view.GroupPhase(row))),
            Column("pcGroupReason", Rows, (view, row) => Text(view.GroupReason(row))),
        ];
    }

    private static IEnumerable<SiteObject> Upses() =>
    [
        Ups("pcUpsName", (view, row) => Text(view.State.Topology.Upses[row].Ups.Name)),
        Ups("pcUpsGroup", (view, row) => Number(view.GroupIndex(view.State.Topology.Upses[row].Ups.Group))),
        Ups("pcUpsModel", (view, row) => Text(Figures(view, row)?.Identity is { } identity ? $"{identity.Maker} {identity.Model}".Trim() : "")),
        Ups("pcUpsSerial", (view, row) => Text(Figures(view, row)?.Identity?.Serial ?? "")),
        Ups("pcUpsReachable", (view, row) => Truth(view.State.Upses[row] is { SilentSince: null } && Figures(view, row)?.Last is not null)),
        Ups("pcUpsSource", (view, row) => Number(MibWords.Source(Reading(view, row)?.Source ?? OutputSource.Unknown))),
        Ups("pcUpsConditions", (view, row) => SnmpValue.OctetString(MibWords.Bits(Reading(view, row)?.Conditions ?? Conditions.None))),
        Ups("pcUpsCharge", (view, row) => Told(Reading(view, row)?.Charge?.Value)),
        Ups("pcUpsRunTime", (view, row) => Told(Reading(view, row)?.RunTime?.TotalSeconds)),
        Ups("pcUpsLoad", (view, row) => Told(Reading(view, row)?.Load?.Value)),
        Ups("pcUpsOutputPower", (view, row) => Told(Reading(view, row)?.OutputPower?.Value)),
        Ups("pcUpsInputVoltage", (view, row) => Told(Reading(view, row)?.InputVoltage?.Value * 10)),
        Ups("pcUpsOutputVoltage", (view, row) => Told(Reading(view, row)?.OutputVoltage?.Value * 10)),
        Ups("pcUpsBatteryTemp", (view, row) => Reading(view, row)?.BatteryTemperature is { } celsius ? Number(celsius.Value * 10) : Number(NoTemperature)),
        Ups("pcUpsReadingAge", (view, row) => Told(Figures(view, row)?.HeardAt is { } heard ? (view.Snapshot.Now - heard).TotalMilliseconds : null)),
        Ups("pcUpsOnBatteryFor", (view, row) => Number(view.OnBatteryFor(row).TotalSeconds)),
    ];

    private static IEnumerable<SiteObject> Nodes()
    {
        static RowIndices Rows(SiteView view) => RowIndices.UpTo(view.State.Nodes.Length);
        return
        [
            Column("pcNodeName", Rows, (view, row) => Text(view.State.Topology.Nodes[row].Node.Name)),
            Column("pcNodeGroup", Rows, (view, row) => Number(view.GroupIndex(view.State.Topology.Nodes[row].Node.Group))),
            Column("pcNodeCluster", Rows, (view, row) => Text(view.State.Topology.Units[view.State.Topology.Nodes[row].Unit].Cluster?.Name ?? "")),
            Column("pcNodeState", Rows, (view, row) => Number(NodeState(view.State.Nodes[row].Power))),
            Column("pcNodeSupplied", Rows, (view, row) => Truth(view.IsSupplied(view.State.Topology.Nodes[row].Sources, view.State.Topology.Nodes[row].Needs))),
        ];
    }

    private static IEnumerable<SiteObject> Disks()
    {
        static RowIndices Rows(SiteView view) => RowIndices.UpTo(view.State.Disks.Length);
        return
        [
            Column("pcDiskName", Rows, (view, row) => Text(view.State.Topology.Disks[row].Disk.Name)),
            Column("pcDiskGroup", Rows, (view, row) => Number(view.GroupIndex(view.State.Topology.Disks[row].Disk.Group))),
            Column("pcDiskRank", Rows, (view, row) => Number(view.State.Topology.Disks[row].Disk.WarmUpOrder)),
            Column("pcDiskState", Rows, (view, row) => Number(DiskState(view, row))),
            Column("pcDiskSupplied", Rows, (view, row) => Truth(view.IsSupplied(view.State.Topology.Disks[row].Sources, view.State.Topology.Disks[row].Needs))),
        ];
    }

    private static IEnumerable<SiteObject> Runs()
    {
        static RowIndices Rows(SiteView view) => new(view.Runs.Length, row => view.Runs[row].Index);
        return
        [
            Column("pcRunName", Rows, (view, row) => Text(view.Runs[row].Name)),
            Column("pcRunKind", Rows, (view, row) => Number(view.Runs[row].Kind)),
            Column("pcRunState", Rows, (view, row) => Number(view.Runs[row].State)),
            Column("pcRunPhase", Rows, (view, row) => Number(view.Runs[row].Phase)),
            Column("pcRunCommitted", Rows, (view, row) => Truth(view.Runs[row].Committed)),
            Column("pcRunElapsed", Rows, (view, row) => Number(view.Runs[row].Elapsed.TotalSeconds)),
            Column("pcRunRemaining", Rows, (view, row) => Told(view.Runs[row].Remaining?.TotalSeconds)),
            Column("pcRunReason", Rows, (view, row) => Text(view.Runs[row].Reason)),
        ];
    }

    private static int NodeState(NodePower power) => power switch
    {
        NodePower.Up => 2,
        NodePower.ClusterStopping => 3,
        NodePower.OsStopping => 4,
        NodePower.ClusterStopped => 5,
        NodePower.Off => 6,
        NodePower.Starting => 7,
        _ => 1,
    };

    private static int DiskState(SiteView view, int disk)
    {
        var cutting = view.State.Topology.Disks[disk].Sources.Any(source => view.State.Upses[source.Ups].Outputs[source.Output].Cut is CutStage.Ordered or CutStage.Armed);
        return view.State.Disks[disk].Power switch
        {
            DiskPower.Cold or DiskPower.Dark => 4,
            DiskPower.WarmingUp => 5,
            _ when cutting => 3,
            DiskPower.Warm => 2,
            _ => 1,
        };
    }

    private static SiteObject Once(string name, Func<SiteView, SnmpValue> read) => new(PowerControllerMib.Object(name), _ => RowIndices.Once, (view, _) => read(view));

    private static SiteObject Column(string name, Func<SiteView, RowIndices> rows, Func<SiteView, int, SnmpValue> read) => new(PowerControllerMib.Object(name), rows, read);

    private static SiteObject Ups(string name, Func<SiteView, int, SnmpValue> read) => Column(name, view => RowIndices.UpTo(view.State.Upses.Length), read);

    private static UpsFigures? Figures(SiteView view, int row) => row < view.Snapshot.Upses.Length ? view.Snapshot.Upses[row] : null;

    // A UPS that does not answer is unknown, never what it said last.
    private static Reading? Reading(SiteView view, int row) => view.State.Upses[row].SilentSince is null ? Figures(view, row)?.Last : null;

    private static SnmpValue Text(string text) => SnmpValue.Text(text.Length <= Limits.DisplayString ? text : text[..Limits.DisplayString]);

    private static SnmpValue Truth(bool truth) => SnmpValue.Integer32(truth ? MibWords.True : MibWords.False);

    private static SnmpValue Told(double? value) => Number(value ?? NotTold);

    private static SnmpValue Number(double value) => SnmpValue.Integer32((int)Math.Clamp(Math.Round(value), int.MinValue, int.MaxValue));
}
