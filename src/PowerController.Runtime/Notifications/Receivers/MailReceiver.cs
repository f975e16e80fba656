using System.Globalization;
using System.Net;
using System.Text;
using PowerController.Model.Sites;

namespace PowerController.Runtime.Notifications.Receivers;

/// <summary>Mail by a server that takes it from us (RFC 6409): encrypted from the start or by STARTTLS, with or without a login.</summary>
/// <param name="host">The public address or name of this host.</param>
internal sealed class MailReceiver(ToMail to, string site, string host, OutgoingSocket sockets, Func<SecretSource, string> secret) : IReceiver
{
    private const int Good = 2;
    private const int GoOn = 3;

    private readonly IPEndPoint _server = new(IPAddress.Parse(to.Address), to.Port);

    public async Task DeliverAsync(Notice notice, CancellationToken cancellation)
    {
        var connection = await sockets.ConnectAsync(_server, cancellation);
        Stream stream = to.Encryption == MailEncryption.Tls ? await EncryptAsync(connection, cancellation) : connection;
        var talk = new SmtpConversation(stream);
        try
        {
            await talk.ReplyAsync(Good, cancellation);
            var offers = await HelloAsync(talk, cancellation);
            if (to.Encryption == MailEncryption.StartTls)
            {
                if (!Offers(offers, "STARTTLS"))
                    throw new IOException("the mail server offers no STARTTLS; nothing is sent to it in the open");
                await talk.AskAsync("STARTTLS", Good, cancellation);
                if (talk.HasMore)
                    throw new IOException("the mail server said more before the encryption began than it was asked for");
                stream = await EncryptAsync(connection, cancellation);
                talk = new SmtpConversation(stream);
                offers = await HelloAsync(talk, cancellation);
            }

            if (to.User is { } user)
                await LogInAsync(talk, offers, user, cancellation);
            await talk.AskAsync($"MAIL FROM:<{to.Sender}>", Good, cancellation);
            foreach (var recipient in to.Recipients)
                await talk.AskAsync($"RCPT TO:<{recipient}>", Good, cancellation);
            await talk.AskAsync("DATA", GoOn, cancellation);
            await talk.WriteAsync(Message(notice, to, site, host), cancellation);
            await talk.AskAsync(".", Good, cancellation);
            await talk.WriteAsync("QUIT\r\n", cancellation);
        }
        finally
        {
            talk.Dispose();
            await stream.DisposeAsync();
        }
    }

    public void Dispose()
    {
    }

    /// <summary>The message as it is sent. Its name is the same each time, so a mailbox that gets it twice can tell.</summary>
    internal static string Message(Notice notice, ToMail to, string site, string host)
    {
        var mail = new StringBuilder();
        Line(mail, $"From: PowerController <{to.Sender}>");
        Line(mail, $"To: {string.Join(", ", to.Recipients)}");
        Line(mail, $"Subject: {Encoded($"[{site}] {notice.Subject}: {notice.Text}")}");
        Line(mail, string.Create(CultureInfo.InvariantCulture, $"Date: {notice.Wall.UtcDateTime:ddd, dd MMM yyyy HH:mm:ss} +0000"));
        Line(mail, string.Create(CultureInfo.InvariantCulture, $"Message-ID: <{notice.Number}.{notice.Wall.UtcTicks}.{notice.Count}@{host}>"));
        Line(mail, "Auto-Submitted: auto-generated");
        Line(mail, "MIME-Version: 1.0");
        Line(mail, "Content-Type: text/plain; charset=utf-8");
        Line(mail, "Content-Transfer-Encoding: base64");
        Line(mail, "");

        // Base64 has no dots and no long lines, so nothing of the text can end the message.
        var body = Convert.ToBase64String(Encoding.UTF8.GetBytes(Body(notice, site, host)), Base64FormattingOptions.InsertLineBreaks);
        Line(mail, body);
        return mail.ToString();
    }

    private static string Body(Notice notice, string site, string host)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{notice.Subject}: {notice.Text}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Site      {site}");
        text.AppendLine(CultureInfo.InvariantCulture, $"Time      {notice.Wall.ToLocalTime():yyyy-MM-dd HH:mm:ss zzz}");
        text.AppendLine(CultureInfo.InvariantCulture, $"Kind      {notice.Kind}, {notice.Urgency}");
        if (notice.Run is { } run)
            text.AppendLine(CultureInfo.InvariantCulture, $"Run       {run}");
        if (notice.Who is { } who)
            text.AppendLine(CultureInfo.InvariantCulture, $"Asked by  {who}{(notice.From is { } from ? $" from {from}" : "")}");
        if (notice.Count > 1)
            text.AppendLine(CultureInfo.InvariantCulture, $"Count     {notice.Count}");
        text.AppendLine(CultureInfo.InvariantCulture, $"Told by   {host}");
        return text.ToString();
    }

    // RFC 2047, in pieces that each hold whole characters; also keeps line ends out of the header.
    private static string Encoded(string subject)
    {
        if (subject.All(character => character is >= ' ' and < '\u007f') && subject.Length < Limits.MailSubject)
            return subject;
        var words = new List<string>();
        var piece = new StringBuilder();
        foreach (var rune in subject.EnumerateRunes().Take(Limits.MailSubject))
        {
            piece.Append(Rune.IsControl(rune) ? " " : rune.ToString());
            if (piece.Length < 12)
                continue;
            words.Add(Word(piece));
            piece.Clear();
        }

        if (piece.Length > 0)
            words.Add(Word(piece));
        return string.Join("\r\n ", words);

        static string Word(StringBuilder text) => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text.ToString()))}?=";
    }

    private static void Line(StringBuilder mail, string line) => mail.Append(line).Append("\r\n");

    private Task<System.Net.Security.SslStream> EncryptAsync(Stream connection, CancellationToken cancellation) =>
        OutgoingSocket.EncryptAsync(connection, to.ServerName ?? to.Address, to.Trust, cancellation);

    private Task<string> HelloAsync(SmtpConversation talk, CancellationToken cancellation) =>
        talk.AskAsync(IPAddress.TryParse(host, out var address) ? $"EHLO [{(address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? "IPv6:" : "")}{address}]" : $"EHLO {host}", Good, cancellation);

    private async Task LogInAsync(SmtpConversation talk, string offers, string user, CancellationToken cancellation)
    {
        var password = to.Password is { } source ? secret(source) : "";
        if (!Offers(offers, "AUTH"))
            throw new IOException("the mail server offers no login");
        if (offers.Contains("PLAIN", StringComparison.OrdinalIgnoreCase))
        {
            await talk.AskAsync("AUTH PLAIN " + Base64($"\0{user}\0{password}"), Good, cancellation);
            return;
        }

        await talk.AskAsync("AUTH LOGIN", GoOn, cancellation);
        await talk.AskAsync(Base64(user), GoOn, cancellation);
        await talk.AskAsync(Base64(password), Good, cancellation);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static bool Offers(string reply, string word) =>
        reply.Split('\n').Any(line => line.Length > 4 && line[4..].Trim().Split(' ', '=')[0].Equals(word, StringComparison.OrdinalIgnoreCase));
}
