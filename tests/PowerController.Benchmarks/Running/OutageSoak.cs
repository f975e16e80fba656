using System.Diagnostics;
using System.Globalization;
using PowerController.Benchmarks.Snmp;

namespace PowerController.Benchmarks.Running;

/// <summary>Outage after outage on a played site, thirty times as fast, with the built program as its control terminal: killed again and again, or left alone for long.</summary>
internal sealed class OutageSoak : IDisposable
{
    private static readonly string[] _failing = ["UPS2", "UPS3", "UPS4"];
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(4);

    /// <summary>Who is killed every few seconds for ever never comes to an end: after this long it is left alone, and has to.</summary>
    private static readonly TimeSpan _killing = TimeSpan.FromSeconds(75);

    private readonly string _directory = Directory.CreateTempSubdirectory("powerctl-soak-").FullName;
    private readonly PlayedSite _site;
    private readonly Random _random;
    private readonly bool _kills;
    private readonly List<string> _wrong = [];
    private readonly List<(double Handles, double Megabytes)> _kept = [];
    private DaemonProcess _daemon;
    private TimeSpan _killAt;
    private int _killed;

    private OutageSoak(int seed, bool kills)
    {
        _random = new Random(seed);
        _kills = kills;
        _site = new PlayedSite(_directory);
        _daemon = _site.StartTerminal();
        NextKill();
    }

    /// <summary>`kills`: SIGKILL while outages go on.</summary>
    public static int Kills(string[] words)
    {
        Arguments arguments = new(words);
        var (kills, seed) = (arguments.Number("kills", 200), arguments.Number("seed", Environment.TickCount & 0xffff));
        Console.WriteLine($"seed {seed}");
        using var soak = new OutageSoak(seed, kills: true);
        for (var outage = 1; soak._killed < kills && soak._wrong.Count == 0; outage++)
            soak.Play(outage);
        return soak.Report();
    }

    /// <summary>`soak`: no kills, but handles and memory.</summary>
    public static int Soak(string[] words)
    {
        var minutes = new Arguments(words).Number("minutes", 30);
        using var soak = new OutageSoak(0, kills: false);
        var began = Stopwatch.GetTimestamp();
        for (var outage = 1; Stopwatch.GetElapsedTime(began).TotalMinutes < minutes && soak._wrong.Count == 0; outage++)
            soak.Play(outage);
        return soak.Report();
    }

    public void Dispose()
    {
        _daemon.Dispose();
        _site.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private void Play(int outage)
    {
        var began = Stopwatch.GetTimestamp();
        if (!Until(() => _site.AllRun && _site.Journal() is { State: var state } && state.Runs.IsEmpty && state.Role == Model.Runs.Role.Master && state.Nodes.All(node => node.Power == Model.Runs.NodePower.Up), "the site to be whole"))
            return;
        var before = _site.Journal()!.Pages.Closed.Select(report => report.Run).ToHashSet();
        foreach (var ups in _failing)
            _site.Cards.Fail(ups);
        if (!Until(() => _site.AllStopped && _failing.All(ups => !_site.Cards.Feeds(ups)), "everything to be off"))
            return;
        foreach (var ups in _failing)
            _site.Cards.Restore(ups);
        if (!Until(() => _site.AllRun && _site.Journal() is { State.Runs.IsEmpty: true } read && read.Pages.Closed.Any(report => !before.Contains(report.Run)), "everything to run again"))
            return;
        var reports = _site.Journal()!.Pages.Closed.Where(report => !before.Contains(report.Run)).ToList();
        foreach (var report in reports.Where(report => !report.NotStarted.IsEmpty))
            _wrong.Add($"outage {outage}: {string.Join(", ", report.NotStarted)} not started");
        _wrong.AddRange(_site.Replayed);
        _kept.Add((_daemon.Handles, _daemon.ResidentMegabytes));
        var given = string.Join("; ", reports.SelectMany(report => report.GivenUp));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"outage {outage,3}: {Stopwatch.GetElapsedTime(began).TotalSeconds,5:0.0} s, {reports.Count} runs, {_killed} kills so far, {_site.Orders} orders, {_daemon.Handles} handles, {_daemon.ResidentMegabytes:0} MB{(given.Length > 0 ? $"; given up: {given}" : "")}"));
    }

    private bool Until(Func<bool> holds, string what)
    {
        var began = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Tend(mayKill: Stopwatch.GetElapsedTime(began) < _killing);
            if (_wrong.Count > 0)
                return false;
            if (Stopwatch.GetElapsedTime(began) > _patience)
            {
                _wrong.Add($"waited {_patience.TotalMinutes:0} minutes for {what}; {string.Join(", ", _site.Machines)}");
                foreach (var line in _daemon.Lines.TakeLast(30))
                    Console.WriteLine($"  {line}");
                Console.WriteLine(Model.Runs.CanonicalText.Of(_site.Journal()?.State));
                return false;
            }

            Thread.Sleep(50);
        }

        return true;
    }

    private void Tend(bool mayKill)
    {
        if (_daemon.HasExited)
        {
            _wrong.Add($"the program ended by itself: {string.Join(" | ", _daemon.Lines.TakeLast(3))}");
            _daemon.Dispose();
            _daemon = _site.StartTerminal();
            NextKill();
        }

        if (!_kills || !mayKill || _daemon.Age < _killAt)
            return;
        _daemon.Kill();
        _daemon.Dispose();
        _killed++;
        _daemon = _site.StartTerminal();
        NextKill();
    }

    private void NextKill() => _killAt = TimeSpan.FromMilliseconds(_random.Next(300, 4000));

    // What leaks rises from the first third to the last; the first outages still fill what is kept for reuse.
    private void ReportKept()
    {
        var third = Math.Max(1, _kept.Count / 3);
        var (early, late) = (_kept.Take(third).ToList(), _kept.TakeLast(third).ToList());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{_kept.Count} outages. Means of the first and the last third: {early.Average(at => at.Handles):0.0} and {late.Average(at => at.Handles):0.0} handles, {early.Average(at => at.Megabytes):0.0} and {late.Average(at => at.Megabytes):0.0} MB; at most {_kept.Max(at => at.Handles):0} handles, {_kept.Max(at => at.Megabytes):0} MB."));
    }

    private int Report()
    {
        if (!_kills && _kept.Count > 0)
            ReportKept();
        foreach (var line in _wrong)
            Console.WriteLine($"WRONG: {line}");
        Console.WriteLine(_wrong.Count > 0
            ? $"{_wrong.Count} things went wrong after {_killed} kills."
            : !_kills ? "Every outage came to its end." : $"{_killed} kills: no order was lost, and none came after its run had ended.");
        return _wrong.Count == 0 ? 0 : 1;
    }
}
