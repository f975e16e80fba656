using System.Runtime.InteropServices;
using PowerController.Snmp.Ber;
using PowerController.Snmp.Messages;

namespace PowerController.Snmp.Agent;

/// <summary>Answers one PDU from a MIB, whatever version or security it came with (RFC 3416 section 4.2).</summary>
internal sealed class PduAnswerer(IMib mib)
{
    private List<VarBind> _asked = [];
    private List<VarBind> _answer = [];
    private byte[] _measure = [];

    /// <summary>SETs refused for want of rights.</summary>
    public long NotAllowed { get; private set; }

    /// <summary>How answers are made wrong.</summary>
    public AgentTwist Twist { get; set; }

    /// <summary>Writes the answer; false when the PDU is none an agent answers, or not even an error fits.</summary>
    public bool TryAnswer(ref BerWriter writer, in PduView pdu, VarBindTable table, SnmpVersion version, AgentRights rights, int pduBytesMax)
    {
        (_asked, _answer, _measure) = (AgentScratch.Current.Asked, AgentScratch.Current.Answer, AgentScratch.Current.Measure);
        _asked.Clear();
        _answer.Clear();
        for (int i = 0; i < table.Count; i++) _asked.Add(table.View(pdu.VarBindList, i).ToVarBind());
        int index = 0;
        SnmpErrorStatus status = Twist.Error != SnmpErrorStatus.NoError ? At(Twist.Error, 0, ref index) : pdu.Type switch
        {
            PduType.Get => Get(version, ref index),
            PduType.GetNext => GetNext(version, ref index),
            PduType.GetBulk => GetBulk(pdu.NonRepeaters, pdu.MaxRepetitions, pduBytesMax),
            _ => Set(rights, ref index),
        };
        if (version == SnmpVersion.V1) status = V1Errors.Of(status);
        return Write(ref writer, unchecked(pdu.RequestId + Twist.RequestIdOffset), status, index, version, pduBytesMax);
    }

    private bool Write(ref BerWriter writer, int requestId, SnmpErrorStatus status, int index, SnmpVersion version, int pduBytesMax)
    {
        List<VarBind> varBinds = status == SnmpErrorStatus.NoError ? _answer : _asked;
        BerWriter attempt = new(_measure);
        PduView.Write(ref attempt, PduType.Response, requestId, (int)status, index, CollectionsMarshal.AsSpan(varBinds));
        if (attempt.Overflowed || attempt.Length > pduBytesMax)
        {
            // RFC 3416: nothing of the variables is sent back; RFC 1157: the request itself, which fits because it came.
            attempt = new BerWriter(_measure);
            PduView.Write(ref attempt, PduType.Response, requestId, (int)SnmpErrorStatus.TooBig, 0, version == SnmpVersion.V1 ? CollectionsMarshal.AsSpan(_asked) : []);
            if (attempt.Overflowed || attempt.Length > pduBytesMax) return false;
        }

        writer.Raw(attempt.Written);
        return !writer.Overflowed;
    }

    private SnmpErrorStatus Get(SnmpVersion version, ref int index)
    {
        foreach (VarBind asked in _asked)
        {
            SnmpValue value = mib.Read(asked.Name);
            if (version == SnmpVersion.V1 && (value.IsException || value.Type == SnmpType.Counter64)) return At(SnmpErrorStatus.NoSuchName, _answer.Count, ref index);
            _answer.Add(new VarBind(asked.Name, value));
        }

        return SnmpErrorStatus.NoError;
    }

    private SnmpErrorStatus GetNext(SnmpVersion version, ref int index)
    {
        foreach (VarBind asked in _asked)
        {
            VarBind next = Next(asked.Name, version);
            if (version == SnmpVersion.V1 && next.Value.IsException) return At(SnmpErrorStatus.NoSuchName, _answer.Count, ref index);
            _answer.Add(next);
        }

        return SnmpErrorStatus.NoError;
    }

    private VarBind Next(Oid after, SnmpVersion version)
    {
        // A v1 manager cannot be told a Counter64, so it steps over them.
        Oid from = after;
        while (mib.TryReadNext(from, out VarBind next))
        {
            if (version != SnmpVersion.V1 || next.Value.Type != SnmpType.Counter64) return next;
            from = next.Name;
        }

        return new VarBind(after, SnmpValue.EndOfMibView);
    }

    private SnmpErrorStatus GetBulk(int nonRepeaters, int maxRepetitions, int pduBytesMax)
    {
        int room = pduBytesMax - Limits.PduHeaderBytes;
        int once = Math.Clamp(nonRepeaters, 0, _asked.Count);
        for (int i = 0; i < once; i++)
        {
            if (!AddWhenItFits(Next(_asked[i].Name, SnmpVersion.V2c), ref room)) return SnmpErrorStatus.NoError;
        }

        int columns = _asked.Count - once;
        for (int repetition = 0; columns > 0 && repetition < maxRepetitions; repetition++)
        {
            bool anyLeft = false;
            for (int column = 0; column < columns; column++)
            {
                Oid after = repetition == 0 ? _asked[once + column].Name : _answer[^columns].Name;
                bool ended = repetition > 0 && _answer[^columns].Value.IsException;
                VarBind next = ended ? new VarBind(after, SnmpValue.EndOfMibView) : Next(after, SnmpVersion.V2c);
                if (!AddWhenItFits(next, ref room)) return SnmpErrorStatus.NoError;
                anyLeft |= !next.Value.IsException;
            }

            if (!anyLeft) break;
        }

        return SnmpErrorStatus.NoError;
    }

    private bool AddWhenItFits(VarBind varBind, ref int room)
    {
        if (_answer.Count == Limits.VarBindsPerMessage) return false;
        BerWriter measure = new(_measure);
        measure.VarBind(varBind);
        room -= measure.Length;
        if (measure.Overflowed || room < 0) return false;
        _answer.Add(varBind);
        return true;
    }

    private SnmpErrorStatus Set(AgentRights rights, ref int index)
    {
        if (rights < AgentRights.Write)
        {
            NotAllowed++;
            return At(SnmpErrorStatus.NoAccess, 0, ref index);
        }

        for (int i = 0; i < _asked.Count; i++)
        {
            SnmpErrorStatus status = mib.Check(_asked[i]);
            if (status != SnmpErrorStatus.NoError) return At(status, i, ref index);
        }

        // What stood there before, for taking it back; a control object reads as "nothing", so taking it back does nothing.
        foreach (VarBind change in _asked) _answer.Add(new VarBind(change.Name, mib.Read(change.Name)));
        for (int i = 0; i < _asked.Count; i++)
        {
            if (mib.Commit(_asked[i]) == SnmpErrorStatus.NoError) continue;
            return TakeBack(i) ? At(SnmpErrorStatus.CommitFailed, i, ref index) : SnmpErrorStatus.UndoFailed;
        }

        _answer.Clear();
        _answer.AddRange(_asked);
        return SnmpErrorStatus.NoError;
    }

    private bool TakeBack(int committed)
    {
        bool all = true;
        for (int i = committed - 1; i >= 0; i--) all &= mib.Commit(_answer[i]) == SnmpErrorStatus.NoError;
        return all;
    }

    private static SnmpErrorStatus At(SnmpErrorStatus status, int place, ref int index)
    {
        index = place + 1;
        return status;
    }
}
