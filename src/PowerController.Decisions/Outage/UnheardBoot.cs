using PowerController.Decisions.Turns;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Outage;

/// <summary>Whether a node that counts as off may be booting: until its system answers nobody hears that it does.</summary>
internal static class UnheardBoot
{
    /// <summary>Until when it may be; zero when nothing can have started it since it went off.</summary>
    public static TimeSpan Until(Turn turn, int node)
    {
        var state = turn.Node(node);
        var place = turn.Topology.Nodes[node];
        return state.Power == NodePower.Off && state.MayBootSince > TimeSpan.Zero && !Supplies.IsUnfed(turn, place.Sources, place.Needs)
            ? state.MayBootSince + place.Node.StartLimit
            : TimeSpan.Zero;
    }

    public static bool IsPossible(Turn turn, int node) => turn.Now < Until(turn, node);

    /// <summary>Until when one that is not heard, whatever it last said, may be booting: in a gap it may have stopped and been started. Zero where nothing can have.</summary>
    public static TimeSpan UnseenUntil(Turn turn, int node) =>
        turn.Node(node) is { Silent: true, MayBootSince.Ticks: > 0 } state ? state.MayBootSince + turn.Topology.Nodes[node].Node.StartLimit : TimeSpan.Zero;

    /// <summary>It counts as off by its silence alone, or something may have started it since: it may have come up unheard, also long ago.</summary>
    public static bool MayHaveCome(NodeState node) => node.Power == NodePower.Off && (node.Presumed || node.MayBootSince > TimeSpan.Zero);

    /// <summary>It stops, or is only presumed to, and may have booted since, or boots when it has stopped.</summary>
    public static bool FollowsItsStop(NodeState node) =>
        node.Power == NodePower.OsStopping && (node.MayBootSince > node.Since || (node.Presumed && node.MayBootSince > TimeSpan.Zero));

    /// <summary>Whether something behind the output may be booting now, and still run at that moment.</summary>
    public static bool MayRunBehind(Turn turn, OutputAt at, TimeSpan moment)
    {
        foreach (var node in turn.Topology.Upses[at.Ups].Outputs[at.Output].Behind)
        {
            if (IsPossible(turn, node) && Until(turn, node) + turn.Topology.Nodes[node].Node.OsStopTime > moment)
                return true;
        }

        return false;
    }

    /// <summary>It is told to reboot: it boots when it has stopped, however that is heard.</summary>
    public static void FollowsStop(Turn turn, int node) =>
        turn.Set(node, turn.Node(node) with { MayBootSince = turn.Now + turn.Topology.Nodes[node].Node.OsStopTime });

    /// <summary>A UPS is heard again, and feeds: in its silence the cut may have come, or its battery have ended, and its output be back since a moment ago.</summary>
    public static void FollowsSilence(Turn turn, int ups, UpsState was)
    {
        if (was.SilentSince is not { } silent || turn.Ups(ups) is not { SilentSince: null, Output: OutputPower.On } now)
            return;
        // A start begins its own doubts. This is only the first look after it, however near a cut's end that is; where it comes late, a battery may have ended meanwhile.
        if (silent + turn.Topology.Site.Timing.PollGap == turn.LookUntil)
        {
            if (turn.Now > turn.LookUntil + turn.Topology.Upses[ups].Ups.Settings.LowBatteryRunTime)
                DoubtDisks(turn, ups);
            return;
        }

        var ended = was.Mains == MainsState.Lost && now.Mains == MainsState.Good && was.EmptyAt <= turn.Now;
        // On battery as before, and counting as before: had it come, it would not be on again so soon, and would count no more.
        var countsOn = now is { CutPending: true, Mains: MainsState.Lost } && was.Mains == MainsState.Lost && turn.Now - silent < Limits.CutMargin;
        for (var output = countsOn ? 1 : 0; output < was.Outputs.Length; output++)
        {
            // One that was ordered again in the silence, unheard, may have run by its first order.
            var cut = was.Outputs[output];
            var came = (cut.Cut == CutStage.Ordered && cut.FirstAt + Shorter(cut.OffAt - cut.OrderedAt, turn.Topology.Upses[ups].Ups.Settings.ShutoffDelay) <= turn.Now + Limits.CutMargin)
                || (cut.Cut is CutStage.Armed or CutStage.Done && cut.OffAt + Limits.CutMargin >= silent && cut.OffAt <= turn.Now + Limits.CutMargin);
            if (!ended && !came)
                continue;
            for (var behind = 0; behind < was.Outputs.Length; behind++)
            {
                if (output > 0 && behind != output)
                    continue;
                foreach (var node in turn.Topology.Upses[ups].Outputs[behind].Nodes)
                    Begins(turn, node);
                DiskJudge.Doubt(turn, new OutputAt(ups, behind));
            }
        }
    }

    private static void DoubtDisks(Turn turn, int ups)
    {
        for (var output = 0; output < turn.Ups(ups).Outputs.Length; output++)
            DiskJudge.Doubt(turn, new OutputAt(ups, output));
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;

    /// <summary>Nobody looked: whatever was on its way down, or off, may have been started since, and run for long; and people may have rebooted what ran.</summary>
    public static void FollowsGap(Turn turn, int node)
    {
        if (turn.Node(node) is { Power: not NodePower.Unknown } state)
            turn.Set(node, state with { MayBootSince = turn.Now, Presumed = state.Presumed || state.Power is NodePower.Off or NodePower.OsStopping });
    }

    /// <summary>What another terminal has started in the last moment nobody here has seen.</summary>
    public static void FollowsLeader(Turn turn)
    {
        foreach (var run in turn.Runs.Where(run => run.Phase is Phase.StartingNodes or Phase.ReJoining))
        {
            foreach (var member in run.Members)
                Begins(turn, member.Node);
        }
    }

    /// <summary>Something may start the node now: its input, an order, or what nobody sees.</summary>
    public static void Begins(Turn turn, int node)
    {
        if (turn.Node(node).Power is NodePower.Off or NodePower.OsStopping or NodePower.Lost)
            turn.Set(node, turn.Node(node) with { MayBootSince = turn.Now });
    }
}
