using System.Collections.Immutable;
using PowerController.Decisions.Checks;
using PowerController.Decisions.Plans;
using PowerController.Model.Checks;
using PowerController.Model.Plans;
using PowerController.Model.Sites;
using PowerController.Runtime.Snapshots;

namespace PowerController.Runtime.Desk;

/// <summary>What would happen, and what is found wanting, with the run times that the UPSes tell now.</summary>
public static class Forecast
{
    /// <summary>Every name that <see cref="OfFailure"/> understands.</summary>
    public static IEnumerable<string> FailureNames(Site site) => Failure.NamesOf(site);

    /// <summary>The plan if this fails now; null when nothing is called so.</summary>
    public static Plan? OfFailure(SiteSnapshot snapshot, string name)
    {
        var index = new SiteIndex(snapshot.Site);
        return Failure.Named(index, name) is { } failure ? ShutdownPlanner.Plan(index, failure, RunTimes(snapshot)) : null;
    }

    /// <summary>Every check of the configuration, against the run times of now.</summary>
    public static ImmutableArray<Finding> Findings(SiteSnapshot snapshot) => SiteChecks.Run(new SiteIndex(snapshot.Site), RunTimes(snapshot));

    private static ImmutableSortedDictionary<string, TimeSpan> RunTimes(SiteSnapshot snapshot)
    {
        var known = ImmutableSortedDictionary.CreateBuilder<string, TimeSpan>(StringComparer.Ordinal);
        for (var at = 0; at < snapshot.Upses.Length; at++)
        {
            if (snapshot.Upses[at].Last?.RunTime is { } runTime)
                known[snapshot.State.Topology.Upses[at].Ups.Name] = runTime;
        }

        return known.ToImmutable();
    }
}
