using PowerController.Snmp.Ber;
using PowerController.Snmp.Messages;

namespace PowerController.Snmp.Agent;

/// <summary>
/// Answers SNMP messages from a MIB: octets in, octets out, no socket. Whatever comes in, nothing is thrown. Requests are answered one
/// at a time.
/// </summary>
public sealed class SnmpAgent : IDatagramService
{
    private readonly Lock _gate = new();
    private readonly AgentOptions _options;
    private readonly PduAnswerer _answerer;
    private readonly VarBindTable _table = new();
    private readonly byte[] _buffer = new byte[Limits.DatagramBytes];
    private AgentCounters _counters;

    /// <summary>An agent that serves these values.</summary>
    public SnmpAgent(IMib mib, AgentOptions options)
    {
        _options = options;
        _answerer = new PduAnswerer(mib);
    }

    /// <summary>What it saw so far.</summary>
    public AgentCounters Counters
    {
        get
        {
            lock (_gate) return _counters with { NotAllowed = _answerer.NotAllowed };
        }
    }

    /// <summary>Writes the answer to a message at the end of the buffer and says how long it is; 0 when there is none.</summary>
    public int Answer(ReadOnlySpan<byte> datagram, Span<byte> buffer)
    {
        lock (_gate)
        {
            _counters = _counters with { Received = _counters.Received + 1 };
            int length = AnswerLocked(datagram, buffer);
            if (length > 0) _counters = _counters with { Answered = _counters.Answered + 1 };
            return length;
        }
    }

    /// <inheritdoc/>
    public void Handle(ReadOnlySpan<byte> datagram, DatagramPeer peer)
    {
        lock (_gate)
        {
            int length = Answer(datagram, _buffer);
            if (length > 0) peer.Send(_buffer.AsSpan(_buffer.Length - length));
        }
    }

    private int AnswerLocked(ReadOnlySpan<byte> datagram, Span<byte> buffer)
    {
        if (MessageView.Read(datagram, out MessageView message) != BerFault.None) return DropMalformed();
        return message.Version switch
        {
            SnmpVersion.V1 when _options.ServesV1 => AnswerCommunity(message, buffer),
            SnmpVersion.V2c when _options.ServesV2c => AnswerCommunity(message, buffer),
            _ => DropVersion(),
        };
    }

    private int AnswerCommunity(in MessageView message, Span<byte> buffer)
    {
        AgentCommunity? community = null;
        foreach (AgentCommunity candidate in _options.Communities)
        {
            if (candidate.Is(message.Community)) community = candidate;
        }

        if (community is null)
        {
            _counters = _counters with { WrongCommunity = _counters.WrongCommunity + 1 };
            return 0;
        }

        BerWriter writer = new(buffer);
        int room = _options.MessageBytesMax - Limits.CommunityHeaderBytes - message.Community.Length;
        if (!TryAnswerPdu(ref writer, message.Pdu, message.Version, community.Rights, room)) return 0;
        MessageView.WriteCommunity(ref writer, message.Version, message.Community);
        return writer.Overflowed ? 0 : writer.Length;
    }

    private bool TryAnswerPdu(ref BerWriter writer, ReadOnlySpan<byte> octets, SnmpVersion version, AgentRights rights, int room)
    {
        if (!octets.IsEmpty && octets[0] == (byte)PduType.TrapV1) return DropPdu();
        if (PduView.Read(octets, out PduView pdu) != BerFault.None) return DropMalformed() > 0;
        if (pdu.Type is not (PduType.Get or PduType.GetNext or PduType.GetBulk or PduType.Set) || (pdu.Type == PduType.GetBulk && version == SnmpVersion.V1)) return DropPdu();
        if (_table.Read(pdu.VarBindList) != BerFault.None) return DropMalformed() > 0;
        try
        {
            return _answerer.TryAnswer(ref writer, pdu, _table, version, rights, room);
        }
        catch (Exception)
        {
            // The edge of the loop: values that cannot be read must not end the serving of all others.
            _counters = _counters with { MibFaults = _counters.MibFaults + 1 };
            return AnswerGenErr(ref writer, pdu, room);
        }
    }

    private static bool AnswerGenErr(ref BerWriter writer, in PduView pdu, int room)
    {
        if (pdu.VarBindList.Length + Limits.PduHeaderBytes > room || writer.Length > 0) return false;
        PduView.Write(ref writer, PduType.Response, pdu.RequestId, (int)SnmpErrorStatus.GenErr, 0, pdu.VarBindList);
        return !writer.Overflowed;
    }

    private int DropMalformed()
    {
        _counters = _counters with { Malformed = _counters.Malformed + 1 };
        return 0;
    }

    private int DropVersion()
    {
        _counters = _counters with { WrongVersion = _counters.WrongVersion + 1 };
        return 0;
    }

    private bool DropPdu()
    {
        _counters = _counters with { UnexpectedPdu = _counters.UnexpectedPdu + 1 };
        return false;
    }
}
