using System.Collections.Immutable;
using PowerController.Decisions;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Checking;

/// <summary>S4, S5, S6: every shutdown by outage has a cause: S4 a dip stops nothing, S5 one node's failure stops no cluster that could go on,
/// S6 silence alone stops nothing without the policy. It counts what each terminal was shown, against the truth.</summary>
internal sealed class CauseChecker : Checker
{
    /// <summary>So long a card may not be read.</summary>
    private const long PollPace = 3_000;

    /// <summary>A clock that is wrong by so much, in milliseconds, is of no use to say when a cut comes.</summary>
    private const long ClockWrong = 60_000;

    private readonly HashSet<(RunId Run, bool Whole)> _judged = [];
    private TimeSpan?[,] _batterySince = new TimeSpan?[0, 0];
    private TimeSpan?[,] _silentSince = new TimeSpan?[0, 0];
    private bool[,] _saidShort = new bool[0, 0];
    private TimeSpan?[,] _emptyAt = new TimeSpan?[0, 0];
    private bool[,] _heard = new bool[0, 0];
    private bool _excuses;

    protected override void Begun()
    {
        var (terminals, upses) = (World.Terminals.Length, World.Upses.Length);
        _batterySince = new TimeSpan?[terminals, upses];
        _silentSince = new TimeSpan?[terminals, upses];
        _emptyAt = new TimeSpan?[terminals, upses];
        _saidShort = new bool[terminals, upses];
        _heard = new bool[terminals, upses];
    }

    public override void Decided(TerminalModel terminal, SiteState before, PowerEvent happened, Decision decision)
    {
        switch (happened)
        {
            case UpsRead read:
                Note(terminal, read);
                break;
            case UpsSilent silent:
                _silentSince[terminal.Position, World.Topology.Ups(silent.Ups)] ??= silent.At;
                break;
            case Started started:
                // Whoever has just started has heard nothing since then.
                for (var ups = 0; ups < World.Upses.Length; ups++)
                {
                    _silentSince[terminal.Position, ups] ??= started.At;
                    _heard[terminal.Position, ups] = false;
                }

                break;
            default:
                break;
        }

        if (before.Runs == decision.State.Runs || decision.State.Role != Role.Master
            || happened is RunsReported or OperatorAsked or PlannedAsked or AdministratorStopped)
            return;
        foreach (var run in decision.State.Runs)
        {
            if (run is { Cause: RunCause.Outage, CommittedAt: not null, GoesDown: true } && _judged.Add((run.Id, run.Whole))
                && Coverage.Find(before.Runs, run.Id) is var was && (was?.CommittedAt is null || was.Whole != run.Whole))
                Check(terminal, before, run, happened.At);
        }
    }

    private void Note(TerminalModel terminal, UpsRead read)
    {
        var at = World.Topology.Ups(read.Ups);
        var ups = World.Upses[at];
        // A card that does not know its state says nothing.
        if (read.Reading.Source == OutputSource.Unknown)
        {
            _silentSince[terminal.Position, at] ??= read.At;
            return;
        }

        _silentSince[terminal.Position, at] = null;
        _heard[terminal.Position, at] = true;
        var needed = TimeSpan.FromMilliseconds(World.Plan.Ground.Required[at]);
        var isShort = (read.Reading.Conditions & Conditions.LowBattery) != Conditions.None || (read.Reading.RunTime is { } left && left < needed);
        // A calibration shows battery too; only the truth says that mains is there. Where no voltage is told either, run time alone decides.
        if (!ups.Mains || (read.Reading is { Source: OutputSource.Battery, InputVoltage: null } && isShort))
        {
            _batterySince[terminal.Position, at] ??= read.At;
            _saidShort[terminal.Position, at] |= isShort;
            _emptyAt[terminal.Position, at] = read.At + read.Reading.RunTime;
        }
        else if (ups.Mains)
        {
            _batterySince[terminal.Position, at] = null;
            _saidShort[terminal.Position, at] = false;
        }
    }

