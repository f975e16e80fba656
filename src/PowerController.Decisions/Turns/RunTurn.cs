using PowerController.Decisions.Shutdown;
using PowerController.Model;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Turns;

/// <summary>One run in the hands of a decision.</summary>
internal sealed class RunTurn(Turn turn, Run run)
{
    public Turn Turn => turn;

    private Run _run = run;

    public Run Run
    {
        get => _run;
        set
        {
            _run = value;
            HasMoved = true;
        }
    }

    /// <summary>More has changed than which results are waited for: that bears on nothing but the run's own next questions.</summary>
    public bool HasMoved { get; private set; }

    public TimeSpan Now => turn.Now;

    public UnitPlace Unit { get; } = turn.Topology.Units[run.Unit];

    public string Name => Run.Whole ? Unit.Name : turn.NodeName(Run.Members[0].Node);

    /// <summary>Asked for by somebody, not forced by power.</summary>
    public bool IsPlanned => Run.Cause != RunCause.Outage;

    public void Note(Rule rule) => turn.Note(rule);

    public void Due(TimeSpan at) => turn.Due(Unit.Area, at);

    public bool IsSelf(int node) =>
        turn.Own is { } own && own.Node == node;

    /// <summary>By when the node stops by itself. One that carries a terminal may be the master: it has the last cut to order first.</summary>
    public TimeSpan StopsItselfBy(Run of, int node) =>
        turn.Topology.Terminals.Any(terminal => terminal.Node == node) ? of.Deadlines.CutBy : of.Deadlines.OsStopBy;

    /// <summary>Issue an effect and remember it until its result is known.</summary>
    public void Ask(Func<EffectId, Effect> make, TimeSpan? retry)
    {
        Require.That(Run.Pending.Length < Limits.Pending, "A run never waits for more results than its nodes and outputs can owe.");
        var effect = make(new EffectId(Run.Id, Run.NextEffect));
        _run = _run with
        {
            NextEffect = _run.NextEffect + 1,
            Pending = _run.Pending.Add(new PendingEffect(effect, Now, Now + retry, retry ?? TimeSpan.Zero, 1)),
        };
        turn.Emit(effect);
        if (retry is { } pace)
            Due(Now + pace);
    }

    /// <summary>Issue an effect that has no result.</summary>
    public void Emit(Func<EffectId, Effect> make)
    {
        turn.Emit(make(new EffectId(Run.Id, Run.NextEffect)));
        Run = Run with { NextEffect = Run.NextEffect + 1 };
    }

    public PendingEffect? Pending<T>(Func<T, bool> which)
        where T : Effect
    {
        foreach (var pending in Run.Pending)
        {
            if (pending.Effect is T effect && which(effect))
                return pending;
        }

        return null;
    }

    public bool IsPending<T>(Func<T, bool> which)
        where T : Effect =>
        Pending(which) is not null;

    public void Forget(Func<Effect, bool> which)
    {
        var left = Run.Pending.RemoveAll(pending => which(pending.Effect));
        if (left.Length < Run.Pending.Length)
            Run = Run with { Pending = left };
    }

    /// <summary>Issue again what has had no result for too long.</summary>
    public void RepeatDue(bool onlyTakenBack = false)
    {
        for (var at = 0; at < Run.Pending.Length; at++)
        {
            var pending = Run.Pending[at];
            if (pending.RetryAt is not { } retry || (onlyTakenBack && pending.Effect is not DisarmCut))
                continue;
            // Deadlines that have passed would be a stop at once, without what comes before it.
            if ((pending.Effect is ProbeNode probe && IsAnswered(turn.Topology.Node(probe.Node))) || (pending.Effect is TellDeadlines told && told.OsStopBy <= Now))
            {
                _run = _run with { Pending = _run.Pending.RemoveAt(at--) };
                continue;
            }

            if (retry > Now)
            {
                Due(retry);
                continue;
            }

            Note(Rule.EffectRepeated);
            turn.Emit(pending.Effect);
            UnheardCut.NoteRepeated(turn, pending.Effect);
            if (pending.Effect is StartNode start)
                Outage.UnheardBoot.Begins(turn, turn.Topology.Node(start.Node));
            var again = Now + PaceOf(pending);
            _run = _run with { Pending = _run.Pending.SetItem(at, pending with { RetryAt = again, Attempts = pending.Attempts + 1 }) };
            Due(again);
        }
    }

    // What is off is asked no more, unless a disk waits for it, nor what speaks for itself.
    private bool IsAnswered(int node) =>
        (turn.Node(node).Power == NodePower.Off && Run.Phase is not (Phase.Dark or Phase.AwaitingPower) && !(Run.Phase == Phase.StartingNodes && (turn.Node(node).NoAnswers < Limits.ProbesForOff || Outage.UnheardBoot.MayHaveCome(turn.Node(node))))) || (turn.Node(node) is { Silent: false, Power: NodePower.Up or NodePower.Starting } && HasAgent(node));

    // On the way down each sign of life counts. On the way up a node that does not answer is looked at only now and then: that it runs its agent tells.
    private TimeSpan PaceOf(PendingEffect pending) =>
        pending.Effect is ProbeNode probe && Run.Phase >= Phase.AwaitingPower && turn.Topology.Node(probe.Node) is var node
        && turn.Node(node).NoAnswers >= Limits.ProbesForOff && HasAgent(node)
            ? Limits.ProbePaceLater
            : pending.RetryEvery;

    private bool HasAgent(int node) => turn.Topology.Nodes[node].Node.StopBy is StopByAgent;

