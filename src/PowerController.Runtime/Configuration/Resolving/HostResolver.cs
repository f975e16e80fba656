using System.Collections.Immutable;
using System.Diagnostics;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration.Written;
using PowerController.Yaml.Reading;

namespace PowerController.Runtime.Configuration.Resolving;

/// <summary>Nodes, disks and terminals.</summary>
internal sealed class HostResolver(Names names, SupplyResolver supplies, SiteBuild build, YamlErrors errors)
{
    /// <summary>Where the terminals are among the nodes, nothing but they can start the disks in order.</summary>
    private RestorePolicy UsualRestore => build == SiteBuild.TerminalsAmongNodes ? RestorePolicy.Terminal : RestorePolicy.Ups;

    public Node Node(NodeDocument written, Scope scope)
    {
        var figures = scope.Of((NodeFigures)written);
        var startBy = figures.Find(layer => layer.StartBy) ?? [];
        return new Node(
            written.Name,
            written.Description ?? "",
            scope.Group,
            written.Address,
            supplies.Resolve(written.Supply),
            figures.Or(layer => layer.Restore, UsualRestore),
            figures.Or(layer => layer.OsStopTime, Parameters.OsStopTime),
            figures.Or(layer => layer.StartLimit, Parameters.NodeStartLimit),
            startBy.IsEmpty ? [new StartByOutput()] : [.. startBy.Select(StartBy)],
            StopBy(figures.FindObject(layer => layer.StopBy)),
            Jobs(written))
        {
            Commands = CommandResolver.Node(figures.FindObject(layer => layer.Commands), written.ClusterName, written.Guards),
        };
    }

    public Disk Disk(DiskDocument written, Scope scope)
    {
        var figures = scope.Of((DiskFigures)written);
        return new Disk(
            written.Name,
            written.Description ?? "",
            scope.Group,
            supplies.Resolve(written.Supply),
            figures.Or(layer => layer.Restore, UsualRestore),
            written.WarmUpOrder ?? Parameters.WarmUpOrder.Default,
            figures.Or(layer => layer.WarmUpTime, Parameters.WarmUpTime));
    }

    /// <param name="rank">Its place in the list, from 1.</param>
    /// <param name="nodes">The nodes that are known by now.</param>
    /// <param name="groupOfUps">The group of each UPS.</param>
    public Terminal Terminal(TerminalDocument written, int rank, IReadOnlyDictionary<string, Node> nodes, IReadOnlyDictionary<string, string> groupOfUps)
    {
        var node = written.Node is { } named && names.Refer(named, NameOf.Node) ? nodes.GetValueOrDefault(named.Value) : null;
        CheckPlace(written);
        var supply = written.Supply is null ? null : supplies.Resolve(written.Supply);
        var group = written.Group is { } given && names.Refer(given, NameOf.Group) ? given.Value : null;
        return new Terminal(
            written.Name,
            group ?? node?.Group ?? supply?.From.Select(source => groupOfUps.GetValueOrDefault(source.Ups)).FirstOrDefault() ?? "",
            written.Address ?? node?.Address ?? "",
            written.Priority?.Value ?? rank,
            written.Node?.Value,
            supply,
            written.ConfirmTime ?? Parameters.TerminalConfirmTime.Default,
            written.OsStopTime ?? node?.OsStopTime ?? Parameters.OsStopTime.Default);
    }

    private void CheckPlace(TerminalDocument written)
    {
        if (written.Node is not null && written.Supply is not null)
            errors.Add(written.Supply.At, $"The terminal '{written.Name}' runs on a node, so it is fed as the node is.", "Remove 'supply' here.");
        if (written.Node is null && written.Supply is null)
            errors.Add(written.At, $"The terminal '{written.Name}' stands apart, but nothing says what feeds it.", "Add 'supply: UPS…', or 'node: …' if it runs on a node.");
        if (written.Node is null && written.Address is null)
            errors.Add(written.At, $"The terminal '{written.Name}' stands apart, but has no address.", "Add 'address: …', or 'node: …' if it runs on a node.");
    }

    private static StartWay StartBy(StartWayDocument written) => written switch
    {
        StartByOutputDocument => new StartByOutput(),
        StartByWakeOnLanDocument wake => new StartByWakeOnLan(MacAddressAttribute.Read(wake.Mac) ?? ""),
        StartByIpmiDocument ipmi => new StartByIpmi(ipmi.Address, ipmi.User, Secrets.Required(ipmi.Password)),
        StartByRedfishDocument redfish => new StartByRedfish(redfish.Address, redfish.User, Secrets.Required(redfish.Password)),
        _ => throw new UnreachableException(),
    };

    private static StopWay StopBy(StopWayDocument? written) => written switch
    {
        null or StopByAgentDocument => new StopByAgent(),
        StopBySshDocument ssh => new StopBySsh(ssh.User, Secrets.Required(ssh.Key), ssh.Command),
        _ => throw new UnreachableException(),
    };

    private ImmutableArray<Job> Jobs(NodeDocument written)
    {
        var jobs = ImmutableArray.CreateBuilder<Job>();
        foreach (var job in written.Jobs.Take(Limits.Jobs))
        {
            if (jobs.Any(other => string.Equals(other.Name, job.Name.Value, StringComparison.Ordinal)))
                errors.Add(job.Name.At, $"The node '{written.Name}' has two jobs '{job.Name}'.", "Give each a name of its own.");
            jobs.Add(new Job(job.Name.Value, job.When, CommandResolver.Required(job.Command).Text, job.Limit ?? Parameters.JobLimit.Default, job.OnOutage ?? false));
        }

        return jobs.DrainToImmutable();
    }
}
