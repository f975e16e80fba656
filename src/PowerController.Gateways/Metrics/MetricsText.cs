using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Runtime.Snapshots;

namespace PowerController.Gateways.Metrics;

/// <summary>The site and this process for Prometheus: the text of `/metrics`.</summary>
public static class MetricsText
{
    /// <summary>What the text is called by.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(SiteSnapshot snapshot, ProcessFigures process)
    {
        var to = new MetricsWriter();
        WriteSite(to, snapshot);
        WriteUpses(to, snapshot);
        WriteNodesAndDisks(to, snapshot);
        WriteRuns(to, snapshot);
        WriteHosts(to, snapshot);
        WriteProcess(to, process);
        return to.ToString();
    }

    private static void WriteSite(MetricsWriter to, SiteSnapshot snapshot)
    {
        to.Family("powercontroller_site_info", "gauge", "The site and the configuration it runs.");
        to.Sample(1, ("site", snapshot.Site.Name), ("digest", snapshot.Digest), ("self", snapshot.State.Self ?? ""));
        to.Family("powercontroller_leads", "gauge", "1 while this control terminal decides.");
        to.Sample(snapshot.State.Role == Role.Master ? 1 : 0);
        to.Family("powercontroller_automatic", "gauge", "0 while automatic operation is suspended for maintenance.");
        to.Sample(snapshot.State.Operation == Operation.Auto ? 1 : 0);
        to.Family("powercontroller_snapshot_timestamp_seconds", "gauge", "When the figures were taken.");
        to.Sample(snapshot.Wall.ToUnixTimeMilliseconds() / 1000.0);
    }

    private static void WriteUpses(MetricsWriter to, SiteSnapshot snapshot)
    {
        Each("powercontroller_ups_reachable", "1 while the UPS answers.", (row, figures) => row.SilentSince is null && figures.Last is not null ? 1 : 0);
        Each("powercontroller_ups_on_battery", "1 while the UPS is on battery.", (row, _) => row.Mains == MainsState.Lost ? 1 : 0);
        Each("powercontroller_ups_failed", "1 while the loss of its mains is established.", (row, _) => row.FailedSince is not null ? 1 : 0);
        Each("powercontroller_ups_output_on", "1 while the UPS feeds its output.", (row, _) => row.Output == OutputPower.On ? 1 : row.Output == OutputPower.Off ? 0 : null);
        Each("powercontroller_ups_reading_age_seconds", "Age of the last answer.", (_, figures) => figures.HeardAt is { } heard ? (snapshot.Now - heard).TotalSeconds : null);
        Told("powercontroller_ups_charge_ratio", "Charge of the battery, 1 is full.", reading => reading.Charge?.Value / 100);
        Told("powercontroller_ups_runtime_seconds", "How long the battery lasts at the present load.", reading => reading.RunTime?.TotalSeconds);
        Told("powercontroller_ups_load_ratio", "Load as a share of the rating.", reading => reading.Load?.Value / 100);
        Told("powercontroller_ups_output_power_watts", "Power at the output.", reading => reading.OutputPower?.Value);
        Told("powercontroller_ups_input_volts", "Voltage at the input.", reading => reading.InputVoltage?.Value);
        Told("powercontroller_ups_input_frequency_hertz", "Frequency at the input.", reading => reading.InputFrequency?.Value);
        Told("powercontroller_ups_output_volts", "Voltage at the output.", reading => reading.OutputVoltage?.Value);
        Told("powercontroller_ups_output_amperes", "Current at the output.", reading => reading.OutputCurrent?.Value);
        Told("powercontroller_ups_battery_volts", "Voltage of the battery.", reading => reading.BatteryVoltage?.Value);
        Told("powercontroller_ups_battery_celsius", "Temperature of the battery.", reading => reading.BatteryTemperature?.Value);
        to.Family("powercontroller_ups_condition", "gauge", "1 for each condition the UPS reports; those it does not report are not there.");
        for (var at = 0; at < snapshot.State.Upses.Length; at++)
        {
            foreach (var condition in ConditionsOf(snapshot, at))
                to.Sample(1, ("ups", Name(at)), ("condition", condition));
        }

        string Name(int at) => snapshot.State.Topology.Upses[at].Ups.Name;

        void Each(string family, string help, Func<UpsState, UpsFigures, double?> value)
        {
            to.Family(family, "gauge", help);
            for (var at = 0; at < snapshot.State.Upses.Length && at < snapshot.Upses.Length; at++)
            {
                if (value(snapshot.State.Upses[at], snapshot.Upses[at]) is { } known)
                    to.Sample(known, ("ups", Name(at)), ("group", snapshot.State.Topology.Upses[at].Ups.Group));
            }
        }

        // A figure of a UPS that is silent is no figure.
        void Told(string family, string help, Func<Reading, double?> value) =>
            Each(family, help, (row, figures) => row.SilentSince is null && figures.Last is { } reading ? value(reading) : null);
    }

