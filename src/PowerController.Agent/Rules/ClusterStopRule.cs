using PowerController.Coordination.Messages;
using PowerController.Hosts.Commands;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Agent.Rules;

/// <summary>The stop of the whole cluster from this node: its commands, then the question whether it is true, and an end at the limit.</summary>
internal static class ClusterStopRule
{
    public static void Take(AgentTurn turn, OrderClusterStop order)
    {
        var duties = turn.Duties;
        if (!string.Equals(duties.Cluster, order.Cluster, StringComparison.Ordinal))
        {
            turn.Refuse(order.Id, $"this node is not in the cluster {order.Cluster}");
            return;
        }

        if (duties.ClusterStop.IsEmpty)
        {
            // The terminal must not wait for what nobody does: the next node may know a way, and otherwise the systems stop.
            const string Why = "no command is configured here that stops it";
            turn.Refuse(order.Id, Why);
            turn.Remark(Urgency.Alarm, $"the cluster {order.Cluster} cannot be stopped from here: {Why}");
            turn.State = turn.State with { ClusterStop = new ClusterStop(order, ClusterStopStage.Failed, 0, 0, turn.Now, false, 0, Why) };
            return;
        }

        if (turn.State.ClusterStop is { IsOpen: true } open)
        {
            if (open.Order.Id == order.Id)
                return;
            turn.Move(open.Order.Id, OrderStage.Done, "a later order has taken its place");
            turn.State = turn.State with { ClusterStop = open with { Order = order } };
            return;
        }

        var stop = new ClusterStop(order, ClusterStopStage.Running, 0, 0, turn.Now, true, 0, "");
        // Two terminals that do not hear each other order it from two nodes; what has stopped is not stopped again.
        var mayHaveStopped = duties is { CanLook: true, StopIsSeen: true } && turn.State.Sight.Word is ClusterWord.Stopping or ClusterWord.Stopped;
        turn.State = turn.State with { ClusterStop = stop };
        if (mayHaveStopped)
            Ask(turn, stop with { Stage = ClusterStopStage.Asking, Due = turn.Now + Limits.AskFirst });
    }

    /// <summary>False when the command belongs to no stop of the cluster.</summary>
    public static bool Take(AgentTurn turn, CommandEnded ended)
    {
        if (turn.State.ClusterStop is not { Stage: ClusterStopStage.Running } stop || stop.Command == 0 || stop.Command != ended.Number)
            return false;
        Finish(turn, stop, ended.Result);
        return true;
    }

    public static void Settle(AgentTurn turn)
    {
        if (turn.State.ClusterStop is not { IsOpen: true } stop)
            return;
        if (turn.Now >= stop.Order.By)
        {
            GiveUp(turn, "it was not stopped in its time");
            return;
        }

        if (stop.Stage == ClusterStopStage.Asking)
        {
            if (!Answered(turn, stop))
                return;
            stop = turn.State.ClusterStop!;
        }

        if (stop is { Stage: ClusterStopStage.Running, Command: not 0 } && stop.Due <= turn.Now)
        {
            turn.Kill(stop.Command);
            Finish(turn, stop, new CommandResult(CommandOutcome.TimedOut, -1, ""));
            stop = turn.State.ClusterStop!;
        }

        if (stop is { Stage: ClusterStopStage.Running, Command: 0 })
            Begin(turn, stop);
        else if (stop.Stage == ClusterStopStage.Verifying)
            Verify(turn, stop);
    }

    public static TimeSpan? DueAt(AgentState state)
    {
        if (state.ClusterStop is not { IsOpen: true } stop)
            return null;
        return stop is { Stage: ClusterStopStage.Asking or ClusterStopStage.Running } && stop.Due < stop.Order.By ? stop.Due : stop.Order.By;
    }

    /// <summary>Nobody waits for it any more.</summary>
    public static void GiveUp(AgentTurn turn, string why)
    {
        if (turn.State.ClusterStop is not { IsOpen: true } stop)
            return;
        turn.Kill(stop.Command);
        End(turn, stop, ClusterStopStage.Failed, stop.Text.Length > 0 ? $"{why}; {stop.Text}" : why);
    }

    /// <summary>The run of it has ended on this node: what became of it is history.</summary>
    public static void Withdraw(AgentTurn turn, EffectId withdrawn)
    {
        if (turn.State.ClusterStop is not { } stop || stop.Order.Id.Run != withdrawn.Run || stop.Order.Id.Number > withdrawn.Number)
            return;
        GiveUp(turn, "its run has ended on this node");
        turn.State = turn.State with { ClusterStop = null };
    }

