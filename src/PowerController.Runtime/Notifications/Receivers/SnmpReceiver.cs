using System.Net;
using PowerController.Model.Readings;
using PowerController.Model.Sites;
using PowerController.Snmp;
using PowerController.Snmp.Agent;
using PowerController.Snmp.Client;
using PowerController.Snmp.Notifications;
using PowerController.Snmp.Security;

namespace PowerController.Runtime.Notifications.Receivers;

/// <summary>A trap, or an inform that is sent until it is acknowledged, as POWER-CONTROLLER-MIB describes them.</summary>
internal sealed class SnmpReceiver : IReceiver
{
    private readonly ToSnmp _to;
    private readonly NotificationSender _sender;
    private readonly SnmpTarget _target;
    private readonly SnmpEngine _engine;

    public SnmpReceiver(ToSnmp to, IPAddress? source, SnmpEngine engine, Func<SecretSource, string> secret, TimeProvider time)
    {
        var receiver = new IPEndPoint(IPAddress.Parse(to.Address), to.Port);
        _to = to;
        _engine = engine;
        _target = new SnmpTarget(receiver, Credentials(to.Access, secret)) { Timeout = Limits.Inform, Retries = Limits.InformRetries };
        _sender = new NotificationSender(
            source is not null && source.AddressFamily == receiver.AddressFamily
                ? source
                : receiver.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any,
            engine,
            time);
    }

    public async Task DeliverAsync(Notice notice, CancellationToken cancellation)
    {
        var outgoing = new OutgoingNotification(
            PowerControllerMib.Notification(notice.Sort), (uint)_engine.Seconds * 100, [.. notice.Objects.Select(VarBindOf)]);
        if (_to.Inform)
        {
            var reply = await _sender.InformAsync(_target, outgoing, cancellation);
            if (reply.Failure != SnmpFailure.None)
                throw new IOException($"the inform was not acknowledged ({reply.Failure})");
        }
        else if (!_sender.TrySend(_target, outgoing))
        {
            throw new IOException("the trap could not be sent");
        }
    }

    public void Dispose() => _sender.Dispose();

    internal static VarBind VarBindOf(NoticeObject told) => new(
        PowerControllerMib.Instance(told.Name, told.Index),
        told switch
        {
            { Text: { } text } => SnmpValue.Text(text),
            { Name: "pcUpsConditions" } => SnmpValue.OctetString(MibWords.Bits((Conditions)told.Number)),
            _ => SnmpValue.Integer32((int)told.Number),
        });

    private static SnmpCredentials Credentials(SnmpAccess access, Func<SecretSource, string> secret) => access switch
    {
        CommunityAccess community => SnmpCredentials.V2c(community.ReadCommunity is { } source ? secret(source) : "public"),
        UserAccess user => SnmpCredentials.V3(SnmpUsers.Of(user, secret)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
