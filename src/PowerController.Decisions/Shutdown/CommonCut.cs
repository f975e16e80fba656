using PowerController.Decisions.Plans;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Shutdown;

/// <summary>A node that lives on any of several outputs boots with its power only when they have been off at the same time: where nobody is left who could start it, their cuts come together.</summary>
internal static class CommonCut
{
    /// <summary>How long the cut takes that comes with those of the other outputs; nothing where none is to be waited for.</summary>
    public static TimeSpan Wait(RunTurn work, OutputAt at)
    {
        // A card that does not take so long a delay gets its last orders without.
        if (work.Turn.Output(at).Attempts >= Limits.CutAttempts - 1 || OsStopPhase.AnybodyStays(work))
            return TimeSpan.Zero;
        var last = TimeSpan.Zero;
        foreach (var node in work.Turn.Topology.Upses[at.Ups].Outputs[at.Output].Nodes)
        {
            var place = work.Turn.Topology.Nodes[node];
            foreach (var source in place.Sources)
            {
                if (source != at && place.Needs < place.Sources.Length && OffIn(work, source) is var off && off > last)
                    last = off;
            }
        }

        return last <= Limits.CommonCut ? last : TimeSpan.Zero;
    }

    /// <summary>This very host would live on by its other outputs, which can not be cut now: the cut of one alone would only shorten the time that it can hold out.</summary>
    public static bool IsHalf(RunTurn work, OutputAt at)
    {
        foreach (var node in work.Turn.Topology.Upses[at.Ups].Outputs[at.Output].Nodes)
        {
            var place = work.Turn.Topology.Nodes[node];
            if (place.Needs < place.Sources.Length && work.IsSelf(node) && StayOnBeside(work, place, at) >= place.Needs
                && HoldOut.Holds(work, node) && !HoldOut.IsAboutToEnd(work, node))
                return true;
        }

        return false;
    }

    /// <summary>Another output of this very host is off, and comes on by itself at no known time: the sooner this one is off as well, the surer the host loses its input and boots with it.</summary>
    public static bool RacesAReturn(RunTurn work, OutputAt at)
    {
        if (OsStopPhase.AnybodyStays(work))
            return false;
        foreach (var node in work.Turn.Topology.Upses[at.Ups].Outputs[at.Output].Nodes)
        {
            var place = work.Turn.Topology.Nodes[node];
            if (work.IsSelf(node) && place.Needs < place.Sources.Length && place.Sources.Any(source => source != at && Supplies.IsOff(work.Turn, source)))
                return true;
        }

        return false;
    }

    private static int StayOnBeside(RunTurn work, NodePlace place, OutputAt at)
    {
        var on = 0;
        foreach (var source in place.Sources)
        {
            if (source != at && StaysOn(work, source))
                on++;
        }

        return on;
    }

    private static bool StaysOn(RunTurn work, OutputAt at) =>
        work.Turn.Output(at).Cut is CutStage.None or CutStage.Ignored or CutStage.Impossible && OffIn(work, at) == TimeSpan.Zero;

    /// <summary>It may be on again before another one goes off.</summary>
    public static bool IsOutOfStep(RunTurn work, OutputAt at) =>
        work.Turn.Output(at) is { Cut: CutStage.Armed } cut && work.Turn.Ups(at.Ups).SilentSince is null && Wait(work, at) > cut.OffAt - work.Now + Step(work.Turn.Topology.Upses[at.Ups].Ups);

    // It stays off for its disk protection time, also with mains.
    private static TimeSpan Step(Ups ups) => ups.Settings.DiskProtectionTime - Limits.CutMargin is var step && step > Limits.CutRetry ? step : Limits.CutRetry;

    private static TimeSpan OffIn(RunTurn work, OutputAt at)
    {
        var output = work.Turn.Output(at);
        if (output.Cut is CutStage.Ordered or CutStage.Armed && !CutArming.IsTakenBack(work, at))
            return output.OffAt - work.Now;
        if (output.Cut is CutStage.Done or CutStage.Impossible || work.Turn.Ups(at.Ups).SilentSince is not null || CutArming.IsLeft(work, at) || StopsBehind.Longest(work, at) is not { } longest)
            return TimeSpan.Zero;
        var ups = work.Turn.Topology.Upses[at.Ups].Ups;
        var usual = CutArithmetic.Shortest(ups, new PowerSource(ups.Name, CutArming.Names(work, at).Group));
        var delay = longest + Limits.StopMargin > usual ? longest + Limits.StopMargin : usual;
        return CutOrder.Kind(work, at, output) == CutKind.Graceful ? delay + CutArithmetic.GracefulDelay(ups.Settings) - ups.Settings.ShutoffDelay : delay;
    }
}
