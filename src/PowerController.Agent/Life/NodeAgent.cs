using System.Collections.Immutable;
using System.Globalization;
using System.Threading.Channels;
using PowerController.Agent.Clusters;
using PowerController.Agent.Duties;
using PowerController.Agent.Rules;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Commands;
using PowerController.Hosts.Life;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Agent.Life;

/// <summary>A node's agent at work: one loop owns the rules' state, takes what happens, and has commands run, the cluster asked and words said.</summary>
/// <remarks>It may stand beside a terminal on the same host: both are sides of one station. Made before the station starts, since orders of before a restart come at once.</remarks>
public sealed class NodeAgent : INodeSide, IAsyncDisposable
{
    private readonly Channel<AgentInput> _inputs = Channel.CreateUnbounded<AgentInput>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<long, CancellationTokenSource> _running = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly IHostVoice _voice;
    private readonly ICommandRunner _commands;
    private readonly Site _site;
    private readonly Action<Urgency, string> _tell;
    private Assignment _assignment;
    private Assignment? _next;
    private volatile AgentState _state;
    private Task _loop = Task.CompletedTask;

    /// <param name="systemStart">Names this start of the operating system; greater with each.</param>
    /// <param name="freshBoot">The system has started since this agent last ran.</param>
    /// <param name="tell">Where remarks for people go.</param>
    public NodeAgent(Site site, string node, IHostVoice voice, long systemStart, bool freshBoot, ICommandRunner commands, Action<Urgency, string> tell)
    {
        (_site, _voice, _commands, _tell) = (site, voice, commands, tell);
        _assignment = Assignment.Of(site, node);
        _state = AgentState.Of(_assignment.Duties, systemStart, freshBoot, voice.Clock.Now, voice.State.Desk?.ToldRun ?? RunId.None);
    }

    /// <summary>As it is by now.</summary>
    public AgentState State => _state;

    /// <summary>When the loop has ended; with the fault, when it was one. The program ends then, and whatever watches over it starts it again.</summary>
    public Task Ended => _loop;

    /// <summary>A newer configuration has come; the program's business.</summary>
    public Action<TakeConfiguration>? ConfigurationCame { get; init; }

    /// <summary>The coordination has found something out, for people.</summary>
    public Action<HostFact>? FactNoted { get; init; }

    /// <summary>A command has ended; to keep what it printed.</summary>
    public Action<RunCommand, CommandResult>? CommandOver { get; init; }

    public void Start()
    {
        _inputs.Writer.TryWrite(new TimePassed(default));
        _loop = Task.Run(LoopAsync);
    }

    public void Obey(Effect order) => _inputs.Writer.TryWrite(new OrderCame(default, order));

    public void DeadlineCame(DeadlineCame came) => _inputs.Writer.TryWrite(new OwnDeadlineCame(default, came.Run, came.Deadline, came.Reason));

    public void TakeConfiguration(TakeConfiguration taken) => ConfigurationCame?.Invoke(taken);

    public void Noted(HostFact fact) => FactNoted?.Invoke(fact);

    /// <summary>The operating system is on its way down, whoever asked for it.</summary>
    public void SystemStops(AdministratorStop kind) => _inputs.Writer.TryWrite(new SystemStopSeen(default, kind));

    /// <summary>An administrator or a script of the cluster's manager announces a stop.</summary>
    public void AdministratorStops(bool wholeCluster, AdministratorStop kind) => _inputs.Writer.TryWrite(new AdministratorSays(default, wholeCluster, kind));

    /// <summary>Another configuration, from the next step on. What is being done is done as it was begun.</summary>
    public void Use(Site site)
    {
        Volatile.Write(ref _next, Assignment.Of(site, _assignment.Duties.Node));
        _inputs.Writer.TryWrite(new TimePassed(default));
    }

