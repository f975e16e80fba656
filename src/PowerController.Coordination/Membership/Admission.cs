using PowerController.Coordination.Sealing;
using PowerController.Coordination.Stations;

namespace PowerController.Coordination.Membership;

/// <summary>Whether a datagram is new, of a start that may be believed, and of a host that concerns this one. It changes nothing.</summary>
public static class Admission
{
    public static DropKind Check(HostState state, int sender, long boot, long counter)
    {
        if (sender == state.Self && boot == state.Boot)
            return DropKind.Own;
        if (sender != state.Self && !state.Entry.IsTerminal && !state.Roster.Entries[sender].IsTerminal)
            return DropKind.NotForUs;
        var peer = state.Peers[sender];
        if (StartOf(peer, boot) is { } known)
            return known.Window.IsNew(counter) ? DropKind.None : DropKind.Replayed;
        // A recording of an earlier start may well repeat this host's own start. Starts only ever become greater.
        return peer.Current is { Proven: true } current && boot < current.Boot ? DropKind.OldBoot : DropKind.None;
    }

    internal static HostStart? StartOf(Peer peer, long boot) =>
        peer.Current is { } current && current.Boot == boot ? current
        : peer.Rival is { } rival && rival.Boot == boot ? rival
        : null;
}
