using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Checking;

/// <summary>Whether a battery that ran empty could have carried the plan, and whether anybody could do anything about it.</summary>
internal abstract class BatteryAwareChecker : Checker
{
    /// <summary>A battery counts as ample from this share of the plan's need on: growing runs and shared loads take some of it.</summary>
    private const long AmplePercent = 150;

    /// <summary>So long a program that has just started needs to see who runs.</summary>
    private const long LooksAround = 30_000;

    private readonly Dictionary<string, long> _heardBoots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _ownBoots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Boot, long At)> _seenBoots = new(StringComparer.Ordinal);

    /// <summary>So long after its silence a card may not have been read and told yet.</summary>
    protected const long Heard = 8_000;

    /// <summary>A clock that is wrong by so much, in milliseconds, is of no use to say when a cut comes.</summary>
    private const long ClockWrong = 60_000;

    /// <summary>So long, in milliseconds, an order may be on its way to a card.</summary>
    private const long UnderWay = 1_000;

    private long[] _atLoss = [];
    private long _uncontrolled;

    protected override void Begun() => _atLoss = new long[World.Upses.Length];

    public override void MainsLost(UpsModel ups) => _atLoss[ups.Position] = ups.RunTime;

    public override void Decided(TerminalModel terminal, SiteState before, Model.Events.PowerEvent happened, Decisions.Decision decision)
    {
        switch (happened)
        {
            case Model.Events.NodeReported said when terminal.OnNode == World.Topology.Node(said.Node):
                _ownBoots[said.Node] = said.Boot;
                break;
            case Model.Events.NodeReported said:
                _heardBoots[said.Node] = said.Boot;
                See(said.Node, said.Boot);
                break;
            case Model.Events.NodeProbed { Answer: not Model.Events.ProbeAnswer.NoAnswer } probed:
                See(probed.Node, World.Nodes[World.Topology.Node(probed.Node)].Boot);
                break;
            default:
                break;
        }

        // In maintenance, or while an operator holds a countdown back, batteries run down because people want it so.
        if (decision.State.Operation == Operation.Local)
            _uncontrolled = World.Now + 1;
        else if (happened is Model.Events.OperatorAsked { Request: Model.Events.CancelCountdown or Model.Events.SwitchToAuto { Answer: Model.Events.AutoAnswer.LeaveAsIs } })
            _uncontrolled = long.MaxValue;
    }

    private bool CouldCarry(UpsModel ups)
    {
        var required = World.Plan.Ground.Required[ups.Position];
        return !ups.Troubles.Worn && !ups.Troubles.WasSilent && _uncontrolled < ups.MainsSince
            && ControlledSince(ups) is { } since && (_atLoss[ups.Position] - (since - ups.MainsSince)) * 100 >= required * AmplePercent;
    }

    /// <summary>Somebody ordered it, or could have prevented it.</summary>
    protected bool IsToBlame(UpsModel ups, PowerLoss why) => why == PowerLoss.Commanded || CouldCarry(ups);

    protected bool IsBroken(NodeModel node, PowerLoss why) => IsExcused(Excuse.NodeIsBroken, why != PowerLoss.Commanded && node.IsBroken);

    // It boots by itself while the cut already counts, and nobody could put the cut off: it has fallen and answers nothing yet, just as what is off;
    // or no terminal ran when it began, and none has run since for long enough to see it. Or it fell in the stop that it was told, so that its silence was expected,
    // and comes up, or has come up where nobody runs or nobody can be reached who would hear of it.
    protected bool NobodyKnowsThatItRuns(NodeModel node, UpsModel ups) =>
        IsExcused(Excuse.FellInItsStop, node.FellInItsStop && (node.Os == Os.Booting || (IsUnheard(node) && (!World.Programs.AnyRuns(LooksAround) || HasComeUpAlone(node)))))
        || IsExcused(Excuse.HasSaidNothing, HasSaidNothing(node))
        || IsExcused(Excuse.BootsBeforeItsCard, BootsBeforeItsCard(node, ups))
        || IsExcused(Excuse.CardIsDeafSinceItsBoot, IsDeafSince(ups, node.BootBegan))
        || IsExcused(Excuse.ComesUpUnseen, ComesUpUnseen(node, ups))
        || IsExcused(Excuse.ComesUpTooLate, ComesUpTooLate(node, ups))
        || (ups.CountdownBegan < node.BootBegan
            && (IsExcused(Excuse.BootsUnasked, node is { Os: Os.Booting, BootsUnasked: true })
                || IsExcused(Excuse.BootsUnwatched, (node.BootsUnwatched || CameUpUnheard(node)) && !World.Programs.AnyRuns(LooksAround))));

    // An administrator has rebooted it while its countdown ran, and its card speaks only by way of it: nobody can reach that before it is up.
    private bool BootsBeforeItsCard(NodeModel node, UpsModel ups) =>
        node is { Os: Os.Booting, Troubled: true } && ups.CountdownBegan < node.BootBegan && World.Plan.Ground.CardHost[ups.Position] == node.Position
        && node.StoppedBy == Model.Runs.RunId.None;

    // It fell by itself, and while it came up again the last terminal went, which had heard nothing of it yet.
    private bool CameUpUnheard(NodeModel node) => node.BootsUnasked && IsUnheard(node);

    // It has fallen, or people have rebooted it, and it has come up where nobody hears it: who ordered the cut saw it gone by its deadlines.
    private bool ComesUpUnseen(NodeModel node, UpsModel ups) =>
        (node.BootsUnasked || node is { Troubled: true, StoppedBy: var run } && run == RunId.None) && ups.CountdownBegan < node.BootBegan && HasComeUpAlone(node);

    // It came back by itself, unheard until it was up, and by then its card heard nobody: there was no time for its stop before a countdown that nobody could end.
    private bool ComesUpTooLate(NodeModel node, UpsModel ups) =>
        node.BootsUnasked && ups.CountdownBegan < node.BootBegan && node.BootBegan + node.BootTime is var up
        && World.Now - up < (long)node.Node.OsStopTime.TotalMilliseconds + Heard + Heard && IsDeafSince(ups, up);

    // Its agent died just when the cut had been armed, or was on its way to the card, and nobody could take that back: its card speaks only by way of it, or who could went with it.
    protected bool DiesWithItsCut(NodeModel node, UpsModel ups) =>
        node is { Os: Os.Running, AgentGone: true } && node.AgentGoneAt - ups.CountdownBegan is > -UnderWay and < Heard
        && (World.Plan.Ground.CardHost[ups.Position] == node.Position || World.Terminals.All(terminal => !HasRunSince(terminal, node.AgentGoneAt)));

    // For long enough to see who runs.
    private bool HasRunSince(TerminalModel terminal, long since) =>
        (terminal.Runs ? World.Now : terminal.WentDownAt) - Math.Max(terminal.StartedAt, since) >= LooksAround;

    // Whoever has gone by its deadlines is as silent as that.
    private bool HasComeUpAlone(NodeModel node) => World.Network.NodeAloneSince(node.Position, node.BootBegan + node.BootTime, World.Now);

    // That it has power, or answers a knock, says nothing of a new boot: what stops does so, too. What only its own terminal has heard went down with that.
    private bool IsUnheard(NodeModel node) => _heardBoots.GetValueOrDefault(node.Node.Name, 1) != node.Boot && !HearsItself(node);

    private bool HearsItself(NodeModel node) =>
        _ownBoots.GetValueOrDefault(node.Node.Name, 1) == node.Boot && World.Terminals.Any(terminal => terminal.Runs && terminal.OnNode == node.Position);

    // It has come up, cut off from everybody or without its agent, and has let the time for its start pass in silence: what would not come up is given its input anew.
    // What it says when the order for that is under way comes too late.
    private bool HasSaidNothing(NodeModel node) =>
        node.Os == Os.Running && World.Now - node.BootBegan >= (long)node.Node.StartLimit.TotalMilliseconds / 2 && !HearsItself(node)
        && _seenBoots.GetValueOrDefault(node.Node.Name, (1, 0)) is var (boot, at) && (boot != node.Boot || World.Now - at < UnderWay);

    // The first sign of a boot counts.
    private void See(string node, long boot)
    {
        if (boot > _seenBoots.GetValueOrDefault(node, (1, 0)).Boot)
            _seenBoots[node] = (boot, World.Now);
    }

    // The countdown ran before it began to boot, and its card has heard nobody since, or since a terminal runs again, or that has reached nothing since: nobody could end it.
    private bool IsDeafSince(UpsModel ups, long boot)
    {
        var isSilent = World.Now < ups.SilentUntil + Heard;
        return ups.CountdownBegan < boot && (isSilent || World.Terminals.Any(terminal => terminal.Runs)) && World.Terminals.All(terminal =>
            !terminal.Runs || (isSilent && ups.SilentFrom <= From(terminal)) || IsCutOffFrom(terminal, ups, From(terminal)));

        long From(TerminalModel terminal) => Math.Max(boot, terminal.StartedAt);
    }

    private bool IsCutOffFrom(TerminalModel terminal, UpsModel ups, long since) =>
        World.Network.TerminalAloneSince(terminal.Position, since, World.Now) && (terminal.OnNode is not { } host || World.Plan.Ground.CardHost[ups.Position] != host);

    // It has booted while the cut already counts, the card says nothing of it and takes nothing back, and by the clock of the only terminal, which was
    // set, there is still time, or it is over.
    protected bool NobodyKnowsWhen(NodeModel node, UpsModel ups) =>
        ups.CountdownBegan < node.BootBegan && ups.TellsNothing(World.Now)
        && World.Terminals.All(terminal => terminal.OnNode == node.Position && Math.Abs(terminal.ClockAhead) > ClockWrong);

    // Without a terminal that can be heard nothing is ordered; the plan says how long one must be alive. One that was down already when mains went finds what is left then.
    private long? ControlledSince(UpsModel ups)
    {
        long? first = null;
        foreach (var terminal in World.Terminals)
        {
            if (terminal.Runs && terminal.WentDownAt < ups.MainsSince && World.Network.HealedAt < ups.MainsSince && (first is null || terminal.StartedAt < first))
                first = terminal.StartedAt;
        }

        return first < ups.MainsSince ? ups.MainsSince : first;
    }
}

