using System.Collections.Immutable;
using PowerController.Decisions.Outage;
using PowerController.Decisions.Restore;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Shutdown;

/// <summary>Opens runs, lets them grow, and joins them. A run may grow into its cluster's run; it never shrinks.</summary>
internal static class Opening
{
    public static Run Open(Turn turn, RunCause cause, RunAim aim, int unit, bool whole, IEnumerable<int> nodes, TimeSpan failedAt, string why)
    {
        var id = turn.NextRun();
        var run = new Run(
            id, cause, aim, unit, whole, why, Phase.Watching, turn.Now, turn.Now, failedAt, null, RunDeadlines.None,
            [.. nodes.Select(node => RunMember.Of(node, Fallen.IsOwed(turn, node)))],
            TimeSpan.Zero, null, false, false, Step.None, Step.None, [], 1, [], [], [new PhaseEntry(Phase.Watching, turn.Now)], []);
        var name = whole ? turn.Topology.Units[unit].Name : turn.NodeName(run.Members[0].Node);
        turn.Emit(new OpenRun(new EffectId(id, 0), name, cause, why));
        turn.Put(run);
        return run;
    }

    /// <summary>Passes the point of no return of the whole unit, with the run that watched it, or a node's run that grows, or a new one.</summary>
    public static void CommitUnit(Turn turn, int unit, RunCause cause, RunAim aim, TimeSpan failedAt, string why, TimeSpan? holdUntil = null)
    {
        var place = turn.Topology.Units[unit];
        var open = turn.Runs.Where(run => run.Unit == unit).OrderBy(run => run.Id).ToArray();
        var run = open.FirstOrDefault() ?? Open(turn, cause, aim, unit, whole: true, place.Nodes, failedAt, why);
        if (run.Phase != Phase.Watching && !run.Whole)
            turn.Note(Rule.NodeRunGrew);
        var known = open.SelectMany(one => one.Members).ToLookup(member => member.Node);
        foreach (var other in open.Skip(1))
            Join(turn, other, run);

        var members = place.Nodes
            .Select(node => known[node].Any(member => member.WasUp) || Fallen.IsOwed(turn, node) || UnheardBoot.IsPossible(turn, node))
            // An order that has had no answer may be on its way.
            .Zip(place.Nodes, (wasUp, node) => RunMember.Of(node, wasUp) with { OsStop = known[node].Any(member => member.OsStop == Step.Asked) ? Step.Asked : Step.None });
        var grown = run with
        {
            Whole = true,
            Cause = run.Phase == Phase.Watching ? cause : run.Cause,
            Aim = run.Phase == Phase.Watching ? aim : Falling(run, aim),
            Why = why,
            FailedAt = run.Phase == Phase.Watching ? failedAt : run.FailedAt,
            Members = [.. members],
            HoldUntil = holdUntil ?? run.HoldUntil,
        };
        Commit(turn, grown, why);
    }

    /// <summary>Takes one node down; its cluster goes on.</summary>
    public static void CommitNode(Turn turn, int node, RunCause cause, RunAim aim, TimeSpan failedAt, string why)
    {
        var unit = turn.Topology.Nodes[node].Unit;
        var run = turn.WatchOf(unit)
            ?? Open(turn, cause, aim, unit, whole: false, [node], failedAt, why);
        Commit(turn, run with
        {
            Whole = false,
            Cause = cause,
            Aim = aim,
            Why = why,
            FailedAt = failedAt,
            Members = [RunMember.Of(node, Fallen.IsOwed(turn, node))],
        }, why);
    }

    /// <summary>A run that stood still in LOCAL: its time has passed and nothing was done in it, so each step has its whole time again.</summary>
    public static void CommitAnew(Turn turn, Run run)
    {
        turn.Note(Rule.RunHasItsTimeAgain);
        Commit(turn, run, run.Why);
    }

    /// <summary>Down again, with the run that is coming up.</summary>
    public static void Relapse(RunTurn work, string why)
    {
        work.Note(Rule.Relapsed);
        var run = work.Run;
        var open = run.Whole ? work.Turn.Runs.Where(other => other.Unit == run.Unit && other.Id != run.Id && other.Phase != Phase.Watching).ToArray() : [];
        var members = run.Members.Concat(open.SelectMany(other => other.Members))
            // Whose own run has ended since runs again, and goes down with the rest.
            .Concat(run.Whole ? work.Unit.Nodes.Select(node => RunMember.Of(node, wasUp: false)) : [])
            .Select(member => RunMember.Of(member.Node, member.WasUp || Fallen.IsOwed(work.Turn, member.Node))).DistinctBy(member => member.Node);
        // Who was parted from it goes down with it again, as one.
        foreach (var other in open)
            Join(work.Turn, other, run);
        var aim = Falling(run, RunAim.StopAndStart);
        Commit(work.Turn, run with { Members = [.. members.OrderBy(member => member.Node)], Aim = aim, FailedAt = work.Now, Why = why, SkipWait = false, StopTried = [] }, why);
        work.Run = work.Turn.Find(run.Id)!;
    }

    /// <summary>Down by new deadlines: those it had have passed, and nothing has come of them.</summary>
    public static void Renew(RunTurn work)
    {
        Commit(work.Turn, work.Run with { FailedAt = work.Now }, work.Run.Why);
        work.Run = work.Turn.Find(work.Run.Id)!;
    }

