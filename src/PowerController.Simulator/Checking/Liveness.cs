using PowerController.Decisions;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Checking;

/// <summary>L1: when mains is back for good, everything that ran is running again and no run is open. What a run gave up and said so is allowed where the node was troubled.</summary>
internal sealed class Liveness : Checker
{
    public override bool SeesOnlyChanges => true;

    private const long Second = 1_000;

    private readonly HashSet<string> _saidNotStarted = new(StringComparer.Ordinal);
    private readonly HashSet<(int Terminal, RunId Run)> _known = [];
    private readonly HashSet<(string Node, RunId Run)> _told = [];
    private NobodyLeft _nobody = null!;
    private bool _ended;

    public override void OsStopBegan(NodeModel node) => _nobody.OsStopBegan(node);

    public override void Decided(TerminalModel terminal, SiteState before, PowerEvent happened, Decision decision)
    {
        foreach (var effect in decision.Effects)
        {
            if (effect is CloseRun close)
                _saidNotStarted.UnionWith(close.Report.NotStarted);
            // Deadlines that were taken back bear no witness of a stop that is ordered later.
            else if (effect is WithdrawDeadlines back)
                _told.Remove((back.Node, back.Id.Run));
        }

        switch (happened)
        {
            case EffectDone done:
                NoteTold(before, done.Id);
                break;
            // What an earlier boot was told bears none either.
            case NodeReported { Word: AgentWord.Booted } booted:
                ForgetTold(booted.Node);
                break;
            case NodeReported { Word: AgentWord.OsStopping } said:
                foreach (var run in decision.State.Runs)
                    _told.Add((said.Node, run.Id));
                break;
            default:
                break;
        }

        if (before.Runs == decision.State.Runs)
            return;
        foreach (var run in decision.State.Runs)
            _known.Add((terminal.Position, run.Id));
    }

    protected override void Begun() => _nobody = new NobodyLeft(World);

    private void ForgetTold(string node) => _told.RemoveWhere(told => string.Equals(told.Node, node, StringComparison.Ordinal));

    private void NoteTold(SiteState before, EffectId id)
    {
        if (Coverage.Find(before.Runs, id.Run) is not { } run)
            return;
        foreach (var pending in run.Pending)
        {
            if (pending.Effect.Id == id && pending.Effect is OrderOsStop { Node: var stopped })
                _told.Add((stopped, id.Run));
            else if (pending.Effect.Id == id && pending.Effect is TellDeadlines { Node: var told })
                _told.Add((told, id.Run));
        }
    }

    /// <summary>Asked after every event: the common reasons to wait are looked at without words.</summary>
    public bool AtRest()
    {
        foreach (var terminal in World.Terminals)
        {
            if (terminal.Runs && !terminal.State.Runs.IsEmpty)
                return false;
        }

        foreach (var ups in World.Upses)
        {
            if (!ups.Mains)
                return false;
        }

        foreach (var node in World.Nodes)
        {
            if (node is { IsBroken: false, Os: not Os.Running, Node.Restore: not RestorePolicy.None })
                return false;
        }

        return Missing() is null;
    }

    public override void Ended()
    {
        _ended = true;
        var missing = Missing();
        _ended = false;
        if (missing is not null)
            Found("L1", missing);
    }

    /// <summary>What there is still to wait for; null when the site is at rest.</summary>
    private string? Missing()
    {
        var leads = false;
        foreach (var terminal in World.Terminals)
        {
            if (!terminal.Runs)
                continue;
            if (terminal.State.Runs.Length > 0)
                return $"run {terminal.State.Runs[0].Id} of {World.Topology.Units[terminal.State.Runs[0].Unit].Name} is open in {terminal.Terminal.Name} ({terminal.State.Runs[0].Phase}).";
            leads |= terminal.State.Role == Role.Master;
        }

        // What has fallen may come up again as long as the night lasts.
        var helpless = !leads && _ended && _nobody.IsHelpless();
        if (!leads && !MayBeLeft(Excuse.NobodyIsLeft, helpless))
            return "no terminal leads.";
        if (World.Now < World.Network.HealedAt)
            return "the network is not whole.";
        foreach (var ups in World.Upses)
        {
            if (!ups.Mains)
                return $"mains of {ups.Ups.Name} is not back.";
            foreach (var output in ups.Outputs)
            {
                if (output.OffAt >= 0)
                    return $"{ups.Ups.Name} is about to go off.";
            }
        }

        foreach (var node in World.Nodes)
        {
            if (node.Os == Os.Running && node.Membership == Membership.In)
                continue;
            // People start it, and know: a run has stopped it, or has said of it when it had fallen with its power.
            if (node.Node.Restore == RestorePolicy.None && (node.StoppedBy != RunId.None || _saidNotStarted.Contains(node.Node.Name)))
                continue;
            if (MayBeLeft(Excuse.StaysDownByItsFault, (node.IsBroken || BehindItself(node)) && (helpless || _saidNotStarted.Contains(node.Node.Name) || !Commanded(node)))
                || MayBeLeft(Excuse.InputStays, helpless && _nobody.Stays(node))
                || MayBeLeft(Excuse.IsUnwitnessed, node.StoppedBy != RunId.None && !Commanded(node) && _nobody.IsUnwitnessed(node))
                || MayBeLeft(Excuse.StoppedUnheard, StoppedUnheard(node) && _saidNotStarted.Contains(node.Node.Name)))
                continue;
            return $"{node.Node.Name} is not running ({node.Os}, {node.Membership}).";
        }

        return null;
    }

