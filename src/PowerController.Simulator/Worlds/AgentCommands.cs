using PowerController.Hosts.Starting;
using PowerController.Model.Runs;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Sites;
using PowerController.Simulator.Physics;

namespace PowerController.Simulator.Worlds;

/// <summary>What nodes, their agents and their management controllers do with an order.</summary>
internal sealed class AgentCommands(World world)
{
    public void Do(TerminalModel terminal, int life, Carried carried)
    {
        var effect = carried.Effect;
        switch (effect)
        {
            case QuietMonitors or UnquietMonitors:
                world.Effects.Answer(terminal, life, effect.Id, null, 100);
                break;
            case WaitGuard guard:
                Lasts(terminal, life, guard.Id, guard.By, world.Plan.GuardTime(world.Dice));
                break;
            case StopWorkloads stop:
                Lasts(terminal, life, stop.Id, stop.By, world.Plan.WorkloadStopTime(world.Dice));
                break;
            case StartNode start:
                StartNode(terminal, life, start);
                break;
            case ProbeNode probe:
                world.Effects.Tell(terminal, life, probe.Id,
                    new NodeProbed(terminal.Clock(world.Now), probe.Node, Probe(terminal, world.Nodes[world.Topology.Node(probe.Node)])));
                break;
            case ProbeDisk probe:
                ProbeDisk(terminal, life, probe);
                break;
            default:
                Order(terminal, life, carried);
                break;
        }
    }

    private void Order(TerminalModel terminal, int life, Carried carried)
    {
        var effect = carried.Effect;
        var name = effect switch
        {
            TellDeadlines tell => tell.Node,
            WithdrawDeadlines withdraw => withdraw.Node,
            OrderClusterStop stop => stop.Node,
            RunJobs jobs => jobs.Node,
            OrderOsStop stop => stop.Node,
            RebootNode reboot => reboot.Node,
            _ => throw new Model.InvariantViolation($"{effect.GetType().Name} is for no node."),
        };
        var node = world.Nodes[world.Topology.Node(name)];
        var reached = world.Network.Reaches(terminal, node.Position, world.Now);
        // An order that is repeated is acknowledged again by whoever still can, and done once.
        var again = node.Os == Os.Stopping && effect is OrderOsStop or RebootNode && node.Answers;
        if (!reached || !(node.AgentRuns || again) || node.Boot > carried.Boot || !Follows(terminal, node, carried.Term))
        {
            world.Effects.Answer(terminal, life, effect.Id, FailureKind.NoAnswer);
            return;
        }

        if (effect is RunJobs run)
        {
            Lasts(terminal, life, run.Id, run.By, world.Plan.JobsTime(world.Dice));
            return;
        }

        // Who answers while people reboot it says so with every word.
        if (again && effect is OrderOsStop && node is { Reboots: true, Troubled: true } && terminal.Runs && terminal.Life == life)
            world.Programs.Take(terminal, new AdministratorStopped(terminal.Clock(world.Now), name, AdministratorStop.Reboot));
        world.Effects.Answer(terminal, life, effect.Id, null, 20);
        // Two masters may come to use one name for different orders: another kind of order is another order.
        if (node.Acknowledged.Add((effect.Id, Checking.Coverage.KindOf(effect))) && !again)
            Obey(terminal, node, effect);
    }

    // A node follows the highest term that it knows of, by orders or by the terminal on it. Who leads there under an older one hears of the newer first; the order comes again.
    private bool Follows(TerminalModel terminal, NodeModel node, long term)
    {
        foreach (var own in world.Terminals)
        {
            if (own.OnNode == node.Position && own.Runs && own != terminal)
                node.Term = Math.Max(node.Term, own.State.Term);
            if (LeadsUnderAnOlderTerm(own, node, term))
            {
                world.Mastership.HeardOf();
                return false;
            }
        }

        if (term < node.Term)
            return false;
        node.Term = term;
        return true;
    }

    private static bool LeadsUnderAnOlderTerm(TerminalModel own, NodeModel node, long term) =>
        own.OnNode == node.Position && own is { Runs: true, State.Role: Model.Runs.Role.Master } && own.State.Term < term;

    /// <summary>The terminal on the node leads under an older term: the two settle who leads before the node listens, and what takes deadlines back comes again.</summary>
    public bool SettlesFirst(TerminalModel terminal, string name)
    {
        var node = world.Nodes[world.Topology.Node(name)];
        if (!world.Network.Reaches(terminal, node.Position, world.Now) || !node.AgentRuns || !world.Terminals.Any(own => LeadsUnderAnOlderTerm(own, node, terminal.State.Term)))
            return false;
        world.Mastership.HeardOf();
        return true;
    }

