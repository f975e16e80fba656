using PowerController.Decisions;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Simulator.Checking;

/// <summary>What nights have reached: rules of the decisions, effects, events, and transitions between phases.</summary>
public sealed class Coverage
{
    private const int Phases = (int)Phase.Closed + 1;

    private static readonly Type[] _effects = Subtypes(typeof(Effect));
    private static readonly Type[] _events = Subtypes(typeof(PowerEvent));
    private static readonly Dictionary<Type, int> _kinds = _effects.Concat(_events).Select((type, at) => (type, at)).ToDictionary(pair => pair.type, pair => pair.at);

    private readonly bool[] _transitions = new bool[(Phases + 1) * Phases];
    private ulong _seen;

    public RuleSet Rules { get; private set; }

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

    public static int KindOf(object effectOrEvent) => _kinds[effectOrEvent.GetType()];

    public void Add(SiteState before, PowerEvent happened, Decision decision)
    {
        Rules = Rules.With(decision.Rules);
        _seen |= 1UL << KindOf(happened);
        foreach (var effect in decision.Effects)
            _seen |= 1UL << KindOf(effect);
        if (before.Runs == decision.State.Runs)
            return;
        foreach (var run in decision.State.Runs)
        {
            var was = Find(before.Runs, run.Id);
            if (was?.Phase != run.Phase)
                _transitions[(was is null ? Phases : (int)was.Phase) * Phases + (int)run.Phase] = true;
        }

        foreach (var run in before.Runs)
        {
            if (Find(decision.State.Runs, run.Id) is null)
                _transitions[(int)run.Phase * Phases + (int)Phase.Closed] = true;
        }
    }

    public void Add(Coverage other)
    {
        Rules = Rules.With(other.Rules);
        _seen |= other._seen;
        for (var at = 0; at < _transitions.Length; at++)
            _transitions[at] |= other._transitions[at];
    }

    internal static Run? Find(System.Collections.Immutable.ImmutableArray<Run> runs, RunId id)
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