    // Asked after every event; it counts when the night is over.
    private bool MayBeLeft(Excuse excuse, bool applies) => _ended ? IsExcused(excuse, applies) : applies;

    // The program that told it to stop died before any word of it came back: for all that anybody can know it runs, cut off from the network,
    // and to take its input away would be worse than to say that somebody must look at it.
    private bool StoppedUnheard(NodeModel node) => node.Os == Os.Off && node.StoppedBy != RunId.None && !_told.Contains((node.Node.Name, node.StoppedBy));

    // Its power hangs on a card that only it itself can speak to, and that card did not do what it was told, or had no time to be told anything: while the node is off nobody can make up for it.
    private bool BehindItself(NodeModel node)
    {
        foreach (var source in node.Place.Sources)
        {
            var troubles = World.Upses[source.Ups].Troubles;
            if (World.Plan.Ground.CardHost[source.Ups] != node.Position || !(troubles.WasSilent || troubles.DisobeysCuts || StoppedAsItsProgramStarted(node)))
                return false;
        }

        return node.Os == Os.Off;
    }

    // Its own deadline had passed while no program ran on it: it stopped before anybody could have its output cut.
    private bool StoppedAsItsProgramStarted(NodeModel node)
    {
        foreach (var terminal in World.Terminals)
        {
            if (terminal.OnNode == node.Position && node.StopsByItself && node.OsStopBegan - terminal.StartedAt is >= 0 and < Second)
                return true;
        }

        return false;
    }

    // A node that fell by its own fault is nobody's to start, unless a run stopped it that somebody who lives has known.
    private bool Commanded(NodeModel node)
    {
        if (node.StoppedBy == RunId.None)
            return false;
        foreach (var terminal in World.Terminals)
        {
            if (terminal.Runs && _known.Contains((terminal.Position, node.StoppedBy)))
                return true;
        }

        return false;
    }
}

/// <summary>L2: every run ends within its computed worst case: each phase on the way down by its ceiling, and the way up by the sum of its limits.</summary>
internal sealed class DeadlineChecker : Checker
{
    private const long LookEvery = 5_000;

    /// <summary>Wake-ups, polls and a round trip or two.</summary>
    private static readonly TimeSpan _margin = TimeSpan.FromSeconds(90);

    private TimeSpan _comingUp;
    private long _nextLook;

    protected override void Begun()
    {
        var site = World.Site;
        var warmUps = site.Disks.Aggregate(TimeSpan.Zero, (sum, disk) => sum + disk.WarmUpTime + PowerController.Decisions.Limits.ReadyWait + PowerController.Decisions.Limits.ReturnMargin);
        var starts = site.Nodes.Length == 0 ? TimeSpan.Zero : site.Nodes.Max(node => node.StartLimit + node.OsStopTime + Jobs(node)) * 2;
        var returns = site.Upses.Max(ups => ups.Settings.DiskProtectionTime);
        _comingUp = site.Timing.MainsStable + PowerController.Decisions.Limits.GateWait + returns + warmUps + starts + PowerController.Decisions.Limits.PartAfter + PowerController.Decisions.Limits.ReJoin
            + site.Timing.StartSpread * site.Nodes.Length + TimeSpan.FromMilliseconds(World.Plan.Ground.LongestShutdown) + _margin;
    }

    public override void Decided(TerminalModel terminal, SiteState before, PowerEvent happened, Decision decision)
    {
        // Lateness does not go away: it is enough to look now and then.
        if (World.Now < _nextLook || decision.State.Role != Role.Master || decision.State.Operation == Operation.Local || World.Now < World.Network.HealedAt)
            return;
        _nextLook = World.Now + LookEvery;
        foreach (var run in decision.State.Runs)
        {
            if (CeilingOf(run) is { } ceiling && happened.At > ceiling + _margin && terminal.WentDownAt < World.Now - 600_000 && terminal.StartedAt < World.Now - 60_000)
                Found("L2", $"run {run.Id} is in {run.Phase} {(happened.At - ceiling).TotalSeconds:0} s after its ceiling.");
            else if (!run.GoesDown && run.Phase != Phase.Watching && World.QuietSince() is var quiet && World.Now - quiet > _comingUp.TotalMilliseconds
                && happened.At - run.PhaseSince > _comingUp && run.HoldUntil is not { } && run.Aim != RunAim.StopAndStay)
                Found("L2", $"run {run.Id} is still in {run.Phase}, {(World.Now - quiet) / 1000} s after everything was well.");
        }
    }

    private static TimeSpan? CeilingOf(Run run) => run.Phase switch
    {
        Phase.Committed => run.Deadlines.GuardBy > run.CommittedAt ? run.Deadlines.GuardBy : run.CommittedAt,
        Phase.StoppingCluster => run.Deadlines.ClusterStopBy,
        Phase.StoppingOs => run.Deadlines.OsStopBy,
        Phase.ArmingCut => run.Deadlines.CutBy + PowerController.Decisions.Limits.CutRetry * PowerController.Decisions.Limits.CutAttempts,
        _ => null,
    };

    private static TimeSpan Jobs(Node node) => node.Jobs.Aggregate(TimeSpan.Zero, (sum, job) => sum + job.Limit);
}
