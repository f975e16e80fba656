using System.Collections.Immutable;
using PowerController.Model.Plans;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Plans;

/// <summary>Turns a site and a failure into the timeline of the shutdown. Arithmetic only: anybody can redo it by hand.</summary>
public static class ShutdownPlanner
{
    private static readonly ImmutableSortedDictionary<string, TimeSpan> _noRunTimes =
        ImmutableSortedDictionary.Create<string, TimeSpan>(StringComparer.Ordinal);

    /// <summary>The plan for one failure.</summary>
    /// <param name="runTimes">Live run times by UPS; the others count with what the configuration expects.</param>
    public static Plan Plan(SiteIndex index, Failure failure, ImmutableSortedDictionary<string, TimeSpan>? runTimes = null)
    {
        var stops = Stopping.CausedBy(index, failure);
        var cuts = Cut.ReleasedBy(index, failure, stops);
        var timeline = new Timeline(index, stops, cuts);
        timeline.Lay();
        var terminalAlive = timeline.TerminalAlive;
        return new Plan(
            failure.Name,
            [.. failure.Upses],
            timeline.Steps(),
            terminalAlive,
            stops.Length == 0 ? null : stops.Min(stop => stop.ConfirmTime) + index.Site.Timing.PollGap,
            Needs(index, failure, cuts, timeline, terminalAlive, runTimes ?? _noRunTimes));
    }

    /// <summary>The longest time that a control terminal must be alive, over every failure the site's structure names.</summary>
    public static (TimeSpan Longest, Failure Case) LongestTerminalDuty(SiteIndex index)
    {
        var longest = (Longest: TimeSpan.Zero, Case: Failure.All(index.Site));
        foreach (var failure in Failure.Of(index))
        {
            var alive = Plan(index, failure).TerminalAlive;
            if (alive > longest.Longest)
                longest = (alive, failure);
        }

        return longest;
    }

    private static ImmutableArray<UpsNeed> Needs(
        SiteIndex index,
        Failure failure,
        ImmutableArray<Cut> cuts,
        Timeline timeline,
        TimeSpan terminalAlive,
        ImmutableSortedDictionary<string, TimeSpan> runTimes)
    {
        var required = new SortedDictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (var name in failure.Upses)
            required[name] = index.TerminalsFedBy(name).Any() ? terminalAlive : TimeSpan.Zero;
        for (var i = 0; i < cuts.Length; i++)
        {
            var name = cuts[i].Source.Ups;
            var off = timeline.OutputOff(i);
            required[name] = required.TryGetValue(name, out var so) && so > off ? so : off;
        }

        return [.. index.Site.Upses
            .Where(ups => required.ContainsKey(ups.Name))
            .Select(ups => new UpsNeed(
                ups.Name,
                required[ups.Name],
                runTimes.TryGetValue(ups.Name, out var live) ? live : ups.ExpectedRunTime))];
    }
}
