using System.Net;
using System.Net.Sockets;

namespace PowerController.Snmp.Client;

/// <summary>One agent: where it is, how to show who we are, how patient to be. Used with one client only.</summary>
public sealed class SnmpTarget
{
    private readonly TimeSpan _timeout = TimeSpan.FromSeconds(2);
    private readonly int _retries = 2;
    private readonly int _inFlightMax = Limits.InFlightPerTargetDefault;
    private readonly int _requestBytesMax = Limits.RequestBytes;

    /// <summary>An agent at an address.</summary>
    public SnmpTarget(IPEndPoint endPoint, SnmpCredentials credentials)
    {
        // One socket a family serves all targets, so an IPv4 address must not hide inside an IPv6 one.
        EndPoint = endPoint.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(endPoint.Address.MapToIPv4(), endPoint.Port) : endPoint;
        Credentials = credentials;
        Address = EndPoint.Serialize();
        Session = credentials is UsmCredentials ? new UsmSession() : null;
    }

    /// <summary>An agent at an address on SNMP's own port.</summary>
    public SnmpTarget(IPAddress address, SnmpCredentials credentials)
        : this(new IPEndPoint(address, 161), credentials)
    {
    }

    /// <summary>Where it is.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Who we are there.</summary>
    public SnmpCredentials Credentials { get; }

    /// <summary>The deadline of one request, all its tries together.</summary>
    public TimeSpan Timeout
    {
        get => _timeout;
        init => _timeout = value > TimeSpan.Zero && value <= Limits.TimeoutMax ? value : throw new ArgumentOutOfRangeException(nameof(value), $"A timeout lies above zero and is at most {Limits.TimeoutMax}.");
    }

    /// <summary>How often a request is sent again within its deadline.</summary>
    public int Retries
    {
        get => _retries;
        init => _retries = value is >= 0 and <= Limits.RetriesMax ? value : throw new ArgumentOutOfRangeException(nameof(value), $"Retries are 0 to {Limits.RetriesMax}.");
    }

    /// <summary>How many requests may be in flight to it at a time.</summary>
    public int InFlightMax
    {
        get => _inFlightMax;
        init => _inFlightMax = value is >= 1 and <= Limits.InFlight ? value : throw new ArgumentOutOfRangeException(nameof(value), $"Requests in flight are 1 to {Limits.InFlight}.");
    }

    /// <summary>The largest message sent to it; a GET that needs more is split.</summary>
    public int RequestBytesMax
    {
        get => _requestBytesMax;
        init => _requestBytesMax = value is >= Limits.MessageBytesMin and <= Limits.DatagramBytes ? value : throw new ArgumentOutOfRangeException(nameof(value), $"A message size is {Limits.MessageBytesMin} to {Limits.DatagramBytes}.");
    }

    /// <summary>The endpoint as the system wants it.</summary>
    internal SocketAddress Address { get; }

    /// <summary>Requests in flight; under the lock of the lane that owns the target.</summary>
    internal int InFlight { get; set; }

    /// <summary>Convenience requests that wait because this target has enough in flight; under the same lock.</summary>
    internal Queue<AsyncRequest>? Waiting { get; set; }

    /// <summary>v3: what is known about its engine; under the same lock.</summary>
    internal UsmSession? Session { get; }

    /// <summary>The lane that serves the target; set at its first request.</summary>
    internal object? Owner { get; private set; }

    /// <summary>The timeout in ticks of the owner's clock.</summary>
    internal long TimeoutTicks { get; private set; }

    /// <summary>The pause before a message is sent again, in ticks of the owner's clock.</summary>
    internal long PauseTicks { get; private set; }

    /// <summary>Binds the target to the lane that serves it.</summary>
    internal void SetOwner(object owner, long ticksPerSecond)
    {
        TimeSpan pause = Timeout / (Retries + 1);
        Owner = owner;
        TimeoutTicks = (long)(Timeout.TotalSeconds * ticksPerSecond);
        PauseTicks = (long)((pause > Limits.ResendPauseMin ? pause : Limits.ResendPauseMin).TotalSeconds * ticksPerSecond);
    }

    /// <summary>True when a socket address is this target's.</summary>
    internal bool IsAt(ReadOnlySpan<byte> source)
    {
        // Family, then port and address; an IPv6 address stands behind its flow label, and what follows is the scope, which only we know.
        ReadOnlySpan<byte> own = Address.Buffer.Span;
        return Address.Family == AddressFamily.InterNetwork
            ? source.Length >= 8 && source[..8].SequenceEqual(own[..8])
            : source.Length >= 24 && source[2..4].SequenceEqual(own[2..4]) && source[8..24].SequenceEqual(own[8..24]);
    }

    /// <summary>The address, never the secret.</summary>
    public override string ToString() => EndPoint.ToString();
}
