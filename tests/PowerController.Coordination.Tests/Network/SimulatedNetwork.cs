using System.Collections.Immutable;
using PowerController.Coordination.Membership;
using PowerController.Coordination.Stations;
using PowerController.Model.Effects;
using PowerController.Model.Events;

namespace PowerController.Coordination.Tests.Network;

/// <summary>What the network does to datagrams.</summary>
internal sealed record Weather(double Loss, double Doubling, TimeSpan DelayMax)
{
    public static Weather Fine { get; } = new(0, 0, TimeSpan.FromMilliseconds(2));

    public static Weather Foul { get; } = new(0.2, 0.1, TimeSpan.FromMilliseconds(400));
}

/// <summary>A network in virtual time that loses, doubles, delays, mixes up and cuts, all from one seed.</summary>
internal sealed class SimulatedNetwork(int seed)
{
    private readonly PriorityQueue<Action, (TimeSpan, long)> _queue = new();
    private readonly Dictionary<NetAddress, SimulatedHost> _byAddress = [];
    private readonly Dictionary<string, long> _journalTerms = [];
    private readonly HashSet<(string, string)> _cut = [];
    private readonly HashSet<string> _forgetful = [];
    private long _sequence;

    public int Seed { get; } = seed;

    public Random Chance { get; } = new(seed);

    public TimeSpan Now { get; private set; }

    public Weather Weather { get; set; } = Weather.Fine;

    public List<SimulatedHost> Hosts { get; } = [];

    /// <summary>Everything that ever went over the wire, for those who record.</summary>
    public List<(NetAddress From, ReadOnlyMemory<byte> Bytes)> Recorded { get; } = [];

    public Action<SimulatedHost, PowerEvent> Heard { get; set; } = (_, _) => { };

    public Action<SimulatedHost, Effect> Obeys { get; set; } = (_, _) => { };

    public SimulatedHost this[string name] => Hosts.First(host => host.Name == name);

    /// <summary>All hosts of a roster, started.</summary>
    public static SimulatedNetwork Of(Roster roster, int seed, Weather? weather = null)
    {
        var net = new SimulatedNetwork(seed) { Weather = weather ?? Weather.Fine };
        foreach (var entry in roster.Entries)
            net.Add(roster, entry.Name);
        foreach (var host in net.Hosts)
            host.Start();
        return net;
    }

    public SimulatedHost Add(Roster roster, string name, byte key = 7)
    {
        var address = new NetAddress((UInt128)(Hosts.Count + 1), 4000);
        var host = new SimulatedHost(this, roster, name, address, [.. Enumerable.Repeat(key, 32)]);
        Hosts.Add(host);
        _byAddress.Add(address, host);
        return host;
    }

    public void At(TimeSpan when, Action action) => _queue.Enqueue(action, (when > Now ? when : Now, _sequence++));

    public void Run(TimeSpan span)
    {
        var end = Now + span;
        while (_queue.TryPeek(out _, out var next) && next.Item1 <= end)
        {
            var action = _queue.Dequeue();
            Now = next.Item1;
            action();
        }

        Now = end;
    }

    public void RunSeconds(double seconds) => Run(TimeSpan.FromSeconds(seconds));

    /// <summary>What a terminal's journal knows of terms.</summary>
    public long JournalTermOf(string host) => _journalTerms.GetValueOrDefault(host);

    public void Journal(string host, long term) => _journalTerms[host] = term;

    public void ForgetJournal(string host)
    {
        _journalTerms.Remove(host);
        _forgetful.Add(host);
    }

    /// <summary>Its journal was lost once: if nobody else remembers, it may claim its own old term again.</summary>
    public bool HasForgotten(string host) => _forgetful.Contains(host);

    /// <summary>Cuts the network between these and all others.</summary>
    public void Isolate(params string[] names)
    {
        foreach (var one in names)
        {
            foreach (var other in Hosts.Select(host => host.Name).Except(names))
            {
                _cut.Add((one, other));
                _cut.Add((other, one));
            }
        }
    }

    public void Heal() => _cut.Clear();

    public void Send(SimulatedHost from, Dispatch dispatch)
    {
        Recorded.Add((from.Address, dispatch.Bytes));
        foreach (var to in dispatch.To is { } address ? Addressed(address) : Hosts)
            Deliver(from.Name, from.Address, to, dispatch.Bytes);
    }

    /// <summary>Somebody else puts a datagram on the wire.</summary>
    public void Inject(NetAddress from, ReadOnlyMemory<byte> bytes)
    {
        foreach (var host in Hosts)
            Deliver("", from, host, bytes);
    }

    private IEnumerable<SimulatedHost> Addressed(NetAddress address) => _byAddress.TryGetValue(address, out var host) ? [host] : [];

    private void Deliver(string from, NetAddress source, SimulatedHost to, ReadOnlyMemory<byte> bytes)
    {
        if (_cut.Contains((from, to.Name)))
            return;
        var copies = (Chance.NextDouble() < Weather.Loss ? 0 : 1) + (Chance.NextDouble() < Weather.Doubling ? 1 : 0);
        for (; copies > 0; copies--)
            At(Now + Weather.DelayMax * Chance.NextDouble(), () => to.Receive(source, bytes));
    }
}
