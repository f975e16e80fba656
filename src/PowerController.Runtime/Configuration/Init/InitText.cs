using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PowerController.Model;
using PowerController.Model.Sites;
using PowerController.Yaml.Binding;

namespace PowerController.Runtime.Configuration.Init;

/// <summary>Writes the site that the wizard has asked for, with comments for whoever goes on from there.</summary>
public static class InitText
{
    private static readonly DurationForm Durations = new();

    /// <summary>The text of site.yaml; it loads without an error.</summary>
    public static string Write(InitSite site)
    {
        var text = new StringBuilder();
        Head(text, site);
        Defaults(text, site);
        Terminals(text, site);
        Group(text, site);
        Cluster(text, site);
        var written = text.ToString();
        var load = SiteConfiguration.Parse(written, SiteConfiguration.FileName);
        Require.That(load.Errors.IsEmpty, $"the wizard writes what can be loaded: {string.Join(' ', load.Errors)}");
        return written;
    }

    /// <summary>
    /// How long a terminal must be alive at most: until the nodes' failure is established, the cluster stopped, the operating systems told,
    /// and the cut-off command given to every UPS; then up to the next full minute.
    /// </summary>
    public static TimeSpan TerminalConfirmTime(InitSite site)
    {
        var timing = SiteTiming.Default;
        var alive = Parameters.ConfirmTime.Default + timing.PollGap + site.StopTimeout + timing.OsStopHandout + (timing.CutSlot * site.Upses.Length);
        var minutes = TimeSpan.FromMinutes(Math.Ceiling(alive.TotalMinutes));
        return minutes > Parameters.TerminalConfirmTime.Default ? minutes : Parameters.TerminalConfirmTime.Default;
    }

    private static void Head(StringBuilder text, InitSite site) => text.Append(CultureInfo.InvariantCulture, $$"""
        # Written by 'powerctl init'. 'powerctl check' judges it, 'powerctl plan --all' shows what happens when the power fails.
        # Times are written 30s, 5m, 2h. Secrets stand in files (or in the environment: { env: NAME }), never in here.

        site: {{site.Name}}
        build: {{Words.Kebab(site.Build.ToString())}}

        network:
          groupAddress: {{site.GroupAddress}}    # the local broadcast address: reaches every host of the site
          groupPort: {{Parameters.GroupPort.Default}}
          groupKey: { file: secrets/group-key }    # a long random text, the same on every host


        """);

    private static void Defaults(StringBuilder text, InitSite site)
    {
        text.Append(CultureInfo.InvariantCulture, $$"""
            defaults:
              ups:
                shutoffDelay: {{Seconds(Parameters.ShutoffDelay.Default)}}         # from the cut-off command until the output goes off
                lowBatteryRunTime: {{Seconds(Parameters.LowBatteryRunTime.Default)}}
                diskProtectionTime: {{Seconds(Parameters.DiskProtectionTime.Default)}}    # after power is back, until the output goes on

            """);
        text.Append(site.RunTime is { } known
            ? $"    expectedRunTime: {Durations.Write(known)}       # at the usual load; plans count with it until the UPS itself has said\n"
            : "    # expectedRunTime: 20m      # at the usual load, as soon as it is known; plans count with it until the UPS itself has said\n");
        if (site.Connection == InitConnection.SnmpV3)
            text.Append("""
                    snmp:
                      user:
                        name: powercontroller
                        authentication: sha256
                        authenticationSecret: { file: secrets/snmp-authentication }
                        privacy: aes128
                        privacySecret: { file: secrets/snmp-privacy }

                """);
        if (site.Connection == InitConnection.SnmpV2c)
            text.Append("    snmp:\n      community: { file: secrets/snmp-read }\n      writeCommunity: { file: secrets/snmp-write }\n");
        text.Append(CultureInfo.InvariantCulture, $"  node:\n    osStopTime: {Durations.Write(site.OsStopTime)}\n\n");
    }

    private static void Terminals(StringBuilder text, InitSite site)
    {
        var among = InitWizard.TerminalsOf(site.Build, site.Nodes.Length);
        if (site.Terminal is null && among == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"# A terminal stops itself when its own supply has failed for the confirm time: longer than the longest plan it serves.\nterminals:\n");
        var confirm = Durations.Write(TerminalConfirmTime(site));
        if (site.Terminal is { } apart)
            text.Append(CultureInfo.InvariantCulture, $"  - {{ name: {apart.Name}, address: {apart.Address}, {Supply(apart)}, confirmTime: {confirm} }}\n");
        foreach (var (node, rank) in site.Nodes.Take(among).Select((node, at) => (node, at + 1)))
            text.Append(CultureInfo.InvariantCulture, $"  - {{ name: {Free($"terminal{rank}", Names(site))}, node: {node.Name}, priority: {rank}, confirmTime: {confirm} }}\n");
        text.Append('\n');
    }

