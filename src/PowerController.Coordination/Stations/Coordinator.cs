using System.Collections.Immutable;
using System.Diagnostics;
using PowerController.Coordination.Handover;
using PowerController.Coordination.Mastership;
using PowerController.Coordination.Membership;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Orders;

namespace PowerController.Coordination.Stations;

/// <summary>One host's part in the coordination: a pure function of its state and of what happens.</summary>
public static class Coordinator
{
    public static HostStep Step(HostState state, HostInput input)
    {
        var turn = new HostTurn(state, input.At);
        switch (input)
        {
            case MessageReceived received:
                Take(turn, received);
                break;
            case NewerProtocolReceived newer:
                TakeNewer(turn, newer);
                break;
            case Tick:
                break;
            default:
                TakeCommand(turn, input);
                break;
        }

        OrderDesk.Follow(turn);
        if (!turn.State.HasLeft && (input is Tick || turn.Now - turn.State.SweptAt >= Limits.SweepGap))
        {
            KeepTime(turn);
            OrderDesk.Follow(turn);
        }

        return Delivered(turn.End());
    }

    /// <summary>When the next <see cref="Tick"/> is wanted at the latest.</summary>
    public static TimeSpan DueAt(HostState state)
    {
        if (state.HasLeft)
            return TimeSpan.MaxValue;
        var due = state.HeartbeatAt;
        foreach (var (_, order) in state.Book?.Pending ?? OrderBook.Empty.Pending)
            due = Ordering.DueAt(order, due);
        if (state.Desk is { } desk && DeadlineKeeper.DueAt(desk) is { } deadline && deadline < due)
            due = deadline;
        foreach (var (_, intake) in state.Parcels.Intakes)
            due = intake.NextAt < due ? intake.NextAt : due;
        foreach (var (_, vote) in state.Votes.Open)
            due = vote.NextAt < due ? vote.NextAt : due;
        return due;
    }

    /// <summary>After a start with a record: what was taken and not finished, for the agent to go on with.</summary>
    public static HostStep Resume(HostState state)
    {
        var turn = new HostTurn(state, state.Now);
        OrderDesk.Resume(turn);
        return turn.End();
    }

