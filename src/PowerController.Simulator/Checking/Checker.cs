using PowerController.Decisions;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Checking;

/// <summary>Watches a night for one kind of wrong. It knows the truth of the world, which no decision knows.</summary>
internal abstract class Checker
{
    private Judge _judge = null!;

    protected World World { get; private set; } = null!;

    /// <summary>What it looks for can only be in effects, or in a state that has changed; it need not be shown what did nothing.</summary>
    public virtual bool SeesOnlyChanges => false;

    public void Begin(World world, Judge judge)
    {
        World = world;
        _judge = judge;
        Begun();
    }

    public virtual void MainsLost(UpsModel ups) { }

    public virtual void NodeLostInput(NodeModel node, UpsModel ups, PowerLoss why) { }

    public virtual void DiskLostInput(DiskModel disk, UpsModel ups, PowerLoss why) { }

    public virtual void NodeStarted(NodeModel node) { }

    public virtual void OsStopBegan(NodeModel node) { }

    public virtual void CutTaken(UpsModel ups, int output) { }

    public virtual void OutputOff(UpsModel ups, int output, PowerLoss why) { }

    /// <summary>After every event that a terminal took in; see <see cref="SeesOnlyChanges"/>.</summary>
    public virtual void Decided(TerminalModel terminal, SiteState before, PowerEvent happened, Decision decision) { }

    public virtual void Replayed(TerminalModel terminal, SiteState state) { }

    public virtual void Ended() { }

    protected virtual void Begun() { }

    /// <summary>Whether it is excused by this; asked only where the rule would be broken without it.</summary>
    protected bool IsExcused(Excuse excuse, bool applies)
    {
        if (applies)
            World.Coverage.Note(excuse);
        return applies;
    }

    protected void Found(string rule, string what) => _judge.Found(new Violation(rule, World.Now, what));
}
