using System.Collections.Immutable;
using System.Security.Cryptography;
using PowerController.Coordination.Messages;
using PowerController.Model.Effects;
using PowerController.Model.Events;

namespace PowerController.Coordination.Orders;

/// <summary>What a node keeps on its disk, as bytes: small, checked, and readable on another clock.</summary>
/// <remarks>Moments are kept as the time left; the wall clock says how much of it has passed meanwhile (nothing, when it went back).</remarks>
public static class NodeRecord
{
    private const int FormatVersion = 1;

    /// <summary>All orders at their greatest, and the deadlines.</summary>
    public const int BytesMax = Limits.RememberedOrders * (Limits.MessageBytes + Limits.TextBytes + 16) + 1024;

    /// <param name="osBoot">Greater with each boot of the operating system.</param>
    public static ImmutableArray<byte> Write(DeskState desk, TimeSpan now, DateTimeOffset wall, long osBoot)
    {
        var bytes = new byte[BytesMax];
        var writer = new WireWriter(bytes);
        writer.Byte(FormatVersion);
        writer.Int64(wall.ToUnixTimeMilliseconds());
        writer.Int64(osBoot);
        writer.Int64(desk.Term);
        writer.Run(desk.LastRun);
        writer.Byte(desk.Stops ? 1 : 0);
        writer.Byte(desk.Deadlines.Length);
        foreach (var told in desk.Deadlines)
        {
            writer.Run(told.Run);
            writer.Int32(told.Number);
            writer.Time(told.ClusterStopBy - now);
            writer.Time(told.OsStopBy - now);
            writer.Byte(told.ClusterStopSaid ? 1 : 0);
            writer.Byte(told.Withdrawn ? 1 : 0);
        }

        writer.Byte(desk.Orders.Length);
        Span<byte> message = stackalloc byte[Limits.MessageBytes];
        foreach (var order in desk.Orders)
        {
            var length = MessageCodec.Write(new Order(0, 0, 0, order.Effect), now, message);
            writer.UInt16(length);
            writer.Bytes(message[..length]);
            writer.Byte((int)order.Stage);
            writer.Byte((int)order.Failure);
            writer.Text(order.Text, Limits.TextBytes);
        }

        Require.That(!writer.Full, "A node's record keeps its bound.");
        var written = writer.Length;
        SHA256.HashData(bytes.AsSpan(0, written), bytes.AsSpan(written, SHA256.HashSizeInBytes));
        return ImmutableArray.Create(bytes, 0, written + SHA256.HashSizeInBytes);
    }

    /// <summary>What the node knew, on the clock of this start; null when the bytes are not a whole record.</summary>
    public static DeskState? Read(ReadOnlySpan<byte> bytes, TimeSpan now, DateTimeOffset wall, long osBoot)
    {
        Span<byte> sum = stackalloc byte[SHA256.HashSizeInBytes];
        if (bytes.Length < sum.Length || bytes.Length > BytesMax)
            return null;
        SHA256.HashData(bytes[..^sum.Length], sum);
        var reader = new WireReader(bytes[..^sum.Length]);
        if (!sum.SequenceEqual(bytes[^sum.Length..]) || reader.Byte() != FormatVersion)
            return null;
        var passed = TimeSpan.FromMilliseconds(Math.Max(0, wall.ToUnixTimeMilliseconds() - reader.Natural()));
        var isSameBoot = reader.Natural() == osBoot;
        var saved = now - passed;
        var term = reader.Natural();
        var lastRun = reader.Run();
        var stops = reader.Flag();
        var deadlines = ImmutableArray.CreateBuilder<ToldDeadlines>();
        for (var left = reader.Count(Limits.DeadlinesAtOnce); left > 0; left--)
            deadlines.Add(new ToldDeadlines(reader.Run(), reader.Int32(), saved + reader.Time(), saved + reader.Time(), reader.Flag(), reader.Flag()));
        var orders = ImmutableArray.CreateBuilder<TakenOrder>();
        for (var left = reader.Count(Limits.RememberedOrders); left > 0; left--)
        {
            if (MessageCodec.Read(reader.Bytes(reader.UInt16()), saved) is not Order order)
                return null;
            orders.Add(new TakenOrder(order.Effect, -1, reader.OneOf(OrderStage.OutOfTerm), reader.OneOf(FailureKind.Failed), reader.Text(Limits.TextBytes)));
        }

        if (!reader.Complete)
            return null;
        var desk = new DeskState(term, deadlines.ToImmutable(), orders.ToImmutable(), lastRun, stops);
        return isSameBoot ? AfterRestart(desk) : AfterBoot(desk, now);
    }

    // The agent was started again, the system was not: work that can be done twice goes on; of other work nobody knows how far it came.
    private static DeskState AfterRestart(DeskState desk) => desk with
    {
        Orders = [.. desk.Orders.Select(order => order.Stage == OrderStage.Taken && Ordering.IsDoneAtEnd(order.Effect)
            ? order with { Stage = OrderStage.Failed, Failure = FailureKind.Failed, Text = "the agent was started again in the middle of it" }
            : order)],
    };

    // The system has booted: every stop is over. Deadlines hold unless they have been met or have passed; a stop is never done again.
    private static DeskState AfterBoot(DeskState desk, TimeSpan now) => desk with
    {
        Stops = false,
        Deadlines = [.. desk.Deadlines.Where(told => told.Withdrawn || (!desk.Stops && told.OsStopBy > now))],
        Orders = [.. desk.Orders.Select(order => order.Stage == OrderStage.Taken ? order with { Stage = OrderStage.Done } : order)],
    };
}
