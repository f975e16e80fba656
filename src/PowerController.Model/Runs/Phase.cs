namespace PowerController.Model.Runs;

/// <summary>The phases of a run, in their order. A run may grow or relapse to <see cref="Committed"/>; otherwise it only goes forward.</summary>
public enum Phase
{
    Watching,
    Committed,
    StoppingCluster,
    StoppingOs,
    ArmingCut,
    Dark,
    AwaitingPower,
    WarmingUp,
    StartingNodes,
    ReJoining,
    Closed,
}

/// <summary>Who or what asked for a run.</summary>
public enum RunCause
{
    Outage,
    Schedule,
    Operator,
    Api,
    ClusterManager,
}

/// <summary>What a run is to leave behind.</summary>
public enum RunAim
{
    /// <summary>Everything that ran before runs again.</summary>
    StopAndStart,

    /// <summary>Everything is off until somebody asks for it.</summary>
    StopAndStay,

    /// <summary>The nodes restart without their outputs being cut.</summary>
    Restart,

    /// <summary>What is off is started.</summary>
    Start,
}

/// <summary>Whether anything is done without being asked.</summary>
public enum Operation
{
    Auto,

    /// <summary>Maintenance: judgements go on, nothing is cut, nothing is started.</summary>
    Local,
}

/// <summary>Whether this terminal acts.</summary>
public enum Role
{
    Standby,
    Master,
}
