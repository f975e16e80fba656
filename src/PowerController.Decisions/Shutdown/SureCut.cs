using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Shutdown;

/// <summary>Whether a cut that is taken comes for sure, where nobody will be there to look later: an acknowledgement proves nothing.</summary>
internal static class SureCut
{
    /// <summary>Settled, and where the card has mains, or had it when it was told, it shows that it counts down.</summary>
    public static bool IsSure(RunTurn work, OutputAt at)
    {
        var output = work.Turn.Output(at);
        if (CutArming.IsTakenBack(work, at) || (IsUnshown(work, at) && work.Turn.Ups(at.Ups).SilentSince is not null))
            return false;
        if (!IsUnshown(work, at) && !(output.Cut == CutStage.Armed && at.Output == 0 && work.Turn.Ups(at.Ups) is { SilentSince: null, CutPending: false, Mains: MainsState.Good }))
            return CutArming.IsSettled(work, at);
        // Its time has come, and a countdown that is over is shown no more: whether it goes off is seen in a moment (CutWatch), and a new one would cut what comes on again.
        if (work.Now >= output.OffAt)
            return false;
        var shown = output.OrderedAt + Limits.CutRetry;
        if (work.Now < shown)
        {
            work.Due(shown);
            return false;
        }

        work.Note(Rule.CutIgnored);
        var tries = output.Attempts < Limits.CutAttempts;
        work.Turn.SetOutput(at, output with { Cut = tries ? CutStage.None : CutStage.Impossible });
        if (tries)
            return false;
        // It never showed one; should it count down all the same, that must not come when what it feeds runs again.
        work.GiveUp($"{CutArming.At(work, at)} acknowledged every cut and never counted down");
        CutWatch.TakeBack(work, at);
        return true;
    }

    /// <summary>Acknowledged with mains there, and the card does not show a countdown: it may have ignored it.</summary>
    public static bool IsUnshown(RunTurn work, OutputAt at) =>
        at.Output == 0 && work.Turn.Output(at) is { Cut: CutStage.Armed } cut && work.Turn.Ups(at.Ups) is { CutPending: false } ups && HadMains(ups, cut);

    /// <summary>An order before the last one had no answer: its card may have taken that, whatever it said to the last.</summary>
    public static bool HasUnansweredBefore(OutputState output) => (output.FirstAt > TimeSpan.Zero && output.FirstAt < output.OrderedAt) || output.EarlierOffAt > TimeSpan.Zero;

    // Told just before its mains failed it was told with mains there.
    private static bool HadMains(UpsState ups, OutputState cut) => cut.Kind != CutKind.OnBattery || (ups.Mains == MainsState.Lost && ups.MainsSince > cut.OrderedAt);

    /// <summary>Its mains is there, and it is not known yet whether the output that would start it again takes its cut, or begins it anew.</summary>
    public static bool StillTries(RunTurn work, int node)
    {
        var sources = work.Turn.Topology.Nodes[node].Sources;
        return sources.All(source => work.Turn.Ups(source.Ups) is { SilentSince: null, Mains: MainsState.Good })
            && (IsBegunAnew(work, node) || sources.Any(source => !CutArming.IsLeft(work, source) && work.Turn.Ups(source.Ups).CutPending == false
                && work.Turn.Output(source) is { Cut: not (CutStage.Impossible or CutStage.Done), Attempts: <= Limits.CutAttempts }));
    }

    /// <summary>One of the cuts that would start it again is being ended, or has to be: it came too soon, or without the others.</summary>
    public static bool IsBegunAnew(RunTurn work, int node) =>
        work.Turn.Topology.Nodes[node].Sources.Any(source => CutArming.IsTakenBack(work, source) || CommonCut.IsOutOfStep(work, source));
}
