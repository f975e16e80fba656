using System.Net;
using PowerController.Snmp.Ber;
using PowerController.Snmp.Messages;
using PowerController.Snmp.Transport;

namespace PowerController.Snmp.Client;

/// <summary>One socket with its receiving thread and the requests in flight on it; all targets of one address family share it.</summary>
internal sealed partial class ClientLane : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly DatagramPort _port;
    private readonly RequestTable _requests;
    private readonly VarBindTable _varBinds = new();
    private readonly Thread _receiver;
    private readonly IDisposable _deadlines;
    private readonly int _receiverId;
    private long _receivedAt;
    private bool _closed;
    private long _sent;
    private long _resent;
    private long _sendErrors;
    private long _answered;
    private long _timedOut;
    private long _late;
    private long _foreign;
    private long _malformed;
    private long _faults;

    public ClientLane(DatagramPort port, int inFlightMax, TimeProvider time)
    {
        _port = port;
        _time = time;
        _requests = new RequestTable(inFlightMax);
        _receiver = new Thread(ReceiveUntilClosed) { IsBackground = true, Name = "snmp receive" };
        _receiverId = _receiver.ManagedThreadId;
        _receiver.Start();
        _deadlines = time == TimeProvider.System
            ? new TickThread(CheckDeadlines)
            : time.CreateTimer(static lane => ((ClientLane)lane!).CheckDeadlines(), this, Limits.DeadlineTick, Limits.DeadlineTick);
    }

    public string TransportKind => _port.Kind;

    public IPEndPoint LocalEndPoint => _port.LocalEndPoint;

    public SnmpCounters Counters
    {
        get
        {
            lock (_gate)
            {
                return new SnmpCounters
                {
                    Sent = _sent,
                    Resent = _resent,
                    SendErrors = _sendErrors,
                    Answered = _answered,
                    TimedOut = _timedOut,
                    Late = _late,
                    Foreign = _foreign,
                    Malformed = _malformed,
                    NotAuthentic = _notAuthentic,
                    Faults = _faults,
                    InFlight = _requests.Count,
                    Waiting = _waiting.Count + _waitingAtTargets,
                };
            }
        }
    }

    public StartResult Start(SnmpTarget target, PreparedRequest request, IAnswerSink sink, long tag, bool more)
    {
        // What the receiving thread starts goes out together after the datagrams it has at hand, and its clock was just read.
        bool receiving = Environment.CurrentManagedThreadId == _receiverId;
        lock (_gate)
        {
            StartResult result = StartLocked(target, request, sink, tag, receiving ? _receivedAt : _time.GetTimestamp(), out _);
            if (!receiving && !more) FlushLocked();
            return result;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
        }

        _deadlines.Dispose();
        lock (_gate) _port.Dispose();
        if (Thread.CurrentThread != _receiver) _receiver.Join();
        FailAll(SnmpFailureKind.Closed);
    }

    private StartResult StartLocked(SnmpTarget target, PreparedRequest request, IAnswerSink sink, long tag, long now, out int id)
    {
        id = 0;
        if (_closed) return StartResult.Closed;
        if (target.Owner != this)
        {
            if (target.Owner is not null) throw new InvalidOperationException($"The target {target} is already used with another client.");
            target.SetOwner(this, _time.TimestampFrequency);
        }

        if (request.Type == PduType.GetBulk && target.Credentials.Version == SnmpVersion.V1) return StartResult.NotInThisVersion;
        if (target.InFlight >= target.InFlightMax) return StartResult.TargetBusy;
        if (_requests.IsFull) return StartResult.ClientBusy;
        ref RequestSlot slot = ref _requests.Take();
        slot.Target = target;
        slot.Request = request;
        slot.Sink = sink;
        slot.Tag = tag;
        int tries = request.Repeatable ? target.Retries + 1 : 1;
        slot.TriesLeft = tries;
        slot.DeadlineAt = now + target.TimeoutTicks;
        target.InFlight++;
        id = slot.Id;
        if (SendLocked(ref slot, now)) return StartResult.Started;
        target.InFlight--;
        _requests.TryFind(id, out int place);
        _requests.Release(place);
        return StartResult.TooLarge;
    }

    /// <summary>Builds and sends the message of a slot; false when it is larger than the target takes.</summary>
    private bool SendLocked(ref RequestSlot slot, long now)
    {
        BerWriter writer = new(_port.SendBuffer);
        WriteMessage(ref writer, ref slot, now);
        if (writer.Overflowed || writer.Length > slot.Target.RequestBytesMax) return false;
        _port.Send(writer.Length, slot.Target.Address, slot.Id);
        _sent++;
        if (!slot.Discovering) slot.TriesLeft--;
        slot.SentAt = now;
        slot.ResendAt = slot.TriesLeft > 0 ? now + slot.Target.PauseTicks : long.MaxValue;
        return true;
    }

    private void WriteMessage(ref BerWriter writer, ref RequestSlot slot, long now)
    {
        PreparedRequest request = slot.Request;
        if (slot.Target.Credentials is UsmCredentials user)
        {
            WriteV3(ref writer, ref slot, user, now);
            return;
        }

        CommunityCredentials credentials = (CommunityCredentials)slot.Target.Credentials;
        PduView.Write(ref writer, request.Type, slot.Id, request.NonRepeaters, request.MaxRepetitions, request.VarBindList);
        MessageView.WriteCommunity(ref writer, credentials.Version, credentials.Octets);
    }

    private void FlushLocked()
    {
        _port.Flush();
        if (_port.Refused.Count == 0) return;
        foreach (int id in _port.Refused)
        {
            if (_requests.TryFind(id, out int place)) _requests.Slots[place].Complaint = SnmpFailureKind.NotSent;
        }

        _sendErrors += _port.Refused.Count;
        _port.Refused.Clear();
    }

    private void ReceiveUntilClosed()
    {
        for (; ; )
        {
            int count = _port.Receive();
            if (count < 0) break;
            long now = _receivedAt = _time.GetTimestamp();
            for (int i = 0; i < count; i++) HandleSafely(i, now);

            // Read without the lock: who adds to either from another thread sees to it himself, or the next deadline tick does.
            if (_port.Unsent == 0 && _waiting.Count == 0) continue;
            lock (_gate)
            {
                FlushLocked();
                StartWaitingLocked();
            }
        }

        lock (_gate) _port.Release();
    }

    private void HandleSafely(int index, long now)
    {
        try
        {
            Handle(_port.Datagram(index), _port.Source(index), now);
        }
        catch (Exception)
        {
            // The edge of the loop: whatever one datagram brings about, the others are still received.
            CountFault();
        }
    }

    private void Handle(Span<byte> datagram, ReadOnlySpan<byte> source, long now)
    {
        if (MessageView.Read(datagram, out MessageView message) != BerFault.None)
        {
            NoteGarbage(source, now);
            return;
        }

        if (message.Version == SnmpVersion.V3)
        {
            HandleV3(datagram, message, source, now);
            return;
        }

        if (PduView.Read(message.Pdu, out PduView pdu) != BerFault.None || pdu.Type != PduType.Response)
        {
            NoteGarbage(source, now);
            return;
        }

        if (TryTake(pdu.RequestId, source, message.Version, out RequestSlot slot)) Finish(slot, pdu, now);
    }

    /// <summary>Ends the request of an answer and gives it; counts an answer that has none.</summary>
    private bool TryTake(int id, ReadOnlySpan<byte> source, SnmpVersion version, out RequestSlot taken)
    {
        lock (_gate)
        {
            taken = default;
            if (!TryMatch(id, source, version, out int place)) return false;
            taken = _requests.Slots[place];
            ReleaseLocked(place);
            _answered++;
            return true;
        }
    }

    /// <summary>Finds the request of an answer by id, address and version; counts an answer that has none. Under the lock.</summary>
    private bool TryMatch(int id, ReadOnlySpan<byte> source, SnmpVersion version, out int place)
    {
        if (!_requests.TryFind(id, out place))
        {
            _late++;
            return false;
        }

        ref RequestSlot slot = ref _requests.Slots[place];
        if (slot.Target.IsAt(source) && slot.Target.Credentials.Version == version) return true;
        slot.Complaint = SnmpFailureKind.ForeignAnswer;
        _foreign++;
        return false;
    }

    private void ReleaseLocked(int place)
    {
        SnmpTarget target = _requests.Slots[place].Target;
        target.InFlight--;
        _requests.Release(place);
        WakeWaitingLocked(target);
    }

    private void Finish(in RequestSlot slot, in PduView pdu, long now)
    {
        if (pdu.ErrorStatus != 0)
        {
            Fail(slot, new SnmpFailure(SnmpFailureKind.ErrorStatus, (SnmpErrorStatus)pdu.ErrorStatus, Math.Max(0, pdu.ErrorIndex)));
        }
        else if (_varBinds.Read(pdu.VarBindList) != BerFault.None)
        {
            Fail(slot, new SnmpFailure(SnmpFailureKind.MalformedAnswer));
        }
        else
        {
            SnmpAnswer answer = new(slot.Target, slot.Request, slot.Tag, _time.GetElapsedTime(slot.SentAt, now), _varBinds, pdu.VarBindList);
            try
            {
                slot.Sink.OnAnswer(answer);
            }
            catch (Exception)
            {
                // The edge of the loop: a defect of one caller must not end the receiving for all others.
                CountFault();
            }
        }
    }
}
