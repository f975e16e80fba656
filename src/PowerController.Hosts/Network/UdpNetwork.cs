using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using PowerController.Coordination.Membership;

namespace PowerController.Hosts.Network;

/// <summary>
/// The ways of a host over UDP. Listens on its own address, and on each group address beside it, because Linux gives a broadcast only to sockets that are bound to
/// it or to the wildcard. Speaks from its own address; where a group address means every network, from each interface. What is not there is tried again.
/// </summary>
public sealed class UdpNetwork : IHostNetwork
{
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly PathHealth _health;
    private NetworkPlan _plan;
    private INetworkListener? _listener;
    private ITimer? _keeper;
    private volatile Ways _ways = Ways.None;
    private bool _closed;

    public UdpNetwork(NetworkPlan plan, TimeProvider time)
    {
        (_plan, _time) = (plan, time);
        _health = new PathHealth(time);
    }

    /// <inheritdoc/>
    public void Open(INetworkListener listener)
    {
        _listener = listener;
        Keep();
        _keeper = _time.CreateTimer(_ => Keep(), null, Limits.PathRetry, Limits.PathRetry);
    }

    /// <inheritdoc/>
    public void Use(NetworkPlan plan)
    {
        lock (_gate)
            _plan = plan;
        Keep();
    }

    /// <inheritdoc/>
    public void Send(NetAddress? to, ReadOnlySpan<byte> datagram)
    {
        var ways = _ways;
        if (to is { } one)
        {
            // An answer goes out by the way of its family; a problem there shows in the heartbeats.
            ways.Of(Addresses.FamilyOf(one))?.Send(datagram, Addresses.EndPointOf(one).Serialize());
            return;
        }

        foreach (var (path, group, name) in ways.Groups)
            _health.Note(name, path.Send(datagram, group));
        foreach (var (path, other) in ways.List)
            path.Send(datagram, other);
    }

    public void Dispose()
    {
        _keeper?.Dispose();
        Ways ways;
        lock (_gate)
        {
            _closed = true;
            ways = _ways;
            _ways = Ways.None;
        }

        foreach (var path in ways.Paths)
            path.Dispose();
    }

    // Opens what is not open, follows the interfaces and the plan, and tells what has changed.
    private void Keep()
    {
        List<UdpPath> gone = [];
        lock (_gate)
        {
            if (_closed)
                return;
            var wanted = WantedPaths();
            var paths = _ways.Paths.ToList();
            gone.AddRange(paths.Where(path => !wanted.Contains((path.Address, path.IsGroup))));
            paths.RemoveAll(gone.Contains);
            foreach (var (address, isGroup) in wanted)
            {
                if (paths.Count < INetworkListener.Lanes && !paths.Exists(path => path.Address.Equals(address) && path.IsGroup == isGroup))
                    paths.Add(new UdpPath(address, _plan.Port, isGroup, _listener!, FreeLane(paths, gone)));
            }

            foreach (var path in paths)
                _health.Note(path.Address.ToString(), path.TryOpen() ? null : path.Problem);
            _ways = Ways.Of(_plan, [.. paths.OrderByDescending(path => path.Address.Equals(_plan.Own))]);
        }

        foreach (var path in gone)
            path.Dispose();
        foreach (var (name, problem) in _health.Changes())
            _listener!.PathChanged(name, problem);
    }

    private HashSet<(IPAddress Address, bool IsGroup)> WantedPaths()
    {
        var wanted = new HashSet<(IPAddress, bool)> { (_plan.Own, false) };
        var interfaces = Addresses.OfInterfaces();
        // Where its own address has gone, or is one that only others see, the host goes on with what it has.
        var hasOwn = IPAddress.IsLoopback(_plan.Own) || _plan.Own.AddressFamily != AddressFamily.InterNetwork || interfaces.Contains(_plan.Own);
        foreach (var family in _plan.List.Concat(_plan.Groups).Select(address => address.AddressFamily).Distinct())
        {
            if (family != _plan.Own.AddressFamily)
                wanted.Add((Addresses.AnyOf(family), false));
        }

        if (!hasOwn && !_plan.Own.Equals(IPAddress.Any))
        {
            wanted.Remove((_plan.Own, false));
            wanted.Add((IPAddress.Any, false));
            _health.Note(_plan.Own.ToString(), $"this machine does not have the address {_plan.Own} now; it listens on all that it has");
        }

        var isEverywhere = wanted.Contains((IPAddress.Any, false));
        foreach (var group in _plan.Groups)
        {
            // The wildcard hears broadcasts by itself, and other systems than Linux give them to every socket.
            if (Addresses.IsMulticast(group) || (OperatingSystem.IsLinux() && !isEverywhere))
                wanted.Add((group, true));
        }

        if (_plan.Groups.Contains(IPAddress.Broadcast) && !isEverywhere && !IPAddress.IsLoopback(_plan.Own))
            wanted.UnionWith(interfaces.Select(address => (address, false)));
        return wanted;
    }

    private static int FreeLane(List<UdpPath> paths, List<UdpPath> gone) =>
        Enumerable.Range(0, INetworkListener.Lanes).First(lane => !paths.Concat(gone).Any(path => path.Lane == lane));

    /// <summary>What is open, and what is sent where; swapped whole.</summary>
    private sealed record Ways(
        ImmutableArray<UdpPath> Paths, ImmutableArray<(UdpPath Path, SocketAddress To, string Name)> Groups, ImmutableArray<(UdpPath Path, SocketAddress To)> List)
    {
        public static Ways None { get; } = new([], [], []);

        public static Ways Of(NetworkPlan plan, ImmutableArray<UdpPath> paths)
        {
            var bare = new Ways(paths, [], []);
            var groups = ImmutableArray.CreateBuilder<(UdpPath, SocketAddress, string)>();
            foreach (var group in plan.Groups)
            {
                var to = new IPEndPoint(group, plan.Port).Serialize();
                // One network is reached from any address; a broadcast to all of them goes out by each interface.
                foreach (var path in group.Equals(IPAddress.Broadcast) ? paths.Where(path => !path.IsGroup && path.Family == AddressFamily.InterNetwork) : [bare.Of(group.AddressFamily)!])
                    groups.Add((path, to, $"{path.Address} to {group}"));
            }

            return new Ways(paths, groups.ToImmutable(), [.. plan.List.Select(other => (bare.Of(other.AddressFamily)!, new IPEndPoint(other, plan.Port).Serialize()))]);
        }

        /// <summary>The first that is not for listening only: the host's own address comes first.</summary>
        public UdpPath? Of(AddressFamily family) => Paths.FirstOrDefault(path => !path.IsGroup && path.Family == family);
    }
}
