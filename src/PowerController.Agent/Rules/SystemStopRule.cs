using System.Collections.Immutable;
using PowerController.Coordination.Messages;
using PowerController.Hosts.Commands;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Agent.Rules;

/// <summary>The stop of the operating system. It wins over everything else on the node, begins at its deadline whatever else goes on, and begins once.</summary>
internal static class SystemStopRule
{
    /// <summary>Orders that are answered when the stop has begun; more than a divided network can give.</summary>
    private const int OrdersToAnswer = 8;

    public static void Take(AgentTurn turn, OrderOsStop order)
    {
        var by = order.Forced ? turn.Now : Earlier(order.By, turn.Now + Limits.StopPatience);
        Want(turn, order.Id, reboots: false, byDeadline: false, order.Id.Run, by, order.Forced ? turn.Now : order.By - Limits.LeaveMargin, order.Reason);
    }

    public static void Take(AgentTurn turn, RebootNode order) =>
        Want(turn, order.Id, reboots: true, byDeadline: false, order.Id.Run, turn.Now + Limits.StopPatience, turn.Now + Limits.RebootLeave, order.Reason);

    public static void TakeDeadline(AgentTurn turn, OwnDeadlineCame came) =>
        Want(turn, null, reboots: false, byDeadline: true, came.Run, turn.Now, turn.Now, came.Reason);

    /// <summary>The system goes down, and this agent may not have been asked.</summary>
    public static void Seen(AgentTurn turn, AdministratorStop kind)
    {
        if (turn.State.Stop is { Stage: SystemStopStage.Begun })
            return;
        var isOurs = turn.State.GoesDown || AdministratorRule.IsOurRun(turn.State);
        if (!isOurs)
            AdministratorRule.Follow(turn, wholeCluster: false, kind);
        var stop = turn.State.Stop ?? new SystemStop(
            SystemStopStage.Waiting, kind == AdministratorStop.Reboot, [], turn.State.Told, false, "the system stops by itself", turn.Now, turn.Now, 0, 0, 0, turn.Now);
        turn.Remark(Urgency.Information, isOurs ? "the system stops" : $"somebody here {(kind == AdministratorStop.Reboot ? "reboots" : "stops")} the system");
        EndOthers(turn);
        Begun(turn, stop);
    }

    /// <summary>False when the command does not belong to it.</summary>
    public static bool Take(AgentTurn turn, CommandEnded ended)
    {
        if (turn.State.Stop is not { Stage: SystemStopStage.Running or SystemStopStage.Leaving } stop || stop.Command != ended.Number)
            return false;
        if (stop.Stage == SystemStopStage.Leaving)
            Left(turn, stop, ended.Result);
        else
            Finish(turn, stop, ended.Result);
        return true;
    }

    public static void Settle(AgentTurn turn)
    {
        switch (turn.State.Stop)
        {
            case { Stage: SystemStopStage.Waiting } stop when turn.Now >= stop.By || (turn.State.Works.IsEmpty && turn.State.ClusterStop is not { IsOpen: true }):
                EndOthers(turn);
                Leave(turn, stop with { Way = 0 });
                break;
            case { Stage: SystemStopStage.Leaving } stop when turn.Now >= stop.LeaveBy:
                turn.Kill(stop.Command);
                turn.Remark(Urgency.Warning, "the node has not left its cluster in time; its system is stopped all the same");
                Begin(turn, stop with { Way = 0 });
                break;
            case { Stage: SystemStopStage.Running } stop when turn.Now >= stop.Due:
                turn.Kill(stop.Command);
                Finish(turn, stop, new CommandResult(CommandOutcome.TimedOut, -1, ""));
                break;
            case { Stage: SystemStopStage.Pausing } stop when turn.Now >= stop.Due:
                Begin(turn, stop with { Way = 0 });
                break;
        }
    }

    public static TimeSpan? DueAt(AgentState state) => state.Stop switch
    {
        { Stage: SystemStopStage.Waiting } stop => stop.By,
        { Stage: SystemStopStage.Leaving } stop => stop.LeaveBy,
        { Stage: SystemStopStage.Running or SystemStopStage.Pausing } stop => stop.Due,
        _ => null,
    };

    /// <summary>The run of it has ended on this node: unless it is at work already, it stops no more.</summary>
    public static void Withdraw(AgentTurn turn, EffectId withdrawn)
    {
        if (turn.State.Stop is not { Stage: SystemStopStage.Waiting or SystemStopStage.Leaving or SystemStopStage.Pausing } stop || stop.Run != withdrawn.Run)
            return;
        turn.State = turn.State with { Stop = null };
        turn.Kill(stop.Command);
        foreach (var order in stop.Orders)
            turn.Refuse(order, "its run has ended on this node");
        turn.Remark(Urgency.Warning, "the system is not stopped any more: its run has ended on this node");
    }

