using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using PowerController.Coordination.Messages;

namespace PowerController.Coordination.Handover;

/// <summary>Something larger than a datagram that this host can hand over.</summary>
public sealed record Parcel(ParcelOffer Offer, TimeSpan MadeAt, ImmutableArray<byte> Content)
{
    public int Pieces => PiecesOf(Offer.Size);

    public static int PiecesOf(int size) => (size + Limits.PieceBytes - 1) / Limits.PieceBytes;

    public static UInt128 IdOf(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    public static Parcel Of(ParcelKind kind, long version, TimeSpan madeAt, ImmutableArray<byte> content) =>
        new(new ParcelOffer(kind, IdOf(content.AsSpan()), version, content.Length), madeAt, content);
}

/// <summary>A parcel on its way to this host.</summary>
/// <param name="From">Row of the host that offers it.</param>
/// <param name="Pieces">By index; the default array for what is missing.</param>
/// <param name="Tries">Asked in a row without a new piece.</param>
public sealed record ParcelIntake(
    ParcelOffer Offer, int From, ImmutableArray<ImmutableArray<byte>> Pieces, int Missing, TimeSpan NextAt, int Tries, long Term, TimeSpan MadeAt);

/// <param name="Given">What this host hands over.</param>
/// <param name="Intakes">What is on its way.</param>
/// <param name="TakenRuns">The runs it has of the leader: the id of the parcel.</param>
public sealed record ParcelStore(
    ImmutableSortedDictionary<ParcelKind, Parcel> Given, ImmutableSortedDictionary<ParcelKind, ParcelIntake> Intakes, UInt128 TakenRuns, long TakenRunsTerm)
{
    public static ParcelStore Empty { get; } = new(ImmutableSortedDictionary<ParcelKind, Parcel>.Empty, ImmutableSortedDictionary<ParcelKind, ParcelIntake>.Empty, 0, 0);
}
