using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using PowerController.Coordination.Keys;
using PowerController.Coordination.Membership;
using PowerController.Coordination.Sealing;
using PowerController.Hosts.Keys;
using PowerController.Peers.Processes;

namespace PowerController.Peers.Hosts;

/// <summary>Who does not belong to the room, and what the room's terminal says of it.</summary>
internal sealed partial class Room
{
    /// <summary>An agent on a host of its own, with the room's configuration but for the site's name or the keys.</summary>
    public PeerProcess Stranger(string host, string address, string node, string site, bool ownKeys)
    {
        _network.Add(host, address);
        var config = Directory.CreateDirectory(Path.Combine(Root, host)).FullName;
        File.WriteAllText(Path.Combine(config, "site.yaml"), File.ReadAllText(Path.Combine(Config, "site.yaml")).Replace("site: room", $"site: {site}", StringComparison.Ordinal));
        if (ownKeys)
            new KeyMaking(KeyPlaces.Of(Site, config), TimeProvider.System).MakeMissing(Site);
        else
            Process.Start("cp", ["-r", Path.Combine(Config, "secrets"), config]).WaitForExit();
        return Program(host, ["agent", "--config", config, "--name", node, "--state", Path.Combine(config, "state"), "--system-start", "stranger"]);
    }

    /// <summary>Sends what an agent of a later version of the protocol would, under the room's own key.</summary>
    public void SpeakNewer(string from, string node, byte version)
    {
        var roster = Roster.Of(Site, out _)!;
        using var keys = KeyFiles.Read(KeyPlaces.Of(Site, Config), roster, node).Keys!.For(roster);
        var datagram = new byte[Coordination.Limits.DatagramBytes];
        var length = new DatagramWriter(roster, node, long.MaxValue >> 16, keys.Present, null).Seal(new byte[40], datagram);
        datagram[2] = version;
        var secret = GroupKeys.Read(File.ReadAllText(Path.Combine(Config, "secrets", "group-key"))).Keys!.Present.Secret.ToArray();
        var root = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, [], Encoding.UTF8.GetBytes($"powercontroller 1 site {Site.Name}"));
        var gate = HKDF.DeriveKey(HashAlgorithmName.SHA256, root, 32, [], "gate"u8.ToArray());
        HMACSHA256.HashData(gate, datagram.AsSpan(0, length - 8)).AsSpan(0, 8).CopyTo(datagram.AsSpan(length - 8));
        _network.In(from, () =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { EnableBroadcast = true };
            socket.SendTo(datagram.AsSpan(0, length), new IPEndPoint(IPAddress.Parse(Namespaces.Broadcast), Site.Network.GroupPort));
        });
    }
}
