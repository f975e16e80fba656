using System.Buffers.Text;
using PowerController.Snmp;
using PowerController.Snmp.Messages;

namespace PowerController.Devices.Snmp;

/// <summary>What one polled object said, as one number: no allocation, and two polls are compared in no time.</summary>
internal static class Slot
{
    /// <summary>It said nothing that can be used.</summary>
    public const long Missing = long.MinValue;

    public static long Of(SnmpValue value, bool isFlags)
    {
        if (value.Type == SnmpType.OctetString)
            return OfText(value.Octets, isFlags);
        if (value.TryGetInt64(out var number))
            return number;
        return value.TryGetDouble(out var real) && Math.Abs(real) < long.MaxValue ? (long)Math.Round(real) : Missing;
    }

    public static long Of(in VarBindView view, bool isFlags)
    {
        if (view.Tag == (byte)SnmpType.OctetString)
            return OfText(view.Content, isFlags);
        if (view.TryGetInt64(out var number))
            return number;

        // Floats inside an Opaque are rare; the copy does not matter.
        return view.IsException || view.Tag != (byte)SnmpType.Opaque ? Missing : Of(view.ToValue(), isFlags);
    }

    /// <summary>A text of 0 and 1 becomes a bit each, the first one the lowest; any other text a number, if it is one.</summary>
    private static long OfText(ReadOnlySpan<byte> text, bool isFlags)
    {
        if (!isFlags)
        {
            text = text.Trim(" \0\t\r\n"u8);
            return Utf8Parser.TryParse(text, out long number, out var used) && used == text.Length && used > 0 ? number : Missing;
        }

        // A card without its UPS says "UNKNOWN" here, and some cut the text short.
        if (text.IsEmpty)
            return Missing;
        var flags = 0UL;
        for (var place = 0; place < text.Length && place < 64; place++)
        {
            if (text[place] is not ((byte)'0' or (byte)'1'))
                return Missing;
            if (text[place] == '1')
                flags |= 1UL << place;
        }

        // All 64 flags but the highest would be the number that stands for nothing; no card sets place 64 alone.
        return (long)flags;
    }
}
