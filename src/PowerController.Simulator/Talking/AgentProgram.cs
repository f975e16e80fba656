using PowerController.Agent.Rules;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Commands;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Queue;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Talking;

/// <summary>One start of an agent: the real rules, between the host's real desk and commands that are played on the node.</summary>
internal sealed class AgentProgram(World world, Conversation talk, TalkHost host, NodeModel node, AgentState beginning)
{
    private readonly HashSet<long> _running = [];
    private AgentState _state = beginning;
    private long _dueAt = -1;

    public NodeModel Node => node;

    /// <summary>What the desk wants of the agent.</summary>
    public void Obey(HostOutput output)
    {
        switch (output)
        {
            case Obey { Effect: TellDeadlines tell }:
                world.Life.SetDeadlines(node, tell.Id.Run, host.WorldTime(tell.ClusterStopBy), host.WorldTime(tell.OsStopBy));
                Take(new OrderCame(default, tell));
                break;
            case Obey { Effect: WithdrawDeadlines withdraw }:
                world.Life.SetDeadlines(node, RunId.None, -1, -1);
                Take(new OrderCame(default, withdraw));
                break;
            case Obey { Effect: var order }:
                Take(new OrderCame(default, order));
                break;
            case DeadlineCame came:
                Take(new OwnDeadlineCame(default, came.Run, came.Deadline, came.Reason));
                break;
            default:
                break;
        }
    }

    public void Take(AgentInput input)
    {
        if (input is CommandEnded ended && !_running.Remove(ended.Number))
            return;
        var step = world.Plan.Step(_state, input with { At = host.Clock(world.Now) });
        _state = step.State;
        foreach (var output in step.Outputs)
            Carry(output);
        Arm();
    }

    public void Tick()
    {
        if (_dueAt < 0 || _dueAt > world.Now)
            return;
        _dueAt = -1;
        Take(new TimePassed(default));
    }

    /// <summary>Comes after this time, unless the program has ended by then.</summary>
    public void Later(long after, AgentInput input) => world.Queue.Put(world.Now + after, What.AgentTakes, host.Row, 0, host.Life, input);

    /// <summary>A command that ends when the cluster is through with its stop is looked at again.</summary>
    public void LooksLater(long after, ClusterStopCommand command) => world.Queue.Put(world.Now + after, What.CommandGoesOn, host.Row, 0, host.Life, command);

    public bool IsWanted(long number) => _running.Contains(number);

    public long WorldTime(TimeSpan moment) => host.WorldTime(moment);

    private void Carry(AgentOutput output)
    {
        switch (output)
        {
            case RunCommand run:
                _running.Add(run.Number);
                talk.Commands.Begin(this, run);
                break;
            case KillCommand kill:
                // What it has begun goes on: a cluster that stops does not stop to stop.
                _running.Remove(kill.Number);
                break;
            case LookAtCluster look:
                talk.Commands.Look(this, look.Number);
                break;
            case SayNode say:
                talk.Do(host, new NodeSays(host.Clock(world.Now), say.Word));
                break;
            case MoveOrder move:
                talk.Do(host, new OrderMoved(host.Clock(world.Now), move.Id, move.Stage, move.Failure, move.Text));
                break;
            case Remark remark:
                if (remark.Urgency != Urgency.Information)
                    world.Story?.Tell(world.Now, $"the agent of {node.Node.Name}: {remark.Text}");
                break;
        }
    }

    private void Arm()
    {
        if (AgentCore.DueAt(_state) is not { } due)
            return;
        var at = Math.Max(host.WorldTime(due), world.Now + 1);
        if (_dueAt >= 0 && _dueAt <= at)
            return;
        _dueAt = at;
        world.Queue.Put(at, What.AgentTick, host.Row, 0, host.Life);
    }
}

/// <summary>The stop of a cluster that runs on a node, and the moment at which it is ended.</summary>
internal sealed record ClusterStopCommand(long Number, long EndsAt);
