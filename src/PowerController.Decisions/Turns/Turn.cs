using System.Collections.Immutable;
using PowerController.Decisions.Shutdown;
using PowerController.Model.Effects;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Turns;

/// <summary>The working copy of one decision: what changes is set here, and becomes the next state at its end. It lives no longer than the call.</summary>
/// <remarks>Rows and counters are kept apart from the state while the turn lasts, or each change would copy all of it; <see cref="State"/> puts it together when asked.</remarks>
internal sealed class Turn
{
    private readonly SiteState _before;
    private int _touched = -1;
    private SortedSet<int>? _severalTouched;
    private ImmutableArray<Effect>.Builder? _effects;
    private SiteState _state;
    private bool _isApart;
    private int _version;

    private Table<UpsState> _upses = null!;
    private Table<NodeState> _nodes = null!;
    private Table<DiskState> _disks = null!;
    private Table<UnitState> _units = null!;
    private Table<AreaState> _areas = null!;
    private ImmutableArray<Run> _runs;
    private int _nextRun;
    private int _nextEffect;

    private TerminalPlace? _own;
    private int _area = -1;
    private TimeSpan? _due;

    public Turn(SiteState before, TimeSpan at)
    {
        _before = before;
        Now = at > before.Now ? at : before.Now;
        _state = before;
        TakeApart(before.Times is null ? before with { Times = Ceilings.Of(before.Topology) } : before);
    }

    public TimeSpan Now { get; }

    /// <summary>The event is a wake-up: what is repeated by the clock is repeated now.</summary>
    public bool Woken { get; init; }

    public SiteState State
    {
        get
        {
            if (_isApart)
                PutTogether();
            return _state;
        }
    }

    public Topology Topology => _state.Topology;

    public SiteTimes Times => _state.Times!;

    public Role Role => _state.Role;

    public Operation Operation => _state.Operation;

    public TimeSpan LookUntil => _state.LookUntil;

    public TimeSpan LedSince => _state.LedSince;

    /// <summary>How far this terminal's own stop has come.</summary>
    public Step Down => _state.Down;

    /// <summary>Where this terminal stands; null before it has started.</summary>
    public TerminalPlace? Own => _own;

    public RuleSet Rules { get; private set; }

    /// <summary>Whether this terminal may do anything by itself.</summary>
    public bool Acts => _state is { Role: Role.Master, Operation: Operation.Auto };

    public ImmutableArray<Run> Runs => _runs;

    /// <summary>Rises with every change: where it stays, a round has changed nothing.</summary>
    public int Version => _version;

    public void Note(Rule rule) => Rules = Rules.With(rule);

    public void Note(RuleSet rules) => Rules = Rules.With(rules);

    public void Change(Func<SiteState, SiteState> change) => TakeApart(change(State));

    public UpsState Ups(int at) => _upses[at];

    public NodeState Node(int at) => _nodes[at];

    public DiskState Disk(int at) => _disks[at];

    public UnitState Unit(int at) => _units[at];

    public AreaState Area(int at) => _areas[at];

    /// <summary>Whether a run has it that is more than a watch.</summary>
    public bool IsInRun(int node)
    {
        foreach (var run in _runs)
        {
            if (run.Phase != Phase.Watching && run.Has(node))
                return true;
        }

        return false;
    }

    public string UpsName(int at) => Topology.Upses[at].Ups.Name;

    public string NodeName(int at) => Topology.Nodes[at].Node.Name;

    public string DiskName(int at) => Topology.Disks[at].Disk.Name;

    public void Set(int at, UpsState ups)
    {
        if (ReferenceEquals(_upses[at], ups))
            return;
        _upses = _upses.With(at, ups);
        Changed(Topology.Upses[at].Area);
    }

    public void Set(int at, NodeState node)
    {
        if (_nodes[at] == node)
            return;
        _nodes = _nodes.With(at, node);
        Changed(Topology.Nodes[at].Area);
    }

    public void Set(int at, DiskState disk)
    {
        if (_disks[at] == disk)
            return;
        _disks = _disks.With(at, disk);
        Changed(Topology.Disks[at].Area);
    }

    public void Set(int at, UnitState unit)
    {
        if (_units[at] == unit)
            return;
        _units = _units.With(at, unit);
        Changed(Topology.Units[at].Area);
    }

    public void Set(int at, AreaState area)
    {
        if (_areas[at] == area)
            return;
        _areas = _areas.With(at, area);
        _isApart = true;
    }

    public void SetOutput(OutputAt at, OutputState output)
    {
        var ups = Ups(at.Ups);
        if (ups.Outputs[at.Output] != output)
            Set(at.Ups, ups with { Outputs = ups.Outputs.SetItem(at.Output, output) });
    }

    public OutputState Output(OutputAt at) => _upses[at.Ups].Outputs[at.Output];

    public void Touch(int area)
    {
        if (_touched < 0)
            _touched = area;
        else if (_touched != area)
            (_severalTouched ??= [_touched]).Add(area);
    }

