using System.Collections.Immutable;
using PowerController.Console.Api.Documents;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Runtime.Snapshots;

namespace PowerController.Console.Api.Showing;

/// <summary>What is not as it should be, now.</summary>
internal static class AlarmShown
{
    /// <summary>What a UPS does when all is well, or what its state says already.</summary>
    private const Conditions NoAlarm = Conditions.Charging | Conditions.Boost | Conditions.Trim | Conditions.Eco | Conditions.SelfTesting
        | Conditions.Calibrating | Conditions.Sleeping | Conditions.ShutdownPending;

    public static ImmutableArray<AlarmStatus> Of(SiteSnapshot snapshot) => [.. Upses(snapshot), .. Nodes(snapshot), .. Disks(snapshot), .. Hosts(snapshot)];

    private static IEnumerable<AlarmStatus> Upses(SiteSnapshot snapshot)
    {
        var moments = new Moments(snapshot);
        for (var at = 0; at < snapshot.State.Upses.Length; at++)
        {
            var state = snapshot.State.Upses[at];
            var name = snapshot.State.Topology.Upses[at].Ups.Name;
            if (state.Power is not (UpsPower.Good or UpsPower.Unknown))
            {
                var shown = UpsShown.Of(snapshot, at);
                yield return new AlarmStatus(name, shown.State, shown.Since);
            }

            foreach (var condition in Spoken.Of(state.Alarms & ~NoAlarm))
                yield return new AlarmStatus(name, condition, null);
            if (state.TemperatureAlarm)
                yield return new AlarmStatus(name, "battery temperature outside its limits", null);
            if (state.Bypass)
                yield return new AlarmStatus(name, "on bypass: its load is not protected", null);
            foreach (var output in state.Outputs.Where(output => output.Cut is CutStage.Ignored))
                yield return new AlarmStatus(name, "took the cut-off command, and its output is still on", moments.Since(output.OffAt));
        }
    }

    private static IEnumerable<AlarmStatus> Nodes(SiteSnapshot snapshot)
    {
        var moments = new Moments(snapshot);
        for (var at = 0; at < snapshot.State.Nodes.Length; at++)
        {
            var state = snapshot.State.Nodes[at];
            if (state.Power == NodePower.Lost)
                yield return new AlarmStatus(snapshot.State.Topology.Nodes[at].Node.Name, "silent without having been told to stop", moments.Since(state.Since));
        }
    }

    private static IEnumerable<AlarmStatus> Disks(SiteSnapshot snapshot)
    {
        var moments = new Moments(snapshot);
        for (var at = 0; at < snapshot.State.Disks.Length; at++)
        {
            var state = snapshot.State.Disks[at];
            if (state.Power == DiskPower.Dark)
                yield return new AlarmStatus(snapshot.State.Topology.Disks[at].Disk.Name, "its supply is lost", moments.Since(state.Since));
        }
    }

    private static IEnumerable<AlarmStatus> Hosts(SiteSnapshot snapshot) =>
        snapshot.Hosts
            .Where(host => host.ConfigurationDigest.Length > 0 && !string.Equals(host.ConfigurationDigest, snapshot.Digest, StringComparison.Ordinal))
            .Select(host => new AlarmStatus(host.Host, $"runs another configuration ({host.ConfigurationDigest[..Math.Min(12, host.ConfigurationDigest.Length)]})", null));
}