    private static void Take(HostTurn turn, MessageReceived received)
    {
        if (turn.State.HasLeft)
            return;
        var wasAlive = turn.PeerOf(received.Sender).Alive;
        var isBelieved = PeerLife.Take(turn, received);
        if (!isBelieved)
            return;
        if (received.Message is Heartbeat { Node.Boot: var boot })
            Ordering.Booted(turn, received.Sender, boot);
        if (!wasAlive && turn.PeerOf(received.Sender).Alive && turn.State.Lead is { Leads: true })
            Ordering.Appeared(turn, received.Sender);
        switch (received.Message)
        {
            case Heartbeat beat:
                TakeHeartbeat(turn, received.Sender, beat);
                break;
            case Order order:
                OrderDesk.Take(turn, received.Sender, order);
                break;
            case OrderAnswer answer:
                Ordering.Take(turn, received.Sender, answer);
                break;
            case SilenceQuestion question:
                SilenceVotes.Answer(turn, received.Sender, question);
                break;
            case SilenceAnswer answer:
                SilenceVotes.Take(turn, received.Sender, answer);
                break;
            case ParcelAsk ask:
                ParcelPost.Take(turn, received.Sender, ask);
                break;
            case ParcelPiece piece:
                ParcelPost.Take(turn, piece);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void TakeHeartbeat(HostTurn turn, int sender, Heartbeat beat)
    {
        Reports.Take(turn, sender, beat);
        if (beat.Leaving)
        {
            turn.Set(sender, turn.PeerOf(sender) with { Alive = false, Left = true });
            Reports.TakeSilence(turn, sender);
            return;
        }

        if (turn.State.Lead is not null)
            Leading.Take(turn, sender, beat);
        else if (beat.Terminal is { Leads: true } && beat.Term > turn.State.Term && Terms.SlotOf(beat.Term) == turn.EntryOf(sender).Slot)
            turn.State = turn.State with { Term = beat.Term };
        if (turn.EntryOf(sender).IsTerminal)
            ParcelPost.TakeOffers(turn, sender, beat);
    }

    private static void TakeCommand(HostTurn turn, HostInput input)
    {
        switch (input)
        {
            case CarryOut order:
                Ordering.Take(turn, order.Effect);
                break;
            case AskAboutSilence asked:
                SilenceVotes.Ask(turn, asked);
                break;
            case NodeSays says:
                Reports.TakeOwn(turn, says.Word);
                break;
            case UpsesSay says:
                var kept = says.Upses.Length <= Limits.UpsesInHeartbeat ? says.Upses : says.Upses[..Limits.UpsesInHeartbeat];
                turn.State = turn.State with { Own = turn.State.Own with { Upses = kept } };
                if (turn.State.Entry.IsTerminal)
                    HostUpses.Take(turn, turn.State.Self, kept);
                turn.SpeakSoon();
                break;
            case UpsHeard heard:
                SilenceVotes.Note(turn, heard);
                break;
            case RunsChanged runs:
                TakeRuns(turn, runs);
                break;
            case ConfigurationRuns runs:
                turn.State = turn.State with { Own = turn.State.Own with { ConfigurationVersion = runs.Version, ConfigurationDigest = runs.Digest } };
                Require.That(runs.Content.Length <= Limits.ParcelBytes, "A configuration that is handed over keeps its bound.");
                ParcelPost.Give(turn, ParcelKind.Configuration, runs.Content.IsEmpty ? null : Parcel.Of(ParcelKind.Configuration, runs.Version, turn.Now, runs.Content));
                turn.SpeakSoon();
                break;
            case OrderMoved moved:
                OrderDesk.Take(turn, moved);
                break;
            case LeaseSays says:
                if (turn.State.Lead is { } lead)
                    turn.State = turn.State with { Lead = lead with { Lease = new LeaseWord(says.Holder, says.Until) } };
                break;
            case Leave:
                Speech.Speak(turn, leaving: true);
                Leading.StepDown(turn, -1, turn.State.Term);
                turn.State = turn.State with { HasLeft = true };
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void TakeRuns(HostTurn turn, RunsChanged runs)
    {
        Require.That(runs.Content.Length <= Limits.ParcelBytes, "Runs that are handed over keep their bound.");
        turn.State = turn.State with { Own = turn.State.Own with { RunsOpen = runs.Open, RunsCommitted = runs.Committed } };
        var parcel = runs.Content.IsEmpty ? null : Parcel.Of(ParcelKind.Runs, turn.Now.Ticks, turn.Now, runs.Content);
        ParcelPost.Give(turn, ParcelKind.Runs, parcel);
        if (parcel is null || turn.State.Lead is not { Leads: true })
            return;
        // The offer goes first: pieces without one are not taken.
        Speech.Speak(turn, leaving: false);
        ParcelPost.Push(turn, parcel);
    }

    private static void TakeNewer(HostTurn turn, NewerProtocolReceived newer)
    {
        var peer = turn.PeerOf(newer.Sender);
        if (peer.NewerProtocol == newer.Version)
            return;
        turn.Set(newer.Sender, peer with { NewerProtocol = newer.Version });
        turn.Note(new NewerProtocol(turn.EntryOf(newer.Sender).Name, newer.Version));
    }

    private static void KeepTime(HostTurn turn)
    {
        var swept = turn.State.SweptAt;
        turn.State = turn.State with { SweptAt = turn.Now };
        foreach (var silent in PeerLife.FindSilent(turn))
            Reports.TakeSilence(turn, silent);
        TellUnheard(turn, swept);
        OwnName.Tick(turn);
        Leading.Tick(turn);
        Ordering.Tick(turn);
        DeadlineKeeper.Tick(turn);
        SilenceVotes.Tick(turn);
        ParcelPost.Tick(turn);
        HostUpses.Tick(turn, swept);
        Speech.Tick(turn);
    }

    // The decision remembers from before its start who was up; who has not been heard since is silent too, and that is said once.
    private static void TellUnheard(HostTurn turn, TimeSpan swept)
    {
        var patience = turn.State.StartedAt + turn.Timing.NodeSilence;
        if (swept >= patience || turn.Now < patience)
            return;
        for (var host = 0; host < turn.Roster.Entries.Length; host++)
        {
            if (host != turn.State.Self && turn.PeerOf(host) is { Alive: false, Said: null })
                Reports.TakeSilence(turn, host);
        }
    }

    // A terminal on a node orders its own node without a network.
    private static HostStep Delivered(HostStep step)
    {
        var outputs = ImmutableArray.CreateBuilder<HostOutput>(step.Outputs.Length);
        var state = step.State;
        foreach (var output in step.Outputs)
        {
            if (output is not SendTo toSelf || toSelf.To != state.Self)
            {
                outputs.Add(output);
                continue;
            }

            var turn = new HostTurn(state, state.Now);
            if (toSelf.Message is Order order)
                OrderDesk.Take(turn, state.Self, order);
            else if (toSelf.Message is OrderAnswer answer)
                Ordering.Take(turn, state.Self, answer);
            var inner = Delivered(turn.End());
            state = inner.State;
            outputs.AddRange(inner.Outputs);
        }

        return new HostStep(state, outputs.ToImmutable());
    }
}
