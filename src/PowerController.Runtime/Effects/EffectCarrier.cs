using PowerController.Hosts.Life;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Runtime.Loop;
using PowerController.Runtime.Readings;

namespace PowerController.Runtime.Effects;

/// <summary>Who carries what out.</summary>
/// <param name="Runs">Tells the other terminals of the runs.</param>
public sealed record Carriers(UpsWatch Watch, UpsCommander Commander, IHostVoice Voice, INodeReach Reach, IOwnHost OwnHost, RunsTeller Runs);

/// <summary>Gives each effect to whom it is for.</summary>
public sealed class EffectCarrier(Carriers to) : IEffectCarrier
{
    public void Carry(Effect effect, SiteState state)
    {
        switch (effect)
        {
            case ArmCut or DisarmCut or TurnOn or CycleOutput:
                var at = state.Topology.Ups(UpsOrders.UpsOf(effect));
                if (at >= 0)
                    to.Commander.Carry(effect, state.Topology.Upses[at].Ups);
                break;
            case SetPace pace:
                foreach (var ups in pace.Upses)
                    to.Watch.SetPace(ups, pace.Hurried);
                break;
            case ReadNow read:
                to.Watch.ReadNow(read.Ups);
                break;
            case AskPeersAboutSilence ask:
                to.Voice.AskAboutSilence(ask);
                break;
            case StartNode start:
                to.Reach.Start(start, state.Topology.Site);
                break;
            case OrderOsStop stop when state.Topology.Node(stop.Node) is >= 0 and var node && state.Topology.Nodes[node].Node.StopBy is StopBySsh:
                to.Reach.Stop(stop, state.Topology.Site);
                break;
            case ProbeNode probe:
                to.Reach.Probe(probe, state.Topology.Site);
                break;
            case ProbeDisk probe:
                to.Reach.Probe(probe, state.Topology.Site);
                break;
            case StopTerminal stop:
                if (string.Equals(stop.Terminal, state.Self, StringComparison.Ordinal))
                    to.OwnHost.Stop(stop);
                break;
            case Notify or Audit or OpenRun or CloseRun:
                // The diary has them, and whoever follows the loop.
                break;
            default:
                to.Voice.CarryOut(effect);
                break;
        }
    }

    public void RunsChanged(SiteState state) => to.Runs.Changed(state);

    public void SiteChanged(SiteState state) => to.Watch.Use(state.Topology);
}
