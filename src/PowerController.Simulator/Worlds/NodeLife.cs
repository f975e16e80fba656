using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Queue;

namespace PowerController.Simulator.Worlds;

internal enum NodeStep
{
    BootDone,
    JoinDone,
    ClusterStopDone,
    OsStopDone,
}

/// <summary>How servers boot, join, stop and fall.</summary>
internal sealed class NodeLife(World world)
{
    public void InputChanged(NodeModel node, bool input, UpsModel ups, PowerLoss why)
    {
        node.Input = input;
        if (!input)
        {
            world.Story?.Tell(world.Now, $"{node.Node.Name} has lost its power{(node.OsMayRun ? $" while {Doing(node)}" : "")}");
            world.Judge.NodeLostInput(node, ups, why);
            if (node.OsMayRun)
                Fall(node);
            // What hung is over: power has cycled.
            node.OsStopHangs = false;
            node.ClusterStopHangs = false;
            return;
        }

        if (!node.PowersOnWithInput)
            return;
        if (node.InputsWithoutStart > 0)
        {
            node.InputsWithoutStart--;
            node.StaysOff = true;
            world.Story?.Tell(world.Now, $"{node.Node.Name} has power, but its firmware does not power it on");
            return;
        }

        PowerOn(node, "its output is on");
    }

    /// <summary>The machine starts; nothing happens without input or while it runs.</summary>
    public bool PowerOn(NodeModel node, string why)
    {
        if (!node.Input)
            return false;
        if (node.OsMayRun)
            return true;
        node.Os = Os.Booting;
        node.Boot++;
        node.Stamp++;
        node.BootBegan = world.Now;
        node.FoundDisks = true;
        node.Reboots = false;
        node.BootHangs = node.BootsThatHang > 0;
        node.AgentGone = false;
        node.StaysOff = false;
        node.BootsUnasked = false;
        node.FellUnheard = false;
        node.FellInItsStop = false;
        node.StopsByItself = false;
        node.BootsUnwatched = !world.Programs.AnyRuns(0);
        world.Story?.Tell(world.Now, $"{node.Node.Name} starts: {why}");
        world.Judge.NodeStarted(node);
        if (node.BootHangs)
        {
            node.BootsThatHang--;
            world.Story?.Tell(world.Now, $"{node.Node.Name} hangs in its boot");
        }
        else
        {
            world.Queue.Put(world.Now + node.BootTime, What.NodeStep, node.Position, (int)NodeStep.BootDone, node.Stamp);
        }

        world.Power.Loads();
        return true;
    }

    /// <summary>The operating system begins to stop.</summary>
    public void BeginOsStop(NodeModel node, bool reboots, string why)
    {
        if (node.Os != Os.Running)
            return;
        world.Story?.Tell(world.Now, $"{node.Node.Name} {(reboots ? "reboots" : "stops its operating system")}: {why}");
        node.Os = Os.Stopping;
        node.OsStopBegan = world.Now;
        node.Reboots = reboots;
        node.Membership = Membership.Out;
        node.Stamp++;
        world.Judge.OsStopBegan(node);
        world.Words.Speak(node, AgentWord.OsStopping);
        world.Words.GoesQuiet(node);
        world.Words.ClusterChanged(node.Place.Unit);
        world.Programs.HostStops(node);
        TouchCards(node);
        if (node.OsStopHangs)
            world.Story?.Tell(world.Now, $"{node.Node.Name} hangs in the stop of its operating system");
        else
            world.Queue.Put(world.Now + node.OsStopTime, What.NodeStep, node.Position, (int)NodeStep.OsStopDone, node.Stamp);
    }

    /// <summary>The cluster manager of this node stops the cluster on all that it hears.</summary>
    public void BeginClusterStop(NodeModel by, string why)
    {
        var unit = by.Place.Unit;
        world.Story?.Tell(world.Now, $"cluster {world.Topology.Units[unit].Name} begins to stop: {why}");
        foreach (var at in world.Topology.Units[unit].Nodes)
        {
            var node = world.Nodes[at];
            if (node.Os != Os.Running || node.Membership is not Membership.In || !world.Network.AreTogether(by.Position, at, world.Now))
                continue;
            node.Membership = Membership.Stopping;
            node.ClusterStopBroke = false;
            node.Stamp++;
            world.Words.Speak(node, AgentWord.ClusterStopping);
            if (node.ClusterStopHangs)
                world.Story?.Tell(world.Now, $"{node.Node.Name} hangs in the stop of its cluster");
            else
                world.Queue.Put(world.Now + world.Plan.ClusterStopTime(unit, at), What.NodeStep, at, (int)NodeStep.ClusterStopDone, node.Stamp);
        }

        world.Words.ClusterChanged(unit);
    }

    /// <summary>A crash: no word, no stop; its firmware starts it again if it has input.</summary>
    public void Crash(NodeModel node, bool comesBack)
    {
        if (!node.OsMayRun)
            return;
        world.Story?.Tell(world.Now, $"{node.Node.Name} crashes");
        // Whoever has its deadlines falls silent by them, for all that anybody knows.
        var stopped = node.Os == Os.Stopping || node.OsStopBy >= 0;
        Fall(node);
        node.FellUnheard = true;
        if (comesBack)
        {
            node.BootsUnasked = PowerOn(node, "it comes back after its crash");
            node.FellInItsStop = stopped;
        }
        else
        {
            node.StaysOff = true;
            world.Power.Loads();
        }
    }

