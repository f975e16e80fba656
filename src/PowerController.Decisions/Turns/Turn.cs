using System.Collections.Immutable;
using PowerController.Decisions.Shutdown;
using PowerController.Model.Effects;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Turns;

/// <summary>The working copy of one decision: what changes is set here, and becomes the next state at its end. It lives no longer than the call.</summary>
internal sealed class Turn
{
    private readonly ImmutableArray<Effect>.Builder _effects = ImmutableArray.CreateBuilder<Effect>();
    private readonly SortedSet<int> _dirty = [];
    private readonly SortedDictionary<int, TimeSpan> _due = [];
    private readonly SiteState _before;
    private SiteState _state;

    public Turn(SiteState before, TimeSpan at)
    {
        _before = before;
        Now = at > before.Now ? at : before.Now;
        _state = before.Times is null ? before with { Times = Ceilings.Of(before.Topology) } : before;
    }

    public TimeSpan Now { get; }

    /// <summary>The event is a wake-up: what is repeated by the clock is repeated now.</summary>
    public bool Woken { get; init; }

    public SiteState State => _state;

    public Topology Topology => _state.Topology;

    public SiteTimes Times => _state.Times!;

    public RuleSet Rules { get; private set; }

    /// <summary>Whether this terminal may do anything by itself.</summary>
    public bool Acts => _state is { Role: Role.Master, Operation: Operation.Auto };

    public IReadOnlyCollection<int> Dirty => _dirty;

    public ImmutableArray<Run> Runs => _state.Runs;

    public void Note(Rule rule) => Rules = Rules.With(rule);

    public void Note(RuleSet rules) => Rules = Rules.With(rules);

    public void Change(Func<SiteState, SiteState> change) => _state = change(_state);

    public UpsState Ups(int at) => _state.Upses[at];

    public NodeState Node(int at) => _state.Nodes[at];

    public DiskState Disk(int at) => _state.Disks[at];

    public UnitState Unit(int at) => _state.Units[at];

    public string UpsName(int at) => Topology.Upses[at].Ups.Name;

    public string NodeName(int at) => Topology.Nodes[at].Node.Name;

    public string DiskName(int at) => Topology.Disks[at].Disk.Name;

    public void Set(int at, UpsState ups)
    {
        if (ReferenceEquals(_state.Upses[at], ups))
            return;
        _state = _state with { Upses = _state.Upses.With(at, ups) };
        _dirty.Add(Topology.Upses[at].Area);
    }

    public void Set(int at, NodeState node)
    {
        if (_state.Nodes[at] == node)
            return;
        _state = _state with { Nodes = _state.Nodes.With(at, node) };
        _dirty.Add(Topology.Nodes[at].Area);
    }

    public void Set(int at, DiskState disk)
    {
        if (_state.Disks[at] == disk)
            return;
        _state = _state with { Disks = _state.Disks.With(at, disk) };
        _dirty.Add(Topology.Disks[at].Area);
    }

    public void Set(int at, UnitState unit)
    {
        if (_state.Units[at] == unit)
            return;
        _state = _state with { Units = _state.Units.With(at, unit) };
        _dirty.Add(Topology.Units[at].Area);
    }

    public void SetOutput(OutputAt at, OutputState output)
    {
        var ups = Ups(at.Ups);
        if (ups.Outputs[at.Output] != output)
            Set(at.Ups, ups with { Outputs = ups.Outputs.SetItem(at.Output, output) });
    }

    public OutputState Output(OutputAt at) => Ups(at.Ups).Outputs[at.Output];

    public void Touch(int area) => _dirty.Add(area);

    /// <summary>Look at the area again at this moment; the earliest one counts. A moment that has passed is no wish.</summary>
    public void Due(int area, TimeSpan at)
    {
        if (at > Now && (!_due.TryGetValue(area, out var so) || at < so))
            _due[area] = at;
    }

    public void Emit(Effect effect) => _effects.Add(effect);

    /// <summary>An id for an effect that belongs to no run.</summary>
    public EffectId NextId()
    {
        var id = new EffectId(RunId.None, _state.NextEffect);
        _state = _state with { NextEffect = _state.NextEffect + 1 };
        return id;
    }

    public RunId NextRun()
    {
        var id = new RunId(_state.Term, _state.NextRun);
        _state = _state with { NextRun = _state.NextRun + 1 };
        return id;
    }

    /// <summary>Tell people. A standby tells nobody: the master does.</summary>
    public void Tell(Urgency urgency, string subject, string text)
    {
        if (_state.Role == Role.Master)
            Emit(new Notify(NextId(), urgency, subject, text));
    }

    public Run? Find(RunId id)
    {
        foreach (var run in _state.Runs)
        {
            if (run.Id == id)
                return run;
        }

        return null;
    }

    public void Put(Run run)
    {
        var at = IndexOf(run.Id);
        if (at >= 0 && ReferenceEquals(_state.Runs[at], run))
            return;
        _state = _state with { Runs = at < 0 ? _state.Runs.Add(run) : _state.Runs.SetItem(at, run) };
        _dirty.Add(Topology.Units[run.Unit].Area);
    }

    public void Remove(RunId id)
    {
        var at = IndexOf(id);
        if (at < 0)
            return;
        _dirty.Add(Topology.Units[_state.Runs[at].Unit].Area);
        _state = _state with { Runs = _state.Runs.RemoveAt(at) };
    }

    /// <summary>What the areas looked at in this turn wish to be woken for.</summary>
    public void Schedule(int area)
    {
        var was = _state.Areas[area];
        TimeSpan? due = _due.TryGetValue(area, out var at) ? at : null;
        if (was.DueAt == due)
            return;
        _state = _state with { Areas = _state.Areas.With(area, was with { DueAt = due }) };
        if (due is { } moment)
            Emit(new WakeAt(NextId(), moment, "something may be due then"));
    }

    public void ClearDue(int area) => _due.Remove(area);

    public Decision Decide()
    {
        var next = ReferenceEquals(_state, _before) ? _before : _state with { Now = Now };
        return new Decision(next, _effects.DrainToImmutable(), Rules);
    }

    private int IndexOf(RunId id)
    {
        for (var at = 0; at < _state.Runs.Length; at++)
        {
            if (_state.Runs[at].Id == id)
                return at;
        }

        return -1;
    }
}
