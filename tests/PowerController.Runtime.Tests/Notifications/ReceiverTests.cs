using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using PowerController.Model.Sites;
using PowerController.Runtime.Following;
using PowerController.Runtime.Notifications.Receivers;

namespace PowerController.Runtime.Notifications;

public sealed class ReceiverTests : IDisposable
{
    private static readonly OutgoingSocket Sockets = new(IPAddress.Loopback);

    private readonly ScratchDirectory _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Syslog_OverUdp_IsOneDatagramOfRfc5424()
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var receiver = new SyslogReceiver(new ToSyslog("127.0.0.1", Port(server), SyslogTransport.Udp, null, null), "10.0.0.1", Sockets);

        await receiver.DeliverAsync(SampleNotices.Notice(7, "UPS]1", "on \"battery\"\nnow"), Token);

        var buffer = new byte[2000];
        var length = server.Receive(buffer);
        Assert.Equal(
            $"<28>1 2026-03-01T10:00:07.000000Z 10.0.0.1 powercontroller {Environment.ProcessId} Power [powercontroller@99999 number=\"7\" subject=\"UPS\\]1\" count=\"1\" run=\"1.2\" who=\"anna\" from=\"10.0.0.9\"] \uFEFFUPS]1: on \"battery\" now",
            Encoding.UTF8.GetString(buffer, 0, length));
    }

    [Fact]
    public async Task Syslog_OverTcp_CountsItsOctetsAndWaitsForTheEnd()
    {
        using var server = new SmallServer();
        var heard = server.HearAllAsync();
        using var receiver = new SyslogReceiver(new ToSyslog("127.0.0.1", server.Port, SyslogTransport.Tcp, null, null), "10.0.0.1", Sockets);

        await receiver.DeliverAsync(SampleNotices.Notice(7, text: "ünter"), Token);

        var text = await heard;
        var count = int.Parse(text.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(Encoding.UTF8.GetByteCount(text), count + text.Split(' ')[0].Length + 1);
        Assert.EndsWith("UPS1: ünter", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Syslog_OverTls_TakesOnlyACertificateItTrusts()
    {
        using var certificate = TestCertificate.For("loghost.example");
        await File.WriteAllTextAsync(_scratch["trust.pem"], certificate.ExportCertificatePem(), Token);
        using var server = new SmallServer(certificate);
        var heard = server.HearAllAsync();
        var to = new ToSyslog("127.0.0.1", server.Port, SyslogTransport.Tls, _scratch["trust.pem"], "loghost.example");
        using (var receiver = new SyslogReceiver(to, "10.0.0.1", Sockets))
            await receiver.DeliverAsync(SampleNotices.Notice(7), Token);
        Assert.EndsWith("UPS1: on battery", await heard, StringComparison.Ordinal);

        foreach (var wrong in new[] { to with { ServerName = "other.example" }, to with { Trust = null } })
        {
            var refused = server.HearAllAsync();
            using var receiver = new SyslogReceiver(wrong, "10.0.0.1", Sockets);
            await Assert.ThrowsAnyAsync<Exception>(() => receiver.DeliverAsync(SampleNotices.Notice(8), Token));
            Assert.DoesNotContain("battery", await refused, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nobody_There_IsSaid()
    {
        using var receiver = new SyslogReceiver(new ToSyslog("127.0.0.1", 9, SyslogTransport.Tcp, null, null), "10.0.0.1", Sockets);

        await Assert.ThrowsAsync<SocketException>(() => receiver.DeliverAsync(SampleNotices.Notice(1), Token));
    }

    [Fact]
    public async Task Webhook_IsSignedJsonFromTheHostsAddress()
    {
        using var server = new SmallServer();
        var heard = server.HearHttpAsync("HTTP/1.1 204 No Content\r\n\r\n");
        var clock = new SetClock(SampleNotices.Start);
        using var receiver = new WebhookReceiver(
            new ToWebhook($"http://127.0.0.1:{server.Port}/power", new SecretVariable("x"), null), "site", "10.0.0.1", new OutgoingSocket(IPAddress.Parse("127.0.0.77")), _ => "key", clock);

        await receiver.DeliverAsync(SampleNotices.Notice(7), Token);

        var (head, body, from) = await heard;
        Assert.StartsWith("POST /power HTTP/1.1", head, StringComparison.Ordinal);
        Assert.Equal("127.0.0.77", from);
        var time = SampleNotices.Start.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"X-PowerController-Time: {time}", head, StringComparison.Ordinal);
        var expected = "sha256=" + Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData("key"u8, Encoding.UTF8.GetBytes($"{time}.{body}")));
        Assert.Contains($"X-PowerController-Signature: {expected}", head, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(body);
        Assert.Equal(("site", "power", "warning", "UPS1"), (Word("site"), Word("kind"), Word("urgency"), Word("subject")));

        string Word(string name) => json.RootElement.GetProperty(name).GetString()!;
    }

    [Theory]
    [InlineData("HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 302 Elsewhere\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n")]
    public async Task Webhook_ThatDoesNotTakeIt_IsNotDelivered(string answer)
    {
        using var server = new SmallServer();
        var heard = server.HearHttpAsync(answer);
        using var receiver = new WebhookReceiver(new ToWebhook($"http://127.0.0.1:{server.Port}/", null, null), "site", "host", Sockets, _ => "", TimeProvider.System);

        var failure = await Assert.ThrowsAsync<IOException>(() => receiver.DeliverAsync(SampleNotices.Notice(7), Token));

        Assert.Contains("it answers", failure.Message, StringComparison.Ordinal);
        await heard;
    }

    [Fact]
    public async Task Command_GetsItsEnvironmentAndInput()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "No shell here.");
        using var receiver = new CommandReceiver(new ToCommand("/bin/sh", ["-c", $"cat > {_scratch["input"]}; echo \"$POWERCONTROLLER_SUBJECT $POWERCONTROLLER_URGENCY\" > {_scratch["said"]}"]), "site", "host");

        await receiver.DeliverAsync(SampleNotices.Notice(7), Token);

        Assert.Equal("UPS1 warning\n", await File.ReadAllTextAsync(_scratch["said"], Token));
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(_scratch["input"], Token));
        Assert.Equal(7, json.RootElement.GetProperty("number").GetInt64());
    }

    [Fact]
    public async Task Command_ThatFails_SaysWhy()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "No shell here.");
        using var receiver = new CommandReceiver(new ToCommand("/bin/sh", ["-c", "echo no modem >&2; exit 3"]), "site", "host");

        var failure = await Assert.ThrowsAsync<IOException>(() => receiver.DeliverAsync(SampleNotices.Notice(7), Token));

        Assert.Equal("it ended with code 3: no modem", failure.Message);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static int Port(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;
}
