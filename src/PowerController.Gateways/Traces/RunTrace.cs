using System.Collections.Immutable;
using PowerController.Model.Effects;
using PowerController.Model.Runs;

namespace PowerController.Gateways.Traces;

/// <summary>A run as a trace: one span for the whole, one for each phase, and in its phase one for each step that had a result.</summary>
/// <param name="Parent">Position of the span it lies in; -1 for the whole.</param>
/// <param name="Error">What went wrong; null when nothing did.</param>
internal sealed record TraceSpan(string Name, int Parent, TimeSpan From, TimeSpan Until, string? Error, ImmutableArray<(string Key, object Value)> Attributes);

/// <summary>Something a run asked for, and what became of it.</summary>
/// <param name="Until">Null while there is no result.</param>
internal sealed record RunStep(Effect Effect, TimeSpan From, TimeSpan? Until, string? Error);

internal static class RunTrace
{
    /// <summary>The spans of a run that has ended; parents before their children.</summary>
    public static ImmutableArray<TraceSpan> Of(RunReport report, IReadOnlyCollection<RunStep> steps)
    {
        var left = report.NotStarted.IsEmpty ? null : $"not running: {string.Join(", ", report.NotStarted)}";
        var spans = ImmutableArray.CreateBuilder<TraceSpan>();
        spans.Add(new TraceSpan(
            $"{report.Cause} {report.Unit}", -1, report.FailedAt, Later(report.ClosedAt, report.FailedAt), left,
            [("run", report.Run.ToString()), ("unit", report.Unit), ("cause", report.Cause.ToString()), ("given_up", string.Join("; ", report.GivenUp)), .. Ceilings(report)]));
        for (var at = 0; at < report.Phases.Length; at++)
        {
            var from = report.Phases[at].At;
            var until = at + 1 < report.Phases.Length ? report.Phases[at + 1].At : report.ClosedAt;
            spans.Add(new TraceSpan(report.Phases[at].Phase.ToString(), 0, from, Later(until, from), null, []));
        }

        foreach (var step in steps.OrderBy(step => step.From).ThenBy(step => step.Effect.Id.Number))
        {
            spans.Add(new TraceSpan(
                NameOf(step.Effect), PhaseAt(report, step.From), step.From, Later(step.Until ?? report.ClosedAt, step.From), step.Until is null ? "no result" : step.Error,
                [("effect", step.Effect.Id.ToString()), ("reason", step.Effect.Reason)]));
        }

        return spans.DrainToImmutable();
    }

    /// <summary>True for what is done in the world and has a result.</summary>
    public static bool IsStep(Effect effect) =>
        effect is not (WakeAt or Notify or Audit or OpenRun or CloseRun or WarnUsers or SetPace or ReadNow or ProbeNode or ProbeDisk or AskPeersAboutSilence) && !effect.Id.Run.IsNone;

    private static string NameOf(Effect effect)
    {
        var subject = effect switch
        {
            ArmCut one => one.Ups,
            DisarmCut one => one.Ups,
            TurnOn one => one.Ups,
            CycleOutput one => one.Ups,
            OrderOsStop one => one.Node,
            OrderClusterStop one => $"{one.Cluster} by {one.Node}",
            StopWorkloads one => one.Cluster,
            RunJobs one => one.Node,
            StartNode one => one.Node,
            RebootNode one => one.Node,
            TellDeadlines one => one.Node,
            WithdrawDeadlines one => one.Node,
            WaitGuard one => one.Unit,
            _ => "",
        };
        return $"{effect.GetType().Name} {subject}".TrimEnd();
    }

    // The spans of the phases stand behind that of the whole.
    private static int PhaseAt(RunReport report, TimeSpan moment)
    {
        for (var at = report.Phases.Length - 1; at >= 0; at--)
        {
            if (report.Phases[at].At <= moment)
                return at + 1;
        }

        return 0;
    }

    private static IEnumerable<(string Key, object Value)> Ceilings(RunReport report) => new (string Key, TimeSpan At)[]
    {
        ("plan.cluster_stop_seconds", report.Deadlines.ClusterStopBy), ("plan.os_stop_seconds", report.Deadlines.OsStopBy), ("plan.cut_seconds", report.Deadlines.CutBy), ("plan.off_seconds", report.Deadlines.OffBy),
    }.Where(ceiling => ceiling.At > report.FailedAt).Select(ceiling => (ceiling.Key, (object)(ceiling.At - report.FailedAt).TotalSeconds));

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
