using System.Globalization;
using System.Text;

namespace PowerController.Runtime.Tests.Configuration;

/// <summary>Writes config/examples/large: 16 clusters of 16 nodes, 400 UPSes. Every cluster is a group of 25 UPSes.</summary>
public static class LargeSite
{
    private const int Clusters = 16;
    private const int Nodes = 16;
    private const int PairedDisks = 4;

    public static string Write()
    {
        var text = new StringBuilder("""
            # yaml-language-server: $schema=../../schema/site.schema.json
            #
            # Generated: 16 clusters of 16 nodes, 400 UPSes. Every node has its own UPS; every cluster has 4 disks with two power inputs each, and all
            # but the first a fifth disk with one. The terminal must be alive for 60 + 8 + 120 + 60 + 2 × 400 = 1048 s.

            site: large
            build: terminal-apart

            network:
              groupAddress: 10.0.255.255
              groupKey: { file: secrets/group-key }

            defaults:
              ups:
                expectedRunTime: 1h
                snmp:
                  profile: apc
                  user:
                    name: powercontroller
                    authentication: sha256
                    authenticationSecret: { file: secrets/snmp-authentication }
                    privacy: aes128
                    privacySecret: { file: secrets/snmp-privacy }
              node:
                osStopTime: 90s

            terminals:
              - { name: terminal, address: 10.0.200.1, supply: U01-25, confirmTime: 20m }

            groups:

            """);
        for (var cluster = 1; cluster <= Clusters; cluster++)
            Group(text, cluster);
        text.Append("\nclusters:\n");
        for (var cluster = 1; cluster <= Clusters; cluster++)
            Cluster(text, cluster);
        return text.ToString();
    }

    private static void Group(StringBuilder text, int cluster)
    {
        const int Upses = Nodes + (2 * PairedDisks) + 1;
        text.Append(CultureInfo.InvariantCulture, $"  - name: row{cluster:00}\n    upses:\n");
        for (var ups = 1; ups <= Upses; ups++)
            text.Append(CultureInfo.InvariantCulture, $"      - {{ name: U{cluster:00}-{ups:00}, snmp: 10.0.{cluster}.{ups} }}\n");
        text.Append("    nodes:\n");
        for (var node = 1; node <= Nodes; node++)
            text.Append(CultureInfo.InvariantCulture, $"      - {{ name: n{cluster:00}-{node:00}, address: 10.0.{100 + cluster}.{node}, supply: U{cluster:00}-{node:00} }}\n");
        text.Append("    disks:\n");
        for (var disk = 1; disk <= PairedDisks; disk++)
        {
            var first = Nodes + (2 * disk) - 1;
            text.Append(CultureInfo.InvariantCulture,
                $"      - {{ name: d{cluster:00}-{disk}, supply: {{ from: [U{cluster:00}-{first:00}, U{cluster:00}-{first + 1:00}], needs: 1 of 2 }}, warmUpOrder: {disk} }}\n");
        }

        // The first cluster's last UPS feeds the terminal.
        if (cluster > 1)
            text.Append(CultureInfo.InvariantCulture, $"      - {{ name: d{cluster:00}-5, supply: U{cluster:00}-{Upses:00}, warmUpOrder: 5 }}\n");
    }

    private static void Cluster(StringBuilder text, int cluster)
    {
        var nodes = string.Join(", ", Enumerable.Range(1, Nodes).Select(node => string.Create(CultureInfo.InvariantCulture, $"n{cluster:00}-{node:00}")));
        var disks = string.Join(", ", Enumerable.Range(1, cluster > 1 ? PairedDisks + 1 : PairedDisks)
            .Select(disk => string.Create(CultureInfo.InvariantCulture, $"d{cluster:00}-{disk}")));
        text.Append(CultureInfo.InvariantCulture, $"  - name: c{cluster:00}\n    nodes: [{nodes}]\n    disks: [{disks}]\n    stopTimeout: 120s\n");
    }
}
