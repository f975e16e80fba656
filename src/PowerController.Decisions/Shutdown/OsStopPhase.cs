using System.Collections.Immutable;
using PowerController.Decisions.Outage;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Shutdown;

/// <summary>StoppingOs: power-off jobs, then the stop of every operating system, repeated until acknowledged.</summary>
internal static class OsStopPhase
{
    public static void Step(RunTurn work)
    {
        if (work.Run.Aim == RunAim.Restart && IsAnyDiskDown(work))
        {
            work.Note(Rule.OsStopCompleted);
            work.Enter(Phase.StartingNodes, "its nodes restart when its disks are warm");
            return;
        }

        var waiting = false;
        foreach (var member in work.Run.Members)
        {
            if (!IsStopped(work, member) && !IsLast(work, member))
                waiting |= StepNode(work, member);
        }

        var until = Sooner(work.Run.Deadlines.OsStopBy, ArmingPhase.HasToGoBy(work));
        if (waiting && work.Now < until)
        {
            work.Due(until);
            return;
        }

        work.Note(waiting ? Rule.OsStopForcedOn : Rule.OsStopCompleted);
        if (waiting)
            GiveUpSilentNodes(work);
        if (work.Run.Aim == RunAim.Restart)
            work.Enter(Phase.StartingNodes, "its nodes restart");
        else
            work.Enter(Phase.ArmingCut, "the outputs are being armed");
    }

    /// <summary>It is told to stop, and has not answered yet.</summary>
    public static bool IsOrdered(RunTurn work, int node) => work.Turn.NodeName(node) is var name && work.IsPending<OrderOsStop>(order => order.Node == name);

    /// <summary>Order the stop of one node's system, unless that has been done.</summary>
    public static void Order(RunTurn work, int node, bool forced)
    {
        var name = work.Turn.NodeName(node);
        if (IsOrdered(work, node))
            return;
        work.Note(Rule.OsStopOrdered);
        var member = work.Run.Members.First(one => one.Node == node);
        // What the run stops it starts again, also what had come up by itself meanwhile.
        work.Set(member with { OsStop = Model.Runs.Step.Asked, WasUp = true });
        work.Ask(id => new OrderOsStop(id, name, work.Run.Deadlines.OsStopBy, forced, work.Run.Why), Limits.OrderRetry);
    }

    /// <summary>A node that nobody could start again reboots instead: its mains is good, and its UPS, out of reach when it is down, does not take the cut.</summary>
    public static void StopOrReboot(RunTurn work, int node, bool forced)
    {
        if (!IsLeftBehind(work, node))
        {
            Order(work, node, forced);
            return;
        }

        var name = work.Turn.NodeName(node);
        if (work.IsPending<RebootNode>(order => order.Node == name) || work.Member(node).Reboot == Model.Runs.Step.Done)
            return;
        work.Note(Rule.NodeRebootsInstead);
        UnheardBoot.FollowsStop(work.Turn, node);
        work.GiveUp($"the output of {name} can not be cut, and nobody could start {name} again: it reboots instead of stopping", Urgency.Warning);
        work.Ask(id => new RebootNode(id, name, work.Run.Why), Limits.OrderRetry);
    }

