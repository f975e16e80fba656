using PowerController.Model.Checks;
using PowerController.Model.Sites;
using static PowerController.Model.Units.UnitText;

namespace PowerController.Decisions.Checks;

/// <summary>Clusters, what wraps them, what runs on them, and how their nodes are stopped.</summary>
internal static class ClusterRules
{
    public static IEnumerable<Finding> Check(SiteIndex index) =>
        index.Site.Clusters.SelectMany(Check).Concat(WithoutAgent(index.Site));

    private static IEnumerable<Finding> Check(Cluster cluster)
    {
        foreach (var wrapper in cluster.Wrappers.Where(wrapper => wrapper.Timeout < cluster.StopTimeout))
        {
            yield return CheckRules.Wrapper.Found(cluster.Name,
                $"{wrapper.Name} gives up after {Seconds(wrapper.Timeout)}, but {cluster.Name} may take {Seconds(cluster.StopTimeout)} to stop.",
                $"Set the timeout of {wrapper.Name} to {Of(cluster.StopTimeout)} or more.");
        }

        foreach (var workload in cluster.Workloads.Where(workload => workload.StopBudget > cluster.StopTimeout))
        {
            yield return CheckRules.WorkloadBudget.Found(cluster.Name,
                $"{workload.Name} needs {Seconds(workload.StopBudget)} to stop, but {cluster.Name} is given {Seconds(cluster.StopTimeout)}.",
                $"Set stopTimeout of {cluster.Name} to {Of(workload.StopBudget)} and some more.");
        }

        if (!ManagerNames.All.Contains(cluster.Manager, StringComparer.Ordinal))
        {
            yield return CheckRules.ManagerUnknown.Found(cluster.Name, $"{cluster.Name} has the manager '{cluster.Manager}'.",
                $"Choose one of {string.Join(", ", ManagerNames.All)}.");
        }

        if (cluster.Guard is null)
            yield return CheckRules.EndlessGuard.Found(cluster.Name, $"A planned power-off of {cluster.Name} waits for running work without a limit.", "Set its guard; 3m is usual.");
    }

    private static IEnumerable<Finding> WithoutAgent(Site site) =>
        site.Nodes.Where(node => node.StopBy is not StopByAgent)
            .Select(node => CheckRules.NoAgent.Found(node.Name, $"{node.Name} is stopped by a command over SSH.", "Run an agent on it where that is possible."));
}
