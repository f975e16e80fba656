using System.Collections.Immutable;
using PowerController.Model.Sites;
using PowerController.Yaml.Binding;
using PowerController.Yaml.Reading;

namespace PowerController.Runtime.Configuration.Written;

[Noun("a group")]
internal sealed record GroupDocument
{
    [NameRule, Meaning("Name of the group, unique over everything in the site.")]
    public required string Name { get; init; }

    [Meaning("What people should know about it.")]
    public string? Description { get; init; }

    [Meaning("What happens when a UPS goes silent during an outage.")]
    public CommLossDocument? CommLoss { get; init; }

    [Meaning("Where its hosts talk; the same for every group of a site, so it usually stands at the site alone.")]
    public NetworkDocument? Network { get; init; }

    [Meaning("Values for everything in this group and the groups in it.")]
    public DefaultsDocument? Defaults { get; init; }

    [Meaning("Its power sources.")]
    public ImmutableArray<UpsDocument> Upses { get; init; } = [];

    [Meaning("Its servers.")]
    public ImmutableArray<NodeDocument> Nodes { get; init; } = [];

    [Meaning("Its shared disks and other peripherals that nodes depend on.")]
    public ImmutableArray<DiskDocument> Disks { get; init; } = [];

    [Meaning("The groups within it.")]
    public ImmutableArray<GroupDocument> Groups { get; init; } = [];

    public YamlPosition At { get; init; }
}

[Noun("a comm-loss rule")]
internal sealed record CommLossDocument
{
    [Parameter(nameof(Parameters.CommLossConfirmTime))]
    public TimeSpan? ConfirmTime { get; init; }

    [Meaning("What the group does then: go on, or shut down.", Usual = "continue")]
    public CommLossPolicy? Policy { get; init; }
}

[Noun("a cluster")]
internal sealed record ClusterDocument
{
    [NameRule, Meaning("Name of the cluster, unique over everything in the site.")]
    public required string Name { get; init; }

    [Meaning("What people should know about it.")]
    public string? Description { get; init; }

    [NameRule, Meaning("Which cluster manager it has: the name of an adapter, or 'command' for commands of your own.", Usual = "command")]
    public string? Manager { get; init; }

    [Meaning("How its manager is spoken to; by default by what is shipped for it.")]
    public ClusterCommandsDocument? Commands { get; init; }

    [Count(0, Limits.Guards, Reason = "A cluster has at most 16 guards."), Meaning("Checks that hold a planned power-off back while work is running; each runs on every node.")]
    public ImmutableArray<GuardDocument> Guards { get; init; } = [];

    [Count(1, Limits.ClusterNodes, Reason = "A cluster has 1 to 16 nodes."), Meaning("Names of its nodes.")]
    public required ImmutableArray<Placed<string>> Nodes { get; init; }

    [Count(0, Limits.ClusterDisks, Reason = "A cluster has at most 256 disks."), Meaning("Names of the disks that every node of it depends on.")]
    public ImmutableArray<Placed<string>> Disks { get; init; } = [];

    [Parameter(nameof(Parameters.ClusterStopTimeout))]
    public TimeSpan? StopTimeout { get; init; }

    [Meaning("Time a planned power-off waits for running work, at most 7d; 'unlimited' waits as long as it takes.", Usual = "180s")]
    public Placed<Patience>? Guard { get; init; }

    [Parameter(nameof(Parameters.OutageGuardLimit))]
    public TimeSpan? OutageGuard { get; init; }

    [IpAddress, Meaning("Addresses that move from node to node with the cluster's work.")]
    public ImmutableArray<string> FloatingAddresses { get; init; } = [];

    [Count(0, Limits.Workloads, Reason = "A cluster has at most 256 workloads."), Meaning("What runs on the cluster and needs time to stop.")]
    public ImmutableArray<WorkloadDocument> Workloads { get; init; } = [];

    [Meaning("Programs that call our cluster stop and give up after a timeout of their own.")]
    public ImmutableArray<WrapperDocument> Wrappers { get; init; } = [];

    public YamlPosition At { get; init; }
}

[Noun("a workload")]
internal sealed record WorkloadDocument
{
    [NameRule, Meaning("Name of the workload.")]
    public required Placed<string> Name { get; init; }

    [Parameter(nameof(Parameters.WorkloadStopBudget))]
    public TimeSpan? StopBudget { get; init; }

    [Meaning("Ends with 0 on the node where the workload runs, and otherwise elsewhere; by default it runs on every node.")]
    public CommandLine? OnlyIf { get; init; }

    [Count(0, Limits.Guards, Reason = "A workload has at most 16 guards."), Meaning("Checks that hold a planned power-off back while it is at work.")]
    public ImmutableArray<GuardDocument> Guards { get; init; } = [];

    [Count(0, Limits.Steps, Reason = "A workload has at most 64 steps."), Meaning("Keeps its monitoring quiet before the stop.")]
    public ImmutableArray<StepDocument> Quiet { get; init; } = [];

    [Count(0, Limits.Steps, Reason = "A workload has at most 64 steps."), Meaning("Lets its monitoring speak when everything runs again.")]
    public ImmutableArray<StepDocument> Unquiet { get; init; } = [];

    [Count(0, Limits.Steps, Reason = "A workload has at most 64 steps."), Meaning("Stops it, one step after another, before its cluster stops.")]
    public ImmutableArray<StepDocument> Stop { get; init; } = [];
}

[Noun("a wrapper")]
internal sealed record WrapperDocument
{
    [NameRule, Meaning("Name of the program.")]
    public required Placed<string> Name { get; init; }

    [Parameter(nameof(Parameters.ClusterStopTimeout), NoDefault = true)]
    public required TimeSpan Timeout { get; init; }
}
