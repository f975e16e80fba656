using PowerController.Console.Api.Documents;
using PowerController.Model.Plans;
using PowerController.Runtime.Desk;
using PowerController.Runtime.Snapshots;

namespace PowerController.Console.Api.Showing;

/// <summary>The configuration and its plans for readers.</summary>
internal static class SiteShown
{
    public static SiteDocument Of(SiteSnapshot snapshot)
    {
        var site = snapshot.Site;
        return new SiteDocument(
            site.Name,
            Spoken.Kebab(site.Build),
            snapshot.Digest,
            [.. site.Terminals.Select(terminal => terminal.Name)],
            [.. site.Groups.Select(group => group.Name)],
            [.. site.Upses.Select(ups => new SiteUps(ups.Name, [.. ups.OutletGroups.Select(group => group.Name)]))],
            [.. site.Nodes.Select(node => node.Name)],
            [.. site.Disks.Select(disk => disk.Name)],
            [.. snapshot.State.Topology.Units.Select(unit => unit.Name)],
            [.. Forecast.FailureNames(site)]);
    }

    public static PlanDocument Of(Plan plan) => new(
        plan.Failure,
        plan.FailedUpses,
        [.. plan.Steps.Select(step => new PlanStepDocument(
            step.Name, step.Actor, step.Target, step.Earliest.TotalSeconds, step.Latest.TotalSeconds, step.Because, step.Critical))],
        plan.TerminalAlive.TotalSeconds,
        plan.PointOfNoReturn?.TotalSeconds,
        [.. plan.Upses.Select(need => new PlanNeed(need.Ups, need.Required.TotalSeconds, need.Available?.TotalSeconds, need.Slack?.TotalSeconds))]);
}
