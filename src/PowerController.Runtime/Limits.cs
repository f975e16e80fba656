namespace PowerController.Runtime;

/// <summary>What is held at most, and why. Clusters, groups and UPSes of a site are not limited.</summary>
internal static class Limits
{
    /// <summary>The largest cluster that the cluster managers in use support.</summary>
    public const int ClusterNodes = 16;

    /// <summary>No machine has more power inputs.</summary>
    public const int Sources = 16;
}
