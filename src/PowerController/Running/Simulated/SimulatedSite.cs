using System.Net;
using PowerController.Hosts.Life;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Sites;
using PowerController.Runtime.Effects;
using PowerController.Runtime.Loop;

namespace PowerController.Running.Simulated;

/// <summary>Everything of the default site that does not exist: UPSes behind real SNMP, servers with real agents' rules, their disk, and mains to be failed.</summary>
internal sealed class SimulatedSite : INodeReach, IOwnHost, IDisposable
{
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(250);

    private readonly Site _site;
    private readonly List<SimulatedNode> _nodes = [];
    private readonly ITimer _ticks;
    private readonly TimeProvider _time;
    private SiteLoop? _loop;

    /// <param name="hosts">What each host of the site needs to begin.</param>
    public SimulatedSite(Site site, Func<string, HostPlan> hosts, IPEndPoint traps, TimeProvider time)
    {
        _site = site;
        _time = time;
        Cards = new SimulatedCards(site, traps, time);
        var index = new SiteIndex(site);
        var clusters = site.Clusters.ToDictionary(cluster => cluster.Name, cluster => new SimulatedCluster(cluster.Nodes.Length), StringComparer.Ordinal);
        foreach (var node in site.Nodes)
        {
            var cluster = index.ClusterOf(node.Name)?.Name;
            _nodes.Add(new SimulatedNode(node, hosts(node.Name), cluster is null ? null : clusters[cluster], cluster, time));
        }

        _ticks = time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public SimulatedCards Cards { get; }

    /// <summary>Somebody asked this program's own host to stop. It does not exist either.</summary>
    public Task<string> OwnStop => _ownStop.Task;

    private readonly TaskCompletionSource<string> _ownStop = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Everything runs; or the problem.</summary>
    public string? PowerOn(SiteLoop loop)
    {
        _loop = loop;
        foreach (var node in _nodes)
        {
            if (node.PowerOn() is { } problem)
                return $"{node.Name} cannot be simulated: {problem}";
        }

        _ticks.Change(_pace, _pace);
        return null;
    }

    public void Start(StartNode effect, Site site)
    {
        if (effect.Way is StartByWakeOnLan)
            _nodes.Find(node => node.Name == effect.Node)?.Press();
        _loop!.Post(new EffectDone(_loop.Clock.Now, effect.Id));
    }

    public void Stop(OrderOsStop effect, Site site) =>
        _loop!.Post(new EffectFailed(_loop.Clock.Now, effect.Id, FailureKind.NotSupported, $"{effect.Node} is simulated and stops by its agent only"));

    public void Probe(ProbeNode effect, Site site)
    {
        var answers = _nodes.Find(node => node.Name == effect.Node)?.Answers == true;
        _loop!.Post(new NodeProbed(_loop.Clock.Now, effect.Node, answers ? ProbeAnswer.Answers : ProbeAnswer.NoAnswer));
    }

    public void Probe(ProbeDisk effect, Site site) =>
        _loop!.Post(new DiskProbed(_loop.Clock.Now, effect.Disk, site.Disks.First(disk => disk.Name == effect.Disk).Supply is var supply && IsFed(supply)));

    public void Stop(StopTerminal effect) => _ownStop.TrySetResult(effect.Reason);

    public void Dispose()
    {
        _ticks.Dispose();
        foreach (var node in _nodes)
            node.Dispose();
        Cards.Dispose();
    }

    private bool IsFed(Supply supply) => supply.From.Count(source => Cards.Feeds(source.Ups)) >= supply.Needs;

    private void Tick()
    {
        foreach (var node in _nodes)
        {
            node.Tick(IsFed(node.Supply));
            foreach (var source in node.Supply.From)
                Cards.Draws(source.Ups, node.Draws);
        }
    }
}
