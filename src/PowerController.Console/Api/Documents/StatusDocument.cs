using System.Collections.Immutable;

namespace PowerController.Console.Api.Documents;

/// <summary>The whole site as it is now. Durations are seconds, moments are UTC.</summary>
/// <param name="Terminal">The control terminal that says so; null until it has started.</param>
/// <param name="Role">`master` or `standby`.</param>
/// <param name="Operation">`auto` or `local`.</param>
/// <param name="AutoAsked">AUTO was asked for while something is down, and waits for an answer: resume, or leave as is.</param>
public sealed record StatusDocument(
    string Site,
    string Digest,
    DateTimeOffset At,
    long Version,
    string? Terminal,
    string Role,
    long Term,
    string Operation,
    bool AutoAsked,
    ImmutableArray<GroupStatus> Groups,
    ImmutableArray<UnitStatus> Units,
    ImmutableArray<RunStatus> Runs,
    ImmutableArray<HostStatus> Hosts,
    ImmutableArray<AlarmStatus> Alarms,
    ImmutableArray<FindingStatus> Findings)
{
    /// <summary>What was heard on the group's network since the program's start and is not listened to.</summary>
    public ImmutableArray<UnheededStatus> Unheeded { get; init; } = [];
}

public sealed record GroupStatus(
    string Name,
    string Description,
    ImmutableArray<GroupStatus> Groups,
    ImmutableArray<UpsStatus> Upses,
    ImmutableArray<TerminalStatus> Terminals,
    ImmutableArray<NodeStatus> Nodes,
    ImmutableArray<DiskStatus> Disks);

/// <param name="State">`normal`, `on battery`, `failed`, `exhausting`, `output off`, `unreachable`, `not heard yet`.</param>
/// <param name="Since">When it was first so; null while nothing is known.</param>
/// <param name="HeardAgo">Age of the figures.</param>
/// <param name="NeedsRunTime">What the plan needs of it from the moment of failure.</param>
/// <param name="Conditions">What else it says: `charging`, `replace battery`, …</param>
public sealed record UpsStatus(
    string Name,
    string Description,
    string Address,
    string State,
    DateTimeOffset? Since,
    double? InputVolts,
    double? OutputVolts,
    double? OutputWatts,
    double? LoadPercent,
    double? ChargePercent,
    double? RunTime,
    double? NeedsRunTime,
    double? BatteryCelsius,
    double? HeardAgo,
    ImmutableArray<string> Conditions,
    ImmutableArray<OutputStatus> Outputs,
    IdentityStatus? Identity);

/// <param name="OutletGroup">Null for the main output.</param>
/// <param name="Cut">How far a cut has come; null when none was ordered.</param>
public sealed record OutputStatus(string? OutletGroup, string? Cut, DateTimeOffset? OffBy, ImmutableArray<string> Feeds);

public sealed record IdentityStatus(string Maker, string Model, string Serial, string Firmware, string Name, string BatteryDate);

public sealed record TerminalStatus(string Name, string Address, string State, ImmutableArray<string> FedBy);

/// <param name="State">`normal`, `cluster stopping`, `cluster stopped`, `OS stopping`, `off`, `starting`, `lost`, `unknown`.</param>
public sealed record NodeStatus(
    string Name, string Description, string Address, string Unit, string State, DateTimeOffset? Since, bool Silent, ImmutableArray<string> FedBy, int Needs);

/// <param name="State">`warm`, `cold`, `warming up`, `dark`, `unknown`.</param>
/// <param name="WarmIn">While it warms up: how long still.</param>
public sealed record DiskStatus(string Name, string Description, string State, DateTimeOffset? Since, int WarmUpOrder, double? WarmIn, ImmutableArray<string> FedBy);

/// <summary>A cluster, or a server without one: what goes down and comes up together.</summary>
/// <param name="Manager">Null for a lone server.</param>
/// <param name="LeftOff">It was switched off on purpose.</param>
public sealed record UnitStatus(
    string Name, string? Manager, string State, ImmutableArray<string> Nodes, ImmutableArray<string> Disks, bool Cancelled, bool LeftOff);

/// <summary>A host of the site, as this one sees it.</summary>
public sealed record HostStatus(string Host, string Role, string State, long Term, string Digest, double? HeardAgo);

/// <param name="What">Goes on from "N datagrams …".</param>
public sealed record UnheededStatus(string What, long Count);

/// <param name="Since">Null where that is not known.</param>
public sealed record AlarmStatus(string Subject, string Text, DateTimeOffset? Since);

/// <summary>What the checks find wanting in the configuration, against the run times of now.</summary>
public sealed record FindingStatus(string Code, string Severity, string Subject, string Message, string Remedy);
