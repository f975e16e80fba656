using PowerController.Snmp.Ber;
using PowerController.Snmp.Messages;

namespace PowerController.Snmp.Agent;

/// <summary>
/// Answers SNMP messages from a MIB: octets in, octets out, no socket. Whatever comes in, nothing is thrown. Requests are answered one
/// at a time.
/// </summary>
public sealed partial class SnmpAgent : IDatagramService
{
    private readonly Lock _gate = new();
    private readonly AgentOptions _options;
    private readonly PduAnswerer _answerer;
    private AgentCounters _counters;

    /// <summary>An agent that serves these values.</summary>
    public SnmpAgent(IMib mib, AgentOptions options)
    {
        if (!options.Users.IsEmpty) _gateV3 = new V3Gate(options.Engine ?? throw new ArgumentException("An agent with v3 users needs an engine.", nameof(options)), options.Users);
        _options = options;
        _answerer = new PduAnswerer(mib);
    }

    /// <summary>A way to answer wrongly, for whoever simulates a faulty card.</summary>
    public AgentTwist Twist
    {
        get
        {
            lock (_gate) return _answerer.Twist;
        }

        set
        {
            lock (_gate) _answerer.Twist = value;
        }
    }

    /// <summary>What it saw so far.</summary>
    public AgentCounters Counters
    {
        get
        {
            lock (_gate) return CountRefusals(_counters with { NotAllowed = _answerer.NotAllowed });
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
            byte[] buffer = AgentScratch.Current.Message;
            int length = Answer(datagram, buffer);
            if (length > 0) peer.Send(buffer.AsSpan(buffer.Length - length));
        }
    }

    private int AnswerLocked(ReadOnlySpan<byte> datagram, Span<byte> buffer)
    {
        if (MessageView.Read(datagram, out MessageView message) != BerFault.None) return DropMalformed();
        return message.Version switch
        {
            SnmpVersion.V1 when _options.ServesV1 => AnswerCommunity(message, buffer),
            SnmpVersion.V2c when _options.ServesV2c => AnswerCommunity(message, buffer),
            SnmpVersion.V3 when _gateV3 is { } gate => AnswerV3(gate, datagram, buffer),
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

        int room = _options.MessageBytesMax - Limits.CommunityHeaderBytes - message.Community.Length;
        ReadOnlySpan<byte> pdu = AnswerPdu(message.Pdu, message.Version, community.Rights, room);
        if (pdu.IsEmpty) return 0;
        BerWriter writer = new(buffer);
        writer.Raw(pdu);
        MessageView.WriteCommunity(ref writer, message.Version, message.Community);
        return writer.Overflowed ? 0 : writer.Length;
    }

    /// <summary>The octets of the answering PDU, which are gone with the next one; none when there is no answer.</summary>
    private ReadOnlySpan<byte> AnswerPdu(ReadOnlySpan<byte> octets, SnmpVersion version, AgentRights rights, int room)
    {
        PduType type = (PduType)octets[0];
        bool isAsked = type is PduType.Get or PduType.GetNext or PduType.Set || (type == PduType.GetBulk && version != SnmpVersion.V1);
        if (!isAsked && type is >= PduType.Get and <= PduType.Report)
        {
            _counters = _counters with { UnexpectedPdu = _counters.UnexpectedPdu + 1 };
            return [];
        }

        VarBindTable table = AgentScratch.Current.Table;
        if (PduView.Read(octets, out PduView pdu) != BerFault.None || table.Read(pdu.VarBindList) != BerFault.None)
        {
            DropMalformed();
            return [];
        }

        try
        {
            BerWriter writer = new(AgentScratch.Current.Pdu);
            return _answerer.TryAnswer(ref writer, pdu, table, version, rights, room) ? writer.Written : [];
        }
        catch (Exception)
        {
            // The edge of the loop: values that cannot be read must not end the serving of all others.
            _counters = _counters with { MibFaults = _counters.MibFaults + 1 };
            return AnswerGenErr(pdu.RequestId, pdu.VarBindList, room);
        }
    }

    private static ReadOnlySpan<byte> AnswerGenErr(int requestId, ReadOnlySpan<byte> varBindList, int room)
    {
        if (varBindList.Length + Limits.PduHeaderBytes > room) return [];
        BerWriter writer = new(AgentScratch.Current.Pdu);
        PduView.Write(ref writer, PduType.Response, requestId, (int)SnmpErrorStatus.GenErr, 0, varBindList);
        return writer.Written;
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
}
