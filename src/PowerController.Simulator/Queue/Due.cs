namespace PowerController.Simulator.Queue;

/// <summary>What comes due in a world.</summary>
public enum What : byte
{
    Script,
    BatteryEmpty,
    Countdown,
    OutputReturns,
    Poll,
    CardAwake,
    NodeStep,
    NodeDeadline,
    DiskReady,
    AgentHeard,
    AgentMissed,
    Command,
    Result,
    Wake,
    Election,
    Claim,
    RunsTold,
    TerminalStarts,
    ClusterTold,
    PeersAgree,
    Heal,
    Datagram,
    HostTick,
    HostLeaves,
    Told,
    Obeyed,
    AgentTakes,
    AgentTick,
    CommandGoesOn,
    Attack,
    PeopleLook,
}

/// <summary>Something that comes due. Things of the same moment come in the order in which they were put in.</summary>
/// <param name="At">Milliseconds of the world's time.</param>
/// <param name="Stamp">A version: when the subject has moved on since, the thing is void.</param>
public readonly record struct Due(long At, long Order, What What, int Subject, int Detail, int Stamp, object? Load);
