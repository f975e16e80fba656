using System.Net;
using PowerController.Decisions;
using PowerController.Gateways.Metrics;
using PowerController.Gateways.Snmp;
using PowerController.Gateways.Traces;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Following;
using PowerController.Runtime.Loop;
using PowerController.Runtime.Notifications;
using PowerController.Runtime.Snapshots;
using PowerController.Snmp.Agent;

namespace PowerController.Gateways;

/// <summary>How other tools follow the site: an SNMP agent, metrics, traces. What is not configured is not there.</summary>
public sealed class SiteGateways : ITurnFollower, IDisposable
{
    private readonly ISnapshotSource _snapshots;
    private readonly SnmpEngine _engine;
    private readonly Surroundings _around;
    private readonly List<string> _notMade = [];
    private GatewaySettings _settings;
    private DatagramHost _sockets = new();
    private volatile RunTracer? _tracer;

    /// <param name="snapshots">May have nothing to show before <see cref="Start"/>.</param>
    /// <param name="engine">This host's, for SNMP version 3.</param>
    public SiteGateways(GatewaySettings settings, Site site, ISnapshotSource snapshots, SnmpEngine engine, Surroundings around)
    {
        (_settings, _snapshots, _engine, _around) = (settings, snapshots, engine, around);
        MakeTracer(site);
    }

    /// <summary>Where the agent answers; null when there is none.</summary>
    public IPEndPoint? SnmpEndPoint { get; private set; }

    public void Start()
    {
        _tracer?.Start();
        SnmpEndPoint = _settings.Snmp is { } snmp
            ? TryMake("The SNMP agent", () => _sockets.Serve(new IPEndPoint(IPAddress.Parse(snmp.Address), snmp.Port), Agent(snmp)))
            : null;

        // Before, there was no diary to write into.
        _notMade.ForEach(trouble => _around.Tell(Urgency.Alarm, trouble));
        _notMade.Clear();
    }

    /// <summary>Other gateways from now on.</summary>
    public void Use(GatewaySettings settings, Site site)
    {
        if (string.Equals(CanonicalText.Of(settings), CanonicalText.Of(_settings), StringComparison.Ordinal))
            return;
        Stop();
        _tracer?.Dispose();
        _sockets = new DatagramHost();
        _settings = settings;
        MakeTracer(site);
        Start();
    }

    public void Stop()
    {
        _sockets.Dispose();
        _tracer?.Stop();
    }

    /// <summary>The text of `/metrics`.</summary>
    public string Metrics() => MetricsText.Write(_snapshots.Current, ProcessFigures.Now());

    public void Turned(PowerEvent happened, SiteState before, Decision decision, bool replayed) => _tracer?.Turned(happened, before, decision, replayed);

    public void Wrote(DiaryEntry entry)
    {
        // What happened is told by the messenger; gateways show how it is.
    }

    public void Dispose()
    {
        _sockets.Dispose();
        _tracer?.Dispose();
    }

    private void MakeTracer(Site site) => _tracer = _settings.Traces is { } traces ? TryMake("Traces", () => new RunTracer(traces, site.Name, _around)) : null;

    private SnmpAgent Agent(SnmpAgentSettings settings)
    {
        var description = $"PowerController {typeof(SiteGateways).Assembly.GetName().Version?.ToString(3)}, control terminal {_around.Host}";
        var options = new AgentOptions
        {
            Communities = settings.Community is { } community ? [new AgentCommunity(_around.Secret(community))] : [],
            Users = [.. settings.Users.Select(user => new AgentUser(SnmpUsers.Of(user, _around.Secret)))],
            Engine = _engine,
        };
        return new SnmpAgent(new SiteMib(_snapshots, description, () => (uint)_engine.Seconds * 100), options);
    }

    // A port that is taken, a secret that is not there: told, and the site is run without this way to follow it.
    private T? TryMake<T>(string what, Func<T> make)
        where T : class
    {
        try
        {
            return make();
        }
        catch (Exception failure)
        {
            _notMade.Add($"{what} could not be started: {failure.Message}");
            return null;
        }
    }
}
