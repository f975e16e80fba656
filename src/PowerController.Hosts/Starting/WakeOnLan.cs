using System.Net;
using System.Net.Sockets;
using PowerController.Model.Events;

namespace PowerController.Hosts.Starting;

/// <summary>Sends magic packets by every network of this host, several times.</summary>
/// <param name="targets">Looked up at each attempt: networks come and go.</param>
public sealed class WakeOnLan(TimeProvider time, Func<IReadOnlyList<WakeTarget>> targets, int port = WakeOnLan.UsualPort)
{
    /// <summary>Discard: nobody listens there, and network cards look at any port.</summary>
    public const int UsualPort = 9;

    public async Task<RemoteResult> SendAsync(string mac, CancellationToken cancellationToken)
    {
        if (MagicPacket.Of(mac) is not { } packet)
            return new RemoteResult(FailureKind.BadValue, $"'{mac}' is no Ethernet address");
        var present = targets();
        var (sent, problem) = (0, "this host has no network that is up");
        for (var round = 0; round < StartingLimits.PacketsForAnAttempt; round++)
        {
            if (round > 0)
                await Task.Delay(StartingLimits.PacketGap, time, cancellationToken).ConfigureAwait(false);
            foreach (var target in present)
            {
                try
                {
                    using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { EnableBroadcast = true };
                    socket.Bind(new IPEndPoint(target.From, 0));
                    await socket.SendToAsync(packet, new IPEndPoint(target.To, port), cancellationToken).ConfigureAwait(false);
                    sent++;
                }
                catch (SocketException e)
                {
                    problem = $"by {target.From}: {e.Message}";
                }
            }
        }

        return sent > 0 ? RemoteResult.Done($"{sent} magic packets sent to {mac}") : new RemoteResult(FailureKind.Failed, $"no magic packet could be sent to {mac}: {problem}");
    }
}
