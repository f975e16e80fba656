using System.Net;
using PowerController.Devices.Drivers;
using PowerController.Devices.Polling;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Runtime.Loop;

namespace PowerController.Runtime.Readings;

/// <summary>How the UPSes of a site are reached from here.</summary>
public interface IUpsReach
{
    /// <summary>A driver; a fault, in words, where the connection cannot be used; null where another host reads the UPS.</summary>
    DeviceResult<IUpsDriver>? DriverOf(Ups ups);

    /// <summary>Where its traps come from; null where it sends none.</summary>
    IPAddress? TrapsFrom(Ups ups);
}

/// <summary>Polls the UPSes that are reached from here, and brings what they say to the loop.</summary>
public sealed class UpsWatch : IReadingSink, IDisposable
{
    private readonly Lock _gate = new();
    private readonly SiteLoop _loop;
    private readonly IUpsReach _reach;
    private readonly Action<string, bool> _heard;
    private readonly Poller _poller;
    private readonly TrapRouter _traps;
    private readonly SortedDictionary<string, Watched> _watched = new(StringComparer.Ordinal);
    private UpsSlot?[] _slots = [];
    private bool?[] _answers = [];

    /// <param name="heard">Told when a UPS begins to answer or ceases to.</param>
    public UpsWatch(SiteLoop loop, IUpsReach reach, IPollTransport transport, Devices.Profiles.ProfileLibrary library, Action<string, bool> heard)
    {
        _loop = loop;
        _reach = reach;
        _heard = heard;
        var timing = loop.View.State.Topology.Site.Timing;
        _poller = new Poller(transport, this, new PollerOptions(timing.PollInterval, timing.HurriedPollInterval), loop.Clock.Time);
        _traps = new TrapRouter(_poller, library);
    }

    public PollerCounters Counters => _poller.Counters;

    public TrapRouter Traps => _traps;

    /// <summary>Watches the UPSes of this site; what it watches already and is as it was goes on.</summary>
    public void Use(Topology topology)
    {
        var board = _loop.View.Board;
        lock (_gate)
        {
            foreach (var (name, watched) in _watched.ToList())
            {
                if (topology.Ups(name) is not (>= 0 and var at) || topology.Upses[at].Ups.Connection != watched.Ups.Connection)
                    Forget(name, watched);
            }

            foreach (var place in topology.Upses)
            {
                if (!_watched.ContainsKey(place.Ups.Name) && board.Find(place.Ups.Name) is { } slot)
                    Begin(place.Ups, slot);
            }
        }

        _poller.Start();
    }

    public IUpsDriver? DriverOf(string ups)
    {
        lock (_gate)
            return _watched.GetValueOrDefault(ups)?.Polled.Driver;
    }

    public void SetPace(string ups, bool hurried)
    {
        if (Find(ups) is { } watched)
            _poller.SetPace(watched.Polled, hurried);
    }

    public void ReadNow(string ups)
    {
        if (Find(ups) is { } watched)
            _poller.Hurry(watched.Polled);
    }

    public void OnReading(WatchedUps ups, Reading reading, long askedAt)
    {
        if (SlotOf(ups) is not { } slot)
            return;
        Answers(ups, slot, true);
        _loop.Heard(slot, reading);
    }

    public void OnFault(WatchedUps ups, DeviceFault fault)
    {
        if (SlotOf(ups) is not { } slot)
            return;
        Answers(ups, slot, false);
        _loop.Missed(slot, fault.Kind switch
        {
            DeviceFaultKind.NotReachable => SilenceKind.Unreachable,
            DeviceFaultKind.AccessDenied or DeviceFaultKind.Refused => SilenceKind.Refused,
            DeviceFaultKind.Garbled or DeviceFaultKind.NotIdentified => SilenceKind.Garbled,
            _ => SilenceKind.NoAnswer,
        });
    }

    public void OnIdentified(WatchedUps ups, UpsDescription description)
    {
        if (SlotOf(ups) is { } slot)
            slot.Identity = description.Identity;
    }

    public void Dispose() => _poller.Dispose();

    private Watched? Find(string ups)
    {
        lock (_gate)
            return _watched.GetValueOrDefault(ups);
    }

    private void Begin(Ups ups, UpsSlot slot)
    {
        if (_reach.DriverOf(ups) is not { } reached)
            return;
        if (reached.Value is not { } driver)
        {
            _loop.Tell(new Said(DiaryKind.Power, Urgency.Alarm, ups.Name, $"{ups.Name} cannot be watched: {reached.Fault}"));
            return;
        }

        slot.Address = driver.Address;
        var polled = _poller.Watch(ups.Name, driver);
        if (polled.Index >= _slots.Length)
        {
            Array.Resize(ref _answers, Math.Max(64, polled.Index * 2));
            var larger = new UpsSlot?[_answers.Length];
            _slots.CopyTo(larger, 0);
            Volatile.Write(ref _slots, larger);
        }

        _answers[polled.Index] = null;
        _slots[polled.Index] = slot;
        var from = _reach.TrapsFrom(ups);
        if (from is not null)
            _traps.Add(from, polled);
        _watched[ups.Name] = new Watched(ups, polled, from);
    }

    private void Forget(string name, Watched watched)
    {
        _poller.Forget(watched.Polled);
        if (watched.TrapsFrom is { } from)
            _traps.Remove(from);
        _watched.Remove(name);
    }

    private UpsSlot? SlotOf(WatchedUps ups)
    {
        var slots = Volatile.Read(ref _slots);
        return ups.Index < slots.Length && slots[ups.Index] is { } slot && string.Equals(slot.Name, ups.Name, StringComparison.Ordinal) ? slot : null;
    }

    // Of one UPS there comes one thing at a time.
    private void Answers(WatchedUps ups, UpsSlot slot, bool answers)
    {
        if (_answers[ups.Index] == answers)
            return;
        _answers[ups.Index] = answers;
        _heard(slot.Name, answers);
    }

    private sealed record Watched(Ups Ups, WatchedUps Polled, IPAddress? TrapsFrom);
}
