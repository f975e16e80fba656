namespace PowerController.Snmp.Client;

/// <summary>Awaited requests that wait for their turn: first for their target, then for a place in the table.</summary>
internal sealed partial class ClientLane
{
    private readonly Queue<AsyncRequest> _waiting = new();
    private int _waitingAtTargets;

    public Task<SnmpReply> SendAsync(SnmpTarget target, PreparedRequest prepared, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested) return Task.FromResult(SnmpReply.Failed(SnmpFailureKind.Cancelled));
        AsyncRequest request = new(target, prepared);
        lock (_gate)
        {
            SnmpFailureKind refused = BeginLocked(request);
            if (refused != SnmpFailureKind.None) return Task.FromResult(SnmpReply.Failed(refused));
            FlushLocked();
        }

        return cancel.CanBeCanceled ? AwaitCancellable(request, cancel) : request.Task;
    }

    private async Task<SnmpReply> AwaitCancellable(AsyncRequest request, CancellationToken cancel)
    {
        await using (cancel.UnsafeRegister(_ => Cancel(request), null).ConfigureAwait(false))
        {
            return await request.Task.ConfigureAwait(false);
        }
    }

    private void Cancel(AsyncRequest request)
    {
        lock (_gate)
        {
            if (_requests.TryFind(request.Id, out int place) && _requests.Slots[place].Sink == request)
            {
                ReleaseLocked(place);
                StartWaitingLocked();
            }
        }

        // One that waits is passed over when its turn comes.
        request.OnFailure(request.Target, 0, new SnmpFailure(SnmpFailureKind.Cancelled));
    }

    private SnmpFailureKind BeginLocked(AsyncRequest request)
    {
        StartResult result = StartLocked(request.Target, request.Request, request, 0, _time.GetTimestamp(), out int id);
        request.Id = id;
        switch (result)
        {
            case StartResult.Started:
                return SnmpFailureKind.None;
            case StartResult.TargetBusy or StartResult.ClientBusy when _waiting.Count + _waitingAtTargets >= Limits.WaitingRequests:
                return SnmpFailureKind.TooBusy;
            case StartResult.TargetBusy:
                (request.Target.Waiting ??= new Queue<AsyncRequest>()).Enqueue(request);
                _waitingAtTargets++;
                return SnmpFailureKind.None;
            case StartResult.ClientBusy:
                _waiting.Enqueue(request);
                return SnmpFailureKind.None;
            case StartResult.TooLarge:
                return SnmpFailureKind.RequestTooLarge;
            case StartResult.NotInThisVersion:
                return SnmpFailureKind.NotInThisVersion;
            default:
                return SnmpFailureKind.Closed;
        }
    }

    /// <summary>A request to the target has ended: the next one of the same target may take its turn.</summary>
    private void WakeWaitingLocked(SnmpTarget target)
    {
        while (target.Waiting is { Count: > 0 } queue)
        {
            AsyncRequest next = queue.Dequeue();
            _waitingAtTargets--;
            if (next.IsOver) continue;
            _waiting.Enqueue(next);
            return;
        }
    }

    /// <summary>Starts what waits, as far as there are places.</summary>
    private void StartWaitingLocked()
    {
        bool started = false;
        while (_waiting.Count > 0 && !_requests.IsFull)
        {
            // One whose target is busy again goes to the target's own queue, so this ends.
            AsyncRequest next = _waiting.Dequeue();
            SnmpFailureKind refused = next.IsOver ? SnmpFailureKind.Cancelled : BeginLocked(next);
            if (refused != SnmpFailureKind.None)
            {
                next.OnFailure(next.Target, 0, new SnmpFailure(refused));
                WakeWaitingLocked(next.Target);
            }

            started |= next.Id != 0;
        }

        if (started) FlushLocked();
    }

    private void DrainTargetLocked(SnmpTarget target, List<AsyncRequest> into)
    {
        while (target.Waiting is { } queue && queue.TryDequeue(out AsyncRequest? next))
        {
            into.Add(next);
            _waitingAtTargets--;
        }
    }
}
