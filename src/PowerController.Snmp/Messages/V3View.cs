using PowerController.Snmp.Ber;
using PowerController.Snmp.Security;

namespace PowerController.Snmp.Messages;

/// <summary>The fields of a v3 message with the user-based security model, pointing into the datagram. Nothing is checked against keys yet.</summary>
public ref struct V3View
{
    private const int UserBasedModel = 3;

    /// <summary>Ties an answer to its request.</summary>
    public int MessageId;

    /// <summary>The largest message the sender takes.</summary>
    public int MaxSize;

    /// <summary>The level the message says it has.</summary>
    public UsmLevel Level;

    /// <summary>True when the sender wants a report about what is wrong.</summary>
    public bool Reportable;

    /// <summary>The authoritative engine; empty in a discovery.</summary>
    public ReadOnlySpan<byte> EngineId;

    /// <summary>How often the authoritative engine has started.</summary>
    public int Boots;

    /// <summary>Seconds since its last start.</summary>
    public int Time;

    /// <summary>The user.</summary>
    public ReadOnlySpan<byte> UserName;

    /// <summary>Where in the datagram the digest is, −1 when there is none.</summary>
    public int MacOffset;

    /// <summary>How many octets the digest has.</summary>
    public int MacLength;

    /// <summary>What the receiver needs to decrypt.</summary>
    public ReadOnlySpan<byte> PrivParameters;

    /// <summary>Where in the datagram the scoped PDU (with its tag) or its encrypted octets begin.</summary>
    public int DataOffset;

    /// <summary>How many octets these are.</summary>
    public int DataLength;

    /// <summary>Reads the fields of a message whose outer fields were read from the same datagram.</summary>
    public static BerFault Read(ReadOnlySpan<byte> datagram, in MessageView message, out V3View view)
    {
        view = default;
        view.MacOffset = -1;
        BerReader body = new(message.V3Body);
        if (!body.TryRead(BerTag.Sequence, out ReadOnlySpan<byte> header)) return body.Fault;
        BerFault fault = ReadHeader(header, ref view);
        if (fault != BerFault.None) return fault;
        if (!body.TryRead(BerTag.OctetString, out ReadOnlySpan<byte> security)) return body.Fault;
        fault = ReadSecurity(datagram, security, ref view);
        if (fault != BerFault.None) return fault;
        ReadOnlySpan<byte> data = body.Rest;
        if (view.Level == UsmLevel.AuthPriv && !body.TryRead(BerTag.OctetString, out data)) return body.Fault;
        if (data.IsEmpty) return BerFault.Truncated;
        datagram.Overlaps(data, out view.DataOffset);
        view.DataLength = data.Length;
        return BerFault.None;
    }

    private static BerFault ReadHeader(ReadOnlySpan<byte> header, ref V3View view)
    {
        BerReader reader = new(header);
        if (!reader.TryReadInt32(out view.MessageId) || !reader.TryReadInt32(out view.MaxSize)
            || !reader.TryRead(BerTag.OctetString, out ReadOnlySpan<byte> flags) || !reader.TryReadInt32(out int model)) return reader.Fault;
        if (model != UserBasedModel) return BerFault.UnknownSecurityModel;
        if (flags.Length != 1 || (flags[0] & 3) == 2 || view.MessageId < 0) return BerFault.FieldOutOfRange;
        view.Level = (UsmLevel)(flags[0] & 3);
        view.Reportable = (flags[0] & 4) != 0;
        return BerFault.None;
    }

    private static BerFault ReadSecurity(ReadOnlySpan<byte> datagram, ReadOnlySpan<byte> security, ref V3View view)
    {
        BerReader outer = new(security);
        if (!outer.TryRead(BerTag.Sequence, out ReadOnlySpan<byte> fields)) return outer.Fault;
        BerReader reader = new(fields);
        if (!reader.TryRead(BerTag.OctetString, out view.EngineId) || !reader.TryReadInt32(out view.Boots) || !reader.TryReadInt32(out view.Time)
            || !reader.TryRead(BerTag.OctetString, out view.UserName) || !reader.TryRead(BerTag.OctetString, out ReadOnlySpan<byte> mac)
            || !reader.TryRead(BerTag.OctetString, out view.PrivParameters)) return reader.Fault;
        if (view.EngineId.Length > Limits.EngineIdBytesMax || view.UserName.Length > Limits.UserNameBytes || view.Boots < 0 || view.Time < 0) return BerFault.FieldOutOfRange;
        view.MacLength = mac.Length;
        if (!mac.IsEmpty) datagram.Overlaps(mac, out view.MacOffset);
        return BerFault.None;
    }
}
