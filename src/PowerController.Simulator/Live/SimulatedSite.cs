using System.Collections.Immutable;
using System.Net;
using PowerController.Hosts.Life;
using PowerController.Model.Effects;
using PowerController.Model.Sites;

namespace PowerController.Simulator.Live;

/// <summary>Machines that do not exist, in real time: UPSes behind real SNMP, servers with real agents' rules that speak by real datagrams, and mains to be failed.</summary>
public sealed class SimulatedSite : IDisposable
{
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(250);

    private readonly Site _site;
    private readonly Func<string, HostPlan> _hosts;
    private readonly TimeProvider _time;
    private readonly ITimer _ticks;

    /// <param name="hosts">What each host of the site needs to begin.</param>
    /// <param name="traps">Where traps go.</param>
    public SimulatedSite(Site site, Func<string, HostPlan> hosts, IPEndPoint traps, TimeProvider time)
    {
        (_site, _hosts, _time) = (site, hosts, time);
        Cards = new SimulatedCards(site, traps, time);
        _ticks = time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public SimulatedCards Cards { get; }

    public ImmutableArray<SimulatedNode> Nodes { get; private set; } = [];

    /// <summary>Sees each order that an agent gets.</summary>
    public Action<string, Effect>? OnObeyed { get; init; }

    /// <summary>Everything runs, as it has for weeks; or the problem.</summary>
    public string? PowerOn()
    {
        var index = new SiteIndex(_site);
        var clusters = _site.Clusters.ToDictionary(cluster => cluster.Name, cluster => new SimulatedCluster(cluster.Nodes.Length), StringComparer.Ordinal);
        Nodes = [.. _site.Nodes.Select(node => index.ClusterOf(node.Name)?.Name is { } cluster
            ? new SimulatedNode(node, _hosts(node.Name), clusters[cluster], cluster, _time) { OnObeyed = OnObeyed }
            : new SimulatedNode(node, _hosts(node.Name), null, null, _time) { OnObeyed = OnObeyed })];
        foreach (var node in Nodes)
        {
            if (node.PowerOn() is { } problem)
                return $"{node.Name} cannot be simulated: {problem}";
        }

        _ticks.Change(_pace, _pace);
        return null;
    }

    public SimulatedNode? Find(string node) => Nodes.FirstOrDefault(one => string.Equals(one.Name, node, StringComparison.Ordinal));

    /// <summary>Whether enough of the sources give power.</summary>
    public bool IsFed(Supply supply) => supply.From.Count(source => Cards.Feeds(source.Ups)) >= supply.Needs;

    public void Dispose()
    {
        _ticks.Dispose();
        foreach (var node in Nodes)
            node.Dispose();
        Cards.Dispose();
    }

    private void Tick()
    {
        foreach (var node in Nodes)
        {
            node.Tick(IsFed(node.Supply));
            foreach (var source in node.Supply.From)
                Cards.Draws(source.Ups, node.Draws);
        }
    }
}
