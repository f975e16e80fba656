using System.Diagnostics;
using System.Net;
using PowerController.Runtime.Following;
using PowerController.Runtime.Notifications.Receivers;
using PowerController.Snmp.Agent;

namespace PowerController.Runtime.Notifications;

/// <summary>From how a receiver is configured to the way to it.</summary>
/// <param name="host">How this host is called in messages: its public address, or its name.</param>
/// <param name="source">The address messages are sent from.</param>
internal sealed class ReceiverMaking(string site, string host, IPAddress? source, SnmpEngine engine, Surroundings around)
{
    private readonly OutgoingSocket _sockets = new(source);

    public IReceiver Make(ReceiverWay way) => way switch
    {
        ToSyslog syslog => new SyslogReceiver(syslog with { Trust = around.Configured(syslog.Trust) }, host, _sockets),
        ToSnmp snmp => new SnmpReceiver(snmp, source, engine, around.Secret, around.Time),
        ToMail mail => new MailReceiver(mail with { Trust = around.Configured(mail.Trust) }, site, host, _sockets, around.Secret),
        ToWebhook webhook => new WebhookReceiver(webhook with { Trust = around.Configured(webhook.Trust) }, site, host, _sockets, around.Secret, around.Time),
        ToCommand command => new CommandReceiver(command, site, host),
        _ => throw new UnreachableException(),
    };
}
