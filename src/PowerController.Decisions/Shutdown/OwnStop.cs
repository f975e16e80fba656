using PowerController.Decisions.Outage;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Shutdown;

/// <summary>When this control terminal, standing apart on its own supply, stops itself: after everyone it serves.</summary>
internal static class OwnStop
{
    public static void Settle(Turn turn, int area)
    {
        if (turn.Operation == Operation.Local || turn.Down != Step.None || turn.Own is not { Node: null } place || !IsFedIn(turn, place, area))
            return;
        var lost = 0;
        var since = TimeSpan.Zero;
        foreach (var source in place.Sources)
        {
            // Right after a start its own UPS has not been heard yet.
            if (turn.Ups(source.Ups) is not { Mains: MainsState.Lost } ups
                || turn.Now - ups.SilentSince < turn.Topology.Upses[source.Ups].Group.CommLossConfirmTime)
                continue;
            lost++;
            since = ups.MainsSince > since ? ups.MainsSince : since;
        }

        if (place.Sources.Length - lost >= place.Needs)
            return;
        // What was before its start others have used up: its own time, in which it serves them, counts from there.
        since = turn.LookUntil > since ? turn.LookUntil : since;
        var at = since + place.Terminal.ConfirmTime;
        if (IsExhausting(turn, place))
            at = turn.Now;
        // A run that still gives orders holds the terminal as long as its battery can.
        if (BusyStopping(turn) && LastMoment(turn, place) is { } last && turn.Now < last)
        {
            if (IsLeaving(turn))
                TakeDoubtfulBack(turn);
            var (leaving, next) = (last - Limits.CutMargin, turn.Now + Limits.ProbePace);
            turn.Due(area, turn.Now < leaving && leaving < next ? leaving : next);
            return;
        }

        if (turn.Now < at)
        {
            turn.Due(area, at);
            return;
        }

        Stop(turn, place);
    }

    /// <summary>When it goes at the latest, however much it is needed; later than anything while its own mains is there, or where it goes with its host.</summary>
    public static TimeSpan LeavesAt(Turn turn) => turn.Own is { Node: null } place ? LastMoment(turn, place) ?? TimeSpan.MaxValue : TimeSpan.MaxValue;

    /// <summary>Whether this terminal's own supply is in the area.</summary>
    public static bool IsDecidedIn(Turn turn, int area) => turn.Own is { Node: null } place && IsFedIn(turn, place, area);

    private static bool IsFedIn(Turn turn, TerminalPlace place, int area)
    {
        foreach (var source in place.Sources)
        {
            if (turn.Topology.Upses[source.Ups].Area == area)
                return true;
        }

        return false;
    }

    private static bool IsExhausting(Turn turn, TerminalPlace place) => place.Sources.Any(source => turn.Ups(source.Ups).ExhaustingSince is not null);

    // In the dark it still has to see to whoever has not begun to stop or boots unheard, and to cuts that come too soon for those: also when the run itself has gone on.
    private static bool BusyStopping(Turn turn) =>
        turn.Role == Role.Master && turn.Runs.Any(run => run.Phase is >= Phase.Committed and <= Phase.Dark || CutArming.OutputsOf(new RunTurn(turn, run)).Any(at => IsToCome(turn, at)));

    private static bool IsToCome(Turn turn, OutputAt at) => turn.Output(at) is { Cut: CutStage.Ordered or CutStage.Armed } cut && turn.Now < cut.OffAt;

    private static TimeSpan? LastMoment(Turn turn, TerminalPlace place)
    {
        TimeSpan? last = null;
        foreach (var source in place.Sources)
        {
            if (turn.Ups(source.Ups).EmptyAt is { } empty && (last is null || empty < last))
                last = empty;
        }

        return last - place.Terminal.OsStopTime - Limits.StopMargin;
    }

    // So long before its last moment what it takes back can still be told twice.
    private static bool IsLeaving(Turn turn) => turn.Now >= LeavesAt(turn) - Limits.CutMargin;

    /// <summary>It leaves in a moment, and something may be running behind the output, or coming up: nothing is to be cut there that nobody can put off.</summary>
    public static bool LeavesInDoubt(RunTurn work, OutputAt at) => IsLeaving(work.Turn) && CutArming.NodesBehind(work, at).Any(node => IsDoubtful(work, node));

    // Nobody will be there to put them off: what may be running behind a countdown, or coming up, keeps its power as long as its battery can give it.
    private static void TakeDoubtfulBack(Turn turn)
    {
        if (!turn.Acts)
            return;
        foreach (var run in turn.Runs)
        {
            var work = new RunTurn(turn, run);
            CutWatch.TakeBackWhere(work, node => IsDoubtful(work, node));
            turn.Put(work.Run);
        }
    }

    private static bool IsDoubtful(RunTurn work, int node) =>
        UnheardBoot.IsPossible(work.Turn, node) || UnheardBoot.FollowsItsStop(work.Node(node)) || work.Node(node).Power is NodePower.Up or NodePower.Starting
        || StopsBehind.AnswersUntold(work, node) || ComesByItself(work, work.Turn.Topology.Nodes[node]);

    // Its outputs are off, and have mains: but for those that were told to stay off they come on by themselves in a moment.
    private static bool ComesByItself(RunTurn work, NodePlace node) =>
        Supplies.IsUnfed(work.Turn, node.Sources, node.Needs)
        && node.Sources.Count(source => work.Turn.Ups(source.Ups) is { SilentSince: null, Mains: MainsState.Good } && !IsToStayOff(work, source)) >= node.Needs;

    private static bool IsToStayOff(RunTurn work, OutputAt source) =>
        work.Turn.Output(source) is { Cut: CutStage.Done } cut && CutOrder.After(work, source, cut.Kind) == AfterCut.StayOff;

    private static void Stop(Turn turn, TerminalPlace place)
    {
        turn.Note(Rule.TerminalStopped);
        TakeDoubtfulBack(turn);
        turn.Change(state => state with { Down = Step.Asked });
        foreach (var source in place.Sources)
        {
            var ups = turn.Topology.Upses[source.Ups];
            var output = ups.Outputs[source.Output];
            // Its output is cut, to come back with mains, so that the terminal starts again also when mains returns while it is stopping.
            if (output.Nodes.IsEmpty && output.Disks.IsEmpty && output.Terminals.Length == 1 && !ups.Ups.FeedsOthers && turn.Ups(source.Ups).Mains == MainsState.Lost)
            {
                var delay = place.Terminal.OsStopTime + Limits.StopMargin;
                turn.Emit(new ArmCut(
                    turn.NextId(), ups.Ups.Name, output.OutletGroup, CutKind.OnBattery, delay, AfterCut.ReturnWithMains, null,
                    $"terminal {place.Terminal.Name} stops itself and comes back with mains"));
            }
        }

        turn.Emit(new StopTerminal(turn.NextId(), place.Terminal.Name, "its own supply has failed for longer than everyone it serves needs"));
    }
}
