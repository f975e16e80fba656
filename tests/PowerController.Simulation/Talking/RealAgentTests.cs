using System.Collections.Immutable;
using PowerController.Agent.Rules;
using PowerController.Decisions;
using PowerController.Hosts.Commands;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Sites;
using PowerController.Simulator.Checking;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Nights;
using PowerController.Simulator.Sites;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulation.Talking;

/// <summary>Nights with the real coordination run the real rules of agents; only the commands that these want are played.</summary>
public sealed class RealAgentTests
{
    [Fact]
    public void Nights_GiveAgentsEverythingThatCanHappenToThem()
    {
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        AgentStep Noted(AgentState state, AgentInput input)
        {
            seen.Add(input.GetType().Name);
            return AgentCore.Step(state, input);
        }

        Assert.Null(Play(ExampleSites.TerminalApart, 1, Noted, [new AdministratorStops(60_000, "cluster", AdministratorStop.ShutDown)]));
        for (ulong seed = 1; seed <= 60 && seen.Count < 7; seed++)
            Play(ExampleSites.All[(int)(seed % (ulong)ExampleSites.All.Length)], seed, Noted);

        Assert.Superset(
            new HashSet<string> { nameof(OrderCame), nameof(OwnDeadlineCame), nameof(CommandEnded), nameof(ClusterSeen), nameof(SystemStopSeen), nameof(AdministratorSays), nameof(TimePassed) },
            seen.ToHashSet());
    }

    [Fact]
    public void Agent_ThatSaysItsSystemStopsAndDoesNothing_IsFound() => Found(AgentLies);

    [Fact]
    public void Agent_ThatNeverObeysAStop_IsFound() =>
        Found((state, input) => input is OrderCame { Order: OrderOsStop } or OwnDeadlineCame ? AgentCore.Step(state, new TimePassed(input.At)) : AgentCore.Step(state, input));

    [Fact]
    public void Agent_ThatStopsItsSystemWheneverItHasBooted_IsFound() =>
        Found((state, input) => state is { Boot: > 1, Stop: null }
            ? AgentCore.Step(state, new OwnDeadlineCame(input.At, new Model.Runs.RunId(1, 1), Coordination.Stations.OwnDeadline.OsStop, "nobody knows why"))
            : AgentCore.Step(state, input));

    // Its commands are never run, and are said to have ended well.
    private static AgentStep AgentLies(AgentState state, AgentInput input)
    {
        var step = AgentCore.Step(state, input);
        var outputs = ImmutableArray.CreateBuilder<AgentOutput>();
        foreach (var output in step.Outputs)
        {
            if (output is not RunCommand { Origin.Step: "stop-system" } stop)
            {
                outputs.Add(output);
                continue;
            }

            var ended = AgentCore.Step(step.State, new CommandEnded(input.At, stop.Number, new CommandResult(CommandOutcome.Exited, 0, "")));
            step = ended;
            outputs.AddRange(ended.Outputs);
        }

        return new AgentStep(step.State, outputs.ToImmutable());
    }

    private static void Found(Func<AgentState, AgentInput, AgentStep> broken) =>
        Assert.Contains(Enumerable.Range(1, 12), seed => Play(ExampleSites.FourWays[seed % 4], (ulong)seed, broken) is not null);

    private static Violation? Play(Site site, ulong seed, Func<AgentState, AgentInput, AgentStep> rules, ImmutableArray<Happening>? script = null) =>
        Night.Play(new PlanOfRules(new Ground(site), seed, rules, script), Decider.Decide, Judge.Whole(), null).Violation;

    private sealed class PlanOfRules : WorldPlan
    {
        private readonly Func<AgentState, AgentInput, AgentStep> _rules;

        public PlanOfRules(Ground ground, ulong seed, Func<AgentState, AgentInput, AgentStep> rules, ImmutableArray<Happening>? script)
            : base(ground, seed, FaultLevel.Many, script)
        {
            _rules = rules;
            RealCoordination = true;
        }

        public override AgentStep Step(AgentState state, AgentInput input) => _rules(state, input);
    }
}
