using System.Runtime.InteropServices;
using PowerController.CommandLine;
using PowerController.Console.Api;
using PowerController.Hosts.Supervision;
using PowerController.Simulator.Live;

namespace PowerController.Running;

/// <summary>One run of the program, from its start until somebody or something ends it.</summary>
internal sealed class Session(RunPlan plan, Screen screen, bool outage, bool plain)
{
    /// <summary>By then the configuration is read, every UPS is known, and most of what that took is garbage.</summary>
    private static readonly TimeSpan _settled = TimeSpan.FromSeconds(5);

    /// <summary>Where the API is; empty where it is not.</summary>
    private string Address { get; set; } = "";

    private volatile RunningSite? _site;

    private readonly TaskCompletionSource _quit = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task<int> RunAsync(CancellationToken cancel)
    {
        // A show has the whole site in this process: its time can wait for a busy machine.
        using var patient = outage ? new PatientTime(plan.Speed) : null;
        var time = patient ?? (plan.Speed > 1 ? new ScaledTime(plan.Speed) : TimeProvider.System);
        using var log = new SiteLog(screen, plain);
        // Before anything else: a request to read the configuration again that comes during the start must not end the program.
        using var again = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, Reload);
        if (RunningSite.Open(plan, time, [log], out var problem) is not { } site)
            return screen.Refuse(problem!);
        await using (site.ConfigureAwait(false))
        {
            using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Quit);
            using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Quit);
            await using var cancelled = cancel.Register(() => _quit.TrySetResult()).ConfigureAwait(false);
            if (site.Start() is { } refused)
                return screen.Refuse(refused);
            _site = site;
            await using var api = await ApiAsync(site, cancel).ConfigureAwait(false);
            site.TellRemarks();
            using var supervisor = Supervisor.OfEnvironment(TimeProvider.System, () => site.Program.Loop.IsAlive && !site.Program.Host.Ended.IsCompleted);
            supervisor.Ready($"{plan.Self} watches {plan.Site.Name}");
            await using var tidy = TimeProvider.System.CreateTimer(_ => GiveBack(), null, _settled, Timeout.InfiniteTimeSpan).ConfigureAwait(false);
            var code = await UntilEndAsync(site, log).ConfigureAwait(false);
            await site.LeaveAsync().ConfigureAwait(false);
            supervisor.Stopping("stops; what is committed goes on by the deadlines the nodes have");
            return code;
        }
    }

    // The runtime would keep for months what only the start has needed.
    private static void GiveBack() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    private async Task<int> UntilEndAsync(RunningSite site, SiteLog log)
    {
        var loop = site.Program.Loop.Ended;
        using var stop = new CancellationTokenSource();
        var shown = outage ? new OutageShow(site, screen).PlayAsync(stop.Token)
            : plain ? WaitAsync(stop.Token)
            : new TableShow(site, screen, Address).RunAsync(_quit, stop.Token);
        var ended = await Task.WhenAny(loop, site.Program.Host.Ended, _quit.Task, shown).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        if (ended == shown || ended == _quit.Task)
            return await shown.ConfigureAwait(false);
        var fault = ended == loop ? await loop.ConfigureAwait(false) : site.Program.Host.Ended.Exception?.InnerException?.Message;
        await shown.ConfigureAwait(false);
        log.Fail($"The program has met a fault of its own and ends, to start again from its journal: {fault ?? "the coordination has ended"}");
        return ExitCodes.Fault;
    }

    private async Task<ApiHost?> ApiAsync(RunningSite site, CancellationToken cancel)
    {
        var settings = plan.Configuration.Api;
        // Nothing to listen on is a wish, and no reason for the server to choose something.
        if (outage || settings is { Listen: null, Socket: "" })
            return null;
        var api = await ApiHost.StartAsync(site.Desk, settings, new ApiParts(site.Secrets.Read, plan.Directory ?? plan.State) { Time = site.Time, Metrics = site.Metrics }, cancel).ConfigureAwait(false);
        site.OnTaken = taken => api.Take(taken.Api);
        site.Remarks.AddRange(api.Problems);
        if (api.Listening is { } at)
            Address = $"http://{at}";
        return api;
    }

    // What comes before the site is there asks for what is just being read.
    private void Reload(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _ = _site?.Desk.ReloadAsync("powerctl", "SIGHUP", CancellationToken.None);
    }

    private void Quit(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _quit.TrySetResult();
    }

    private static async Task<int> WaitAsync(CancellationToken stop)
    {
        await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ExitCodes.Done;
    }
}
