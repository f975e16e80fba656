using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Checking;

/// <summary>Where every terminal is on a node: whether somebody is left who could start what is off, and who knows of it.</summary>
internal sealed class NobodyLeft(World world)
{
    /// <summary>Cards tell their run time in steps, and a prediction is kept while it moves by less.</summary>
    private static readonly TimeSpan _cardStep = TimeSpan.FromSeconds(150);

    /// <summary>A clock that lost this much, in milliseconds, makes what is over look as if it was to come.</summary>
    private const long ClockBehind = 60_000;

    /// <summary>As long before the stop of what it feeds a card may have disobeyed the cut that was meant for that, in milliseconds.</summary>
    private const long WayDown = 900_000;

    /// <summary>So long a program that has just started needs to see who runs, in milliseconds.</summary>
    private const long LooksAround = 30_000;

    /// <summary>So long after its silence a card may not have been read yet, in milliseconds.</summary>
    private const long Heard = 8_000;

    /// <summary>So long after its silence it may have been read, and has not obeyed yet, in milliseconds.</summary>
    private const long Answered = 2_000;

    /// <summary>So many orders of a cut are as many as the shortest way down has time for.</summary>
    private const int LostInARow = 3;

    private readonly bool[] _leftBehind = new bool[world.Nodes.Length];
    private readonly bool[] _leftWith = new bool[world.Nodes.Length];
    private bool _leftInLocal;
    private readonly ulong[] _witnesses = new ulong[world.Nodes.Length];

    /// <summary>Takes down what was so when a node began to stop: who ran, and whether its output was sure to go off.</summary>
    public void OsStopBegan(NodeModel node)
    {
        _leftBehind[node.Position] = !node.Reboots && ((InputStays(node) && CouldNotWait(node)) || (node.StopsByItself && NobodyLeads()));
        _leftInLocal = !node.Reboots && !node.StoppedBy.IsNone && IsLastInLocal(node);
        if (_leftBehind[node.Position])
            TakeDownWhoStays(node);
        _witnesses[node.Position] = 0;
        foreach (var terminal in world.Terminals)
        {
            if ((terminal.Runs && (world.Network.Reaches(terminal, node.Position, world.Now) || !terminal.State.Nodes[node.Position].ToldRun.IsNone)) || terminal.OnNode == node.Position)
                _witnesses[node.Position] |= 1UL << terminal.Position;
        }
    }

    // People suspended automatic operation when its last order was under way: every cut that was to start something again is ended, and it is theirs.
    private bool IsLastInLocal(NodeModel node)
    {
        var isLocal = false;
        foreach (var terminal in world.Terminals)
        {
            if (terminal.Runs && terminal.OnNode != node.Position)
                return false;
            isLocal |= terminal.Runs && terminal.State.Operation == Operation.Local;
        }

        return isLocal;
    }

    // Nor could the last host have the others' outputs cut, which would start them again.
    private void TakeDownWhoStays(NodeModel host)
    {
        foreach (var other in world.Nodes)
            _leftWith[other.Position] = other.Position != host.Position && (InputStays(other) || IsUnknown(other));
    }

    public bool IsHelpless()
    {
        if (_leftInLocal && !world.Programs.AnyRuns(0))
            return true;
        foreach (var terminal in world.Terminals)
        {
            if (terminal.OnNode is not { } at)
                return false;
            var host = world.Nodes[at];
            if (host is { Os: Os.Running, AgentGone: false } || !(host.IsBroken || Stays(host)))
                return false;
        }

        return true;
    }

    /// <summary>Nobody is left to start it, by nobody's decision: its output could not be cut, or the last terminal fell before it had come to that.</summary>
    public bool Stays(NodeModel node) => node.Os == Os.Off && node.Input && (_leftBehind[node.Position] || LastFellOverIt(node));

    /// <summary>Whoever lives was down when it was stopped, or cut off from it and had not heard that it knows when to go.</summary>
    public bool IsUnwitnessed(NodeModel node)
    {
        foreach (var terminal in world.Terminals)
        {
            if (terminal.Runs && ((_witnesses[node.Position] >> terminal.Position) & 1) == 1)
                return false;
        }

        return true;
    }

    // As many of its outputs as it needs stay on whatever is ordered: the card does not hear or obey, or a machine that nobody can stop hangs on it too.
    private bool InputStays(NodeModel node)
    {
        var stay = 0;
        foreach (var source in node.Place.Sources)
        {
            var ups = world.Upses[source.Ups];
            if (ups.Feeds(source.Output) && ups.Outputs[0].OffAt < 0
                && (IsUnheard(source.Ups) || HasHeardNoCut(node, ups) || node.OsStopBegan - ups.Troubles.DisobeyedAt < WayDown || FeedsUnstoppable(node, source) || IsUnseen(node)))
                stay++;
        }

        return stay >= node.Place.Needs;
    }

    // Its cut was ordered again and again until just now, and each order was lost.
    private static bool HasHeardNoCut(NodeModel node, UpsModel ups) => ups.CutsLost.Count >= LostInARow && node.OsStopBegan - ups.CutsLost.At < Heard;

    // For long enough to know it.
    private bool IsCutOff(NodeModel node) => world.Network.NodeAloneSince(node.Position, world.Now - Heard, world.Now);

    // It is cut off from everybody, and whoever runs elsewhere does not know that it was told when to go: for all they know it runs.
    private bool IsUnseen(NodeModel node)
    {
        if (!IsCutOff(node))
            return false;
        foreach (var terminal in world.Terminals)
        {
            if (terminal.Runs && terminal.OnNode != node.Position && !terminal.State.Nodes[node.Position].ToldRun.IsNone)
                return false;
        }

        return true;
    }

