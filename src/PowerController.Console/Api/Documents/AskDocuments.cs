using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PowerController.Console.Api.Documents;

/// <summary>What is asked for. Which of these a request needs, its page says; others are refused.</summary>
/// <param name="Unit">A cluster, or a server without one.</param>
/// <param name="Node">One node of a cluster.</param>
/// <param name="ReturnAfterSeconds">Start it again after this time.</param>
/// <param name="Answer">To AUTO while something is down: `resume` or `leave-as-is`.</param>
/// <param name="OutletGroup">By its name in the configuration; left out it is the whole output.</param>
/// <param name="Anyway">Also where something that runs would lose power.</param>
/// <param name="Settings">Settings of a UPS with their values, as the configuration writes them.</param>
/// <param name="DryRun">Nothing is done: only the plan is wanted.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AskDocument(
    string? Unit = null,
    string? Node = null,
    double? ReturnAfterSeconds = null,
    string? Answer = null,
    string? Ups = null,
    string? OutletGroup = null,
    bool? On = null,
    bool Anyway = false,
    ImmutableSortedDictionary<string, string>? Settings = null,
    bool DryRun = false);

/// <summary>What became of it.</summary>
/// <param name="Text">In an operator's words: what will happen, or why it was refused and what would be right.</param>
/// <param name="Plan">What will be followed.</param>
/// <param name="Run">The run that follows it, when one is open by now.</param>
public sealed record AskedDocument(bool Accepted, string Text, AskPlan? Plan, string? Run);

/// <summary>The plan that a request is followed by.</summary>
/// <param name="Says">What will happen, one sentence each.</param>
public sealed record AskPlan(ImmutableArray<string> Says, ImmutableArray<AskStep> Steps);

/// <param name="By">Latest, in seconds from now: things move on by completion.</param>
public sealed record AskStep(string Name, string Target, double By, string Because);

/// <summary>Why something was not done.</summary>
/// <param name="Remedy">What would be right.</param>
public sealed record ProblemDocument(string Error, string Remedy);
