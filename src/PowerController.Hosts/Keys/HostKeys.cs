using System.Collections.Immutable;
using PowerController.Coordination.Keys;
using PowerController.Coordination.Membership;
using PowerController.Coordination.Sealing;

namespace PowerController.Hosts.Keys;

/// <summary>The keys of one host, read and fitting together.</summary>
/// <param name="Own">Null for a node without one.</param>
public sealed record HostKeys(GroupKeys Group, PinnedKeys Pinned, TerminalKeys? Own)
{
    /// <summary>A line for people: which keys these are, without telling any.</summary>
    public string Text => $"group key {Group.Present.Fingerprint}" + (Own is null ? "" : $", own key {Own.Present.Fingerprint}");

    /// <summary>Terminals that nothing is believed of, because no key of theirs is pinned here.</summary>
    public ImmutableArray<string> Unpinned(Roster roster) =>
        [.. roster.Entries.Where(entry => entry.IsTerminal && !Pinned.Keys.Any(key => string.Equals(key.Host, entry.Name, StringComparison.Ordinal))).Select(entry => entry.Name)];

    /// <summary>Made ready for sealing and opening datagrams of this roster.</summary>
    public SealingKeys For(Roster roster) => new(this, roster);
}

/// <summary>Keys made ready for one roster.</summary>
public sealed class SealingKeys : IDisposable
{
    private readonly ImmutableArray<SiteKeys> _accepted;
    private readonly ImmutableArray<ImmutableArray<VerifyingKey>> _pinned;

    internal SealingKeys(HostKeys keys, Roster roster)
    {
        Roster = roster;
        _accepted = [.. keys.Group.Accepted.Select(key => new SiteKeys(key.Secret.AsSpan(), roster))];
        _pinned = keys.Pinned.For(roster);
        Signing = keys.Own?.Signing();
        Reader = new DatagramReader(roster, _accepted, _pinned);
        Sieve = new Sieve(_accepted);
    }

    public Roster Roster { get; }

    /// <summary>The one to send with.</summary>
    public SiteKeys Present => _accepted[0];

    public SigningKey? Signing { get; }

    public DatagramReader Reader { get; }

    public Sieve Sieve { get; }

    public void Dispose()
    {
        foreach (var keys in _accepted)
            keys.Dispose();
        foreach (var key in _pinned.SelectMany(keys => keys))
            key.Dispose();
        Signing?.Dispose();
    }
}
