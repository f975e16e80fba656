using System.Collections.Immutable;
using PowerController.Coordination.Messages;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Agent.Rules;

/// <summary>Everything an agent knows of its node and of its work. Immutable.</summary>
/// <param name="Boot">Of the operating system.</param>
/// <param name="WasUp">The cluster's service has been up here in this boot; unknown counts as yes.</param>
/// <param name="Told">The run whose deadlines the node has.</param>
/// <param name="Administrator">What an administrator does with the node or the cluster.</param>
/// <param name="Works">Orders that are being worked on.</param>
/// <param name="ClusterStop">The last stop of the cluster that was ordered here; null when none was.</param>
/// <param name="Stop">The stop of the system, once it is wanted.</param>
/// <param name="Said">What was last said; null before anything is known.</param>
/// <param name="LastNumber">Of the last command or look.</param>
public sealed record AgentState(
    NodeDuties Duties,
    long Boot,
    TimeSpan Now,
    ClusterSight Sight,
    bool WasUp,
    Looking Looking,
    RunId Told,
    AdministratorWord? Administrator,
    TimeSpan AdministratorAt,
    ImmutableArray<Work> Works,
    ClusterStop? ClusterStop,
    SystemStop? Stop,
    NodeWord? Said,
    long LastNumber)
{
    /// <param name="freshBoot">The system has booted just now; otherwise only the agent was started again, and the node may be in the middle of anything.</param>
    /// <param name="told">The run whose deadlines the coordination still knows.</param>
    public static AgentState Of(NodeDuties duties, long boot, bool freshBoot, TimeSpan now, RunId told) =>
        new(duties, boot, now, ClusterSight.Unknown, !freshBoot, new Looking(0, now, 0), told, null, now, [], null, null, null, 0);

    /// <summary>The system is on its way down, or that has been ordered.</summary>
    public bool GoesDown => Stop is not null;
}

/// <summary>The looks at the cluster.</summary>
/// <param name="Number">Of the look that is out; 0 when none is.</param>
/// <param name="At">When the next one is due, or the one that is out is given up.</param>
/// <param name="Answered">How many have been answered or given up.</param>
public readonly record struct Looking(long Number, TimeSpan At, long Answered);

/// <summary>An order that is being worked on: its steps, one after another.</summary>
/// <param name="At">The step it is at.</param>
/// <param name="Running">The command that runs for it; 0 when none does.</param>
/// <param name="Due">When that command counts as ended, or the pause is over.</param>
/// <param name="By">When the whole of it is given up.</param>
/// <param name="StepEnds">When a step that is repeated is given up.</param>
/// <param name="ToldAt">When progress was last told.</param>
public sealed record Work(
    Effect Order,
    ImmutableArray<WorkStep> Steps,
    int At,
    long Running,
    TimeSpan Due,
    TimeSpan? By,
    TimeSpan? StepEnds,
    ImmutableArray<string> Troubles,
    TimeSpan ToldAt)
{
    public WorkStep Step => Steps[At];
}

public enum StepKind
{
    /// <summary>Run once. When it fails that is noted, and the next one follows.</summary>
    Once,

    /// <summary>Run once; unless it ends with 0 the rest of its section is left out.</summary>
    Condition,

    /// <summary>Run again and again until it ends with 0.</summary>
    Until,
}

/// <summary>One command of a work.</summary>
/// <param name="Section">What belongs together: a workload's name, say.</param>
/// <param name="Every">Pause between two runs of a repeated one.</param>
/// <param name="Within">How long a repeated one is repeated; null: as long as the order allows.</param>
public sealed record WorkStep(string Section, string Name, CommandLine Command, TimeSpan Limit, StepKind Kind, TimeSpan Every, TimeSpan? Within);

public enum ClusterStopStage
{
    /// <summary>Another node may have stopped it already: the cluster's manager is asked first.</summary>
    Asking,

    /// <summary>The command runs.</summary>
    Running,

    /// <summary>It has ended; the cluster's manager is asked whether it is true.</summary>
    Verifying,
    Stopped,
    Failed,
}

/// <param name="At">The command it is at.</param>
/// <param name="Command">That runs for it; 0 when none does.</param>
/// <param name="Due">When that command counts as ended, or the first question as answered.</param>
/// <param name="EndedWell">Every command ended with 0.</param>
/// <param name="LooksBefore">Looks that say nothing new: those from before the command ended, and clear ones since then.</param>
public sealed record ClusterStop(
    OrderClusterStop Order, ClusterStopStage Stage, int At, long Command, TimeSpan Due, bool EndedWell, long LooksBefore, string Text)
{
    public bool IsOpen => Stage is ClusterStopStage.Asking or ClusterStopStage.Running or ClusterStopStage.Verifying;
}

public enum SystemStopStage
{
    /// <summary>Work on the node may still end.</summary>
    Waiting,

    /// <summary>The node leaves its cluster, which goes on without it.</summary>
    Leaving,

    /// <summary>The command that begins it runs.</summary>
    Running,

    /// <summary>Every way has failed; they are tried again in a moment.</summary>
    Pausing,

    /// <summary>It has begun. Nothing is done any more on this node in this boot.</summary>
    Begun,
}

/// <summary>The stop or reboot of the operating system. There is one for a boot at most.</summary>
/// <param name="Order">The orders that want it, to be answered.</param>
/// <param name="ByDeadline">The node's own deadline wants it.</param>
/// <param name="LeaveBy">Until then the node may take its leave of its cluster; from the past where nothing is waited for.</param>
/// <param name="Way">Of the ways that the node has, or of the commands by which it leaves its cluster.</param>
/// <param name="Rounds">How often all ways have failed.</param>
/// <param name="Due">When the stage changes by itself.</param>
public sealed record SystemStop(
    SystemStopStage Stage,
    bool Reboots,
    ImmutableArray<EffectId> Orders,
    RunId Run,
    bool ByDeadline,
    string Reason,
    TimeSpan By,
    TimeSpan LeaveBy,
    int Way,
    int Rounds,
    long Command,
    TimeSpan Due);

/// <summary>What a step has led to.</summary>
public sealed record AgentStep(AgentState State, ImmutableArray<AgentOutput> Outputs);
