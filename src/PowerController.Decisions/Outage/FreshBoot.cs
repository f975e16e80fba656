using PowerController.Decisions.Shutdown;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Outage;

/// <summary>What a node that says that it has booted makes void of all that was known and ordered before.</summary>
internal static class FreshBoot
{
    public static void Take(Turn turn, int at, string name)
    {
        NoteInput(turn, at);
        ForgetUnseen(turn, at);
        ForgetOrders(turn, name);
    }

    // A node that boots says that its outputs are on again, whoever reads them; where one of several is enough, their cards say which. A cut of before is over, and has to
    // be ordered anew if it is wanted again.
    private static void NoteInput(Turn turn, int at)
    {
        var place = turn.Topology.Nodes[at];
        foreach (var source in place.Sources)
        {
            if (turn.Output(source) is { Cut: CutStage.Done } cut && (source.Output > 0 || place.Needs == place.Sources.Length || Supplies.Feeds(turn, source)))
                turn.SetOutput(source, OutputState.Untouched with { OrderedAt = cut.OrderedAt });
            else if (turn.Output(source).Cut == CutStage.Ordered && turn.Topology.Upses[source.Ups].Host == at)
                CutWatch.ForgetOrder(turn, source);
        }
    }

    /// <summary>The boot may have been heard of before the card was: its cut is over all the same.</summary>
    public static void NoteInput(Turn turn, OutputAt at, TimeSpan ordered)
    {
        foreach (var node in turn.Topology.Upses[at.Ups].Outputs[at.Output].Nodes)
        {
            if (turn.Node(node) is { Silent: false, Power: NodePower.Up or NodePower.Starting } booted && booted.BootSeenAt > ordered)
                NoteInput(turn, node);
        }
    }

    // A card that is read by way of the node was silent while that was down: what it said before is about another time.
    private static void ForgetUnseen(Turn turn, int node)
    {
        foreach (var source in turn.Topology.Nodes[node].Sources)
        {
            var ups = turn.Ups(source.Ups);
            if (turn.Topology.Upses[source.Ups].Host == node && ups.SilentSince is not null)
            {
                turn.Set(source.Ups, ups with
                {
                    Mains = MainsState.Unknown,
                    Output = OutputPower.Unknown,
                    FailedSince = null,
                    ExhaustingSince = null,
                    LowSince = null,
                    EmptyAt = null,
                    SilenceAgreed = false,
                    SilenceCounts = false,
                });
            }
        }
    }

    /// <summary>It has not answered that yet: a first word that it stops may be its obedience.</summary>
    public static bool IsToldToReboot(Turn turn, string node) => turn.Runs.Any(run => run.Pending.Any(pending => pending.Effect is RebootNode reboot && reboot.Node == node));

    // What was ordered of an earlier boot is void: repeated to this one it would stop a node that was started again.
    private static void ForgetOrders(Turn turn, string node)
    {
        // While it is to stop it is ordered anew.
        foreach (var run in turn.Runs)
        {
            var left = run.Pending.RemoveAll(pending => (pending.Effect is OrderOsStop stop && string.Equals(stop.Node, node, StringComparison.Ordinal))
                || (pending.Effect is RebootNode reboot && string.Equals(reboot.Node, node, StringComparison.Ordinal))
                || (pending.Effect is TellDeadlines told && run.Phase > Phase.StoppingOs && string.Equals(told.Node, node, StringComparison.Ordinal)));
            turn.Put(TellAnew(turn, left.Length < run.Pending.Length ? run with { Pending = left } : run, node));
        }
    }

    // Under a number of its own: the earlier boot may have acknowledged its deadlines, and the word of that be late.
    private static Run TellAnew(Turn turn, Run run, string node)
    {
        for (var at = 0; at < run.Pending.Length; at++)
        {
            if (run.Pending[at] is { Effect: TellDeadlines told } pending && string.Equals(told.Node, node, StringComparison.Ordinal))
            {
                var anew = pending with { Effect = told with { Id = new EffectId(run.Id, run.NextEffect) }, RetryAt = turn.Now };
                run = run with { NextEffect = run.NextEffect + 1, Pending = run.Pending.SetItem(at, anew) };
            }
        }

        return run;
    }
}
