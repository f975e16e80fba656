using System.Collections.Immutable;
using PowerController.Model.Effects;
using PowerController.Model.Runs;

namespace PowerController.Runtime.Effects;

/// <summary>A master's runs on another terminal's clock: every moment in them moves by what the clocks differ.</summary>
public static class RunShift
{
    /// <param name="ahead">How much the taker's clock is ahead of the giver's.</param>
    public static ImmutableArray<Run> By(ImmutableArray<Run> runs, TimeSpan ahead) =>
        ahead == TimeSpan.Zero ? runs : [.. runs.Select(run => By(run, ahead))];

    private static Run By(Run run, TimeSpan ahead) => run with
    {
        PhaseSince = run.PhaseSince + ahead,
        OpenedAt = run.OpenedAt + ahead,
        FailedAt = run.FailedAt + ahead,
        CommittedAt = run.CommittedAt + ahead,
        RisingSince = Known(run.RisingSince, ahead),
        HoldUntil = run.HoldUntil + ahead,
        Deadlines = new RunDeadlines(
            run.Deadlines.GuardBy + ahead,
            run.Deadlines.ClusterStopBy + ahead,
            run.Deadlines.OsStopBy + ahead,
            run.Deadlines.CutBy + ahead,
            run.Deadlines.OffBy + ahead),
        Members = [.. run.Members.Select(member => member with { StartDueAt = Known(member.StartDueAt, ahead), StartBy = Known(member.StartBy, ahead) })],
        Pending = [.. run.Pending.Select(pending => pending with
        {
            Effect = By(pending.Effect, ahead),
            IssuedAt = pending.IssuedAt + ahead,
            RetryAt = pending.RetryAt + ahead,
        })],
        Cuts = [.. run.Cuts.Select(cut => cut with
        {
            Output = cut.Output with
            {
                OrderedAt = Known(cut.Output.OrderedAt, ahead),
                OffAt = Known(cut.Output.OffAt, ahead),
                FirstAt = Known(cut.Output.FirstAt, ahead),
                EarlierOffAt = Known(cut.Output.EarlierOffAt, ahead),
                FirstOffAt = Known(cut.Output.FirstOffAt, ahead),
                OthersEndedAt = Known(cut.Output.OthersEndedAt, ahead),
                DoubtedAt = Known(cut.Output.DoubtedAt, ahead),
            },
        })],
        Log = [.. run.Log.Select(entry => entry with { At = entry.At + ahead })],
    };

    // Zero is no moment but the lack of one.
    private static TimeSpan Known(TimeSpan at, TimeSpan ahead) => at == TimeSpan.Zero ? at : at + ahead;

    private static Effect By(Effect effect, TimeSpan ahead) => effect switch
    {
        TellDeadlines told => told with { ClusterStopBy = told.ClusterStopBy + ahead, OsStopBy = told.OsStopBy + ahead },
        WarnUsers warned => warned with { StopsAt = warned.StopsAt + ahead },
        WaitGuard guard => guard with { By = guard.By + ahead },
        StopWorkloads stop => stop with { By = stop.By + ahead },
        OrderClusterStop stop => stop with { By = stop.By + ahead },
        RunJobs jobs => jobs with { By = jobs.By + ahead },
        OrderOsStop stop => stop with { By = stop.By + ahead },
        WakeAt wake => wake with { At = wake.At + ahead },
        _ => effect,
    };
}
