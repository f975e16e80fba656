using PowerController.Devices.Drivers;
using PowerController.Devices.Snmp;
using PowerController.Model.Readings;
using PowerController.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Devices.Polling;

/// <summary>
/// Asks any number of UPSes, each at its own pace, spread evenly. One clock starts the polls; their answers come on the engine's thread. A quiet UPS
/// costs no allocation. Whatever is unusual (identification, alarms, an old card that refuses) goes the driver's long way, beside the clock.
/// </summary>
public sealed partial class Poller : IPollReceiver, IDisposable
{
    private readonly Lock _gate = new();
    private readonly IPollTransport _transport;
    private readonly IReadingSink _sink;
    private readonly PollerOptions _options;
    private readonly TimeProvider _time;
    private readonly PollWheel _wheel = new();
    private readonly List<WatchedUps?> _watched = [];
    private readonly Stack<int> _free = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly long _startedAt;
    private PollClock? _clock;
    private bool _isHurried;
    private int _onBattery;
    private int _identifying;
    private long _readings;
    private long _faults;
    private long _overrun;
    private long _postponed;
    private long _longWays;

    public Poller(IPollTransport transport, IReadingSink sink, PollerOptions? options = null, TimeProvider? time = null)
    {
        _transport = transport;
        _sink = sink;
        _options = options ?? PollerOptions.Default;
        _time = time ?? TimeProvider.System;
        _startedAt = _time.GetTimestamp();
    }

    public PollerCounters Counters
    {
        get
        {
            lock (_gate)
            {
                return new PollerCounters
                {
                    Watched = _watched.Count - _free.Count,
                    OnBattery = Volatile.Read(ref _onBattery),
                    Readings = Interlocked.Read(ref _readings),
                    Faults = Interlocked.Read(ref _faults),
                    Overrun = _overrun,
                    Postponed = _postponed,
                    LongWays = Interlocked.Read(ref _longWays),
                };
            }
        }
    }

    /// <summary>Begins to poll.</summary>
    public void Start()
    {
        lock (_gate)
            _clock ??= new PollClock(Turn, _time);
    }

    /// <summary>Polls a UPS from now on.</summary>
    public WatchedUps Watch(string name, IUpsDriver driver)
    {
        lock (_gate)
        {
            if (_watched.Count - _free.Count >= Limits.Upses)
                throw new InvalidOperationException($"A poller watches {Limits.Upses} UPSes at most.");
            var index = _free.TryPop(out var used) ? used : _watched.Count;
            var ups = new WatchedUps(name, index, driver) { IdentifyPause = Limits.IdentifyAgain };
            if (index == _watched.Count)
                _watched.Add(ups);
            else
                _watched[index] = ups;
            _wheel.Put(ups, _wheel.Turn + FirstTurn(index));
            return ups;
        }
    }

    /// <summary>Polls a UPS no more. What is under way for it may still come.</summary>
    public void Forget(WatchedUps ups)
    {
        lock (_gate)
        {
            if (ups.IsForgotten)
                return;
            ups.IsForgotten = true;
            _wheel.Take(ups);
            _watched[ups.Index] = null;
            _free.Push(ups.Index);
            Interlocked.Add(ref _onBattery, ups.Note(OutputSource.Mains));
        }
    }

    /// <summary>Asks a UPS at once, because there is news of it. News is never believed by itself.</summary>
    public void Hurry(WatchedUps ups)
    {
        if (ups.IsForgotten)
            return;
        ups.HurryAfter();
        Begin(ups);
    }

    /// <summary>Asks a UPS at the hurried pace, whatever the others are asked at; or as usual again.</summary>
    public void SetPace(WatchedUps ups, bool hurried)
    {
        ups.IsHurried = hurried;
        if (!hurried)
            return;
        lock (_gate)
        {
            var latest = _wheel.Turn + Turns(_options.HurriedInterval);
            if (ups.IsForgotten || ups.DueTurn <= latest)
                return;
            _wheel.Take(ups);
            _wheel.Put(ups, latest);
        }
    }

    public void Dispose()
    {
        _closing.Cancel();
        _clock?.Dispose();
        _closing.Dispose();
    }

    public void OnAnswer(WatchedUps ups, PollPlan plan, ReadOnlySpan<long> slots, TimeSpan roundTrip)
    {
        var card = ups.Snmp?.Card;
        if (card is null || !ReferenceEquals(card.Plan, plan))
        {
            End(ups);
            return;
        }

        var needsLongWay = card.WantsAlarms(slots, _time) || (card.HasToldState && !plan.TellsState(slots));
        ups.RoundTrip = ((ups.RoundTrip * 7) + roundTrip) / 8;
        if (ups.Faults >= PollPace.DeadAfter)
            card.LookAgainAt = _time.GetTimestamp();
        Deliver(ups, card.Take(slots), ups.AskedAt);
        if (needsLongWay)
            _ = TakeLongWayAsync(ups);
        else
            End(ups);
    }

