using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace PowerController.Runtime.Journal;

internal enum RecordKind : byte
{
    /// <summary>A <see cref="Happened"/>.</summary>
    Event = 1,

    /// <summary>A <see cref="Checkpoint"/>: the state before the record that follows.</summary>
    Checkpoint = 2,

    /// <summary>A diary entry that no decision has led to.</summary>
    Entry = 3,

    /// <summary>Nothing but time has passed.</summary>
    Mark = 4,

    /// <summary>A <see cref="Skipped"/>.</summary>
    Skip = 5,
}

/// <summary>One record as it stands in a segment: length, CRC-32C of what follows, kind, sequence, monotonic and wall time, payload; little-endian.</summary>
/// <param name="At">The program's monotonic time when it was written.</param>
/// <param name="Wall">The wall clock then, for the time that passes while no program runs, and for display.</param>
internal readonly record struct JournalRecord(RecordKind Kind, long Sequence, TimeSpan At, DateTimeOffset Wall, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Length and checksum.</summary>
    public const int HeadBytes = 8;

    /// <summary>Kind, sequence, two times.</summary>
    private const int FrontBytes = 1 + 8 + 8 + 8;

    public int Bytes => HeadBytes + FrontBytes + Payload.Length;

    public void WriteTo(IBufferWriter<byte> output)
    {
        var bytes = output.GetSpan(Bytes)[..Bytes];
        var body = bytes[HeadBytes..];
        body[0] = (byte)Kind;
        BinaryPrimitives.WriteInt64LittleEndian(body[1..], Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(body[9..], At.Ticks);
        BinaryPrimitives.WriteInt64LittleEndian(body[17..], Wall.UtcTicks);
        Payload.Span.CopyTo(body[FrontBytes..]);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, body.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], Checksum(body));
        output.Advance(Bytes);
    }

    /// <summary>The record that begins there; null where none, or only a part of one, does.</summary>
    public static JournalRecord? Read(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        if (span.Length < HeadBytes + FrontBytes)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(span);
        if (length < FrontBytes || length > span.Length - HeadBytes)
            return null;
        var body = span.Slice(HeadBytes, length);
        if (Checksum(body) != BinaryPrimitives.ReadUInt32LittleEndian(span[4..]))
            return null;
        var wall = BinaryPrimitives.ReadInt64LittleEndian(body[17..]);
        if (wall < 0 || wall > DateTimeOffset.MaxValue.Ticks)
            return null;
        return new JournalRecord(
            (RecordKind)body[0],
            BinaryPrimitives.ReadInt64LittleEndian(body[1..]),
            new TimeSpan(BinaryPrimitives.ReadInt64LittleEndian(body[9..])),
            new DateTimeOffset(wall, TimeSpan.Zero),
            bytes.Slice(HeadBytes + FrontBytes, length - FrontBytes));
    }

    // Castagnoli's polynomial: processors compute it by themselves.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            crc = BitOperations.Crc32C(crc, word);
        foreach (var one in bytes[(words.Length * sizeof(ulong))..])
            crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }
}
