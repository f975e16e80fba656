using System.Net;
using System.Net.Sockets;
using PowerController.Snmp.Transport;

namespace PowerController.Snmp.Client;

/// <summary>
/// Asks any number of agents over one socket for each address family. Whatever an agent does comes back as a value; exceptions mean a defect of the caller.
/// The operations one awaits (get, set, walk) are in <see cref="SnmpOperations"/>.
/// </summary>
public sealed class SnmpClient : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SnmpClientOptions _options;
    private readonly TimeProvider _time;
    private volatile ClientLane? _v4;
    private volatile ClientLane? _v6;
    private bool _closed;

    /// <summary>A client; the sockets are opened with the first request of their family.</summary>
    public SnmpClient(SnmpClientOptions? options = null, TimeProvider? time = null)
    {
        _options = options ?? new SnmpClientOptions();
        _time = time ?? TimeProvider.System;
        if (_options.InFlightMax is < 1 or > Limits.InFlight) throw new ArgumentException($"Requests in flight are 1 to {Limits.InFlight}.", nameof(options));
    }

    /// <summary>True where the system can send and receive many datagrams with one call.</summary>
    public static bool CanBatch => LinuxDatagrams.AreHere;

    /// <summary>How it was made.</summary>
    public SnmpClientOptions Options => _options;

    /// <summary>What happened so far.</summary>
    public SnmpCounters Counters => SnmpCounters.Sum(_v4?.Counters ?? default, _v6?.Counters ?? default);

    /// <summary>"mmsg" or "sockets": which way datagrams take, once a request was sent.</summary>
    public string? TransportKind => (_v4 ?? _v6)?.TransportKind;

    /// <summary>
    /// Starts a prepared request; when it says Started, the sink is called exactly once. Allocates nothing. With <paramref name="more"/> the message may
    /// wait (50 ms at most) for the next start, so that many go out with one system call; give it to all but the last of a series.
    /// </summary>
    public StartResult TryStart(SnmpTarget target, PreparedRequest request, IAnswerSink sink, long tag, bool more = false) =>
        LaneOf(target) is { } lane ? lane.Start(target, request, sink, tag, more) : StartResult.Closed;

    /// <summary>Sends a prepared request and awaits what it brings; waits for its turn when too many are in flight.</summary>
    public Task<SnmpReply> SendAsync(SnmpTarget target, PreparedRequest request, CancellationToken cancel = default) =>
        LaneOf(target) is { } lane ? lane.SendAsync(target, request, cancel) : Task.FromResult(SnmpReply.Failed(SnmpFailureKind.Closed));

    /// <summary>Ends the receiving; requests in flight fail as closed.</summary>
    public void Dispose()
    {
        lock (_gate) _closed = true;
        _v4?.Dispose();
        _v6?.Dispose();
    }

    private ClientLane? LaneOf(SnmpTarget target) => (target.Address.Family == AddressFamily.InterNetwork ? _v4 : _v6) ?? Open(target.Address.Family);

    private ClientLane? Open(AddressFamily family)
    {
        lock (_gate)
        {
            if (_closed) return null;
            return family == AddressFamily.InterNetwork
                ? _v4 ??= new ClientLane(OpenPort(_options.LocalV4), _options.InFlightMax, _time)
                : _v6 ??= new ClientLane(OpenPort(_options.LocalV6), _options.InFlightMax, _time);
        }
    }

    private DatagramPort OpenPort(IPEndPoint local) => _options.Transport switch
    {
        SnmpTransport.Automatic when LinuxDatagrams.AreHere => new BatchedPort(local),
        SnmpTransport.Batched => LinuxDatagrams.AreHere ? new BatchedPort(local) : throw new PlatformNotSupportedException("This system has no batched datagram calls; choose Automatic or Sockets."),
        _ => new OrdinaryPort(local),
    };
}
