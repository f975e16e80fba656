using System.Collections.Immutable;
using PowerController.Coordination.Stations;
using PowerController.Decisions;
using PowerController.Devices.Polling;
using PowerController.Devices.Profiles;
using PowerController.Hosts.Life;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Runtime.Desk;
using PowerController.Runtime.Effects;
using PowerController.Runtime.Journal;
using PowerController.Runtime.Loop;
using PowerController.Runtime.Readings;
using PowerController.Runtime.Snapshots;

namespace PowerController.Running;

/// <summary>What a control terminal's program is made of.</summary>
/// <param name="State">The directory of its journal and memory; locked by the caller.</param>
/// <param name="Transport">Polls.</param>
internal sealed record TerminalPlan(
    Site Site, string Digest, string Self, HostPlan Host, string State, TimeProvider Time, IUpsReach Upses, IPollTransport Transport, ProfileLibrary Profiles)
{
    public ImmutableArray<ITurnFollower> Followers { get; init; } = [];

    /// <summary>How fast <see cref="Time"/> runs.</summary>
    public double Speed { get; init; } = 1;
}

/// <summary>A control terminal's program, put together: journal, loop, coordination, polling, effects, desk.</summary>
internal sealed class TerminalProgram : IDisposable
{
    private static readonly TimeSpan _quiet = TimeSpan.FromMilliseconds(50);

    private readonly TerminalPlan _plan;
    private readonly SiteLoop _loop;
    private readonly StationHost _host;
    private readonly Resumed _resumed;
    private readonly RunsTeller _runs;
    private readonly UpsCommander _commander;
    private TerminalSide? _side;

    private TerminalProgram(TerminalPlan plan, Resumed resumed, SiteLoop loop, StationHost host, DiaryReaders readers)
    {
        (_plan, _resumed, _loop, _host, Readers) = (plan, resumed, loop, host, readers);
        Watch = new UpsWatch(loop, plan.Upses, plan.Transport, plan.Profiles, host.UpsHeard);
        _commander = new UpsCommander(Watch.DriverOf, loop.Post, () => loop.Clock.Now);
        _runs = new RunsTeller(host);
        Snapshots = new SnapshotMaker(loop, () => HostView.Of(host.State)) { Unheeded = () => Unheeded.Of(host.Counts) };
    }

    public SiteLoop Loop => _loop;

    public StationHost Host => _host;

    public UpsWatch Watch { get; }

    public SnapshotMaker Snapshots { get; }

    public DiaryReaders Readers { get; }

    /// <summary>The program, ready to begin; or the problem, in an operator's words.</summary>
    public static TerminalProgram? Open(TerminalPlan plan, out string? problem)
    {
        var files = new JournalDirectory(Path.Combine(plan.State, "journal"));
        var readers = new DiaryReaders();
        var followers = plan.Followers.Add(readers);
        var reader = new JournalReader(files, Decider.Decide)
        {
            OnTurn = turn =>
            {
                foreach (var follower in followers)
                    follower.Turned(turn.Event, turn.Before, turn.Decision, replayed: true);
            },
        };
        Resumed resumed;
        SiteJournal journal;
        try
        {
            resumed = reader.Read(repair: true) ?? Resumed.Fresh(SiteState.Of(plan.Site, plan.Digest), plan.Time.GetUtcNow()) with { Problems = reader.Problems };
            journal = SiteJournal.Open(files, resumed, plan.Time);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            problem = $"The journal in {plan.State} cannot be read: {refused.Message} Mend that, or name another directory with --state.";
            return null;
        }

        var clock = new HostClock(plan.Time, resumed.ClockAt(plan.Time.GetUtcNow(), SignOfLife.Now(), plan.Speed));
        var opened = (plan.Host with { Term = resumed.State.Term }).Open(clock);
        problem = opened.Problem;
        if (opened.Host is not { } host)
        {
            journal.Dispose();
            return null;
        }

        var loop = new SiteLoop(new LoopParts(clock, journal, resumed) { Followers = followers, QuietReading = _quiet / plan.Speed });
        return new TerminalProgram(plan, resumed, loop, host, readers);
    }

    /// <summary>Everything begins to run.</summary>
    /// <param name="node">The agent's side, where this host is a node too.</param>
    public void Start(INodeReach reach, IOwnHost ownHost, Action<TakeConfiguration> configuration, INodeSide? node)
    {
        _side = new TerminalSide(_loop, configuration);
        _loop.Begin(new EffectCarrier(new Carriers(Watch, _commander, _host, reach, ownHost, _runs)), FirstEvents());
        _host.Start(_side, node);
        _loop.Start();
        Watch.Use(_loop.View.State.Topology);
    }

    /// <summary>Stops in order. What is committed goes on by the journal, by the other terminals, and by the deadlines the nodes have.</summary>
    public void Dispose()
    {
        Watch.Dispose();
        _commander.Dispose();
        _runs.Dispose();
        _host.Dispose();
        _loop.Dispose();
    }

    private IEnumerable<PowerEvent> FirstEvents()
    {
        var now = _loop.Clock.Now;
        if (!string.Equals(_resumed.State.Digest, _plan.Digest, StringComparison.Ordinal))
            yield return new ConfigurationChanged(now, _plan.Site, _plan.Digest);
        // Another terminal may lead by now: who starts again stands by until it is told to lead.
        if (_plan.Site.Terminals.Length > 1 && !_resumed.IsFresh)
            yield return new BecameStandby(now, _resumed.State.Term);
        yield return new Started(now, _plan.Self, _plan.Time.GetUtcNow(), _resumed.UnseenAt(SignOfLife.Now()) * _plan.Speed, now - _resumed.LastSeenAt);
    }
}
