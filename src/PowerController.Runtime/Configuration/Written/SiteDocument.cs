using System.Collections.Immutable;
using PowerController.Model.Sites;
using PowerController.Yaml.Binding;
using PowerController.Yaml.Reading;

namespace PowerController.Runtime.Configuration.Written;

/// <summary>site.yaml as it is written; every key of it, and nothing resolved.</summary>
[Noun("a site")]
internal sealed record SiteDocument
{
    [Key("site"), NameRule, Meaning("Name of the site.")]
    public required string Name { get; init; }

    [Meaning("Which of the four ways the site is built.")]
    public required SiteBuild Build { get; init; }

    [Meaning("Where the hosts of the site talk, and the secret that makes a message one of ours.")]
    public NetworkDocument? Network { get; init; }

    [Meaning("The site's own times.")]
    public TimingDocument? Timing { get; init; }

    [Meaning("Values for everything in the site that does not set them itself; groups may refine them.")]
    public DefaultsDocument? Defaults { get; init; }

    [Count(0, Limits.Terminals, Reason = "A site has at most 16 terminals."), Meaning("The hosts that poll the UPSes and decide; the first leads unless priorities say otherwise.")]
    public ImmutableArray<TerminalDocument> Terminals { get; init; } = [];

    [Meaning("The power-control groups.")]
    public ImmutableArray<GroupDocument> Groups { get; init; } = [];

    [Meaning("The clusters: nodes that one cluster manager joins, whichever groups feed them.")]
    public ImmutableArray<ClusterDocument> Clusters { get; init; } = [];

    [Meaning("How people and programs reach the running controller.")]
    public ApiDocument? Api { get; init; }

    [Meaning("How the history of the site is kept.")]
    public HistoryDocument? History { get; init; }

    [Meaning("Who is told what happens, and how.")]
    public NotificationsDocument? Notifications { get; init; }

    [Meaning("How other tools follow the site.")]
    public GatewaysDocument? Gateways { get; init; }

    public YamlPosition At { get; init; }
}

[Noun("a network")]
internal sealed record NetworkDocument
{
    [IpAddress, Meaning("Address the hosts of the site send to: the local broadcast address.", Usual = "255.255.255.255")]
    public string? GroupAddress { get; init; }

    [Parameter(nameof(Parameters.GroupPort))]
    public int? GroupPort { get; init; }

    [Meaning("The secret that makes a message one of ours.")]
    public SecretDocument? GroupKey { get; init; }

    [Meaning("An etcd that says who leads, for three control terminals or more. Losing it never stops a shutdown.")]
    public LeaseDocument? Lease { get; init; }
}

[Noun("a lease")]
internal sealed record LeaseDocument
{
    [Count(1, Limits.LeaseEndpoints, Reason = "An etcd has at most 9 members."), EndpointRule, Meaning("URLs of the etcd members, with addresses in figures.")]
    public required ImmutableArray<string> Endpoints { get; init; }
}

[Noun("the timing")]
internal sealed record TimingDocument
{
    [Parameter(nameof(Parameters.PollInterval))]
    public TimeSpan? PollInterval { get; init; }

    [Parameter(nameof(Parameters.HurriedPollInterval))]
    public TimeSpan? HurriedPollInterval { get; init; }

    [Parameter(nameof(Parameters.PollGap))]
    public TimeSpan? PollGap { get; init; }

    [Parameter(nameof(Parameters.OsStopHandout))]
    public TimeSpan? OsStopHandout { get; init; }

    [Parameter(nameof(Parameters.CutSlot))]
    public TimeSpan? CutSlot { get; init; }

    [Parameter(nameof(Parameters.MainsStable))]
    public TimeSpan? MainsStable { get; init; }

    [Parameter(nameof(Parameters.StartSpread))]
    public TimeSpan? StartSpread { get; init; }
}

[Noun("the defaults")]
internal sealed record DefaultsDocument
{
    [Meaning("For UPSes.")]
    public UpsDefaultsDocument? Ups { get; init; }

    [Meaning("For nodes.")]
    public NodeDefaultsDocument? Node { get; init; }

    [Meaning("For disks.")]
    public DiskDefaultsDocument? Disk { get; init; }
}

/// <summary>Where a secret is read from; never the secret itself.</summary>
[Cases(SecretRemedy = "Put it into a file and write { file: NAME }, or into the environment and write { env: NAME }.")]
internal abstract record SecretDocument;

[Case("file"), Noun("a secret in a file"), Shorthand(nameof(Path))]
internal sealed record SecretFileDocument : SecretDocument
{
    [Meaning("Name of the file, relative to the configuration directory.")]
    public required string Path { get; init; }
}

[Case("env"), Noun("a secret in the environment"), Shorthand(nameof(Variable))]
internal sealed record SecretVariableDocument : SecretDocument
{
    [Meaning("Name of the environment variable.")]
    public required string Variable { get; init; }
}
