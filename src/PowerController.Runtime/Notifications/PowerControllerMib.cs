using System.Collections.Frozen;
using PowerController.Snmp;

namespace PowerController.Runtime.Notifications;

/// <summary>The numbers behind the names of POWER-CONTROLLER-MIB.</summary>
public static class PowerControllerMib
{
    public static Oid Root { get; } = Oid.Parse("1.3.6.1.4.1.99999");

    private static readonly FrozenDictionary<string, Oid> Objects = All().ToFrozenDictionary(pair => pair.Name, pair => pair.Oid, StringComparer.Ordinal);

    /// <summary>An object without its instance.</summary>
    public static Oid Object(string name) => Objects[name];

    /// <summary>An object of a row; row 0 stands for what is there once.</summary>
    public static Oid Instance(string name, long row) => Objects[name].Append((uint)row);

    public static Oid Notification(NoticeSort sort) => Root.Append(0u, sort switch
    {
        NoticeSort.UpsOnBattery => 1u,
        NoticeSort.UpsOnMains => 2,
        NoticeSort.UpsLowBattery => 3,
        NoticeSort.UpsSilent => 4,
        NoticeSort.UpsAnswers => 5,
        NoticeSort.UpsAlarm => 6,
        NoticeSort.RunBegun => 7,
        NoticeSort.RunCommitment => 8,
        NoticeSort.RunEnded => 9,
        NoticeSort.MasterChanged => 10,
        _ => 11,
    });

    private static IEnumerable<(string Name, Oid Oid)> All() =>
    [
        .. Numbered(Root.Append(1, 1), 1, "pcSiteName", "pcSitePhase", "pcSiteAutomatic", "pcSiteMaster", "pcSiteConfigurationDigest", "pcSiteFindings"),
        .. Numbered(Root.Append(1, 2, 1), 2, "pcGroupName", "pcGroupParent", "pcGroupPhase", "pcGroupReason"),
        .. Numbered(
            Root.Append(1, 3, 1), 2, "pcUpsName", "pcUpsGroup", "pcUpsModel", "pcUpsSerial", "pcUpsReachable", "pcUpsSource", "pcUpsConditions", "pcUpsCharge", "pcUpsRunTime", "pcUpsLoad",
            "pcUpsOutputPower", "pcUpsInputVoltage", "pcUpsOutputVoltage", "pcUpsBatteryTemp", "pcUpsReadingAge", "pcUpsOnBatteryFor"),
        .. Numbered(Root.Append(1, 4, 1), 2, "pcNodeName", "pcNodeGroup", "pcNodeCluster", "pcNodeState", "pcNodeSupplied"),
        .. Numbered(Root.Append(1, 5, 1), 2, "pcDiskName", "pcDiskGroup", "pcDiskRank", "pcDiskState", "pcDiskSupplied"),
        .. Numbered(Root.Append(1, 6, 1), 2, "pcRunName", "pcRunKind", "pcRunState", "pcRunPhase", "pcRunCommitted", "pcRunElapsed", "pcRunRemaining", "pcRunReason"),
    ];

    private static IEnumerable<(string Name, Oid Oid)> Numbered(Oid below, uint first, params string[] names) =>
        names.Select((name, at) => (name, below.Append(first + (uint)at)));
}
