using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Sites;

namespace PowerController.Scenarios.World;

/// <summary>What the echo world answers to an effect.</summary>
internal static class Echo
{
    public static IEnumerable<PowerEvent> Answer(EchoWorld world, Effect effect, TimeSpan at)
    {
        switch (effect)
        {
            case WakeAt wake:
                world.WakeAt(wake.At);
                return [];
            case Notify or Audit or OpenRun or CloseRun or WarnUsers or SetPace or AskPeersAboutSilence:
                return [];
            case ReadNow read:
                return world.Upses[read.Ups] is { Silent: false } asked ? [new UpsRead(at, read.Ups, asked.Reading(world.Now))] : [];
            case StopTerminal:
                world.StopTerminal();
                return [];
            case ArmCut or DisarmCut or TurnOn or CycleOutput:
                return AnswerCard(world, effect, at);
            case ProbeDisk probe:
                return world.DisksCanBeAsked
                    ? [new DiskProbed(at, probe.Disk, world.DisksReady)]
                    : [new EffectFailed(at, effect.Id, FailureKind.NotSupported, "nobody can tell")];
            default:
                return AnswerNode(world, effect, at);
        }
    }

    private static PowerEvent[] AnswerCard(EchoWorld world, Effect effect, TimeSpan at)
    {
        var name = effect switch
        {
            ArmCut cut => cut.Ups,
            DisarmCut disarm => disarm.Ups,
            TurnOn on => on.Ups,
            CycleOutput cycle => cycle.Ups,
            _ => throw new ArgumentException("Not for a card."),
        };
        var ups = world.Upses[name];
        if (ups.Silent)
            return [new EffectFailed(at, effect.Id, FailureKind.NoAnswer, "the card does not answer")];
        switch (effect)
        {
            case ArmCut cut when ups.Cut(cut, world.Now) is { } refusal:
                return [new EffectFailed(at, effect.Id, refusal == "badValue" ? FailureKind.BadValue : FailureKind.NotSupported, refusal)];
            case DisarmCut:
                ups.Disarm();
                break;
            case TurnOn:
                ups.TurnOn(world.Now);
                break;
            case CycleOutput:
                ups.Cycle(world.Now);
                break;
        }

        return [new EffectDone(at, effect.Id)];
    }

    private static PowerEvent[] AnswerNode(EchoWorld world, Effect effect, TimeSpan at)
    {
        var name = effect switch
        {
            TellDeadlines tell => tell.Node,
            WithdrawDeadlines withdraw => withdraw.Node,
            OrderClusterStop order => order.Node,
            OrderOsStop order => order.Node,
            RunJobs jobs => jobs.Node,
            RebootNode reboot => reboot.Node,
            StartNode start => start.Node,
            ProbeNode probe => probe.Node,
            _ => null,
        };
        if (name is null)
            return [new EffectDone(at, effect.Id)];
        var node = world.Nodes[name];
        if (effect is ProbeNode)
            return [new NodeProbed(at, name, node is { Runs: true, Unreachable: false } ? ProbeAnswer.Answers : ProbeAnswer.NoAnswer)];
        if (effect is StartNode way)
        {
            world.CheckStart(name);
            // A packet may get lost; the first one does.
            if (way.Way is not StartByWakeOnLan || way.Attempt > 2)
                node.Start(world.Now);
            return [new EffectDone(at, effect.Id), .. node.Runs ? [world.Report(node)] : Array.Empty<PowerEvent>()];
        }

        if (node.Unreachable || !node.Runs)
            return [new EffectFailed(at, effect.Id, FailureKind.NoAnswer, "no answer")];
        switch (effect)
        {
            case TellDeadlines tell:
                node.Told = effect.Id.Run;
                node.StopsItselfAt = tell.OsStopBy.TotalSeconds;
                break;
            case WithdrawDeadlines:
                node.Told = default;
                node.StopsItselfAt = double.PositiveInfinity;
                break;
            case OrderClusterStop order:
                foreach (var one in world.Site.Clusters.Single(cluster => cluster.Name == order.Cluster).Nodes)
                    world.Nodes[one].StopCluster(world.Now);
                break;
            case OrderOsStop:
                node.StopOs(world.Now);
                break;
            case RebootNode:
                node.Reboot(world.Now);
                break;
        }

        return [new EffectDone(at, effect.Id), world.Report(node)];
    }
}