/// <summary>S1: no node loses its input while its operating system may be running, unless the plan had said that the battery could not carry it.</summary>
internal sealed class InputChecker : BatteryAwareChecker
{
    public override void NodeLostInput(NodeModel node, UpsModel ups, PowerLoss why)
    {
        if (!node.OsMayRun || !IsToBlame(ups, why))
            return;
        if (IsExcused(Excuse.HangsBeyondItsTime, node.HungBeyondItsTime(World.Now)) || IsExcused(Excuse.DiesWithItsCut, DiesWithItsCut(node, ups))
            || NobodyKnowsThatItRuns(node, ups) || IsExcused(Excuse.ClockIsWrong, NobodyKnowsWhen(node, ups))
            || IsExcused(Excuse.ProgramWasDown, HangsAfterItsProgramWasDown(node)) || IsBroken(node, why))
            return;
        Found("S1", why == PowerLoss.Commanded
            ? $"{node.Node.Name} lost its input by a commanded cut of {ups.Ups.Name} while its operating system was {node.Os}."
            : $"{node.Node.Name} lost its input because the battery of {ups.Ups.Name} ran empty, although it could have carried the plan.");
    }

    // When it had to go for its cut no program ran that would have stopped it; it was stopped as soon as one did, and hangs.
    private bool HangsAfterItsProgramWasDown(NodeModel node) =>
        node is { Os: Os.Stopping, OsStopHangs: true } && World.Terminals.All(terminal => terminal.OnNode == node.Position
            && terminal.StartedAt > World.Now - (long)node.Node.OsStopTime.TotalMilliseconds && node.OsStopBegan - terminal.StartedAt < Heard);
}

