using System.Collections.Immutable;
using PowerController.Coordination.Handover;
using PowerController.Coordination.Mastership;
using PowerController.Coordination.Membership;
using PowerController.Coordination.Orders;
using PowerController.Model.Runs;

namespace PowerController.Coordination.Stations;

/// <summary>Another configuration takes the place of the present one without a break: who is heard stays heard, who leads goes on leading.</summary>
public static class Reconfiguration
{
    /// <summary>The same host in another roster. What belongs to hosts that are no longer in it is dropped.</summary>
    public static HostState With(HostState state, Roster roster)
    {
        var self = roster.Find(state.Entry.Name);
        Require.That(self >= 0, $"{state.Entry.Name} is in the configuration.");
        var entry = roster.Entries[self];
        return state with
        {
            Roster = roster,
            Self = self,
            Peers = Table<Peer>.Of(roster.Entries.Select(one => state.Roster.Find(one.Name) is >= 0 and var was ? state.Peers[was] : Peer.Unheard)),
            Lead = entry.IsTerminal ? Moved(state, roster) : null,
            Book = entry.IsTerminal ? Moved(state, roster, state.Book ?? OrderBook.Empty) : null,
            Desk = entry.Node is null ? null : Moved(state, roster, state.Desk ?? DeskState.Empty),
            Votes = state.Votes with
            {
                Open = state.Votes.Open.ToImmutableSortedDictionary(
                    vote => vote.Key, vote => vote.Value with { Agreed = [.. vote.Value.Agreed.Select(host => Row(state, roster, host)).Where(host => host >= 0)] }, StringComparer.Ordinal),
            },
            Parcels = state.Parcels with
            {
                Intakes = state.Parcels.Intakes.Where(intake => Row(state, roster, intake.Value.From) >= 0)
                    .ToImmutableSortedDictionary(intake => intake.Key, intake => intake.Value with { From = Row(state, roster, intake.Value.From) }),
            },
            EchoFrom = 0,
        };
    }

    private static int Row(HostState state, Roster roster, int host) => host < 0 ? -1 : roster.Find(state.Roster.Entries[host].Name);

    // A slot follows from the names of the terminals: where it has changed, the term in hand is no longer this terminal's own.
    private static LeadState Moved(HostState state, Roster roster)
    {
        var lead = state.Lead ?? LeadState.Start(state.Now, state.Term > 0);
        var keepsItsTerm = roster.Entries[roster.Find(state.Entry.Name)].Slot == state.Entry.Slot;
        return lead with
        {
            Leader = Row(state, roster, lead.Leader),
            ChallengedAt = lead.Leads && !keepsItsTerm ? state.Now - state.Timing.ReclaimGap : lead.ChallengedAt,
        };
    }

    private static OrderBook Moved(HostState state, Roster roster, OrderBook book) => new(book.Pending
        .Select(order => KeyValuePair.Create(order.Key, order.Value with
        {
            Targets = [.. order.Value.Targets.Select(target => target with { Host = Row(state, roster, target.Host) }).Where(target => target.Host >= 0)],
        }))
        .Where(order => !order.Value.Targets.IsEmpty)
        .ToImmutableSortedDictionary(EffectOrder.Instance));

    private static DeskState Moved(HostState state, Roster roster, DeskState desk) =>
        desk with { Orders = [.. desk.Orders.Select(order => order with { Asker = Row(state, roster, order.Asker) })] };
}
