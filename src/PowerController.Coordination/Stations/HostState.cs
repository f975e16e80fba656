using System.Collections.Immutable;
using PowerController.Coordination.Handover;
using PowerController.Coordination.Mastership;
using PowerController.Coordination.Membership;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Orders;
using PowerController.Model.Runs;

namespace PowerController.Coordination.Stations;

/// <summary>Everything one host knows of the others and of its own part. Immutable.</summary>
/// <param name="Self">This host's row in the roster.</param>
/// <param name="Boot">Names this start of this host.</param>
/// <param name="Term">The highest term that a terminal has claimed in this host's hearing.</param>
/// <param name="Lead">Of a terminal.</param>
/// <param name="Book">Of a terminal: orders without a final answer.</param>
/// <param name="Desk">Of a host with a node: what it was told.</param>
/// <param name="Own">What this host says of itself.</param>
/// <param name="Clusters">The merged word of each cluster, as last told to the decision.</param>
/// <param name="HeartbeatAt">When the next heartbeat is due.</param>
/// <param name="SpokeAt">When the last one was sent.</param>
/// <param name="SweptAt">When it was last looked who is silent and what is due.</param>
/// <param name="EchoFrom">The row from which the next heartbeat repeats starts, where there are more than fit.</param>
/// <param name="StandsAside">Another host of this name was there first.</param>
/// <param name="LaterBoot">The greatest start of this host's name that anybody has spoken of; its own, usually.</param>
public sealed record HostState(
    Roster Roster,
    Timing Timing,
    int Self,
    long Boot,
    TimeSpan Now,
    TimeSpan StartedAt,
    Table<Peer> Peers,
    long Term,
    LeadState? Lead,
    OrderBook? Book,
    DeskState? Desk,
    OwnWords Own,
    SilenceVotes Votes,
    ParcelStore Parcels,
    ImmutableSortedDictionary<string, Model.Events.ClusterWord> Clusters,
    TimeSpan HeartbeatAt,
    TimeSpan SpokeAt,
    TimeSpan SweptAt,
    int EchoFrom,
    bool StandsAside,
    long LaterBoot,
    bool HasLeft)
{
    public RosterEntry Entry => Roster.Entries[Self];

    /// <param name="term">The highest term that the journal or the record knows; 0 when there is none.</param>
    /// <param name="desk">What a node was told before it started again; null when nothing is known.</param>
    public static HostState Of(Roster roster, Timing timing, string self, long boot, TimeSpan now, long term, DeskState? desk)
    {
        var row = roster.Find(self);
        Require.That(row >= 0, $"{self} is in the configuration.");
        var entry = roster.Entries[row];
        return new HostState(
            roster,
            timing,
            row,
            boot,
            now,
            now,
            Table<Peer>.Of(roster.Entries.Select(_ => Peer.Unheard)),
            Math.Max(term, desk?.Term ?? 0),
            entry.IsTerminal ? LeadState.Start(now, term > 0) : null,
            entry.IsTerminal ? OrderBook.Empty : null,
            entry.Node is null ? null : desk ?? DeskState.Empty,
            OwnWords.None,
            SilenceVotes.None,
            ParcelStore.Empty,
            ImmutableSortedDictionary.Create<string, Model.Events.ClusterWord>(StringComparer.Ordinal),
            now,
            TimeSpan.MinValue,
            now,
            0,
            false,
            boot,
            false);
    }
}

/// <summary>What this host says of itself in its heartbeats.</summary>
/// <param name="RunsOpen">Of a terminal: it has open runs, so the lead is not given back now.</param>
/// <param name="RunsCommitted">Of a terminal: it has runs that have passed their point of no return.</param>
public sealed record OwnWords(
    NodeWord? Node, ImmutableArray<UpsWord> Upses, bool RunsOpen, bool RunsCommitted, long ConfigurationVersion, string ConfigurationDigest)
{
    public static OwnWords None { get; } = new(null, [], false, false, 0, "");
}
