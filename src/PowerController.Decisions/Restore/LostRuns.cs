using System.Collections.Immutable;
using PowerController.Decisions.Turns;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Restore;

/// <summary>
/// Committed runs that only a terminal knows which leads no more. It tells the master of them, and that starts what they have stopped, as if it had been found: it never stops or cuts anything for such a run.
/// </summary>
internal static class LostRuns
{
    /// <summary>The master has other runs: what those of this terminal have stopped may be nobody's by now.</summary>
    public static void Lose(Turn turn, RunsReported reported)
    {
        var closed = Merged(turn.State.Closed, reported.Closed);
        var lost = ImmutableArray.CreateBuilder<Run>();
        foreach (var run in turn.State.Lost.Concat(turn.Runs))
        {
            if (!IsToRise(run) || closed.Contains(run.Id) || lost.Any(one => one.Id == run.Id))
                continue;
            // The master may have begun the run, and not heard how it grew. What only watches may end as a dip, or without the node, and start nothing.
            ImmutableArray<RunMember> owed = [.. run.Members.Where(member => IsOwed(member) && MayBeDown(turn.Node(member.Node)) && !reported.Runs.Any(one => one.Phase != Phase.Watching && one.Has(member.Node)))];
            if (!owed.IsEmpty)
                lost.Add(run with { Members = owed, Pending = [], Cuts = [], Log = [], GivenUp = [] });
        }

        foreach (var run in lost)
        {
            foreach (var member in run.Members)
                Owe(turn, member.Node, run.Id);
        }

        turn.Change(state => state with { Closed = closed, Lost = [.. lost.TakeLast(Limits.RunsLost)] });
    }

    /// <summary>A terminal that stands by tells this master of runs that it has not heard of.</summary>
    public static void Take(Turn turn, RunsOffered offered)
    {
        if (turn.Role != Role.Master)
            return;
        foreach (var run in offered.Runs)
        {
            if (!IsToRise(run) || turn.State.Closed.Contains(run.Id))
                continue;
            foreach (var member in run.Members)
            {
                if (IsOwed(member) && IsNobodys(turn, member.Node))
                    Owe(turn, member.Node, run.Id);
            }
        }
    }

    /// <summary>A run has ended here: whoever may still tell of it tells of what is over.</summary>
    public static void Close(Turn turn, Run run)
    {
        if (run.CommittedAt is not null)
            turn.Change(state => state with { Closed = Merged(state.Closed, [run.Id]) });
    }

    /// <summary>A stop that this terminal sees while it leads is known here by its run, or is people's own. Of any other it can not tell whose it is.</summary>
    public static void Hear(Turn turn, int at, NodeState was)
    {
        var node = turn.Node(at);
        var goesOn = node.Boot == was.Boot && IsStopping(was);
        var unseen = IsStopping(node) && (goesOn ? was.StopUnseen : was.Silent || was.Power == NodePower.Unknown || turn.Role != Role.Master);
        if (unseen != node.StopUnseen)
            turn.Set(at, node with { StopUnseen = unseen });
        if (!turn.State.Lost.IsEmpty && !MayBeDown(node))
            Forget(turn, at);
    }

    // It runs again: whatever stops it from now on is something else.
    private static void Forget(Turn turn, int node)
    {
        ImmutableArray<Run> lost = [.. turn.State.Lost.Select(run => run with { Members = run.Members.RemoveAll(member => member.Node == node) })];
        turn.Change(state => state with { Lost = lost.RemoveAll(run => run.Members.IsEmpty) });
    }

    // Off, or started since and not heard: that is not known here any more. When it is heard with its cluster stopped, it is known for which run.
    private static void Owe(Turn turn, int at, RunId run)
    {
        var node = turn.Node(at);
        if (node.ToldRun.IsNone && (node.Silent || IsStopping(node)))
            node = node with { ToldRun = run };
        if (node.Silent)
            node = node.MayRun ? node with { Unseen = true } : node with { Power = NodePower.Lost, Since = turn.Now, Unseen = true };
        turn.Set(at, node);
    }

    private static bool IsToRise(Run run) => run.CommittedAt is not null && run.Aim != RunAim.StopAndStay;

    private static bool IsOwed(RunMember member) => member is { WasUp: true, GivenUp: false };

    // Not people's: they have switched it off, or have stopped it while this terminal led and heard it.
    private static bool IsNobodys(Turn turn, int at)
    {
        var (node, place) = (turn.Node(at), turn.Topology.Nodes[at]);
        return (node.StopUnseen || node is { Silent: true, MayRun: true }) && !turn.IsInRun(at) && !turn.Unit(place.Unit).LeftOff
            && place.Node.Restore != Model.Sites.RestorePolicy.None;
    }

    private static bool MayBeDown(NodeState node) => node.Silent || IsStopping(node) || node.Power == NodePower.Off;

    private static bool IsStopping(NodeState node) => node.Power is NodePower.ClusterStopping or NodePower.ClusterStopped or NodePower.OsStopping;

    private static ImmutableArray<RunId> Merged(ImmutableArray<RunId> known, ImmutableArray<RunId> further) =>
        [.. known.Concat(further).Distinct().TakeLast(Limits.RunsClosed)];
}
