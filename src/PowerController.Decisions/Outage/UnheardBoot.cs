using PowerController.Decisions.Turns;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Outage;

/// <summary>Whether a node that counts as off may be booting: until its system answers nobody hears that it does.</summary>
internal static class UnheardBoot
{
    /// <summary>Until when it may be; zero when nothing can have started it since it went off.</summary>
    public static TimeSpan Until(Turn turn, int node)
    {
        var state = turn.Node(node);
        var place = turn.Topology.Nodes[node];
        return state.Power == NodePower.Off && state.MayBootSince > TimeSpan.Zero && !Supplies.IsUnfed(turn, place.Sources, place.Needs)
            ? state.MayBootSince + place.Node.StartLimit
            : TimeSpan.Zero;
    }

    public static bool IsPossible(Turn turn, int node) => turn.Now < Until(turn, node);

    /// <summary>It is told to reboot: it boots when it has stopped, however that is heard.</summary>
    public static void FollowsStop(Turn turn, int node) =>
        turn.Set(node, turn.Node(node) with { MayBootSince = turn.Now + turn.Topology.Nodes[node].Node.OsStopTime });

    /// <summary>Something may start the node now: its input, an order, or what nobody sees.</summary>
    public static void Begins(Turn turn, int node)
    {
        if (turn.Node(node).Power is NodePower.Off or NodePower.OsStopping)
            turn.Set(node, turn.Node(node) with { MayBootSince = turn.Now });
    }
}
