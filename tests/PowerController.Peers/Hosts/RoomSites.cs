using System.Globalization;
using System.Text;

namespace PowerController.Peers.Hosts;

/// <summary>Sites for rooms. All their times are a tenth of what is usual, so that a night passes in a minute.</summary>
internal static class RoomSites
{
    /// <summary>Worked example 1: a disk and two nodes, each on a UPS of its own, and control terminals apart.</summary>
    public static string WithDisk(int terminals, int shutoff = 30, bool guarded = false, int startLimit = 60, int clusterStop = 3) =>
        $$"""
        {{Head(shutoff, patient: guarded, startLimit: startLimit)}}
        terminals:
        {{Terminals(terminals)}}
        groups:
        - name: room
          upses:
          - { name: UPS1, confirmTime: 6s, snmp: { address: 10.77.0.101 } }
          - { name: UPS2, confirmTime: 6s, snmp: { address: 10.77.0.102 } }
          - { name: UPS3, confirmTime: 6s, snmp: { address: 10.77.0.103 } }
          - { name: UPS4, confirmTime: 3s, snmp: { address: 10.77.0.104 } }
          nodes:
          - { name: node1, address: 10.77.0.11, supply: UPS2 }
          - { name: node2, address: 10.77.0.12, supply: UPS3 }
          disks:
          - { name: disk1, supply: UPS4, warmUpOrder: 1, warmUpTime: 4s }
        clusters:
        {{Cluster("cluster", ["node1", "node2"], disks: "disk1", guarded, clusterStop)}}
        """;

    /// <summary>As large as a cluster may be, on four UPSes.</summary>
    public static string OfSixteen() =>
        $$"""
        {{Head(12)}}
        terminals:
        {{Terminals(1)}}
        groups:
        - name: room
          upses:
        {{Lines(5, at => $"  - {{ name: UPS{at}, confirmTime: 3s, snmp: {{ address: 10.77.0.{100 + at} }} }}")}}
          nodes:
        {{Lines(16, at => $"  - {{ name: node{at}, address: 10.77.0.{10 + at}, supply: UPS{2 + ((at - 1) / 4)} }}")}}
        clusters:
        {{Cluster("cluster", [.. Enumerable.Range(1, 16).Select(at => $"node{at}")], disks: null)}}
        """;

    /// <summary>Way B: each of the three nodes is a control terminal too, and the disk's output is theirs to turn on.</summary>
    public static string AmongNodes() =>
        $$"""
        {{Head(12, "terminals-among-nodes")}}
        terminals:
        {{Lines(3, at => $"- {{ name: t{at}, node: node{at}, priority: {at}, confirmTime: 300s }}")}}
        groups:
        - name: room
          upses:
          - { name: UPS1, confirmTime: 6s, snmp: { address: 10.77.0.101 } }
          - { name: UPS2, confirmTime: 6s, snmp: { address: 10.77.0.102 } }
          - { name: UPS3, confirmTime: 6s, snmp: { address: 10.77.0.103 } }
          - { name: UPS4, confirmTime: 3s, snmp: { address: 10.77.0.104 } }
          nodes:
        {{Lines(3, at => $"  - {{ name: node{at}, address: 10.77.0.{10 + at}, supply: UPS{at} }}")}}
          disks:
          - { name: disk1, supply: UPS4, warmUpOrder: 1, warmUpTime: 4s }
        clusters:
        {{Cluster("cluster", ["node1", "node2", "node3"], disks: "disk1")}}
        """;

    /// <summary>Way C: two servers, each with a UPS that a program on it reads; the command that stops a system cuts its output as well.</summary>
    public static string Mirror() =>
        $$"""
        {{Head(12, "mirror", patient: true, ownUps: true)}}
        groups:
        - name: room
          upses:
          - { name: UPS1, confirmTime: 6s, agent: node1 }
          - { name: UPS2, confirmTime: 6s, agent: node2 }
          nodes:
        {{Lines(2, at => $"  - {{ name: node{at}, address: 10.77.0.{10 + at}, supply: UPS{at}, commands: {{ osStop: [ROOT/stop-and-cut UPS{at}], reboot: [ROOT/reboot], ownUps: ['ROOT/own-ups {{ups}}'] }} }}")}}
        clusters:
        {{Cluster("cluster", ["node1", "node2"], disks: null)}}
        """;

    /// <summary>Two nodes; a program on the first reads its UPS, and is asked by what is shipped.</summary>
    public static string WithNutOnANode() =>
        $$"""
        {{Head(12, ownUps: true)}}
        terminals:
        {{Terminals(1)}}
        groups:
        - name: room
          upses:
          - { name: UPS1, confirmTime: 6s, snmp: { address: 10.77.0.101 } }
          - { name: UPS2, confirmTime: 300s, agent: node1 }
          - { name: UPS3, confirmTime: 6s, snmp: { address: 10.77.0.103 } }
          nodes:
          - { name: node1, address: 10.77.0.11, supply: UPS2 }
          - { name: node2, address: 10.77.0.12, supply: UPS3 }
        clusters:
        {{Cluster("cluster", ["node1", "node2"], disks: null)}}
        """;

    private static string Head(int shutoff, string build = "terminal-apart", bool ownUps = false, bool patient = false, int startLimit = 60) =>
        $$"""
        site: room
        build: {{build}}
        network: { groupAddress: {{Namespaces.Broadcast}}, groupKey: { file: secrets/group-key } }
        timing: { pollInterval: 400ms, hurriedPollInterval: 200ms, pollGap: 1s, osStopHandout: {{(patient ? 30 : 6)}}s, cutSlot: 1s, mainsStable: 3s, startSpread: 0s }
        defaults:
          ups:
            shutoffDelay: {{shutoff}}s
            lowBatteryRunTime: 12s
            diskProtectionTime: 4s
            returnCharge: 0
            expectedRunTime: 30m
        {{(ownUps ? "" : "    snmp: { writeCommunity: { file: secrets/write } }")}}
          node:
            osStopTime: 6s
            startLimit: {{startLimit}}s
            startBy: [output]
            commands: { osStop: [ROOT/os-stop], reboot: [ROOT/reboot] }
        """;

    private static string Terminals(int count) => Lines(count, at => $"- {{ name: t{at}, address: 10.77.0.{at}, priority: {at}, supply: UPS1, confirmTime: 300s }}");

    // Guarded, it is committed for a while before it is stopped, since its running work takes a second to end; and there is time for another terminal to take over, before nodes stop by themselves.
    private static string Cluster(string name, string[] nodes, string? disks, bool guarded = false, int stop = 3) =>
        $$"""
        - name: {{name}}
          nodes: [{{string.Join(", ", nodes)}}]
        {{(disks is null ? "" : $"  disks: [{disks}]\n")}}{{(guarded ? "  outageGuard: 2s\n  guards: [{ name: batch, command: sleep 1, every: 1s }]\n" : "")}}  stopTimeout: {{(guarded ? 40 : 12)}}s
          commands:
            stop: [ROOT/stop-cluster {{name}} {{stop}}]
            stopNode: [ROOT/leave-cluster]
            state: [ROOT/cluster-state {{name}}]
            texts: { normal: running, stopping: stopping, stopped: stopped }
        """;

    private static string Lines(int count, Func<int, FormattableString> line)
    {
        var text = new StringBuilder();
        for (var at = 1; at <= count; at++)
            text.Append(at > 1 ? "\n" : "").Append(line(at).ToString(CultureInfo.InvariantCulture));
        return text.ToString();
    }
}
