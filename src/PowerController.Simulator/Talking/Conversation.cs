using System.Buffers.Binary;
using System.Collections.Immutable;
using PowerController.Agent.Rules;
using PowerController.Coordination.Membership;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Orders;
using PowerController.Coordination.Sealing;
using PowerController.Coordination.Stations;
using PowerController.Model;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Simulator.Chance;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Queue;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Talking;

/// <summary>The real coordination of a night: every host is a real station, and what they say to each other are sealed datagrams on the simulated network.</summary>
internal sealed class Conversation : IDisposable
{
    private static readonly DateTimeOffset _evening = new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero);

    private readonly World _world;
    private readonly Roster _roster;
    private readonly SiteKeys _keys;
    private readonly ImmutableArray<ImmutableArray<VerifyingKey>> _pinned;
    private readonly Dice _dice;
    private readonly Attackers _attackers;
    private readonly List<(SiteState State, TimeSpan At)> _handedOver = [];

    public Conversation(World world)
    {
        _world = world;
        _roster = world.Plan.Ground.Roster;
        _dice = new Dice(world.Plan.Seed, 9);
        _keys = new SiteKeys(GroupKey(7), _roster);
        _pinned = [.. _roster.Entries.Select(entry => entry.IsTerminal ? ImmutableArray.Create(world.Plan.PinnedKey(entry.Name)) : [])];
        Hosts = [.. _roster.Entries.Select((entry, row) => new TalkHost(
            row,
            entry.Name,
            entry.IsTerminal ? world.Terminals[world.Topology.Terminal(entry.Name)] : null,
            entry.Node is { } node ? world.Nodes[world.Topology.Node(node)] : null,
            _dice.Seconds(0, 10_000_000)))];
        Commands = new PlayedCommands(world);
        // Agents that have run for weeks know in which boot they are.
        foreach (var host in Hosts)
            host.AgentBoot = host.Node?.Boot ?? 0;
        _attackers = new Attackers(world, this, _roster, _keys);
    }

    public ImmutableArray<TalkHost> Hosts { get; }

    /// <summary>What the agents have run.</summary>
    public PlayedCommands Commands { get; }

    public static byte[] GroupKey(byte fill) => [.. Enumerable.Repeat(fill, SiteKeys.GroupKeyBytes)];

    public void Begin()
    {
        foreach (var host in Hosts)
        {
            if (host.Terminal is null)
                Start(host);
        }

        _attackers.Begin();
    }

    /// <summary>Something of the conversation comes due.</summary>
    public void Come(in Due due)
    {
        switch (due.What)
        {
            case What.Datagram:
                Arrive(due.Subject, (Packet)due.Load!);
                break;
            case What.HostTick:
                Tick(due.Subject, due.Stamp);
                break;
            case What.HostLeaves:
                Leave(due.Subject, due.Stamp);
                break;
            case What.Told:
                Told(due.Subject, due.Stamp, (PowerEvent)due.Load!);
                break;
            case What.Obeyed:
                Obeyed(due.Subject, due.Stamp, (HostOutput)due.Load!);
                break;
            case What.AgentTick:
                AgentOf(due)?.Tick();
                break;
            case What.AgentTakes:
                AgentOf(due)?.Take((AgentInput)due.Load!);
                break;
            case What.CommandGoesOn:
                if (AgentOf(due) is { } agent)
                    Commands.GoOn(agent, (ClusterStopCommand)due.Load!);
                break;
            case What.Attack:
                _attackers.Attack();
                break;
            default:
                throw new InvariantViolation($"Nothing is done for {due.What}.");
        }
    }

    public TalkHost HostOf(TerminalModel terminal) => Hosts[_roster.Find(terminal.Terminal.Name)];

    public TalkHost HostOf(NodeModel node) => Hosts[_roster.FindByNode(node.Node.Name)];

    /// <summary>The host's program starts: with what it has on its disk, and under a new name for this start.</summary>
    public void Start(TalkHost host)
    {
        if (host.Station is not null || (host.Terminal is null && host.Node is { AgentRuns: false }))
            return;
        host.Life++;
        host.TickAt = -1;
        host.Boot = BootId.Next(host.Boot, Wall, (ushort)_dice.Between(0, 65_535));
        var clock = host.Clock(_world.Now);
        var desk = host.Disk.IsEmpty || host.Node is null ? null : NodeRecord.Read(host.Disk.AsSpan(), clock, Wall, host.Node.Boot);
        var term = host.Terminal is { JournalEnds: not null } terminal ? terminal.State.Term : 0;
        var state = HostState.Of(_roster, Timing.Default, host.Name, host.Boot, clock, term, desk);
        SigningKey? signing = host.Terminal is null ? null : new QuickSigningKey(host.Name);
        var station = new Station(state, new DatagramReader(_roster, [_keys], _pinned), new DatagramWriter(_roster, host.Name, host.Boot, _keys, signing));
        host.Station = station;
        if (host.Node is { } node)
            StartAgent(host, node, clock);
        Carry(host, station.Resume());
        if (host.Terminal is { } leading)
            RunsChanged(leading);
        Do(host, new Tick(clock));
        host.Agent?.Take(new TimePassed(default));
    }

    /// <summary>The host's program is gone without a word.</summary>
    public void Stop(TalkHost host)
    {
        host.Life++;
        host.Station = null;
        host.Agent = null;
    }

    public void Leave(int row, int life)
    {
        var host = Hosts[row];
        if (host.Life != life)
            return;
        Do(host, new Leave(host.Clock(_world.Now)));
        Stop(host);
    }

    /// <summary>The system stops and takes the program with it, which sees it and says goodbye; or it is gone already.</summary>
    public void GoesQuiet(NodeModel node)
    {
        var host = HostOf(node);
        if (host.Station is null || node.Os != Os.Stopping || node.AgentGone || node.ProcessDown)
        {
            Stop(host);
            return;
        }

        host.Agent?.Later(0, new SystemStopSeen(default, node.Reboots ? AdministratorStop.Reboot : AdministratorStop.ShutDown));
        _world.Queue.Put(_world.Now + 1_000, What.HostLeaves, host.Row, 0, host.Life);
    }

    /// <summary>Somebody stops the whole cluster by its own tools, and they tell the agent.</summary>
    public void Announce(NodeModel node, AdministratorStop kind) => HostOf(node).Agent?.Take(new AdministratorSays(default, true, kind));

    public void RunsChanged(TerminalModel terminal)
    {
        var host = HostOf(terminal);
        var (runs, leads) = (terminal.State.Runs, terminal.State.Role == Role.Master);
        // How runs are written is for the program's edge; here they are handed over by their number in this list.
        var content = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(content, _handedOver.Count);
        _handedOver.Add((terminal.State, host.Clock(_world.Now)));
        Do(host, new RunsChanged(host.Clock(_world.Now), leads && !runs.IsEmpty, leads && runs.Any(run => run.CommittedAt is not null), leads || !terminal.State.Lost.IsEmpty ? [.. content] : []));
    }

    public void UpsHeard(TerminalModel terminal, string ups, bool answered)
    {
        var host = HostOf(terminal);
        Do(host, new UpsHeard(host.Clock(_world.Now), ups, answered));
    }

    /// <summary>Effects that go to nodes by datagrams.</summary>
    public static bool Carries(Effect effect) => effect is TellDeadlines or WithdrawDeadlines or OrderClusterStop or RunJobs or OrderOsStop or RebootNode
        or StopWorkloads or QuietMonitors or UnquietMonitors or WarnUsers or WaitGuard;

    public void CarryOut(TerminalModel terminal, Effect effect)
    {
        var host = HostOf(terminal);
        var at = host.Clock(_world.Now);
        Do(host, effect is AskPeersAboutSilence ask ? new AskAboutSilence(at, ask) : new CarryOut(at, effect));
    }

    public void Do(TalkHost host, HostInput input)
    {
        if (host.Station is not { } station)
            return;
        Carry(host, station.Step(input));
        Arm(host);
    }

    private void Tick(int row, int life)
    {
        var host = Hosts[row];
        if (host.Life != life || host.TickAt > _world.Now)
            return;
        host.TickAt = -1;
        Do(host, new Tick(host.Clock(_world.Now)));
    }

    private void Arrive(int row, Packet packet)
    {
        var host = Hosts[row];
        if (host.Station is not { } station || Alone(host) || (packet.From >= 0 && Alone(Hosts[packet.From])))
            return;
        var knew = (packet.Reached >> row) % 2 == 1;
        var before = station.State;
        var step = station.Receive(host.Clock(_world.Now), AddressOf(packet.From), packet.Bytes.Span);
        if (packet.Forged || (packet.From < 0 && knew))
            _attackers.Judge(host, before, packet, step);
        if (step is null)
            return;
        packet.Reached |= 1UL << row;
        Carry(host, step);
        Arm(host);
    }

    private void Told(int row, int life, PowerEvent happened)
    {
        var host = Hosts[row];
        if (host.Terminal is not { Runs: true } terminal || host.Life != life)
            return;
        if (happened is NodeReported reported)
            terminal.NodeMissed[_world.Topology.Node(reported.Node)] = false;
        else if (happened is NodeSilent silent)
            terminal.NodeMissed[_world.Topology.Node(silent.Node)] = true;
        // It waited in the program's queue behind what came before it.
        _world.Programs.Take(terminal, happened with { At = terminal.Clock(_world.Now) });
    }

    private void Obeyed(int row, int life, HostOutput output)
    {
        if (Hosts[row].Life == life)
            Hosts[row].Agent?.Obey(output);
    }

    private AgentProgram? AgentOf(in Due due) => Hosts[due.Subject].Life == due.Stamp ? Hosts[due.Subject].Agent : null;

    // An agent that was only started again must not say that its node has just booted.
    private void StartAgent(TalkHost host, NodeModel node, TimeSpan clock)
    {
        var isFresh = host.AgentBoot != node.Boot;
        host.AgentBoot = node.Boot;
        host.Agent = new AgentProgram(_world, this, host, node, AgentState.Of(Commands.DutiesOf(node), node.Boot, isFresh, clock, host.Station!.State.Desk!.ToldRun));
    }

    /// <summary>Puts a datagram on the wire to one host, or to all.</summary>
    public void Send(Packet packet, int to = -1)
    {
        foreach (var host in Hosts)
        {
            if (host.Row == packet.From || (to >= 0 && host.Row != to) || host.Station is null || _world.Network.Loses(_world.Now))
                continue;
            _world.Queue.Put(_world.Now + _world.Network.Delay(_world.Now), What.Datagram, host.Row, 0, 0, packet);
            if (_world.Network.Doubles(_world.Now))
                _world.Queue.Put(_world.Now + _world.Network.Delay(_world.Now), What.Datagram, host.Row, 0, 0, packet);
        }
    }

    public void Dispose()
    {
        _attackers.Dispose();
        _keys.Dispose();
    }

    private DateTimeOffset Wall => _evening.AddMilliseconds(_world.Now);

    private bool Alone(TalkHost host) =>
        host.Node is { } node ? _world.Network.NodeAlone(node.Position, _world.Now) : host.Terminal is { } terminal && _world.Network.TerminalAlone(terminal.Position, _world.Now);

    private static NetAddress AddressOf(int row) => new((UInt128)(row + 100), 4000);

    private void Arm(TalkHost host)
    {
        if (host.Station is not { } station || Coordinator.DueAt(station.State) is var due && due == TimeSpan.MaxValue)
            return;
        var at = Math.Max(host.WorldTime(due), _world.Now + 1);
        if (host.TickAt >= 0 && host.TickAt <= at)
            return;
        host.TickAt = at;
        _world.Queue.Put(at, What.HostTick, host.Row, 0, host.Life);
    }

    private void Carry(TalkHost host, StationStep step)
    {
        foreach (var output in step.Outputs)
            Carry(host, output);
        foreach (var dispatch in step.Dispatches)
        {
            var packet = new Packet(host.Row, dispatch.Bytes, _world.Now, false);
            _attackers.Record(packet);
            // An address stands for the host that has it; one that nobody has is a datagram into the dark.
            var to = dispatch.To is { } address ? (int)address.Host - 100 : -1;
            if (dispatch.To is null || (to >= 0 && to < Hosts.Length))
                Send(packet, to);
        }
    }

    // What follows is done in the order of coming, each on its own: a program has a queue, and does not act in the middle of another act.
    private void Carry(TalkHost host, HostOutput output)
    {
        switch (output)
        {
            case Persist persist:
                host.Disk = NodeRecord.Write(persist.Desk, host.Clock(_world.Now), Wall, host.Node!.Boot);
                break;
            case Tell { Event: UpsRead or UpsSilent }:
                // Cards are polled directly, also those that hang on a node.
                break;
            case Tell told:
                _world.Queue.Put(_world.Now, What.Told, host.Row, 0, host.Life, told.Event);
                break;
            case Obey or DeadlineCame:
                _world.Queue.Put(_world.Now, What.Obeyed, host.Row, 0, host.Life, output);
                break;
            case TakeRuns taken:
                var (state, at) = _handedOver[(int)BinaryPrimitives.ReadInt64LittleEndian(taken.Content.AsSpan())];
                _world.Queue.Put(_world.Now, What.Told, host.Row, 0, host.Life, taken.Offered
                    ? new RunsOffered(taken.MadeAt, state.Lost)
                    : new RunsReported(taken.MadeAt, taken.Term, [.. state.Runs.Select(run => run.OnClock(taken.MadeAt - at))], state.Operation) { Closed = state.Closed });
                break;
            default:
                break;
        }
    }
}
