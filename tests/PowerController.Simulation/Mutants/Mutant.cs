using PowerController.Decisions;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulation.Mutants;

/// <summary>A decision core that is wrong in one way, made around the real one. Each must be found.</summary>
/// <param name="Rule">The rule that finds it.</param>
/// <param name="Make">A core of its own for each night: some of them remember what they must not.</param>
public sealed record Mutant(string Name, string Rule, Site Site, FaultLevel Faults, Func<DecisionCore> Make)
{
    public override string ToString() => Name;

    /// <summary>Its events are not what happened.</summary>
    public static Func<DecisionCore> Hearing(Func<PowerEvent, PowerEvent> hear) => () => (state, happened) => Decider.Decide(state, hear(happened));

    /// <summary>What it decides is not what is done.</summary>
    public static Func<DecisionCore> Doing(Func<Model.Effects.Effect, Model.Effects.Effect?> alter) => () => (state, happened) =>
    {
        var decision = Decider.Decide(state, happened);
        return decision with { Effects = [.. decision.Effects.Select(alter).OfType<Model.Effects.Effect>()] };
    };

    /// <summary>It believes in another site than there is.</summary>
    public static Func<DecisionCore> Believing(Site real, Func<Site, Site> alter)
    {
        var believed = new Ground(alter(new Ground(real).Site)).Beginning;
        return () => (state, happened) => Decider.Decide(
            ReferenceEquals(state.Topology, believed.Topology) ? state : state with { Topology = believed.Topology, Times = believed.Times }, happened);
    }

    /// <summary>It decides as if its state were another, and gives back what it was.</summary>
    public static Func<DecisionCore> Pretending(Func<SiteState, SiteState> pretend, Func<SiteState, SiteState, SiteState> restore) => () => (state, happened) =>
    {
        var decision = Decider.Decide(pretend(state), happened);
        return decision with { State = restore(state, decision.State) };
    };
}
