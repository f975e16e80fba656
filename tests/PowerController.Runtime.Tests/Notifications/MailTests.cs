using System.Text;
using PowerController.Model.Sites;
using PowerController.Runtime.Following;
using PowerController.Runtime.Notifications.Receivers;

namespace PowerController.Runtime.Notifications;

public sealed class MailTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Mail_ByStartTls_IsEncryptedLoggedInAndTaken()
    {
        using var certificate = TestCertificate.For("mail.example");
        await File.WriteAllTextAsync(_scratch["trust.pem"], certificate.ExportCertificatePem(), Token);
        using var server = new SmallServer(certificate);
        var heard = new List<string>();
        var talk = TalkAsync(server, heard, offers: "STARTTLS", offersEncrypted: "AUTH PLAIN LOGIN");
        using var receiver = Receiver(To(server) with { Trust = _scratch["trust.pem"] });

        await receiver.DeliverAsync(SampleNotices.Notice(7, text: "läuft auf Batterie"), Token);
        await talk;

        Assert.Equal("EHLO [10.0.0.1]", heard[0]);
        Assert.Equal("STARTTLS", heard[1]);
        Assert.Equal("AUTH PLAIN " + Convert.ToBase64String("\0me\0pass"u8), heard[3]);
        Assert.Equal(["MAIL FROM:<power@example.com>", "RCPT TO:<a@example.com>", "RCPT TO:<b@example.com>", "DATA"], heard[4..8]);
        var message = string.Join("\r\n", heard[8..]);
        Assert.Contains("Message-ID: <7.", message, StringComparison.Ordinal);
        Assert.Contains("Subject: =?utf-8?B?", message, StringComparison.Ordinal);
        var body = Encoding.UTF8.GetString(Convert.FromBase64String(message.Split("\r\n\r\n")[1].Split("\r\n.")[0]));
        Assert.StartsWith("UPS1: läuft auf Batterie", body, StringComparison.Ordinal);
        Assert.Contains("Asked by  anna from 10.0.0.9", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_WithoutStartTls_SaysNothingInTheOpen()
    {
        using var server = new SmallServer();
        var heard = new List<string>();
        var talk = TalkAsync(server, heard, offers: "AUTH PLAIN", offersEncrypted: "");
        using var receiver = Receiver(To(server));

        var failure = await Assert.ThrowsAsync<IOException>(() => receiver.DeliverAsync(SampleNotices.Notice(7), Token));
        await talk;

        Assert.Contains("no STARTTLS", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["EHLO [10.0.0.1]"], heard);
    }

    [Fact]
    public async Task Mail_Refused_SaysWhatTheServerSaid()
    {
        using var server = new SmallServer();
        var heard = new List<string>();
        var talk = TalkAsync(server, heard, offers: "SIZE", offersEncrypted: "", refuse: "RCPT");
        using var receiver = Receiver(To(server) with { Encryption = MailEncryption.None, User = null });

        var failure = await Assert.ThrowsAsync<IOException>(() => receiver.DeliverAsync(SampleNotices.Notice(7), Token));
        await talk;

        Assert.Equal("the mail server says: 550 no", failure.Message);
    }

    [Fact]
    public void Subject_WithLineEnds_BecomesOneHeader()
    {
        var message = MailReceiver.Message(SampleNotices.Notice(1, "UPS1\r\nBcc: everybody@example.com"), To(null), "site", "host");

        Assert.DoesNotContain("\nBcc", message, StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ToMail To(SmallServer? server) => new(
        "127.0.0.1", server?.Port ?? 25, MailEncryption.StartTls, null, "mail.example", "me", new SecretVariable("x"), "power@example.com", ["a@example.com", "b@example.com"]);

    private static MailReceiver Receiver(ToMail to) => new(to, "site", "10.0.0.1", new OutgoingSocket(null), _ => "pass");

    /// <summary>The other side of a conversation: it takes what is said, and remembers it.</summary>
    private static async Task TalkAsync(SmallServer server, List<string> heard, string offers, string offersEncrypted, string? refuse = null)
    {
        using var client = await server.AcceptAsync(Token);
        Stream stream = client.GetStream();
        var reader = new StreamReader(stream);
        await SayAsync("220 mail.example");
        var data = false;
        while (await ReadAsync() is { } line)
        {
            heard.Add(line);
            switch (line.Split(' ')[0])
            {
                case "." when data:
                    data = false;
                    await SayAsync("250 taken");
                    break;
                case not null when data:
                    break;
                case "EHLO":
                    await SayAsync($"250-mail.example\r\n250-8BITMIME\r\n250 {(stream is System.Net.Security.SslStream ? offersEncrypted : offers)}");
                    break;
                case "STARTTLS":
                    await SayAsync("220 go on");
                    stream = await server.EncryptAsync(stream, Token);
                    reader = new StreamReader(stream);
                    break;
                case "DATA":
                    data = true;
                    await SayAsync("354 go on");
                    break;
                case "QUIT":
                    return;
                case var word when word == refuse:
                    await SayAsync("550 no");
                    break;
                default:
                    await SayAsync("250 good");
                    break;
            }
        }

        async Task<string?> ReadAsync()
        {
            try
            {
                return await reader.ReadLineAsync(Token);
            }
            catch (IOException)
            {
                return null;
            }
        }

        async Task SayAsync(string line) => await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), Token);
    }
}
