using PowerController.Decisions.Restore;
using PowerController.Decisions.Shutdown;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Outage;

/// <summary>What a node is, by its own words, by probes, and by whether it has any input. A node is down when that node is down; nobody is counted.</summary>
internal static class NodeJudge
{
    public static void Take(Turn turn, NodeReported said)
    {
        var at = turn.Topology.Node(said.Node);
        if (at < 0)
            return;
        var was = turn.Node(at);
        if (said.Boot < was.Boot || (said.Boot == was.Boot && !IsCredible(turn, at, was, said.Word)))
        {
            turn.Note(Rule.StaleWordDropped);
            // What it says is old; that it says something is not.
            if (said.Boot == was.Boot && was.Power is not (NodePower.Off or NodePower.OsStopping))
                turn.Set(at, was with { Silent = false, Unseen = false });
            return;
        }

        var fresh = said.Boot > was.Boot;
        var power = PowerOf(said.Word, was.Power);
        if (power == NodePower.Up && was.Power != NodePower.Up)
            turn.Note(Rule.NodeUp);
        var reboots = fresh && said.Word == AgentWord.OsStopping && FreshBoot.IsToldToReboot(turn, said.Node);
        if (fresh)
            FreshBoot.Take(turn, at, said.Node);

        turn.Set(at, was with
        {
            Power = power,
            Since = power == was.Power && !fresh ? was.Since : turn.Now,
            Boot = said.Boot,
            BootSeenAt = fresh ? turn.Now : was.BootSeenAt,
            Silent = false,
            Unseen = was.Unseen && power == NodePower.Starting,
            BootedAnew = was.BootedAnew && power != NodePower.Up,
            NoAnswers = 0,
            // Only of a node that is to go down does the last sign of life matter; a heartbeat of a healthy one changes nothing.
            HeardAt = power >= NodePower.ClusterStopping && power <= NodePower.OsStopping ? turn.Now : was.HeardAt,
            ToldRun = said.Run.IsNone ? (fresh ? RunId.None : was.ToldRun) : said.Run,
            GoesBy = fresh || (!said.Run.IsNone && said.Run != was.ToldRun) ? null : was.GoesBy,
            MayStopUntil = null,
            Presumed = false,
            MayBootSince = fresh || HasRunOn(turn, was, said.Word) ? TimeSpan.Zero : was.MayBootSince,
            StopFailed = said.Word == AgentWord.ClusterStopFailed || (!fresh && was.StopFailed),
            Unfed = !fresh && was.Unfed,
            Fell = was.Fell && power is NodePower.Off or NodePower.OsStopping,
        });
        // Where no run takes it down that is known here, another terminal, or somebody, may have told it to reboot.
        // Of a boot that was not heard of before it may be by the order of a run that goes down.
        if (reboots || (power == NodePower.OsStopping && (fresh ? !GoesDown(turn, at) : was.Power != NodePower.OsStopping && !IsTakenDown(turn, at))))
            UnheardBoot.FollowsStop(turn, at);
    }

    // Heard again after a gap, and of the same boot as before it.
    private static bool HasRunOn(Turn turn, NodeState was, AgentWord word) => was.Unseen && word != AgentWord.OsStopping && was.MayBootSince <= turn.Now;

    /// <summary>A card that is read by way of a node was read: the node runs.</summary>
    public static void TakeReadingBy(Turn turn, int host)
    {
        if (turn.Node(host).Power == NodePower.Off)
            TakeLife(turn, host, turn.Node(host));
    }

    public static void Take(Turn turn, NodeSilent said)
    {
        var at = turn.Topology.Node(said.Node);
        if (at < 0)
            return;
        var was = FoundOutside.FallsSilent(turn, turn.Node(at));
        if (was.Power is not (NodePower.Off or NodePower.OsStopping) && HasBegunToStop(turn, at, was))
        {
            // It has told somebody that it stops, perhaps another terminal: that it is silent now is no loss.
            turn.Set(at, UnheardStop.Stopping(turn, was));
            return;
        }

        if (was.Power is not (NodePower.Up or NodePower.Starting or NodePower.Lost))
        {
            turn.Set(at, was with { Silent = true });
            return;
        }

        if (was.Power != NodePower.Lost)
        {
            turn.Note(Rule.NodeLostUntold);
            turn.Tell(Urgency.Warning, said.Node, $"{said.Node} is silent although nobody told it to stop; it may still be running");
        }

        turn.Set(at, was with { Power = NodePower.Lost, Since = was.Power == NodePower.Lost ? was.Since : turn.Now, Silent = true });
    }

    public static void Take(Turn turn, NodeProbed probed)
    {
        var at = turn.Topology.Node(probed.Node);
        if (at < 0)
            return;
        var was = turn.Node(at);
        switch (probed.Answer)
        {
            case ProbeAnswer.NoAnswer when was.NoAnswers == Limits.ProbesForOff || IsDeaf(turn):
                break;
            case ProbeAnswer.NoAnswer:
                turn.Set(at, was with { NoAnswers = was.NoAnswers + 1 });
                break;
            case ProbeAnswer.PoweredOff:
                SetOff(turn, at, was, IsBeingStarted(turn, probed.Node) ? turn.Now : TimeSpan.Zero);
                // A better witness than any silence: nothing has to be asked again before its input is taken and given anew.
                turn.Set(at, turn.Node(at) with { NoAnswers = Limits.ProbesForOff, Presumed = false });
                break;
            default:
                TakeLife(turn, at, was);
                break;
        }
    }

