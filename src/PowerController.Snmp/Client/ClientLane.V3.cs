using System.Security.Cryptography;
using PowerController.Snmp.Ber;
using PowerController.Snmp.Messages;
using PowerController.Snmp.Security;

namespace PowerController.Snmp.Client;

/// <summary>v3: learning an engine, its clock, and what its reports mean.</summary>
internal sealed partial class ClientLane
{
    private long _notAuthentic;
    private ulong _salt = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));

    private void WriteV3(ref BerWriter writer, ref RequestSlot slot, UsmCredentials credentials, long now)
    {
        UsmSession session = slot.Target.Session!;
        PreparedRequest request = slot.Request;
        slot.Discovering = session.Engine.IsEmpty;
        V3Envelope envelope = new() { MessageId = slot.Id, Reportable = true };
        if (slot.Discovering)
        {
            PduView.Write(ref writer, PduType.Get, slot.Id, 0, 0, default(ReadOnlySpan<byte>));
        }
        else
        {
            PduView.Write(ref writer, request.Type, slot.Id, request.NonRepeaters, request.MaxRepetitions, request.VarBindList);
            envelope.Level = credentials.Level;
            envelope.EngineId = session.Engine.Octets;
            envelope.ContextEngineId = session.Engine.Octets;
            envelope.ContextName = credentials.ContextName;
            envelope.UserName = credentials.User.NameOctets;
            envelope.Keys = session.Keys;
            envelope.Salt = _salt++;
            if (credentials.Level != UsmLevel.NoAuthNoPriv)
            {
                envelope.Boots = session.Boots;
                envelope.Time = session.TimeAt(now, _time);
            }
        }

        envelope.Seal(ref writer);
    }

    private void HandleV3(Span<byte> datagram, in MessageView message, ReadOnlySpan<byte> source, long now)
    {
        if (V3View.Read(datagram, message, out V3View view) != BerFault.None)
        {
            NoteGarbage(source, now);
            return;
        }

        UsmKeys? keys;
        EngineId engine;
        RequestSlot slot;
        lock (_gate)
        {
            if (!TryMatch(view.MessageId, source, SnmpVersion.V3, out int place)) return;
            slot = _requests.Slots[place];
            keys = slot.Target.Session!.Keys;
            engine = slot.Target.Session.Engine;
        }

        bool known = keys is not null && view.EngineId.SequenceEqual(engine.Octets);
        bool authentic = known && view.Level != UsmLevel.NoAuthNoPriv && view.MacLength == keys!.MacBytes && keys.Verify(datagram, view.MacOffset);
        if (view.Level != UsmLevel.NoAuthNoPriv && known && !authentic)
        {
            Complain(view.MessageId, SnmpFailureKind.AnswerNotAuthentic);
            return;
        }

        Span<byte> data = datagram.Slice(view.DataOffset, view.DataLength);
        bool encrypted = view.Level == UsmLevel.AuthPriv;
        if (encrypted && (!authentic || !keys!.TryDecrypt(data, view.Boots, view.Time, view.PrivParameters)))
        {
            Complain(view.MessageId, authentic ? SnmpFailureKind.AnswerNotDecrypted : SnmpFailureKind.AnswerNotAuthentic);
            return;
        }

        if (ScopedPduView.Read(data, out ScopedPduView scoped) != BerFault.None || PduView.Read(scoped.Pdu, out PduView pdu) != BerFault.None)
        {
            Complain(view.MessageId, encrypted ? SnmpFailureKind.AnswerNotDecrypted : SnmpFailureKind.MalformedAnswer);
            return;
        }

        if (pdu.Type == PduType.Report) HandleReport(slot, view, authentic, pdu, now);
        else HandleV3Response(view, source, known, pdu, now);
    }

    private void HandleV3Response(in V3View view, ReadOnlySpan<byte> source, bool known, in PduView pdu, long now)
    {
        RequestSlot taken;
        lock (_gate)
        {
            if (!TryMatch(view.MessageId, source, SnmpVersion.V3, out int place)) return;
            ref RequestSlot slot = ref _requests.Slots[place];
            UsmCredentials credentials = (UsmCredentials)slot.Target.Credentials;
            if (!known || slot.Discovering || pdu.Type != PduType.Response || pdu.RequestId != slot.Id || view.Level != credentials.Level || !view.UserName.SequenceEqual(credentials.User.NameOctets))
            {
                slot.Complaint = SnmpFailureKind.AnswerNotAuthentic;
                _notAuthentic++;
                return;
            }

            if (!slot.Target.Session!.AcceptClock(view, now, _time))
            {
                slot.Complaint = SnmpFailureKind.NotInTimeWindow;
                _notAuthentic++;
                return;
            }

            slot.Target.Session.Answered = true;
            taken = slot;
            ReleaseLocked(place);
            _answered++;
        }

        Finish(taken, pdu, now);
    }

    private void HandleReport(in RequestSlot slot, in V3View view, bool authentic, in PduView pdu, long now)
    {
        UsmReport report = _varBinds.Read(pdu.VarBindList) == BerFault.None && _varBinds.Count > 0 ? UsmReports.Of(_varBinds.View(pdu.VarBindList, 0).ToOid()) : UsmReport.Other;
        UsmSession session = slot.Target.Session!;

        // Making keys may take milliseconds: never under the lock.
        bool newEngine = (slot.Discovering || report == UsmReport.UnknownEngine) && EngineId.TryFrom(view.EngineId, out EngineId engine) && engine != session.Engine;
        if (newEngine)
        {
            _ = EngineId.TryFrom(view.EngineId, out engine);
            UsmKeys keys = ((UsmCredentials)slot.Target.Credentials).User.KeysFor(engine);
            lock (_gate) session.Adopt(engine, keys, view.Boots, view.Time, now);
            ResendOrFail(slot.Id, SnmpFailureKind.UnknownEngine, now);
            return;
        }

        switch (report)
        {
            case UsmReport.UnknownEngine:
                // A second answer to the discovery, or an engine that denies itself; the deadline tells them apart. The engine may be known by another request meanwhile.
                if (slot.Discovering) ResendOrFail(slot.Id, SnmpFailureKind.UnknownEngine, now);
                else Complain(slot.Id, SnmpFailureKind.UnknownEngine);
                break;
            case UsmReport.NotInTimeWindow when authentic && view.Boots != int.MaxValue:
                // Signed, and an answer to our own message: believed even when the clock went back, as with cards that forget their boots.
                lock (_gate) session.SetClock(view.Boots, view.Time, now);
                ResendOrFail(slot.Id, SnmpFailureKind.NotInTimeWindow, now);
                break;
            case UsmReport.NotInTimeWindow:
                Complain(slot.Id, SnmpFailureKind.NotInTimeWindow);
                break;
            default:
                FailById(slot.Id, KindOf(report));
                break;
        }
    }

    private static SnmpFailureKind KindOf(UsmReport report) => report switch
    {
        UsmReport.UnsupportedSecurityLevel => SnmpFailureKind.UnsupportedSecurityLevel,
        UsmReport.UnknownUser => SnmpFailureKind.UnknownUser,
        UsmReport.WrongDigest => SnmpFailureKind.WrongDigest,
        UsmReport.DecryptionError => SnmpFailureKind.DecryptionError,
        UsmReport.UnknownContext => SnmpFailureKind.UnknownContext,
        _ => SnmpFailureKind.OtherReport,
    };

    /// <summary>The agent did not take the message but said how to do better: sends it again, a bounded number of times.</summary>
    private void ResendOrFail(int id, SnmpFailureKind otherwise, long now)
    {
        lock (_gate)
        {
            if (!_requests.TryFind(id, out int place)) return;
            ref RequestSlot slot = ref _requests.Slots[place];
            if (slot.Resyncs < Limits.ResyncsPerRequest)
            {
                slot.Resyncs++;

                // The message that was rejected had no effect, so it does not count as a try; a discovery did not count either.
                if (!slot.Discovering) slot.TriesLeft++;
                if (SendLocked(ref slot, now)) return;
                otherwise = SnmpFailureKind.RequestTooLarge;
            }
        }

        FailById(id, otherwise);
    }

    private void FailById(int id, SnmpFailureKind kind)
    {
        RequestSlot slot;
        lock (_gate)
        {
            if (!_requests.TryFind(id, out int place)) return;
            slot = _requests.Slots[place];
            ReleaseLocked(place);
            _answered++;
        }

        Fail(slot, new SnmpFailure(kind));
    }

    /// <summary>Notes what to say when no better answer comes.</summary>
    private void Complain(int id, SnmpFailureKind kind)
    {
        lock (_gate)
        {
            if (_requests.TryFind(id, out int place)) _requests.Slots[place].Complaint = kind;
            _notAuthentic++;
        }
    }
}
