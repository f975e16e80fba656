using System.Buffers.Binary;
using System.Text;

namespace PowerController.Coordination.Messages;

/// <summary>Writes big-endian fields into a span. What does not fit is not written, and <see cref="Full"/> says so.</summary>
internal ref struct WireWriter(Span<byte> to)
{
    /// <summary>Stands for "no time" and for nothing else.</summary>
    public const int NoTime = int.MinValue;

    private readonly Span<byte> _to = to;

    public int Length { get; private set; }

    public bool Full { get; private set; }

    public readonly int Left => _to.Length - Length;

    public void Byte(int value)
    {
        if (Room(1) is [_, ..] room)
            room[0] = (byte)value;
    }

    public void UInt16(int value)
    {
        if (Room(2) is [_, ..] room)
            BinaryPrimitives.WriteUInt16BigEndian(room, (ushort)value);
    }

    public void UInt32(uint value)
    {
        if (Room(4) is [_, ..] room)
            BinaryPrimitives.WriteUInt32BigEndian(room, value);
    }

    public void Int32(int value) => UInt32((uint)value);

    public void Int64(long value)
    {
        if (Room(8) is [_, ..] room)
            BinaryPrimitives.WriteInt64BigEndian(room, value);
    }

    public void Single(double value)
    {
        if (Room(4) is [_, ..] room)
            BinaryPrimitives.WriteSingleBigEndian(room, (float)value);
    }

    public void Boot(long value)
    {
        UInt16((int)(value >> 32));
        UInt32((uint)value);
    }

    /// <summary>A time left, in milliseconds; rounded down, so that a deadline is met early rather than late.</summary>
    public void Time(TimeSpan? value)
    {
        if (value is not { } time)
        {
            Int32(NoTime);
            return;
        }

        var bounded = time > Limits.FarthestTime ? Limits.FarthestTime : time < -Limits.FarthestTime ? -Limits.FarthestTime : time;
        Int32((int)Math.Floor(bounded.TotalMilliseconds));
    }

    /// <summary>A length of one byte and UTF-8, cut at a letter when it is longer than allowed; a control character becomes a blank.</summary>
    public void Text(string text, int bytesMax)
    {
        Span<byte> utf8 = stackalloc byte[bytesMax];
        Encoding.UTF8.GetEncoder().Convert(text, utf8, flush: true, out _, out var length, out _);
        foreach (ref var letter in utf8[..length])
            letter = Math.Max(letter, (byte)' ');
        Byte(length);
        Bytes(utf8[..length]);
    }

    public void Bytes(scoped ReadOnlySpan<byte> bytes)
    {
        var room = Room(bytes.Length);
        if (room.Length == bytes.Length)
            bytes.CopyTo(room);
    }

    private Span<byte> Room(int length)
    {
        if (Left < length)
        {
            Full = true;
            return [];
        }

        var room = _to.Slice(Length, length);
        Length += length;
        return room;
    }
}