    // What was sent to start it may arrive right after the answer.
    private static bool IsBeingStarted(Turn turn, string node) =>
        turn.Runs.Any(run => run.Pending.Any(pending => pending.Effect is StartNode start && start.Node == node));

    /// <summary>Where nothing in the network is heard it is this terminal that is cut off: that a node does not answer says nothing.</summary>
    public static bool IsDeaf(Turn turn)
    {
        var cards = 0;
        for (var ups = 0; ups < turn.Topology.Upses.Length; ups++)
        {
            if (turn.Topology.Upses[ups].Host is not null)
                continue;
            cards++;
            if (turn.Ups(ups).SilentSince is null)
                return false;
        }

        return cards > 0;
    }

    /// <summary>Draws what follows from time and from the outputs.</summary>
    public static void Settle(Turn turn, int area)
    {
        foreach (var at in turn.Topology.Areas[area].Nodes)
        {
            var was = turn.Node(at);
            var place = turn.Topology.Nodes[at];
            if (was.Power == NodePower.Off)
            {
                WatchInput(turn, at, place, was);
                continue;
            }

            if (HasNoInput(turn, place, was))
                SetOff(turn, at, was with { Fell = was.Fell || HadNotStopped(turn, at, was), Presumed = false }, TimeSpan.Zero);
            else if (was.Power == NodePower.OsStopping && was.NoAnswers >= Limits.ProbesForOff)
                SetOffWhenQuiet(turn, area, at, was);
            else
                UnheardStop.Settle(turn, area, at);
        }
    }

    /// <summary>The master has cut the input of those of its run that were on their way down: who stands by looks more rarely, and may not have seen it gone before it was back.</summary>
    public static void FollowsReport(Turn turn, Run run)
    {
        foreach (var member in run.Members)
        {
            var place = turn.Topology.Nodes[member.Node];
            if (turn.Node(member.Node) is { Silent: true, Power: NodePower.OsStopping } was && WasCut(turn, place, was.Since))
                SetOff(turn, member.Node, was with { Presumed = false }, turn.Now);
        }
    }

    // One that is switched off and on to start something is not seen to have gone.
    private static bool WasCut(Turn turn, NodePlace place, TimeSpan since)
    {
        var left = 0;
        foreach (var source in place.Sources)
        {
            if (turn.Output(source) is not { Cut: CutStage.Done } cut || cut.OffAt == cut.OrderedAt || cut.OffAt <= since || turn.Now < cut.OffAt)
                left++;
        }

        return left < place.Needs;
    }

    // What was on its way down, or never heard, is nobody's loss; unless it is said to go down by what is old, in a run that nobody here knows.
    private static bool HadNotStopped(Turn turn, int at, NodeState was) =>
        was.Power is not (NodePower.Unknown or NodePower.OsStopping or NodePower.Off) || (was is { Power: NodePower.OsStopping, Unseen: true } && !turn.IsInRun(at));

    private static void WatchInput(Turn turn, int at, NodePlace place, NodeState was)
    {
        var unfed = Supplies.IsUnfed(turn, place.Sources, place.Needs);
        if (unfed && was is not { Unfed: true, MayStopUntil: null, Presumed: false })
            turn.Set(at, was with { Unfed = true, MayStopUntil = null, Presumed = false });
        else if (!unfed && was.Unfed && Supplies.IsFed(turn, place.Sources, place.Needs))
            turn.Set(at, was with { Unfed = false, MayBootSince = turn.Now });
    }

    // A boot heard of after the output was seen off is the better witness: the reading is the older one.
    private static bool HasNoInput(Turn turn, NodePlace place, NodeState was) =>
        Supplies.IsUnfed(turn, place.Sources, place.Needs) && !WereOffBefore(turn, place, was.BootSeenAt);

    private static bool WereOffBefore(Turn turn, NodePlace place, TimeSpan boot)
    {
        foreach (var source in place.Sources)
        {
            if (!Supplies.IsOff(turn, source) || turn.Ups(source.Ups).OutputSince >= boot)
                return false;
        }

        return true;
    }

    private static void SetOffWhenQuiet(Turn turn, int area, int at, NodeState was)
    {
        var quiet = (was.HeardAt > was.Since ? was.HeardAt : was.Since) + Limits.QuietForOff;
        // What nobody saw since its last word may have started it again already.
        if (turn.Now < quiet)
        {
            turn.Due(area, quiet);
            return;
        }

        SetOff(turn, at, was, was.Presumed || was.MayBootSince > was.Since ? was.MayBootSince : TimeSpan.Zero);
        turn.Set(at, turn.Node(at) with { MayStopUntil = was.Since + turn.Topology.Nodes[at].Node.OsStopTime });
    }

