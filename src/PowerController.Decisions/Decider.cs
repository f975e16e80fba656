using PowerController.Decisions.Outage;
using PowerController.Decisions.PlannedPower;
using PowerController.Decisions.Restore;
using PowerController.Decisions.Shutdown;
using PowerController.Decisions.Turns;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Decisions;

/// <summary>The decision: state and event in, next state and effects out. No clock, no chance, no I/O: same events, same decisions, for ever.</summary>
public static class Decider
{
    private static readonly RuleSet _nothing = default(RuleSet).With(Rule.ReadingChangedNothing);

    public static Decision Decide(SiteState state, PowerEvent happened)
    {
        if (happened is UpsRead read && ChangesNothing(state, read))
            return new Decision(state, [], _nothing);
        var turn = new Turn(state, happened.At) { Woken = happened is Woke };
        Take(turn, happened);
        Settling.Settle(turn);
        return turn.Decide();
    }

    // The hot path: nearly every reading says what is known already.
    private static bool ChangesNothing(SiteState state, UpsRead read)
    {
        if (state.Times is null)
            return false;
        var at = state.Topology.Ups(read.Ups);
        if (at < 0)
            return true;
        var was = state.Upses[at];
        var rules = default(RuleSet);
        var now = read.At > state.Now ? read.At : state.Now;
        return ReferenceEquals(was, Judge(state.Topology, state.Times, at, was, read, now, ref rules)) && rules == default;
    }

    private static void Take(Turn turn, PowerEvent happened)
    {
        switch (happened)
        {
            case UpsRead read:
                TakeReading(turn, read);
                break;
            case UpsSilent silent:
                TakeSilence(turn, silent);
                break;
            case PeersAgreedOnSilence agreed:
                if (turn.Topology.Ups(agreed.Ups) is >= 0 and var at && turn.Ups(at).SilentSince is not null)
                    turn.Set(at, turn.Ups(at) with { SilenceAgreed = true });
                break;
            case DiskProbed probed:
                if (turn.Topology.Disk(probed.Disk) is >= 0 and var disk)
                    turn.Set(disk, turn.Disk(disk) with { Ready = probed.Ready });
                ForgetProbe(turn, probed.Disk, disk: true);
                break;
            case NodeReported said:
                TakeWord(turn, said);
                break;
            case NodeSilent said:
                NodeJudge.Take(turn, said);
                break;
            case NodeProbed probed:
                NodeJudge.Take(turn, probed);
                break;
            case ClusterReported said:
                if (turn.Topology.Unit(said.Cluster) is >= 0 and var unit)
                    turn.Set(unit, turn.Unit(unit) with { Cluster = said.Word });
                break;
            case EffectDone done:
                EffectResults.Take(turn, done);
                break;
            case EffectFailed failed:
                EffectResults.Take(turn, failed);
                break;
            case Woke:
                TouchWhatIsDue(turn);
                break;
            case OperatorAsked or PlannedAsked or AdministratorStopped:
                Requests.Take(turn, happened);
                break;
            case Started or BecameMaster or BecameStandby or RunsReported or RunsOffered:
                Leading.Take(turn, happened);
                break;
            case ConfigurationChanged changed:
                Reconfiguring.Take(turn, changed);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static void TakeReading(Turn turn, UpsRead read)
    {
        var at = turn.Topology.Ups(read.Ups);
        if (at < 0)
            return;
        var was = turn.Ups(at);
        var rules = default(RuleSet);
        turn.Set(at, Judge(turn.Topology, turn.Times, at, was, read, turn.Now, ref rules));
        turn.Note(rules);
        // What is not counted down any more at the first look after a start was over before it, however little time the clock says has passed.
        var counted = was.CutPending || Supplies.IsNotHeardSinceStart(turn, was) || ForgottenCut.IsFirstLook(turn, at, was);
        if (counted && turn.Ups(at) is { CutPending: false, Output: OutputPower.On, OffSince: null, SilentSince: null })
            ForgottenCut.CountsNoMore(turn, at);
        UnheardBoot.FollowsSilence(turn, at, was);
        UnheardCut.TellAgain(turn, at, was);
        UnknownCut.CountsOn(turn, at, was);
        Leading.HearFirst(turn, was, turn.Ups(at));
        if (turn.Topology.Upses[at].Host is { } host)
            NodeJudge.TakeReadingBy(turn, host);
        UpsNews.Tell(turn, at, was, turn.Ups(at));
    }

    private static void TakeWord(Turn turn, NodeReported said)
    {
        var at = turn.Topology.Node(said.Node);
        if (at < 0)
            return;
        var was = turn.Node(at);
        NodeJudge.Take(turn, said);
        LostRuns.Hear(turn, at, was);
        StrayCut.WithdrawInLocal(turn, at);
        OsStopPhase.HearAgain(turn, at, was);
    }

    private static void TakeSilence(Turn turn, UpsSilent silent)
    {
        var at = turn.Topology.Ups(silent.Ups);
        if (at < 0)
            return;
        var was = turn.Ups(at);
        var rules = default(RuleSet);
        turn.Set(at, OutageJudge.Silent(was, turn.Now, ref rules));
        turn.Note(rules);
        UpsNews.Tell(turn, at, was, turn.Ups(at));
    }

    private static UpsState Judge(Topology topology, SiteTimes times, int at, UpsState was, UpsRead read, TimeSpan now, ref RuleSet rules) =>
        OutageJudge.Judge(topology.Upses[at].Ups, was, read.Reading, now, times.LeastNeeds[at], times.FullNeeds[at], ref rules);

    private static void ForgetProbe(Turn turn, string name, bool disk)
    {
        foreach (var run in turn.Runs)
        {
            if (disk && run.Pending.Any(pending => pending.Effect is Model.Effects.ProbeDisk probe && probe.Disk == name && turn.Disk(turn.Topology.Disk(name)).Ready == true))
                turn.Put(run with { Pending = run.Pending.RemoveAll(pending => pending.Effect is Model.Effects.ProbeDisk probe && probe.Disk == name) });
        }
    }

    private static void TouchWhatIsDue(Turn turn)
    {
        for (var area = 0; area < turn.Topology.Areas.Length; area++)
        {
            if (turn.Area(area).DueAt <= turn.Now)
                turn.Touch(area);
        }
    }
}
