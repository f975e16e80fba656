using PowerController.Decisions.Outage;
using PowerController.Decisions.Restore;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Shutdown;

/// <summary>Ends a run with its report. A run that has ended is gone from the state, so nothing can replay it.</summary>
internal static class Closing
{
    public static void Close(RunTurn work, string why)
    {
        work.Note(Rule.RunClosed);
        var turn = work.Turn;
        WithdrawDeadlines(work);

        foreach (var ups in turn.Topology.Areas[work.Unit.Area].Upses)
            Release(turn, ups, work.Run.Id);

        var log = work.Run.Log.Add(new PhaseEntry(Phase.Closed, work.Now));
        var members = work.Run.Members.Where(member => member.WasUp && turn.Node(member.Node).Power != NodePower.Up).Select(member => member.Node);
        // Who fell silent beside the run is nobody else's to tell of.
        var notStarted = members.Concat(work.Unit.Nodes.Where(node => IsMissing(work, node))).Select(turn.NodeName);
        var run = work.Run;
        work.Emit(id => new CloseRun(
            id,
            new RunReport(run.Id, work.Name, run.Cause, run.FailedAt, work.Now, run.Deadlines, log, run.GivenUp, [.. notStarted]),
            why));
        // What a run ends without having started is told, and owed no more; one that only watched had nothing to start.
        foreach (var member in run.Members.Where(_ => run.CommittedAt is not null))
            turn.Set(member.Node, turn.Node(member.Node) with { Fell = false });
        turn.Remove(run.Id);
        LostRuns.Close(turn, run);
    }

    private static bool IsMissing(RunTurn work, int node) =>
        work.Node(node).Power == NodePower.Lost && !work.Turn.Runs.Any(run => run.Has(node));

    /// <summary>What runs must not stop by the run's deadlines any more.</summary>
    public static void WithdrawDeadlines(RunTurn work)
    {
        // Repeated after it they would be in force again, and their time may be over by then.
        var unanswered = work.Run.Pending.Select(pending => pending.Effect).OfType<TellDeadlines>().Select(told => told.Node).ToArray();
        work.Forget(effect => effect is TellDeadlines);
        foreach (var member in work.Run.Members)
        {
            var node = work.Node(member.Node);
            // It may have obeyed although its answer was never heard.
            if (node.ToldRun != work.Run.Id && !unanswered.Contains(work.Turn.NodeName(member.Node)) && !(work.Run.CommittedAt >= node.BootSeenAt && work.Run.Aim != RunAim.Restart && work.Run.GoesDown))
                continue;
            // One that has stopped by them long since can not be told otherwise, and what is known of it must outlive the run.
            if (UnheardStop.HasHappened(work.Turn, member.Node))
            {
                work.Turn.Set(member.Node, UnheardStop.Stopping(work.Turn, node) with { ToldRun = RunId.None });
                continue;
            }

            // Whoever may lead in this terminal's place counts on them. Where no card is heard it is cut off, also before that is known of the other hosts.
            if (work.Run.GoesDown && (node.BootSeenAt <= work.Run.CommittedAt || node.ToldRun == work.Run.Id)
                && (CutOff.MayLoseInput(work.Turn, member.Node) || (work.IsSelf(member.Node) && work.Turn.Topology.Terminals.Length > 1 && NodeJudge.IsDeaf(work.Turn))))
                continue;

            if (node.Power is NodePower.Up or NodePower.Starting or NodePower.Lost or NodePower.ClusterStopping or NodePower.ClusterStopped)
            {
                var name = work.Turn.NodeName(member.Node);
                work.Emit(id => new WithdrawDeadlines(id, name, $"run {work.Run.Id} has ended; {name} must not stop by its deadlines any more"));
            }

            // Not heard, it may have stopped by them all the same: that is not forgotten, also when the run is.
            work.Turn.Set(member.Node, node.Silent
                ? node with { GoesBy = UnheardStop.ToldUntil(work.Turn, member.Node) ?? node.GoesBy }
                : node with { ToldRun = RunId.None, GoesBy = null });
        }
    }

    // An armed cut outlives the run that is joined by another; otherwise nothing of it is left to be minded.
    private static void Release(Turn turn, int ups, RunId run)
    {
        for (var output = 0; output < turn.Ups(ups).Outputs.Length; output++)
        {
            var at = new OutputAt(ups, output);
            if (turn.Output(at) is { Cut: not CutStage.None } cut && cut.Run == run && !(output > 0 && cut.Cut == CutStage.Done)
                && !(cut.Cut == CutStage.Armed && cut.OffAt > turn.Now))
                turn.SetOutput(at, output > 0 ? cut with { Cut = CutStage.None } : OutputState.Untouched);
        }
    }
}