    public void Step(int position, NodeStep step, int stamp)
    {
        var node = world.Nodes[position];
        if (node.Stamp != stamp)
            return;
        switch (step)
        {
            case NodeStep.BootDone:
                Booted(node);
                break;
            case NodeStep.JoinDone:
                Join(node);
                break;
            case NodeStep.ClusterStopDone:
                ClusterStopDone(node);
                break;
            default:
                OsStopDone(node);
                break;
        }
    }

    /// <summary>The moment at which the node stops by itself, if it still has deadlines.</summary>
    public void Deadline(int position, int stamp)
    {
        var node = world.Nodes[position];
        if (node.DeadlineStamp == stamp && node.OsStopBy >= 0 && node.AgentRuns)
        {
            node.StoppedBy = node.Told;
            node.StopsByItself = true;
            BeginOsStop(node, false, "its own deadline has come and nobody has told it otherwise");
        }
    }

    public void SetDeadlines(NodeModel node, RunId run, long clusterStopBy, long osStopBy)
    {
        node.Told = run;
        node.ClusterStopBy = clusterStopBy;
        node.OsStopBy = osStopBy;
        node.DeadlineStamp++;
        // A real desk keeps its deadlines itself.
        if (osStopBy >= 0 && world.Talk is null)
            world.Queue.Put(Math.Max(world.Now, osStopBy), What.NodeDeadline, node.Position, 0, node.DeadlineStamp);
    }

    /// <summary>The process that is agent and terminal has died.</summary>
    public void ProcessDied(NodeModel node)
    {
        node.ProcessDown = true;
        world.Words.GoesQuiet(node);
        TouchCards(node);
    }

    /// <summary>It is there again: it says its word, and it knows what it was told.</summary>
    public void ProcessRuns(NodeModel node)
    {
        if (!node.ProcessDown || node.Os != Os.Running)
            return;
        node.ProcessDown = false;
        world.Words.Speak(node, node.Word);
        TouchCards(node);
        SetDeadlines(node, node.Told, node.ClusterStopBy, node.OsStopBy);
    }

    private void Booted(NodeModel node)
    {
        node.Os = Os.Running;
        node.Membership = Membership.Out;
        node.ProcessDown = false;
        node.Acknowledged.Clear();
        node.LastTold.Clear();
        SetDeadlines(node, RunId.None, -1, -1);
        world.Words.Speak(node, AgentWord.Booted);
        world.Programs.HostRuns(node);
        TouchCards(node);
        world.Queue.Put(world.Now + node.JoinTime, What.NodeStep, node.Position, (int)NodeStep.JoinDone, node.Stamp);
    }

    // A cluster service that finds its disks missing stays out until the node boots again.
    private void Join(NodeModel node)
    {
        foreach (var disk in node.Place.Disks)
            node.FoundDisks &= world.Disks[disk].Ready;
        if (!node.FoundDisks)
        {
            world.Story?.Tell(world.Now, $"{node.Node.Name} does not find its disks and stays out of the cluster until it is rebooted");
            return;
        }

        node.Membership = Membership.In;
        node.StoppedBy = RunId.None;
        world.Story?.Tell(world.Now, $"{node.Node.Name} is up");
        world.Words.Speak(node, AgentWord.Up);
        world.Words.ClusterChanged(node.Place.Unit);
    }

    private void ClusterStopDone(NodeModel node)
    {
        if (node.ClusterStopFails)
        {
            world.Story?.Tell(world.Now, $"{node.Node.Name} could not stop its cluster");
            node.ClusterStopBroke = true;
            world.Words.Speak(node, AgentWord.ClusterStopFailed);
            return;
        }

        node.Membership = Membership.Stopped;
        world.Words.Speak(node, AgentWord.ClusterStopped);
        world.Words.ClusterChanged(node.Place.Unit);
    }

    private void OsStopDone(NodeModel node)
    {
        var reboots = node.Reboots;
        world.Story?.Tell(world.Now, $"{node.Node.Name} is off");
        Fall(node);
        if (reboots)
            PowerOn(node, "it reboots");
        else
            world.Power.Loads();
    }

    private void Fall(NodeModel node)
    {
        node.Os = Os.Off;
        node.Membership = Membership.Out;
        node.Stamp++;
        node.DeadlineStamp++;
        node.OsStopBy = -1;
        world.Words.GoesQuiet(node);
        world.Words.ClusterChanged(node.Place.Unit);
        world.Programs.HostStops(node);
        TouchCards(node);
    }

    // Cards that are read by way of this node are heard as long as its agent runs.
    private void TouchCards(NodeModel node)
    {
        var hosts = world.Plan.Ground.CardHost;
        for (var ups = 0; ups < hosts.Length; ups++)
        {
            if (hosts[ups] == node.Position)
                world.Polls.Touch(ups);
        }
    }

    private static string Doing(NodeModel node) => node.Os switch
    {
        Os.Booting => "it boots",
        Os.Stopping => "its operating system stops",
        _ => "its operating system runs",
    };
}
