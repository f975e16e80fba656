using System.Collections.Immutable;
using PowerController.Decisions.Tests.Plans;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Decisions.Tests;

/// <summary>A state that is told things, and what it decided last.</summary>
internal sealed class Told
{
    public Told(Site? site = null)
    {
        Site = site ?? PlanSites.WorkedExample;
        State = SiteState.Of(Site, "test");
        Tell(new Started(At(0), Site.Terminals.FirstOrDefault()?.Name ?? "t", DateTimeOffset.UnixEpoch));
        Tell(new BecameMaster(At(0), 1));
        foreach (var node in Site.Nodes)
            Tell(new NodeReported(At(0), node.Name, AgentWord.Up, 1, RunId.None));
        foreach (var ups in Site.Upses)
            Tell(new UpsRead(At(0), ups.Name, Good));
    }

    public static Reading Good { get; } = new(
        OutputSource.Mains, Conditions.None, new Percent(100), TimeSpan.FromSeconds(3000), new Percent(30),
        InputVoltage: new Volts(100), OutputVoltage: new Volts(100));

    public static Reading Battery { get; } = Good with { Source = OutputSource.Battery, InputVoltage = new Volts(0) };

    public Site Site { get; }

    public SiteState State { get; set; }

    public ImmutableArray<Effect> Effects { get; private set; } = [];

    public RuleSet Rules { get; private set; }

    public static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    public Told Tell(params PowerEvent[] events)
    {
        foreach (var happened in events)
        {
            var decision = Decider.Decide(State, happened);
            State = decision.State;
            Effects = decision.Effects;
            Rules = decision.Rules;
        }

        return this;
    }

    public UpsState Ups(string name) => State.Upses[State.Topology.Ups(name)];

    public NodeState Node(string name) => State.Nodes[State.Topology.Node(name)];

    /// <summary>All on battery, told until the disk's confirm time is over.</summary>
    public Told Commit()
    {
        foreach (var at in new[] { 1, 31 })
        {
            foreach (var ups in Site.Upses)
                Tell(new UpsRead(At(at), ups.Name, Battery));
        }

        return this;
    }

    /// <summary>Down to the point where the outputs are being armed.</summary>
    public Told ToArming()
    {
        Commit();
        foreach (var node in Site.Nodes)
            Tell(new NodeReported(At(60), node.Name, AgentWord.ClusterStopped, 1, RunId.None));
        foreach (var node in Site.Nodes)
            Tell(new NodeReported(At(61), node.Name, AgentWord.OsStopping, 1, RunId.None));
        return this;
    }

    /// <summary>All is armed, the nodes' outputs first, and the nodes are not heard any more.</summary>
    public Told ToArmed()
    {
        ToArming();
        while (Pending<ArmCut>().FirstOrDefault() is { } cut)
            Tell(new EffectDone(At(62), cut.Id));
        foreach (var node in Site.Nodes)
            Tell(new NodeSilent(At(70), node.Name));
        return this;
    }

    public IEnumerable<T> Pending<T>()
        where T : Effect =>
        State.Runs.SelectMany(run => run.Pending).Select(pending => pending.Effect).OfType<T>();
}
