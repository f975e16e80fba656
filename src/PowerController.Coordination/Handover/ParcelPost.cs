using System.Collections.Immutable;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Stations;

namespace PowerController.Coordination.Handover;

/// <summary>Hands parcels over: offered in the heartbeat, asked for piece by piece, checked as a whole.</summary>
internal static class ParcelPost
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(300);

    /// <summary>Asked so often in vain, the intake is dropped; the next heartbeat offers it anew.</summary>
    private const int TriesMax = 20;

    public static void Give(HostTurn turn, ParcelKind kind, Parcel? parcel)
    {
        var parcels = turn.State.Parcels;
        turn.State = turn.State with { Parcels = parcels with { Given = parcel is null ? parcels.Given.Remove(kind) : parcels.Given.SetItem(kind, parcel) } };
    }

    /// <summary>A parcel that fits in a few datagrams goes out at once, to everybody: a standby must know of a run before the leader's host loses its power.</summary>
    public static void Push(HostTurn turn, Parcel parcel)
    {
        if (parcel.Pieces > Limits.PiecesAtOnce)
            return;
        for (var at = 0; at < parcel.Pieces; at++)
            turn.Emit(new SendToAll(PieceOf(parcel, at, turn.State.Term)));
    }

    public static void TakeOffers(HostTurn turn, int sender, Heartbeat beat)
    {
        foreach (var offer in beat.Offers)
        {
            if (offer.Size is < 1 or > Limits.ParcelBytes || !IsWanted(turn.State, sender, offer))
                continue;
            var parcels = turn.State.Parcels;
            if (parcels.Intakes.TryGetValue(offer.Kind, out var under) && (under.Offer.Id == offer.Id || (offer.Kind == ParcelKind.Configuration && under.Offer.Version >= offer.Version)))
                continue;
            var pieces = ImmutableArray.CreateRange(Enumerable.Repeat(default(ImmutableArray<byte>), Parcel.PiecesOf(offer.Size)));
            // Pushed pieces may be just behind: asking waits a moment for them.
            var intake = new ParcelIntake(offer, sender, pieces, pieces.Length, turn.Now + (offer.Kind == ParcelKind.Runs ? AskAgain / 3 : TimeSpan.Zero), 0, 0, turn.Now);
            turn.State = turn.State with { Parcels = parcels with { Intakes = parcels.Intakes.SetItem(offer.Kind, intake) } };
        }

        Tick(turn);
    }

    public static void Take(HostTurn turn, int sender, ParcelAsk ask)
    {
        var peer = turn.PeerOf(sender);
        if (!turn.State.Parcels.Given.TryGetValue(ask.Kind, out var parcel) || parcel.Offer.Id != ask.Id
            || (peer.PiecesGivenAt != TimeSpan.MinValue && turn.Now - peer.PiecesGivenAt < Limits.PieceGapMin))
            return;
        turn.Set(sender, peer with { PiecesGivenAt = turn.Now });
        for (var at = ask.First; at < Math.Min(ask.First + ask.Count, parcel.Pieces); at++)
            turn.Send(sender, PieceOf(parcel, at, turn.State.Term));
    }

    public static void Take(HostTurn turn, ParcelPiece piece)
    {
        var parcels = turn.State.Parcels;
        if (!parcels.Intakes.TryGetValue(piece.Kind, out var intake) || intake.Offer.Id != piece.Id || piece.Index >= intake.Pieces.Length || !intake.Pieces[piece.Index].IsDefault)
            return;
        var length = Math.Min(Limits.PieceBytes, intake.Offer.Size - piece.Index * Limits.PieceBytes);
        if (piece.Content.Length != length)
            return;
        intake = intake with { Pieces = intake.Pieces.SetItem(piece.Index, piece.Content), Missing = intake.Missing - 1, Tries = 0, Term = piece.Term, MadeAt = piece.MadeAt };
        if (intake.Missing == 0)
        {
            turn.State = turn.State with { Parcels = parcels with { Intakes = parcels.Intakes.Remove(piece.Kind) } };
            Open(turn, intake);
            return;
        }

        // The last piece that was asked for brings the next question at once.
        if (FirstMissing(intake) > piece.Index)
            intake = intake with { NextAt = turn.Now };
        turn.State = turn.State with { Parcels = parcels with { Intakes = parcels.Intakes.SetItem(piece.Kind, intake) } };
        Tick(turn);
    }

    public static void Tick(HostTurn turn)
    {
        foreach (var (kind, intake) in turn.State.Parcels.Intakes)
        {
            if (turn.Now < intake.NextAt)
                continue;
            var parcels = turn.State.Parcels;
            if (intake.Tries >= TriesMax || !turn.PeerOf(intake.From).Alive)
            {
                turn.State = turn.State with { Parcels = parcels with { Intakes = parcels.Intakes.Remove(kind) } };
                continue;
            }

            var asked = intake with { NextAt = turn.Now + AskAgain, Tries = intake.Tries + 1 };
            turn.State = turn.State with { Parcels = parcels with { Intakes = parcels.Intakes.SetItem(kind, asked) } };
            turn.Send(intake.From, new ParcelAsk(kind, intake.Offer.Id, FirstMissing(intake), Limits.PiecesAtOnce));
        }
    }

    private static bool IsWanted(HostState state, int sender, ParcelOffer offer) => offer.Kind switch
    {
        ParcelKind.Configuration => offer.Version > state.Own.ConfigurationVersion,
        _ when state.Lead is { Leads: true } => state.Peers[sender].TakenRuns != offer.Id && state.Peers[sender].Said?.Terminal is { Leads: false },
        _ => state.Lead is { Leads: false } lead && lead.Leader == sender && (state.Parcels.TakenRuns != offer.Id || state.Parcels.TakenRunsTerm != state.Term),
    };

    private static int FirstMissing(ParcelIntake intake)
    {
        var at = 0;
        while (!intake.Pieces[at].IsDefault)
            at++;
        return at;
    }

    private static ParcelPiece PieceOf(Parcel parcel, int index, long term)
    {
        var from = index * Limits.PieceBytes;
        var length = Math.Min(Limits.PieceBytes, parcel.Offer.Size - from);
        return new ParcelPiece(parcel.Offer.Kind, parcel.Offer.Id, parcel.Offer.Version, term, parcel.MadeAt, parcel.Offer.Size, index, parcel.Content.Slice(from, length));
    }

    private static void Open(HostTurn turn, ParcelIntake intake)
    {
        var content = ImmutableArray.CreateBuilder<byte>(intake.Offer.Size);
        foreach (var piece in intake.Pieces)
            content.AddRange(piece.AsSpan());
        var whole = content.MoveToImmutable();
        if (Parcel.IdOf(whole.AsSpan()) != intake.Offer.Id)
            return;
        if (intake.Offer.Kind == ParcelKind.Configuration)
        {
            turn.Emit(new TakeConfiguration(intake.Offer.Version, turn.EntryOf(intake.From).Name, whole));
            return;
        }

        if (turn.State.Lead is { Leads: true })
        {
            turn.Set(intake.From, turn.PeerOf(intake.From) with { TakenRuns = intake.Offer.Id });
            turn.Emit(new TakeRuns(turn.State.Term, intake.MadeAt, whole, Offered: true));
            return;
        }

        if (turn.State.Lead is not { Leads: false } lead || lead.Leader != intake.From || intake.Term != turn.State.Term)
            return;
        turn.State = turn.State with { Parcels = turn.State.Parcels with { TakenRuns = intake.Offer.Id, TakenRunsTerm = intake.Term } };
        turn.Emit(new TakeRuns(intake.Term, intake.MadeAt, whole));
    }
}
