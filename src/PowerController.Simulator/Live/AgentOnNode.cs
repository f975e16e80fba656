using PowerController.Agent.Rules;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Commands;
using PowerController.Hosts.Life;
using PowerController.Model.Effects;
using PowerController.Model.Runs;

namespace PowerController.Simulator.Live;

/// <summary>One start of an agent: the real rules between the real coordination and commands that are played.</summary>
internal sealed class AgentOnNode : INodeSide, IDisposable
{
    private readonly Lock _gate = new();
    private readonly StationHost _host;
    private readonly SimulatedCluster? _cluster;
    private readonly PlayedTimes _times;
    private readonly Action<bool> _stopSystem;
    private readonly ITimer _due;
    private readonly List<ITimer> _played = [];
    private AgentState _state;
    private bool _closed;

    /// <param name="stopSystem">The system goes down, or reboots.</param>
    public AgentOnNode(NodeDuties duties, StationHost host, SimulatedCluster? cluster, PlayedTimes times, Action<bool> stopSystem)
    {
        (_host, _cluster, _times, _stopSystem) = (host, cluster, times, stopSystem);
        _state = AgentState.Of(duties, host.SystemStart, true, host.Clock.Now, RunId.None);
        _due = host.Clock.Time.CreateTimer(_ => Feed(at => new TimePassed(at)), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <param name="boots">The cluster joins after a while; otherwise it has been there for weeks.</param>
    public void Begin(bool boots)
    {
        if (_cluster is { } cluster)
            After(boots ? _times.ClusterStart : TimeSpan.Zero, () => cluster.Join(_state.Duties.Node));
        _host.Start(null, this);
        Feed(at => new SystemBooted(at, _host.SystemStart, RunId.None));
    }

    /// <summary>Sees each order.</summary>
    public Action<string, Effect>? OnObeyed { get; init; }

    public void Obey(Effect order)
    {
        OnObeyed?.Invoke(_state.Duties.Node, order);
        Feed(at => new OrderCame(at, order));
    }

    public void DeadlineCame(DeadlineCame came) => Feed(at => new OwnDeadlineCame(at, came.Run, came.Deadline, came.Reason));

    public void TakeConfiguration(TakeConfiguration taken)
    {
        // The default site's nodes are made of the terminal's own configuration.
    }

    public void Noted(HostFact fact)
    {
        // The terminal sees the same facts, and tells people.
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var timer in _played)
                timer.Dispose();
            _due.Dispose();
        }

        _host.Dispose();
    }

    private void Feed(Func<TimeSpan, AgentInput> input)
    {
        lock (_gate)
        {
            if (_closed)
                return;
            var step = AgentCore.Step(_state, input(_host.Clock.Now));
            _state = step.State;
            foreach (var output in step.Outputs)
                Do(output);
            if (AgentCore.DueAt(_state) is { } due)
                _due.Change(due > _host.Clock.Now ? due - _host.Clock.Now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void Do(AgentOutput output)
    {
        switch (output)
        {
            case SayNode say:
                _host.NodeSays(say.Word);
                break;
            case MoveOrder move:
                _host.OrderMoved(move.Id, move.Stage, move.Failure, move.Text);
                break;
            case LookAtCluster look:
                After(TimeSpan.FromMilliseconds(200), () => Feed(at => new ClusterSeen(at, look.Number, _cluster?.SeenFrom(_state.Duties.Node) ?? ClusterSight.Unknown)));
                break;
            case RunCommand run:
                Play(run);
                break;
        }
    }

    private void Play(RunCommand run)
    {
        switch (run.Origin.Step)
        {
            case "stop-cluster":
                _cluster?.BeginStop();
                After(_times.ClusterStop, () =>
                {
                    _cluster?.EndStop();
                    Ended(run);
                });
                break;
            case "stop-system" or "reboot":
                After(TimeSpan.FromSeconds(1), () =>
                {
                    Ended(run);
                    _stopSystem(run.Origin.Step == "reboot");
                });
                break;
            default:
                After(TimeSpan.FromSeconds(1), () => Ended(run));
                break;
        }
    }

    private void Ended(RunCommand run) => Feed(at => new CommandEnded(at, run.Number, new CommandResult(CommandOutcome.Exited, 0, "")));

    private void After(TimeSpan time, Action act)
    {
        lock (_gate)
        {
            if (!_closed)
                _played.Add(_host.Clock.Time.CreateTimer(_ => act(), null, time, Timeout.InfiniteTimeSpan));
        }
    }
}
