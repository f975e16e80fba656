using PowerController.Coordination.Messages;
using PowerController.Model.Events;

namespace PowerController.Agent.Rules;

/// <summary>What the agent says of its node: drawn from everything it knows, said when it changes.</summary>
internal static class WordRule
{
    public static void Settle(AgentTurn turn)
    {
        Learn(turn);
        if (WordOf(turn.State) is not { } word)
            return;
        var state = turn.State;
        var said = new NodeWord(word, state.Boot, state.Told, ClusterOf(state), state.Administrator);
        if (said == state.Said)
            return;
        turn.State = state with { Said = said };
        turn.Emit(new SayNode(said));
    }

    // A cluster that runs here again makes history of its stop.
    private static void Learn(AgentTurn turn)
    {
        var state = turn.State;
        if (state.Sight.Here != Presence.In)
            return;
        turn.State = state with { WasUp = true };
        var isStopped = state.ClusterStop is { Stage: ClusterStopStage.Stopped } stop && state.Looking.Answered > stop.LooksBefore && state.Duties.StopIsSeen;
        if (isStopped)
            turn.State = turn.State with { ClusterStop = null };
    }

    /// <summary>Null while a restarted agent does not know yet in the middle of what it was restarted.</summary>
    private static AgentWord? WordOf(AgentState state)
    {
        if (state.Stop is { Stage: SystemStopStage.Begun })
            return AgentWord.OsStopping;
        if (state.Duties.Cluster is null)
            return AgentWord.Up;
        return state.ClusterStop switch
        {
            { IsOpen: true } => AgentWord.ClusterStopping,
            { Stage: ClusterStopStage.Stopped } => AgentWord.ClusterStopped,
            { Stage: ClusterStopStage.Failed } when !ClusterRule.IsStopped(state.Sight) => AgentWord.ClusterStopFailed,
            _ when !state.Duties.CanLook => AgentWord.Up,
            _ => Seen(state),
        };
    }

    private static AgentWord? Seen(AgentState state)
    {
        var sight = state.Sight;
        if (sight.Word == ClusterWord.Stopping)
            return AgentWord.ClusterStopping;
        if (ClusterRule.IsStopped(sight) || sight.Here == Presence.Out)
            return state.WasUp ? AgentWord.ClusterStopped : AgentWord.Booted;
        if (sight.Here == Presence.In || sight.Word is ClusterWord.Normal or ClusterWord.Degraded)
            return AgentWord.Up;
        // A manager that cannot say takes nothing back.
        return state.Said?.Word ?? (state.WasUp && state.Looking.Answered == 0 ? null : AgentWord.Booted);
    }

    private static ClusterWord ClusterOf(AgentState state) => state.ClusterStop switch
    {
        { IsOpen: true } => ClusterWord.Stopping,
        { Stage: ClusterStopStage.Stopped } => ClusterWord.Stopped,
        // In a run only the node that stops such a cluster can say how it is; to the others it looks the same before and after.
        _ when !state.Duties.StopIsSeen && !state.Told.IsNone => ClusterWord.Unknown,
        _ => state.Sight.Word,
    };
}
