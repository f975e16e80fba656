using PowerController.Decisions;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
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

    /// <summary>Time passes in which nothing happens.</summary>
    public void Later(double seconds) => World.Now += (long)(seconds * 1000);

    public NodeModel Node(string name) => World.Nodes[World.Topology.Node(name)];

    public UpsModel Ups(string name) => World.Upses[World.Topology.Ups(name)];

    public DiskModel Disk(string name) => World.Disks[World.Topology.Disk(name)];

    public long Ago(double seconds) => World.Now - (long)(seconds * 1000);

    /// <summary>The first terminal has a run of this id.</summary>
    public void Known(RunId run)
    {
        var terminal = World.Terminals[0];
        var with = terminal.State with
        {
            Runs = [new Run(run, RunCause.Outage, RunAim.StopAndStart, 0, true, "a test says so", Phase.Committed, default, default, default, default, RunDeadlines.None, [], default, null, false, false, Step.None, Step.None, [], 1, [], [], [], [])],
        };
        World.Judge.Decided(terminal, terminal.State, new Woke(terminal.Clock(World.Now)), new Decision(with, [], default), quiet: false);
    }

    /// <summary>The first terminal closes it, and says what it has not started.</summary>
    public void Close(RunId run, string notStarted)
    {
        var terminal = World.Terminals[0];
        var now = terminal.Clock(World.Now);
        var report = new RunReport(run, "cluster", RunCause.Outage, now, now, RunDeadlines.None, [], [], [notStarted]);
        World.Judge.Decided(terminal, terminal.State, new Woke(now), new Decision(terminal.State, [new CloseRun(new EffectId(run, 9), report, "a test says so")], default), quiet: false);
    }

    public void Dispose() => World.Dispose();
}
