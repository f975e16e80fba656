using PowerController.Devices.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Devices.Polling;

/// <summary>The engine's prepared requests: no allocation for a poll.</summary>
public sealed class SnmpPollTransport(SnmpClient client) : IPollTransport, IAnswerSink
{
    private readonly Lock _gate = new();

    // A UPS is found by the tag of its request; slots are used again only by a poller that has forgotten the UPS.
    private volatile Started?[] _started = [];

    public PollStart Start(WatchedUps ups, PollPlan plan, IPollReceiver receiver)
    {
        if (ups.Target is not { } target)
            return PollStart.TooLarge;
        Place(ups, plan, receiver);
        return client.TryStart(target, plan.Request, this, ups.Index) switch
        {
            StartResult.Started => PollStart.Started,
            StartResult.TooLarge => PollStart.TooLarge,
            _ => PollStart.NoRoom,
        };
    }

    public void OnAnswer(in SnmpAnswer answer)
    {
        if (Of(answer.Tag, answer.Target) is not { } started)
            return;
        Span<long> slots = stackalloc long[Limits.PolledObjects];
        slots = slots[..started.Plan.Objects.Length];
        if (started.Plan.TryRead(answer, slots))
            started.Receiver.OnAnswer(started.Ups, started.Plan, slots, answer.RoundTrip);
        else
            started.Receiver.OnFailure(started.Ups, started.Plan, new SnmpFailure(SnmpFailureKind.MalformedAnswer));
    }

    public void OnFailure(SnmpTarget target, long tag, SnmpFailure failure)
    {
        if (Of(tag, target) is { } started)
            started.Receiver.OnFailure(started.Ups, started.Plan, failure);
    }

    /// <summary>Whose answer it is. A place may have been given to another UPS meanwhile, and an answer must never appear on the wrong one.</summary>
    private Started? Of(long tag, SnmpTarget target) => _started[(int)tag] is { } started && ReferenceEquals(started.Ups.Target, target) ? started : null;

    /// <summary>What was started for a UPS; made anew only when its plan changes.</summary>
    private void Place(WatchedUps ups, PollPlan plan, IPollReceiver receiver)
    {
        var known = _started;
        var started = ups.Index < known.Length ? known[ups.Index] : null;
        if (started is null || !ReferenceEquals(started.Plan, plan) || !ReferenceEquals(started.Ups, ups) || !ReferenceEquals(started.Receiver, receiver))
            Remember(new Started(ups, plan, receiver));
    }

    private void Remember(Started started)
    {
        lock (_gate)
        {
            if (started.Ups.Index >= _started.Length)
            {
                var larger = new Started?[Math.Max(64, (started.Ups.Index + 1) * 2)];
                _started.CopyTo(larger, 0);
                _started = larger;
            }

            _started[started.Ups.Index] = started;
        }
    }

    private sealed record Started(WatchedUps Ups, PollPlan Plan, IPollReceiver Receiver);
}
