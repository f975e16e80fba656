using PowerController.Model.Runs;

namespace PowerController.Model.Events;

/// <summary>What an agent says of its node.</summary>
public enum AgentWord
{
    /// <summary>The agent runs; the cluster service or the workloads are not there yet.</summary>
    Booted,

    /// <summary>Everything on the node works.</summary>
    Up,
    ClusterStopping,
    ClusterStopped,
    ClusterStopFailed,

    /// <summary>The stop of the operating system has begun; usually its last word.</summary>
    OsStopping,
}

/// <summary>An agent's word. Its order of arrival is not trusted: a word of an older boot is dropped, and within one boot a stop is not taken back.</summary>
/// <param name="Boot">Greater with each boot of the node.</param>
/// <param name="Run">The run whose deadlines the agent has; none when it was told nothing.</param>
public sealed record NodeReported(TimeSpan At, string Node, AgentWord Word, long Boot, RunId Run) : PowerEvent(At);

/// <summary>A node's agent has not been heard for the time after which membership gives it up.</summary>
public sealed record NodeSilent(TimeSpan At, string Node) : PowerEvent(At);

public enum ProbeAnswer
{
    /// <summary>Something on the node answers.</summary>
    Answers,
    NoAnswer,

    /// <summary>Its management controller says it is powered off.</summary>
    PoweredOff,

    /// <summary>Its management controller says it is powered on.</summary>
    PoweredOn,
}

/// <summary>The result of a ProbeNode.</summary>
public sealed record NodeProbed(TimeSpan At, string Node, ProbeAnswer Answer) : PowerEvent(At);

public enum ClusterWord
{
    Unknown,
    Normal,

    /// <summary>It runs, but not on every node.</summary>
    Degraded,
    Stopping,
    Stopped,
}

/// <summary>What a cluster's manager says of the cluster.</summary>
public sealed record ClusterReported(TimeSpan At, string Cluster, ClusterWord Word) : PowerEvent(At);
