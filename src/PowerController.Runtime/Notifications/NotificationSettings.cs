using System.Collections.Immutable;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Sites;

namespace PowerController.Runtime.Notifications;

/// <summary>Who is told what, and how.</summary>
/// <param name="Source">The address messages are sent from; null leaves it to the terminal's own.</param>
/// <param name="MergeWindow">What is alike within this time becomes one message with a count.</param>
public sealed record NotificationSettings(string? Source, TimeSpan MergeWindow, ImmutableArray<ReceiverSettings> Receivers)
{
    public static NotificationSettings None { get; } = new(null, Limits.MergeUsually, []);
}

/// <summary>A receiver and what it wants to know.</summary>
/// <param name="Kinds">Empty for all.</param>
public sealed record ReceiverSettings(string Name, ReceiverWay Way, ImmutableArray<DiaryKind> Kinds, Urgency Least)
{
    public bool Wants(DiaryKind kind, Urgency urgency) => urgency >= Least && (Kinds.IsEmpty || Kinds.Contains(kind));
}

/// <summary>The closed set of ways to tell somebody.</summary>
public abstract record ReceiverWay
{
    private protected ReceiverWay() { }
}

public enum SyslogTransport
{
    Udp,
    Tcp,
    Tls,
}

/// <summary>RFC 5424.</summary>
/// <param name="Trust">Certificates that the server's must be signed by, as a PEM file; null for the system's.</param>
/// <param name="ServerName">The name in the server's certificate; null for its address.</param>
public sealed record ToSyslog(string Address, int Port, SyslogTransport Transport, string? Trust, string? ServerName) : ReceiverWay;

/// <summary>Our MIB's notifications.</summary>
/// <param name="Inform">Acknowledged, and so sent again until it is.</param>
public sealed record ToSnmp(string Address, int Port, SnmpAccess Access, bool Inform) : ReceiverWay;

public enum MailEncryption
{
    StartTls,
    Tls,
    None,
}

/// <param name="Sender">The address in From.</param>
public sealed record ToMail(
    string Address, int Port, MailEncryption Encryption, string? Trust, string? ServerName, string? User, SecretSource? Password, string Sender, ImmutableArray<string> Recipients) : ReceiverWay;

/// <param name="Secret">What the signature is made with.</param>
public sealed record ToWebhook(string Url, SecretSource? Secret, string? Trust) : ReceiverWay;

/// <summary>A program of this host, told by its environment and standard input.</summary>
public sealed record ToCommand(string Program, ImmutableArray<string> Arguments) : ReceiverWay;
