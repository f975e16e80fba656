using System.Collections.Immutable;
using PowerController.Coordination.Mastership;
using PowerController.Coordination.Membership;
using PowerController.Coordination.Messages;

namespace PowerController.Coordination.Stations;

/// <summary>What a host says of itself, and when.</summary>
internal static class Speech
{
    public static void Tick(HostTurn turn)
    {
        if (turn.Now >= turn.State.HeartbeatAt && !turn.State.HasLeft)
            Speak(turn, leaving: false);
    }

    public static void Speak(HostTurn turn, bool leaving)
    {
        var state = turn.State;
        var echoes = EchoesOf(state, out var next);
        turn.Emit(new SendToAll(new Heartbeat(
            Math.Max(state.Term, state.Desk?.Term ?? 0),
            leaving,
            state.Own.ConfigurationVersion,
            state.Own.ConfigurationDigest,
            TerminalPart(state),
            NodePart(state),
            state.Own.Upses,
            OffersOf(state),
            echoes)));
        var every = state.Entry.IsTerminal ? state.Timing.TerminalHeartbeat : state.Timing.NodeHeartbeat;
        turn.State = state with { SpokeAt = turn.Now, HeartbeatAt = turn.Now + every, EchoFrom = next };
    }

    private static TerminalWord? TerminalPart(HostState state)
    {
        if (state.Lead is not { } lead)
            return null;
        var yields = Leading.YieldsTo(state);
        return new TerminalWord(
            lead.Leads,
            state.Own.RunsCommitted,
            lead.Leader >= 0 ? state.Roster.Entries[lead.Leader].NameCode : 0,
            yields >= 0 ? state.Roster.Entries[yields].NameCode : 0);
    }

    private static NodeWord? NodePart(HostState state) =>
        state.Own.Node is { } word ? word with { Run = state.Desk?.ToldRun ?? default } : null;

    private static ImmutableArray<ParcelOffer> OffersOf(HostState state)
    {
        if (!state.Entry.IsTerminal)
            return [];
        var offers = ImmutableArray.CreateBuilder<ParcelOffer>();
        foreach (var (_, parcel) in state.Parcels.Given)
            offers.Add(parcel.Offer);

        return offers.ToImmutable();
    }

    // Where there are more than fit they take turns, so that everybody is repeated every few heartbeats; those who are not proven yet come first.
    private static ImmutableArray<Echo> EchoesOf(HostState state, out int next)
    {
        var echoes = ImmutableArray.CreateBuilder<Echo>();
        var count = state.Roster.Entries.Length;
        for (var at = 0; at < count && echoes.Count < Limits.Echoes; at++)
        {
            if (state.Peers[at].Rival is { } rival)
                echoes.Add(new Echo(state.Roster.Entries[at].NameCode, rival.Boot));
        }

        var step = 0;
        for (; step < count && echoes.Count < Limits.Echoes; step++)
        {
            var at = (state.EchoFrom + step) % count;
            if (state.Peers[at].Current is { } current)
                echoes.Add(new Echo(state.Roster.Entries[at].NameCode, current.Boot));
        }

        next = (state.EchoFrom + step) % count;
        return echoes.ToImmutable();
    }
}
