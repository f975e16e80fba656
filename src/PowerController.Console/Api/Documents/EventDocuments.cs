using System.Collections.Immutable;

namespace PowerController.Console.Api.Documents;

/// <summary>An entry of the site's diary.</summary>
/// <param name="Number">Greater with each entry.</param>
/// <param name="Who">Who asked, of a command; with <paramref name="From"/>, from where.</param>
public sealed record EventDocument(
    long Number, DateTimeOffset At, string Kind, string Urgency, string Subject, string Text, string? Run, string? Who, string? From);

/// <param name="Last">The greatest number there is: ask on with `after`.</param>
public sealed record EventsDocument(ImmutableArray<EventDocument> Events, long Last);

/// <summary>The site as it is configured, in short.</summary>
public sealed record SiteDocument(
    string Site,
    string Build,
    string Digest,
    ImmutableArray<string> Terminals,
    ImmutableArray<string> Groups,
    ImmutableArray<SiteUps> Upses,
    ImmutableArray<string> Nodes,
    ImmutableArray<string> Disks,
    ImmutableArray<string> Units,
    ImmutableArray<string> Failures);

public sealed record SiteUps(string Name, ImmutableArray<string> OutletGroups);

/// <summary>How a shutdown would go if this failed now. Times are seconds from the moment of failure.</summary>
public sealed record PlanDocument(
    string Failure,
    ImmutableArray<string> FailedUpses,
    ImmutableArray<PlanStepDocument> Steps,
    double TerminalAliveSeconds,
    double? PointOfNoReturnSeconds,
    ImmutableArray<PlanNeed> Upses);

public sealed record PlanStepDocument(
    string Name, string Actor, string Target, double EarliestSeconds, double LatestSeconds, string Because, bool Critical);

public sealed record PlanNeed(string Ups, double RequiredSeconds, double? AvailableSeconds, double? SlackSeconds);

/// <summary>Who the caller is taken for.</summary>
public sealed record CallerDocument(string Who, string From, string? Role);

public sealed record HealthDocument(string State, string Text);
