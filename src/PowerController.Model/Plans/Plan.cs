using System.Collections.Immutable;

namespace PowerController.Model.Plans;

/// <summary>The names of the steps of a shutdown, in the order they come.</summary>
public static class StepNames
{
    public const string FailureEstablished = "failure-established";
    public const string ClusterStopped = "cluster-stopped";
    public const string OsStopOrdered = "os-stop-ordered";
    public const string CutOrdered = "cut-ordered";
    public const string OutputOff = "output-off";

    public static ImmutableArray<string> InOrder { get; } = [FailureEstablished, ClusterStopped, OsStopOrdered, CutOrdered, OutputOff];
}

/// <summary>One step of a shutdown: times count from the moment of failure.</summary>
/// <param name="Actor">Who acts.</param>
/// <param name="Target">On whom.</param>
/// <param name="Because">Which limit binds the latest time, in an operator's words.</param>
/// <param name="Follows">Index of the step whose latest time this one's is counted from; null for a failure.</param>
public sealed record PlanStep(
    string Name,
    string Actor,
    string Target,
    TimeSpan Earliest,
    TimeSpan Latest,
    string Because,
    int? Follows,
    bool Critical);

/// <summary>What the plan needs of one UPS, against what it has.</summary>
/// <param name="Available">Live or expected run time; null when nobody has said.</param>
public sealed record UpsNeed(string Ups, TimeSpan Required, TimeSpan? Available)
{
    public TimeSpan? Slack => Available - Required;
}

/// <summary>The timeline of a shutdown, computed before anything fails. Its times are ceilings: a run moves on by completion.</summary>
/// <param name="Failure">The name of what fails.</param>
/// <param name="FailedUpses">The UPSes that fail with it.</param>
/// <param name="TerminalAlive">The last moment at which the control terminal must be alive.</param>
/// <param name="PointOfNoReturn">The last moment at which returning power still cancels; null when nothing is stopped.</param>
public sealed record Plan(
    string Failure,
    ImmutableArray<string> FailedUpses,
    ImmutableArray<PlanStep> Steps,
    TimeSpan TerminalAlive,
    TimeSpan? PointOfNoReturn,
    ImmutableArray<UpsNeed> Upses)
{
    /// <summary>The moment of the last step.</summary>
    public TimeSpan End => Steps.Length == 0 ? TimeSpan.Zero : Steps.Max(step => step.Latest);
}
