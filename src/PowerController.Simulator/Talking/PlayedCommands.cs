using PowerController.Agent.Duties;
using PowerController.Agent.Rules;
using PowerController.Hosts.Commands;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Simulator.Chance;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Talking;

/// <summary>What the commands of agents do on their nodes, how long they take, and how they end.</summary>
internal sealed class PlayedCommands(World world)
{
    private const long Briefly = 300;
    private const long Again = 500;

    private static readonly CommandLine _played = CommandLine.Of("played");

    private readonly Dice _dice = new(world.Plan.Seed, 11);
    private readonly Dictionary<(int Node, RunId Run), long> _workEnds = [];

    /// <summary>The duties that the site gives a node; what the site has no commands for is played too.</summary>
    public NodeDuties DutiesOf(NodeModel node)
    {
        var duties = Assignment.Of(world.Site, node.Node.Name, isWindows: false).Duties;
        var inCluster = duties.Cluster is not null;
        return duties with
        {
            ClusterStop = inCluster && duties.ClusterStop.IsEmpty ? [_played] : duties.ClusterStop,
            ClusterStopEndsSystem = false,
            CanLook = inCluster,
            StopIsSeen = true,
            NodeStop = inCluster ? [_played] : [],
            Guards = duties.Guards.IsEmpty ? [new GuardDuty("running work", _played, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10))] : duties.Guards,
            Workloads = [.. duties.Workloads.Select(workload => workload.Stop.IsEmpty ? workload with { Stop = [new StepDuty("stop", _played, TimeSpan.FromSeconds(60), null)] } : workload)],
        };
    }

    public void Begin(AgentProgram agent, RunCommand run)
    {
        var node = agent.Node;
        switch (run.Origin.Step)
        {
            case "stop-cluster":
                world.Life.BeginClusterStop(node, $"{node.Node.Name} was told");
                agent.LooksLater(Again, new ClusterStopCommand(run.Number, world.Now + Milliseconds(run.Limit)));
                break;
            case "leave-cluster":
                Leave(node);
                Ends(agent, run, _dice.Seconds(1, 12), 0);
                break;
            case "stop-system" or "reboot":
                StopSystem(agent, run);
                break;
            case "wait-guard":
                Ends(agent, run, Briefly, WorkHasEnded(node, run.Origin.Run) ? 0 : 1);
                break;
            case "stop-workloads":
                Ends(agent, run, world.Plan.WorkloadStopTime(_dice), 0);
                break;
            case "power-off-jobs" or "power-on-jobs":
                Ends(agent, run, world.Plan.JobsTime(_dice), Fails(100) ? 1 : 0);
                break;
            default:
                Ends(agent, run, Briefly, 0);
                break;
        }
    }

    /// <summary>A stop of the cluster has ended when no node of it is at it any more.</summary>
    public void GoOn(AgentProgram agent, ClusterStopCommand command)
    {
        if (!agent.IsWanted(command.Number))
            return;
        var nodes = world.Topology.Units[agent.Node.Place.Unit].Nodes.Select(at => world.Nodes[at]);
        if (!nodes.Any(node => node is { Os: Os.Running, Membership: Membership.Stopping, ClusterStopBroke: false }))
            agent.Take(Ended(command.Number, nodes.Any(node => node.ClusterStopBroke) ? 1 : 0));
        else if (world.Now >= command.EndsAt)
            agent.Take(new CommandEnded(default, command.Number, new CommandResult(CommandOutcome.TimedOut, -1, "")));
        else
            agent.LooksLater(Again, command);
    }

    public void Look(AgentProgram agent, long number)
    {
        var node = agent.Node;
        var here = node.Membership is Membership.In or Membership.Stopping ? Presence.In : Presence.Out;
        // A manager may be too busy to answer, and always seems to be when it matters.
        var sight = Fails(20) ? ClusterSight.Unknown : new ClusterSight(world.Words.ClusterWordOf(node), here);
        agent.Later(_dice.Between(50, 1_500), new ClusterSeen(default, number, sight));
    }

    private void Leave(NodeModel node)
    {
        if (node.Membership != Membership.In)
            return;
        node.Membership = Membership.Out;
        world.Story?.Tell(world.Now, $"{node.Node.Name} leaves its cluster");
    }

    private void StopSystem(AgentProgram agent, RunCommand run)
    {
        var reboots = run.Origin.Step == "reboot";
        if (Fails(30))
        {
            Ends(agent, run, Briefly, 1);
            return;
        }

        if (!reboots)
            agent.Node.StoppedBy = run.Origin.Run;
        Ends(agent, run, Briefly, 0);
        world.Life.BeginOsStop(agent.Node, reboots, run.Origin.ByDeadline ? "its own deadline has come and nobody has told it otherwise" : "it was told");
    }

    // Work that was there when the guard was first asked goes on for as long as it takes.
    private bool WorkHasEnded(NodeModel node, RunId run)
    {
        if (!_workEnds.TryGetValue((node.Position, run), out var ends))
            _workEnds[(node.Position, run)] = ends = world.Now + world.Plan.GuardTime(_dice);
        return world.Now >= ends;
    }

    private bool Fails(int permilleOfMany) => world.Plan.Faults switch
    {
        FaultLevel.None => false,
        FaultLevel.Some => _dice.Comes(permilleOfMany / 2),
        _ => _dice.Comes(permilleOfMany),
    };

    private static void Ends(AgentProgram agent, RunCommand run, long takes, int exitCode)
    {
        var limit = Math.Max(0, Milliseconds(run.Limit));
        if (takes <= limit)
            agent.Later(takes, Ended(run.Number, exitCode));
        else
            agent.Later(limit, new CommandEnded(default, run.Number, new CommandResult(CommandOutcome.TimedOut, -1, "")));
    }

    private static CommandEnded Ended(long number, int exitCode) => new(default, number, new CommandResult(CommandOutcome.Exited, exitCode, ""));

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;
}
