using System.Collections.Immutable;
using System.Globalization;

namespace PowerController.Coordination.Stations;

/// <summary>A host as `status` shows it.</summary>
/// <param name="Role">`leads`, `stands by`, `node`, or both.</param>
/// <param name="State">In words.</param>
/// <param name="HeardAgo">Null when it was never heard.</param>
public sealed record HostView(string Host, string Role, string State, long Term, string ConfigurationDigest, TimeSpan? HeardAgo)
{
    /// <summary>All hosts of the roster, as this one sees them.</summary>
    public static ImmutableArray<HostView> Of(HostState state) => [.. Enumerable.Range(0, state.Roster.Entries.Length).Select(at => Of(state, at))];

    private static HostView Of(HostState state, int at)
    {
        var entry = state.Roster.Entries[at];
        if (at == state.Self)
        {
            var own = state.StandsAside ? "stands aside: another host has its name" : state.HasLeft ? "goes down" : "this host";
            return new HostView(entry.Name, RoleOf(entry.IsTerminal, entry.Node, state.Lead is { Leads: true }), own, state.Term, state.Own.ConfigurationDigest, TimeSpan.Zero);
        }

        var peer = state.Peers[at];
        var leads = state.Lead is { } lead ? lead.Leader == at : peer.Said?.Terminal is { Leads: true };
        return new HostView(
            entry.Name,
            RoleOf(entry.IsTerminal, entry.Node, leads && peer.Alive),
            StateOf(state, at),
            peer.Said?.Term ?? 0,
            peer.Said?.ConfigurationDigest ?? "",
            peer.Current is { } current ? state.Now - current.LastAt : null);
    }

    private static string StateOf(HostState state, int at)
    {
        var peer = state.Peers[at];
        if (peer.NewerProtocol > 0)
            return string.Create(CultureInfo.InvariantCulture, $"speaks version {peer.NewerProtocol} of the protocol, newer than this program; ignored");
        if (peer.DuplicateAt is not null)
            return "two hosts have this name; the first one is believed";
        if (peer.Left)
            return "has gone down in order";
        if (peer.Alive)
            return peer.Differs ? "heard; runs another configuration" : "heard";
        return peer.Current is null && peer.Rival is null ? "never heard" : peer.Current is null ? "heard, not proven to speak now" : "silent";
    }

    private static string RoleOf(bool terminal, string? node, bool leads) => (terminal, node) switch
    {
        (true, null) => leads ? "leads" : "stands by",
        (true, _) => leads ? "leads, node" : "stands by, node",
        _ => "node",
    };
}