    private static void Want(AgentTurn turn, EffectId? order, bool reboots, bool byDeadline, RunId run, TimeSpan by, TimeSpan leaveBy, string reason)
    {
        if (turn.State.Stop is not { } stop)
        {
            turn.Remark(Urgency.Warning, $"the system is to {(reboots ? "reboot" : "stop")}: {reason}");
            ImmutableArray<EffectId> orders = order is { } first ? [first] : [];
            turn.State = turn.State with { Stop = new SystemStop(SystemStopStage.Waiting, reboots, orders, run, byDeadline, reason, by, leaveBy, 0, 0, 0, by) };
            return;
        }

        if (stop.Stage == SystemStopStage.Begun)
        {
            if (order is { } late)
                turn.Move(late, OrderStage.Done, stop.Reboots ? "it reboots already" : "it stops already");
            return;
        }

        if (order is { } another && !stop.Orders.Contains(another) && stop.Orders.Length < OrdersToAnswer)
            stop = stop with { Orders = stop.Orders.Add(another) };
        // A stop goes over a reboot; what already runs is not disturbed.
        if (stop.Reboots && !reboots && stop.Stage != SystemStopStage.Running)
            stop = stop with { Reboots = false, Run = run, ByDeadline = byDeadline, Reason = reason };
        turn.State = turn.State with { Stop = stop with { By = Earlier(stop.By, by), LeaveBy = Earlier(stop.LeaveBy, leaveBy) } };
    }

    private static void EndOthers(AgentTurn turn)
    {
        WorkRule.GiveUpAll(turn, "the system of this node stops now");
        ClusterStopRule.GiveUp(turn, "the system of this node stops now");
    }

    // Only where the cluster goes on without this node; what has stopped needs no leave.
    private static void Leave(AgentTurn turn, SystemStop stop)
    {
        var isMember = turn.State.Sight.Here == Presence.In && turn.State.ClusterStop is not { Stage: ClusterStopStage.Stopped };
        if (stop.Way >= turn.Duties.NodeStop.Length || !isMember || turn.Now >= stop.LeaveBy)
        {
            Begin(turn, stop with { Way = 0 });
            return;
        }

        var limit = stop.LeaveBy - turn.Now;
        var origin = new CommandOrigin(stop.Run, "leave-cluster", false, stop.LeaveBy, stop.Reason);
        var number = turn.Run($"leave of the cluster {turn.Duties.Cluster}", turn.Duties.NodeStop[stop.Way], limit, origin);
        turn.State = turn.State with { Stop = stop with { Stage = SystemStopStage.Leaving, Command = number } };
    }

    private static void Left(AgentTurn turn, SystemStop stop, CommandResult result)
    {
        if (!result.Succeeded)
            turn.Remark(Urgency.Warning, $"{turn.Duties.NodeStop[stop.Way]} {result.Text}");
        Leave(turn, stop with { Way = stop.Way + 1 });
    }

    private static void Begin(AgentTurn turn, SystemStop stop)
    {
        var ways = stop.Reboots ? turn.Duties.Reboot : turn.Duties.OsStop;
        if (stop.Way >= ways.Length)
        {
            Failed(turn, stop, "this node has no command for it");
            return;
        }

        var origin = new CommandOrigin(stop.Run, stop.Reboots ? "reboot" : "stop-system", stop.ByDeadline, stop.By, stop.Reason);
        var number = turn.Run(stop.Reboots ? "reboot" : "stop of the system", ways[stop.Way], Limits.StopCommand, origin);
        turn.State = turn.State with
        {
            Stop = stop with { Stage = SystemStopStage.Running, Command = number, Due = turn.Now + Limits.StopCommand + Limits.EndGrace },
        };
    }

    private static void Finish(AgentTurn turn, SystemStop stop, CommandResult result)
    {
        if (result.Succeeded)
        {
            Begun(turn, stop);
            return;
        }

        var ways = stop.Reboots ? turn.Duties.Reboot : turn.Duties.OsStop;
        turn.Remark(Urgency.Alarm, $"{ways[stop.Way]} {result.Text}");
        if (stop.Way + 1 < ways.Length)
            Begin(turn, stop with { Way = stop.Way + 1 });
        else
            Failed(turn, stop, $"{ways[stop.Way].Words[0]} {result.Text}");
    }

    // The power goes, whatever the system does: it is tried again until it stops or its run has ended.
    private static void Failed(AgentTurn turn, SystemStop stop, string text)
    {
        stop = stop with { Stage = SystemStopStage.Pausing, Command = 0, Rounds = stop.Rounds + 1, Due = turn.Now + Limits.StopAgain };
        var isKnown = stop.Rounds >= Limits.StopRounds;
        foreach (var order in stop.Orders)
            turn.Move(order, isKnown ? OrderStage.Failed : OrderStage.Taken, $"it does not stop, and is tried again: {text}");
        turn.State = turn.State with { Stop = isKnown ? stop with { Orders = [], Rounds = 0 } : stop };
    }

    private static void Begun(AgentTurn turn, SystemStop stop)
    {
        foreach (var order in stop.Orders)
            turn.Move(order, OrderStage.Done, "");
        turn.State = turn.State with { Stop = stop with { Stage = SystemStopStage.Begun, Orders = [], Command = 0 } };
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
