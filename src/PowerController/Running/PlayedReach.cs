using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Sites;
using PowerController.Runtime.Effects;
using PowerController.Runtime.Loop;
using PowerController.Simulator.Live;

namespace PowerController.Running;

/// <summary>Reaches machines that do not exist; and this terminal's own host is left alone.</summary>
internal sealed class PlayedReach(SimulatedSite played, SiteLoop loop) : INodeReach, IOwnHost
{
    public void Start(StartNode effect, Site site)
    {
        if (effect.Way is StartByWakeOnLan)
            played.Find(effect.Node)?.Press();
        loop.Post(new EffectDone(loop.Clock.Now, effect.Id));
    }

    public void Stop(OrderOsStop effect, Site site) =>
        loop.Post(new EffectFailed(loop.Clock.Now, effect.Id, FailureKind.NotSupported, $"{effect.Node} is simulated and stops by its agent only"));

    public void Probe(ProbeNode effect, Site site) =>
        loop.Post(new NodeProbed(loop.Clock.Now, effect.Node, played.Find(effect.Node)?.Answers == true ? ProbeAnswer.Answers : ProbeAnswer.NoAnswer));

    public void Probe(ProbeDisk effect, Site site) =>
        loop.Post(new DiskProbed(loop.Clock.Now, effect.Disk, played.IsFed(site.Disks.First(disk => disk.Name == effect.Disk).Supply)));

    public void Stop(StopTerminal effect) => loop.Tell(new Said(
        DiaryKind.Program, Urgency.Alarm, effect.Terminal, $"this terminal would stop its own host now ({effect.Reason}); on a simulated site it is left running"));
}
