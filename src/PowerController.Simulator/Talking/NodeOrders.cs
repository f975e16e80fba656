using PowerController.Coordination.Messages;
using PowerController.Coordination.Stations;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Queue;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Talking;

/// <summary>What a node does with what its real desk tells it.</summary>
internal sealed class NodeOrders(World world, Conversation talk)
{
    public void Obey(TalkHost host, HostOutput output)
    {
        if (host.Node is not { Os: Os.Running } node)
            return;
        if (output is Obey { Effect: var effect })
        {
            Obey(host, node, effect);
        }
        else if (output is DeadlineCame { Deadline: OwnDeadline.OsStop } came)
        {
            node.StoppedBy = came.Run;
            world.Life.BeginOsStop(node, false, "its own deadline has come and nobody has told it otherwise");
        }
    }

    private void Obey(TalkHost host, NodeModel node, Effect effect)
    {
        switch (effect)
        {
            case TellDeadlines tell:
                world.Life.SetDeadlines(node, tell.Id.Run, host.WorldTime(tell.ClusterStopBy), host.WorldTime(tell.OsStopBy));
                break;
            case WithdrawDeadlines:
                world.Life.SetDeadlines(node, RunId.None, -1, -1);
                break;
            case OrderClusterStop:
                world.Life.BeginClusterStop(node.Place.Unit, $"{node.Node.Name} was told");
                Ends(host, effect.Id, true, 0);
                break;
            case OrderOsStop:
                node.StoppedBy = effect.Id.Run;
                Ends(host, effect.Id, true, 0);
                world.Life.BeginOsStop(node, false, "it was told");
                break;
            case RebootNode:
                Ends(host, effect.Id, true, 0);
                world.Life.BeginOsStop(node, true, "it was told");
                break;
            case RunJobs jobs:
                Lasts(host, jobs.Id, jobs.By, world.Plan.JobsTime(world.Dice));
                break;
            case WaitGuard guard:
                Lasts(host, guard.Id, guard.By, world.Plan.GuardTime(world.Dice));
                break;
            case StopWorkloads stop:
                Lasts(host, stop.Id, stop.By, world.Plan.WorkloadStopTime(world.Dice));
                break;
            default:
                Ends(host, effect.Id, true, 0);
                break;
        }
    }

    // Work that takes as long as it takes: done then, or given up at its limit.
    private void Lasts(TalkHost host, EffectId id, TimeSpan? by, long takes)
    {
        var limit = by is { } moment ? Math.Max(0, host.WorldTime(moment) - world.Now) : long.MaxValue;
        Ends(host, id, takes <= limit, Math.Min(takes, limit));
    }

    private void Ends(TalkHost host, EffectId id, bool well, long after)
    {
        var moved = new OrderMoved(default, id, well ? OrderStage.Done : OrderStage.Failed, well ? default : FailureKind.Failed, well ? "" : "not over in its time");
        if (after == 0)
            talk.WorkEnded(host.Row, host.Life, moved);
        else
            world.Queue.Put(world.Now + after, What.WorkEnded, host.Row, 0, host.Life, moved);
    }
}