    private void Check(TerminalModel terminal, SiteState before, Run run, TimeSpan at)
    {
        if (CauseOf(terminal, before, run, at).Rule is null)
            return;
        _excuses = true;
        var (rule, why) = CauseOf(terminal, before, run, at);
        _excuses = false;
        if (rule is not null)
            Found(rule, $"{World.Topology.Units[run.Unit].Name} was shut down ({run.Why}), but {why}.");
    }

    private (string? Rule, string Why) CauseOf(TerminalModel terminal, SiteState before, Run run, TimeSpan at) =>
        run.Whole ? CauseOfWhole(terminal, before, World.Topology.Units[run.Unit], at) : CauseOfNodes(terminal, run.Members, at);

    // Excuses are only asked for when there is no cause without them.
    private bool MayCount(Excuse excuse, bool applies) => _excuses && IsExcused(excuse, applies);

    private (string? Rule, string Why) CauseOfWhole(TerminalModel terminal, SiteState before, UnitPlace unit, TimeSpan at)
    {
        foreach (var disk in unit.Disks)
        {
            if (Lost(terminal, World.Topology.Disks[disk].Sources, World.Topology.Disks[disk].Needs, at))
                return (null, "");
        }

        var lost = 0;
        string? goesOn = null;
        foreach (var nodeAt in unit.Nodes)
        {
            var node = World.Nodes[nodeAt];
            if (Lost(terminal, node.Place.Sources, node.Place.Needs, at))
                lost++;
            else if (node.AgentRuns && node.Membership != Membership.Out && !terminal.NodeMissed[nodeAt]
                && !MayCount(Excuse.IsDecidedAlready, IsDecided(terminal, before, nodeAt)))
                goesOn = node.Node.Name;
        }

        if (goesOn is null)
            return lost > 0 ? (null, "") : (RuleOf(terminal, unit), "no supply of it was lost");
        return lost > 0 && unit.Cluster is not null
            ? ("S5", $"{goesOn} could have gone on")
            : (RuleOf(terminal, unit), "no supply of it was lost for its confirm time");
    }

    // Its own shutdown was decided, and judged, before this one, and is not taken back although its power returned a moment later.
    private bool IsDecided(TerminalModel terminal, SiteState before, int node) => before.Runs.Any(run =>
        run is { Whole: false, GoesDown: true, CommittedAt: { } decided } && run.Has(node) && terminal.Clock(World.Nodes[node].BootBegan) < decided);

    private (string? Rule, string Why) CauseOfNodes(TerminalModel terminal, ImmutableArray<RunMember> members, TimeSpan at)
    {
        foreach (var member in members)
        {
            var place = World.Topology.Nodes[member.Node];
            if (Lost(terminal, place.Sources, place.Needs, at))
                return (null, "");
        }

        var unit = World.Topology.Units[World.Topology.Nodes[members[0].Node].Unit];
        return (RuleOf(terminal, unit), "no supply of its nodes was lost for its confirm time");
    }

    private string RuleOf(TerminalModel terminal, UnitPlace unit)
    {
        foreach (var source in unit.Nodes.SelectMany(node => World.Topology.Nodes[node].Sources).Concat(unit.Disks.SelectMany(disk => World.Topology.Disks[disk].Sources)))
        {
            if (_silentSince[terminal.Position, source.Ups] is not null)
                return "S6";
        }

        return "S4";
    }

    private bool Lost(TerminalModel terminal, ImmutableArray<OutputAt> sources, int needs, TimeSpan at)
    {
        var left = sources.Length;
        var ends = sources.Any(source => _saidShort[terminal.Position, source.Ups] && _silentSince[terminal.Position, source.Ups] is null);
        foreach (var source in sources)
        {
            if (IsLost(terminal, source, at) || MayCount(Excuse.FellSilentOnBattery, ends && FellSilentOnBattery(terminal, source))
                || MayCount(Excuse.SilentForLong, ends && IsSilentForLong(terminal, source, at))
                || MayCount(Excuse.UnheardSinceTheStart, ends && !_heard[terminal.Position, source.Ups]))
                left--;
        }

        return left < needs;
    }

