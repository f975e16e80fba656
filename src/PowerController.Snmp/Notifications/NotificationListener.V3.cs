using PowerController.Snmp.Agent;
using PowerController.Snmp.Ber;
using PowerController.Snmp.Messages;
using PowerController.Snmp.Security;
using System.Net;

namespace PowerController.Snmp.Notifications;

/// <summary>v3: of a trap the sender's engine is the authority, of an inform ours, which therefore answers discoveries too.</summary>
public sealed partial class NotificationListener
{
    private readonly V3Gate? _gateV3;
    private readonly SenderClocks _clocks;

    private void HandleV3(ReadOnlySpan<byte> datagram, DatagramPeer peer, IPEndPoint source)
    {
        if (_gateV3 is not { } gate || datagram.Length > Limits.DatagramBytes)
        {
            CountMalformed();
            return;
        }

        // Decrypting writes into the message, which is not ours.
        Span<byte> copy = AgentScratch.Current.Opened.AsSpan(0, datagram.Length);
        datagram.CopyTo(copy);
        if (MessageView.Read(copy, out MessageView message) != BerFault.None || V3View.Read(copy, message, out V3View view) != BerFault.None)
        {
            CountMalformed();
            return;
        }

        // What wants an answer is for our engine, and what is not reportable is a trap.
        bool ours = view.Reportable || view.EngineId.SequenceEqual(gate.Engine.Id.Octets);
        V3Outcome outcome = ours ? gate.Open(copy, message, out V3Opening opening) : gate.OpenForeign(copy, message, out opening);
        switch (outcome)
        {
            case V3Outcome.Opened:
                TakeV3(gate, opening, ours, peer, source);
                break;
            case V3Outcome.Refused:
                CountRefusal(opening.Refusal);
                int length = gate.Report(copy, opening, _buffer);
                if (length > 0) peer.Send(_buffer.AsSpan(_buffer.Length - length));
                break;
            default:
                CountMalformed();
                break;
        }
    }

    private void TakeV3(V3Gate gate, in V3Opening opening, bool ours, DatagramPeer peer, IPEndPoint source)
    {
        if (PduView.Read(opening.Scoped.Pdu, out PduView pdu) != BerFault.None || (pdu.Type == PduType.Inform && !ours)
            || NotificationReader.ReadV2(pdu, _table, SnmpVersion.V3, source, _time.GetTimestamp()) is not { } notification)
        {
            CountMalformed();
            return;
        }

        if (!ours && opening.View.Level != UsmLevel.NoAuthNoPriv && EngineId.TryFrom(opening.View.EngineId, out EngineId sender) && !_clocks.Accept(sender, opening.View.Boots, opening.View.Time))
        {
            _counters = _counters with { Old = _counters.Old + 1 };
            return;
        }

        if (notification.IsInform)
        {
            BerWriter writer = new(AgentScratch.Current.Pdu);
            PduView.Write(ref writer, PduType.Response, pdu.RequestId, 0, 0, pdu.VarBindList);
            int length = writer.Overflowed ? 0 : gate.SealAnswer(writer.Written, opening, _buffer);
            Acknowledge(_buffer.AsSpan(_buffer.Length - length), peer);
        }

        HandOn(notification with { User = opening.User!.User.Name });
    }

    private void CountRefusal(UsmReport reason)
    {
        // Asking who we are and taking over our clock are how every conversation begins.
        if (reason is UsmReport.UnknownEngine or UsmReport.NotInTimeWindow) return;
        _counters = _counters with { NotAuthentic = _counters.NotAuthentic + 1 };
    }
}
