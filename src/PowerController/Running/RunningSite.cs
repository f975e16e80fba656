using System.Net;
using PowerController.Hosts.Commands;
using PowerController.Hosts.Starting;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Following;
using PowerController.Runtime.History;
using PowerController.Runtime.Notifications;
using PowerController.Runtime.Reloading;
using PowerController.Runtime.Snapshots;
using PowerController.Agent.Life;
using PowerController.Devices.Polling;
using PowerController.Devices.Profiles;
using PowerController.Devices.Snmp;
using PowerController.Gateways;
using PowerController.Hosts.Keys;
using PowerController.Hosts.Life;
using PowerController.Runtime.Desk;
using PowerController.Runtime.Effects;
using PowerController.Runtime.Loop;
using PowerController.Simulator.Live;
using PowerController.Snmp.Client;

namespace PowerController.Running;

/// <summary>A running control terminal with everything around it: state directory, keys, SNMP, traps, simulated machines where the site has some.</summary>
internal sealed class RunningSite : IAsyncDisposable
{
    private const int TrapPort = 162;

    /// <summary>Requests in flight at a time, for each UPS: one poll and some looks, even when all of them are silent at once.</summary>
    private const int InFlightPerUps = 2;

    private const int InFlightMin = 256;
    private const int InFlightMax = 8192;

    private readonly Stack<IDisposable> _parts = new();
    private readonly LateSnapshots _late = new();
    private HistoryKeeper? _history;
    private Messenger? _messenger;
    private SiteGateways? _gateways;
    private AgentAtWork? _agent;

    private RunningSite(RunPlan plan, TimeProvider time)
    {
        Plan = plan;
        Time = time;
        Secrets = new SecretReader(plan.Directory ?? plan.State);
    }

    public RunPlan Plan { get; }

    public TimeProvider Time { get; }

    public TerminalProgram Program { get; private set; } = null!;

    public SimulatedSite? Simulated { get; private set; }

    public IOperatorDesk Desk { get; private set; } = null!;

    /// <summary>The text of `/metrics`; null where nobody makes one.</summary>
    public Func<string>? Metrics => _gateways is null ? null : _gateways.Metrics;

    /// <summary>Null where there are no files to read again.</summary>
    public SiteReload? Reload { get; private set; }

    /// <summary>Told of each configuration that was taken anew; says what cannot be used of it.</summary>
    public Func<SiteConfiguration, IEnumerable<string>>? OnTaken { get; set; }

    public SecretReader Secrets { get; }

    /// <summary>What went not quite well at the start, in an operator's words.</summary>
    public List<string> Remarks { get; } = [];

    /// <summary>Everything open and ready; or the problem.</summary>
    public static RunningSite? Open(RunPlan plan, TimeProvider time, IEnumerable<ITurnFollower> followers, out string? problem)
    {
        var site = new RunningSite(plan, time);
        problem = site.OpenParts(followers);
        if (problem is null)
            return site;
        site.Close();
        return null;
    }

    /// <summary>Everything begins; or the problem.</summary>
    public string? Start()
    {
        var played = Simulated is null ? null : new PlayedReach(Simulated, Program.Loop);
        INodeReach reach = played is null ? NodesByNetwork() : played;
        IOwnHost own = played is null ? new OwnHost(Plan.StopCommand, Program.Loop) : played;
        if (Plan is { IsSimulated: false, Directory: { } directory })
        {
            var parts = new ReloadParts(directory, Plan.State, Program.Loop, Program.Host, Program.Host.Use, Plan.Configuration) { Taken = Take };
            _parts.Push(Reload = new SiteReload(parts));
        }

        if (!Plan.IsSimulated && Program.Host.State.Entry.Node is not null)
            _agent = new AgentAtWork(Plan.Site, Program.Host, HostState, (urgency, text) => Tell(DiaryKind.Host, urgency, text), _ => { });
        Program.Start(reach, own, taken => Reload?.Take(taken), _agent?.Agent);
        _agent?.Start();
        Reload?.Announce(Plan.Configuration.Digest);
        _history?.Start();
        _messenger?.Start();
        _gateways?.Start();
        return Simulated?.PowerOn();
    }

    /// <summary>Whoever looks at the site sees what went not quite well: by the table, the log, the events.</summary>
    public void TellRemarks() => Remarks.ForEach(remark => Tell(DiaryKind.Program, Urgency.Warning, remark));

