using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace PowerController.Hosts.Starting;

/// <summary>Does anything at an address answer?</summary>
public interface IReach
{
    Task<bool> AnswersAsync(string address, CancellationToken cancellationToken);
}

/// <summary>By pings, and by a knock at ports that servers have open. Also a refusal is an answer: somebody is there to refuse.</summary>
/// <remarks>Where no answer is heard a machine counts as one step nearer to off, so one lost packet must not make it so.</remarks>
public sealed class Reach(TimeProvider time, params IReadOnlyList<int> ports) : IReach
{
    /// <summary>SSH, remote procedure calls of Windows, remote desktop.</summary>
    private static readonly int[] UsualPorts = [22, 135, 3389];

    public async Task<bool> AnswersAsync(string address, CancellationToken cancellationToken)
    {
        if (!IPAddress.TryParse(address, out var ip))
            return false;
        using var limit = new CancellationTokenSource(StartingLimits.Probe, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var asks = (ports.Count > 0 ? ports : UsualPorts).Select(port => KnockAsync(ip, port, both.Token))
            .Concat(Enumerable.Range(0, StartingLimits.PingsForAProbe).Select(nth => PingAsync(ip, nth * StartingLimits.PingGap, both.Token))).ToList();
        while (asks.Count > 0)
        {
            var answered = await Task.WhenAny(asks).ConfigureAwait(false);
            asks.Remove(answered);
            if (!await answered.ConfigureAwait(false))
                continue;
            await both.CancelAsync().ConfigureAwait(false);
            return true;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return false;
    }

    private static async Task<bool> KnockAsync(IPAddress ip, int port, CancellationToken cancellationToken)
    {
        using var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(ip, port), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode is SocketError.ConnectionRefused or SocketError.ConnectionReset;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<bool> PingAsync(IPAddress ip, TimeSpan after, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(after, time, cancellationToken).ConfigureAwait(false);
            using var ping = new Ping();
            var reply = await ping.SendPingAsync(ip, StartingLimits.Probe, cancellationToken: cancellationToken).ConfigureAwait(false);
            return reply.Status == IPStatus.Success;
        }
        catch (Exception e) when (e is PingException or OperationCanceledException or PlatformNotSupportedException)
        {
            // Without the right to ping, the knocks decide.
            return false;
        }
    }
}
