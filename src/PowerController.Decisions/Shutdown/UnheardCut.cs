using PowerController.Decisions.Outage;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Shutdown;

/// <summary>A cut whose order had no answer: its card may have taken it, or one before it, or none.</summary>
internal static class UnheardCut
{
    /// <summary>When the earliest of its orders cuts it, should that have been taken unheard; or the countdown that they are to put off, should none of them have been.</summary>
    public static TimeSpan FirstOffAt(OutputState cut)
    {
        var first = FirstOrderOffAt(cut);
        return cut.EarlierOffAt > TimeSpan.Zero && cut.EarlierOffAt < first ? cut.EarlierOffAt : first;
    }

    /// <summary>When the earliest of its orders cuts it, with a new one that cuts it then: each of them had a delay of its own.</summary>
    public static TimeSpan FirstOffAt(OutputState before, TimeSpan off) =>
        before is { Cut: CutStage.Ordered, FirstAt.Ticks: > 0 } && FirstOrderOffAt(before) is var first && first < off ? first : off;

    // Written down before each order's delay was kept, all of them had the last one's.
    private static TimeSpan FirstOrderOffAt(OutputState cut) => cut.FirstOffAt > TimeSpan.Zero ? cut.FirstOffAt : cut.FirstAt + (cut.OffAt - cut.OrderedAt);

    /// <summary>When the countdown comes that a new order is to put off; long after that it has not come, whatever was heard of it.</summary>
    public static TimeSpan EarlierOffAt(RunTurn work, OutputState before)
    {
        var earlier = before.Cut == CutStage.Armed ? before.OffAt : before.EarlierOffAt;
        return work.Now < earlier + Limits.CutMargin ? earlier : TimeSpan.Zero;
    }

    /// <summary>Ordered again as it was, it is one order more: the card may have taken the first one, and begin with this one, whatever it says to it.</summary>
    public static void NoteRepeated(Turn turn, Effect effect)
    {
        if (effect is not ArmCut order)
            return;
        var ups = turn.Topology.Ups(order.Ups);
        for (var output = 0; output < turn.Ups(ups).Outputs.Length; output++)
        {
            var at = new OutputAt(ups, output);
            if (turn.Topology.Upses[ups].Outputs[output].OutletGroup == order.OutletGroup && turn.Output(at) is { Cut: CutStage.Ordered } cut && cut.Run == order.Id.Run)
                turn.SetOutput(at, cut with { OrderedAt = turn.Now, OffAt = turn.Now + (cut.OffAt - cut.OrderedAt) });
        }
    }

    /// <summary>Its card may answer from now on. What it took of the orders before, unheard, goes on to count.</summary>
    public static void BeginAnew(RunTurn work, OutputAt at)
    {
        if (work.Turn.Output(at) is { Cut: CutStage.Ordered } cut)
            work.Turn.SetOutput(at, cut with { FirstAt = work.Now, FirstOffAt = work.Now + (cut.OffAt - cut.OrderedAt), EarlierOffAt = FirstOffAt(cut) });
    }

    /// <summary>It was to be put off, and its card went on with the countdown that ran, as it says.</summary>
    public static bool RunsLess(OutputState output) => output is { Cut: CutStage.Armed, Attempts: > 1 } && output.OffAt + Limits.CountdownStep < output.FirstOffAt;

    /// <summary>Its card speaks only by way of a terminal's host, and is silent: that terminal may have led itself meanwhile, and have ended the countdown for its own sake.</summary>
    public static bool MayHaveEnded(Turn turn, OutputAt at) =>
        turn.Output(at).Cut == CutStage.Armed && turn.Ups(at.Ups).SilentSince is not null
        && turn.Topology.Upses[at.Ups].Host is { } host && turn.Topology.Terminals.Any(terminal => terminal.Node == host);

    /// <summary>Its host is heard again, and it is in a moment: whether it counts down shows then.</summary>
    public static bool Doubt(Turn turn, OutputAt at)
    {
        if (!MayHaveEnded(turn, at))
            return false;
        turn.SetOutput(at, turn.Output(at) with { DoubtedAt = turn.Now });
        return true;
    }

    /// <summary>A card is heard again: what it has not answered it is told at once, not when the next try is due.</summary>
    public static void TellAgain(Turn turn, int ups, UpsState was)
    {
        if (was.SilentSince is null || turn.Ups(ups).SilentSince is not null || !turn.Acts)
            return;
        var name = turn.UpsName(ups);
        foreach (var run in turn.Runs)
        {
            var told = run;
            foreach (var pending in run.Pending.Where(pending => pending.RetryAt is not null && pending.Effect is ArmCut or DisarmCut && IsOf(pending.Effect)))
                told = told with { Pending = told.Pending.Replace(pending, pending with { RetryAt = turn.Now }) };
            if (told != run)
                turn.Put(told);
        }

        bool IsOf(Effect effect) => effect is ArmCut { Ups: var armed } ? armed == name : effect is DisarmCut { Ups: var disarmed } && disarmed == name;
    }

    /// <summary>Whoever is behind it is not heard, alone can reach its card, and has stopped by its deadline before the first of the orders would cut it: it is begun anew when that is heard again.</summary>
    public static bool ComesAfterDeadlines(RunTurn work, OutputAt at) =>
        work.Turn.Topology.Upses[at.Ups].Host is { } host && CutArming.NodesBehind(work, at) is [var node] && node == host && GoesByDeadline(work, node) is { } goes
        && goes + work.Turn.Topology.Nodes[node].Node.OsStopTime + Limits.StopMargin <= FirstOffAt(work.Turn.Output(at));

    private static TimeSpan? GoesByDeadline(RunTurn work, int node) =>
        work.Run.GoesDown && work.Node(node) is { Silent: true, MayRun: true } state && UnheardStop.KnowsDeadlines(state, work.Run)
            ? state.GoesBy ?? work.StopsItselfBy(work.Run, node)
            : null;
}
