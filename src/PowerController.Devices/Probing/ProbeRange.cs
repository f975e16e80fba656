using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace PowerController.Devices.Probing;

/// <summary>What an operator writes for the addresses of a probe: single addresses and ranges such as 10.0.0.0/24.</summary>
public static class ProbeRange
{
    /// <summary>The addresses in their order, each once; null with what is wrong.</summary>
    public static ImmutableArray<IPAddress>? Parse(IEnumerable<string> written, out string wrong)
    {
        var addresses = ImmutableArray.CreateBuilder<IPAddress>();
        var seen = new HashSet<IPAddress>();
        wrong = "";
        foreach (var text in written)
        {
            if (!TryParse(text, out var network, out var prefix))
            {
                wrong = $"'{text}' is not an address: write one such as 10.0.0.5, or a range such as 10.0.0.0/24.";
                return null;
            }

            var bits = (network.AddressFamily == AddressFamily.InterNetwork ? 32 : 128) - prefix;
            if (bits > 31 || (1L << bits) + addresses.Count > Limits.ProbeAddresses + 2)
            {
                wrong = string.Create(CultureInfo.InvariantCulture, $"'{text}' makes more than {Limits.ProbeAddresses} addresses: probe smaller ranges one after the other.");
                return null;
            }

            foreach (var address in Addresses(network, bits).Where(seen.Add))
                addresses.Add(address);
        }

        if (addresses.Count == 0)
        {
            wrong = "No address is given: write one such as 10.0.0.5, or a range such as 10.0.0.0/24.";
            return null;
        }

        return addresses.ToImmutable();
    }

    private static bool TryParse(string text, out IPAddress network, out int prefix)
    {
        network = IPAddress.None;
        prefix = 0;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var address = slash < 0 ? text : text[..slash];

        // The framework takes "5" and "10.1" for addresses; an operator who writes that means something else.
        if (!IPAddress.TryParse(address, out var parsed) || (parsed.AddressFamily == AddressFamily.InterNetwork && address.Count(letter => letter == '.') != 3))
            return false;
        var length = parsed.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        network = parsed;
        prefix = length;
        return slash < 0 || (int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out prefix) && prefix <= length);
    }

    private static IEnumerable<IPAddress> Addresses(IPAddress network, int bits)
    {
        var octets = network.GetAddressBytes();
        var first = (new BigInteger(octets, isUnsigned: true, isBigEndian: true) >> bits) << bits;
        var count = 1L << bits;

        // An IPv4 range of four or more begins with its network's address and ends with its broadcast address: no card has either.
        var isNetwork = octets.Length == 4 && bits >= 2;
        for (var offset = isNetwork ? 1L : 0; offset < (isNetwork ? count - 1 : count); offset++)
        {
            var next = (first + offset).ToByteArray(isUnsigned: true, isBigEndian: true);
            var whole = new byte[octets.Length];
            next.CopyTo(whole.AsSpan(whole.Length - next.Length));
            yield return new IPAddress(whole);
        }
    }
}
