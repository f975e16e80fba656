using PowerController.Decisions.Outage;
using PowerController.Decisions.Turns;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Shutdown;

/// <summary>A countdown that was to run, and that its card does not show any more.</summary>
internal static class ForgottenCut
{
    /// <summary>The card counts down no more and its output is on: it has forgotten its countdown, or all of it is over already.</summary>
    public static void CountsNoMore(Turn turn, int ups)
    {
        var at = new OutputAt(ups, 0);
        if (turn.Output(at) is not { Cut: CutStage.Armed } cut)
            return;
        if (HasNotCome(turn, at, cut))
            turn.SetOutput(at, OutputState.Untouched);
        // Its values are not read in one moment, or it tells of its output later: with mains for a while it has not forgotten it, but may just have cut, and what it feeds starts when it is on again.
        else if (turn.Ups(ups) is { Mains: MainsState.Good } good)
            IsOver(turn, at, cut, mayHaveCome: good.MainsSince < turn.Now);
        // Near its end on battery, too: an order now would cut what comes on again.
        else if (turn.Now < cut.OffAt - CutWatch.Before(cut, Limits.CutMargin))
            turn.SetOutput(at, cut with { Cut = CutStage.None, OffAt = TimeSpan.Zero });
    }

    /// <summary>It took its cut on battery, and fell silent before it was read again: meanwhile another terminal may have ended its countdown.</summary>
    public static bool IsFirstLook(Turn turn, int ups, UpsState was) =>
        was.SilentSince is { } silent && turn.Ups(ups).Mains == MainsState.Lost
        && turn.Output(new OutputAt(ups, 0)) is { Cut: CutStage.Armed } cut && cut.OrderedAt >= silent - turn.Topology.Site.Timing.PollGap;

    private static void IsOver(Turn turn, OutputAt at, OutputState cut, bool mayHaveCome)
    {
        turn.SetOutput(at, mayHaveCome ? cut with { Cut = CutStage.Done, OrderedAt = turn.Now, OffAt = turn.Now } : cut with { Cut = CutStage.Done });
        FreshBoot.NoteInput(turn, at, cut.OrderedAt);
        if (!mayHaveCome)
            return;
        DiskJudge.Doubt(turn, at);
        foreach (var node in turn.Topology.Upses[at.Ups].Outputs[at.Output].Nodes)
            UnheardBoot.Begins(turn, node);
    }

    // Long before its time, and this very host, which has not booted since, would have gone with it: another terminal has ended it, or it was only kept in mind as what
    // one may order unheard (CutOff). Without a new one nothing would start this host again.
    private static bool HasNotCome(Turn turn, OutputAt at, OutputState cut) =>
        turn.Now < CutWatch.Earliest(turn, at, cut) && turn.Own?.Node is { } own && turn.Node(own) is { Silent: false } host && host.BootSeenAt < cut.OrderedAt
        && turn.Topology.Nodes[own] is var place && place.Needs == place.Sources.Length && place.Sources.Contains(at);
}