    /// <summary>The program is asked to end: where this host is a node too, the others are told when that is because its system stops.</summary>
    public Task LeaveAsync() => _agent?.LeaveAsync() ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_agent is not null)
            await _agent.DisposeAsync().ConfigureAwait(false);
        Close();
    }

    private void Close()
    {
        while (_parts.TryPop(out var part))
            part.Dispose();
        if (Plan.IsPassing && Directory.Exists(Plan.State))
            Directory.Delete(Plan.State, recursive: true);
    }

    private string? OpenParts(IEnumerable<ITurnFollower> followers)
    {
        if (StateLock.Take(Plan.State, out var problem) is not { } taken)
            return problem;
        _parts.Push(taken);
        if (Plan.IsSimulated && new KeyMaking(KeyPlaces.Of(Plan.Site, Plan.State), TimeProvider.System).MakeMissing(Plan.Site).Problem is { } keys)
            return keys;
        var traps = new Traps();
        _parts.Push(traps);
        var heardAt = traps.Listen(Plan.IsSimulated ? new IPEndPoint(IPAddress.Loopback, 0) : new IPEndPoint(IPAddress.Any, TrapPort), Time, out var deaf);
        if (deaf is not null)
            Remarks.Add(deaf);
        if (Plan.IsSimulated)
            _parts.Push(Simulated = new SimulatedSite(Plan.Site, HostOf, heardAt ?? new IPEndPoint(IPAddress.Loopback, TrapPort), Time));
        return OpenProgram(followers, traps);
    }

    private string? OpenProgram(IEnumerable<ITurnFollower> followers, Traps traps)
    {
        var client = new SnmpClient(new SnmpClientOptions { InFlightMax = Math.Clamp(Plan.Site.Upses.Length * InFlightPerUps, InFlightMin, InFlightMax) }, Time);
        _parts.Push(client);
        var profiles = ProfileLibrary.BuiltIn;
        var upses = new UpsReach(client, new SnmpDrivers(profiles, Time), new SnmpChannels(client, Secrets.Read), Simulated?.Cards);
        var plan = new TerminalPlan(
            Plan.Site, Plan.Configuration.Digest, Plan.Self, HostOf(Plan.Self), Plan.State, Time, upses, new SnmpPollTransport(client), profiles)
        {
            Followers = [.. followers, .. Followers(_late)],
            Speed = Plan.Speed,
        };
        if (TerminalProgram.Open(plan, out var problem) is not { } program)
            return problem;
        Program = program;
        _late.Source = program.Snapshots;
        _parts.Push(program);
        traps.To(program.Watch.Traps);
        Desk = new OperatorDesk(program.Loop, program.Snapshots, program.Readers, new DeskHelp(program.Watch, () => Reload));
        return null;
    }

    // A night that is played thirty times as fast is not worth remembering.
    private IEnumerable<ITurnFollower> Followers(ISnapshotSource snapshots)
    {
        if (Plan.Speed > 1)
            return [];
        var around = new Surroundings(
            Plan.Self, Plan.State, Plan.Directory ?? Plan.State, Secrets.Read, (urgency, text) => Tell(DiaryKind.Program, urgency, text), Time);
        var followers = Plan.Configuration.Followers;
        // One engine for all that speaks SNMP version 3 as this host: its count of starts must rise with each start, and once.
        var engine = OwnEngine.Start(Plan.State, Plan.Site.Name, Plan.Self, Time);
        _parts.Push(_history = new HistoryKeeper(followers.History, snapshots, around));
        _parts.Push(_gateways = new SiteGateways(followers.Gateways, Plan.Site, snapshots, engine, around));
        _parts.Push(_messenger = new Messenger(followers.Notifications, Plan.Site, snapshots, engine, around));
        return [_history, _gateways, _messenger];
    }

    private ReachNodes NodesByNetwork()
    {
        var runner = new CommandRunner(Time);
        var redfish = new Redfish(Time, new CertificatePins(Path.Combine(Plan.State, "controllers.pins")));
        _parts.Push(redfish);
        var reach = new NodeReach(
            new WakeOnLan(Time, WakeTargets.Present), new Ipmi(runner), redfish, new SshStopper(runner, Path.Combine(Plan.State, "known-hosts")), new NotLoopback(new Reach(Time)), Secrets.TryRead, Secrets.FileOf);
        var nodes = new ReachNodes(reach, Program.Loop.Post, () => Program.Loop.Clock.Now);
        _parts.Push(nodes);
        return nodes;
    }

    private string HostState => Path.Combine(Plan.State, "hosts");

    // What follows the site, and what this host does as a node, goes by the same files.
    private IEnumerable<string> Take(SiteConfiguration taken)
    {
        _messenger?.Use(taken.Followers.Notifications, taken.Site);
        _gateways?.Use(taken.Followers.Gateways, taken.Site);
        _agent?.Use(taken.Site);
        return OnTaken?.Invoke(taken) ?? [];
    }

    private void Tell(DiaryKind kind, Urgency urgency, string text) => Program.Loop.Tell(new Said(kind, urgency, Plan.Site.Name, text));

    // On the default site every host is on this machine, and shares its keys.
    private HostPlan HostOf(string host) => new(Plan.Site, host, Plan.IsSimulated ? Plan.State : Plan.Directory!, null, HostState) { SystemIdentity = host == Plan.Self ? Plan.SystemStart : null };
}
