using PowerController.Model.Events;

namespace PowerController.Agent.Rules;

/// <summary>How the cluster is: asked for again and again, oftener when it matters.</summary>
internal static class ClusterRule
{
    public static void Take(AgentTurn turn, ClusterSeen seen)
    {
        if (turn.State.Looking.Number == 0 || seen.Number != turn.State.Looking.Number)
            return;
        Answer(turn, seen.Sight);
    }

    public static void Settle(AgentTurn turn)
    {
        if (!turn.Duties.CanLook || turn.State.Stop is { Stage: SystemStopStage.Begun })
            return;
        if (turn.State.Looking.Number != 0 && turn.State.Looking.At <= turn.Now)
            Answer(turn, ClusterSight.Unknown);
        var looking = turn.State.Looking;
        if (looking.Number == 0 && IsHurried(turn.State) && looking.At > turn.Now + Limits.LookHurried)
            looking = looking with { At = turn.Now + Limits.LookHurried };
        if (looking.Number == 0 && looking.At <= turn.Now)
        {
            looking = looking with { Number = turn.NextNumber(), At = turn.Now + Limits.LookLimit };
            turn.Emit(new LookAtCluster(looking.Number));
        }

        turn.State = turn.State with { Looking = looking };
    }

    public static TimeSpan? DueAt(AgentState state) =>
        state.Duties.CanLook && state.Stop is not { Stage: SystemStopStage.Begun } ? state.Looking.At : null;

    /// <summary>Nothing of the cluster runs any more, as far as can be seen from here.</summary>
    public static bool IsStopped(ClusterSight sight) =>
        sight.Word == ClusterWord.Stopped || (sight.Here == Presence.Out && sight.Word == ClusterWord.Unknown);

    private static void Answer(AgentTurn turn, ClusterSight sight)
    {
        var pause = IsHurried(turn.State) ? Limits.LookHurried : Limits.LookCalm;
        turn.State = turn.State with { Sight = sight, Looking = new Looking(0, turn.Now + pause, turn.State.Looking.Answered + 1) };
    }

    private static bool IsHurried(AgentState state) =>
        state.ClusterStop is { IsOpen: true } || !state.Told.IsNone || state.Said is null or { Word: not AgentWord.Up } || state.Sight.Word == ClusterWord.Stopping;
}
