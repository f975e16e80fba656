using PowerController.Decisions.Outage;
using PowerController.Decisions.Shutdown;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Decisions.PlannedPower;

/// <summary>What a start doubts: while the program was down nobody looked here, and another terminal may have done anything.</summary>
internal static class UnwatchedGap
{
    public static void Take(Turn turn, Started started)
    {
        var brief = IsBrief(turn, started);
        NobodyLooked(turn, brief, started.Unseen);
        FindOwnHost(turn, started.Unseen);
        if (!brief)
            DoubtDisks(turn, started.Away);
    }

    // Not looking for as long as between two polls is no reason for new doubts: otherwise a program that dies every minute would doubt for ever whether what
    // is off boots, and start nothing. Where there are other terminals one of them may have led meanwhile, and done anything.
    private static bool IsBrief(Turn turn, Started started) =>
        started.Unseen is { } unseen && unseen <= turn.Topology.Site.Timing.PollGap && NobodyElseLeads(turn);

    // The hosts of all others are down, or on their way, and nothing can have started them.
    private static bool NobodyElseLeads(Turn turn)
    {
        if (turn.Topology.Terminals.Length == 1)
            return true;
        foreach (var terminal in turn.Topology.Terminals)
        {
            if (terminal.Terminal.Name != turn.State.Self && !(terminal.Node is { } host && turn.Node(host) is { Power: NodePower.Off or NodePower.OsStopping, MayBootSince.Ticks: 0, Presumed: false }))
                return false;
        }

        return true;
    }

    // Between the arming of the cuts and the end of a run its disks may have lost their power and got it back, all unseen.
    // With several terminals another one may have cut them in any phase; and a battery may have run out: one that ran already, or that an outage came for in a long gap.
    private static void DoubtDisks(Turn turn, TimeSpan? away)
    {
        var from = turn.Topology.Terminals.Length > 1 ? Phase.Committed : Phase.ArmingCut;
        foreach (var run in turn.Runs.Where(run => run.Whole && run.Phase >= from && run.Phase <= Phase.WarmingUp))
        {
            foreach (var disk in turn.Topology.Units[run.Unit].Disks)
                turn.Set(disk, turn.Disk(disk) with { Doubtful = true });
        }

        for (var disk = 0; disk < turn.Topology.Disks.Length; disk++)
        {
            var place = turn.Topology.Disks[disk];
            if (DiskJudge.LivedOnBattery(turn, place) || MayHaveEnded(turn, place, away))
                turn.Set(disk, turn.Disk(disk) with { Doubtful = true });
        }
    }

    // A battery lasts as long as the plan needs of it; whether it lasts longer, nobody knows. A run that starts its nodes has found the disk warm: with each
    // start of a host that boots for longer than that it would have them boot once more.
    private static bool MayHaveEnded(Turn turn, DiskPlace place, TimeSpan? away) =>
        place.Sources.Length - place.Sources.Count(source => away > turn.Times.FullNeeds[source.Ups]) < place.Needs
        && !turn.Runs.Any(run => run.Phase > Phase.WarmingUp && place.Units.Contains(run.Unit));

    // While the program was down nobody looked: what it knew counts as unheard until it is heard again, and a cut whose time has passed may have
    // happened and be over.
    private static void NobodyLooked(Turn turn, bool brief, TimeSpan? unseen)
    {
        var alone = NobodyElseLeads(turn);
        for (var node = 0; node < turn.Topology.Nodes.Length; node++)
        {
            if (!brief && !(alone && IsKeptOff(turn, node, unseen)))
                UnheardBoot.FollowsGap(turn, node);
            // Not heard yet: whatever its last word was, it is about another time.
            turn.Set(node, turn.Node(node) with { Silent = true, Unseen = true });
        }

        for (var at = 0; at < turn.Topology.Upses.Length; at++)
        {
            // That it was near its end is about another time, too: it says so again, if it is so still.
            if (turn.Ups(at) is { LastPower: not UpsPower.Unknown } ups)
                turn.Set(at, ups with { SilentSince = brief ? ups.SilentSince ?? turn.Now : turn.Now, ExhaustingSince = null, LowSince = null });
            for (var output = 0; output < turn.Ups(at).Outputs.Length; output++)
            {
                var place = new OutputAt(at, output);
                if (turn.Output(place) is not { Cut: CutStage.Armed } cut || cut.OffAt > turn.Now)
                    continue;
                turn.SetOutput(place, cut with { Cut = CutStage.Done });
                // It may have come on again a moment ago: what hangs on it may be booting just now.
                turn.Set(at, turn.Ups(at) with { OutputSince = turn.Now });
                DiskJudge.Doubt(turn, place);
            }
        }
    }

    // This program runs on it: it has booted since it stopped, or its stop is said again in a moment. Where its system has started anew it has booted whatever was
    // known of it, and whether its agent lives to say so or not.
    private static void FindOwnHost(Turn turn, TimeSpan? unseen)
    {
        if (turn.Own?.Node is not { } own)
            return;
        var host = turn.Node(own);
        var booted = unseen is null && host.Power is not NodePower.Unknown;
        if (booted || host.Power is NodePower.Off or NodePower.OsStopping)
            turn.Set(own, host with { Power = NodePower.Lost, Since = turn.Now, BootSeenAt = booted ? turn.Now : host.BootSeenAt, ToldRun = RunId.None, GoesBy = null });
        if (booted)
            FreshBoot.Take(turn, own, turn.NodeName(own));
    }

    // Down in order, with its input there all the time: no cut can have come in the gap, no battery that was not low can have ended, and nobody else leads
    // who could have started it. A doubt would make its cut wait for as long as a start may take, which is longer than many a card can wait.
    private static bool IsKeptOff(Turn turn, int node, TimeSpan? unseen)
    {
        var goesDown = turn.Runs.Any(run => run.GoesDown && run.Aim != RunAim.Restart
            && run.Members.Any(member => member.Node == node && member.Reboot == Step.None) && !run.Pending.Any(pending => pending.Effect is RebootNode));
        return goesDown && turn.Node(node) is { Power: NodePower.Off or NodePower.OsStopping, MayBootSince.Ticks: 0 }
            && turn.Topology.Nodes[node].Sources.All(source => turn.Ups(source.Ups) is { SilentSince: null, ExhaustingSince: null, LowSince: null, Output: OutputPower.On }
                && unseen < turn.Topology.Upses[source.Ups].Ups.Settings.LowBatteryRunTime
                && turn.Output(source) is var cut && (cut.Cut == CutStage.None || (cut.Cut is CutStage.Ordered or CutStage.Armed && turn.Now < UnheardCut.FirstOffAt(cut))));
    }
}
