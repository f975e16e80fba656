using System.Buffers;

namespace PowerController.Runtime.History.Samples;

/// <summary>Numbers in as many bytes as they need: seven bits in each, small ones in one.</summary>
internal static class Packed
{
    private const int MoreFollows = 0x80;

    /// <summary>More bits than this no number has.</summary>
    private const int LastShift = 63;

    public static void Write(this ArrayBufferWriter<byte> to, ulong value)
    {
        var bytes = to.GetSpan(10);
        var length = 0;
        for (; value >= MoreFollows; value >>= 7)
            bytes[length++] = (byte)(value | MoreFollows);
        bytes[length++] = (byte)value;
        to.Advance(length);
    }

    /// <summary>Signed: the sign goes to the lowest bit.</summary>
    public static void WriteSigned(this ArrayBufferWriter<byte> to, long value) => to.Write((ulong)((value << 1) ^ (value >> 63)));

    public static ulong Read(ref ReadOnlySpan<byte> from)
    {
        var value = 0UL;
        for (var shift = 0; shift <= LastShift; shift += 7)
        {
            if (from.IsEmpty)
                break;
            var next = from[0];
            from = from[1..];
            value |= (ulong)(next & ~MoreFollows) << shift;
            if (next < MoreFollows)
                return value;
        }

        throw new InvalidDataException("A stored sample ends in the middle of a number.");
    }

    public static long ReadSigned(ref ReadOnlySpan<byte> from)
    {
        var raw = Read(ref from);
        return (long)(raw >> 1) ^ -(long)(raw & 1);
    }
}
