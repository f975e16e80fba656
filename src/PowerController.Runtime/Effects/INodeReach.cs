using PowerController.Model.Effects;
using PowerController.Model.Sites;

namespace PowerController.Runtime.Effects;

/// <summary>Reaches nodes and disks other than by agents. Results come as events; each call returns at once.</summary>
public interface INodeReach
{
    void Start(StartNode effect, Site site);

    /// <summary>Of a node without an agent.</summary>
    void Stop(OrderOsStop effect, Site site);

    void Probe(ProbeNode effect, Site site);

    void Probe(ProbeDisk effect, Site site);
}

/// <summary>Stops the host that this terminal runs on.</summary>
public interface IOwnHost
{
    void Stop(StopTerminal effect);
}