    public RunMember Member(int node)
    {
        foreach (var member in Run.Members)
        {
            if (member.Node == node)
                return member;
        }

        throw new InvariantViolation($"{turn.NodeName(node)} is no member of run {Run.Id}.");
    }

    public void Set(RunMember member)
    {
        for (var at = 0; at < Run.Members.Length; at++)
        {
            if (Run.Members[at].Node == member.Node && Run.Members[at] != member)
                Run = Run with { Members = Run.Members.SetItem(at, member) };
        }
    }

    /// <summary>Keep for the report, and tell people, what could not be done.</summary>
    public void GiveUp(string text, Urgency urgency = Urgency.Alarm)
    {
        if (Run.GivenUp.Contains(text, StringComparer.Ordinal) || Run.GivenUp.Length >= Limits.LogEntries)
            return;
        Run = Run with { GivenUp = Run.GivenUp.Add(text) };
        turn.Tell(urgency, Name, text);
    }

    public void Enter(Phase phase, string why)
    {
        var log = Run.Log.Length < Limits.LogEntries ? Run.Log.Add(new PhaseEntry(phase, Now)) : Run.Log;
        Run = Run with { Phase = phase, PhaseSince = Now, Log = log, RisingSince = phase == Phase.AwaitingPower ? Now : Run.RisingSince };
        // The time a node is given to come up counts from here, also when this is not the first time.
        if (phase == Phase.StartingNodes)
            Run = Run with { Members = [.. Run.Members.Select(member => member with { StartBy = TimeSpan.Zero, StartDueAt = TimeSpan.Zero })] };
        // Whoever was left up is told its later deadline until it has heard it.
        Forget(effect => !PendingLife.Holds(effect, phase) && !(phase is Phase.ArmingCut or Phase.Dark && effect is TellDeadlines told && Run.Members.Any(member => turn.NodeName(member.Node) == told.Node && HoldOut.IsHeld(this, member))));
        turn.Tell(phase == Phase.Committed ? Urgency.Alarm : Urgency.Information, Name, $"{Name}: {why}");
    }

    /// <summary>Its supply, where only losses since the run began to rise count; for what has booted since the run was committed, every failure does.</summary>
    public SupplyState Supply(int node) =>
        Supplies.OfNode(turn, node, turn.Node(node).BootSeenAt > Run.CommittedAt ? TimeSpan.FromTicks(1) : Run.RisingSince);

    public NodeState Node(int node) => turn.Node(node);

    /// <summary>Nodes of the run that may be running.</summary>
    public bool AnyLive()
    {
        foreach (var member in Run.Members)
        {
            if (turn.Node(member.Node).MayRun)
                return true;
        }

        return false;
    }

    /// <summary>When the battery that carries the run is at its end; null while none is short.</summary>
    public TimeSpan? BatteryEnd()
    {
        TimeSpan? end = null;
        foreach (var member in Run.Members)
        {
            if (turn.Node(member.Node).MayRun)
                Take(turn.Topology.Nodes[member.Node].Sources);
        }

        if (Run.Whole)
        {
            foreach (var disk in Unit.Disks)
                Take(turn.Topology.Disks[disk].Sources);
        }

        return end;

        void Take(System.Collections.Immutable.ImmutableArray<OutputAt> sources)
        {
            foreach (var source in sources)
            {
                var ups = turn.Ups(source.Ups);
                if (ups is not { ExhaustingSince: { } since, Mains: MainsState.Lost })
                    continue;
                var at = ups.EmptyAt ?? since + turn.Topology.Upses[source.Ups].Ups.Settings.LowBatteryRunTime;
                if (end is null || at < end)
                    end = at;
            }
        }
    }

    /// <summary>Look at a node that stops or starts, at a steady pace.</summary>
    public void Probe(int node)
    {
        if (IsAnswered(node))
            return;
        // A cut does not wait for what is off, nor for what has left enough looks unanswered.
        var pace = turn.Node(node) is { Power: not NodePower.Off, NoAnswers: < Limits.ProbesForOff } && IsCutNear() ? Limits.ProbePaceHurried : Limits.ProbePace;
        var at = ProbeOf(node);
        if (at >= 0 && Run.Pending[at].RetryEvery <= pace)
            return;
        if (at >= 0)
            ForgetProbe(node);
        AskWhetherThere(turn.NodeName(node), pace);
    }

    /// <summary>Look no more.</summary>
    public void ForgetProbe(int node)
    {
        if (ProbeOf(node) is >= 0 and var at)
            Run = Run with { Pending = Run.Pending.RemoveAt(at) };
    }

    private void AskWhetherThere(string name, TimeSpan pace) => Ask(id => new ProbeNode(id, name, $"is {name} still there?"), pace);

    private int ProbeOf(int node)
    {
        var name = turn.NodeName(node);
        for (var at = 0; at < Run.Pending.Length; at++)
        {
            if (Run.Pending[at].Effect is ProbeNode probe && string.Equals(probe.Node, name, StringComparison.Ordinal))
                return at;
        }

        return -1;
    }

    // Where the delay is short, a cut would be put off before two looks have shown that nobody lives behind it.
    private bool IsCutNear()
    {
        foreach (var at in CutArming.OutputsOf(this))
        {
            if (turn.Output(at) is { Cut: CutStage.Armed } cut && cut.OffAt - Now is var left && left > TimeSpan.Zero && left < Limits.CutNear)
                return true;
        }

        return false;
    }
}
