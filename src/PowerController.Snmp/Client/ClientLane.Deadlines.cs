namespace PowerController.Snmp.Client;

/// <summary>Sending again, giving up, and what goes wrong on the way.</summary>
internal sealed partial class ClientLane
{
    private readonly List<(RequestSlot Slot, SnmpFailureKind Kind)> _overdue = [];
    private int _checking;
    private long _garbageSecond;
    private int _garbageSearches;

    /// <summary>Sends again what is due and ends what is overdue.</summary>
    private void CheckDeadlines()
    {
        // A slow check must not be overtaken by the next one.
        if (Interlocked.Exchange(ref _checking, 1) != 0) return;
        lock (_gate)
        {
            // The port may be gone already; whoever closes it ends the requests too.
            if (_closed) return;
            if (_requests.Count > 0) SearchOverdueLocked(_time.GetTimestamp());
            FlushLocked();
            StartWaitingLocked();
        }

        foreach ((RequestSlot slot, SnmpFailureKind kind) in _overdue) Fail(slot, new SnmpFailure(kind));
        _overdue.Clear();
        Volatile.Write(ref _checking, 0);
    }

    private void SearchOverdueLocked(long now)
    {
        Span<RequestSlot> slots = _requests.Slots;
        for (int place = 0; place < slots.Length; place++)
        {
            ref RequestSlot slot = ref slots[place];
            if (slot.Id == 0) continue;
            if (now >= slot.DeadlineAt)
            {
                _overdue.Add((slot, KindOfSilence(slot)));
                ReleaseLocked(place);
                _timedOut++;
            }
            else if (now >= slot.ResendAt)
            {
                SendLocked(ref slot, now);
                _resent++;
            }
        }
    }

    private static SnmpFailureKind KindOfSilence(in RequestSlot slot)
    {
        if (slot.Complaint != SnmpFailureKind.None) return slot.Complaint;
        return slot.Target.Session is { Engine.IsEmpty: false, Answered: false } ? SnmpFailureKind.SilentToUser : SnmpFailureKind.Timeout;
    }

    private void FailAll(SnmpFailureKind kind)
    {
        List<RequestSlot> ended = [];
        List<AsyncRequest> waiting = [];
        lock (_gate)
        {
            for (int place = 0; place < _requests.Slots.Length; place++)
            {
                if (_requests.Slots[place].Id == 0) continue;
                ended.Add(_requests.Slots[place]);
                _requests.Slots[place].Target.InFlight--;
                _requests.Release(place);
            }

            foreach (RequestSlot slot in ended) DrainTargetLocked(slot.Target, waiting);
            while (_waiting.TryDequeue(out AsyncRequest? request))
            {
                waiting.Add(request);
                DrainTargetLocked(request.Target, waiting);
            }
        }

        foreach (RequestSlot slot in ended) Fail(slot, new SnmpFailure(kind));
        foreach (AsyncRequest request in waiting) request.OnFailure(request.Target, 0, new SnmpFailure(kind));
    }

    private void Fail(in RequestSlot slot, SnmpFailure failure)
    {
        try
        {
            slot.Sink.OnFailure(slot.Target, slot.Tag, failure);
        }
        catch (Exception)
        {
            // The edge of the loop: a defect of one caller must not end the receiving for all others.
            CountFault();
        }
    }

    private void CountFault()
    {
        lock (_gate) _faults++;
    }

    /// <summary>
    /// A datagram nobody can read: the requests to that address are told so if no better answer comes. They are not ended, or anybody who can send
    /// a datagram in the card's name could end them.
    /// </summary>
    private void NoteGarbage(ReadOnlySpan<byte> source, long now)
    {
        lock (_gate)
        {
            _malformed++;
            long second = now / _time.TimestampFrequency;
            if (second != _garbageSecond)
            {
                _garbageSecond = second;
                _garbageSearches = 0;
            }

            if (++_garbageSearches > Limits.GarbageSearchesPerSecond) return;
            foreach (ref RequestSlot slot in _requests.Slots)
            {
                if (slot.Id != 0 && slot.Target.IsAt(source)) slot.Complaint = SnmpFailureKind.MalformedAnswer;
            }
        }
    }
}