/// <summary>S2: no disk is cut while a node that depends on it may be up.</summary>
internal sealed class DiskChecker : BatteryAwareChecker
{
    private const long FirmwareTime = 30_000;

    // Not only since a moment ago, when it may not have been asked and its card not have been told yet.
    private bool IsReached(NodeModel node)
    {
        foreach (var terminal in World.Terminals)
        {
            if (terminal.Runs && World.Network.Reaches(terminal, node.Position, World.Now - Heard))
                return true;
        }

        return false;
    }

    // Its own output has come back by itself, at nobody's order, on the last of its disk's battery: there was no time for its boot and its stop, nor to hear of it and tell it.
    private bool ComesTooLate(NodeModel node, UpsModel ups) =>
        (node.Os is Os.Booting or Os.Stopping || World.Now - node.BootBegan - node.BootTime < Heard + Heard) && node.BootBegan > ups.MainsSince && World.Now - node.BootBegan < node.BootTime + (long)node.Node.OsStopTime.TotalMilliseconds
        && World.Topology.Nodes[node.Position].Sources.All(source => World.Upses[source.Ups].Outputs[source.Output].CameByItself);

    // Cut or not, the battery ends before it could have come up and stopped.
    private bool EndsBeforeItsStop(NodeModel node, UpsModel ups) =>
        !ups.Mains && World.Now + ups.RunTime < node.BootBegan + node.BootTime + (long)node.Node.OsStopTime.TotalMilliseconds;

    // Its agent is dead, and when it had had all its time nobody could reach the card any more.
    private bool IsDeafSinceItsTime(NodeModel node, UpsModel ups) =>
        node.Os == Os.Running && node.HungBeyondItsTime(World.Now) && World.Now < ups.SilentUntil + Heard
        && ups.SilentFrom <= node.OsStopBy + (long)node.Node.OsStopTime.TotalMilliseconds + Heard;

    public override void DiskLostInput(DiskModel disk, UpsModel ups, PowerLoss why)
    {
        if (!IsToBlame(ups, why))
            return;
        foreach (var at in disk.Place.Nodes)
        {
            var node = World.Nodes[at];
            if (!node.OsMayRun || IsExcused(node, ups, why))
                continue;
            Found("S2", why == PowerLoss.Commanded
                ? $"{disk.Disk.Name} was cut by {ups.Ups.Name} while {node.Node.Name} was {node.Os}."
                : $"{disk.Disk.Name} lost its power because the battery of {ups.Ups.Name} ran empty while {node.Node.Name} was {node.Os}, although it could have carried the plan.");
        }
    }

