using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PowerController.Runtime.Configuration.Init;

/// <summary>The mask of an IPv4 network, and what follows from it.</summary>
public readonly record struct LocalNetwork
{
    private const int AddressBits = 32;

    private LocalNetwork(uint mask) => Mask = mask;

    private uint Mask { get; }

    /// <summary>Reads `255.255.255.0`, `/24` or `24`; null when it is no mask.</summary>
    public static LocalNetwork? Parse(string text)
    {
        if (byte.TryParse(text.TrimStart('/'), NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
            return bits is > 0 and <= AddressBits ? new LocalNetwork(uint.MaxValue << (AddressBits - bits)) : null;
        if (Bits(text) is not { } mask || mask == 0)
            return null;

        // Ones first, then zeros: adding one to the turned mask leaves a single bit.
        var hosts = ~mask;
        return (hosts & (hosts + 1)) == 0 ? new LocalNetwork(mask) : null;
    }

    /// <summary>The address that reaches every host of the network the address is in.</summary>
    public string BroadcastOf(string address) => Text((Bits(address) ?? 0) | ~Mask);

    public bool HoldsBoth(string address, string other) => (Bits(address) & Mask) == (Bits(other) & Mask);

    /// <summary>Null unless the address belongs to a single host of the network.</summary>
    public string? WhyNoHost(string address) => Bits(address) switch
    {
        null => "is not an IPv4 address; write it like 172.16.134.12",
        { } bits when ~Mask > 1 && (bits | Mask) == uint.MaxValue => "is the broadcast address of its network, not a host",
        { } bits when ~Mask > 1 && (bits & ~Mask) == 0 => "is the address of the network itself, not a host",
        _ => null,
    };

    private static uint? Bits(string text)
    {
        if (!IPAddress.TryParse(text, out var address) || address.AddressFamily != AddressFamily.InterNetwork
            || !string.Equals(address.ToString(), text, StringComparison.Ordinal))
            return null;
        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    private static string Text(uint bits)
    {
        Span<byte> bytes = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, bits);
        return new IPAddress(bytes).ToString();
    }
}
