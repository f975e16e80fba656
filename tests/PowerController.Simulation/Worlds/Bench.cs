using PowerController.Decisions;
using PowerController.Model.Sites;
using PowerController.Simulator.Checking;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulation.Worlds;

/// <summary>A quiet world after a quarter of an hour, with one checker in it: what the checker sees is put there by hand.</summary>
internal sealed class Bench : IDisposable
{
    private readonly Judge _judge;

    public Bench(Site site, Checker checker)
    {
        _judge = new Judge(checker);
        // Nothing is lost by it; it only keeps the night going until then.
        World = new World(new WorldPlan(new Ground(site), 3, FaultLevel.None, [new MessagesLost(Quarter - 10, 1, 0)]), Decider.Decide, _judge, null);
        World.Play(Quarter);
    }

    public static long Quarter => 900_000;

    public World World { get; }

    public long Now => World.Now;

    /// <summary>The rule that was found broken; null when none was.</summary>
    public string? Found => _judge.Violation?.Rule;

    public NodeModel Node(string name) => World.Nodes[World.Topology.Node(name)];

    public UpsModel Ups(string name) => World.Upses[World.Topology.Ups(name)];

    public DiskModel Disk(string name) => World.Disks[World.Topology.Disk(name)];

    public long Ago(double seconds) => World.Now - (long)(seconds * 1000);

    public void Dispose() => World.Dispose();
}
