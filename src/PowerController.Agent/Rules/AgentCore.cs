using System.Diagnostics;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Stations;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Agent.Rules;

/// <summary>What an agent does: a pure function of what it knows and of what happens. No clock, no process, no network.</summary>
public static class AgentCore
{
    public static AgentStep Step(AgentState state, AgentInput input)
    {
        var turn = new AgentTurn(state, input.At);
        switch (input)
        {
            case SystemBooted booted:
                if (booted.Boot > state.Boot)
                    turn.State = AgentState.Of(state.Duties, booted.Boot, true, turn.Now, booted.Told) with { LastNumber = state.LastNumber };
                break;
            case OrderCame came:
                Take(turn, came.Order);
                break;
            case OwnDeadlineCame came:
                TakeDeadline(turn, came);
                break;
            case CommandEnded ended:
                // Whose it is is found by its number; one that nobody waits for any more says nothing.
                if (!WorkRule.Take(turn, ended) && !ClusterStopRule.Take(turn, ended))
                    SystemStopRule.Take(turn, ended);
                break;
            case CommandSaid said:
                WorkRule.Take(turn, said);
                break;
            case ClusterSeen seen:
                ClusterRule.Take(turn, seen);
                break;
            case SystemStopSeen seen:
                SystemStopRule.Seen(turn, seen.Kind);
                break;
            case AdministratorSays says:
                AdministratorRule.Take(turn, says);
                break;
            case TimePassed:
                break;
            default:
                throw new UnreachableException();
        }

        AdministratorRule.Settle(turn);
        WorkRule.Settle(turn);
        ClusterStopRule.Settle(turn);
        SystemStopRule.Settle(turn);
        ClusterRule.Settle(turn);
        WordRule.Settle(turn);
        return turn.End();
    }

    /// <summary>When the next <see cref="TimePassed"/> is wanted at the latest; null when nothing waits for time.</summary>
    public static TimeSpan? DueAt(AgentState state)
    {
        var due = ClusterRule.DueAt(state);
        foreach (var work in state.Works)
            due = Earlier(due, WorkRule.DueAt(work));
        due = Earlier(due, ClusterStopRule.DueAt(state));
        due = Earlier(due, SystemStopRule.DueAt(state));
        return Earlier(due, AdministratorRule.DueAt(state));
    }

    internal static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;

    private static void Take(AgentTurn turn, Effect order)
    {
        switch (order)
        {
            case TellDeadlines:
                turn.State = turn.State with { Told = order.Id.Run };
                break;
            case WithdrawDeadlines:
                Withdraw(turn, order);
                break;
            case OrderOsStop stop:
                SystemStopRule.Take(turn, stop);
                break;
            case RebootNode reboot:
                SystemStopRule.Take(turn, reboot);
                break;
            case not null when turn.State.GoesDown:
                turn.Refuse(order.Id, "the system of this node is stopping");
                break;
            case OrderClusterStop stop:
                ClusterStopRule.Take(turn, stop);
                break;
            case RunJobs or WaitGuard or StopWorkloads or QuietMonitors or UnquietMonitors or WarnUsers:
                WorkRule.Take(turn, order);
                break;
            default:
                turn.Refuse(order!.Id, "this agent does not know such an order");
                break;
        }
    }

    // The run has ended on this node: what was only begun for it is wanted no more.
    private static void Withdraw(AgentTurn turn, Effect order)
    {
        if (turn.State.Told == order.Id.Run)
            turn.State = turn.State with { Told = RunId.None };
        WorkRule.Withdraw(turn, order.Id);
        ClusterStopRule.Withdraw(turn, order.Id);
        SystemStopRule.Withdraw(turn, order.Id);
    }

    private static void TakeDeadline(AgentTurn turn, OwnDeadlineCame came)
    {
        if (came.Deadline == OwnDeadline.OsStop)
        {
            SystemStopRule.TakeDeadline(turn, came);
            return;
        }

        turn.Remark(Urgency.Warning, came.Reason);
        WorkRule.GiveUpAll(turn, "the time of the run for it is over");
        ClusterStopRule.GiveUp(turn, "the time of the run for it is over");
    }
}
