using System.Collections.Immutable;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Plans;

/// <summary>Something that may happen to a site: these UPSes lose their input at the same moment.</summary>
public sealed record Failure(string Name, string Description, ImmutableSortedSet<string> Upses)
{
    /// <summary>The name under which every UPS of a site fails at once.</summary>
    public const string Everything = "all";

    public static Failure All(Site site) =>
        new(Everything, "every UPS fails at once", Names(site.Upses.Select(ups => ups.Name)));

    /// <summary>What the name stands for: `all`, a UPS, a group, a disk, a node, a cluster, or several joined by commas. Null when nothing is called so.</summary>
    public static Failure? Named(SiteIndex index, string name)
    {
        var upses = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var part in name.Split(',', StringSplitOptions.TrimEntries))
        {
            if (UpsesOf(index, part) is not { } found)
                return null;
            upses.UnionWith(found);
        }

        return new Failure(name, Describe(index, name, upses), Names(upses));
    }

    /// <summary>Every failure that the site's own structure names, each set of UPSes once: all at once, the clusters' nodes, the groups, the disks, and each UPS.</summary>
    public static ImmutableArray<Failure> Of(SiteIndex index)
    {
        var site = index.Site;
        var names = site.Clusters.Select(cluster => cluster.Name)
            .Concat(site.Groups.Select(group => group.Name))
            .Concat(site.Disks.Select(disk => disk.Name))
            .Concat(site.Upses.Select(ups => ups.Name));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. names
            .Select(name => Named(index, name)!)
            .Prepend(All(site))
            .Where(failure => failure.Upses.Count > 0 && seen.Add(string.Join(',', failure.Upses)))];
    }

    /// <summary>Every name that <see cref="Named"/> understands.</summary>
    public static IEnumerable<string> NamesOf(Site site) =>
        site.Clusters.Select(cluster => cluster.Name)
            .Concat(site.Groups.Select(group => group.Name))
            .Concat(site.Disks.Select(disk => disk.Name))
            .Concat(site.Nodes.Select(node => node.Name))
            .Concat(site.Upses.Select(ups => ups.Name))
            .Prepend(Everything);

    private static IEnumerable<string>? UpsesOf(SiteIndex index, string name)
    {
        var site = index.Site;
        if (Same(name, Everything))
            return site.Upses.Select(ups => ups.Name);
        if (index.FindUps(name) is { } one)
            return [one.Name];
        if (index.FindDisk(name) is { } disk)
            return Feeding(disk.Supply);
        if (index.FindGroup(name) is not null)
        {
            var groups = index.WithNested(name).Select(group => group.Name).ToHashSet(StringComparer.Ordinal);
            return site.Upses.Where(ups => groups.Contains(ups.Group)).Select(ups => ups.Name);
        }

        if (site.Clusters.FirstOrDefault(cluster => Same(cluster.Name, name)) is { } cluster)
            return cluster.Nodes.SelectMany(node => Feeding(index.Node(node).Supply));
        return site.Nodes.FirstOrDefault(node => Same(node.Name, name)) is { } found ? Feeding(found.Supply) : null;
    }

    private static IEnumerable<string> Feeding(Supply supply) => supply.From.Select(source => source.Ups);

    private static string Describe(SiteIndex index, string name, SortedSet<string> upses)
    {
        if (Same(name, Everything))
            return "every UPS fails at once";
        var what = index.FindUps(name) is not null ? "" : index.FindDisk(name) is not null ? $"disk {name}: " : $"{name}: ";
        return upses.Count switch
        {
            0 => $"{name} has no UPS",
            1 => $"{what}{upses.Min} fails",
            <= 4 => $"{what}{string.Join(", ", upses)} fail together",
            _ => $"{what}{upses.Count} UPSes fail together",
        };
    }

    private static ImmutableSortedSet<string> Names(IEnumerable<string> names) => names.ToImmutableSortedSet(StringComparer.Ordinal);

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);
}
