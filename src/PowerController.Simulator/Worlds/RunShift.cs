using System.Collections.Immutable;
using PowerController.Model.Runs;

namespace PowerController.Simulator.Worlds;

/// <summary>A master's runs on another terminal's clock: what the terminals' messages do with their times.</summary>
internal static class RunShift
{
    public static ImmutableArray<Run> By(ImmutableArray<Run> runs, TimeSpan ahead) =>
        ahead == TimeSpan.Zero ? runs : [.. runs.Select(run => By(run, ahead))];

    private static Run By(Run run, TimeSpan ahead) => run with
    {
        PhaseSince = run.PhaseSince + ahead,
        OpenedAt = run.OpenedAt + ahead,
        FailedAt = run.FailedAt + ahead,
        CommittedAt = run.CommittedAt + ahead,
        HoldUntil = run.HoldUntil + ahead,
        Deadlines = new RunDeadlines(
            run.Deadlines.GuardBy + ahead,
            run.Deadlines.ClusterStopBy + ahead,
            run.Deadlines.OsStopBy + ahead,
            run.Deadlines.CutBy + ahead,
            run.Deadlines.OffBy + ahead),
        Members = [.. run.Members.Select(member => member with { StartDueAt = member.StartDueAt + ahead, StartBy = member.StartBy + ahead })],
        Pending = [.. run.Pending.Select(pending => pending with { IssuedAt = pending.IssuedAt + ahead, RetryAt = pending.RetryAt + ahead })],
        Log = [.. run.Log.Select(entry => entry with { At = entry.At + ahead })],
    };
}
