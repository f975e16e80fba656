using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Queue;

namespace PowerController.Simulator.Worlds;

internal sealed record SpokenWord(AgentWord Word, long Boot, RunId Told);

/// <summary>What agents say, and how terminals hear it: late, doubled, overtaken, or only after they have said it again.</summary>
internal sealed class AgentWords(World world)
{
    /// <summary>An agent says its last word again after this time when it was not heard.</summary>
    private const long SayAgain = 3_000;

    /// <summary>Membership gives a node up after this time.</summary>
    private const long MissedAfter = 10_000;

    private const long ClusterTellsAfter = 500;

    /// <summary>That its system stops is said by a heartbeat at once, by the next one, and by the goodbye of the program: only who hears none of them does not know it.</summary>
    private const int LastWords = 3;

    private readonly long[] _clusterDue = [.. Enumerable.Repeat(-1L, world.Topology.Units.Length)];

    public void Speak(NodeModel node, AgentWord word)
    {
        if (node.AgentGone)
            return;
        node.Word = word;
        if (world.Talk is { } talk)
        {
            // What is said there is for the agent's own rules to find out.
            if (word == AgentWord.Booted && talk.HostOf(node) is { Terminal: null } host)
                talk.Start(host);
            return;
        }

        foreach (var terminal in world.Terminals)
            Send(terminal, node);
    }

    /// <summary>Everything a terminal that has just started hears of the agents that run.</summary>
    public void SpeakTo(TerminalModel terminal)
    {
        if (world.Talk is not null)
            return;
        foreach (var node in world.Nodes)
        {
            terminal.NodeMissed[node.Position] = false;
            if (node.AgentRuns && world.Network.Reaches(terminal, node.Position, world.Now))
                Send(terminal, node);
            else
                ExpectMissing(terminal, node.Position);
        }

        for (var unit = 0; unit < world.Topology.Units.Length; unit++)
            ClusterChanged(unit);
    }

    public void GoesQuiet(NodeModel node)
    {
        if (world.Talk is { } talk)
        {
            talk.GoesQuiet(node);
            return;
        }

        foreach (var terminal in world.Terminals)
            ExpectMissing(terminal, node.Position);
    }

    public void ExpectMissing(TerminalModel terminal, int node) =>
        world.Queue.Put(world.Now + MissedAfter, What.AgentMissed, terminal.Position, node, terminal.NodeStamp[node]);

    /// <summary>A partition or a loss has ended or begun: who was not heard says its word again, who is cut off is missed.</summary>
    public void Healed()
    {
        if (world.Talk is not null)
            return;
        world.Mastership.Healed();
        foreach (var terminal in world.Terminals)
        {
            foreach (var node in world.Nodes)
            {
                if (node.AgentRuns && world.Network.Reaches(terminal, node.Position, world.Now))
                    Send(terminal, node);
                else
                    ExpectMissing(terminal, node.Position);
            }
        }

        for (var unit = 0; unit < world.Topology.Units.Length; unit++)
            ClusterChanged(unit);
    }

    public void Arrive(int terminalAt, int nodeAt, int attempt, SpokenWord spoken)
    {
        var terminal = world.Terminals[terminalAt];
        var node = world.Nodes[nodeAt];
        if (!terminal.Runs)
            return;
        if (!world.Network.Reaches(terminal, nodeAt, world.Now) || (IsLost(spoken.Word) && terminal.OnNode != nodeAt))
        {
            // A word that came to nothing is said again as long as the agent is there to say it.
            if (node.AgentRuns && node.Boot == spoken.Boot && node.Word == spoken.Word && world.Network.Reaches(terminal, nodeAt, world.Now))
                world.Queue.Put(world.Now + SayAgain, What.AgentHeard, terminalAt, nodeAt, attempt + 1, spoken);
            return;
        }

        terminal.NodeMissed[nodeAt] = false;
        terminal.NodeStamp[nodeAt]++;
        world.Programs.Take(terminal, new NodeReported(terminal.Clock(world.Now), node.Node.Name, spoken.Word, spoken.Boot, spoken.Told));
        if (!node.AgentRuns)
            ExpectMissing(terminal, nodeAt);
    }

    public void Missed(int terminalAt, int nodeAt, int stamp)
    {
        var terminal = world.Terminals[terminalAt];
        var node = world.Nodes[nodeAt];
        if (!terminal.Runs || terminal.NodeStamp[nodeAt] != stamp || terminal.NodeMissed[nodeAt])
            return;
        if (node.AgentRuns && world.Network.Reaches(terminal, nodeAt, world.Now))
            return;
        terminal.NodeMissed[nodeAt] = true;
        world.Story?.Tell(world.Now, $"{terminal.Terminal.Name} hears {node.Node.Name} no more");
        world.Programs.Take(terminal, new NodeSilent(terminal.Clock(world.Now), node.Node.Name));
    }

    public void ClusterChanged(int unit)
    {
        if (world.Talk is not null)
            return;
        if (world.Topology.Units[unit].Cluster is null || _clusterDue[unit] >= world.Now)
            return;
        _clusterDue[unit] = world.Now + ClusterTellsAfter;
        foreach (var terminal in world.Terminals)
            world.Queue.Put(_clusterDue[unit] + world.Network.Delay(world.Now), What.ClusterTold, terminal.Position, unit);
    }

    public void ClusterArrives(int terminalAt, int unit)
    {
        var terminal = world.Terminals[terminalAt];
        if (!terminal.Runs)
            return;
        foreach (var at in world.Topology.Units[unit].Nodes)
        {
            if (!world.Nodes[at].AgentRuns || !world.Network.Reaches(terminal, at, world.Now))
                continue;
            world.Programs.Take(terminal, new ClusterReported(terminal.Clock(world.Now), world.Topology.Units[unit].Name, ClusterWordOf(world.Nodes[at])));
            return;
        }
    }

    /// <summary>What the cluster's manager says on this node; whom it does not hear it does not count.</summary>
    public ClusterWord ClusterWordOf(NodeModel seen)
    {
        var unit = seen.Place.Unit;
        if (world.Topology.Units[unit].Cluster is null)
            return ClusterWord.Unknown;
        var (total, present, stopping, stopped) = (0, 0, 0, 0);
        foreach (var at in world.Topology.Units[unit].Nodes)
        {
            var node = world.Nodes[at];
            total++;
            if (node.Os != Os.Running || !world.Network.AreTogether(seen.Position, at, world.Now))
                continue;
            present += node.Membership == Membership.In ? 1 : 0;
            stopping += node.Membership == Membership.Stopping ? 1 : 0;
            stopped += node.Membership == Membership.Stopped ? 1 : 0;
        }

        return stopping > 0 ? ClusterWord.Stopping
            : present == total ? ClusterWord.Normal
            : present > 0 ? ClusterWord.Degraded
            : stopped > 0 ? ClusterWord.Stopped
            : ClusterWord.Unknown;
    }

    private bool IsLost(AgentWord word)
    {
        for (var said = 0; said < (word == AgentWord.OsStopping ? LastWords : 1); said++)
        {
            if (!world.Network.Loses(world.Now))
                return false;
        }

        return true;
    }

    private void Send(TerminalModel terminal, NodeModel node)
    {
        var spoken = new SpokenWord(node.Word, node.Boot, node.Told);
        world.Queue.Put(world.Now + world.Network.Delay(world.Now), What.AgentHeard, terminal.Position, node.Position, 0, spoken);
        if (world.Network.Doubles(world.Now))
            world.Queue.Put(world.Now + world.Network.Delay(world.Now), What.AgentHeard, terminal.Position, node.Position, 0, spoken);
    }
}
