using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using PowerController.Coordination.Membership;

namespace PowerController.Hosts.Network;

/// <summary>Addresses of the framework as the coordination's values, and back.</summary>
internal static class Addresses
{
    private static readonly UInt128 Mapped = new(0, 0x0000_FFFF_0000_0000);

    /// <summary>Where a datagram came from, out of the system's own form.</summary>
    public static NetAddress Of(SocketAddress from)
    {
        var bytes = from.Buffer.Span;
        var port = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        return from.Family == AddressFamily.InterNetwork
            ? new NetAddress(Mapped | BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]), port)
            : new NetAddress(BinaryPrimitives.ReadUInt128BigEndian(bytes[8..]), port, BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]));
    }

    public static NetAddress Of(IPAddress address, int port)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        return new NetAddress(BinaryPrimitives.ReadUInt128BigEndian(bytes), port, address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv6LinkLocal: true } ? (uint)address.ScopeId : 0);
    }

    public static AddressFamily FamilyOf(NetAddress address) => address.Host >> 32 == Mapped >> 32 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;

    public static IPEndPoint EndPointOf(NetAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, address.Host);
        return FamilyOf(address) == AddressFamily.InterNetwork
            ? new IPEndPoint(new IPAddress(bytes[12..]), address.Port)
            : new IPEndPoint(new IPAddress(bytes, address.Scope), address.Port);
    }

    public static bool IsMulticast(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? address.IsIPv6Multicast : address.GetAddressBytes()[0] is >= 224 and < 240;

    public static IPAddress AnyOf(AddressFamily family) => family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;

    /// <summary>IPv4 addresses of the interfaces that work and are not the loopback.</summary>
    public static List<IPAddress> OfInterfaces()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces()
                .Where(one => one.OperationalStatus == OperationalStatus.Up && one.NetworkInterfaceType != NetworkInterfaceType.Loopback)
                .SelectMany(one => one.GetIPProperties().UnicastAddresses).Select(one => one.Address)
                .Where(address => address.AddressFamily == AddressFamily.InterNetwork)];
        }
        catch (NetworkInformationException)
        {
            // Interfaces come and go while they are listed; the next look finds them.
            return [];
        }
    }
}
