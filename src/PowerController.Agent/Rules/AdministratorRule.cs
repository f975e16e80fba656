using PowerController.Coordination.Messages;
using PowerController.Model.Effects;
using PowerController.Model.Events;

namespace PowerController.Agent.Rules;

/// <summary>Stops that an administrator asks for by the tools of the cluster or of the system: the terminals are told, so that outputs follow or stay.</summary>
internal static class AdministratorRule
{
    public static void Take(AgentTurn turn, AdministratorSays says)
    {
        if (turn.State.GoesDown || IsOurRun(turn.State))
        {
            // The cluster's own scripts report every stop, ours as well.
            turn.Remark(Urgency.Information, "a stop was announced here; it is part of the run that this node is in");
            return;
        }

        Follow(turn, says.WholeCluster, says.Kind);
    }

    /// <summary>The node is in a run of the site, so a stop that is seen here belongs to it.</summary>
    public static bool IsOurRun(AgentState state) => !state.Told.IsNone || state.ClusterStop is { Stage: not ClusterStopStage.Failed };

    public static void Follow(AgentTurn turn, bool wholeCluster, AdministratorStop kind)
    {
        // That of the cluster says more than the stop of the system that it leads to.
        var name = wholeCluster ? turn.Duties.Cluster ?? turn.Duties.Node : turn.Duties.Node;
        var known = turn.State.Administrator;
        if (known is not null && !wholeCluster && string.Equals(known.Name, turn.Duties.Cluster, StringComparison.Ordinal))
            return;
        turn.State = turn.State with { Administrator = new AdministratorWord(name, kind), AdministratorAt = turn.Now };
        turn.Remark(Urgency.Warning, $"an administrator {(kind == AdministratorStop.Reboot ? "reboots" : "stops")} {name}; the terminals are told");
    }

    public static void Settle(AgentTurn turn)
    {
        if (DueAt(turn.State) is not { } due || due > turn.Now)
            return;
        turn.State = turn.State with { Administrator = null };
        turn.Remark(Urgency.Warning, "the stop that an administrator announced has not come; it is forgotten");
    }

    // Once the system goes down it holds until the next boot.
    public static TimeSpan? DueAt(AgentState state) =>
        state.Administrator is not null && !state.GoesDown ? state.AdministratorAt + Limits.AdministratorForgotten : null;
}
