using System.Collections.Immutable;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Plans;

/// <summary>An output that is cut in a shutdown, and the stops it must wait for.</summary>
/// <param name="FeedsDisk">It comes after every output that feeds nodes only.</param>
/// <param name="After">Indices of the stops whose nodes must be down, or be going down, first.</param>
/// <param name="KnownOnBattery">Its failure is established when the first of these stops begins.</param>
public sealed record Cut(PowerSource Source, bool FeedsDisk, ImmutableArray<int> After, bool KnownOnBattery)
{
    /// <summary>The outputs that the stops release: nothing that still feeds something that goes on is ever among them.</summary>
    public static ImmutableArray<Cut> ReleasedBy(SiteIndex index, Failure failure, ImmutableArray<Stopping> stops)
    {
        var stopOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < stops.Length; i++)
        {
            foreach (var node in stops[i].Nodes)
                stopOf[node.Name] = i;
        }

        return [.. SourcesOf(index, stops)
            .Select(source => Released(index, failure, stops, stopOf, source))
            .OfType<Cut>()];
    }

    // Only what feeds a stopped node, or a disk that one depends on, can be released at all.
    private static IEnumerable<PowerSource> SourcesOf(SiteIndex index, ImmutableArray<Stopping> stops)
    {
        var nodes = stops.SelectMany(stop => stop.Nodes).Select(node => node.Supply);
        var disks = stops.SelectMany(stop => stop.Cluster?.Disks ?? []).Distinct(StringComparer.Ordinal).Select(name => index.Disk(name).Supply);
        return nodes.Concat(disks)
            .SelectMany(supply => supply.From)
            .Distinct()
            .OrderBy(source => source.ToString(), StringComparer.Ordinal);
    }

    private static Cut? Released(
        SiteIndex index, Failure failure, ImmutableArray<Stopping> stops, Dictionary<string, int> stopOf, PowerSource source)
    {
        var ups = index.Ups(source.Ups);
        var failed = failure.Upses.Contains(ups.Name);
        var nodes = index.NodesFedBy(ups.Name).Where(node => Draws(node.Supply, source)).ToArray();
        var disks = index.DisksFedBy(ups.Name).Where(disk => Draws(disk.Supply, source)).ToArray();
        if (!failed && (disks.Length > 0 || ups.FeedsOthers || ups.CutOnMains == CutOnMains.Impossible))
            return null;
        if (index.TerminalsFedBy(ups.Name).Any(terminal => terminal.Node is null))
            return null;

        var dependents = disks.SelectMany(disk => index.NodesOn(disk.Name)).ToArray();
        var waitsFor = nodes.Concat(dependents).Select(node => node.Name).Distinct(StringComparer.Ordinal).ToArray();
        if (waitsFor.Length == 0 || !waitsFor.All(stopOf.ContainsKey) || !AllStopWithTheirCluster(dependents, stops, stopOf))
            return null;

        ImmutableArray<int> after = [.. waitsFor.Select(node => stopOf[node]).Distinct().Order()];
        var knownOnBattery = failed && after.All(stop => ups.ConfirmTime <= stops[stop].ConfirmTime);
        return new Cut(source, disks.Length > 0, after, knownOnBattery);
    }

    // Single nodes that all happen to stop do not release a disk: their cluster was never stopped as one.
    private static bool AllStopWithTheirCluster(Node[] dependents, ImmutableArray<Stopping> stops, Dictionary<string, int> stopOf) =>
        dependents.All(node => stops[stopOf[node.Name]].Cluster is not null);

    // Cutting a whole UPS takes its outlet groups with it; cutting one group takes only what hangs on it.
    private static bool Draws(Supply supply, PowerSource source) =>
        supply.From.Any(from => string.Equals(from.Ups, source.Ups, StringComparison.Ordinal)
            && (source.OutletGroup is null || string.Equals(from.OutletGroup, source.OutletGroup, StringComparison.Ordinal)));
}
