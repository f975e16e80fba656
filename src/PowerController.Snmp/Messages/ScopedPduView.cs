using PowerController.Snmp.Ber;

namespace PowerController.Snmp.Messages;

/// <summary>The inner part of a v3 message: for which context, and the PDU.</summary>
public ref struct ScopedPduView
{
    /// <summary>The engine that holds the context.</summary>
    public ReadOnlySpan<byte> ContextEngineId;

    /// <summary>The context.</summary>
    public ReadOnlySpan<byte> ContextName;

    /// <summary>The PDU with its tag.</summary>
    public ReadOnlySpan<byte> Pdu;

    /// <summary>Reads the fields; octets behind them are padding of the cipher.</summary>
    public static BerFault Read(ReadOnlySpan<byte> octets, out ScopedPduView scoped)
    {
        scoped = default;
        BerReader outer = new(octets);
        if (!outer.TryRead(BerTag.Sequence, out ReadOnlySpan<byte> content)) return outer.Fault;
        BerReader reader = new(content);
        if (!reader.TryRead(BerTag.OctetString, out scoped.ContextEngineId) || !reader.TryRead(BerTag.OctetString, out scoped.ContextName)) return reader.Fault;
        if (scoped.ContextName.Length > Limits.ContextNameBytes) return BerFault.FieldOutOfRange;
        scoped.Pdu = reader.Rest;
        return scoped.Pdu.IsEmpty ? BerFault.Truncated : BerFault.None;
    }
}