    /// <summary>Parts a node from its cluster's run, so that the cluster need not wait for it.</summary>
    public static Run Part(RunTurn work, RunMember member, string why)
    {
        work.Run = work.Run with { Members = work.Run.Members.RemoveAll(one => one.Node == member.Node) };
        work.Turn.Put(work.Run);
        var parted = Open(work.Turn, work.Run.Cause, work.Run.Aim, work.Run.Unit, whole: false, [member.Node], work.Now, why);
        return parted with { Members = [RunMember.Of(member.Node, true)], CommittedAt = work.Now, DisksDown = work.Run.DisksDown };
    }

    // What was to restart, or was started because it was found outside, goes down like all that ran: it is to come back. A start that somebody asked for goes on
    // to count, also for what nothing else would start.
    private static RunAim Falling(Run run, RunAim aim) => run.Aim == RunAim.Restart || FoundOutside.MayRunUnheard(run) ? aim : run.Aim;

    /// <summary>What the plan says of its way down.</summary>
    public static StopTimes TimesOf(Turn turn, Run run) => run.Whole ? turn.Times.OfUnits[run.Unit] : turn.Times.OfNodes[run.Members[0].Node];

    private static void Commit(Turn turn, Run run, string why)
    {
        var unit = turn.Topology.Units[run.Unit];
        var times = TimesOf(turn, run);
        var guard = run.Whole ? GuardTime(run, unit, times) : TimeSpan.Zero;
        // The plan counts the guard of an outage within the stop; a planned guard comes before it.
        var shift = guard - (run.Whole ? times.Guard : TimeSpan.Zero);
        var deadlines = new RunDeadlines(
            turn.Now + guard,
            turn.Now + shift + times.ClusterStop,
            turn.Now + shift + times.OsStop,
            turn.Now + shift + times.Cut,
            turn.Now + shift + times.Off);
        ForgetTold(turn, run);
        ForgetCuts(new RunTurn(turn, run));
        CutOff.KeepInMind(turn, run);
        // Deadlines of before, still unanswered, would be a stop at once.
        var work = new RunTurn(turn, run with
        {
            // Who was left up is told to stop, and may be left up, anew; who has rebooted goes down with the rest once more.
            Members = [.. run.Members.Select(member => member with { OsStop = member.OsStop == Step.GivenUp ? Step.None : member.OsStop, Reboot = Step.None })],
            CommittedAt = turn.Now,
            Deadlines = deadlines,
            Guard = Step.None,
            Workloads = Step.None,
            StopTried = [],
            DisksDown = false,
            Pending = run.Pending.RemoveAll(pending => pending.Effect is TellDeadlines),
        });
        turn.Set(run.Unit, turn.Unit(run.Unit) with { Cluster = default, LeftOff = run.Whole && run.Aim == RunAim.StopAndStay, Cancelled = false });
        work.Enter(Phase.Committed, $"the shutdown is decided and will not be taken back: {why}");
        turn.Put(work.Run);
    }

    // Who is not heard may have gone by the deadlines of the way down before; those of this one nobody knows yet, also who is heard and may be gone before it is told.
    private static void ForgetTold(Turn turn, Run run)
    {
        foreach (var member in run.Members)
        {
            if (turn.Node(member.Node) is var node && node.ToldRun == run.Id)
                turn.Set(member.Node, node with { ToldRun = RunId.None, GoesBy = node.Silent ? UnheardStop.ToldUntil(turn, member.Node) : null });
        }
    }

    // What was cut before may have to be cut again; what is armed still goes off by itself, unless its time is long past.
    private static void ForgetCuts(RunTurn work)
    {
        foreach (var at in CutArming.OutputsOf(work))
        {
            if (work.Turn.Output(at) is { Cut: not CutStage.None } or { Attempts: > 0 } && !CutWatch.IsStillArmed(work.Turn, at) && !Supplies.IsOff(work.Turn, at))
                work.Turn.SetOutput(at, at.Output > 0 ? work.Turn.Output(at) with { Cut = CutStage.None, Attempts = 0 } : OutputState.Untouched with { OthersEndedAt = work.Turn.Output(at).OthersEndedAt });
        }
    }

    // Without a limit of its own a planned guard waits for a day: what runs longer is not waited for but agreed upon.
    private static readonly TimeSpan _longestGuard = TimeSpan.FromDays(1);

    private static TimeSpan GuardTime(Run run, UnitPlace unit, StopTimes times)
    {
        if (run.Cause == RunCause.Outage)
            return times.Guard;
        return run.Cause == RunCause.ClusterManager ? TimeSpan.Zero
            : unit.Cluster is { } cluster ? cluster.Guard ?? _longestGuard
            : TimeSpan.Zero;
    }

    private static void Join(Turn turn, Run other, Run into)
    {
        turn.Note(Rule.NodeRunMerged);
        foreach (var ups in turn.Topology.Areas[turn.Topology.Units[other.Unit].Area].Upses)
        {
            for (var output = 0; output < turn.Ups(ups).Outputs.Length; output++)
            {
                var at = new OutputAt(ups, output);
                if (turn.Output(at).Run == other.Id)
                    turn.SetOutput(at, turn.Output(at) with { Run = into.Id });
            }
        }

        Closing.Close(new RunTurn(turn, other), $"goes on as part of run {into.Id}");
    }
}
