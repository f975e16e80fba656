using System.Collections.Immutable;
using PowerController.Coordination.Membership;
using PowerController.Decisions;
using PowerController.Decisions.Plans;
using PowerController.Model;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration;

namespace PowerController.Simulator.Worlds;

/// <summary>A site made ready for many nights: what is the same in all of them, computed once.</summary>
public sealed class Ground
{
    private readonly Lazy<Roster> _roster;

    public Ground(Site site, string digest = "simulated")
    {
        site = Deciders.Of(site);
        // A wake-up before anything is known decides nothing, but has the plan's times computed, once and not in each night.
        Beginning = Decider.Decide(SiteState.Of(site, digest), new Woke(TimeSpan.Zero)).State;
        _roster = new(() => Roster.Of(site, out var problem) ?? throw new InvariantViolation($"The hosts of {site.Name} can speak to each other: {problem}"));
        Index = new SiteIndex(site);
        CardHost = [.. site.Upses.Select(ups => HostOf(ups.Connection))];
        Failures = Failure.Of(Index);
        var plans = Failures.Select(failure => ShutdownPlanner.Plan(Index, failure)).ToArray();
        Required = [.. site.Upses.Select(ups => (long)plans
            .SelectMany(plan => plan.Upses)
            .Where(need => string.Equals(need.Ups, ups.Name, StringComparison.Ordinal))
            .Select(need => need.Required.TotalMilliseconds)
            .DefaultIfEmpty(0).Max())];
        LongestShutdown = plans.Length == 0 ? 0 : (long)plans.Max(plan => plan.End).TotalMilliseconds;
    }

    public Site Site => Topology.Site;

    public Topology Topology => Beginning.Topology;

    public SiteIndex Index { get; }

    /// <summary>The state of a terminal that has heard nothing yet.</summary>
    public SiteState Beginning { get; }

    public ImmutableArray<Failure> Failures { get; }

    /// <summary>Who may speak on the group's network.</summary>
    internal Roster Roster => _roster.Value;

    /// <summary>The node by way of which a card is read; -1 where it has an address of its own.</summary>
    internal ImmutableArray<int> CardHost { get; }

    /// <summary>What the longest plan needs of each UPS, in milliseconds.</summary>
    internal ImmutableArray<long> Required { get; }

    /// <summary>From failure to the last output off in the longest plan, in milliseconds.</summary>
    internal long LongestShutdown { get; }

    private int HostOf(UpsConnection connection) => connection switch
    {
        SerialConnection serial => Topology.Node(serial.Host),
        AgentConnection agent => Topology.Node(agent.Node),
        _ => -1,
    };
}
