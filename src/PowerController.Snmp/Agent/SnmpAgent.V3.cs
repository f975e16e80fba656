using PowerController.Snmp.Ber;
using PowerController.Snmp.Messages;
using PowerController.Snmp.Security;

namespace PowerController.Snmp.Agent;

/// <summary>v3: discovery, reports, and answers at the level of the request.</summary>
public sealed partial class SnmpAgent
{
    private readonly V3Gate? _gateV3;

    private int AnswerV3(V3Gate gate, ReadOnlySpan<byte> datagram, Span<byte> buffer)
    {
        // Decrypting writes into the message, which is not ours.
        if (datagram.Length > Limits.DatagramBytes) return DropMalformed();
        Span<byte> copy = AgentScratch.Current.Opened.AsSpan(0, datagram.Length);
        datagram.CopyTo(copy);
        if (MessageView.Read(copy, out MessageView message) != BerFault.None) return DropMalformed();
        V3Outcome outcome = gate.Open(copy, message, out V3Opening opening);
        if (outcome == V3Outcome.Opened) outcome = CheckContext(gate, ref opening);
        if (outcome == V3Outcome.Malformed) return DropMalformed();
        if (outcome == V3Outcome.Refused) return gate.Report(copy, opening, buffer);
        int size = Math.Min(_options.MessageBytesMax, Math.Max(opening.View.MaxSize, Limits.MessageBytesMin));
        int room = size - Limits.V3HeaderBytes - (2 * gate.Engine.Id.Octets.Length) - opening.View.UserName.Length - opening.Scoped.ContextName.Length;
        ReadOnlySpan<byte> pdu = AnswerPdu(opening.Scoped.Pdu, SnmpVersion.V3, opening.User!.Rights, room);
        return pdu.IsEmpty ? 0 : gate.SealAnswer(pdu, opening, buffer);
    }

    /// <summary>There is one context, the nameless one of our own engine; some managers leave the engine's id away.</summary>
    private static V3Outcome CheckContext(V3Gate gate, ref V3Opening opening)
    {
        ReadOnlySpan<byte> holder = opening.Scoped.ContextEngineId;
        if (!holder.IsEmpty && !holder.SequenceEqual(gate.Engine.Id.Octets)) return opening.Refuse(UsmReport.UnknownPduHandler);
        return opening.Scoped.ContextName.IsEmpty ? V3Outcome.Opened : opening.Refuse(UsmReport.UnknownContext);
    }

    private AgentCounters CountRefusals(AgentCounters counters) => _gateV3 is not { } gate ? counters : counters with
    {
        UnknownEngine = gate.Refused(UsmReport.UnknownEngine),
        UnknownUser = gate.Refused(UsmReport.UnknownUser),
        WrongLevel = gate.Refused(UsmReport.UnsupportedSecurityLevel),
        WrongDigest = gate.Refused(UsmReport.WrongDigest),
        NotInTimeWindow = gate.Refused(UsmReport.NotInTimeWindow),
        NotDecrypted = gate.Refused(UsmReport.DecryptionError),
    };
}
