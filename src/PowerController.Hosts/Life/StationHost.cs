using System.Collections.Immutable;
using PowerController.Coordination.Membership;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Sealing;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Keys;
using PowerController.Hosts.Lease;
using PowerController.Hosts.Memory;
using PowerController.Hosts.Network;
using PowerController.Model;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Hosts.Life;

/// <summary>
/// A host's coordination at work: one thread owns the station, takes what waits in the inbox, keeps what must be kept before it does what follows, and ticks when
/// something is due. A host may have a terminal, a node, or both.
/// </summary>
/// <remarks>Tests do without the thread and call <see cref="Turn"/> themselves.</remarks>
public sealed class StationHost : IHostVoice, INetworkListener, IDisposable
{
    private readonly Inbox _inbox = new();
    private readonly Station _station;
    private readonly IHostNetwork _network;
    private readonly HostMemory _memory;
    private readonly Site _site;
    private readonly bool _isAlone;
    private readonly IKeySource _keySource;
    private readonly RecentGates _recent = new();
    private readonly DropCounts[] _sieved = [.. Enumerable.Range(0, INetworkListener.Lanes).Select(_ => new DropCounts())];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _closing = new();
    private ITerminalSide? _terminal;
    private INodeSide? _node;
    private EtcdLease? _lease;
    private Thread? _thread;
    private HostKeys _hostKeys;
    private SealingKeys _keys;
    private Move? _move;
    private volatile HostState _state;
    private TimeSpan _keysSeenAt;
    private bool _keeps = true;

    internal StationHost(HostClock clock, Station station, Site site, HostKeys hostKeys, SealingKeys keys, IKeySource keySource, HostMemory memory, IHostNetwork network)
    {
        (Clock, _station, _site, _hostKeys, _keys, _keySource, _memory, _network) = (clock, station, site, hostKeys, keys, keySource, memory, network);
        _isAlone = network is NoNetwork;
        _state = station.State;
        _keysSeenAt = clock.Now;
    }

    public HostClock Clock { get; }

    public HostState State => _state;

    public DropCounts Counts => _sieved.Aggregate(_station.Counts, (sum, lane) => sum.With(lane));

    /// <summary>Datagrams of ours that were dropped because too many waited.</summary>
    public long CrowdedOut => _inbox.CrowdedOut;

    /// <summary>Names this start of the operating system, for what the agent says of its node.</summary>
    public long SystemStart => _memory.SystemStart;

    /// <summary>When the thread has ended; with the fault, when it was one. The program ends then, and whatever watches over it starts it again.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Begins to take part, on a thread of its own.</summary>
    /// <param name="terminal">Null on a host without a terminal.</param>
    /// <param name="node">Null on a host without a node.</param>
    public void Start(ITerminalSide? terminal, INodeSide? node)
    {
        Begin(terminal, node);
        if (_site.Network.Lease is { } lease && State.Entry.IsTerminal && !_isAlone)
            _lease = new EtcdLease(lease.Endpoints, _site.Name, State.Entry.Name, this);
        _thread = new Thread(TurnUntilClosed) { IsBackground = true, Name = "coordination" };
        _thread.Start();
    }

    /// <summary>Says goodbye to the others, and ends.</summary>
    public void Close()
    {
        if (_closing.IsCancellationRequested)
            return;
        _lease?.Dispose();
        _inbox.Put(new Leave(default));
        _closing.Cancel();
        _inbox.Wake();
        _thread?.Join();
        _network.Dispose();
        _ended.TrySetResult();
    }

    public void Dispose()
    {
        Close();
        _keys.Dispose();
        _memory.Dispose();
        _closing.Dispose();
    }

    public void CarryOut(Effect effect) => _inbox.Put(new CarryOut(default, effect));

    public void AskAboutSilence(AskPeersAboutSilence ask) => _inbox.Put(new AskAboutSilence(default, ask));

    public void NodeSays(NodeWord word) => _inbox.Put(new NodeSays(default, word));