    /// <summary>The areas in which something has changed, in their order.</summary>
    public int[] Touched() => _severalTouched is { } several ? [.. several] : _touched < 0 ? [] : [_touched];

    /// <summary>Conclusions are drawn in this area from here on, and it says anew when it wants to be looked at again.</summary>
    public void Begin(int area)
    {
        _area = area;
        _due = null;
    }

    /// <summary>Look at the area again at this moment; the earliest one counts. A moment that has passed is no wish.</summary>
    public void Due(int area, TimeSpan at)
    {
        // Of another area it will be asked when its turn comes.
        if (area == _area && at > Now && (_due is null || at < _due))
            _due = at;
    }

    public void Emit(Effect effect) => (_effects ??= ImmutableArray.CreateBuilder<Effect>(4)).Add(effect);

    /// <summary>An id for an effect that belongs to no run.</summary>
    public EffectId NextId()
    {
        _isApart = true;
        return new EffectId(RunId.None, _nextEffect++);
    }

    /// <summary>No number that a run has used is used for it again, also when it has ended here: a second order by the same name is taken for the first.</summary>
    public void NumberAbove(Run run)
    {
        if (run.NextEffect <= _nextEffect)
            return;
        _isApart = true;
        _nextEffect = run.NextEffect;
    }

    public RunId NextRun()
    {
        _isApart = true;
        _version++;
        return new RunId(_state.Term, _nextRun++);
    }

    /// <summary>Tell people. A standby tells nobody: the master does.</summary>
    public void Tell(Urgency urgency, string subject, string text)
    {
        if (_state.Role == Role.Master)
            Emit(new Notify(NextId(), urgency, subject, text));
    }

    public Run? Find(RunId id)
    {
        var at = IndexOf(id);
        return at < 0 ? null : _runs[at];
    }

    /// <summary>The run that has all of the unit in hand, beyond watching.</summary>
    public Run? WholeRun(int unit)
    {
        foreach (var run in _runs)
        {
            if (run.Unit == unit && run.Whole && run.Phase != Phase.Watching)
                return run;
        }

        return null;
    }

    /// <summary>The run that only watches the unit.</summary>
    public Run? WatchOf(int unit)
    {
        foreach (var run in _runs)
        {
            if (run.Unit == unit && run.Phase == Phase.Watching)
                return run;
        }

        return null;
    }

    /// <param name="moved">Something may follow from it; otherwise no other round is needed for its sake.</param>
    public void Put(Run run, bool moved = true)
    {
        var at = IndexOf(run.Id);
        if (at >= 0 && ReferenceEquals(_runs[at], run))
            return;
        _runs = at < 0 ? _runs.Add(run) : _runs.SetItem(at, run);
        Changed(Topology.Units[run.Unit].Area, moved);
    }

    public void Remove(RunId id)
    {
        var at = IndexOf(id);
        if (at < 0)
            return;
        var area = Topology.Units[_runs[at].Unit].Area;
        NumberAbove(_runs[at]);
        _runs = _runs.RemoveAt(at);
        Changed(area);
    }

    /// <summary>What the area looked at wishes to be woken for.</summary>
    public void Schedule()
    {
        var was = _areas[_area];
        if (was.DueAt == _due)
            return;
        Set(_area, was with { DueAt = _due });
        if (_due is { } moment)
            Emit(new WakeAt(NextId(), moment, "something may be due then"));
    }

    public Decision Decide()
    {
        if (_isApart)
            PutTogether();
        else if (!ReferenceEquals(_state, _before))
            _state = _state with { Now = Now };
        return new Decision(_state, _effects?.DrainToImmutable() ?? [], Rules);
    }

    private void Changed(int area, bool moved = true)
    {
        _isApart = true;
        _version += moved ? 1 : 0;
        Touch(area);
    }

    private int IndexOf(RunId id)
    {
        for (var at = 0; at < _runs.Length; at++)
        {
            if (_runs[at].Id == id)
                return at;
        }

        return -1;
    }

    private void TakeApart(SiteState state)
    {
        if (!ReferenceEquals(state, _state))
            _version++;
        _state = state;
        _isApart = false;
        _upses = state.Upses;
        _nodes = state.Nodes;
        _disks = state.Disks;
        _units = state.Units;
        _areas = state.Areas;
        _runs = state.Runs;
        _nextRun = state.NextRun;
        _nextEffect = state.NextEffect;
        _own = state.Self is { } self && state.Topology.Terminal(self) is >= 0 and var at ? state.Topology.Terminals[at] : null;
    }

    private void PutTogether()
    {
        _isApart = false;
        _state = _state with
        {
            Now = Now,
            Upses = _upses,
            Nodes = _nodes,
            Disks = _disks,
            Units = _units,
            Areas = _areas,
            Runs = _runs,
            NextRun = _nextRun,
            NextEffect = _nextEffect,
        };
    }
}