    public void OnFailure(WatchedUps ups, PollPlan plan, SnmpFailure failure)
    {
        switch (failure.Kind)
        {
            case SnmpFailureKind.ErrorStatus:
                // The long way asks for each object until it knows which one is refused, or in smaller messages.
                ups.IsLongWayOnly |= failure.Status == SnmpErrorStatus.TooBig;
                _ = TakeLongWayAsync(ups);
                return;
            case SnmpFailureKind.Closed or SnmpFailureKind.Cancelled:
                break;
            default:
                Fail(ups, ups.Snmp!.FaultOf(failure));
                break;
        }

        End(ups);
    }

    /// <summary>One turn of the clock: starts what is due, within the budget of a turn.</summary>
    internal void Turn()
    {
        lock (_gate)
        {
            var now = _time.GetElapsedTime(_startedAt).Ticks / Limits.PollTick.Ticks;

            // After a long sleep of the machine nothing is made up for: everybody is asked once, spread as at the start.
            if (now - _wheel.Turn >= PollWheel.Turns)
                SpreadAll(now);
            ChangePace();
            for (var budget = Limits.PollsPerTick; _wheel.Turn <= now; _wheel.GoOn())
            {
                while (_wheel.TakeDue() is { } ups)
                {
                    // Counted from when it was due, so that the spread stays; what was missed meanwhile is not made up for.
                    var next = ups.TakeFirst()
                        ? _wheel.Turn + 1 + Spread(ups.Index)
                        : _wheel.Turn + Turns(PollPace.Next(ups.IsHurried ? _options.HurriedInterval : Usual, ups.RoundTrip, ups.Faults));
                    _wheel.Put(ups, Math.Max(next, now + 1));
                    if (!Begin(ups))
                        _overrun++;

                    // The rest of a jam waits for the next tick.
                    if (--budget == 0)
                        return;
                }
            }
        }
    }

    private TimeSpan Usual => _isHurried ? _options.HurriedInterval : _options.Interval;

    private static long Turns(TimeSpan span) => Math.Max(1, (long)Math.Round(span / Limits.PollTick));

    /// <summary>Turns from now at which the UPS of a place begins: places are mixed over the interval, so any number of them is spread evenly.</summary>
    private long Spread(int index) => (long)(index * 0.6180339887498949 % 1.0 * Turns(Usual));

    /// <summary>The first poll does not wait for the spread: a site wants to be known soon, and each UPS takes its own place from the second one on.</summary>
    private long FirstTurn(int index) => index < Limits.FirstPolls ? index / Limits.FirstPollsPerTick : Spread(index);

    private void SpreadAll(long now)
    {
        foreach (var ups in _watched.OfType<WatchedUps>())
            _wheel.Take(ups);
        _wheel.JumpTo(now);
        foreach (var ups in _watched.OfType<WatchedUps>())
            _wheel.Put(ups, now + Spread(ups.Index));
    }

    /// <summary>Nobody waits out the slow interval when something goes on battery.</summary>
    private void ChangePace()
    {
        var hurried = Volatile.Read(ref _onBattery) > 0;
        if (hurried == _isHurried)
            return;
        _isHurried = hurried;
        if (!hurried)
            return;
        foreach (var ups in _watched.OfType<WatchedUps>())
        {
            var latest = _wheel.Turn + Spread(ups.Index);
            if (ups.DueTurn <= latest)
                continue;
            _wheel.Take(ups);
            _wheel.Put(ups, latest);
        }
    }

    /// <summary>Starts a poll; false when one is under way already.</summary>
    private bool Begin(WatchedUps ups)
    {
        if (!ups.TryTake())
            return false;
        ups.TakeHurry();
        ups.AskedAt = _time.GetTimestamp();
        if (ups.Snmp?.Card is { } card && !ups.IsLongWayOnly && !card.IsLookDue(ups.AskedAt))
        {
            switch (_transport.Start(ups, card.Plan, this))
            {
                case PollStart.Started:
                    return true;
                case PollStart.NoRoom:
                    Interlocked.Increment(ref _postponed);
                    ups.Release();
                    return true;
                default:
                    ups.IsLongWayOnly = true;
                    break;
            }
        }

        if (ups.Snmp is { Card: null } && !MayIdentify(ups))
            ups.Release();
        else
            _ = TakeLongWayAsync(ups);
        return true;
    }

    /// <summary>A poll is over; news that came meanwhile starts another one at once.</summary>
    private void End(WatchedUps ups)
    {
        ups.Release();
        if (!ups.IsForgotten && ups.TakeHurry())
            Begin(ups);
    }

    private void Deliver(WatchedUps ups, Reading reading, long askedAt)
    {
        if (ups.IsForgotten)
            return;
        ups.Faults = 0;
        Interlocked.Increment(ref _readings);
        if (ups.Note(reading.Source) is var change and not 0)
            Interlocked.Add(ref _onBattery, change);
        _sink.OnReading(ups, reading, askedAt);
    }

    private void Fail(WatchedUps ups, DeviceFault fault)
    {
        if (ups.IsForgotten)
            return;
        ups.Faults++;
        Interlocked.Increment(ref _faults);
        _sink.OnFault(ups, fault);
    }
}
