using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace PowerController.Runtime.Journal;

/// <summary>What a segment's bytes hold.</summary>
/// <param name="GoodBytes">Up to the end of the last whole record.</param>
/// <param name="Torn">Bytes follow that are no record: what a crash or a loss of power cut off in the middle.</param>
/// <param name="Damaged">Whole records follow after what is no record: the disk, or somebody, has changed the file.</param>
internal sealed record SegmentContent(ImmutableArray<JournalRecord> Records, long GoodBytes, bool Torn, bool Damaged);

/// <summary>How a segment stands in its file: a line that says what it is, then record after record.</summary>
internal static class Segments
{
    private static readonly byte[] _head = Encoding.ASCII.GetBytes("PowerController journal 1\n");

    /// <summary>Names sort as their segments do.</summary>
    public static string NameOf(long sequence) => string.Create(CultureInfo.InvariantCulture, $"journal-{sequence:D16}.pcj");

    public static void WriteHead(IBufferWriter<byte> output) => output.Write(_head);

    public static SegmentContent Read(ReadOnlyMemory<byte> bytes)
    {
        if (!bytes.Span.StartsWith(_head))
            return new SegmentContent([], 0, false, true);
        var records = ImmutableArray.CreateBuilder<JournalRecord>();
        var at = _head.Length;
        while (at < bytes.Length && JournalRecord.Read(bytes[at..]) is { } record && Follows(records, record))
        {
            records.Add(record);
            at += record.Bytes;
        }

        var rest = bytes[at..];
        var damaged = rest.Length > 0 && HoldsRecord(rest, records.Count == 0 ? 0 : records[^1].Sequence);
        return new SegmentContent(records.ToImmutable(), at, rest.Length > 0 && !damaged, damaged);
    }

    // The checkpoint at the beginning has the number of the last record before it.
    private static bool Follows(ImmutableArray<JournalRecord>.Builder records, JournalRecord record) =>
        records.Count == 0 ? record.Kind == RecordKind.Checkpoint : record.Sequence == records[^1].Sequence + 1;

    /// <summary>Whether a later whole record is anywhere in there; a checksum that fits by chance is one in four thousand million.</summary>
    private static bool HoldsRecord(ReadOnlyMemory<byte> bytes, long after)
    {
        for (var at = 1; at < bytes.Length; at++)
        {
            if (JournalRecord.Read(bytes[at..]) is { } record && record.Sequence > after)
                return true;
        }

        return false;
    }
}
