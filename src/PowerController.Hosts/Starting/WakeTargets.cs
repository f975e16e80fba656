using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace PowerController.Hosts.Starting;

/// <summary>Where a magic packet goes: by this address of ours, to that broadcast address.</summary>
public readonly record struct WakeTarget(IPAddress From, IPAddress To);

/// <summary>Every network this host is on: which of them the machine sleeps on, nobody has said.</summary>
public static class WakeTargets
{
    public static IReadOnlyList<WakeTarget> Present()
    {
        var targets = new List<WakeTarget>();
        foreach (var network in NetworkInterface.GetAllNetworkInterfaces())
        {
            if (network.OperationalStatus != OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
                continue;
            foreach (var address in network.GetIPProperties().UnicastAddresses)
            {
                if (address.Address.AddressFamily == AddressFamily.InterNetwork)
                    targets.Add(new WakeTarget(address.Address, BroadcastOf(address.Address, address.IPv4Mask)));
            }
        }

        return targets;
    }

    public static IPAddress BroadcastOf(IPAddress address, IPAddress mask)
    {
        var bytes = address.GetAddressBytes();
        var bits = mask.GetAddressBytes();
        for (var at = 0; at < bytes.Length; at++)
            bytes[at] |= (byte)~bits[at];
        return new IPAddress(bytes);
    }
}
