using PowerController.Decisions;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Checking;

/// <summary>S7: in LOCAL nothing is cut or started by itself.</summary>
internal sealed class LocalChecker : Checker
{
    public override bool SeesOnlyChanges => true;

    public override void Decided(TerminalModel terminal, SiteState before, PowerEvent happened, Decision decision)
    {
        if (decision.State.Operation != Operation.Local || before.Operation != Operation.Local)
            return;
        foreach (var effect in decision.Effects)
        {
            if (Orders.IsOrder(effect) && Coverage.Find(decision.State.Runs, effect.Id.Run)?.Cause is not (RunCause.Operator or RunCause.Api))
                Found("S7", $"in LOCAL {terminal.Terminal.Name} {EffectText.Of(effect)}.");
        }
    }
}

/// <summary>S8: two masters never order opposite things.</summary>
internal sealed class MasterChecker : Checker
{
    /// <summary>A terminal sees a reading, or hears a word, as much later than another one, in milliseconds.</summary>
    private const long SeenLater = 15_000;

    /// <summary>What is ordered long after is about another time.</summary>
    private const long SameMatter = 45_000;

    public override bool SeesOnlyChanges => true;

    private readonly Dictionary<string, (int Terminal, bool Up, long At)> _last = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Terminal, bool Up, long At)> _against = new(StringComparer.Ordinal);
    private long[] _leadsSince = [];

    protected override void Begun() => _leadsSince = new long[World.Terminals.Length];

    public override void Decided(TerminalModel terminal, SiteState before, PowerEvent happened, Decision decision)
    {
        if (World.Terminals.Length < 2)
            return;
        if (before.Role != Role.Master && decision.State.Role == Role.Master)
            _leadsSince[terminal.Position] = World.Now;
        foreach (var effect in decision.Effects)
        {
            if (Orders.Of(effect) is not var (target, up) || IsOwn(terminal, effect))
                continue;
            if (decision.State.Role != Role.Master)
                Found("S8", $"{terminal.Terminal.Name} does not lead and {EffectText.Of(effect)}.");
            // What goes out from a host that is cut off reaches nobody.
            if (IsHeard(terminal, effect) && IsAgainst(target, terminal, up, out var other))
                Found("S8", $"{terminal.Terminal.Name} {EffectText.Of(effect)}, while {World.Terminals[other].Terminal.Name} has ordered the opposite and still leads.");
        }
    }

    // One of two is shown first that things have changed, and turns round; what the other ordered before this one led, or before it last came to lead itself, is what this one
    // goes on from. Opposite they are when the other still orders the same once it has had the time to see as much.
    private bool IsAgainst(string target, TerminalModel terminal, bool up, out int other)
    {
        other = -1;
        var open = _against.TryGetValue(target, out var against) && World.Now - against.At < SameMatter && Leads(against.Terminal, against.At);
        var found = open && against.Terminal != terminal.Position && against.Up != up && World.Now - against.At > SeenLater && Leads(terminal.Position, against.At);
        if (found)
            other = against.Terminal;
        if (!open && _last.TryGetValue(target, out var last) && last.Terminal != terminal.Position && last.Up != up && Leads(last.Terminal, last.At) && Leads(terminal.Position, last.At))
            _against[target] = (terminal.Position, up, World.Now);
        _last[target] = (terminal.Position, up, World.Now);
        return found;
    }

    private bool IsHeard(TerminalModel terminal, Effect effect) =>
        !World.Network.TerminalAlone(terminal.Position, World.Now)
        || (terminal.OnNode is { } host && Orders.Of(effect) is var (target, _) && (World.Topology.Node(target) == host || OwnCards(host).Any(ups => target.StartsWith($"{ups}/", StringComparison.Ordinal))));

    private IEnumerable<string> OwnCards(int host) => World.Upses.Where(ups => World.Plan.Ground.CardHost[ups.Position] == host).Select(ups => ups.Ups.Name);

    // A terminal that has a UPS to itself sees to its own stop, whether it leads or not.
    private bool IsOwn(TerminalModel terminal, Effect effect) =>
        effect is ArmCut cut && World.Topology.Upses[World.Topology.Ups(cut.Ups)] is { Nodes.IsEmpty: true, Disks.IsEmpty: true } place && place.Terminals.Contains(terminal.Position);

    private bool Leads(int terminal, long since) => _leadsSince[terminal] <= since && World.Terminals[terminal] is { Runs: true, State.Role: Role.Master };
}

/// <summary>What an effect does to whom: up or down.</summary>
internal static class Orders
{
    public static bool IsOrder(Effect effect) => Of(effect) is not null || effect is OrderClusterStop or StopWorkloads;

    public static (string Target, bool Up)? Of(Effect effect) => effect switch
    {
        OrderOsStop stop => (stop.Node, false),
        StartNode start => (start.Node, true),
        RebootNode reboot => (reboot.Node, true),
        ArmCut cut => ($"{cut.Ups}/{cut.OutletGroup}", false),
        TurnOn on => ($"{on.Ups}/{on.OutletGroup}", true),
        CycleOutput cycle => ($"{cycle.Ups}/{cycle.OutletGroup}", true),
        _ => null,
    };
}

/// <summary>S9: replay of the journal gives the same state.</summary>
internal sealed class ReplayChecker : Checker
{
    public override bool SeesOnlyChanges => true;

    public override void Replayed(TerminalModel terminal, SiteState state)
    {
        if (StateFingerprint.Of(terminal.State) != StateFingerprint.Of(state))
            Found("S9", $"the journal of {terminal.Terminal.Name} gives another state.");
    }

    public override void Ended()
    {
        if (!World.Plan.Replays)
            return;
        foreach (var terminal in World.Terminals)
        {
            var state = terminal.Beginning;
            foreach (var happened in terminal.Journal)
                state = World.Decide(state, happened).State;
            Replayed(terminal, state);
        }
    }
}

/// <summary>S10: every bound holds, and time never goes back.</summary>
internal sealed class BoundChecker : Checker
{
    public override bool SeesOnlyChanges => true;

    public override void Decided(TerminalModel terminal, SiteState before, PowerEvent happened, Decision decision)
    {
        if (decision.Effects.Length > Limits.EffectsPerDecision)
            Found("S10", $"{happened.GetType().Name} had {decision.Effects.Length} effects.");
        if (decision.State.Now < before.Now)
            Found("S10", "time went back.");
        if (before.Runs == decision.State.Runs)
            return;
        if (decision.State.Runs.Length > Limits.OpenRuns)
            Found("S10", $"{decision.State.Runs.Length} runs are open.");
        foreach (var run in decision.State.Runs)
        {
            if (run.Pending.Length > Limits.PendingPerRun)
                Found("S10", $"{run.Pending.Length} effects of run {run.Id} wait for a result.");
            if (run.Log.Length > PowerController.Decisions.Limits.LogEntries || run.GivenUp.Length > PowerController.Decisions.Limits.LogEntries)
                Found("S10", $"the log of run {run.Id} has grown beyond its limit.");
        }
    }
}
