using System.Collections.Immutable;

namespace PowerController.Model.Sites;

/// <summary>A host that polls the UPSes and decides.</summary>
/// <param name="Node">The node it runs on, in the ways where terminals are among the nodes; null when it stands apart.</param>
/// <param name="Priority">Lower leads first.</param>
/// <param name="ConfirmTime">How long its own supply must have failed before it stops itself.</param>
public sealed record Terminal(
    string Name,
    string Group,
    string Address,
    int Priority,
    string? Node,
    Supply? Supply,
    TimeSpan ConfirmTime,
    TimeSpan OsStopTime);

/// <summary>A server that an agent runs on and that is powered off and on with its group.</summary>
/// <param name="OsStopTime">Measured on the node.</param>
/// <param name="StartBy">Ways of starting it, tried in this order.</param>
public sealed record Node(
    string Name,
    string Description,
    string Group,
    string Address,
    Supply Supply,
    RestorePolicy Restore,
    TimeSpan OsStopTime,
    TimeSpan StartLimit,
    ImmutableArray<StartWay> StartBy,
    StopWay StopBy,
    ImmutableArray<Job> Jobs)
{
    public NodeCommands Commands { get; init; } = NodeCommands.Shipped;
}

/// <summary>A shared disk or other peripheral that nodes depend on.</summary>
public sealed record Disk(
    string Name,
    string Description,
    string Group,
    Supply Supply,
    RestorePolicy Restore,
    int WarmUpOrder,
    TimeSpan WarmUpTime);

/// <summary>What happens when power is back.</summary>
public enum RestorePolicy
{
    /// <summary>Nothing by itself; a person starts it.</summary>
    None,

    /// <summary>The UPS feeds its load again by itself.</summary>
    Ups,

    /// <summary>The control terminal turns it on.</summary>
    Terminal,
}

/// <summary>A way of starting a node.</summary>
public abstract record StartWay
{
    private protected StartWay() { }
}

/// <summary>Its output goes on, and its firmware powers on after a loss of AC.</summary>
public sealed record StartByOutput : StartWay;

/// <summary>A magic packet, repeated until the node is seen.</summary>
public sealed record StartByWakeOnLan(string Mac) : StartWay;

/// <summary>Its management controller, by IPMI.</summary>
public sealed record StartByIpmi(string Address, string User, SecretSource Password) : StartWay;

/// <summary>Its management controller, by Redfish.</summary>
public sealed record StartByRedfish(string Address, string User, SecretSource Password) : StartWay;

/// <summary>A way of stopping a node's operating system.</summary>
public abstract record StopWay
{
    private protected StopWay() { }
}

/// <summary>By our agent on it.</summary>
public sealed record StopByAgent : StopWay;

/// <summary>By a command over SSH, where no agent can run.</summary>
public sealed record StopBySsh(string User, SecretSource Key, string Command) : StopWay;

/// <summary>A command run on a node at power-on or at power-off.</summary>
/// <param name="OnOutage">A power-off job also runs when the cause is an outage; its limit then counts in the plan.</param>
public sealed record Job(string Name, JobTime When, string Command, TimeSpan Limit, bool OnOutage);

public enum JobTime
{
    PowerOff,
    PowerOn,
}
