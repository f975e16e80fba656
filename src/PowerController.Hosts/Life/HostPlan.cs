using PowerController.Coordination.Membership;
using PowerController.Coordination.Sealing;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Keys;
using PowerController.Hosts.Memory;
using PowerController.Hosts.Network;
using PowerController.Model.Sites;

namespace PowerController.Hosts.Life;

/// <summary>What a host needs to begin.</summary>
/// <param name="Host">A control terminal's name, or a node's.</param>
/// <param name="Configuration">The directory of the configuration: key files are named relative to it.</param>
/// <param name="Keys">Where pinned and own keys are; null where they usually are.</param>
/// <param name="State">Where the host keeps what it must remember.</param>
public sealed record HostPlan(Site Site, string Host, string Configuration, string? Keys, string State)
{
    /// <summary>Of a terminal: the highest term its journal knows.</summary>
    public long Term { get; init; }

    /// <summary>It talks to nobody, although the site has other hosts: for trying a configuration out on one machine.</summary>
    public bool Alone { get; init; }

    /// <summary>Stands for the system's present start; null asks the system. For several systems played on one machine.</summary>
    public string? SystemIdentity { get; init; }

    /// <summary>The times of the coordination; the same on every host.</summary>
    public Timing Timing { get; init; } = Timing.Default;

    /// <summary>A host ready to take part, once it is started with its sides; or the problem, in an operator's words.</summary>
    public HostOpened Open(HostClock clock) => Open(clock, null);

    /// <param name="network">Null for UDP as the site says.</param>
    internal HostOpened Open(HostClock clock, IHostNetwork? network)
    {
        if (Roster.Of(Site, out var problem) is not { } roster)
            return new HostOpened(null, problem);
        var row = roster.Find(Host) is >= 0 and var at ? at : roster.FindByNode(Host);
        if (row < 0)
            return new HostOpened(null, $"The configuration has no host {Host}. Its hosts are {string.Join(", ", roster.Entries.Select(entry => entry.Name))}; say which this one is with --host.");
        var name = roster.Entries[row].Name;

        // A site of one host has nobody to talk to, and needs neither keys nor a network.
        var isAlone = Alone || roster.Entries.Length == 1;
        IKeySource source = isAlone ? new PassingKeys(name, clock.Time.GetUtcNow()) : new KeyWatch(KeyPlaces.Of(Site, Configuration, Keys), name);
        var load = source.Read(roster);
        if (load.Keys is not { } hostKeys)
            return new HostOpened(null, load.Problem);
        if (HostMemory.Open(State, name, clock.Time, SystemIdentity ?? Memory.SystemIdentity.Of(clock.Time), out problem) is not { } memory)
            return new HostOpened(null, problem);

        var now = clock.Now;
        var desk = roster.Entries[row].Node is null ? null : memory.ReadDesk(now);
        var state = HostState.Of(roster, Timing, name, memory.Start, now, Math.Max(Term, memory.Term), desk);
        var keys = hostKeys.For(roster);
        var station = new Station(state, keys.Reader, new DatagramWriter(roster, name, memory.Start, keys.Present, keys.Signing));
        network ??= isAlone ? new NoNetwork() : new UdpNetwork(NetworkPlan.Of(Site, roster, name), clock.Time);
        return new HostOpened(new StationHost(clock, station, Site, hostKeys, keys, source, memory, network), null);
    }
}

/// <summary>A host, or why there is none.</summary>
public sealed record HostOpened(StationHost? Host, string? Problem);