    // Its own deadline came while no program led that could have had its output cut before: the last one had died.
    private bool NobodyLeads()
    {
        foreach (var terminal in world.Terminals)
        {
            if (terminal is { Runs: true, State.Role: Role.Master })
                return false;
        }

        return true;
    }

    // It says nothing, or every terminal that runs is cut off from it. Or it has just begun to answer again, or they have just started, or were cut off until now, and none
    // of them has read it since, or can have had an answer to an order.
    private bool IsUnheard(int at)
    {
        var ups = world.Upses[at];
        if (ups.TellsNothing(world.Now))
            return true;
        foreach (var terminal in world.Terminals)
        {
            if (!terminal.Runs)
                continue;
            var from = Math.Max(ups.HeardFrom, terminal.OnNode is { } host && world.Plan.Ground.CardHost[at] == host ? 0 : world.Network.TerminalAloneUntil(terminal.Position));
            if ((terminal.State.Upses[at].SilentSince is null && world.Now >= from + Answered) || (world.Now >= from + Heard && world.Now - terminal.StartedAt >= Heard))
                return false;
        }

        return true;
    }

    private bool FeedsUnstoppable(NodeModel node, OutputAt source)
    {
        foreach (var at in world.Topology.Upses[source.Ups].Outputs[source.Output].Nodes)
        {
            var other = world.Nodes[at];
            if (at != node.Position && (IsUnknown(other) || (other.OsMayRun && (!other.AgentRuns || world.Network.NodeAlone(at, world.Now)))))
                return true;
        }

        return false;
    }

    // It fell, or was stopped, when nobody ran who runs now, or has had the time to look: for all they know it runs, and its input may not be taken from it.
    private bool IsUnknown(NodeModel node) => node.FellUnheard || (node.Os == Os.Off && !world.Programs.AnyRuns(LooksAround)) || (node is { Os: Os.Off, StoppedBy.IsNone: false } && IsUnwitnessed(node));

    // Up it could have waited for mains, but for a battery that it or a disk of it needs, or of which nobody knows anything, or for a cut that may be running on a
    // card that nobody hears: ordered without an answer, or acknowledged before the card fell silent, or over in truth by a clock that was set back.
    private bool CouldNotWait(NodeModel node)
    {
        // Its own deadline came before a program that had just started could see how things are.
        if (!world.Programs.AnyRuns(LooksAround))
            return true;
        // Cut off from everybody it may be cut unheard by whoever leads elsewhere.
        if (IsCutOff(node))
            return true;
        foreach (var source in node.Place.Sources)
        {
            if (!Lasts(source.Ups) || (IsUnheard(source.Ups) && (MayBeCut(node, source) || IsNeverHeard(source.Ups))))
                return true;
        }

        foreach (var disk in node.Place.Disks)
        {
            foreach (var source in world.Topology.Disks[disk].Sources)
            {
                if (!Lasts(source.Ups))
                    return true;
            }
        }

        return false;
    }

    // Nobody who runs has ever heard it: for all they know it is on battery like the others, and its end is near.
    private bool IsNeverHeard(int ups)
    {
        foreach (var terminal in world.Terminals)
        {
            if (terminal.Runs && terminal.State.Upses[ups].Mains != MainsState.Unknown)
                return false;
        }

        return true;
    }

    private bool MayBeCut(NodeModel node, OutputAt source)
    {
        foreach (var terminal in world.Terminals)
        {
            if (terminal.State.Upses[source.Ups].Outputs[source.Output].Cut is CutStage.Ordered or CutStage.Armed or CutStage.Done || (terminal.OnNode == node.Position && terminal.ClockAhead < -ClockBehind))
                return true;
        }

        return false;
    }

    private bool Lasts(int at)
    {
        var ups = world.Upses[at];
        ups.Settle(world.Now);
        // It says that it ends, and who has to decide can only believe it.
        if (!ups.Mains && (ups.Troubles.LowOnMainsUntil > world.Now || (ups.Troubles.RunTimeBogusUntil > world.Now && ups.Troubles.BogusRunTime <= Least(at))))
            return false;
        return ups.Mains || ups.RunTime > Math.Max(Least(at), (long)ups.Ups.Settings.LowBatteryRunTime.TotalMilliseconds) + (long)_cardStep.TotalMilliseconds;
    }

    private long Least(int ups)
    {
        foreach (var terminal in world.Terminals)
        {
            if (terminal.State.Times is { } times)
                return (long)times.LeastNeeds[ups].TotalMilliseconds;
        }

        return 0;
    }

    // The last program that ran ended by a fault of its host, by the host's own deadline, or since that could neither have itself cut nor wait, in the middle of what it did to the node.
    private bool LastFellOverIt(NodeModel node)
    {
        TerminalModel? last = null;
        foreach (var terminal in world.Terminals)
        {
            if (terminal.Runs)
                return false;
            if (last is null || terminal.WentDownAt > last.WentDownAt)
                last = terminal;
        }

        if (last?.OnNode is not { } host || !(world.Nodes[host].Troubled || world.Nodes[host].StopsByItself || (_leftBehind[host] && _leftWith[node.Position])) || host == node.Position)
            return false;
        foreach (var run in last.State.Runs)
        {
            // In the dark everything is armed, but what could not be.
            if (run.CommittedAt is null || (run.Phase == Phase.Dark && !InputStays(node) && !_leftWith[node.Position]))
                continue;
            foreach (var member in run.Members)
            {
                if (member.Node == node.Position)
                    return true;
            }
        }

        return false;
    }
}
