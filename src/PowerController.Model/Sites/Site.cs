using System.Collections.Immutable;

namespace PowerController.Model.Sites;

/// <summary>The four ways a site is built.</summary>
public enum SiteBuild
{
    /// <summary>A control terminal outside the cluster, on its own UPS (way A).</summary>
    TerminalApart,

    /// <summary>The control terminals are nodes of the cluster (way B).</summary>
    TerminalsAmongNodes,

    /// <summary>A mirror cluster: each node with its own UPS, no SNMP, nodes decide together (way C).</summary>
    Mirror,

    /// <summary>One UPS, one node.</summary>
    Single,
}

/// <summary>Everything one configuration describes, complete: every default is filled in.</summary>
/// <remarks>Names are unique over all kinds, so that a name alone says what is meant. All arrays keep the order of the file.</remarks>
public sealed record Site(
    string Name,
    SiteBuild Build,
    SiteNetwork Network,
    SiteTiming Timing,
    ImmutableArray<Terminal> Terminals,
    ImmutableArray<Group> Groups,
    ImmutableArray<Ups> Upses,
    ImmutableArray<Node> Nodes,
    ImmutableArray<Disk> Disks,
    ImmutableArray<Cluster> Clusters);

/// <summary>Where the hosts of the site talk, and the secret that makes a message one of ours.</summary>
public sealed record SiteNetwork(string GroupAddress, int GroupPort, SecretSource? GroupKey)
{
    /// <summary>An etcd that says who leads; null where the terminals settle it among themselves.</summary>
    public SiteLease? Lease { get; init; }
}

/// <summary>Where the terminals hold their lease of the lead.</summary>
/// <param name="Endpoints">URLs of the etcd members.</param>
public sealed record SiteLease(ImmutableArray<string> Endpoints);

/// <summary>Where a secret is read from when it is needed; it is never part of the configuration.</summary>
public abstract record SecretSource
{
    private protected SecretSource() { }
}

/// <summary>A secret in a file, named relative to the configuration directory.</summary>
public sealed record SecretFile(string Path) : SecretSource;

/// <summary>A secret in an environment variable.</summary>
public sealed record SecretVariable(string Name) : SecretSource;

/// <summary>The site's own times; see <see cref="Parameters"/>.</summary>
public sealed record SiteTiming(
    TimeSpan PollInterval,
    TimeSpan HurriedPollInterval,
    TimeSpan PollGap,
    TimeSpan OsStopHandout,
    TimeSpan CutSlot,
    TimeSpan MainsStable,
    TimeSpan StartSpread)
{
    public static SiteTiming Default { get; } = new(
        Parameters.PollInterval.Default,
        Parameters.HurriedPollInterval.Default,
        Parameters.PollGap.Default,
        Parameters.OsStopHandout.Default,
        Parameters.CutSlot.Default,
        Parameters.MainsStable.Default,
        Parameters.StartSpread.Default);
}
