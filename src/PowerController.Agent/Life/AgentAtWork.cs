using System.Globalization;
using System.Text;
using PowerController.Agent.Systems;
using PowerController.Agent.Upses;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Commands;
using PowerController.Hosts.Life;
using PowerController.Hosts.Memory;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Sites;

namespace PowerController.Agent.Life;

/// <summary>A node's agent with everything around it: what it remembers of boots, the socket for scripts, and the question whether the system stops. It stands beside a terminal as well as alone.</summary>
public sealed class AgentAtWork : IAsyncDisposable
{
    private readonly CommandRunner _commands;
    private readonly StationHost _host;
    private readonly Action<Urgency, string> _tell;
    private readonly string _state;
    private readonly OwnUpsWatch _upses;
    private NotifySocket? _socket;

    /// <param name="host">Opened and not yet started.</param>
    /// <param name="state">Where the host keeps what it must remember.</param>
    /// <param name="tell">Where remarks for people go.</param>
    /// <param name="configuration">A newer configuration has come to a host without a terminal.</param>
    public AgentAtWork(Site site, StationHost host, string state, Action<Urgency, string> tell, Action<TakeConfiguration> configuration)
    {
        (_host, _state, _tell) = (host, state, tell);
        _commands = new CommandRunner(host.Clock.Time);
        var isFresh = IsFreshBoot();
        Agent = new NodeAgent(site, Node, host, host.SystemStart, isFresh, _commands, tell)
        {
            ConfigurationCame = configuration,
            CommandOver = new OutputShelf(Path.Combine(state, "outputs"), host.Clock.Time, text => tell(Urgency.Warning, text)).Keep,
            FactNoted = fact => tell(Urgency.Warning, fact.Text),
        };
        _upses = new OwnUpsWatch(site, Node, host, _commands, tell);
    }

    /// <summary>The side of the station that this is.</summary>
    public NodeAgent Agent { get; }

    private string Node => _host.State.Entry.Node!;

    private string BootFile => Path.Combine(_state, _host.State.Entry.Name + ".agent");

    /// <summary>Begins to work; to be called with the station started, or just before.</summary>
    public void Start()
    {
        _socket = NotifySocket.Open(NotifySocket.PathOf(_state, _host.State.Entry.Name), Take, out var problem);
        if (problem is not null)
            _tell(Urgency.Warning, problem);
        Agent.Start();
        _upses.Start();
    }

    /// <summary>Another configuration.</summary>
    public void Use(Site site)
    {
        Agent.Use(site);
        _upses.Use(site);
    }

    /// <summary>The program is asked to end: when it is because the system stops, the others are told that before this host falls silent.</summary>
    public async Task LeaveAsync()
    {
        if (Agent.State.Said?.Word == AgentWord.OsStopping)
            return;
        if (await SystemWatch.FindStopAsync(_commands, CancellationToken.None).ConfigureAwait(false) is not { } kind)
            return;
        Agent.SystemStops(kind);
        await SaidAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_socket is not null)
            await _socket.DisposeAsync().ConfigureAwait(false);
        await _upses.DisposeAsync().ConfigureAwait(false);
        await Agent.DisposeAsync().ConfigureAwait(false);
    }

    private string Take(StopNotice notice)
    {
        if (notice.WholeCluster || !notice.SystemStops)
            Agent.AdministratorStops(notice.WholeCluster, notice.Kind);
        if (notice.SystemStops)
            Agent.SystemStops(notice.Kind);
        return $"{Node} tells the control terminals: {(notice.WholeCluster ? "the whole cluster" : "this node")} {(notice.Kind == AdministratorStop.Reboot ? "reboots" : "stops")}";
    }

    private async Task SaidAsync()
    {
        using var limit = new CancellationTokenSource(Limits.LastWord, _host.Clock.Time);
        while (Agent.State.Said?.Word != AgentWord.OsStopping && !limit.IsCancellationRequested)
            await Task.Delay(Limits.LastWordLook, _host.Clock.Time, CancellationToken.None).ConfigureAwait(false);
    }

    // An agent that only was started again must not say that its node has just booted.
    private bool IsFreshBoot()
    {
        var present = Encoding.ASCII.GetBytes(_host.SystemStart.ToString(CultureInfo.InvariantCulture));
        try
        {
            if (StateFile.Read(BootFile, Limits.BootFileBytes) is { } known && known.AsSpan().SequenceEqual(present))
                return false;
            StateFile.Write(BootFile, present);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            _tell(Urgency.Warning, $"{BootFile} cannot be used, so this start counts as one after a boot: {refused.Message}");
        }

        return true;
    }
}