    /// <summary>Ends the loop. Commands that run are left alone: a cluster's stop is not taken back because this program ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        try
        {
            await _loop.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }
    }

    private async Task LoopAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            if (!_inputs.Reader.TryRead(out var input))
            {
                if (!await WaitAsync().ConfigureAwait(false))
                    input = new TimePassed(default);
                else
                    continue;
            }

            Step(input);
        }
    }

    /// <summary>True when there is an input, false when it is time.</summary>
    private async Task<bool> WaitAsync()
    {
        var due = AgentCore.DueAt(_state) is { } moment && moment - _voice.Clock.Now < Limits.LongestWait ? moment - _voice.Clock.Now : Limits.LongestWait;
        if (due <= TimeSpan.Zero)
            return false;
        using var time = new CancellationTokenSource(due, _voice.Clock.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(time.Token, _closing.Token);
        try
        {
            return await _inputs.Reader.WaitToReadAsync(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Step(AgentInput input)
    {
        if (Interlocked.Exchange(ref _next, null) is { } next)
        {
            _assignment = next;
            _state = _state with { Duties = next.Duties };
        }

        if (input is CommandEnded ended && _running.Remove(ended.Number, out var gone))
            gone.Dispose();
        var step = AgentCore.Step(_state, input with { At = _voice.Clock.Now });
        _state = step.State;
        foreach (var output in step.Outputs)
            Carry(output);
    }

    private void Carry(AgentOutput output)
    {
        switch (output)
        {
            case RunCommand run:
                _tell(Urgency.Information, $"{run.Name}: {run.Command}");
                var stop = new CancellationTokenSource();
                _running.Add(run.Number, stop);
                _ = Task.Run(() => RunAsync(run, stop.Token));
                break;
            case KillCommand kill:
                if (_running.TryGetValue(kill.Number, out var running))
                    running.Cancel();
                break;
            case LookAtCluster look:
                _ = Task.Run(() => LookAsync(look.Number, _assignment.Look));
                break;
            case SayNode say:
                _tell(Urgency.Information, $"{_assignment.Duties.Node}: {say.Word.Word}{(_assignment.Duties.Cluster is null ? "" : $", cluster {say.Word.Cluster}")}");
                _voice.NodeSays(say.Word);
                break;
            case MoveOrder move:
                _voice.OrderMoved(move.Id, move.Stage, move.Failure, move.Text);
                break;
            case Remark remark:
                _tell(remark.Urgency, remark.Text);
                break;
        }
    }

    private async Task RunAsync(RunCommand run, CancellationToken unwanted)
    {
        var request = new CommandRequest(run.Command, run.Limit, EnvironmentOf(run));
        CommandResult result;
        try
        {
            result = await _commands.RunAsync(request, line => Said(run.Number, line), unwanted).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            // The edge of a command: whatever happens to it, the rules learn that it is over.
            result = new CommandResult(CommandOutcome.NotStarted, -1, fault.Message);
        }

        _inputs.Writer.TryWrite(new CommandEnded(default, run.Number, result));
        CommandOver?.Invoke(run, result);
    }

    // Progress is worth telling only while nothing else waits.
    private void Said(long number, string line)
    {
        if (_inputs.Reader.Count < Limits.ProgressWaiting)
            _inputs.Writer.TryWrite(new CommandSaid(default, number, line));
    }

    private async Task LookAsync(long number, ClusterLook? look)
    {
        var sight = ClusterSight.Unknown;
        try
        {
            if (look is not null)
                sight = await ClusterEye.LookAsync(_commands, look, _closing.Token).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            // The edge of a look: a reader that fails cannot say.
            _tell(Urgency.Warning, $"what the cluster's manager answers cannot be read: {fault.Message}");
        }

        _inputs.Writer.TryWrite(new ClusterSeen(default, number, sight));
    }

    private ImmutableSortedDictionary<string, string> EnvironmentOf(RunCommand run)
    {
        var duties = _assignment.Duties;
        var origin = run.Origin;
        var left = origin.By is { } by ? Math.Max(0, (by - _voice.Clock.Now).TotalSeconds).ToString("0", CultureInfo.InvariantCulture) : "";
        return ImmutableSortedDictionary.CreateRange<string, string>(StringComparer.Ordinal,
        [
            new("POWERCONTROLLER_SITE", _site.Name),
            new("POWERCONTROLLER_NODE", duties.Node),
            new("POWERCONTROLLER_CLUSTER", duties.Cluster ?? ""),
            new("POWERCONTROLLER_RUN", origin.Run.IsNone ? "" : origin.Run.ToString()),
            new("POWERCONTROLLER_STEP", origin.Step),
            new("POWERCONTROLLER_CAUSE", origin.ByDeadline ? "own-deadline" : "order"),
            new("POWERCONTROLLER_SECONDS_LEFT", left),
            new("POWERCONTROLLER_REASON", origin.Reason),
        ]);
    }
}
