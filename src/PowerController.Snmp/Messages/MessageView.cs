using PowerController.Snmp.Ber;

namespace PowerController.Snmp.Messages;

/// <summary>The outer fields of a message of any version, pointing into the datagram.</summary>
public ref struct MessageView
{
    /// <summary>The version the message says it has.</summary>
    public SnmpVersion Version;

    /// <summary>v1 and v2c: the community.</summary>
    public ReadOnlySpan<byte> Community;

    /// <summary>v1 and v2c: the PDU with its tag; see <see cref="PduView"/> and <see cref="TrapV1View"/>.</summary>
    public ReadOnlySpan<byte> Pdu;

    /// <summary>v3: the message after its version; see V3View.</summary>
    public ReadOnlySpan<byte> V3Body;

    /// <summary>The tag of the PDU of a v1 or v2c message.</summary>
    public readonly PduType PduType => (PduType)(Pdu.IsEmpty ? 0 : Pdu[0]);

    /// <summary>Reads the outer fields. Octets after the message are ignored, as other implementations do.</summary>
    public static BerFault Read(ReadOnlySpan<byte> datagram, out MessageView message)
    {
        message = default;
        BerReader outer = new(datagram);
        if (!outer.TryRead(BerTag.Sequence, out ReadOnlySpan<byte> content)) return outer.Fault;
        BerReader reader = new(content);
        if (!reader.TryReadInt32(out int version)) return reader.Fault;
        message.Version = (SnmpVersion)version;
        switch (message.Version)
        {
            case SnmpVersion.V1 or SnmpVersion.V2c:
                if (!reader.TryRead(BerTag.OctetString, out message.Community)) return reader.Fault;
                message.Pdu = reader.Rest;
                return message.Pdu.IsEmpty ? BerFault.Truncated : BerFault.None;
            case SnmpVersion.V3:
                message.V3Body = reader.Rest;
                return BerFault.None;
            default:
                return BerFault.UnknownVersion;
        }
    }

    /// <summary>Puts version and community before a PDU that was written since <paramref name="mark"/>, which completes a v1 or v2c message.</summary>
    public static void WriteCommunity(ref BerWriter writer, SnmpVersion version, scoped ReadOnlySpan<byte> community, int mark = 0)
    {
        writer.Octets(community);
        writer.Int64((int)version);
        writer.Wrap(BerTag.Sequence, mark);
    }
}
