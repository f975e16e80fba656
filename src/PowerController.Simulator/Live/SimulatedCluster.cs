using PowerController.Agent.Rules;
using PowerController.Model.Events;

namespace PowerController.Simulator.Live;

/// <summary>A cluster that does not exist: who is in it, and whether it stops.</summary>
internal sealed class SimulatedCluster(int nodes)
{
    private readonly Lock _gate = new();
    private readonly SortedSet<string> _in = new(StringComparer.Ordinal);
    private bool _stopping;

    public void Join(string node)
    {
        lock (_gate)
        {
            _in.Add(node);
            _stopping = false;
        }
    }

    public void Leave(string node)
    {
        lock (_gate)
            _in.Remove(node);
    }

    public void BeginStop()
    {
        lock (_gate)
            _stopping = _in.Count > 0;
    }

    /// <summary>Stopped on all nodes.</summary>
    public void EndStop()
    {
        lock (_gate)
        {
            _in.Clear();
            _stopping = false;
        }
    }

    public ClusterSight SeenFrom(string node)
    {
        lock (_gate)
        {
            var word = _stopping ? ClusterWord.Stopping
                : _in.Count == 0 ? ClusterWord.Stopped
                : _in.Count == nodes ? ClusterWord.Normal : ClusterWord.Degraded;
            return new ClusterSight(word, _in.Contains(node) ? Presence.In : Presence.Out);
        }
    }
}
