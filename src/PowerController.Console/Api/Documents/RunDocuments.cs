using System.Collections.Immutable;

namespace PowerController.Console.Api.Documents;

/// <summary>An open run.</summary>
/// <param name="Unit">The cluster or server; with <paramref name="Whole"/> false only the members go down.</param>
/// <param name="Countdown">What the present phase ends with at the latest.</param>
/// <param name="CountdownBy">When; null where there is no limit.</param>
/// <param name="WaitsFor">What has been ordered and has no result yet, in words.</param>
/// <param name="GivenUp">What was skipped or given up.</param>
public sealed record RunStatus(
    string Id,
    string Unit,
    bool Whole,
    string Cause,
    string Aim,
    string Why,
    string Phase,
    DateTimeOffset PhaseSince,
    DateTimeOffset FailedAt,
    DateTimeOffset? CommittedAt,
    string Countdown,
    DateTimeOffset? CountdownBy,
    double? CountdownSeconds,
    ImmutableArray<MemberStatus> Members,
    ImmutableArray<PhaseStatus> Phases,
    ImmutableArray<LimitStatus> Plan,
    ImmutableArray<string> WaitsFor,
    ImmutableArray<string> GivenUp);

public sealed record MemberStatus(string Node, string State, bool GivenUp);

/// <param name="Seconds">From the moment of failure.</param>
public sealed record PhaseStatus(string Phase, DateTimeOffset At, double Seconds);

/// <summary>A ceiling of the plan, and when what it bounds was over; null while it is not.</summary>
/// <param name="PlannedSeconds">From the moment of failure.</param>
public sealed record LimitStatus(string Name, DateTimeOffset PlannedBy, double PlannedSeconds, double? ActualSeconds, double? SlackSeconds);

/// <summary>A run that has ended: the plan against what happened.</summary>
public sealed record ClosedRun(
    string Id,
    string Unit,
    string Cause,
    DateTimeOffset FailedAt,
    DateTimeOffset ClosedAt,
    ImmutableArray<PhaseStatus> Phases,
    ImmutableArray<LimitStatus> Plan,
    ImmutableArray<string> GivenUp,
    ImmutableArray<string> NotStarted);

public sealed record RunsDocument(ImmutableArray<RunStatus> Open, ImmutableArray<ClosedRun> Closed);

/// <summary>One of both.</summary>
public sealed record RunDocument(RunStatus? Open, ClosedRun? Closed);