    public void UpsesSay(ImmutableArray<UpsWord> upses) => _inbox.Put(new UpsesSay(default, upses));

    public void UpsHeard(string ups, bool answered) => _inbox.Put(new UpsHeard(default, ups, answered));

    public void RunsChanged(bool open, bool committed, ImmutableArray<byte> content) => _inbox.Put(new RunsChanged(default, open, committed, content));

    public void ConfigurationRuns(long version, string digest, ImmutableArray<byte> content) => _inbox.Put(new ConfigurationRuns(default, version, digest, content));

    public void OrderMoved(EffectId id, OrderStage stage, FailureKind failure, string text) => _inbox.Put(new OrderMoved(default, id, stage, failure, text));

    /// <summary>What an etcd says of the lease of the lead.</summary>
    internal void LeaseSays(string? holder, TimeSpan until) => _inbox.Put(new LeaseSays(default, holder, until));

    /// <summary>What the edge has found out by itself; told to the sides in the next turn.</summary>
    internal void FoundOut(HostFact fact) => _inbox.Put(fact);

    /// <summary>Another configuration without a break, from the next turn on; or why that cannot be, and then nothing changes.</summary>
    public string? Use(Site site)
    {
        var host = _state.Entry.Name;
        if (Roster.Of(site, out var problem) is not { } roster)
            return problem;
        if (roster.Find(host) < 0)
            return $"The new configuration has no host {host}, and that is the name of this one.";
        if (roster.Entries[roster.Find(host)].IsTerminal && _hostKeys.Own is null)
            return $"{host} becomes a control terminal in the new configuration and has no key of its own: make one with 'powerctl keys new', copy it here, and start this program again.";
        Volatile.Write(ref _move, new Move(roster, NetworkPlan.Of(site, roster, host)));
        _inbox.Wake();
        return null;
    }

    void INetworkListener.Received(int lane, NetAddress from, ReadOnlySpan<byte> datagram)
    {
        // Most datagrams come twice, by broadcast and by the list: the second copy costs no more than this.
        if (_recent.Has(datagram))
            return;
        var kind = Volatile.Read(ref _keys).Sieve.Check(datagram);
        if (kind != DropKind.None)
        {
            _sieved[lane].Count(kind);
            return;
        }

        _recent.Add(datagram);
        _inbox.Put(from, datagram);
    }

    void INetworkListener.PathChanged(string path, string? problem) =>
        FoundOut(problem is null ? new NetworkWorking(_state.Entry.Name, path) : new NetworkFailing(_state.Entry.Name, path, problem));

    /// <summary>For trials: as if the machine had lost its power.</summary>
    internal void Lose()
    {
        _network.Dispose();
        _memory.Dispose();
    }

    internal void Begin(ITerminalSide? terminal, INodeSide? node)
    {
        Require.That(terminal is null || State.Entry.IsTerminal, $"{State.Entry.Name} is no control terminal of the site.");
        Require.That(node is null || State.Entry.Node is not null, $"{State.Entry.Name} is no node of the site.");
        (_terminal, _node) = (terminal, node);
        _network.Open(this);
        foreach (var fact in _memory.Facts)
            Note(fact);
        Carry(_station.Resume());
        Turn();
    }

    /// <summary>Does everything that waits or is due; whether more waits.</summary>
    internal bool Turn()
    {
        TakeMove();
        LookAtKeys();
        while (_inbox.TakeFact() is { } fact)
            Note(fact);
        while (_inbox.TakeInput() is { } input)
            Carry(_station.Step(input with { At = Clock.Now }));
        var left = Limits.DatagramsInTurn;
        while (left > 0 && _inbox.TryTakeDatagram(out var datagram))
        {
            left--;
            if (_station.Receive(Clock.Now, datagram.From, datagram.Bytes) is { } step)
                Carry(step);
        }

        if (Clock.Now >= Coordinator.DueAt(_station.State))
            Carry(_station.Step(new Tick(Clock.Now)));
        return left == 0;
    }