    private static TimeSpan Sooner(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static bool IsLeftBehind(RunTurn work, int node)
    {
        var place = work.Turn.Topology.Nodes[node];
        return work.Run is { Aim: RunAim.StopAndStart, HoldUntil: null } && !place.Sources.IsEmpty
            && (work.IsSelf(node) || CutArming.IsReachedBy(work, node))
            && (place.Node.StartBy.All(way => way is StartByOutput) || !AnybodyStays(work))
            && place.Sources.Count(source => work.Turn.Ups(source.Ups).IsGood && HoldOut.IsUncut(work, source)) >= place.Needs;
    }

    // A terminal that does not go down, with this run or another, can start what is off.
    public static bool AnybodyStays(RunTurn work)
    {
        foreach (var terminal in work.Turn.Topology.Terminals)
        {
            if (terminal.Node is not { } node || (!work.Run.Has(node) && CutArming.IsTakenByNone(work, node) && work.Node(node) is { Silent: false, Power: NodePower.Up } && IsSurelyHeard(work)))
                return true;
        }

        return false;
    }

    // Whoever led before may have fallen silent a moment ago, which is why this one leads: that it is silent is heard of a little later.
    private static bool IsSurelyHeard(RunTurn work)
    {
        var heard = work.Turn.LedSince + Limits.QuietForOff;
        if (work.Now >= heard)
            return true;
        work.Due(heard);
        return false;
    }

    /// <summary>This very host stops without an agent too: the terminal does it itself where none is heard.</summary>
    public static void StopOwnHost(RunTurn work, int node)
    {
        if (!work.IsSelf(node) || work.Turn.Down != Model.Runs.Step.None || work.Node(node) is not { Silent: true, Power: not (NodePower.Off or NodePower.OsStopping) })
            return;
        // Right after a start it may only not have been heard yet.
        var heard = work.Turn.LookUntil + Limits.QuietForOff;
        if (work.Now < heard)
        {
            work.Due(heard);
            return;
        }

        work.Note(Rule.TerminalStopped);
        work.Turn.Change(state => state with { Down = Model.Runs.Step.Asked });
        work.Turn.Emit(new StopTerminal(work.Turn.NextId(), work.Turn.State.Self!, $"{work.Run.Why}; no agent is heard on its own host that could stop it"));
    }

    public static bool IsStopped(RunTurn work, RunMember member)
    {
        if (work.Run.Aim == RunAim.Restart)
            // A master that has gone may have ordered it, unheard. What has booted and has its cluster stopped since still has to.
            return member.Reboot == Model.Runs.Step.Done || work.Node(member.Node) is not { MayRun: true, Power: var power } node
                || (power is NodePower.Up or NodePower.Starting && node.BootSeenAt > work.Run.CommittedAt);
        return member.Reboot == Model.Runs.Step.Done
            || (work.Node(member.Node).Power is NodePower.OsStopping or NodePower.Off && !UnheardStop.IsDoubted(work.Turn, member.Node));
    }

    /// <summary>The node this very terminal runs on goes last: it has the others' orders to give first.</summary>
    public static bool IsLast(RunTurn work, RunMember member)
    {
        if (!work.IsSelf(member.Node) || work.Run.Aim == RunAim.Restart)
            return false;
        work.Note(Rule.OwnNodeLast);
        return true;
    }

    // What reboots now would not find it, and have to boot once more. That none of its cards is heard is no reason to wait.
    private static bool IsAnyDiskDown(RunTurn work) => work.Unit.Disks.Any(disk => work.Turn.Disk(disk).Power is DiskPower.Cold or DiskPower.Dark or DiskPower.WarmingUp
        || (work.Turn.Topology.Disks[disk] is var place && place.Sources.Any(source => Supplies.IsOff(work.Turn, source)) && !Supplies.IsFed(work.Turn, place.Sources, place.Needs)));

    private static bool StepNode(RunTurn work, RunMember member)
    {
        if (work.Run.Aim == RunAim.Restart)
        {
            var name = work.Turn.NodeName(member.Node);
            // The master's own node restarts when the others are on their way.
            var othersFirst = work.IsSelf(member.Node) && work.Run.Members.Any(one => one.Node != member.Node && !IsStopped(work, one));
            if (!othersFirst && !work.IsPending<RebootNode>(order => order.Node == name))
            {
                UnheardBoot.FollowsStop(work.Turn, member.Node);
                work.Ask(id => new RebootNode(id, name, work.Run.Why), Limits.OrderRetry);
            }

            return true;
        }

        // Where nobody will be there to see it run on, it is found out before whether it answers.
        if (work.Node(member.Node).Power == NodePower.OsStopping || (work.Node(member.Node).Power == NodePower.Lost && !AnybodyStays(work)))
            work.Probe(member.Node);
        if (member.PowerOffJobs == Model.Runs.Step.None)
            member = BeginJobs(work, member);
        var jobsBy = work.Run.Deadlines.OsStopBy - work.Turn.Topology.Site.Timing.OsStopHandout;
        if (member.PowerOffJobs == Model.Runs.Step.Asked && work.Now < jobsBy)
        {
            work.Due(jobsBy);
            return true;
        }

        if (ArmsFirst(work, member.Node))
        {
            // Ordered when its cut was armed, and not heard to obey: that is armed no more.
            ForgetOrder(work, member.Node);
            return true;
        }

        if (HoldOut.IsOutOfSight(work, member.Node))
            return true;
        if (HoldOut.Applies(work, member.Node))
        {
            HoldOut.Begin(work, member.Node);
            return false;
        }

        StopOrReboot(work, member.Node, forced: !work.Run.GivenUp.IsEmpty);
        return true;
    }

    // A UPS that hangs on the node itself is armed while the node still runs; with half of the handing-out gone the node stops all the same.
    private static bool ArmsFirst(RunTurn work, int node)
    {
        if (work.Run.Aim == RunAim.Restart || HoldOut.OrdersItsOwnCut(work, node))
            return false;
        var latest = work.Run.Deadlines.OsStopBy - (work.Turn.Topology.Site.Timing.OsStopHandout / 2);
        var late = work.Now >= latest && !SureCut.StillTries(work, node);
        var waits = false;
        foreach (var at in CutArming.OnlyBy(work, node))
        {
            if (!late || !work.Node(node).Silent)
                CutArming.Step(work, at);
            waits |= (!SureCut.IsSure(work, at) && IsWaitedFor(work, at, node, late)) || IsSeenInAMoment(work, at, node);
        }

        if (waits && !late)
            work.Due(latest);
        return waits;
    }

    private static bool IsWaitedFor(RunTurn work, OutputAt at, int node, bool late)
    {
        var silent = work.Node(node).Silent;
        // Heard again only now, its cut comes first all the same.
        if (late || EndsUnheard(work, at, node))
            return !silent && IsUnderWay(work, at);
        // A card that one poll has missed may answer the next; the node it hangs on is heard.
        return !silent || work.Turn.Ups(at.Ups).SilentSince is null;
    }

    // The node has just been heard again, and its card, which speaks by way of it, is in a moment: whether that still counts down shows then.
    private static bool IsSeenInAMoment(RunTurn work, OutputAt at, int node)
    {
        var until = work.Turn.Output(at).DoubtedAt + Limits.CutRetry;
        if (work.Node(node).Silent || !UnheardCut.MayHaveEnded(work.Turn, at) || work.Now >= until)
            return false;
        work.Due(until);
        return true;
    }

    /// <summary>Its cut has just been ordered, or was ended and is begun anew: the card answers in a moment.</summary>
    public static bool IsUnderWay(RunTurn work, OutputAt at)
    {
        var until = work.Turn.Output(at) switch
        {
            { Cut: CutStage.Ordered } ordered => ordered.FirstAt + Limits.CutRetry,
            { Cut: CutStage.None, OrderedAt.Ticks: > 0, OffAt.Ticks: 0 } ended => ended.OrderedAt + Limits.CutRetry,
            _ => TimeSpan.Zero,
        };
        if (work.Now >= until)
            return false;
        work.Due(until);
        return true;
    }

    /// <summary>A node is heard again, and so may its UPS be, which only it can reach: what it was ordered unheard is ordered when its cut is armed.</summary>
    public static void HearAgain(Turn turn, int node, NodeState was)
    {
        if (!was.Silent || turn.Node(node).Silent || !turn.Acts)
            return;
        foreach (var run in turn.Runs.Where(run => run.Phase == Phase.StoppingOs && run.Has(node)))
        {
            var work = new RunTurn(turn, run);
            var doubted = CutArming.OnlyBy(work, node).Count(at => UnheardCut.Doubt(turn, at));
            if (doubted == 0 && CutArming.OnlyBy(work, node).All(at => turn.Output(at).Cut is CutStage.Armed or CutStage.Done))
                continue;
            foreach (var at in CutArming.OnlyBy(work, node))
                UnheardCut.BeginAnew(work, at);
            ForgetOrder(work, node);
            turn.Put(work.Run);
        }
    }

    private static void ForgetOrder(RunTurn work, int node)
    {
        var name = work.Turn.NodeName(node);
        work.Forget(effect => effect is OrderOsStop stop && stop.Node == name);
    }

    // Nobody hears how its battery ends: it is not waited for longer than that battery, as it was told last, carries the stop.
    private static bool EndsUnheard(RunTurn work, OutputAt at, int node)
    {
        if (work.Turn.Ups(at.Ups) is not { SilentSince: not null, ExhaustingSince: { } since } ups)
            return false;
        var place = work.Turn.Topology.Nodes[node].Node;
        var until = (ups.EmptyAt ?? since + work.Turn.Topology.Upses[at.Ups].Ups.Settings.LowBatteryRunTime) - place.OsStopTime - Limits.StopMargin - Limits.CutMargin;
        if (work.Now < until)
            work.Due(until);
        return work.Now >= until;
    }

    private static RunMember BeginJobs(RunTurn work, RunMember member)
    {
        var place = work.Turn.Topology.Nodes[member.Node];
        ImmutableArray<string> jobs = [.. place.Node.Jobs
            .Where(job => job.When == JobTime.PowerOff && (job.OnOutage || work.IsPlanned))
            .Select(job => job.Name)];
        var by = work.Run.Deadlines.OsStopBy - work.Turn.Topology.Site.Timing.OsStopHandout;
        var can = jobs.Length > 0 && by > work.Now && work.BatteryEnd() is null && work.Node(member.Node).Power != NodePower.Lost;
        member = member with { PowerOffJobs = can ? Model.Runs.Step.Asked : Model.Runs.Step.Done };
        work.Set(member);
        if (can)
        {
            work.Note(Rule.PowerOffJobs);
            work.Ask(id => new RunJobs(id, place.Node.Name, JobTime.PowerOff, jobs, by, "registered for power-off"), Limits.OrderRetry);
        }

        return member;
    }

    private static void GiveUpSilentNodes(RunTurn work)
    {
        foreach (var member in work.Run.Members)
        {
            if (!IsStopped(work, member) && !IsLast(work, member) && !HoldOut.IsHeld(work, member))
                work.GiveUp($"{work.Turn.NodeName(member.Node)} has not acknowledged the stop of its operating system; it is not taken for off");
        }
    }
}
