using System.Globalization;

namespace PowerController.Hosts.Starting;

/// <summary>What wakes a machine on its local network: six bytes of ones, then its Ethernet address sixteen times.</summary>
public static class MagicPacket
{
    public const int Bytes = 6 + (16 * 6);

    /// <summary>Null when the text is no Ethernet address.</summary>
    /// <param name="mac">Twelve hexadecimal digits, with or without separators.</param>
    public static byte[]? Of(string mac)
    {
        Span<char> digits = stackalloc char[12];
        var count = 0;
        foreach (var character in mac)
        {
            if (character is ':' or '-' or '.')
                continue;
            if (count == digits.Length || !char.IsAsciiHexDigit(character))
                return null;
            digits[count++] = character;
        }

        if (count != digits.Length)
            return null;
        var packet = new byte[Bytes];
        packet.AsSpan(0, 6).Fill(0xFF);
        for (var at = 0; at < 6; at++)
            packet[6 + at] = byte.Parse(digits.Slice(at * 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        for (var copy = 1; copy < 16; copy++)
            packet.AsSpan(6, 6).CopyTo(packet.AsSpan(6 + (copy * 6)));
        return packet;
    }
}
