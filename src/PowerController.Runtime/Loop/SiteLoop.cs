using System.Collections.Immutable;
using PowerController.Hosts.Life;
using PowerController.Model;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Runtime.Desk;
using PowerController.Runtime.Diary;
using PowerController.Runtime.Journal;
using PowerController.Runtime.Readings;

namespace PowerController.Runtime.Loop;

/// <summary>
/// The one loop: takes what happens, decides, has it in the journal, and then lets the effects out. Everything that changes the site's state comes this way,
/// and one thing at a time.
/// </summary>
public sealed partial class SiteLoop : IDisposable
{
    /// <summary>So many turns share one sync of the journal: the first of them waits for the last some milliseconds at most.</summary>
    private const int TurnsAtOnce = 64;

    private readonly LoopParts _parts;
    private readonly HostClock _clock;
    private readonly SiteJournal _journal;
    private readonly Inbox _inbox = new();
    private readonly List<Turnover> _turns = [];
    private readonly SortedSet<TimeSpan> _wakes = [];
    private readonly TaskCompletionSource<string?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _tick;
    private readonly ITimer _wake;
    private List<object> _items = [];
    private List<UpsSlot> _slots = [];
    private IEffectCarrier? _effects;
    private Thread? _thread;
    private SiteState _state;
    private LoopView _view;
    private TimeSpan _keptAt;
    private TimeSpan _signedAt;
    private string? _trouble;
    private long _reads;
    private long _pumpedAt;
    private volatile bool _stopping;
    private int _asked;

