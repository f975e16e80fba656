using PowerController.Decisions;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Checking;

/// <summary>All checkers of a night. The first violation ends it.</summary>
internal sealed class Judge(params Checker[] checkers)
{
    private readonly Checker[] _ofEverything = [.. checkers.Where(checker => !checker.SeesOnlyChanges)];
    private Liveness? _liveness;

    public Violation? Violation { get; private set; }

    /// <summary>Every rule there is.</summary>
    public static Judge Whole() => new([.. AllCheckers()]);

    public static IEnumerable<Checker> AllCheckers() =>
        [new InputChecker(), new DiskChecker(), new StartChecker(), new CauseChecker(), new LocalChecker(), new MasterChecker(), new ReplayChecker(),
            new BoundChecker(), new DeadlineChecker(), new Liveness()];

    public void Begin(World world)
    {
        foreach (var checker in checkers)
        {
            checker.Begin(world, this);
            _liveness = checker as Liveness ?? _liveness;
        }
    }

    public void Found(Violation violation)
    {
        Violation ??= violation;
    }

    public void MainsLost(UpsModel ups)
    {
        foreach (var checker in checkers)
            checker.MainsLost(ups);
    }

    public void NodeLostInput(NodeModel node, UpsModel ups, PowerLoss why)
    {
        foreach (var checker in checkers)
            checker.NodeLostInput(node, ups, why);
    }

    public void DiskLostInput(DiskModel disk, UpsModel ups, PowerLoss why)
    {
        foreach (var checker in checkers)
            checker.DiskLostInput(disk, ups, why);
    }

    public void NodeStarted(NodeModel node)
    {
        foreach (var checker in checkers)
            checker.NodeStarted(node);
    }

    public void OsStopBegan(NodeModel node)
    {
        foreach (var checker in checkers)
            checker.OsStopBegan(node);
    }

    public void CutTaken(UpsModel ups, int output)
    {
        foreach (var checker in checkers)
            checker.CutTaken(ups, output);
    }

    public void OutputOff(UpsModel ups, int output, PowerLoss why)
    {
        foreach (var checker in checkers)
            checker.OutputOff(ups, output, why);
    }

    /// <param name="quiet">Nothing has changed and nothing is to be done.</param>
    public void Decided(TerminalModel terminal, SiteState before, PowerEvent happened, Decision decision, bool quiet)
    {
        foreach (var checker in quiet ? _ofEverything : checkers)
            checker.Decided(terminal, before, happened, decision);
    }

    public void Replayed(TerminalModel terminal, SiteState state)
    {
        foreach (var checker in checkers)
            checker.Replayed(terminal, state);
    }

    /// <summary>Nothing is left to wait for.</summary>
    public bool AtRest() => _liveness?.AtRest() ?? false;

    public void End()
    {
        if (Violation is not null)
            return;
        foreach (var checker in checkers)
            checker.Ended();
    }
}
