using System.Collections.Immutable;
using PowerController.Coordination.Membership;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Orders;
using PowerController.Coordination.Sealing;
using PowerController.Coordination.Stations;
using PowerController.Model.Effects;
using PowerController.Model.Events;

namespace PowerController.Coordination.Tests.Network;

/// <summary>A host on the simulated network: a real station with a clock of its own, a disk, and an agent that does what it is told.</summary>
internal sealed class SimulatedHost
{
    private readonly SimulatedNetwork _net;
    private ImmutableArray<byte> _disk = [];
    private bool _agentSpeaks = true;
    private long _boot;
    private TimeSpan _clock;
    private TimeSpan? _due;

    public SimulatedHost(SimulatedNetwork net, Roster roster, string name, NetAddress address, byte[] groupKey)
    {
        _net = net;
        Roster = roster;
        Name = name;
        Address = address;
        GroupKey = groupKey;
        // Clocks of different hosts have nothing to do with each other.
        _clock = TimeSpan.FromSeconds(net.Chance.Next(0, 10_000_000));
    }

    public Roster Roster { get; private set; }

    public string Name { get; }

    public NetAddress Address { get; }

    public byte[] GroupKey { get; }

    public Station? Station { get; private set; }

    public bool Up => Station is not null;

    public long OsBoot { get; private set; }

    public HostState State => Station!.State;

    public bool Leads => Up && State.Lead is { Leads: true };

    public List<PowerEvent> Told { get; } = [];

    public List<Effect> Obeyed { get; } = [];

    public List<DeadlineCame> Deadlines { get; } = [];

    public List<HostFact> Facts { get; } = [];

    public List<TakeConfiguration> Configurations { get; } = [];

    public List<TakeRuns> Runs { get; } = [];

    /// <summary>The time on its own clock.</summary>
    public TimeSpan Clock => _clock + _net.Now;

    public long Term => Up ? Math.Max(State.Term, State.Desk?.Term ?? 0) : 0;

    /// <param name="reboot">Otherwise only the program starts.</param>
    /// <param name="agentSpeaks">Its agent says a word at once; otherwise it still starts.</param>
    public void Start(bool reboot = true, bool agentSpeaks = true)
    {
        if (reboot)
            OsBoot++;
        _agentSpeaks = agentSpeaks;
        StartWithBoot(BootId.Next(_boot, DateTimeOffset.UnixEpoch + TimeSpan.FromDays(20_000) + _net.Now, (ushort)_net.Chance.Next(65536)));
    }

    public void StartWithBoot(long boot)
    {
        _boot = boot;
        var keys = new SiteKeys(GroupKey, Roster);
        var desk = _disk.IsEmpty ? null : NodeRecord.Read(_disk.AsSpan(), Clock, Wall, OsBoot);
        var state = HostState.Of(Roster, Timing.Default, Name, _boot, Clock, IsTerminal ? _net.JournalTermOf(Name) : 0, desk);
        Station = new Station(state, new DatagramReader(Roster, [keys], PinnedIn(Roster)), new DatagramWriter(Roster, Name, _boot, keys, Signing));
        Carry(Station.Resume());
        if (_agentSpeaks)
            AgentSpeaks();
        Do(new Tick(Clock));
    }

    public void AgentSpeaks()
    {
        if (Station!.State.Entry.Node is not null)
            Carry(Station.Step(new NodeSays(Clock, new NodeWord(AgentWord.Up, OsBoot, default, ClusterWord.Normal, null))));
    }

    /// <summary>Another configuration without a break.</summary>
    public void Reconfigure(Roster roster)
    {
        Roster = roster;
        var keys = new SiteKeys(GroupKey, roster);
        Station!.Use(roster, new DatagramReader(roster, [keys], PinnedIn(roster)), keys, Signing);
    }

    public void Stop()
    {
        Station = null;
        _due = null;
    }

    public void Do(HostInput input)
    {
        if (!Up)
            return;
        Carry(Station!.Step(input));
        Arm();
    }

    public void Receive(NetAddress from, ReadOnlyMemory<byte> bytes)
    {
        if (Up && Station!.Receive(Clock, from, bytes.Span) is { } step)
        {
            Carry(step);
            Arm();
        }
    }

    private static ImmutableArray<ImmutableArray<VerifyingKey>> PinnedIn(Roster roster) =>
        [.. roster.Entries.Select(entry => entry.IsTerminal ? ImmutableArray.Create<VerifyingKey>(new QuickVerifyingKey(entry.Name)) : [])];

    private bool IsTerminal => Roster.Entries[Roster.Find(Name)].IsTerminal;

    private QuickSigningKey? Signing => IsTerminal ? new QuickSigningKey(Name) : null;

    private DateTimeOffset Wall => DateTimeOffset.UnixEpoch + TimeSpan.FromDays(20_000) + _net.Now;

    private void Arm()
    {
        if (!Up)
            return;
        var due = Coordinator.DueAt(State);
        if (due == TimeSpan.MaxValue)
            return;
        if (_due is { } armed && armed <= due && armed > Clock)
            return;
        _due = due;
        var station = Station;
        _net.At(due - _clock, () =>
        {
            if (ReferenceEquals(station, Station) && _due == due)
            {
                _due = null;
                Do(new Tick(Clock));
                Assert.True(Coordinator.DueAt(State) > Clock, "a tick has left something due, and would come again for ever");
            }
        });
    }

    private void Carry(StationStep step)
    {
        foreach (var output in step.Outputs)
            Carry(output);
        foreach (var dispatch in step.Dispatches)
            _net.Send(this, dispatch);
    }

    private void Carry(HostOutput output)
    {
        switch (output)
        {
            case Persist persist:
                _disk = NodeRecord.Write(persist.Desk, Clock, Wall, OsBoot);
                break;
            case Tell told:
                Told.Add(told.Event);
                _net.Heard(this, told.Event);
                break;
            case Obey obey:
                Obeyed.Add(obey.Effect);
                _net.Obeys(this, obey.Effect);
                break;
            case DeadlineCame came:
                Deadlines.Add(came);
                break;
            case Noted noted:
                Facts.Add(noted.Fact);
                break;
            case TakeConfiguration taken:
                Configurations.Add(taken);
                break;
            case TakeRuns taken:
                Runs.Add(taken);
                break;
        }
    }
}
