using System.Collections.Immutable;
using PowerController.Decisions.Plans;
using PowerController.Model.Checks;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Checks;

/// <summary>Judges a configuration before anything fails: every rule, all findings at once.</summary>
public static class SiteChecks
{
    /// <param name="runTimes">Live run times by UPS, where the site is running; the others count with what the configuration expects.</param>
    public static ImmutableArray<Finding> Run(SiteIndex index, ImmutableSortedDictionary<string, TimeSpan>? runTimes = null)
    {
        var everything = ShutdownPlanner.Plan(index, Failure.All(index.Site), runTimes);
        return [.. TimeRules.Check(index, everything)
            .Concat(SupplyRules.Check(index))
            .Concat(BuildRules.Check(index))
            .Concat(RestoreRules.Check(index))
            .Concat(UpsRules.Check(index))
            .Concat(NetworkRules.Check(index))
            .Concat(ClusterRules.Check(index))
            .OrderByDescending(finding => finding.Severity)
            .ThenBy(finding => finding.Code, StringComparer.Ordinal)];
    }
}
