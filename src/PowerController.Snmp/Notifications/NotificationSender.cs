using System.Net;
using System.Net.Sockets;
using PowerController.Snmp.Agent;
using PowerController.Snmp.Ber;
using PowerController.Snmp.Client;

namespace PowerController.Snmp.Notifications;

/// <summary>Sends traps from one address, and informs with retries until they are acknowledged.</summary>
public sealed class NotificationSender : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Socket _socket;
    private readonly SnmpClient _client;
    private readonly SnmpEngine? _engine;
    private readonly byte[] _buffer = new byte[Limits.DatagramBytes];
    private int _requestId;

    /// <summary>A sender; a card sends from its own address, so that the receiver knows it.</summary>
    /// <param name="local">The address to send from.</param>
    /// <param name="engine">Our engine, the authority of v3 traps; not needed for anything else.</param>
    /// <param name="time">The clock.</param>
    public NotificationSender(IPAddress local, SnmpEngine? engine = null, TimeProvider? time = null)
    {
        _engine = engine;
        IPEndPoint from = new(local, 0);
        _socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _client = new SnmpClient(local.AddressFamily == AddressFamily.InterNetwork ? new SnmpClientOptions { LocalV4 = from } : new SnmpClientOptions { LocalV6 = from }, time);
        try
        {
            _socket.Bind(from);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Sends a trap once, as traps are; false when it could not be sent.</summary>
    public bool TrySend(SnmpTarget receiver, OutgoingNotification notification)
    {
        lock (_gate)
        {
            BerWriter writer = new(_buffer);
            _requestId = (_requestId + 1) & int.MaxValue;
            if (receiver.Credentials is CommunityCredentials community) notification.Write(ref writer, community, _requestId);
            else notification.Write(ref writer, (UsmCredentials)receiver.Credentials, _requestId, _engine ?? throw new InvalidOperationException("A v3 trap needs an engine to be sent from."));
            if (writer.Overflowed) return false;
            try
            {
                _socket.SendTo(writer.Written, SocketFlags.None, receiver.EndPoint);
                return true;
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                return false;
            }
        }
    }

    /// <summary>Sends an inform as often as the receiver's retries allow, until it is acknowledged; not in v1, which has none.</summary>
    public Task<SnmpReply> InformAsync(SnmpTarget receiver, OutgoingNotification notification, CancellationToken cancel = default) =>
        receiver.Credentials.Version == SnmpVersion.V1
            ? Task.FromResult(SnmpReply.Failed(SnmpFailureKind.NotInThisVersion))
            : _client.SendAsync(receiver, PreparedRequest.Inform(notification.AllVarBinds().AsSpan()), cancel);

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _socket.Dispose();
    }
}
