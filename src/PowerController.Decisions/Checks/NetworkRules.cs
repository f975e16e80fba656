using PowerController.Model.Checks;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Decisions.Checks;

/// <summary>Addresses, and whether every host of the site can hear the others.</summary>
internal static class NetworkRules
{
    public static IEnumerable<Finding> Check(SiteIndex index) =>
        Floating(index.Site)
            .Concat(Groups(index.Site))
            .Concat(Key(index.Site))
            .Concat(Lease(index.Site))
            .Concat(SameAddress(index))
            .Concat(SameMac(index.Site));

    private static IEnumerable<Finding> Floating(Site site)
    {
        var own = site.Nodes.Select(node => (node.Name, node.Address))
            .Concat(site.Terminals.Select(terminal => (terminal.Name, terminal.Address)))
            .Concat(site.Upses.Select(ups => (ups.Name, Address: (ups.Connection as SnmpConnection)?.Address ?? "")))
            .Where(pair => pair.Address.Length > 0)
            .ToLookup(pair => pair.Address, pair => pair.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var cluster in site.Clusters)
        {
            foreach (var address in cluster.FloatingAddresses)
            {
                foreach (var name in own[address])
                {
                    yield return CheckRules.FloatingAddress.Found(name, $"{name} has the address {address}, a floating address of {cluster.Name}.",
                        $"Give {name} its own address.");
                }
            }
        }
    }

    private static IEnumerable<Finding> Groups(Site site)
    {
        foreach (var group in site.Groups.Where(group => group.Network != site.Network))
        {
            var (own, sites) = (group.Network, site.Network);
            var differs = own.GroupAddress != sites.GroupAddress ? $"the group address {own.GroupAddress}, the site has {sites.GroupAddress}"
                : own.GroupPort != sites.GroupPort ? $"the group port {UnitText.Of(own.GroupPort, "")}, the site has {UnitText.Of(sites.GroupPort, "")}"
                : "a group key of its own";
            yield return CheckRules.GroupsDiffer.Found(group.Name, $"{group.Name} has {differs}.", $"Remove `network` from {group.Name}.");
        }
    }

    private static IEnumerable<Finding> Key(Site site)
    {
        var hosts = site.Nodes.Length + site.Terminals.Count(terminal => terminal.Node is null);
        if (site.Network.GroupKey is null && hosts > 1)
            yield return CheckRules.NoGroupKey.Found(site.Name, $"{site.Name} has {hosts} hosts and no group key.", "Set network groupKey, by file or environment variable.");
    }

    private static IEnumerable<Finding> Lease(Site site)
    {
        if (site.Network.Lease is not null && site.Terminals.Length < 3)
            yield return CheckRules.LeaseOfFew.Found(site.Name, $"{site.Name} has a lease and {site.Terminals.Length} control {(site.Terminals.Length == 1 ? "terminal" : "terminals")}.", "Remove network lease.");
    }

    private static IEnumerable<Finding> SameAddress(SiteIndex index)
    {
        var hosts = index.Site.Nodes.Select(node => (node.Name, node.Address))
            .Concat(index.Site.Terminals.Where(terminal => terminal.Node is null).Select(terminal => (terminal.Name, terminal.Address)));
        return hosts
            .Where(host => host.Address.Length > 0)
            .GroupBy(host => host.Address, StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Count() > 1)
            .Select(same => CheckRules.SameAddress.Found(same.First().Name,
                $"{string.Join(" and ", same.Select(host => host.Name))} have the address {same.Key}.", "Give each host its own address."));
    }

    private static IEnumerable<Finding> SameMac(Site site) =>
        site.Nodes
            .SelectMany(node => node.StartBy.OfType<StartByWakeOnLan>().Select(way => (node.Name, way.Mac)))
            .GroupBy(pair => pair.Mac, StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Select(pair => pair.Name).Distinct(StringComparer.Ordinal).Count() > 1)
            .Select(same => CheckRules.SameMac.Found(same.First().Name,
                $"{string.Join(" and ", same.Select(pair => pair.Name))} have the hardware address {same.Key}.", "Give each node its own hardware address."));
}
