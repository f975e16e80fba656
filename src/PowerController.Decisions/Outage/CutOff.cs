using PowerController.Decisions.Plans;
using PowerController.Decisions.Turns;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Outage;

/// <summary>A terminal that hears nobody may be the one that is cut off: then another one leads, has this host's output cut unheard, and counts on the deadlines that this host was given.</summary>
internal static class CutOff
{
    /// <summary>Whether the output may be cut by somebody whom this terminal does not hear: its own host's, on a card that others can reach and it can not.</summary>
    public static bool MayBeCutUnheard(Turn turn, int node, OutputAt source) =>
        turn.Own?.Node == node && turn.Ups(source.Ups).SilentSince is not null && turn.Topology.Upses[source.Ups].Host != node && AnotherMayLead(turn, node);

    /// <summary>Whether so many of its outputs may be cut unheard that it would lose its input.</summary>
    public static bool MayLoseInput(Turn turn, int node)
    {
        var place = turn.Topology.Nodes[node];
        var sure = 0;
        foreach (var source in place.Sources)
        {
            if (!MayBeCutUnheard(turn, node, source))
                sure++;
        }

        return sure < place.Needs;
    }

    /// <summary>When such a cut comes at the soonest: it is not ordered before a host that does not answer has had its time to stop.</summary>
    public static TimeSpan SoonestCut(RunTurn work, OutputAt source)
    {
        var place = work.Turn.Topology.Upses[source.Ups];
        return work.Run.Deadlines.OsStopBy + CutArithmetic.Shortest(place.Ups, new PowerSource(place.Ups.Name, place.Outputs[source.Output].OutletGroup));
    }

    private static bool AnotherMayLead(Turn turn, int node)
    {
        foreach (var terminal in turn.Topology.Terminals)
        {
            if (terminal.Node is not { } host || (host != node && turn.Node(host) is { Silent: true, MayRun: true, Power: not NodePower.OsStopping }))
                return true;
        }

        return false;
    }
}
