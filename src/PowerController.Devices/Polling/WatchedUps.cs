using PowerController.Devices.Drivers;
using PowerController.Devices.Snmp;
using PowerController.Model.Readings;
using PowerController.Snmp.Client;

namespace PowerController.Devices.Polling;

/// <summary>A UPS that is polled. Its fields belong to whoever has taken it (<see cref="TryTake"/>); those of the wheel to the poller's clock.</summary>
public sealed class WatchedUps
{
    private int _busy;
    private int _hurried;
    private bool _isFirst = true;
    private int _onBattery;
    private volatile bool _isForgotten;
    private volatile bool _isHurried;

    internal WatchedUps(string name, int index, IUpsDriver driver)
    {
        Name = name;
        Index = index;
        Driver = driver;
        Snmp = driver as SnmpDriver;
    }

    public string Name { get; }

    /// <summary>Its place in the poller.</summary>
    public int Index { get; }

    public IUpsDriver Driver { get; }

    /// <summary>True while its last reading says so; silence changes nothing.</summary>
    public bool IsOnBattery => Volatile.Read(ref _onBattery) != 0;

    /// <summary>It is asked at the hurried pace, whatever the others are asked at.</summary>
    internal bool IsHurried
    {
        get => _isHurried;
        set => _isHurried = value;
    }

    internal SnmpDriver? Snmp { get; }

    internal SnmpTarget? Target => Snmp?.Target;

    internal bool IsForgotten
    {
        get => _isForgotten;
        set => _isForgotten = value;
    }

    internal UpsDescription? ToldDescription { get; set; }

    /// <summary>When the poll that is under way was asked.</summary>
    internal long AskedAt { get; set; }

    /// <summary>Faults in a row.</summary>
    internal int Faults { get; set; }

    /// <summary>How long it takes to answer, smoothed.</summary>
    internal TimeSpan RoundTrip { get; set; }

    /// <summary>Its answers do not fit into one message: it is polled the long way always.</summary>
    internal bool IsLongWayOnly { get; set; }

    /// <summary>When it may be identified again.</summary>
    internal long IdentifyAt { get; set; }

    internal TimeSpan IdentifyPause { get; set; }

    /// <summary>Turn of the wheel at which it is due, and its neighbours there.</summary>
    internal long DueTurn { get; set; } = -1;

    internal WatchedUps? Previous { get; set; }

    internal WatchedUps? Next { get; set; }

    /// <summary>Takes it for one poll; false while another one is under way.</summary>
    internal bool TryTake() => Interlocked.CompareExchange(ref _busy, 1, 0) == 0;

    internal void Release() => Volatile.Write(ref _busy, 0);

    /// <summary>The poll that is under way may have been asked before the news: another one follows it.</summary>
    internal void HurryAfter() => Volatile.Write(ref _hurried, 1);

    /// <summary>True once: for its first poll. Of the poller's clock.</summary>
    internal bool TakeFirst()
    {
        var first = _isFirst;
        _isFirst = false;
        return first;
    }

    internal bool TakeHurry() => Interlocked.Exchange(ref _hurried, 0) == 1;

    /// <summary>Notes what a reading says; +1 and −1 when a UPS went on battery or off it. A source that is not known changes nothing.</summary>
    internal int Note(OutputSource source)
    {
        if (source == OutputSource.Unknown)
            return 0;
        var now = source == OutputSource.Battery ? 1 : 0;
        return now - Interlocked.Exchange(ref _onBattery, now);
    }

    public override string ToString() => $"{Name} ({Driver.Address})";
}