    /// <summary>Not heard and not answering for half a start, with nothing said of stopping: it is taken for off, to be started. It may be booting for all we know.</summary>
    /// <param name="since">From when on it may be booting.</param>
    public static void TakeForOff(Turn turn, int at, TimeSpan since) => SetOff(turn, at, turn.Node(at) with { Presumed = true }, since);

    private static void SetOff(Turn turn, int at, NodeState was, TimeSpan mayBootSince)
    {
        if (was.Power == NodePower.Off)
            return;
        turn.Note(Rule.NodeOffByEvidence);
        turn.Set(at, was with { Power = NodePower.Off, Since = turn.Now, Silent = true, NoAnswers = 0, MayBootSince = mayBootSince, StopFailed = false, MayStopUntil = null });
    }

    private static void TakeLife(Turn turn, int at, NodeState was)
    {
        var place = turn.Topology.Nodes[at];
        if (was.Power == NodePower.Off)
        {
            // Without input nothing runs, whatever answered. With input, something has started it, or it was never off: where nothing can have, it still stops.
            if (!Supplies.IsUnfed(turn, place.Sources, place.Needs) && StillStops(turn, at, was))
                turn.Set(at, UnheardStop.Stopping(turn, was));
            else if (!Supplies.IsUnfed(turn, place.Sources, place.Needs))
                turn.Set(at, was with { Power = HasAgent(place) ? NodePower.Starting : NodePower.Up, Since = turn.Now, BootSeenAt = turn.Now, Unseen = false, NoAnswers = 0, Fell = false });
            return;
        }

        // Where no agent can run, an answer is all there is to know it by.
        var up = !HasAgent(place) && was.Power is (NodePower.Unknown or NodePower.Starting or NodePower.Lost);
        turn.Set(at, was with
        {
            Power = up ? NodePower.Up : was.Power,
            Since = up ? turn.Now : was.Since,
            Unseen = false,
            NoAnswers = 0,
            HeardAt = was.Power is NodePower.OsStopping or NodePower.Lost ? turn.Now : was.HeardAt,
        });
    }

    private static bool HasAgent(NodePlace place) => place.Node.StopBy is StopByAgent;

    // Within one boot the end of the operating system is not taken back where it was said, and without input no word is new.
    private static bool IsCredible(Turn turn, int at, NodeState was, AgentWord word)
    {
        var place = turn.Topology.Nodes[at];
        return was.Power switch
        {
            NodePower.Off => (was.Presumed || word == AgentWord.OsStopping) && !Supplies.IsUnfed(turn, place.Sources, place.Needs),
            NodePower.OsStopping => was.Presumed || word == AgentWord.OsStopping,
            NodePower.ClusterStopped => word is AgentWord.OsStopping or AgentWord.ClusterStopped || !GoesDown(turn, at),
            NodePower.ClusterStopping => word is not (AgentWord.Up or AgentWord.Booted) || !GoesDown(turn, at),
            _ => true,
        };
    }

    // Also when the run has begun to rise meanwhile: mains may be back before it has stopped.
    private static bool StillStops(Turn turn, int node, NodeState was) =>
        turn.Now < was.MayStopUntil
        || (was.MayBootSince == TimeSpan.Zero && (turn.Now < was.MayStopUntil + turn.Topology.Nodes[node].Node.OsStopTime || WasToldToStop(turn, node)));

    private static bool WasToldToStop(Turn turn, int node) =>
        turn.Runs.Any(run => turn.Node(node).BootSeenAt <= run.CommittedAt && run.Members.Any(member => member.Node == node && member.OsStop == Step.Done));

    private static bool HasBegunToStop(Turn turn, int node, NodeState state)
    {
        if (turn.Now >= UnheardStop.ToldUntil(turn, node))
            return true;
        foreach (var run in turn.Runs)
        {
            if (run.GoesDown && state.BootSeenAt <= run.CommittedAt && run.Members.Any(member => member.Node == node && member.OsStop == Step.Done))
                return true;
        }

        return false;
    }

    private static bool GoesDown(Turn turn, int node)
    {
        foreach (var run in turn.Runs)
        {
            if (run.GoesDown && run.Has(node))
                return true;
        }

        return false;
    }

    // What has booted since a run was decided stops by that only where it is told to once more.
    private static bool IsTakenDown(Turn turn, int node) => turn.NodeName(node) is var name && turn.Node(node).BootSeenAt is var boot
        && turn.Runs.Any(run => run.GoesDown && run.Has(node) && (boot <= run.CommittedAt || run.Pending.Any(pending => pending.Effect is OrderOsStop stop && stop.Node == name)));

    private static NodePower PowerOf(AgentWord word, NodePower was) => word switch
    {
        AgentWord.Booted => NodePower.Starting,
        AgentWord.Up => NodePower.Up,
        AgentWord.ClusterStopping => NodePower.ClusterStopping,
        AgentWord.ClusterStopped => NodePower.ClusterStopped,
        AgentWord.ClusterStopFailed => was is NodePower.Unknown or NodePower.Lost or NodePower.Off or NodePower.OsStopping ? NodePower.Up : was,
        AgentWord.OsStopping => NodePower.OsStopping,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
