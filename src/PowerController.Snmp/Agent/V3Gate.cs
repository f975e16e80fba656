using System.Collections.Immutable;
using PowerController.Snmp.Ber;
using PowerController.Snmp.Messages;
using PowerController.Snmp.Security;

namespace PowerController.Snmp.Agent;

/// <summary>
/// The user-based security model on the side that has the authoritative engine (RFC 3414 section 3.2): opens what comes, seals what goes, and
/// says in a report what is wrong. Not for several threads at a time.
/// </summary>
internal sealed class V3Gate(SnmpEngine engine, ImmutableArray<AgentUser> users)
{
    private readonly uint[] _refused = new uint[(int)UsmReport.UnknownPduHandler + 1];

    /// <summary>The engine messages must be for.</summary>
    public SnmpEngine Engine => engine;

    /// <summary>How often a reason was given.</summary>
    public uint Refused(UsmReport reason) => _refused[(int)reason];

    /// <summary>Opens a message for our own engine; decrypts in place.</summary>
    public V3Outcome Open(Span<byte> datagram, in MessageView message, out V3Opening opening)
    {
        opening = default;
        if (V3View.Read(datagram, message, out opening.View) != BerFault.None) return V3Outcome.Malformed;
        if (!opening.View.EngineId.SequenceEqual(engine.Id.Octets)) return opening.Refuse(UsmReport.UnknownEngine);
        V3Outcome outcome = Authenticate(datagram, engine.Id, isOwn: true, ref opening);
        if (outcome != V3Outcome.Opened) return outcome;
        if (opening.View.Level != UsmLevel.NoAuthNoPriv && !engine.IsInWindow(opening.View.Boots, opening.View.Time)) return opening.Refuse(UsmReport.NotInTimeWindow);
        return Decrypt(datagram, ref opening);
    }

    /// <summary>Opens a message that another engine is authoritative for, as a trap; whether its clock is right is for the caller to say.</summary>
    public V3Outcome OpenForeign(Span<byte> datagram, in MessageView message, out V3Opening opening)
    {
        opening = default;
        if (V3View.Read(datagram, message, out opening.View) != BerFault.None || !EngineId.TryFrom(opening.View.EngineId, out EngineId sender)) return V3Outcome.Malformed;
        V3Outcome outcome = Authenticate(datagram, sender, isOwn: false, ref opening);
        return outcome == V3Outcome.Opened ? Decrypt(datagram, ref opening) : outcome;
    }

    /// <summary>Makes the message of an answer around its PDU, at the end of the buffer; says how long it is, 0 when it does not fit.</summary>
    public int SealAnswer(ReadOnlySpan<byte> pdu, in V3Opening opening, Span<byte> buffer)
    {
        BerWriter writer = new(buffer);
        writer.Raw(pdu);
        V3Envelope envelope = new()
        {
            MessageId = opening.View.MessageId,
            Level = opening.View.Level,
            EngineId = engine.Id.Octets,
            Boots = engine.Boots,
            Time = engine.Seconds,
            UserName = opening.View.UserName,
            Keys = opening.Keys,
            Salt = engine.NextSalt(),
            ContextEngineId = opening.Scoped.ContextEngineId,
            ContextName = opening.Scoped.ContextName,
        };
        envelope.Seal(ref writer);
        return writer.Overflowed ? 0 : writer.Length;
    }

    /// <summary>Writes the report about a refused message at the end of the buffer; 0 when its sender does not want one.</summary>
    public int Report(ReadOnlySpan<byte> datagram, in V3Opening opening, Span<byte> buffer)
    {
        _refused[(int)opening.Refusal]++;
        if (!opening.View.Reportable) return 0;
        BerWriter writer = new(buffer);
        VarBind counter = new(UsmReports.ObjectOf(opening.Refusal), SnmpValue.Counter32(_refused[(int)opening.Refusal]));
        PduView.Write(ref writer, PduType.Report, RequestIdOf(datagram, opening), 0, 0, [counter]);
        // Only the one about the clock is signed: it is believed, and its sender has shown that it has the key.
        bool signed = opening.Refusal is UsmReport.NotInTimeWindow or UsmReport.UnknownContext or UsmReport.UnknownPduHandler && opening.View.Level != UsmLevel.NoAuthNoPriv;
        V3Envelope envelope = new()
        {
            MessageId = opening.View.MessageId,
            Level = signed ? UsmLevel.AuthNoPriv : UsmLevel.NoAuthNoPriv,
            EngineId = engine.Id.Octets,
            Boots = engine.Boots,
            Time = engine.Seconds,
            UserName = opening.View.UserName,
            Keys = signed ? opening.Keys : null,
            ContextEngineId = engine.Id.Octets,
        };
        envelope.Seal(ref writer);
        return writer.Overflowed ? 0 : writer.Length;
    }

    private V3Outcome Authenticate(ReadOnlySpan<byte> datagram, EngineId authority, bool isOwn, ref V3Opening opening)
    {
        foreach (AgentUser candidate in users)
        {
            if (opening.View.UserName.SequenceEqual(candidate.User.NameOctets)) opening.User = candidate;
        }

        if (opening.User is null) return opening.Refuse(UsmReport.UnknownUser);
        if (!opening.User.Takes(opening.View.Level)) return opening.Refuse(UsmReport.UnsupportedSecurityLevel);
        if (opening.View.Level == UsmLevel.NoAuthNoPriv) return V3Outcome.Opened;
        opening.Keys = opening.User.User.KeysFor(authority, remember: isOwn);
        bool right = opening.View.MacLength == opening.Keys.MacBytes && opening.Keys.Verify(datagram, opening.View.MacOffset);
        if (!right) return opening.Refuse(UsmReport.WrongDigest);
        if (!isOwn) opening.User.User.KeysFor(authority);
        return V3Outcome.Opened;
    }

    private static V3Outcome Decrypt(Span<byte> datagram, ref V3Opening opening)
    {
        Span<byte> data = datagram.Slice(opening.View.DataOffset, opening.View.DataLength);
        bool encrypted = opening.View.Level == UsmLevel.AuthPriv;
        if (encrypted && !opening.Keys!.TryDecrypt(data, opening.View.Boots, opening.View.Time, opening.View.PrivParameters)) return opening.Refuse(UsmReport.DecryptionError);
        if (ScopedPduView.Read(data, out opening.Scoped) == BerFault.None) return V3Outcome.Opened;
        // The digest was right, so the sender wrote what it meant; if it makes no sense, the privacy keys differ.
        return encrypted ? opening.Refuse(UsmReport.DecryptionError) : V3Outcome.Malformed;
    }

    /// <summary>The request id of a refused message where it can be read; 0 in an encrypted one.</summary>
    private static int RequestIdOf(ReadOnlySpan<byte> datagram, in V3Opening opening)
    {
        ScopedPduView scoped = opening.Scoped;
        bool encrypted = opening.View.Level == UsmLevel.AuthPriv;
        if (scoped.Pdu.IsEmpty && (encrypted || ScopedPduView.Read(datagram.Slice(opening.View.DataOffset, opening.View.DataLength), out scoped) != BerFault.None)) return 0;
        return PduView.Read(scoped.Pdu, out PduView pdu) == BerFault.None ? pdu.RequestId : 0;
    }
}
