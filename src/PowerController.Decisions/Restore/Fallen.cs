using PowerController.Decisions.Shutdown;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Restore;

/// <summary>Nodes that fell with their power before anybody could stop them: a battery that ended too soon, or while no terminal ran. They are started again like those that were stopped.</summary>
internal static class Fallen
{
    /// <summary>It runs, or ran until its power went: a run that takes it starts it again.</summary>
    public static bool IsOwed(Turn turn, int node) => turn.Node(node) is { MayRun: true } or { Fell: true };

    public static void Settle(Turn turn, int area)
    {
        foreach (var unit in turn.Topology.Areas[area].Units)
        {
            if (AnyFell(turn, turn.Topology.Units[unit]))
                Settle(turn, turn.Topology.Units[unit], unit);
        }
    }

    private static void Settle(Turn turn, UnitPlace place, int unit)
    {
        if (turn.Unit(unit).LeftOff || IsTakenAlong(turn, unit))
            return;
        if (place.Nodes.All(node => turn.Node(node).Power == NodePower.Off && !HasRun(turn, node)))
        {
            Await(turn, Opening.Open(turn, RunCause.Outage, RunAim.StopAndStart, unit, whole: true, place.Nodes, turn.Now, $"{place.Name} fell with its power"));
            return;
        }

        foreach (var node in place.Nodes)
        {
            if (turn.Node(node) is { Fell: true, Power: NodePower.Off } && !HasRun(turn, node))
                Await(turn, Opening.Open(turn, RunCause.Outage, RunAim.StopAndStart, unit, whole: false, [node], turn.Now, $"{turn.NodeName(node)} fell with its power"));
        }
    }

    private static bool AnyFell(Turn turn, UnitPlace place)
    {
        foreach (var node in place.Nodes)
        {
            if (turn.Node(node).Fell)
                return true;
        }

        return false;
    }

    // A run that watches or goes on with the whole unit takes them with it.
    private static bool IsTakenAlong(Turn turn, int unit) => turn.Runs.Any(run => run.Unit == unit && (run.Whole || run.Phase == Phase.Watching));

    private static bool HasRun(Turn turn, int node) => turn.Runs.Any(run => run.Has(node));

    // There is nothing to stop: the run begins where others are when all is dark.
    private static void Await(Turn turn, Run run)
    {
        turn.Note(Rule.FallenAreOwedAStart);
        var work = new RunTurn(turn, run with { CommittedAt = turn.Now });
        turn.Tell(Urgency.Alarm, work.Name, $"{work.Name} has lost its power while it ran, or may have run: it is started again when its power is back");
        work.Enter(Phase.AwaitingPower, "it waits for its power");
        turn.Put(work.Run);
    }
}
