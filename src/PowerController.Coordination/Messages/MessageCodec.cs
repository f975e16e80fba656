using System.Collections.Immutable;
using System.Diagnostics;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Coordination.Messages;

/// <summary>Messages as bytes, and back; PROTOCOL.md is the description. Moments travel as the time left, because no two hosts have the same clock.</summary>
public static class MessageCodec
{
    private enum Kind
    {
        None,
        Heartbeat,
        Order,
        OrderAnswer,
        SilenceQuestion,
        SilenceAnswer,
        ParcelAsk,
        ParcelPiece,
    }

    /// <summary>The length of the message; 0 when it does not fit.</summary>
    /// <param name="now">The clock of this host.</param>
    public static int Write(Message message, TimeSpan now, Span<byte> to)
    {
        var writer = new WireWriter(to);
        switch (message)
        {
            case Heartbeat beat:
                writer.Byte((int)Kind.Heartbeat);
                HeartbeatCodec.Write(ref writer, beat);
                break;
            case Order order:
                writer.Byte((int)Kind.Order);
                OrderCodec.Write(ref writer, order, now);
                break;
            case OrderAnswer answer:
                writer.Byte((int)Kind.OrderAnswer);
                Write(ref writer, answer);
                break;
            case SilenceQuestion question:
                writer.Byte((int)Kind.SilenceQuestion);
                writer.Effect(question.Id);
                writer.Text(question.Ups, Limits.NameBytes);
                break;
            case SilenceAnswer answer:
                writer.Byte((int)Kind.SilenceAnswer);
                writer.Effect(answer.Id);
                writer.Text(answer.Ups, Limits.NameBytes);
                writer.Byte((int)answer.Hearing);
                break;
            case ParcelAsk ask:
                writer.Byte((int)Kind.ParcelAsk);
                writer.Byte((int)ask.Kind);
                writer.Id(ask.Id);
                writer.UInt16(ask.First);
                writer.Byte(ask.Count);
                break;
            case ParcelPiece piece:
                writer.Byte((int)Kind.ParcelPiece);
                Write(ref writer, piece, now);
                break;
            default:
                throw new UnreachableException();
        }

        return writer.Full ? 0 : writer.Length;
    }

    /// <summary>The message; null when it is none, or one that this program does not know.</summary>
    public static Message? Read(ReadOnlySpan<byte> from, TimeSpan now)
    {
        var reader = new WireReader(from);
        Message? message = (Kind)reader.Byte() switch
        {
            Kind.Heartbeat => HeartbeatCodec.Read(ref reader),
            Kind.Order => OrderCodec.Read(ref reader, now),
            Kind.OrderAnswer => new OrderAnswer(
                reader.Effect(), reader.OneOf(OrderStage.OutOfTerm), reader.OneOf(FailureKind.Failed), reader.Natural(), reader.Text(Limits.TextBytes)),
            Kind.SilenceQuestion => new SilenceQuestion(reader.Effect(), reader.Name()),
            Kind.SilenceAnswer => new SilenceAnswer(reader.Effect(), reader.Name(), reader.OneOf(UpsHearing.HearsNothing)),
            Kind.ParcelAsk => new ParcelAsk(reader.OneOf(ParcelKind.Runs), reader.Id(), reader.UInt16(), reader.Count(Limits.PiecesAtOnce)),
            Kind.ParcelPiece => ReadPiece(ref reader, now),
            _ => null,
        };
        return reader.Complete ? message : null;
    }

    private static void Write(ref WireWriter writer, OrderAnswer answer)
    {
        writer.Effect(answer.Id);
        writer.Byte((int)answer.Stage);
        writer.Byte((int)answer.Failure);
        writer.Int64(answer.Term);
        writer.Text(answer.Text, Limits.TextBytes);
    }

    private static void Write(ref WireWriter writer, ParcelPiece piece, TimeSpan now)
    {
        writer.Byte((int)piece.Kind);
        writer.Id(piece.Id);
        writer.Int64(piece.Version);
        writer.Int64(piece.Term);
        writer.Time(piece.MadeAt - now);
        writer.Int32(piece.Size);
        writer.UInt16(piece.Index);
        writer.UInt16(piece.Content.Length);
        writer.Bytes(piece.Content.AsSpan());
    }

    private static ParcelPiece? ReadPiece(ref WireReader reader, TimeSpan now)
    {
        var kind = reader.OneOf(ParcelKind.Runs);
        var id = reader.Id();
        var version = reader.Natural();
        var term = reader.Natural();
        var madeAt = now + reader.Time();
        var size = reader.Int32();
        var index = reader.UInt16();
        var length = reader.UInt16();
        if (size is < 1 or > Limits.ParcelBytes || length is < 1 or > Limits.PieceBytes)
            return null;
        var content = ImmutableArray.Create(reader.Bytes(length));
        return new ParcelPiece(kind, id, version, term, madeAt, size, index, content);
    }
}
