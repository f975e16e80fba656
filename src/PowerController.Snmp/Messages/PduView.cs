using PowerController.Snmp.Ber;

namespace PowerController.Snmp.Messages;

/// <summary>The fields of a PDU, pointing into the message; every type but the v1 trap.</summary>
public ref struct PduView
{
    /// <summary>What it asks or tells.</summary>
    public PduType Type;

    /// <summary>The number that ties an answer to its request.</summary>
    public int RequestId;

    /// <summary>Of an answer: the error status. Of GETBULK: the number of non-repeaters.</summary>
    public int ErrorStatus;

    /// <summary>Of an answer: the 1-based place of the error. Of GETBULK: the maximum of repetitions.</summary>
    public int ErrorIndex;

    /// <summary>The content of the list of variable bindings; see <see cref="VarBindTable"/>.</summary>
    public ReadOnlySpan<byte> VarBindList;

    /// <summary>Of GETBULK: how many of the first variables are asked once.</summary>
    public readonly int NonRepeaters => ErrorStatus;

    /// <summary>Of GETBULK: how often the others are repeated at most.</summary>
    public readonly int MaxRepetitions => ErrorIndex;

    /// <summary>Reads the fields; the variable bindings are not looked at yet.</summary>
    public static BerFault Read(ReadOnlySpan<byte> octets, out PduView pdu)
    {
        pdu = default;
        BerReader outer = new(octets);
        if (!outer.TryRead(out byte tag, out ReadOnlySpan<byte> content)) return outer.Fault;
        if (tag is < (byte)PduType.Get or > (byte)PduType.Report or (byte)PduType.TrapV1) return BerFault.UnknownPdu;
        pdu.Type = (PduType)tag;
        BerReader reader = new(content);
        _ = reader.TryReadInt32(out pdu.RequestId) && reader.TryReadInt32(out pdu.ErrorStatus) && reader.TryReadInt32(out pdu.ErrorIndex)
            && reader.TryRead(BerTag.Sequence, out pdu.VarBindList);
        return reader.Fault;
    }

    /// <summary>Writes a PDU around variable bindings that are encoded already.</summary>
    public static void Write(ref BerWriter writer, PduType type, int requestId, int errorStatus, int errorIndex, scoped ReadOnlySpan<byte> varBindList)
    {
        int mark = writer.Length;
        writer.Octets(varBindList, BerTag.Sequence);
        WriteFields(ref writer, type, requestId, errorStatus, errorIndex, mark);
    }

    /// <summary>Writes a PDU with variable bindings.</summary>
    public static void Write(ref BerWriter writer, PduType type, int requestId, int errorStatus, int errorIndex, scoped ReadOnlySpan<VarBind> varBinds)
    {
        int mark = writer.Length;
        writer.VarBinds(varBinds);
        writer.Wrap(BerTag.Sequence, mark);
        WriteFields(ref writer, type, requestId, errorStatus, errorIndex, mark);
    }

    private static void WriteFields(ref BerWriter writer, PduType type, int requestId, int errorStatus, int errorIndex, int mark)
    {
        writer.Int64(errorIndex);
        writer.Int64(errorStatus);
        writer.Int64(requestId);
        writer.Wrap((byte)type, mark);
    }
}
