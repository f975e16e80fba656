using System.Collections.Immutable;
using PowerController.Decisions;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Simulator.Faults;

namespace PowerController.Simulator.Checking;

/// <summary>What nights have reached: hazards, rules of the decisions, effects, events, and transitions between phases; and which excuses their checkers needed.</summary>
public sealed class Coverage
{
    private const int Phases = (int)Phase.Closed + 1;

    private static readonly Type[] _effects = Subtypes(typeof(Effect));
    private static readonly Type[] _events = Subtypes(typeof(PowerEvent));
    private static readonly string[] _hazardNames = Hazards();
    private static readonly Dictionary<string, int> _hazardAt = _hazardNames.Select((name, at) => (name, at)).ToDictionary(pair => pair.name, pair => pair.at, StringComparer.Ordinal);
    private static readonly Dictionary<Type, int> _kinds = _effects.Concat(_events).Select((type, at) => (type, at)).ToDictionary(pair => pair.type, pair => pair.at);

    /// <summary>Every transition that the phases of a run have, from a report's first phase to its last.</summary>
    public static ImmutableArray<string> KnownTransitions { get; } =
    [
        "opened → Watching",
        "Watching → Committed", "Watching → AwaitingPower", "Watching → StartingNodes", "Watching → Closed",
        "Committed → Committed", "Committed → StoppingCluster", "Committed → StoppingOs", "Committed → AwaitingPower", "Committed → Closed",
        "StoppingCluster → Committed", "StoppingCluster → StoppingOs", "StoppingCluster → AwaitingPower", "StoppingCluster → Closed",
        "StoppingOs → Committed", "StoppingOs → ArmingCut", "StoppingOs → AwaitingPower", "StoppingOs → StartingNodes", "StoppingOs → Closed",
        "ArmingCut → Committed", "ArmingCut → Dark", "ArmingCut → AwaitingPower", "ArmingCut → Closed",
        "Dark → Committed", "Dark → AwaitingPower", "Dark → Closed",
        "AwaitingPower → Committed", "AwaitingPower → WarmingUp", "AwaitingPower → StartingNodes", "AwaitingPower → Closed",
        "WarmingUp → Committed", "WarmingUp → StartingNodes", "WarmingUp → Closed",
        "StartingNodes → Committed", "StartingNodes → WarmingUp", "StartingNodes → ReJoining", "StartingNodes → Closed",
        "ReJoining → Committed", "ReJoining → StartingNodes", "ReJoining → Closed",
    ];

    /// <summary>Known transitions that were not reached.</summary>
    public IEnumerable<string> MissingTransitions => KnownTransitions.Except(Transitions, StringComparer.Ordinal);

    private readonly bool[] _transitions = new bool[(Phases + 1) * Phases];
    private ulong _seen;
    private Type? _lastEvent;

    private readonly bool[] _hazards = new bool[_hazardNames.Length];
    private readonly long[] _excused = new long[Enum.GetValues<Excuse>().Length];

    public RuleSet Rules { get; private set; }

    /// <summary>Nights in which a checker blamed nobody although its rule was broken.</summary>
    public long ExcusedNights { get; private set; }

    /// <summary>In how many nights each excuse was needed; those that were.</summary>
    public IEnumerable<(Excuse Excuse, long Nights)> Excuses =>
        Enum.GetValues<Excuse>().Select(excuse => (excuse, _excused[(int)excuse])).Where(pair => pair.Item2 > 0);

    public IEnumerable<Rule> MissingRules => Enum.GetValues<Rule>().Where(rule => !Rules.Has(rule));

    public IEnumerable<string> SeenEffects => _effects.Where(Saw).Select(type => type.Name);

    public IEnumerable<string> MissingEffects => _effects.Where(type => !Saw(type)).Select(type => type.Name);

    public IEnumerable<string> SeenEvents => _events.Where(Saw).Select(type => type.Name);

    public IEnumerable<string> MissingEvents => _events.Where(type => !Saw(type)).Select(type => type.Name);

    /// <summary>`Watching → Committed`; from nothing where a run began.</summary>
    public IEnumerable<string> Transitions =>
        from before in Enumerable.Range(0, Phases + 1)
        from after in Enumerable.Range(0, Phases)
        where _transitions[before * Phases + after]
        select $"{(before == Phases ? "opened" : ((Phase)before).ToString())} → {(Phase)after}";

    /// <summary>What went wrong, or what people did, by its kind: `CardSilent`, `AgentDies`.</summary>
    public IEnumerable<string> SeenHazards => _hazardNames.Where((_, at) => _hazards[at]);

    public IEnumerable<string> MissingHazards => _hazardNames.Where((_, at) => !_hazards[at]);

    public static int KindOf(object effectOrEvent) => _kinds[effectOrEvent.GetType()];

    public void Add(PowerEvent happened, Decision decision)
    {
        Rules = Rules.With(decision.Rules);
        // Nearly every event is of the kind of the one before.
        if (happened.GetType() != _lastEvent)
        {
            _lastEvent = happened.GetType();
            _seen |= 1UL << KindOf(happened);
        }

        foreach (var effect in decision.Effects)
        {
            _seen |= 1UL << KindOf(effect);
            // The report has every phase in its order, also those that a run went through within one decision.
            if (effect is CloseRun close)
                Add(close.Report);
        }
    }

    private void Add(RunReport report)
    {
        var was = Phases;
        foreach (var entry in report.Phases)
        {
            _transitions[was * Phases + (int)entry.Phase] = true;
            was = (int)entry.Phase;
        }
    }

    /// <summary>In this night it was needed.</summary>
    internal void Note(Excuse excuse)
    {
        _excused[(int)excuse] = 1;
        ExcusedNights = 1;
    }

    public void Add(Coverage other)
    {
        ExcusedNights += other.ExcusedNights;
        for (var at = 0; at < _excused.Length; at++)
            _excused[at] += other._excused[at];
        Rules = Rules.With(other.Rules);
        _seen |= other._seen;
        for (var at = 0; at < _transitions.Length; at++)
            _transitions[at] |= other._transitions[at];
        for (var at = 0; at < _hazards.Length; at++)
            _hazards[at] |= other._hazards[at];
    }

    internal void Add(Happening happening) => _hazards[_hazardAt[HazardOf(happening)]] = true;

    private static string HazardOf(Happening happening) => happening switch
    {
        Outage { Volts: > 0 } => "BrownOut",
        MainsOff or MainsOn => nameof(Outage),
        CardMisreads misreads => misreads.Trouble.ToString(),
        NodeFails fails => fails.Trouble.ToString(),
        _ => happening.GetType().Name,
    };

    private static string[] Hazards() =>
    [
        .. Subtypes(typeof(Happening)).Except([typeof(MainsOff), typeof(MainsOn), typeof(CardMisreads), typeof(NodeFails)]).Select(type => type.Name),
        "BrownOut", .. Enum.GetNames<CardTrouble>(), .. Enum.GetNames<NodeTrouble>(),
    ];

    internal static Run? Find(ImmutableArray<Run> runs, RunId id)
    {
        foreach (var run in runs)
        {
            if (run.Id == id)
                return run;
        }

        return null;
    }

    private bool Saw(Type type) => (_seen >> _kinds[type]) % 2 == 1;

    // Bits of one word: the vocabulary has some fifty kinds, and a test counts them.
    private static Type[] Subtypes(Type root) =>
        [.. root.Assembly.GetTypes().Where(type => type.IsSubclassOf(root) && !type.IsAbstract).OrderBy(type => type.Name, StringComparer.Ordinal)];
}
