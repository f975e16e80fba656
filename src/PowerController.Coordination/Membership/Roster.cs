using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PowerController.Model.Sites;

namespace PowerController.Coordination.Membership;

/// <summary>A host that may speak on the group's network.</summary>
/// <param name="IsTerminal">It may lead and give orders.</param>
/// <param name="Priority">Lower leads first; of terminals.</param>
/// <param name="Node">The node whose agent runs in it; null for a terminal that stands apart.</param>
/// <param name="NameCode">Stands for the name where a message repeats many of them.</param>
/// <param name="Slot">Of a terminal: what its terms carry, so that no two terminals ever hold the same term.</param>
public sealed record RosterEntry(string Name, bool IsTerminal, int Priority, string? Node, uint NameCode, int Slot);

/// <summary>Every host of a site, in the order of their names. A terminal that runs on a node is one host, under the terminal's name.</summary>
public sealed class Roster
{
    private readonly FrozenDictionary<string, int> _byName;
    private readonly FrozenDictionary<string, int> _byNode;

    private readonly FrozenDictionary<string, ImmutableArray<int>> _units;
    private readonly FrozenDictionary<string, string> _clusterOfNode;
    private readonly ImmutableArray<ImmutableArray<string>> _upses;

    private Roster(Site site, ImmutableArray<RosterEntry> entries)
    {
        Site = site.Name;
        Entries = entries;
        Terminals = [.. Enumerable.Range(0, entries.Length).Where(at => entries[at].IsTerminal)];
        _byName = Enumerable.Range(0, entries.Length).ToFrozenDictionary(at => entries[at].Name, at => at, StringComparer.Ordinal);
        _byNode = Enumerable.Range(0, entries.Length).Where(at => entries[at].Node is not null).ToFrozenDictionary(at => entries[at].Node!, at => at, StringComparer.Ordinal);
        _clusterOfNode = site.Clusters.SelectMany(cluster => cluster.Nodes.Select(node => KeyValuePair.Create(node, cluster.Name))).ToFrozenDictionary(StringComparer.Ordinal);
        _units = site.Clusters.Select(cluster => KeyValuePair.Create(cluster.Name, cluster.Nodes.Select(FindByNode).Where(at => at >= 0).ToImmutableArray()))
            .Concat(site.Nodes.Where(node => !_clusterOfNode.ContainsKey(node.Name)).Select(node => KeyValuePair.Create(node.Name, ImmutableArray.Create(FindByNode(node.Name)))))
            .ToFrozenDictionary(StringComparer.Ordinal);
        var readers = site.Upses.Select(ups => (ups.Name, Reader: ReaderOf(ups.Connection))).ToList();
        _upses = [.. Enumerable.Range(0, entries.Length).Select(at => readers.Where(ups => ups.Reader == at).Select(ups => ups.Name).ToImmutableArray())];
    }

    /// <summary>The site's name.</summary>
    public string Site { get; }

    public ImmutableArray<RosterEntry> Entries { get; }

    /// <summary>Rows of the terminals.</summary>
    public ImmutableArray<int> Terminals { get; }

    /// <summary>The roster of a site; otherwise the problem, in an operator's words.</summary>
    public static Roster? Of(Site site, out string? problem)
    {
        var terminals = site.Terminals.Select(terminal => (terminal.Name, Terminal: (Terminal?)terminal, terminal.Node));
        var onTerminals = site.Terminals.Select(terminal => terminal.Node).OfType<string>().ToImmutableSortedSet(StringComparer.Ordinal);
        var nodes = site.Nodes.Where(node => !onTerminals.Contains(node.Name)).Select(node => (node.Name, Terminal: (Terminal?)null, Node: (string?)node.Name));
        var hosts = terminals.Concat(nodes).OrderBy(host => host.Name, StringComparer.Ordinal).ToList();
        problem = ProblemOf(site, hosts.ConvertAll(host => host.Name));
        if (problem is not null)
            return null;
        var slots = SlotsOf(hosts.Where(host => host.Terminal is not null).Select(host => host.Name));
        return new Roster(site, [.. hosts.Select(host => new RosterEntry(
            host.Name, host.Terminal is not null, host.Terminal?.Priority ?? 0, host.Node, CodeOf(host.Name), slots.GetValueOrDefault(host.Name, -1)))]);
    }

    /// <summary>Its row; -1 when there is none of that name.</summary>
    public int Find(string name) => _byName.GetValueOrDefault(name, -1);

    public int Find(ReadOnlySpan<char> name) => _byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var at) ? at : -1;

    /// <summary>The row of the host whose agent speaks for the node; -1 when there is none.</summary>
    public int FindByNode(string node) => _byNode.GetValueOrDefault(node, -1);

    /// <summary>Rows of the hosts whose agents speak for the nodes of a cluster, or of a server without one.</summary>
    public ImmutableArray<int> OfUnit(string unit) => _units.GetValueOrDefault(unit, []);

    /// <summary>The UPSes that a host reads on its own lines, and that nobody else speaks for.</summary>
    public ImmutableArray<string> UpsesOf(int host) => _upses[host];

    public string? ClusterOf(string node) => _clusterOfNode.GetValueOrDefault(node);

    private int ReaderOf(UpsConnection connection) => connection switch
    {
        AgentConnection agent => FindByNode(agent.Node),
        SerialConnection serial => Find(serial.Host) is >= 0 and var host ? host : FindByNode(serial.Host),
        _ => -1,
    };

    private static string? ProblemOf(Site site, List<string> names)
    {
        if (site.Terminals.Length > Limits.TerminalSlots)
            return $"The site has {site.Terminals.Length} control terminals; {Limits.TerminalSlots} is the most.";
        var spoken = names
            .Concat(site.Nodes.Select(node => node.Name)).Concat(site.Nodes.SelectMany(node => node.Jobs).Select(job => job.Name)).Concat(site.Upses.Select(ups => ups.Name))
            .Concat(site.Clusters.Select(cluster => cluster.Name)).Concat(site.Clusters.SelectMany(cluster => cluster.Workloads).Select(workload => workload.Name));
        if (spoken.FirstOrDefault(name => Encoding.UTF8.GetByteCount(name) is 0 or > Limits.NameBytes) is { } unfit)
            return $"The name '{unfit}' does not fit in a message: it has to have 1 to {Limits.NameBytes} bytes in UTF-8.";
        var twice = names.GroupBy(CodeOf).FirstOrDefault(same => same.Count() > 1);
        return twice is null ? null : $"The host names {string.Join(" and ", twice.Distinct(StringComparer.Ordinal))} can not be told apart in messages; give one of them another name.";
    }

    private static uint CodeOf(string name) => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    // By the name, so that hosts whose configurations differ by a terminal still give the others the same slots.
    private static ImmutableSortedDictionary<string, int> SlotsOf(IEnumerable<string> names)
    {
        var slots = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var slot = (int)(CodeOf(name) % Limits.TerminalSlots);
            while (slots.ContainsValue(slot))
                slot = (slot + 1) % Limits.TerminalSlots;
            slots.Add(name, slot);
        }

        return slots.ToImmutable();
    }
}
