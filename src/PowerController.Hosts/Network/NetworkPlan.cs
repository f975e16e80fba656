using System.Collections.Immutable;
using System.Net;
using PowerController.Coordination.Membership;
using PowerController.Model.Sites;

namespace PowerController.Hosts.Network;

/// <summary>Where a host speaks and listens.</summary>
/// <param name="Own">Its own address; the wildcard when the configuration does not say.</param>
/// <param name="Groups">Broadcast or multicast addresses that reach the others.</param>
/// <param name="List">The others whom its words concern, each by its own address: a switch that holds broadcasts back does not cut a site in two.</param>
public sealed record NetworkPlan(IPAddress Own, int Port, ImmutableArray<IPAddress> Groups, ImmutableArray<IPAddress> List)
{
    /// <summary>The plan of one host of a site. Terminals speak to everybody, agents to the terminals.</summary>
    public static NetworkPlan Of(Site site, Roster roster, string host)
    {
        var addresses = site.Nodes.Select(node => (node.Name, node.Address)).Concat(site.Terminals.Select(terminal => (terminal.Name, terminal.Address)))
            .GroupBy(one => one.Name, StringComparer.Ordinal).ToDictionary(same => same.Key, same => AddressOf(same.Last().Address), StringComparer.Ordinal);
        var self = roster.Entries[roster.Find(host)];
        var own = addresses.GetValueOrDefault(host) ?? IPAddress.Any;
        var others = roster.Entries.Where(entry => entry != self && (self.IsTerminal || entry.IsTerminal))
            .Select(entry => addresses.GetValueOrDefault(entry.Name)).OfType<IPAddress>().Where(address => !address.Equals(own)).Distinct();
        var groups = site.Groups.Select(group => group.Network.GroupAddress).Prepend(site.Network.GroupAddress).Select(AddressOf).OfType<IPAddress>().Distinct();
        return new NetworkPlan(own, site.Network.GroupPort, [.. groups], [.. others]);
    }

    private static IPAddress? AddressOf(string written) => IPAddress.TryParse(written, out var address) ? address : null;
}
