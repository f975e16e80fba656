using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PowerController.Decisions;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Units;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Desk;
using PowerController.Runtime.Snapshots;

namespace PowerController.Console.Tests.Desk;

/// <summary>A desk without a loop: the site is decided by the real decisions, event by event, as the test tells them.</summary>
public sealed class PaperDesk : IOperatorDesk
{
    private static readonly DateTimeOffset _began = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);
    private readonly ConcurrentQueue<DiaryEntry> _later = new();
    private readonly SemaphoreSlim _more = new(0);
    private ImmutableArray<DiaryEntry> _recent = [];
    private ImmutableArray<RunReport> _closed = [];
    private SiteState _state;
    private TimeSpan _now = TimeSpan.FromHours(1);
    private long _taken;

    public PaperDesk(string? site = null)
    {
        var load = site is null ? SiteConfiguration.Load(Repository.Path("config")) : SiteConfiguration.Parse(site, "site.yaml");
        Configuration = load.Configuration ?? throw new InvalidOperationException(load.Errors[0].ToString());
        _state = SiteState.Of(Configuration.Site, Configuration.Digest);
    }

    public SiteConfiguration Configuration { get; }

    public ConcurrentQueue<(string Who, string From, object What)> Asked { get; } = [];

    public ConcurrentQueue<(string Who, string From, string What)> TurnedAway { get; } = [];

    public Answer Answer { get; set; } = new(true, "done");

    /// <summary>How many entries followers have taken.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Somebody who followed has left.</summary>
    public TaskCompletionSource FollowerLeft { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SiteSnapshot Current => new(
        1, _began + _now, _now, Configuration.Site, Configuration.Digest, _state,
        [.. _state.Topology.Upses.Select(place => new UpsFigures(Reading, _now - TimeSpan.FromSeconds(2), "127.0.0.1:16100", null))], [], _recent) { Closed = _closed };

    public Reading Reading { get; set; } = new(
        OutputSource.Mains, Conditions.None, new Percent(97), TimeSpan.FromMinutes(30), new Percent(31), new Watts(310), new Volts(101), null, new Volts(100.5));

    /// <summary>The terminal has started, leads, and has heard everything.</summary>
    public PaperDesk Started()
    {
        Tell(new Started(_now, Configuration.Site.Terminals[0].Name, _began));
        Tell(new BecameMaster(_now, 1));
        foreach (var ups in Configuration.Site.Upses)
            Tell(new UpsRead(_now, ups.Name, Reading));
        foreach (var node in Configuration.Site.Nodes)
            Tell(new NodeReported(_now, node.Name, AgentWord.Up, 1, RunId.None));
        return this;
    }

    public PaperDesk Later(TimeSpan time, params ReadOnlySpan<Func<TimeSpan, PowerEvent>> events)
    {
        _now += time;
        foreach (var happened in events)
            Tell(happened(_now));
        return this;
    }

    public void Write(params ReadOnlySpan<DiaryEntry> entries) => _recent = [.. _recent, .. entries];

    public void WriteLater(DiaryEntry entry)
    {
        _later.Enqueue(entry);
        _more.Release();
    }

    public static DiaryEntry Entry(long number, string text = "something happened") =>
        new(number, _began.AddSeconds(number), DiaryKind.Power, Urgency.Warning, "UPS1", text);

    public Task<Answer> AskAsync(string who, string from, Request request, CancellationToken cancellation)
    {
        Asked.Enqueue((who, from, request));
        return Task.FromResult(Answer);
    }

    public Task<Answer> CommandUpsAsync(string who, string from, UpsCommand command, CancellationToken cancellation)
    {
        Asked.Enqueue((who, from, command));
        return Task.FromResult(Answer);
    }

    public Task<Answer> ReloadAsync(string who, string from, CancellationToken cancellation)
    {
        Asked.Enqueue((who, from, "reload"));
        return Task.FromResult(Answer);
    }

    public void NoteTurnedAway(string who, string from, string what) => TurnedAway.Enqueue((who, from, what));

    public async IAsyncEnumerable<DiaryEntry> FollowAsync(long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        try
        {
            foreach (var entry in _recent.Where(entry => entry.Number > after))
                yield return entry;
            while (true)
            {
                await _more.WaitAsync(cancellation);
                if (_later.TryDequeue(out var entry))
                {
                    Interlocked.Increment(ref _taken);
                    yield return entry;
                }
            }
        }
        finally
        {
            FollowerLeft.TrySetResult();
        }
    }

    private void Tell(PowerEvent happened)
    {
        var decision = Decider.Decide(_state, happened);
        _state = decision.State;
        foreach (var closed in decision.Effects.OfType<CloseRun>())
            _closed = _closed.Add(closed.Report);
    }
}
