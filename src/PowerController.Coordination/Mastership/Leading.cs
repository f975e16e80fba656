using PowerController.Coordination.Handover;
using PowerController.Coordination.Membership;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Orders;
using PowerController.Coordination.Stations;
using PowerController.Model.Events;

namespace PowerController.Coordination.Mastership;

/// <summary>Who leads: the terminal of the best priority takes over when nobody does; the highest term counts; the lead goes back in quiet times only.</summary>
internal static class Leading
{
    /// <summary>Takes what a terminal says of the lead.</summary>
    public static void Take(HostTurn turn, int sender, Heartbeat beat)
    {
        if (beat.Terminal is { Leads: true } && Terms.SlotOf(beat.Term) == turn.EntryOf(sender).Slot)
            TakeLeader(turn, sender, beat);
        else
            Mention(turn, beat.Term);
        if (turn.State.Lead is { Leads: false } lead && lead.Leader == sender && beat.Terminal is { } word && word.YieldsTo == turn.State.Entry.NameCode && !turn.State.StandsAside)
            Claim(turn);
    }

    /// <summary>Somebody has mentioned a term without holding it.</summary>
    public static void Mention(HostTurn turn, long term)
    {
        if (turn.State.Lead is not { } lead || term <= Math.Max(turn.State.Term, lead.HeardTerm) || !Terms.IsPlausible(term, turn.State.Term))
            return;
        turn.State = turn.State with { Lead = lead with { HeardTerm = term, ChallengedAt = lead.Leads ? lead.ChallengedAt ?? turn.Now : null } };
    }

    public static void Tick(HostTurn turn)
    {
        if (turn.State.Lead is not { } lead)
            return;
        if (lead.Leads)
        {
            // Who holds the higher term would have been heard by now. Nodes that follow it would not obey this terminal.
            if (lead.ChallengedAt is { } since && turn.Now - since >= turn.Timing.ReclaimGap)
                Claim(turn);
            return;
        }

        if (lead.Leader >= 0 && !turn.PeerOf(lead.Leader).Alive)
        {
            lead = lead with { Leader = -1, WaitSince = turn.Now };
            turn.State = turn.State with { Lead = lead };
        }

        if (lead.Leader < 0 && !turn.State.StandsAside && !turn.State.HasLeft && turn.Now >= DueAt(turn.State))
            Claim(turn);
    }

    /// <summary>When this terminal takes over, if nobody else does before.</summary>
    public static TimeSpan DueAt(HostState state)
    {
        // Who has the lease waits for nobody; who knows that another has it waits a while longer, and no more than that.
        if (Leases.Holds(state))
            return ListenedAt(state);
        return Leases.OtherHolds(state) ? UsualDueAt(state) + Limits.LeaseRespect : UsualDueAt(state);
    }

    /// <summary>The same where no lease says otherwise.</summary>
    public static TimeSpan UsualDueAt(HostState state)
    {
        var lead = state.Lead!;
        var listened = ListenedAt(state);
        var from = lead.WaitSince > listened ? lead.WaitSince : listened;
        var better = 0;
        foreach (var other in state.Roster.Terminals)
        {
            if (other != state.Self && state.Peers[other].Alive && IsBetter(state, other, state.Self))
                better++;
        }

        return from + better * state.Timing.Stagger;
    }

    private static TimeSpan ListenedAt(HostState state)
    {
        var lead = state.Lead!;
        // A terminal that has just started first hears who leads. One that is alone in the configuration only hears whether somebody has its name.
        var listen = state.Roster.Terminals.Length == 1 && lead.KnowsPast ? state.Timing.TerminalHeartbeat * 2 : state.Timing.TerminalSilence;
        return state.StartedAt + listen;
    }

    /// <summary>To whom the leader would give the lead back now; -1 when it keeps it.</summary>
    public static int YieldsTo(HostState state)
    {
        if (state.Lead is not { Leads: true } || state.Own.RunsOpen)
            return -1;
        var best = -1;
        foreach (var other in state.Roster.Terminals)
        {
            var peer = state.Peers[other];
            var isSteady = peer.Alive && peer.DuplicateAt is null && state.Now - peer.AliveSince >= state.Timing.HandBackAfter
                && string.Equals(peer.Said?.ConfigurationDigest, state.Own.ConfigurationDigest, StringComparison.Ordinal);
            if (other != state.Self && isSteady && IsBetter(state, other, best < 0 ? state.Self : best))
                best = other;
        }

        return best;
    }

    /// <summary>Leads no longer; <paramref name="leader"/> does, or nobody that is known (-1).</summary>
    public static void StepDown(HostTurn turn, int leader, long term)
    {
        if (turn.State.Lead is not { } lead)
            return;
        turn.State = turn.State with
        {
            Term = Math.Max(turn.State.Term, term),
            Lead = lead with { Leads = false, Leader = leader, WaitSince = turn.Now, ChallengedAt = null },
            // The orders are the new leader's now; it issues again, by the same names, what has no result.
            Book = lead.Leads ? OrderBook.Empty : turn.State.Book,
            Votes = lead.Leads ? SilenceVotes.None : turn.State.Votes,
        };
        // Of a terminal that stands by they would be runs that the leader may not know of.
        if (lead.Leads)
            ParcelPost.Give(turn, ParcelKind.Runs, null);
        if (leader >= 0 || lead.Leads)
            TellStandby(turn);
    }

    private static void TakeLeader(HostTurn turn, int sender, Heartbeat beat)
    {
        var lead = turn.State.Lead!;
        if (beat.Term < turn.State.Term)
            return;
        if (lead.Leads)
        {
            if (beat.Term == turn.State.Term)
                return;
            // A run that has passed its point of no return goes on where it is: the other side of the divided network has none, so this one claims above it.
            // Otherwise the lease says who goes on leading, where there is one.
            var (own, theirs) = (turn.State.Own.RunsCommitted, beat.Terminal!.RunsCommitted);
            if ((own && !theirs) || (Leases.Holds(turn.State) && own == theirs))
            {
                turn.State = turn.State with { Lead = lead with { HeardTerm = Math.Max(lead.HeardTerm, beat.Term) } };
                Claim(turn);
                return;
            }
        }
        else if (lead.Leader == sender && beat.Term == turn.State.Term)
        {
            return;
        }

        StepDown(turn, sender, beat.Term);
    }

    private static void Claim(HostTurn turn)
    {
        var lead = turn.State.Lead!;
        var term = Terms.Above(Math.Max(turn.State.Term, lead.HeardTerm), turn.State.Entry.Slot);
        turn.State = turn.State with
        {
            Term = term,
            Lead = lead with { Leads = true, Leader = turn.State.Self, ChallengedAt = null, Told = -1 },
            Book = turn.State.Book!.UnderNewTerm(turn.Now),
        };
        turn.Tell(new BecameMaster(turn.Now, term));
        turn.SpeakSoon();
    }

    private static void TellStandby(HostTurn turn)
    {
        if (turn.State.Lead!.Told == turn.State.Term)
            return;
        turn.State = turn.State with { Lead = turn.State.Lead with { Told = turn.State.Term } };
        turn.Tell(new BecameStandby(turn.Now, turn.State.Term));
    }

    private static bool IsBetter(HostState state, int one, int other)
    {
        var (left, right) = (state.Roster.Entries[one], state.Roster.Entries[other]);
        return left.Priority != right.Priority ? left.Priority < right.Priority : string.CompareOrdinal(left.Name, right.Name) < 0;
    }
}
