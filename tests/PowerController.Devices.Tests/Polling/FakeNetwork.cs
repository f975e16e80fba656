using PowerController.Devices.Drivers;
using PowerController.Devices.Polling;
using PowerController.Devices.Profiles;
using PowerController.Devices.Snmp;
using PowerController.Devices.Tests.Snmp;
using PowerController.Model.Readings;
using PowerController.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Devices.Tests.Polling;

/// <summary>Cards that answer polls after a while, in virtual time; and everything that came of it.</summary>
internal sealed class FakeNetwork : IPollTransport, IReadingSink
{
    private readonly SnmpDrivers _drivers;

    public FakeNetwork(PollerOptions? options = null)
    {
        _drivers = new SnmpDrivers(ProfileLibrary.BuiltIn, Time);
        Poller = new Poller(this, this, options, Time);
    }

    public ManualTime Time { get; } = new();

    public Poller Poller { get; }

    public Dictionary<WatchedUps, FakeCard> Cards { get; } = [];

    /// <summary>How long a card takes to answer.</summary>
    public Dictionary<WatchedUps, TimeSpan> Latency { get; } = [];

    /// <summary>What a card answers instead of values.</summary>
    public Dictionary<WatchedUps, SnmpFailure> Failure { get; } = [];

    /// <summary>UPSes whose poll does not fit into one message.</summary>
    public HashSet<WatchedUps> TooLarge { get; } = [];

    public List<(TimeSpan At, WatchedUps Ups)> Started { get; } = [];

    public List<(TimeSpan At, WatchedUps Ups, Reading Reading)> Readings { get; } = [];

    public List<(TimeSpan At, WatchedUps Ups, DeviceFault Fault)> Faults { get; } = [];

    public List<WatchedUps> Identified { get; } = [];

    public WatchedUps Add(string name, FakeCard card)
    {
        var ups = Poller.Watch(name, _drivers.For(card));
        Cards[ups] = card;
        return ups;
    }

    public void Run(TimeSpan span)
    {
        Poller.Start();
        Time.Advance(span);
    }

    public PollStart Start(WatchedUps ups, PollPlan plan, IPollReceiver receiver)
    {
        if (TooLarge.Contains(ups))
            return PollStart.TooLarge;
        Started.Add((Time.Now, ups));
        var card = Cards[ups];
        var after = card.IsDead ? Limits.PollDeadline : Latency.GetValueOrDefault(ups, TimeSpan.FromMilliseconds(5));
        ITimer? timer = null;
        timer = Time.CreateTimer(_ => Answer(), null, after, Timeout.InfiniteTimeSpan);
        return PollStart.Started;

        void Answer()
        {
            timer?.Dispose();
            if (card.IsDead)
                receiver.OnFailure(ups, plan, new SnmpFailure(SnmpFailureKind.Timeout));
            else if (Failure.TryGetValue(ups, out var failure))
                receiver.OnFailure(ups, plan, failure);
            else
                receiver.OnAnswer(ups, plan, Slots(card, plan), after);
        }
    }

    public void OnReading(WatchedUps ups, Reading reading, long askedAt) => Readings.Add((Time.Now, ups, reading));

    public void OnFault(WatchedUps ups, DeviceFault fault) => Faults.Add((Time.Now, ups, fault));

    public void OnIdentified(WatchedUps ups, UpsDescription description) => Identified.Add(ups);

    public List<TimeSpan> StartsOf(WatchedUps ups) => [.. Started.Where(start => start.Ups == ups).Select(start => start.At)];

    public TimeSpan LongestGap(WatchedUps ups, TimeSpan since)
    {
        var starts = StartsOf(ups).Where(at => at >= since).ToList();
        return starts.Zip(starts.Skip(1), (first, second) => second - first).DefaultIfEmpty(TimeSpan.MaxValue).Max();
    }

    private static long[] Slots(FakeCard card, PollPlan plan)
    {
        var slots = new long[plan.Objects.Length];
        plan.Read(new SnmpReply(SnmpFailure.None, [.. plan.Objects.Select(name => new VarBind(name, card.Objects.TryGetValue(name, out var value) ? value : SnmpValue.NoSuchObject))], default), slots);
        return slots;
    }
}
