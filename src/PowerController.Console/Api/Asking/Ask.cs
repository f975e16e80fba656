using System.Collections.Immutable;
using PowerController.Console.Api.Documents;
using PowerController.Console.Api.Endpoints;
using PowerController.Runtime.Snapshots;

namespace PowerController.Console.Api.Asking;

/// <summary>The body of a request does not fit the request, or the site.</summary>
internal sealed class WrongAsk(string error, string remedy, bool isUnknown = false) : Exception(error)
{
    public string Remedy => remedy;

    /// <summary>It names something that is not there.</summary>
    public bool IsUnknown => isUnknown;

    public static WrongAsk Unknown(string kind, string name, IEnumerable<string> names) => new(Named.Unknown(kind, name), Named.There(kind, names), isUnknown: true);
}

/// <summary>Reads what a request names.</summary>
internal static class Ask
{
    /// <summary>A month: what is off for longer is started by hand.</summary>
    public const double LongestReturn = 31 * 86_400;

    public static void RefuseOthers(AskKind kind, AskDocument ask)
    {
        var given = new (string Name, bool Given)[]
        {
            (nameof(AskDocument.Unit), ask.Unit is not null),
            (nameof(AskDocument.Node), ask.Node is not null),
            (nameof(AskDocument.ReturnAfterSeconds), ask.ReturnAfterSeconds is not null),
            (nameof(AskDocument.Answer), ask.Answer is not null),
            (nameof(AskDocument.Ups), ask.Ups is not null),
            (nameof(AskDocument.OutletGroup), ask.OutletGroup is not null),
            (nameof(AskDocument.On), ask.On is not null),
            (nameof(AskDocument.Anyway), ask.Anyway),
            (nameof(AskDocument.Settings), ask.Settings is not null),
        };
        if (given.FirstOrDefault(member => member.Given && !kind.Takes.Contains(member.Name, StringComparer.Ordinal)).Name is { } other)
            throw new WrongAsk($"{kind.Name} takes no '{Written(other)}'.", kind.Takes.Length == 0 ? "It takes nothing but dryRun." : $"It takes {string.Join(", ", kind.Takes.Select(Written))}.");
    }

    public static string Unit(SiteSnapshot snapshot, AskDocument ask)
    {
        var topology = snapshot.State.Topology;
        var units = topology.Units.Select(unit => unit.Name);
        if (ask.Unit is not { } name)
            throw new WrongAsk("No unit is named.", $"Give unit: a cluster, or a server without one. {Named.There("unit", units)}");
        if (topology.Unit(name) >= 0)
            return name;
        var node = topology.Node(name);
        throw node < 0
            ? WrongAsk.Unknown("unit", name, units)
            : new WrongAsk($"{name} is a node of {topology.Units[topology.Nodes[node].Unit].Name}, no unit of its own.",
                "Name the unit; to shut down this node alone, name it as node.", isUnknown: true);
    }

    public static string Node(SiteSnapshot snapshot, AskDocument ask) => snapshot.State.Topology.Node(ask.Node!) >= 0
        ? ask.Node!
        : throw WrongAsk.Unknown("node", ask.Node!, snapshot.Site.Nodes.Select(node => node.Name));

    public static string Ups(SiteSnapshot snapshot, AskDocument ask)
    {
        ImmutableArray<string> upses = [.. snapshot.Site.Upses.Select(ups => ups.Name)];
        if (ask.Ups is not { } name)
            throw new WrongAsk("No UPS is named.", Named.There("UPS", upses));
        return snapshot.State.Topology.Ups(name) >= 0 ? name : throw WrongAsk.Unknown("UPS", name, upses);
    }

    private static string Written(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