    private static void Begin(AgentTurn turn, ClusterStop stop)
    {
        var limit = stop.Order.By - turn.Now;
        var origin = new CommandOrigin(stop.Order.Id.Run, WorkSteps.NameOf(stop.Order), false, stop.Order.By, stop.Order.Reason);
        var number = turn.Run($"stop of the cluster {stop.Order.Cluster}", turn.Duties.ClusterStop[stop.At], limit, origin);
        turn.State = turn.State with { ClusterStop = stop with { Command = number, Due = turn.Now + limit + Limits.EndGrace } };
    }

    // A command that fails does not keep the next one from being tried: every node that leaves its cluster in order is a gain.
    private static void Finish(AgentTurn turn, ClusterStop stop, CommandResult result)
    {
        var command = turn.Duties.ClusterStop[stop.At];
        if (!result.Succeeded)
            turn.Remark(Urgency.Warning, $"{command} {result.Text}");
        stop = stop with
        {
            Command = 0,
            At = stop.At + 1,
            Due = turn.Now,
            EndedWell = stop.EndedWell && result.Succeeded,
            Text = result.Succeeded ? stop.Text : AgentTurn.Short($"{command.Words[0]} {result.Text}"),
        };
        if (stop.At >= turn.Duties.ClusterStop.Length)
        {
            Ask(turn, stop with { Stage = ClusterStopStage.Verifying });
            return;
        }

        turn.State = turn.State with { ClusterStop = stop };
    }

    // A look that is out already says how it was before.
    private static void Ask(AgentTurn turn, ClusterStop stop)
    {
        var looking = turn.State.Looking;
        turn.State = turn.State with
        {
            ClusterStop = stop with { LooksBefore = looking.Answered + (looking.Number != 0 ? 1 : 0) },
            Looking = looking.Number == 0 ? looking with { At = turn.Now } : looking,
        };
    }

    /// <summary>Whether the first question is settled, and the stop runs. A manager that takes its time is not waited for.</summary>
    private static bool Answered(AgentTurn turn, ClusterStop stop)
    {
        var isAnswered = turn.State.Looking.Answered > stop.LooksBefore;
        if (isAnswered && ClusterRule.IsStopped(turn.State.Sight))
        {
            End(turn, stop, ClusterStopStage.Stopped, "it had stopped already");
            return false;
        }

        if (!isAnswered && turn.Now < stop.Due)
            return false;
        turn.State = turn.State with { ClusterStop = stop with { Stage = ClusterStopStage.Running, Due = turn.Now } };
        return true;
    }

    private static void Verify(AgentTurn turn, ClusterStop stop)
    {
        if (!turn.Duties.CanLook || !turn.Duties.StopIsSeen)
        {
            End(turn, stop, stop.EndedWell ? ClusterStopStage.Stopped : ClusterStopStage.Failed, stop.Text);
            return;
        }

        var looks = turn.State.Looking.Answered - stop.LooksBefore;
        if (looks <= 0)
            return;
        var isUnclear = turn.State.Sight.Word == ClusterWord.Unknown && turn.State.Sight.Here == Presence.Unknown;
        if (ClusterRule.IsStopped(turn.State.Sight))
            End(turn, stop, ClusterStopStage.Stopped, stop.Text);
        else if (isUnclear && looks >= Limits.LooksAfterStop)
            End(turn, stop, stop.EndedWell ? ClusterStopStage.Stopped : ClusterStopStage.Failed, stop.Text);
        else if (!isUnclear && !stop.EndedWell)
            End(turn, stop, ClusterStopStage.Failed, stop.Text);
        else if (!isUnclear)
            turn.State = turn.State with { ClusterStop = stop with { LooksBefore = turn.State.Looking.Answered } };
    }

    private static void End(AgentTurn turn, ClusterStop stop, ClusterStopStage stage, string text)
    {
        turn.State = turn.State with { ClusterStop = stop with { Stage = stage, Command = 0, Text = text } };
        turn.Move(stop.Order.Id, stage == ClusterStopStage.Stopped ? OrderStage.Done : OrderStage.Failed, text);
        if (stage == ClusterStopStage.Stopped)
            turn.Remark(Urgency.Information, $"the cluster {stop.Order.Cluster} has stopped");
        else
            turn.Remark(Urgency.Alarm, $"the cluster {stop.Order.Cluster} could not be stopped from here: {text}");
    }
}
