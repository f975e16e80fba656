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
        var at = since + place.Terminal.ConfirmTime;
        if (IsExhausting(turn, place))
            at = turn.Now;
        // A run that still gives orders holds the terminal as long as its battery can.
        if (BusyStopping(turn) && LastMoment(turn, place) is { } last && turn.Now < last)
        {
            turn.Due(area, turn.Now + Limits.ProbePace);
            return;
        }

        if (turn.Now < at)
        {
            turn.Due(area, at);
            return;
        }

        Stop(turn, place);
    }

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

    // In the dark it still has to see to whoever has not begun to stop or boots unheard, and to cuts that come too soon for those.
    private static bool BusyStopping(Turn turn) => turn.Role == Role.Master && turn.Runs.Any(run => run.Phase is >= Phase.Committed and <= Phase.Dark);

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

    private static void Stop(Turn turn, TerminalPlace place)
    {
        turn.Note(Rule.TerminalStopped);
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
