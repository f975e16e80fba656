using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PowerController.Hosts.Commands;
using PowerController.Hosts.Starting;
using PowerController.Model.Events;

namespace PowerController.Peers.Starting;

/// <summary>Magic packets, management controllers and probes over real sockets and by real programs.</summary>
public sealed class StartingOnTheWireTests
{
    [Fact]
    public async Task MagicPacket_ByBroadcast_ArrivesSeveralTimes()
    {
        using var sleeper = new UdpClient(new IPEndPoint(IPAddress.Any, 0));
        var port = ((IPEndPoint)sleeper.Client.LocalEndPoint!).Port;
        var wake = new WakeOnLan(TimeProvider.System, () => WakeTargets.Present().Where(target => IPAddress.IsLoopback(target.From)).ToList(), port);

        var result = await wake.SendAsync("00:11:22:33:44:55", CancellationToken.None);

        Assert.Null(result.Failure);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        for (var packet = 0; packet < StartingLimits.PacketsForAnAttempt; packet++)
            Assert.Equal(MagicPacket.Of("001122334455"), (await sleeper.ReceiveAsync(limit.Token)).Buffer);
    }

    [Fact]
    public async Task Redfish_OfASelfSignedController_IsPinnedAndAnotherCertificateRefused()
    {
        var pins = Path.Combine(Path.GetTempPath(), $"pins-{Guid.NewGuid():N}");
        try
        {
            using (var controller = new Controller())
            {
                using var redfish = new Redfish(TimeProvider.System, new CertificatePins(pins), controller.Port);
                Assert.Null((await redfish.PowerOnAsync("127.0.0.1", "admin", "pass", CancellationToken.None)).Failure);
                Assert.True((await redfish.LookAsync("127.0.0.1", "admin", "pass", CancellationToken.None)).IsOn);
                Assert.Equal(FailureKind.Refused, (await redfish.PowerOnAsync("127.0.0.1", "admin", "wrong", CancellationToken.None)).Failure);
            }

            using var other = new Controller();
            using var again = new Redfish(TimeProvider.System, new CertificatePins(pins), other.Port);
            var result = await again.PowerOnAsync("127.0.0.1", "admin", "pass", CancellationToken.None);
            Assert.Equal(FailureKind.Refused, result.Failure);
            Assert.Contains(pins, result.Text, StringComparison.Ordinal);
            Assert.Equal(0, other.Resets);
        }
        finally
        {
            File.Delete(pins);
        }
    }

    [Fact]
    public async Task Redfish_NobodyThere_IsNoAnswer()
    {
        using var redfish = new Redfish(TimeProvider.System, new CertificatePins(null), 1);
        Assert.Equal(FailureKind.NoAnswer, (await redfish.PowerOnAsync("127.0.0.1", "admin", "pass", CancellationToken.None)).Failure);
    }

    [Fact]
    public async Task Ipmi_ByAStandIn_GetsItsPasswordByTheEnvironment()
    {
        var script = Path.Combine(Path.GetTempPath(), $"ipmitool-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(script, "#!/bin/sh\ncase \"$*\" in *pass*) exit 9;; esac\n[ \"$IPMI_PASSWORD\" = pass ] || { echo 'RAKP 2 HMAC is invalid, wrong password'; exit 1; }\n"
            + "case \"$*\" in *'power status') echo 'Chassis Power is off';; *'power on') echo 'Chassis Power Control: Up/On';; esac\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            var ipmi = new Ipmi(new CommandRunner(TimeProvider.System), script);
            Assert.Null((await ipmi.PowerOnAsync("127.0.0.1", "admin", "pass", CancellationToken.None)).Failure);
            Assert.False((await ipmi.LookAsync("127.0.0.1", "admin", "pass", CancellationToken.None)).IsOn);
            Assert.Equal(FailureKind.Refused, (await ipmi.PowerOnAsync("127.0.0.1", "admin", "wrong", CancellationToken.None)).Failure);
        }
        finally
        {
            File.Delete(script);
        }
    }

    [Fact]
    public async Task Probe_OfAHostThatRefuses_IsAnswered()
    {
        Assert.True(await new Reach(TimeProvider.System, 1).AnswersAsync("127.0.0.1", CancellationToken.None));
        Assert.False(await new Reach(TimeProvider.System, 1).AnswersAsync("no address", CancellationToken.None));
    }

    /// <summary>A small management controller: HTTPS with a certificate of its own, one system.</summary>
    private sealed class Controller : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly X509Certificate2 _certificate = SelfSigned();
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _serving;
        private string _power = "Off";

        public Controller()
        {
            _listener.Start();
            _serving = ServeAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public int Resets { get; private set; }

        public void Dispose()
        {
            _stop.Cancel();
            _listener.Stop();
            _serving.Wait(TimeSpan.FromSeconds(5));
            _certificate.Dispose();
            _stop.Dispose();
        }

        private async Task ServeAsync()
        {
            while (!_stop.IsCancellationRequested)
            {
                try
                {
                    using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                    await using var stream = new SslStream(client.GetStream());
                    await stream.AuthenticateAsServerAsync(_certificate);
                    await AnswerAsync(stream);
                }
                catch (Exception e) when (e is IOException or AuthenticationException or OperationCanceledException or SocketException)
                {
                    // A client that does not like the certificate goes away; the next one may.
                }
            }
        }

        private async Task AnswerAsync(SslStream stream)
        {
            var buffer = new byte[8192];
            var text = new StringBuilder();
            while (!text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) || (text.ToString().StartsWith("POST", StringComparison.Ordinal) && !text.ToString().EndsWith('}')))
            {
                var count = await stream.ReadAsync(buffer, _stop.Token);
                if (count == 0)
                    return;
                text.Append(Encoding.ASCII.GetString(buffer, 0, count));
            }

            var (status, body) = Answer(text.ToString());
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"), _stop.Token);
        }

        private (int, string) Answer(string request)
        {
            if (!request.Contains("Authorization: Basic " + Convert.ToBase64String("admin:pass"u8), StringComparison.Ordinal))
                return (401, "{}");
            if (request.StartsWith("POST /redfish/v1/Systems/1/Actions/ComputerSystem.Reset ", StringComparison.Ordinal))
            {
                Resets++;
                _power = "On";
                return (204, "");
            }

            return request.StartsWith("GET /redfish/v1/Systems ", StringComparison.Ordinal)
                ? (200, "{\"Members\":[{\"@odata.id\":\"/redfish/v1/Systems/1\"}]}")
                : (200, "{\"PowerState\":\"" + _power + "\",\"Actions\":{\"#ComputerSystem.Reset\":{\"target\":\"/redfish/v1/Systems/1/Actions/ComputerSystem.Reset\"}}}");
        }

        private static X509Certificate2 SelfSigned()
        {
            using var key = RSA.Create(2048);
            var request = new CertificateRequest("CN=controller", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
            return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        }
    }
}
