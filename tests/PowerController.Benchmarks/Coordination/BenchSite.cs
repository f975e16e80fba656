using System.Collections.Immutable;
using PowerController.Coordination.Keys;
using PowerController.Coordination.Membership;
using PowerController.Coordination.Sealing;
using PowerController.Coordination.Stations;
using PowerController.Coordination.Tests.Network;

namespace PowerController.Benchmarks.Coordination;

/// <summary>A site's hosts in one process, with real keys and a perfect network without delay; time is moved by hand.</summary>
internal sealed class BenchSite : IDisposable
{
    private readonly SortedDictionary<string, Station> _stations = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, NetAddress> _addresses = new(StringComparer.Ordinal);
    private readonly Queue<(string From, Dispatch Dispatch)> _wire = new();
    private readonly List<(NetAddress From, ReadOnlyMemory<byte> Bytes)> _recorded = [];
    private readonly SiteKeys _keys;
    private readonly ImmutableArray<ImmutableArray<VerifyingKey>> _pinned;
    private readonly List<SigningKey> _signing = [];

    public BenchSite(int terminals, int nodes)
    {
        var roster = SampleSite.Roster(terminals, nodes);
        _keys = new SiteKeys(new byte[32], roster);
        var own = roster.Entries.Where(entry => entry.IsTerminal)
            .Select(entry => TerminalKeys.New(entry.Name, [.. Enumerable.Repeat((byte)(entry.Slot + 1), TerminalKeys.RandomBytes)], DateTimeOffset.UnixEpoch)).ToList();
        _pinned = own.Aggregate(PinnedKeys.None, (pinned, keys) => pinned.With(keys)).For(roster);
        foreach (var entry in roster.Entries)
        {
            var signing = own.Find(keys => keys.Host == entry.Name)?.Signing();
            if (signing is not null)
                _signing.Add(signing);
            _stations.Add(entry.Name, new Station(
                HostState.Of(roster, Timing.Default, entry.Name, 5, Clock, 1, null), new DatagramReader(roster, [_keys], _pinned), new DatagramWriter(roster, entry.Name, 5, _keys, signing)));
            _addresses.Add(entry.Name, new NetAddress((UInt128)_addresses.Count + 1, 4000));
        }
    }

    public TimeSpan Clock { get; set; }

    public Station this[string name] => _stations[name];

    public NetAddress AddressOf(string name) => _addresses[name];

    public void Do(string host, HostInput input)
    {
        foreach (var dispatch in _stations[host].Step(input).Dispatches)
            _wire.Enqueue((host, dispatch));
    }

    /// <summary>Until nothing is on the wire any more.</summary>
    public void Deliver()
    {
        while (_wire.TryDequeue(out var sent))
        {
            foreach (var (name, station) in _stations)
            {
                if (name == sent.From || (sent.Dispatch.To is { } to && to != _addresses[name]))
                    continue;
                if (station.Receive(Clock, _addresses[sent.From], sent.Dispatch.Bytes.Span) is not { } step)
                    continue;
                foreach (var answer in step.Dispatches)
                    _wire.Enqueue((name, answer));
            }
        }
    }

    /// <summary>Lets time pass in steps of a quarter of a second; everything that was said.</summary>
    public List<(NetAddress From, ReadOnlyMemory<byte> Bytes)> Talk(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            Clock += TimeSpan.FromMilliseconds(250);
            foreach (var (name, station) in _stations)
            {
                if (Clock < Coordinator.DueAt(station.State))
                    continue;
                foreach (var dispatch in station.Step(new Tick(Clock)).Dispatches)
                {
                    _recorded.Add((_addresses[name], dispatch.Bytes));
                    _wire.Enqueue((name, dispatch));
                }
            }

            Deliver();
        }

        return _recorded;
    }

    public void Dispose()
    {
        _keys.Dispose();
        foreach (var key in _signing)
            key.Dispose();
        foreach (var key in _pinned.SelectMany(keys => keys))
            key.Dispose();
    }
}
