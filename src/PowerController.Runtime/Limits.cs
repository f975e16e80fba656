namespace PowerController.Runtime;

/// <summary>What is held at most, and why. Clusters, groups and UPSes of a site are not limited.</summary>
internal static class Limits
{
    /// <summary>The largest cluster that the cluster managers in use support.</summary>
    public const int ClusterNodes = 16;

    /// <summary>No machine has more power inputs.</summary>
    public const int Sources = 16;

    /// <summary>Terminals watch each other, every one all others; three are enough to lose one.</summary>
    public const int Terminals = 16;

    /// <summary>More than a cluster manager's volume list holds.</summary>
    public const int ClusterDisks = 256;

    /// <summary>They stop one after the other within one timeout.</summary>
    public const int Workloads = 256;

    /// <summary>The largest switched units have about as many groups.</summary>
    public const int OutletGroups = 64;

    /// <summary>They run one after the other within minutes.</summary>
    public const int Jobs = 64;

    /// <summary>More people are given a role by a group.</summary>
    public const int SocketRoles = 64;

    /// <summary>Every request's token is compared with all of them.</summary>
    public const int ApiTokens = 64;
}
