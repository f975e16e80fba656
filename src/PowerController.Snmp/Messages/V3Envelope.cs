using PowerController.Snmp.Ber;
using PowerController.Snmp.Security;

namespace PowerController.Snmp.Messages;

/// <summary>What goes around a PDU to make it a v3 message, on either side.</summary>
public ref struct V3Envelope
{
    private const int UserBasedModel = 3;

    /// <summary>Ties an answer to its request.</summary>
    public int MessageId;

    /// <summary>The level; authPriv and authNoPriv need <see cref="Keys"/>.</summary>
    public UsmLevel Level;

    /// <summary>True for what wants an answer; never set it in answers, reports and traps.</summary>
    public bool Reportable;

    /// <summary>The authoritative engine: of the agent, or of the sender of a trap; empty in a discovery.</summary>
    public ReadOnlySpan<byte> EngineId;

    /// <summary>How often the authoritative engine has started.</summary>
    public int Boots;

    /// <summary>Seconds since its last start.</summary>
    public int Time;

    /// <summary>The user.</summary>
    public ReadOnlySpan<byte> UserName;

    /// <summary>The keys of the user at the authoritative engine.</summary>
    public UsmKeys? Keys;

    /// <summary>A number that must differ for every encrypted message of this engine.</summary>
    public ulong Salt;

    /// <summary>The engine that holds the context, mostly the agent's.</summary>
    public ReadOnlySpan<byte> ContextEngineId;

    /// <summary>The context, mostly empty.</summary>
    public ReadOnlySpan<byte> ContextName;

    /// <summary>Completes a message around the PDU, which must be all that is written so far; encrypts and signs it.</summary>
    public readonly void Seal(ref BerWriter writer)
    {
        writer.Octets(ContextName);
        writer.Octets(ContextEngineId);
        writer.Wrap(BerTag.Sequence, 0);
        Span<byte> privParameters = stackalloc byte[8];
        bool encrypted = Level == UsmLevel.AuthPriv;
        if (encrypted && !writer.Overflowed) Encrypt(ref writer, privParameters);

        int mark = writer.Length;
        writer.Octets(encrypted ? privParameters : []);
        int macLength = Level == UsmLevel.NoAuthNoPriv ? 0 : Keys!.MacBytes;
        writer.Reserve(macLength).Clear();
        int macFromEnd = writer.Length;
        writer.Header(BerTag.OctetString, macLength);
        writer.Octets(UserName);
        writer.Int64(Time);
        writer.Int64(Boots);
        writer.Octets(EngineId);
        writer.Wrap(BerTag.Sequence, mark);
        writer.Wrap(BerTag.OctetString, mark);

        mark = writer.Length;
        writer.Int64(UserBasedModel);
        writer.Octets([(byte)((int)Level | (Reportable ? 4 : 0))]);
        writer.Int64(Limits.DatagramBytes);
        writer.Int64(MessageId);
        writer.Wrap(BerTag.Sequence, mark);
        writer.Int64((int)SnmpVersion.V3);
        writer.Wrap(BerTag.Sequence, 0);
        if (macLength > 0 && !writer.Overflowed) Keys!.Sign(writer.Written, writer.Length - macFromEnd);
    }

    private readonly void Encrypt(ref BerWriter writer, scoped Span<byte> privParameters)
    {
        if (Keys!.Priv == PrivProtocol.Des)
        {
            // DES takes whole blocks of eight; what fills the last one stands behind the PDU and is not read.
            int padding = (8 - (writer.Length % 8)) % 8;
            writer.Reserve(padding);
            if (writer.Overflowed) return;
            writer.Written[padding..].CopyTo(writer.Written);
            writer.Written[^padding..].Clear();
        }

        Keys.Encrypt(writer.Written, Boots, Time, Salt, privParameters);
        writer.Wrap(BerTag.OctetString, 0);
    }
}
