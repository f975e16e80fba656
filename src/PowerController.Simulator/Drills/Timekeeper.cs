using PowerController.Decisions;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Plans;
using PowerController.Model.Runs;
using PowerController.Simulator.Checking;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Drills;

/// <summary>Notes when each step of the plan really came, and what the runs had to say at their end.</summary>
internal sealed class Timekeeper : Checker
{
    private readonly Dictionary<(string Step, string Target), long> _at = [];
    private readonly List<string> _givenUp = [];
    private readonly List<string> _notStarted = [];

    /// <summary>What was left of each battery when its output went off, at its usual load; what has stopped by then draws nothing, which would flatter it.</summary>
    public long[] LeftOfBattery { get; private set; } = [];

    public IReadOnlyList<string> GivenUp => _givenUp;

    public IReadOnlyList<string> NotStarted => _notStarted;

    /// <summary>When everything was normal again; -1 while it is not.</summary>
    public long NormalAt { get; private set; } = -1;

    public long? When(string step, string target) => _at.TryGetValue((step, target), out var at) ? at : null;

    public override void Decided(TerminalModel terminal, SiteState before, PowerEvent happened, Decision decision)
    {
        foreach (var effect in decision.Effects)
        {
            if (effect is not CloseRun close)
                continue;
            _givenUp.AddRange(close.Report.GivenUp);
            _notStarted.AddRange(close.Report.NotStarted);
            NormalAt = World.Now;
        }

        if (decision.State.Runs == before.Runs || decision.State.Role != Role.Master)
            return;
        foreach (var run in decision.State.Runs)
            NoteRun(run);
    }

    public override void OsStopBegan(NodeModel node) => Note(StepNames.OsStopOrdered, node.Node.Name);

    public override void CutTaken(UpsModel ups, int output) => Note(StepNames.CutOrdered, SourceOf(ups, output));

    public override void OutputOff(UpsModel ups, int output, PowerLoss why)
    {
        Note(StepNames.OutputOff, SourceOf(ups, output));
        LeftOfBattery[ups.Position] = Math.Min(LeftOfBattery[ups.Position], ups.Energy / ups.UsualDraw);
    }

    protected override void Begun() => LeftOfBattery = [.. World.Upses.Select(_ => long.MaxValue)];

    private void NoteRun(Run run)
    {
        var unit = World.Topology.Units[run.Unit];
        if (run.CommittedAt is null)
            return;
        Note(StepNames.FailureEstablished, unit.Name);
        foreach (var disk in unit.Disks)
            Note(StepNames.FailureEstablished, World.Disks[disk].Disk.Name);
        foreach (var member in run.Members)
            Note(StepNames.FailureEstablished, World.Nodes[member.Node].Node.Name);
        if (run.Phase >= Phase.StoppingOs)
            Note(StepNames.ClusterStopped, unit.Name);
    }

    private void Note(string step, string target) => _at.TryAdd((step, target), World.Now);

    private static string SourceOf(UpsModel ups, int output) =>
        output == 0 ? ups.Ups.Name : $"{ups.Ups.Name}/{ups.Ups.OutletGroups[output - 1].Name}";
}
