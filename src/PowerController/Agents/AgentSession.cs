using System.Globalization;
using System.Runtime.InteropServices;
using PowerController.Agent.Life;
using PowerController.CommandLine;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Life;
using PowerController.Hosts.Supervision;
using PowerController.Model.Effects;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Configuration.Handover;

namespace PowerController.Agents;

/// <summary>One run of the agent's program, from its start until somebody or something ends it.</summary>
internal sealed class AgentSession(SiteConfiguration configuration, HostPlan plan, Screen screen)
{
    private readonly TaskCompletionSource _quit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();

    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var opened = plan.Open(new HostClock(TimeProvider.System, TimeSpan.Zero));
        if (opened.Host is not { } host)
            return screen.Refuse(opened.Problem!);
        using (host)
        {
            var work = new AgentAtWork(plan.Site, host, plan.State, Tell, taken => TakeLater(host, taken));
            _agent = work;
            await using (work.ConfigureAwait(false))
            {
                using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Quit);
                using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Quit);
                await using var cancelled = cancel.Register(() => _quit.TrySetResult()).ConfigureAwait(false);
                host.Start(null, work.Agent);
                host.ConfigurationRuns(ConfigurationVersion.Of(plan.State, configuration.Digest, TimeProvider.System), configuration.Digest, []);
                work.Start();
                using var supervisor = Supervisor.OfEnvironment(TimeProvider.System, () => !host.Ended.IsCompleted && !work.Agent.Ended.IsCompleted);
                Tell(Urgency.Information, $"the agent of {host.State.Entry.Node} in {plan.Site.Name} has begun");
                supervisor.Ready($"{host.State.Entry.Node} of {plan.Site.Name}");
                var ended = await Task.WhenAny(host.Ended, work.Agent.Ended, _quit.Task).ConfigureAwait(false);
                supervisor.Stopping("ending");
                if (ended == _quit.Task)
                {
                    await work.LeaveAsync().ConfigureAwait(false);
                    return ExitCodes.Done;
                }

                Tell(Urgency.Alarm, $"The agent has met a fault of its own and ends, to start again with what it remembers: {ended.Exception?.InnerException?.Message ?? "the coordination has ended"}");
                return ExitCodes.Fault;
            }
        }
    }

    private AgentAtWork? _agent;

    // Files are written and a site is loaded: not on the thread that told.
    private void TakeLater(StationHost host, TakeConfiguration taken) => _ = Task.Run(() =>
    {
        lock (_lock)
        {
            var result = new ConfigurationIntake(plan.Configuration, plan.State).Take(taken.Version, taken.From, taken.Content, ObjectionTo);
            if (result.Configuration is not { } newer)
            {
                Tell(Urgency.Warning, result.Problem!);
                return;
            }

            if (host.Use(newer.Site) is { } problem)
            {
                Tell(Urgency.Warning, problem);
                return;
            }

            _agent?.Use(newer.Site);
            host.ConfigurationRuns(taken.Version, newer.Digest, []);
            Tell(Urgency.Information, $"the configuration of {taken.From} (version {taken.Version.ToString(CultureInfo.InvariantCulture)}) is in use");
        }
    });

    private string? ObjectionTo(Site site)
    {
        if (!site.Nodes.Any(node => string.Equals(node.Name, plan.Host, StringComparison.Ordinal)))
            return $"it has no node {plan.Host}, and that is this one";
        var index = new SiteIndex(site);
        if (index.ClusterOf(plan.Host) is { } cluster && !ManagerNames.All.Contains(cluster.Manager, StringComparer.Ordinal))
            return $"{cluster.Name} has the manager '{cluster.Manager}' in it, which this program does not know";
        return index.TerminalOn(plan.Host) is { } terminal ? $"{plan.Host} becomes the control terminal {terminal.Name} in it: run 'powerctl run' there" : null;
    }

    private void Tell(Urgency urgency, string text)
    {
        var word = urgency switch { Urgency.Alarm => "ALARM ", Urgency.Warning => "warning ", _ => "" };
        var line = $"{DateTime.Now.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)} {word}{text.ReplaceLineEndings(" ")}";
        lock (screen)
        {
            screen.Line(urgency switch { Urgency.Alarm => screen.Red(line), Urgency.Warning => screen.Yellow(line), _ => line });
            screen.Output.Flush();
        }
    }

    private void Quit(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _quit.TrySetResult();
    }
}
