using System.Buffers.Binary;
using System.Text;

namespace PowerController.Coordination.Messages;

/// <summary>Reads what <see cref="WireWriter"/> wrote. Reading past the end or a value out of range gives zeros and sets <see cref="Bad"/>; it never throws.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> from)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: false);

    private ReadOnlySpan<byte> _left = from;

    public bool Bad { get; private set; }

    /// <summary>Everything was read and nothing was wrong.</summary>
    public readonly bool Complete => !Bad && _left.IsEmpty;

    public int Byte() => Take(1) is [var value] ? value : 0;

    public bool Flag() => Within(Byte(), 1) == 1;

    public int UInt16() => Take(2) is [_, ..] bytes ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : 0;

    public uint UInt32() => Take(4) is [_, ..] bytes ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;

    public int Int32() => (int)UInt32();

    public long Int64() => Take(8) is [_, ..] bytes ? BinaryPrimitives.ReadInt64BigEndian(bytes) : 0;

    /// <summary>A number of 64 bits that is not negative.</summary>
    public long Natural()
    {
        var value = Int64();
        if (value >= 0)
            return value;
        Bad = true;
        return 0;
    }

    public long Boot() => ((long)UInt16() << 32) | UInt32();

    /// <summary>A finite figure.</summary>
    public double Single()
    {
        var value = Take(4) is [_, ..] bytes ? BinaryPrimitives.ReadSingleBigEndian(bytes) : 0;
        if (float.IsFinite(value))
            return value;
        Bad = true;
        return 0;
    }

    public TimeSpan? TimeOrNone()
    {
        var value = Int32();
        return value == WireWriter.NoTime ? null : TimeSpan.FromMilliseconds(value);
    }

    public TimeSpan Time()
    {
        if (TimeOrNone() is { } time)
            return time;
        Bad = true;
        return TimeSpan.Zero;
    }

    /// <summary>One of a closed set, by its number.</summary>
    public T OneOf<T>(T last)
        where T : struct, Enum => (T)Enum.ToObject(typeof(T), Within(Byte(), Convert.ToInt32(last, System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>A number up to a bound, in a byte.</summary>
    public int Count(int most) => Within(Byte(), most);

    public string Text(int bytesMax)
    {
        var length = Within(Byte(), bytesMax);
        var bytes = Take(length);
        if (bytes.IndexOfAnyInRange((byte)0, (byte)31) < 0 && System.Text.Unicode.Utf8.IsValid(bytes))
            return Strict.GetString(bytes);
        // Control characters would end up in somebody's log or terminal.
        Bad = true;
        return "";
    }

    public string Name()
    {
        var name = Text(Limits.NameBytes);
        Bad |= name.Length == 0;
        return name;
    }

    public ReadOnlySpan<byte> Bytes(int length) => Take(length);

    private int Within(int value, int most)
    {
        if (value <= most)
            return value;
        Bad = true;
        return 0;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (Bad || length > _left.Length)
        {
            Bad = true;
            _left = [];
            return [];
        }

        var taken = _left[..length];
        _left = _left[length..];
        return taken;
    }
}