    private static void Group(StringBuilder text, InitSite site)
    {
        text.Append(CultureInfo.InvariantCulture, $"""
            groups:
              - name: {Free("room", Names(site))}
                commLoss:
                  confirmTime: {Seconds(Parameters.CommLossConfirmTime.Default)}
                  policy: continue            # or shutdown: when a UPS goes silent during an outage and stays so
                upses:

            """);
        foreach (var ups in site.Upses)
            text.Append(CultureInfo.InvariantCulture, $"      - {{ name: {ups.Name}, {Connection(site.Connection, ups)} }}{Feeds(site, ups.Name)}\n");
        text.Append("    nodes:\n");
        foreach (var node in site.Nodes)
            text.Append(CultureInfo.InvariantCulture, $"      - {{ name: {node.Name}, address: {node.Address}, {Supply(node)} }}\n");
        if (site.Disks.IsEmpty)
            return;
        text.Append("    disks:\n");
        foreach (var (disk, rank) in site.Disks.Select((disk, at) => (disk, at + 1)))
            text.Append(CultureInfo.InvariantCulture, $"      - {{ name: {disk.Name}, {Supply(disk)}, warmUpOrder: {rank}, warmUpTime: {Seconds(Parameters.WarmUpTime.Default)} }}\n");
    }

    private static void Cluster(StringBuilder text, InitSite site)
    {
        text.Append(CultureInfo.InvariantCulture, $"""

            clusters:
              - name: {Free("cluster", Names(site))}
                manager: command              # the adapter of your cluster manager, or commands of your own
                nodes: [{string.Join(", ", site.Nodes.Select(node => node.Name))}]

            """);
        if (!site.Disks.IsEmpty)
            text.Append(CultureInfo.InvariantCulture, $"    disks: [{string.Join(", ", site.Disks.Select(disk => disk.Name))}]\n");
        text.Append(CultureInfo.InvariantCulture, $"    stopTimeout: {Durations.Write(site.StopTimeout)}             # at this limit the operating systems are stopped all the same\n");
    }

    private static string Connection(InitConnection connection, InitUps ups) => connection switch
    {
        InitConnection.SnmpV3 or InitConnection.SnmpV2c => $"snmp: {{ address: {Quoted(ups.Address)} }}",
        InitConnection.Nut => $"nut: {{ address: {Quoted(ups.Address)}, ups: {ups.Name} }}",
        InitConnection.Apcupsd => $"apcupsd: {Quoted(ups.Address)}",
        InitConnection.Serial => $"serial: {{ host: {ups.Host}, device: {Quoted(ups.Device)} }}",
        InitConnection.Agent => $"agent: {ups.Host}",
        _ => "simulated: {}",
    };

    private static string Supply(InitHost host) => host.Sources.Length == 1
        ? $"supply: {host.Sources[0]}"
        : string.Create(CultureInfo.InvariantCulture, $"supply: {{ from: [{string.Join(", ", host.Sources)}], needs: {host.Needs} of {host.Sources.Length} }}");

    private static string Feeds(InitSite site, string ups)
    {
        ImmutableArray<InitHost> all = site.Terminal is { } terminal ? [terminal, .. site.Nodes, .. site.Disks] : [.. site.Nodes, .. site.Disks];
        var fed = string.Join(", ", all.Where(host => host.Sources.Contains(ups, StringComparer.Ordinal)).Select(host => host.Name));
        return fed.Length > 0 ? "    # feeds " + fed : "";
    }

    private static IEnumerable<string> Names(InitSite site) =>
        site.Nodes.Concat(site.Disks).Append(site.Terminal).OfType<InitHost>().Select(host => host.Name).Concat(site.Upses.Select(ups => ups.Name)).Append(site.Name);

    /// <summary>The name, or the name with something behind it when somebody has called a node that.</summary>
    private static string Free(string name, IEnumerable<string> taken) => taken.Contains(name, StringComparer.Ordinal) ? Free(name + "_", taken) : name;

    /// <summary>Single quotes: nothing within them means anything to YAML.</summary>
    private static string Quoted(string? text) => (text ?? "").AsSpan().ContainsAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./-_")
        ? "'" + (text ?? "").Replace("'", "''", StringComparison.Ordinal) + "'"
        : text ?? "";

    /// <summary>In seconds, as people compare these figures with each other.</summary>
    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString(CultureInfo.InvariantCulture) + "s";
}
