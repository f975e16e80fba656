using PowerController.Model.Checks;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Checks;

/// <summary>Who feeds whom, and whether anything feeds nothing.</summary>
internal static class SupplyRules
{
    public static IEnumerable<Finding> Check(SiteIndex index) =>
        Empty(index)
            .Concat(Idle(index))
            .Concat(Shared(index))
            .Concat(Redundancy(index.Site))
            .Concat(Outlets(index.Site));

    private static IEnumerable<Finding> Empty(SiteIndex index)
    {
        var site = index.Site;
        if (site.Upses.Length == 0)
            yield return CheckRules.EmptySelection.Found(site.Name, $"{site.Name} has no UPS: nothing is watched.", "Add the UPSes to a group.");
        foreach (var cluster in site.Clusters.Where(cluster => cluster.Nodes.Length == 0))
            yield return CheckRules.EmptySelection.Found(cluster.Name, $"{cluster.Name} has no nodes: it is never stopped.", "List its nodes, or remove it.");
        foreach (var group in site.Groups)
        {
            var within = index.WithNested(group.Name).Select(nested => nested.Name).ToHashSet(StringComparer.Ordinal);
            var members = site.Upses.Select(ups => ups.Group)
                .Concat(site.Nodes.Select(node => node.Group))
                .Concat(site.Disks.Select(disk => disk.Group))
                .Concat(site.Terminals.Select(terminal => terminal.Group));
            if (!members.Any(within.Contains))
                yield return CheckRules.EmptySelection.Found(group.Name, $"{group.Name} has nothing in it.", "Add its UPSes and nodes, or remove it.");
        }
    }

    private static IEnumerable<Finding> Idle(SiteIndex index)
    {
        var site = index.Site;
        foreach (var ups in site.Upses)
        {
            if (!index.NodesFedBy(ups.Name).Any() && !index.DisksFedBy(ups.Name).Any() && !index.TerminalsFedBy(ups.Name).Any())
                yield return CheckRules.UpsFeedsNothing.Found(ups.Name, $"{ups.Name} feeds no node, disk or terminal.", $"Name {ups.Name} as somebody's supply, or remove it.");
        }

        foreach (var disk in site.Disks.Where(disk => !index.ClustersOn(disk.Name).Any()))
            yield return CheckRules.DiskUnused.Found(disk.Name, $"No cluster depends on {disk.Name}.", $"List {disk.Name} under the disks of its cluster, or remove it.");
        foreach (var node in site.Nodes.Where(node => site.Clusters.Length > 0 && index.ClusterOf(node.Name) is null))
            yield return CheckRules.NodeWithoutCluster.Found(node.Name, $"{node.Name} is in no cluster and is handled as a single server.", "List it under the nodes of its cluster if it is part of one.");
    }

    private static IEnumerable<Finding> Shared(SiteIndex index)
    {
        foreach (var ups in index.Site.Upses)
        {
            var clusters = index.NodesFedBy(ups.Name).Select(node => index.ClusterOf(node.Name)?.Name).Distinct(StringComparer.Ordinal).ToArray();
            var alone = index.NodesFedBy(ups.Name).FirstOrDefault(node => index.ClusterOf(node.Name) is null);
            var cluster = clusters.FirstOrDefault(name => name is not null);
            if (cluster is null)
                continue;
            var others = ups.FeedsOthers ? "machines that are not part of the site"
                : alone is not null ? $"{alone.Name}, which is not part of it"
                : clusters.Length > 1 ? $"nodes of {string.Join(" and ", clusters.Where(name => name is not null && name != cluster))}"
                : null;
            if (others is not null)
            {
                yield return CheckRules.SharedUps.Found(ups.Name,
                    $"{ups.Name} feeds nodes of {cluster} and {others}: a shutdown that the cluster manager asks for will not cut it.",
                    "Give the cluster's nodes a UPS or outlet groups of their own if their output should follow.");
            }
        }
    }

    private static IEnumerable<Finding> Redundancy(Site site)
    {
        var supplies = site.Nodes.Select(node => (node.Name, node.Supply))
            .Concat(site.Disks.Select(disk => (disk.Name, disk.Supply)))
            .Concat(site.Terminals.Where(terminal => terminal.Supply is not null).Select(terminal => (terminal.Name, Supply: terminal.Supply!)));
        foreach (var (name, supply) in supplies.Where(pair => pair.Supply.From.Length > 1))
        {
            if (supply.Needs == supply.From.Length)
            {
                yield return CheckRules.FragileSupply.Found(name,
                    $"{name} needs {supply.Needs} of {supply.From.Length} sources: it loses power with the first that fails.",
                    $"If one can be missing, write needs: {supply.From.Length - 1} of {supply.From.Length}.");
            }

            var upses = supply.From.Select(source => source.Ups).Distinct(StringComparer.Ordinal).Count();
            if (upses == 1 && supply.Needs < supply.From.Length)
            {
                yield return CheckRules.SameUpsTwice.Found(name,
                    $"{name} has {supply.From.Length} sources, but all are outlets of {supply.From[0].Ups}.",
                    "Feed it from another UPS as well.");
            }
        }
    }

    private static IEnumerable<Finding> Outlets(Site site)
    {
        var used = site.Nodes.Select(node => node.Supply).Concat(site.Disks.Select(disk => disk.Supply))
            .Concat(site.Terminals.Select(terminal => terminal.Supply).OfType<Supply>())
            .SelectMany(supply => supply.From)
            .Distinct()
            .ToArray();
        foreach (var ups in site.Upses.Where(ups => ups.OutletGroups.Length > 0))
        {
            foreach (var outlet in ups.OutletGroups.Where(outlet => !used.Contains(new PowerSource(ups.Name, outlet.Name))))
                yield return CheckRules.OutletUnused.Found(ups.Name, $"{ups.Name}/{outlet.Name} feeds nothing.", "Name it as somebody's supply, or remove it.");
            if (used.Contains(new PowerSource(ups.Name, null)) && used.Any(source => source.Ups == ups.Name && source.OutletGroup is not null))
            {
                yield return CheckRules.WholeAndPart.Found(ups.Name,
                    $"Somebody is fed from {ups.Name} and somebody from an outlet group of it.",
                    $"Name an outlet group of {ups.Name} for each.");
            }
        }
    }
}