    private void Obey(TerminalModel terminal, NodeModel node, Effect effect)
    {
        if (effect is TellDeadlines or WithdrawDeadlines)
        {
            if (node.LastTold.GetValueOrDefault(effect.Id.Run) > effect.Id.Number)
                return;
            node.LastTold[effect.Id.Run] = effect.Id.Number;
            // Those of another run, told since, are none of its business.
            if (effect is WithdrawDeadlines && !node.Told.IsNone && node.Told != effect.Id.Run)
                return;
        }

        switch (effect)
        {
            case TellDeadlines tell:
                world.Life.SetDeadlines(node, tell.Id.Run, terminal.WorldTime(tell.ClusterStopBy), terminal.WorldTime(tell.OsStopBy));
                // Each heartbeat says whose deadlines it has.
                world.Words.Speak(node, node.Word);
                break;
            case WithdrawDeadlines:
                world.Life.SetDeadlines(node, Model.Runs.RunId.None, -1, -1);
                break;
            case OrderClusterStop:
                world.Life.BeginClusterStop(node, $"{terminal.Terminal.Name} told {node.Node.Name}");
                break;
            case RebootNode:
                world.Life.BeginOsStop(node, true, $"{terminal.Terminal.Name} told it");
                break;
            default:
                node.StoppedBy = effect.Id.Run;
                world.Life.BeginOsStop(node, false, $"{terminal.Terminal.Name} told it");
                break;
        }
    }

    private void StartNode(TerminalModel terminal, int life, StartNode start)
    {
        var node = world.Nodes[world.Topology.Node(start.Node)];
        if (start.Way is StartByWakeOnLan)
        {
            // Nobody acknowledges a magic packet.
            world.Effects.Answer(terminal, life, start.Id, null);
            if (node is { Input: true, Os: Os.Off } && world.Network.Reaches(terminal, node.Position, world.Now) && !world.Dice.Comes(world.Plan.WakeOnLanLoss))
                world.Life.PowerOn(node, "a magic packet came");
            return;
        }

        var reached = node.Input && world.Network.Reaches(terminal, node.Position, world.Now);
        world.Effects.Answer(terminal, life, start.Id, reached ? null : FailureKind.NoAnswer);
        if (reached)
            world.Life.PowerOn(node, "its management controller was told to");
    }

    private ProbeAnswer Probe(TerminalModel terminal, NodeModel node)
    {
        var reached = world.Network.Reaches(terminal, node.Position, world.Now) && !IsLost(StartingLimits.PingsForAProbe);
        if (reached && node.Answers)
            return ProbeAnswer.Answers;
        if (reached && node.Input && HasController(node))
            return node.OsMayRun ? ProbeAnswer.PoweredOn : ProbeAnswer.PoweredOff;
        return ProbeAnswer.NoAnswer;
    }

    // As many packets as it sends: lost is what lost them all.
    private bool IsLost(int packets)
    {
        for (var sent = 0; sent < packets; sent++)
        {
            if (!world.Network.Loses(world.Now))
                return false;
        }

        return true;
    }

    private static bool HasController(NodeModel node)
    {
        foreach (var way in node.Node.StartBy)
        {
            if (way is StartByIpmi or StartByRedfish)
                return true;
        }

        return false;
    }

    private void ProbeDisk(TerminalModel terminal, int life, ProbeDisk probe)
    {
        var disk = world.Disks[world.Topology.Disk(probe.Disk)];
        if (disk.CanBeProbed)
            world.Effects.Tell(terminal, life, probe.Id, new DiskProbed(terminal.Clock(world.Now), probe.Disk, disk.Ready));
        else
            world.Effects.Answer(terminal, life, probe.Id, FailureKind.NotSupported);
    }

    // Work that takes as long as it takes: done then, or given up by who does it at its limit.
    private void Lasts(TerminalModel terminal, int life, EffectId id, TimeSpan? by, long takes)
    {
        var limit = by is { } moment ? Math.Max(0, terminal.WorldTime(moment) - world.Now) : long.MaxValue;
        if (takes <= limit)
            world.Effects.Answer(terminal, life, id, null, takes);
        else
            world.Effects.Answer(terminal, life, id, FailureKind.Failed, limit);
    }
}