    // Where the other battery ends nobody waits for the word of one whose mains was gone when it was last heard; nor, as it is not known
    // whether it has any, of one that has said nothing for long, or since the program started.
    private bool FellSilentOnBattery(TerminalModel terminal, OutputAt source) =>
        _batterySince[terminal.Position, source.Ups] is not null && _silentSince[terminal.Position, source.Ups] is not null;

    private bool IsSilentForLong(TerminalModel terminal, OutputAt source, TimeSpan at) =>
        at - _silentSince[terminal.Position, source.Ups] >= World.Topology.Upses[source.Ups].Group.CommLossConfirmTime;

    private bool IsLost(TerminalModel terminal, OutputAt source, TimeSpan at)
    {
        var ups = World.Upses[source.Ups];
        var place = World.Topology.Upses[source.Ups];
        var (one, other) = (terminal.Position, source.Ups);
        if (_batterySince[one, other] is { } since && (at - since >= ups.Ups.ConfirmTime || _saidShort[one, other]))
        {
            // Its confirm time may have been over while it still answered; after that only the policy counts its silence.
            if (_silentSince[one, other] is not { } deaf || deaf - since >= ups.Ups.ConfirmTime || _saidShort[one, other])
                return true;
            return (place.Group.CommLossPolicy == CommLossPolicy.Shutdown && at - deaf >= place.Group.CommLossConfirmTime)
                || (_emptyAt[one, other] is { } empty && at + TimeSpan.FromMilliseconds(World.Plan.Ground.Required[other]) >= empty);
        }

        if (_silentSince[one, other] is { } quiet && place.Group.CommLossPolicy == CommLossPolicy.Shutdown
            && OutageSince(one, place.Group) is { } began && at - (quiet > began ? quiet : began) >= place.Group.CommLossConfirmTime)
            return true;
        return !ups.Feeds(source.Output) || MayCount(Excuse.PowerIsUnread, FeedsUnread(ups, source.Output))
            || MayCount(Excuse.IsBeingCut, IsBeingCut(one, source)) || MayCount(Excuse.CountsByAWrongClock, CountsOnByItsClock(terminal, source));
    }

    // It was off a moment ago, and nobody can have read yet that it is not any more.
    private bool FeedsUnread(UpsModel ups, int output) => World.Now - Math.Max(ups.Outputs[0].OnSince, ups.Outputs[output].OnSince) < PollPace;

    // Its countdown runs to its end, as its card hears nobody who would take it back: what hangs on it stops before that.
    private bool IsBeingCut(int terminal, OutputAt source) =>
        _silentSince[terminal, source.Ups] is not null && World.Upses[source.Ups].Outputs[source.Output].OffAt is >= 0 and var off
        && off <= World.Now + World.Plan.Ground.Required[source.Ups];

    // It is over in truth; by the clock, which was set, it still runs, and the card says nothing that would show it.
    private bool CountsOnByItsClock(TerminalModel terminal, OutputAt source) =>
        !_heard[terminal.Position, source.Ups] && Math.Abs(terminal.ClockAhead) > ClockWrong && terminal.State.Upses[source.Ups].Outputs[source.Output].Cut == CutStage.Armed;

    // What falls silent during an outage is the group's policy to judge, whichever of its UPSes has lost its mains.
    private TimeSpan? OutageSince(int terminal, Group group)
    {
        TimeSpan? first = null;
        for (var at = 0; at < World.Upses.Length; at++)
        {
            if (World.Topology.Upses[at].Group == group && _batterySince[terminal, at] is { } since && (first is not { } before || since < before))
                first = since;
        }

        return first;
    }
}