    private bool IsExcused(NodeModel node, UpsModel ups, PowerLoss why) =>
        // A firmware that counts its memory uses no disk yet, and nobody can know of it.
        IsExcused(Excuse.FirmwareRuns, node.Os == Os.Booting && World.Now - node.BootBegan < FirmwareTime)
        // What says its last word and then answers nothing is off by every evidence there is.
        || IsExcused(Excuse.AnswersNothing, node.Os == Os.Stopping && !node.Answers)
        // A boot that is no boot any more, long after its time: it says nothing and answers nothing, and never will.
        || IsExcused(Excuse.HangsBeyondItsTime, node.Os == Os.Booting && node.HungBeyondItsTime(World.Now))
        || NobodyKnowsThatItRuns(node, ups)
        || IsExcused(Excuse.DiesWithItsCut, DiesWithItsCut(node, ups))
        || IsExcused(Excuse.OutputCameTooLate, (why == PowerLoss.Exhausted || EndsBeforeItsStop(node, ups)) && ComesTooLate(node, ups))
        // Nor can a node that hangs beyond its time, or whose agent is dead, say so when it is cut off from whoever runs.
        || IsExcused(Excuse.HangsCutOff, node.Os is Os.Stopping or Os.Running && node.HungBeyondItsTime(World.Now) && !IsReached(node))
        || IsExcused(Excuse.CountdownIsFixed, node.Os == Os.Stopping && node.HungBeyondItsTime(World.Now) && IsFixed(ups))
        || IsExcused(Excuse.CardIsDeafSinceItsTime, IsDeafSinceItsTime(node, ups))
        || IsBroken(node, why);

    // The node has had all its time, and the countdown can not be made longer: the card does not know how or hears nothing, or nobody is left to tell it.
    private bool IsFixed(UpsModel ups) => !ups.Card.RestartsCountdown || World.Now < ups.SilentUntil + Heard || !ups.CardAnswers(World.Now) || !World.Programs.AnyRuns(0);
}

/// <summary>S3: no node is started before its disks are warm.</summary>
internal sealed class StartChecker : Checker
{
    public override bool SeesOnlyChanges => true;

    public override void Decided(TerminalModel terminal, SiteState before, Model.Events.PowerEvent happened, Decisions.Decision decision)
    {
        foreach (var effect in decision.Effects)
        {
            switch (effect)
            {
                case StartNode start when !First(World.Topology.Node(start.Node)):
                    Check(World.Topology.Node(start.Node), "started", -1);
                    break;
                // On the way down a node may reboot that nobody could start again; it boots once more when its disks are warm.
                case RebootNode reboot when Coverage.Find(decision.State.Runs, reboot.Id.Run) is not { GoesDown: true }:
                    Check(World.Topology.Node(reboot.Node), "rebooted", -1);
                    break;
                case TurnOn on:
                    CheckFed(World.Topology.Ups(on.Ups), on.OutletGroup);
                    break;
                case CycleOutput cycle:
                    CheckFed(World.Topology.Ups(cycle.Ups), cycle.OutletGroup);
                    break;
                default:
                    break;
            }
        }
    }

    // Where the terminals are among the nodes somebody must be up before the disks; all are rebooted after.
    private bool First(int node)
    {
        _ = node;
        return World.Site.Build == SiteBuild.TerminalsAmongNodes;
    }

    private void CheckFed(int ups, string? group)
    {
        var place = World.Topology.Upses[ups];
        foreach (var output in place.Outputs)
        {
            if (!string.Equals(output.OutletGroup, group, StringComparison.Ordinal))
                continue;
            foreach (var at in output.Nodes)
            {
                if (World.Nodes[at] is { OsMayRun: false, PowersOnWithInput: true, Input: false } && !First(at))
                    Check(at, "fed", ups);
            }
        }
    }

    private void Check(int nodeAt, string how, int feeds)
    {
        foreach (var at in World.Topology.Nodes[nodeAt].Disks)
        {
            var disk = World.Disks[at];
            var fedTogether = feeds >= 0 && World.Topology.Upses[feeds].Disks.Contains(at);
            // Of a disk that nobody can ask its warm-up time is all that is known.
            var byTime = !disk.CanBeProbed && disk.Input && World.Now - disk.InputSince >= (long)disk.Disk.WarmUpTime.TotalMilliseconds;
            if (!disk.Ready && !fedTogether && !byTime)
                Found("S3", $"{World.Nodes[nodeAt].Node.Name} was to be {how} although {disk.Disk.Name} is not warm.");
        }
    }
}
