using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using PowerController.Decisions;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Runtime.Diary;
using PowerController.Runtime.Following;
using PowerController.Runtime.Loop;
using PowerController.Runtime.Notifications.Queueing;
using PowerController.Runtime.Notifications.Receivers;
using PowerController.Runtime.Snapshots;
using PowerController.Snmp.Agent;

namespace PowerController.Runtime.Notifications;

/// <summary>Tells people what the diary says. Each receiver has a queue on disk and a courier of its own, so one that is down keeps nobody else waiting.</summary>
public sealed class Messenger : ITurnFollower, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<Told> _inHand = new();
    private readonly AutoResetEvent _news = new(false);
    private readonly ISnapshotSource _site;
    private readonly SnmpEngine _engine;
    private readonly Surroundings _around;
    private readonly DateTimeOffset _startedAt;
    private readonly Thread _thread;
    private readonly List<string> _notMade = [];
    private List<Courier> _couriers;
    private (NotificationSettings Settings, Site Site)? _other;
    private string _settings;
    private volatile bool _stopping;
    private (SiteState Before, SiteState After)? _turn;
    private long? _turnRecord;
    private long _lost;
    private bool _diskRefuses;

    /// <param name="snapshots">May have nothing to show before <see cref="Start"/>.</param>
    /// <param name="engine">This host's, for traps of version 3.</param>
    public Messenger(NotificationSettings settings, Site site, ISnapshotSource snapshots, SnmpEngine engine, Surroundings around)
    {
        (_site, _engine, _around) = (snapshots, engine, around);
        _startedAt = around.Time.GetUtcNow();
        _thread = new Thread(Work) { Name = "notifications", IsBackground = true };
        _couriers = Make(settings, site);
        _settings = CanonicalText.Of(settings);
    }

    public void Start()
    {
        TellOfNotMade();
        _couriers.ForEach(courier => courier.Start());
        _thread.Start();
    }

    /// <summary>Other receivers from now on. Those that stay keep what waits for them.</summary>
    public void Use(NotificationSettings settings, Site site)
    {
        lock (_lock)
        {
            var text = CanonicalText.Of(settings);
            if (string.Equals(text, _settings, StringComparison.Ordinal))
                return;
            (_settings, _other) = (text, (settings, site));
        }

        _news.Set();
    }

    /// <summary>Puts what is in hand onto the disk and ends; what is not delivered by then is delivered after the next start.</summary>
    public void Stop()
    {
        _stopping = true;
        _news.Set();
        if (_thread.ThreadState != ThreadState.Unstarted && _thread.IsAlive)
            _thread.Join(Limits.LastWrite);
        Task.WaitAll([.. _couriers.Select(courier => courier.StopAsync())], Limits.LastWrite);
    }

    public void Turned(PowerEvent happened, SiteState before, Decision decision, bool replayed) =>
        (_turn, _turnRecord) = (replayed ? null : (before, decision.State), null);

    public void Wrote(DiaryEntry entry)
    {
        // What the program says by itself after a turn has a record of its own, and nothing to do with what changed in the turn.
        var record = entry.Number >> Telling.IndexBits;
        if (_turnRecord is { } own && own != record)
            _turn = null;
        _turnRecord = record;
        lock (_lock)
        {
            _inHand.Enqueue(new Told(entry, _turn?.Before, _turn?.After));
            if (_inHand.Count > Limits.NoticesInHand)
            {
                _inHand.Dequeue();
                _lost++;
            }
        }

        _news.Set();
    }

    public void Dispose()
    {
        if (!_stopping)
            Stop();
        _couriers.ForEach(courier => courier.Dispose());
    }

    private void Work()
    {
        while (!_stopping)
        {
            PutDown();
            Change();
            _news.WaitOne();
        }

        PutDown();
    }

    private void Change()
    {
        (NotificationSettings Settings, Site Site)? other;
        lock (_lock)
            (other, _other) = (_other, null);
        if (other is not { } wanted)
            return;

        // A queue is one courier's: the old ones end before the new ones begin.
        Task.WaitAll([.. _couriers.Select(courier => courier.StopAsync())], Limits.LastWrite);
        _couriers.ForEach(courier => courier.Dispose());
        _couriers = Make(wanted.Settings, wanted.Site);
        TellOfNotMade();
        _couriers.ForEach(courier => courier.Start());
    }

    private List<Courier> Make(NotificationSettings settings, Site site)
    {
        var couriers = new List<Courier>();
        var source = Source(settings, site, _around.Host);
        var making = new ReceiverMaking(site.Name, source?.ToString() ?? _around.Host, source, _engine, _around);
        var directory = Path.Combine(_around.StateDirectory, "notifications");
        foreach (var receiver in settings.Receivers)
        {
            try
            {
                Directory.CreateDirectory(directory);
                var spool = Spool.Open(Path.Combine(directory, receiver.Name + ".queue"), _around.Time);
                couriers.Add(new Courier(receiver, spool, making.Make(receiver.Way), settings.MergeWindow, _around.Tell, _around.Time));
            }
            catch (Exception failure)
            {
                // One receiver that cannot be made (a secret that is not there, a full disk) must not keep the site from being run.
                _notMade.Add($"The receiver '{receiver.Name}' is not told anything: {failure.Message}");
            }
        }

        return couriers;
    }

    // Before the start there is no diary to write into.
    private void TellOfNotMade()
    {
        _notMade.ForEach(trouble => _around.Tell(Urgency.Alarm, trouble));
        _notMade.Clear();
    }

    private void PutDown()
    {
        List<Told> told;
        long lost;
        lock (_lock)
        {
            told = [.. _inHand];
            _inHand.Clear();
            (lost, _lost) = (_lost, 0);
        }

        if (lost > 0)
            _around.Tell(Urgency.Warning, string.Create(CultureInfo.InvariantCulture, $"{lost} entries came faster than they could be queued for their receivers, and were not told."));
        if (told.Count == 0)
            return;
        var figures = _site.Current;
        var notices = told.Select(one => NoticeOf(one, figures)).ToList();
        foreach (var courier in _couriers)
            Hand(courier, notices);
    }

    private void Hand(Courier courier, List<Notice> notices)
    {
        var wanted = notices.Where(notice => courier.Receiver.Wants(notice.Kind, notice.Urgency) && !IsOld(courier.Spool, notice)).ToList();
        if (wanted.Count == 0)
            return;
        try
        {
            courier.Spool.Add(wanted);
            _diskRefuses = false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (!_diskRefuses)
                _around.Tell(Urgency.Alarm, $"Messages are sent, but cannot be kept on disk: {failure.Message} A restart would lose what is not delivered.");
            _diskRefuses = true;
        }

        courier.Wake();
    }

    // A new receiver is not told what happened before it was configured.
    private bool IsOld(Spool spool, Notice notice) => spool.IsNew ? notice.Wall < _startedAt - Limits.NewReceiverLooksBack : spool.Knows(notice.Number, notice.Wall);

    private static Notice NoticeOf(Told told, SiteSnapshot figures)
    {
        if (told is { Before: { } before, After: { } after })
        {
            var (sort, objects) = NoticeSorter.Sort(told.Entry, before, after, figures);
            return Notice.Of(told.Entry, sort, objects);
        }

        return Notice.Of(told.Entry, NoticeSort.SiteAlarm, NoticeSorter.Alarm(told.Entry, figures.State));
    }

    /// <summary>The configured address; or the terminal's own, where this host has it.</summary>
    private static IPAddress? Source(NotificationSettings settings, Site site, string host)
    {
        if (settings.Source is { } configured)
            return IPAddress.Parse(configured);
        var own = site.Terminals.FirstOrDefault(terminal => string.Equals(terminal.Name, host, StringComparison.Ordinal))?.Address;
        if (!IPAddress.TryParse(own, out var address) || IPAddress.IsLoopback(address))
            return null;
        return NetworkInterface.GetAllNetworkInterfaces().SelectMany(card => card.GetIPProperties().UnicastAddresses).Any(unicast => unicast.Address.Equals(address)) ? address : null;
    }

    private sealed record Told(DiaryEntry Entry, SiteState? Before, SiteState? After);
}
