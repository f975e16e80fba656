using System.Collections.Immutable;

namespace PowerController.Model.Runs;

/// <summary>A run on another terminal's clock: every terminal counts from an origin of its own.</summary>
public static class RunClock
{
    /// <param name="ahead">How much the other clock is ahead of the run's.</param>
    public static Run OnClock(this Run run, TimeSpan ahead) => ahead == TimeSpan.Zero
        ? run
        : run with
        {
            PhaseSince = run.PhaseSince + ahead,
            OpenedAt = run.OpenedAt + ahead,
            FailedAt = run.FailedAt + ahead,
            CommittedAt = run.CommittedAt + ahead,
            RisingSince = Moved(run.RisingSince, ahead),
            HoldUntil = run.HoldUntil + ahead,
            Deadlines = new RunDeadlines(
                Moved(run.Deadlines.GuardBy, ahead),
                Moved(run.Deadlines.ClusterStopBy, ahead),
                Moved(run.Deadlines.OsStopBy, ahead),
                Moved(run.Deadlines.CutBy, ahead),
                Moved(run.Deadlines.OffBy, ahead)),
            Members = [.. run.Members.Select(member => member with { StartDueAt = Moved(member.StartDueAt, ahead), StartBy = Moved(member.StartBy, ahead) })],
            Pending = [.. run.Pending.Select(pending => pending with { IssuedAt = pending.IssuedAt + ahead, RetryAt = pending.RetryAt + ahead })],
            Cuts = [.. run.Cuts.Select(cut => cut with
            {
                Output = cut.Output with
                {
                    OrderedAt = Moved(cut.Output.OrderedAt, ahead),
                    OffAt = Moved(cut.Output.OffAt, ahead),
                    FirstAt = Moved(cut.Output.FirstAt, ahead),
                    EarlierOffAt = Moved(cut.Output.EarlierOffAt, ahead),
                    FirstOffAt = Moved(cut.Output.FirstOffAt, ahead),
                    OthersEndedAt = Moved(cut.Output.OthersEndedAt, ahead),
                    DoubtedAt = Moved(cut.Output.DoubtedAt, ahead),
                },
            })],
            Log = [.. run.Log.Select(entry => entry with { At = entry.At + ahead })],
        };

    // A time that was never set says so by being zero, and no clock moves that; what lies before the other clock's origin is long ago.
    private static TimeSpan Moved(TimeSpan time, TimeSpan ahead) =>
        time == TimeSpan.Zero ? TimeSpan.Zero
        : time + ahead > TimeSpan.Zero ? time + ahead
        : TimeSpan.FromTicks(1);
}
