using System.Collections.Immutable;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Plans;

/// <summary>When a consumer has lost its power for good, given the UPSes that fail at second 0.</summary>
public static class SupplyLoss
{
    /// <summary>The confirm time after which fewer sources than needed are good; null when enough remain.</summary>
    public static TimeSpan? Time(SiteIndex index, Supply supply, ImmutableSortedSet<string> failed)
    {
        var confirmTimes = supply.From
            .Where(source => failed.Contains(source.Ups))
            .Select(source => index.Ups(source.Ups).ConfirmTime)
            .Order()
            .ToArray();
        var losses = supply.From.Length - supply.Needs + 1;
        return confirmTimes.Length >= losses ? confirmTimes[losses - 1] : null;
    }
}