    public SiteLoop(LoopParts parts)
    {
        _parts = parts;
        _clock = parts.Clock;
        _journal = parts.Journal;
        _state = parts.Resumed.State;
        _view = new LoopView(0, _state, UpsBoard.For(_state.Topology), parts.Resumed.Pages);
        (_keptAt, _signedAt) = (_clock.Now, _clock.Now);
        _pumpedAt = _clock.Time.GetTimestamp();
        _tick = _clock.Time.CreateTimer(_ => _inbox.Knock(), null, Limits.LoopTick, Limits.LoopTick);
        _wake = _clock.Time.CreateTimer(_ => _inbox.Put(Woken.Now), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Another configuration is in force. Called on the loop's own thread: it returns at once.</summary>
    public Action? OnSiteTaken { get; set; }

    /// <summary>What the loop shows by now; immutable.</summary>
    public LoopView View => Volatile.Read(ref _view);

    public HostClock Clock => _clock;

    /// <summary>Null when it was stopped; otherwise what it met, and then the program has to start again.</summary>
    public Task<string?> Ended => _ended.Task;

    /// <summary>It comes round: a loop that hangs does not, and whatever watches over the program starts it again.</summary>
    public bool IsAlive => !_ended.Task.IsCompleted && _clock.Time.GetElapsedTime(Volatile.Read(ref _pumpedAt)) < Limits.LoopHangs;

    /// <summary>What it did so far.</summary>
    public LoopCounters Counters => new(Interlocked.Read(ref _reads), _journal.Written);

    /// <summary>Says what was found in the journal, tells the followers what they may know already, and takes these events before any other.</summary>
    public void Begin(IEffectCarrier effects, params IEnumerable<PowerEvent> first)
    {
        _effects = effects;
        foreach (var follower in _parts.Followers)
        {
            foreach (var entry in View.Pages.Recent)
                follower.Wrote(entry);
        }

        KeepJournal();
        foreach (var failed in _parts.Resumed.Failed)
            _journal.Append(failed, _clock.Now, Wall);
        foreach (var failed in _parts.Resumed.Failed)
            Write(new Said(DiaryKind.Program, Urgency.Alarm, _state.Topology.Site.Name, $"A decision failed twice and is left out; automatic operation is held (LOCAL) until somebody has looked: {failed.Why}"));
        foreach (var problem in _parts.Resumed.Problems)
            Write(new Said(DiaryKind.Program, Urgency.Alarm, _state.Topology.Site.Name, problem));
        foreach (var note in _parts.Resumed.Notes)
            Write(new Said(DiaryKind.Program, Urgency.Information, _state.Topology.Site.Name, note));
        foreach (var happened in first)
            Post(happened);
    }

    /// <summary>Runs on a thread of its own from now on.</summary>
    public void Start()
    {
        Require.That(_effects is not null && _thread is null, "A loop begins, and starts once.");
        _thread = new Thread(Run) { IsBackground = true, Name = "site loop" };
        _thread.Start();
    }

    /// <summary>A fact. From any thread; never waits, never drops.</summary>
    public void Post(PowerEvent happened)
    {
        // What other hosts say of a UPS goes the way of what is polled: only the newest counts.
        if (happened is UpsRead read && View.Board.Find(read.Ups) is { } slot)
            Heard(slot, read.Reading);
        else if (happened is UpsSilent silent && View.Board.Find(silent.Ups) is { } missed)
            Missed(missed, silent.Kind);
        else
            _inbox.Put(happened);
    }

    /// <summary>A UPS has answered.</summary>
    public void Heard(UpsSlot slot, Reading reading)
    {
        Interlocked.Increment(ref _reads);
        var quiet = slot.IsQuiet(reading);
        if (slot.Put(reading, _clock.Time.GetTimestamp()))
            _inbox.Put(slot, quiet);
        else if (!quiet)
            _inbox.Knock();
    }

    /// <summary>A UPS has not answered.</summary>
    public void Missed(UpsSlot slot, SilenceKind silence)
    {
        var quiet = slot.IsQuiet(silence);
        if (slot.Put(silence))
            _inbox.Put(slot, quiet);
        else if (!quiet)
            _inbox.Knock();
    }

    /// <summary>Somebody asks for something; answered when it is decided.</summary>
    public async Task<Answer> AskAsync(string who, string from, Request request)
    {
        if (Interlocked.Increment(ref _asked) > Limits.Asked)
        {
            Interlocked.Decrement(ref _asked);
            return new Answer(false, "Too many requests wait for an answer; try again in a moment.");
        }

        try
        {
            var asked = new Asked(at => new OperatorAsked(at, who, from, request), NewAnswer());
            _inbox.Put(asked);
            return await asked.Answer.Task.ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _asked);
        }
    }

    /// <summary>Puts a checked configuration in force; done when it is.</summary>
    public Task ChangeSiteAsync(Model.Sites.Site site, string digest)
    {
        var asked = new Asked(at => new ConfigurationChanged(at, site, digest), NewAnswer());
        _inbox.Put(asked);
        return asked.Answer.Task;
    }

    /// <summary>An entry of the diary that no decision leads to; its text stands in the journal.</summary>
    public void Tell(Said said) => _inbox.Put(said);

    /// <summary>Takes all that waits, on the caller's thread: for whoever has no thread running.</summary>
    public void Pump()
    {
        _items.Clear();
        _slots.Clear();
        _inbox.Take(ref _items, ref _slots);
        foreach (var item in _items)
            Take(item);
        if (_slots.Count > 0)
        {
            var now = _clock.Now;
            foreach (var slot in _slots)
                Take(slot, now);
        }

        Commit();
        KeepJournal();
        Volatile.Write(ref _pumpedAt, _clock.Time.GetTimestamp());
    }

    /// <summary>Stops the loop. What is committed stays so: the journal has it, and the next start goes on with it.</summary>
    public void Dispose()
    {
        _stopping = true;
        _inbox.Knock();
        if (_thread is { } thread && thread != Thread.CurrentThread)
            thread.Join();
        _tick.Dispose();
        _wake.Dispose();
        _journal.Dispose();
        _ended.TrySetResult(null);
    }

    private DateTimeOffset Wall => _clock.Time.GetUtcNow();

    private static TaskCompletionSource<Answer> NewAnswer() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Run()
    {
        try
        {
            while (!_stopping)
            {
                Pump();
                _inbox.Wait(_parts.QuietReading);
            }
        }
#pragma warning disable CA1031 // The edge of the loop: whatever it was, the program starts again and the journal replays.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            _ended.TrySetResult(defect.Message);
        }
    }
}

/// <summary>What the loop shows to everybody else.</summary>
/// <param name="Version">Greater with each change.</param>
public sealed record LoopView(long Version, SiteState State, UpsBoard Board, Pages Pages);

/// <param name="Readings">Readings heard.</param>
/// <param name="Journaled">Records written.</param>
public readonly record struct LoopCounters(long Readings, long Journaled);

/// <summary>An entry of the diary in the making.</summary>
public sealed record Said(DiaryKind Kind, Urgency Urgency, string Subject, string Text, string? Who = null, string? From = null);
