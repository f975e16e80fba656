using PowerController.Decisions;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Model.Units;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Sites;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulation.Mutants;

/// <summary>The mistakes that software of this kind has made, each on purpose.</summary>
internal static class KnownMutants
{
    private static readonly Site _apart = ExampleSites.TerminalApart;

    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("cuts-at-once", "S1", _apart, FaultLevel.None,
            Mutant.Doing(effect => effect is ArmCut cut ? cut with { Delay = TimeSpan.FromMilliseconds(100) } : effect)), // seconds the core reads back, and ends in time
        new("never-stops-an-operating-system", "S1", _apart, FaultLevel.None,
            Mutant.Doing(effect => effect is OrderOsStop or TellDeadlines ? null : effect)),
        new("hours-for-seconds", "S1", _apart, FaultLevel.None,
            Mutant.Doing(effect => effect is ArmCut cut ? cut with { Delay = cut.Delay / 3600 } : effect)),
        new("disk-before-its-nodes", "S2", _apart, FaultLevel.None,
            Mutant.Doing(effect => effect is ArmCut { Ups: "UPS5" } cut ? cut with { Kind = CutKind.OnBattery, Delay = TimeSpan.FromMilliseconds(100) } : effect)), // before it is read back, or the core would end it
        new("disks-need-no-warm-up", "S3", ExampleSites.FiveDisks, FaultLevel.Some,
            Mutant.Believing(ExampleSites.FiveDisks, site => site with { Disks = [.. site.Disks.Select(disk => disk with { WarmUpTime = TimeSpan.FromSeconds(1) })] })),
        new("no-confirm-time", "S4", _apart, FaultLevel.None,
            Mutant.Believing(_apart, site => site with { Upses = [.. site.Upses.Select(ups => ups with { ConfirmTime = TimeSpan.Zero })] })),
        new("one-reading-appears-on-all", "S5", _apart, FaultLevel.None, OneForAll),
        new("takes-off-in-passing-for-true", "S4", _apart, FaultLevel.Many,
            Mutant.Hearing(happened => happened is UpsRead { Reading.Source: OutputSource.Off } read
                ? read with { Reading = read.Reading with { OutputVoltage = new Volts(0), OutputPower = new Watts(0), InputVoltage = new Volts(0) } } : happened)),
        new("takes-a-calibration-for-an-outage", "S4", _apart, FaultLevel.Many,
            Mutant.Hearing(happened => happened is UpsRead read && (read.Reading.Conditions & (Conditions.Calibrating | Conditions.SelfTesting)) != Conditions.None
                ? read with { Reading = read.Reading with { Conditions = Conditions.None, InputVoltage = null } } : happened)),
        new("takes-silence-for-an-outage", "S6", _apart, FaultLevel.Many,
            Mutant.Hearing(happened => happened is UpsSilent silent
                ? new UpsRead(silent.At, silent.Ups, new Reading(OutputSource.Battery, Conditions.LowBattery)) : happened)),
        new("acts-in-local", "S7", _apart, FaultLevel.Many,
            Mutant.Pretending(
                state => state with { Operation = Operation.Auto },
                (was, now) => now.Operation == Operation.Auto && was.Operation == Operation.Local ? now with { Operation = Operation.Local } : now)),
        new("standby-acts", "S8", ExampleSites.TerminalsAmongNodes, FaultLevel.None,
            Mutant.Pretending(state => state with { Role = Role.Master }, (was, now) => now with { Role = was.Role })),
        new("remembers-outside-its-state", "S9", _apart, FaultLevel.Many, Forgetful),
        new("tells-without-end", "S10", _apart, FaultLevel.None,
            () => (state, happened) => Decider.Decide(state, happened) is var decision && happened is Woke
                ? decision with { Effects = [.. Enumerable.Range(0, 2000).Select(at => new Notify(new EffectId(RunId.None, at), Urgency.Alarm, "x", "again"))] } : decision),
        new("starts-nothing", "L1", ExampleSites.FiveDisks, FaultLevel.None,
            Mutant.Doing(effect => effect is TurnOn or CycleOutput or StartNode or RebootNode ? null : effect)),
        new("forgets-its-runs-at-restart", "L1", _apart, FaultLevel.Many,
            () => (state, happened) => Decider.Decide(happened is Started ? state with { Runs = [] } : state, happened)),
        new("sleeps-through-its-deadlines", "L2", _apart, FaultLevel.Many,
            () => (state, happened) => happened is Woke ? new Decision(state, [], default) : Decider.Decide(state, happened)),
    ];

    public static Mutant Named(string name) => All.First(mutant => string.Equals(mutant.Name, name, StringComparison.Ordinal));

    // One UPS's state appears on every other.
    private static DecisionCore OneForAll() => (state, happened) =>
    {
        var decision = Decider.Decide(state, happened);
        if (happened is not UpsRead { Ups: "UPS1", Reading.Source: OutputSource.Battery } read)
            return decision;
        foreach (var ups in state.Topology.Upses)
        {
            var next = Decider.Decide(decision.State, read with { Ups = ups.Ups.Name });
            decision = new Decision(next.State, decision.Effects.AddRange(next.Effects), decision.Rules.With(next.Rules));
        }

        return decision;
    };

    // It counts calls where nobody can see it, so that a replay counts otherwise.
    private static DecisionCore Forgetful()
    {
        var calls = 0;
        return (state, happened) =>
        {
            var decision = Decider.Decide(state, happened);
            return ++calls % 50 == 0 ? decision with { State = decision.State with { NextRun = decision.State.NextRun + 1 } } : decision;
        };
    }
}