    private static IEnumerable<string> ConditionsOf(SiteSnapshot snapshot, int ups)
    {
        if (ups >= snapshot.Upses.Length || snapshot.Upses[ups].Last is not { } reading || reading.Conditions == Conditions.None)
            return [];
        return Enum.GetValues<Conditions>().Where(condition => condition != Conditions.None && reading.Conditions.HasFlag(condition)).Select(condition => condition.ToString());
    }

    private static void WriteNodesAndDisks(MetricsWriter to, SiteSnapshot snapshot)
    {
        to.Family("powercontroller_node_state", "gauge", "1 for the state the node is in.");
        for (var at = 0; at < snapshot.State.Nodes.Length; at++)
            to.Sample(1, ("node", snapshot.State.Topology.Nodes[at].Node.Name), ("state", snapshot.State.Nodes[at].Power.ToString()));
        to.Family("powercontroller_disk_state", "gauge", "1 for the state the disk is in.");
        for (var at = 0; at < snapshot.State.Disks.Length; at++)
            to.Sample(1, ("disk", snapshot.State.Topology.Disks[at].Disk.Name), ("state", snapshot.State.Disks[at].Power.ToString()));
    }

    private static void WriteRuns(MetricsWriter to, SiteSnapshot snapshot)
    {
        to.Family("powercontroller_runs_open", "gauge", "Shutdowns and restores that are under way.");
        to.Sample(snapshot.State.Runs.Length);
        to.Family("powercontroller_run_phase", "gauge", "1 for the phase the unit's run is in.");
        foreach (var run in snapshot.State.Runs)
            to.Sample(1, ("unit", snapshot.State.Topology.Units[run.Unit].Name), ("run", run.Id.ToString()), ("phase", run.Phase.ToString()), ("cause", run.Cause.ToString()));
        to.Family("powercontroller_run_elapsed_seconds", "gauge", "Time since the failure that the run answers to.");
        foreach (var run in snapshot.State.Runs)
            to.Sample((snapshot.Now - run.FailedAt).TotalSeconds, ("unit", snapshot.State.Topology.Units[run.Unit].Name), ("run", run.Id.ToString()));
    }

    private static void WriteHosts(MetricsWriter to, SiteSnapshot snapshot)
    {
        to.Family("powercontroller_host_heard_age_seconds", "gauge", "Time since the host was heard.");
        foreach (var host in snapshot.Hosts)
        {
            if (host.HeardAgo is { } ago)
                to.Sample(ago.TotalSeconds, ("host", host.Host));
        }

        to.Family("powercontroller_host_configuration_differs", "gauge", "1 for a host that runs another configuration than this one.");
        foreach (var host in snapshot.Hosts.Where(host => host.ConfigurationDigest.Length > 0))
            to.Sample(string.Equals(host.ConfigurationDigest, snapshot.Digest, StringComparison.Ordinal) ? 0 : 1, ("host", host.Host));
    }

    private static void WriteProcess(MetricsWriter to, ProcessFigures process)
    {
        to.Family("powercontroller_build_info", "gauge", "The program's version.");
        to.Sample(1, ("version", process.Version));
        to.Family("process_cpu_seconds_total", "counter", "Processor time used.");
        to.Sample(process.Cpu.TotalSeconds);
        to.Family("process_resident_memory_bytes", "gauge", "Memory used.");
        to.Sample(process.ResidentBytes);
        to.Family("process_start_time_seconds", "gauge", "When the process was started.");
        to.Sample(process.StartedAt.ToUnixTimeSeconds());
        to.Family("process_threads", "gauge", "Threads of the process.");
        to.Sample(process.Threads);
        to.Family("dotnet_gc_heap_bytes", "gauge", "Managed memory in use.");
        to.Sample(process.HeapBytes);
        to.Family("dotnet_gc_collections_total", "counter", "Garbage collections.");
        for (var generation = 0; generation < process.Collections.Length; generation++)
            to.Sample(process.Collections[generation], ("generation", generation.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