    private void TurnUntilClosed()
    {
        // The wait inside is by the real clock; where time runs at another speed its own timer wakes it.
        using var ticks = Clock.Time == TimeProvider.System ? null : Clock.Time.CreateTimer(_ => _inbox.Wake(), null, Limits.ForeignTick, Limits.ForeignTick);
        try
        {
            while (!_closing.IsCancellationRequested)
            {
                if (!Turn())
                    _inbox.Wait(UntilDue());
            }

            Turn();
            _ended.TrySetResult();
        }
        catch (Exception fault)
        {
            // The edge of the loop. A station that has failed must not go on with half a step done: whoever awaits it ends the program, which starts anew from what was kept.
            _ended.TrySetException(fault);
        }
    }

    private TimeSpan UntilDue()
    {
        var until = Coordinator.DueAt(_station.State) - Clock.Now;
        return until < Limits.LongestWait ? until : Limits.LongestWait;
    }

    private void Carry(StationStep step)
    {
        // A terminal's term is kept before anybody hears of it.
        if (_station.State.Desk is null && _station.State.Term > _memory.Term)
            Kept(_memory.KeepTerm(_station.State.Term));
        _state = _station.State;
        foreach (var output in step.Outputs)
            Carry(output);
        foreach (var dispatch in step.Dispatches)
            _network.Send(dispatch.To, dispatch.Bytes.Span);
    }

    private void Carry(HostOutput output)
    {
        switch (output)
        {
            case Persist persist:
                Kept(_memory.Keep(persist.Desk, Clock.Now));
                break;
            case Tell told:
                _terminal?.Tell(told.Event);
                break;
            case Obey obey:
                _node?.Obey(obey.Effect);
                break;
            case DeadlineCame came:
                _node?.DeadlineCame(came);
                break;
            case TakeRuns runs:
                _terminal?.TakeRuns(runs);
                break;
            case TakeConfiguration taken when _terminal is not null:
                _terminal.TakeConfiguration(taken);
                break;
            case TakeConfiguration taken:
                _node?.TakeConfiguration(taken);
                break;
            case Noted noted:
                if (noted.Fact is LaterStartKnown later)
                    Kept(_memory.Surpass(later.Boot));
                Note(noted.Fact);
                break;
        }
    }

    private void Note(HostFact fact)
    {
        _terminal?.Noted(fact);
        _node?.Noted(fact);
    }

    // A disk that is full or broken does not keep a node from stopping: obeying comes before remembering.
    private void Kept(string? problem)
    {
        if (problem is null == _keeps)
            return;
        _keeps = problem is null;
        Note(problem is null ? new MemoryKept(_state.Entry.Name) : new MemoryNotKept(_state.Entry.Name, problem));
    }

    private void TakeMove()
    {
        if (Interlocked.Exchange(ref _move, null) is not { } move)
            return;
        Seal(_hostKeys, move.Roster);
        _network.Use(move.Network);
    }

    private void LookAtKeys()
    {
        if (Clock.Now - _keysSeenAt < Limits.KeyLook)
            return;
        _keysSeenAt = Clock.Now;
        if (!_keySource.HasChanged())
            return;
        var load = _keySource.Read(_keys.Roster);
        if (load.Keys is { } keys)
        {
            Seal(keys, _keys.Roster);
            Note(new KeysTaken(_state.Entry.Name, keys.Text));
        }
        else
        {
            Note(new KeysRefused(_state.Entry.Name, load.Problem!));
        }
    }

    // The threads that receive may still be at work with the keys of before: those are left to the collector.
    private void Seal(HostKeys keys, Roster roster)
    {
        var fresh = keys.For(roster);
        _station.Use(roster, fresh.Reader, fresh.Present, fresh.Signing);
        _state = _station.State;
        _hostKeys = keys;
        Volatile.Write(ref _keys, fresh);
    }

    private sealed record Move(Roster Roster, NetworkPlan Network);
}
