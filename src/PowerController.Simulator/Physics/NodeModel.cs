using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Simulator.Physics;

/// <summary>How far the operating system of a node is.</summary>
internal enum Os
{
    Off,
    Booting,
    Running,
    Stopping,
}

/// <summary>What a node has to do with its cluster now.</summary>
internal enum Membership
{
    Out,
    In,
    Stopping,
    Stopped,
}

/// <summary>A server: its input, its operating system, its agent, its part in the cluster.</summary>
internal sealed class NodeModel(Node node, NodePlace place, int position)
{
    public Node Node { get; } = node;

    public NodePlace Place { get; } = place;

    public int Position { get; } = position;

    public bool Input { get; set; } = true;

    public Os Os { get; set; } = Os.Running;

    public Membership Membership { get; set; } = Membership.In;

    public AgentWord Word { get; set; } = AgentWord.Up;

    public long Boot { get; set; } = 1;

    /// <summary>Rises with each change of course, so that steps due before are void.</summary>
    public int Stamp { get; set; }

    public int DeadlineStamp { get; set; }

    public long OsStopBegan { get; set; }

    public long BootBegan { get; set; }

    /// <summary>It boots because it fell by itself: nobody has asked for it, and nobody knows of it before it speaks.</summary>
    public bool BootsUnasked { get; set; }

    /// <summary>It fell by itself, without a word: nobody knows that it is off.</summary>
    public bool FellUnheard { get; set; }

    /// <summary>It fell while it stopped as it was told, and its firmware has started it again: until it speaks it looks like any node that has stopped.</summary>
    public bool FellInItsStop { get; set; }

    /// <summary>No terminal ran when this boot began.</summary>
    public bool BootsUnwatched { get; set; }

    /// <summary>It stops by its own deadline, at nobody's order.</summary>
    public bool StopsByItself { get; set; }

    /// <summary>After its stop it boots again.</summary>
    public bool Reboots { get; set; }

    // How long things take on it.
    public long BootTime { get; set; }

    public long JoinTime { get; set; }

    public long OsStopTime { get; set; }

    /// <summary>Its firmware powers on when its input comes back.</summary>
    public bool PowersOnWithInput { get; set; }

    // What is wrong with it.
    public bool ClusterStopHangs { get; set; }

    public bool ClusterStopFails { get; set; }

    /// <summary>The stop of its cluster has failed here, and is not at work any more.</summary>
    public bool ClusterStopBroke { get; set; }

    public bool OsStopHangs { get; set; }

    /// <summary>While it hangs in its stop, nothing on it answers any more.</summary>
    public bool HangsMute { get; set; }

    public bool AgentGone { get; set; }

    public long AgentGoneAt { get; set; }

    /// <summary>Where a host is node and terminal, one process is both: when the program crashes the agent is gone with it.</summary>
    public bool ProcessDown { get; set; }

    public int BootsThatHang { get; set; }

    /// <summary>The boot that is under way will never end.</summary>
    public bool BootHangs { get; set; }

    public int InputsWithoutStart { get; set; }

    /// <summary>When it is off nothing starts it by itself: it has crashed for good, its firmware has let the input go by, or people have stopped it.</summary>
    public bool StaysOff { get; set; }

    /// <summary>Something happened to it in this night, whatever has become of it since.</summary>
    public bool Troubled { get; set; }

    /// <summary>As it is now nothing of it goes on by itself.</summary>
    public bool IsBroken => Os switch
    {
        // Its power went while it hung in its boot, and nobody has started it since.
        Os.Off => StaysOff || BootHangs,
        Os.Booting => BootHangs,
        Os.Stopping => OsStopHangs,
        _ => AgentGone || (Membership == Membership.Stopping && (ClusterStopHangs || ClusterStopBroke)),
    };

    /// <summary>The run that has stopped it and has not had it up again.</summary>
    public RunId StoppedBy { get; set; }

    // What its agent was told, and the highest term that it knows of.
    public long Term { get; set; }

    public long ClusterStopBy { get; set; } = -1;

    public long OsStopBy { get; set; } = -1;

    public RunId Told { get; set; }

    /// <summary>The number of each run's last word about deadlines: one with a lower number is older, however late it comes, and whatever another run has said since.</summary>
    public Dictionary<RunId, int> LastTold { get; } = [];

    public HashSet<(EffectId Id, int Kind)> Acknowledged { get; } = [];

    /// <summary>The disks were there when this boot looked for them.</summary>
    public bool FoundDisks { get; set; } = true;

    public bool OsMayRun => Os != Os.Off;

    public bool AgentRuns => Os == Os.Running && !AgentGone && !ProcessDown;

    /// <summary>Something on it answers a probe.</summary>
    public bool Answers => Os == Os.Running || (Os == Os.Stopping && !(OsStopHangs && HangsMute));

    /// <summary>It has had all the time it was said to need, and hangs: nobody can do more for it.</summary>
    public bool HungBeyondItsTime(long now) => Os switch
    {
        Os.Stopping => OsStopHangs && now - OsStopBegan >= (long)Node.OsStopTime.TotalMilliseconds,
        // A boot that is no boot any more may be ended by power once half of the time for starting is gone: later nobody could try again.
        Os.Booting => BootHangs && now - BootBegan >= (long)Node.StartLimit.TotalMilliseconds / 2,
        Os.Running => AgentGone && OsStopBy >= 0 && now - OsStopBy >= (long)Node.OsStopTime.TotalMilliseconds,
        _ => true,
    };

    public long Watts => Os switch
    {
        Os.Off => Input ? 8 : 0,
        _ => 250,
    };
}
