using System.Net;
using PowerController.Snmp.Agent;
using PowerController.Snmp.Ber;
using PowerController.Snmp.Messages;

namespace PowerController.Snmp.Notifications;

/// <summary>
/// Takes traps and informs, acknowledges the informs, and hands on what came from a known sender. The receiver is called on the receiving
/// thread and returns at once; whatever the network brings, nothing is thrown. An inform whose acknowledgement was lost comes twice.
/// </summary>
public sealed partial class NotificationListener : IDatagramService
{
    private readonly Lock _gate = new();
    private readonly ListenerOptions _options;
    private readonly Action<Notification> _receiver;
    private readonly TimeProvider _time;
    private readonly VarBindTable _table = new();
    private readonly byte[] _buffer = new byte[Limits.DatagramBytes];
    private ListenerCounters _counters;

    /// <summary>A listener; serve it on a <see cref="DatagramHost"/>.</summary>
    public NotificationListener(ListenerOptions options, Action<Notification> receiver, TimeProvider? time = null)
    {
        _options = options;
        _receiver = receiver;
        _time = time ?? TimeProvider.System;
        _clocks = new SenderClocks(_time);
        if (!options.Users.IsEmpty) _gateV3 = new V3Gate(options.Engine ?? throw new ArgumentException("A listener with v3 users needs an engine.", nameof(options)), options.Users);
    }

    /// <summary>What it saw so far.</summary>
    public ListenerCounters Counters
    {
        get
        {
            lock (_gate) return _counters;
        }
    }

    /// <inheritdoc/>
    public void Handle(ReadOnlySpan<byte> datagram, DatagramPeer peer)
    {
        lock (_gate)
        {
            _counters = _counters with { Received = _counters.Received + 1 };
            IPEndPoint source = peer.Remote;
            if (_options.IsKnown is { } known && !known(source.Address))
            {
                _counters = _counters with { Foreign = _counters.Foreign + 1 };
                return;
            }

            if (MessageView.Read(datagram, out MessageView message) != BerFault.None) CountMalformed();
            else if (message.Version == SnmpVersion.V3) HandleV3(datagram, peer, source);
            else HandleCommunity(message, peer, source);
        }
    }

    private void HandleCommunity(in MessageView message, DatagramPeer peer, IPEndPoint source)
    {
        if (!IsKnownCommunity(message.Community))
        {
            _counters = _counters with { WrongCommunity = _counters.WrongCommunity + 1 };
            return;
        }

        long now = _time.GetTimestamp();
        if (message.Version == SnmpVersion.V1)
        {
            HandOn(NotificationReader.ReadV1(message.Pdu, _table, source, now));
            return;
        }

        if (PduView.Read(message.Pdu, out PduView pdu) != BerFault.None || NotificationReader.ReadV2(pdu, _table, message.Version, source, now) is not { } notification)
        {
            CountMalformed();
            return;
        }

        if (notification.IsInform)
        {
            BerWriter writer = new(_buffer);
            PduView.Write(ref writer, PduType.Response, pdu.RequestId, 0, 0, pdu.VarBindList);
            MessageView.WriteCommunity(ref writer, message.Version, message.Community);
            Acknowledge(writer.Overflowed ? [] : writer.Written, peer);
        }

        HandOn(notification);
    }

    private bool IsKnownCommunity(ReadOnlySpan<byte> community)
    {
        bool known = false;
        foreach (AgentCommunity candidate in _options.Communities) known |= candidate.Is(community);
        return known;
    }

    private void Acknowledge(ReadOnlySpan<byte> answer, DatagramPeer peer)
    {
        if (answer.IsEmpty) return;
        peer.Send(answer);
        _counters = _counters with { Acknowledged = _counters.Acknowledged + 1 };
    }

    private void HandOn(Notification? notification)
    {
        if (notification is null)
        {
            CountMalformed();
            return;
        }

        _counters = _counters with { Notifications = _counters.Notifications + 1 };
        try
        {
            _receiver(notification);
        }
        catch (Exception)
        {
            // The edge of the loop: a defect of the receiver must not end the listening.
            _counters = _counters with { ReceiverFaults = _counters.ReceiverFaults + 1 };
        }
    }

    private void CountMalformed() => _counters = _counters with { Malformed = _counters.Malformed + 1 };
}
