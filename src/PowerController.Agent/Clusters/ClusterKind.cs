using System.Collections.Immutable;
using PowerController.Model.Sites;

namespace PowerController.Agent.Clusters;

/// <summary>A cluster manager that we know, and the commands that are shipped for it. Each can be replaced in `site.yaml`.</summary>
/// <param name="Name">As the configuration writes it.</param>
/// <param name="StopEndsSystem">Its stop takes the operating systems down.</param>
/// <param name="StopIsSeen">Its state shows when the cluster has stopped; otherwise the exit code of the stop is believed.</param>
public sealed record ClusterKind(
    string Name,
    string Title,
    ImmutableArray<CommandLine> Stop,
    ImmutableArray<CommandLine> StopNode,
    ImmutableArray<CommandLine> State,
    bool StopEndsSystem,
    bool StopIsSeen,
    ClusterReader Read)
{
    public ImmutableArray<CommandLine> Quiet { get; init; } = [];

    public ImmutableArray<CommandLine> Unquiet { get; init; } = [];
}

/// <summary>Every cluster manager we know: the one table.</summary>
public static class ClusterKinds
{
    private const string PowerShell = "powershell.exe -NoProfile -NonInteractive -Command ";

    public static ImmutableArray<ClusterKind> All { get; } =
    [
        new("clusterpro", "CLUSTERPRO / EXPRESSCLUSTER", Lines("clpcl -t -a"), Lines("clpcl -t"), Lines("clpstat -s"), false, true, LineReaders.Clusterpro),
        // The same manager, stopped by its own tool for everything: the systems go down with the cluster.
        new("clusterpro-shutdown", "CLUSTERPRO / EXPRESSCLUSTER by clpstdn", Lines("clpstdn"), Lines("clpdown"), Lines("clpstat -s"), true, true, LineReaders.Clusterpro),
        new("pacemaker", "Pacemaker / Corosync", Lines("pcs cluster stop --all"), Lines("pcs cluster stop"), Lines("crm_mon -1 --output-as=xml"), false, true, DocumentReaders.Pacemaker),
        new("windows", "Windows failover cluster",
            Lines(PowerShell + "\"Stop-Cluster -Force -ErrorAction Stop\""),
            Lines(PowerShell + "\"Suspend-ClusterNode -Drain -Wait -ErrorAction Stop; Stop-ClusterNode -ErrorAction Stop\""),
            Lines(PowerShell + "\"$s = (Get-Service ClusSvc).Status; 'service=' + $s; if ($s -eq 'Running') { Get-ClusterNode | ForEach-Object { 'node:' + $_.Name + '=' + $_.State } }\""),
            false, true, LineReaders.Windows),
        new("oracle-clusterware", "Oracle Clusterware", Lines("crsctl stop cluster -all"), Lines("crsctl stop crs"), Lines("crsctl check cluster -all"), false, true, LineReaders.OracleClusterware),
        new("serviceguard", "Serviceguard", Lines("cmhaltcl -f"), Lines("cmhaltnode -f"), Lines("cmviewcl -f line"), false, true, LineReaders.Serviceguard),
        new("kubernetes", "Kubernetes", KubernetesCommands.Stop, KubernetesCommands.StopNode, KubernetesCommands.State, false, false, DocumentReaders.Kubernetes) { Unquiet = KubernetesCommands.Unquiet },
        new("proxmox", "Proxmox VE", ProxmoxCommands.Stop, ProxmoxCommands.StopNode, ProxmoxCommands.State, false, false, DocumentReaders.Proxmox) { Unquiet = ProxmoxCommands.Unquiet },
        new(ManagerNames.OwnCommands, "commands of the site's own", [], [], [], false, true, LineReaders.Command),
    ];

    public static ClusterKind? Find(string name) => All.FirstOrDefault(manager => string.Equals(manager.Name, name, StringComparison.Ordinal));

    private static ImmutableArray<CommandLine> Lines(params string[] texts) => [.. texts.Select(CommandLine.Parse)];
}
