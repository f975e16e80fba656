using System.Globalization;

namespace PowerController.Coordination.Membership;

/// <summary>Where a datagram came from, as a value: an address of IPv6, or of IPv4 in its mapped form.</summary>
/// <param name="Scope">The interface, for addresses that only mean something on one.</param>
public readonly record struct NetAddress(UInt128 Host, int Port, uint Scope = 0)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host:x32}%{Scope}:{Port}");
}
