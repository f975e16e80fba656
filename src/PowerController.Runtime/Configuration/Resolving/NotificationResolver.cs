using System.Collections.Immutable;
using System.Globalization;
using PowerController.Model.Effects;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration.Written;
using PowerController.Runtime.Notifications;
using PowerController.Yaml.Binding;
using PowerController.Yaml.Reading;

namespace PowerController.Runtime.Configuration.Resolving;

/// <summary>Who is told what: complete, and with addresses that can be right.</summary>
internal sealed class NotificationResolver(Site site, YamlErrors errors)
{
    private const int SyslogPort = 514;
    private const int SyslogTlsPort = 6514;
    private const int TrapPort = 162;

    public NotificationSettings Resolve(NotificationsDocument? written)
    {
        if (written is null)
            return NotificationSettings.None;
        if (written.Source is { } source && ClusterOf(source.Value) is { } cluster)
        {
            errors.Add(source.At, $"{source.Value} is a floating address of the cluster '{cluster.Name}': it may be on another host, or on none.", "Write an address that is this host's own.");
        }

        var receivers = ImmutableArray.CreateBuilder<ReceiverSettings>();
        foreach (var receiver in written.Receivers.Take(Limits.Receivers))
        {
            if (receivers.Any(other => string.Equals(other.Name, receiver.Name, StringComparison.OrdinalIgnoreCase)))
                errors.Add(receiver.At, $"There are two receivers '{receiver.Name}'.", "Give each a name of its own.");
            receivers.Add(new ReceiverSettings(receiver.Name, Way(receiver), receiver.Kinds, receiver.Least ?? Urgency.Warning));
        }

        return new NotificationSettings(written.Source?.Value, written.MergeWindow ?? Limits.MergeUsually, receivers.DrainToImmutable());
    }

    private ReceiverWay Way(ReceiverDocument receiver) => receiver switch
    {
        { Syslog: { } syslog } => Syslog(syslog),
        { Snmp: { } snmp } => new ToSnmp(Address(snmp.Address), snmp.Port ?? TrapPort, SnmpUserResolver.Access(snmp.User, snmp.Community, errors), snmp.Inform ?? true),
        { Mail: { } mail } => Mail(mail),
        { Webhook: { } webhook } => new ToWebhook(webhook.Url, Secrets.Of(webhook.Secret), webhook.Trust),
        { Command: { } command } => new ToCommand(command.Program, command.Arguments),
        _ => new ToCommand("", []),
    };

    private ToSyslog Syslog(SyslogDocument syslog)
    {
        var transport = syslog.Transport ?? SyslogTransport.Udp;
        return new ToSyslog(Address(syslog.Address), syslog.Port ?? (transport == SyslogTransport.Tls ? SyslogTlsPort : SyslogPort), transport, syslog.Trust, syslog.ServerName);
    }

    private ToMail Mail(MailDocument mail)
    {
        var encryption = mail.Encryption ?? MailEncryption.StartTls;
        if (encryption == MailEncryption.None && mail.User is not null)
            errors.Add(mail.At, "The password would go over the network in the open.", "Write 'encryption: start-tls' or 'encryption: tls', or remove 'user'.");
        if (mail.User is not null && mail.Password is null)
            errors.Add(mail.At, $"The user '{mail.User}' has no password.", "Add 'password: { file: … }'.");
        if (mail.To.IsEmpty)
            errors.Add(mail.At, "The mail has no recipient.", "Add 'to: [operator@example.com]'.");
        var port = mail.Port ?? encryption switch
        {
            MailEncryption.StartTls => 587,
            MailEncryption.Tls => 465,
            _ => 25,
        };
        return new ToMail(Address(mail.Server), port, encryption, mail.Trust, mail.ServerName, mail.User, Secrets.Of(mail.Password), mail.From, mail.To);
    }

    // A receiver that moves from node to node is where its floating address is; a node of the cluster may be down while the receiver lives.
    private string Address(Placed<string> address)
    {
        var node = site.Nodes.FirstOrDefault(node => string.Equals(node.Address, address.Value, StringComparison.Ordinal));
        if (node is not null && site.Clusters.FirstOrDefault(cluster => cluster.Nodes.Contains(node.Name, StringComparer.Ordinal) && !cluster.FloatingAddresses.IsEmpty) is { } cluster)
        {
            errors.Add(
                address.At,
                string.Create(CultureInfo.InvariantCulture, $"{address.Value} is the node '{node.Name}' of the cluster '{cluster.Name}': what runs there may be on another node when it has to be told."),
                $"Write the cluster's floating address: {string.Join(" or ", cluster.FloatingAddresses)}.");
        }

        return address.Value;
    }

    private Cluster? ClusterOf(string address) => site.Clusters.FirstOrDefault(cluster => cluster.FloatingAddresses.Contains(address, StringComparer.Ordinal));
}
