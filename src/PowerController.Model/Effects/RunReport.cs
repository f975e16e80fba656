using System.Collections.Immutable;
using PowerController.Model.Runs;

namespace PowerController.Model.Effects;

/// <summary>What a run did: plan against actual, and what is left for people.</summary>
/// <param name="Deadlines">The plan's ceilings.</param>
/// <param name="Phases">When each phase was entered.</param>
/// <param name="GivenUp">What was skipped or given up.</param>
/// <param name="NotStarted">Nodes that ran before and do not run now.</param>
public sealed record RunReport(
    RunId Run,
    string Unit,
    RunCause Cause,
    TimeSpan FailedAt,
    TimeSpan ClosedAt,
    RunDeadlines Deadlines,
    ImmutableArray<PhaseEntry> Phases,
    ImmutableArray<string> GivenUp,
    ImmutableArray<string> NotStarted);
