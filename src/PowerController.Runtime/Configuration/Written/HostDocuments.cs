using System.Collections.Immutable;
using PowerController.Model.Sites;
using PowerController.Yaml.Binding;
using PowerController.Yaml.Reading;

namespace PowerController.Runtime.Configuration.Written;

[Noun("a supply"), Shorthand(nameof(From))]
internal sealed record SupplyDocument
{
    [Count(1, Limits.Sources, Reason = "A consumer has 1 to 16 sources."), Meaning("The sources: UPSes, or outlet groups of them written UPS1/web.")]
    public required ImmutableArray<Placed<string>> From { get; init; }

    [Meaning("How many of them must be good, '1 of 2' say; may be left out with a single source.")]
    public Placed<Needs>? Needs { get; init; }

    public YamlPosition At { get; init; }
}

[Noun("a control terminal")]
internal sealed record TerminalDocument
{
    [NameRule, Meaning("Name of the terminal, unique over everything in the site.")]
    public required string Name { get; init; }

    [Meaning("The node it runs on, where terminals are among the nodes; left out when it stands apart.")]
    public Placed<string>? Node { get; init; }

    [IpAddress, Meaning("Its address; by default that of its node.")]
    public string? Address { get; init; }

    [Meaning("What feeds it; by default what feeds its node.")]
    public SupplyDocument? Supply { get; init; }

    [Meaning("The group it belongs to; by default that of its node or of the UPS that feeds it.")]
    public Placed<string>? Group { get; init; }

    [Range(1, 1000), Meaning("Lower leads first; by default the order in which they are written.")]
    public Placed<int>? Priority { get; init; }

    [Parameter(nameof(Parameters.TerminalConfirmTime))]
    public TimeSpan? ConfirmTime { get; init; }

    [Parameter(nameof(Parameters.OsStopTime))]
    public TimeSpan? OsStopTime { get; init; }

    public YamlPosition At { get; init; }
}

/// <summary>What may be said of one node, or of many by default.</summary>
internal abstract record NodeFigures
{
    [Meaning("What happens when power is back; by default 'terminal' where the terminals are among the nodes, else 'ups'.")]
    public RestorePolicy? Restore { get; init; }

    [Parameter(nameof(Parameters.OsStopTime))]
    public TimeSpan? OsStopTime { get; init; }

    [Parameter(nameof(Parameters.NodeStartLimit))]
    public TimeSpan? StartLimit { get; init; }

    [Count(1, 8), Meaning("Ways of starting it, tried in this order; by default its output.")]
    public ImmutableArray<StartWayDocument>? StartBy { get; init; }

    [Meaning("The way of stopping its operating system; by default our agent on it.")]
    public StopWayDocument? StopBy { get; init; }

    [Meaning("What its agent runs for the system; by default what is shipped for its kind of system.")]
    public NodeCommandsDocument? Commands { get; init; }
}

[Noun("the defaults of nodes")]
internal sealed record NodeDefaultsDocument : NodeFigures;

[Noun("a node")]
internal sealed record NodeDocument : NodeFigures
{
    [NameRule, Meaning("Name of the node, unique over everything in the site.")]
    public required string Name { get; init; }

    [Meaning("What people should know about it.")]
    public string? Description { get; init; }

    [IpAddress, Meaning("Its address.")]
    public required string Address { get; init; }

    [Meaning("What feeds it.")]
    public required SupplyDocument? Supply { get; init; }

    [Count(0, Limits.Jobs, Reason = "A node has at most 64 jobs."), Meaning("Commands run on it at power-on or at power-off.")]
    public ImmutableArray<JobDocument> Jobs { get; init; } = [];

    [Meaning("Its name in its cluster's manager; by default its name here.")]
    public string? ClusterName { get; init; }

    [Count(0, Limits.Guards, Reason = "A node has at most 16 guards."), Meaning("Checks that hold a planned power-off back while work is running on it.")]
    public ImmutableArray<GuardDocument> Guards { get; init; } = [];

    public YamlPosition At { get; init; }
}

/// <summary>What may be said of one disk, or of many by default.</summary>
internal abstract record DiskFigures
{
    [Meaning("What happens when power is back; by default 'terminal' where the terminals are among the nodes, else 'ups'.")]
    public RestorePolicy? Restore { get; init; }

    [Parameter(nameof(Parameters.WarmUpTime))]
    public TimeSpan? WarmUpTime { get; init; }
}

[Noun("the defaults of disks")]
internal sealed record DiskDefaultsDocument : DiskFigures;

[Noun("a disk")]
internal sealed record DiskDocument : DiskFigures
{
    [NameRule, Meaning("Name of the disk, unique over everything in the site.")]
    public required string Name { get; init; }

    [Meaning("What people should know about it.")]
    public string? Description { get; init; }

    [Meaning("What feeds it.")]
    public required SupplyDocument? Supply { get; init; }

    [Parameter(nameof(Parameters.WarmUpOrder))]
    public int? WarmUpOrder { get; init; }

    public YamlPosition At { get; init; }
}

[Noun("a job")]
internal sealed record JobDocument
{
    [NameRule, Meaning("Name of the job.")]
    public required Placed<string> Name { get; init; }

    [Meaning("When it runs.")]
    public required JobTime When { get; init; }

    [Meaning("What is run on the node.")]
    public required CommandLine? Command { get; init; }

    [Parameter(nameof(Parameters.JobLimit))]
    public TimeSpan? Limit { get; init; }

    [Meaning("A power-off job also runs when the cause is an outage; its limit then counts in the plan.", Usual = false)]
    public bool? OnOutage { get; init; }
}

[Cases]
internal abstract record StartWayDocument;

[Case("output"), Noun("its output")]
internal sealed record StartByOutputDocument : StartWayDocument;

[Case("wakeOnLan"), Noun("Wake-on-LAN"), Shorthand(nameof(Mac))]
internal sealed record StartByWakeOnLanDocument : StartWayDocument
{
    [MacAddress, Meaning("Ethernet address of the node.")]
    public required string Mac { get; init; }
}

[Case("ipmi"), Noun("a management controller")]
internal sealed record StartByIpmiDocument : StartWayDocument
{
    [IpAddress, Meaning("Address of the management controller.")]
    public required string Address { get; init; }

    [Meaning("User there.")]
    public required string User { get; init; }

    [Meaning("The user's password.")]
    public required SecretDocument? Password { get; init; }
}

[Case("redfish"), Noun("a management controller")]
internal sealed record StartByRedfishDocument : StartWayDocument
{
    [IpAddress, Meaning("Address of the management controller.")]
    public required string Address { get; init; }

    [Meaning("User there.")]
    public required string User { get; init; }

    [Meaning("The user's password.")]
    public required SecretDocument? Password { get; init; }
}

[Cases]
internal abstract record StopWayDocument;

[Case("agent"), Noun("our agent")]
internal sealed record StopByAgentDocument : StopWayDocument;

[Case("ssh"), Noun("SSH")]
internal sealed record StopBySshDocument : StopWayDocument
{
    [Meaning("User to log in as.")]
    public required string User { get; init; }

    [Meaning("The private key.")]
    public required SecretDocument? Key { get; init; }

    [Meaning("What stops the operating system.")]
    public required string Command { get; init; }
}
