using System.Collections.Immutable;
using PowerController.Decisions;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Nights;
using PowerController.Simulator.Worlds;

namespace PowerController.Runtime.Tests.Journal;

/// <summary>What a terminal took in during a simulated night, from its beginning.</summary>
internal sealed record NightTape(SiteState Beginning, ImmutableArray<PowerEvent> Events, ImmutableArray<Decision> Decisions)
{
    /// <summary>Of a site with one terminal: all its events in order. A crash of the terminal begins the tape anew, with the events replayed.</summary>
    public static NightTape Of(Site site, ulong seed, FaultLevel faults)
    {
        var ground = new Ground(site);
        var events = new List<PowerEvent>();
        var decisions = new List<Decision>();
        var now = ground.Beginning;
        Night.Play(ground, seed, faults, (state, happened) =>
        {
            if (ReferenceEquals(state, ground.Beginning))
            {
                events.Clear();
                decisions.Clear();
                now = state;
            }

            var decision = Decider.Decide(state, happened);
            if (ReferenceEquals(state, now))
            {
                events.Add(happened);
                decisions.Add(decision);
                now = decision.State;
            }

            return decision;
        });
        return new NightTape(ground.Beginning, [.. events], [.. decisions]);
    }
}
