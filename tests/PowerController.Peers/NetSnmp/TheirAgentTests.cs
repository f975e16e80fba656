using System.Net;
using PowerController.Peers.Processes;
using PowerController.Snmp;
using PowerController.Snmp.Client;
using PowerController.Snmp.Security;

namespace PowerController.Peers.NetSnmp;

/// <summary>net-snmp's snmpd asked and told by our client, at every level it has.</summary>
public sealed class TheirAgentTests(TheirAgentTests.Snmpd snmpd) : IClassFixture<TheirAgentTests.Snmpd>
{
    private static readonly Oid System = Oid.Parse("1.3.6.1.2.1.1");
    private static readonly Oid Location = System.Append(6, 0);

    public static TheoryData<AuthProtocol, PrivProtocol> Combinations => NetSnmpTools.AsTheory();

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task V3_AtEveryLevel_IsReadWalkedAndWritten(AuthProtocol auth, PrivProtocol priv)
    {
        Assert.SkipWhen(snmpd.Missing is not null, snmpd.Missing ?? "");
        await ReadWalkAndWriteAsync(SnmpCredentials.V3(NetSnmpTools.AllUsers.Single(u => u.Name == NetSnmpTools.UserName(auth, priv))));
    }

    [Theory]
    [InlineData(SnmpVersion.V1)]
    [InlineData(SnmpVersion.V2c)]
    public async Task Communities_AreReadWalkedAndWritten(SnmpVersion version)
    {
        Assert.SkipWhen(snmpd.Missing is not null, snmpd.Missing ?? "");
        await ReadWalkAndWriteAsync(new CommunityCredentials(version, "writer"));
    }

    [Fact]
    public async Task Refusals_AreUnderstood()
    {
        Assert.SkipWhen(snmpd.Missing is not null, snmpd.Missing ?? "");
        using SnmpClient client = new();
        Assert.Equal(SnmpFailureKind.UnknownUser, await KindAsync(client, new UsmUser("stranger", AuthProtocol.Sha256, "some password")));
        Assert.Equal(SnmpFailureKind.WrongDigest, await KindAsync(client, new UsmUser("Sha256-None", AuthProtocol.Sha256, "wrong password")));
        // snmpd says nothing when an authentic message makes no sense after decrypting; it knew the user a moment before.
        Assert.Equal(SnmpFailureKind.SilentToUser, await KindAsync(client, new UsmUser("Sha256-Aes128", AuthProtocol.Sha256, NetSnmpTools.AuthPassword, PrivProtocol.Aes128, "wrong password")));
        Assert.Equal(SnmpFailureKind.UnsupportedSecurityLevel, await KindAsync(client, new UsmUser("Md5-None", AuthProtocol.Md5, NetSnmpTools.AuthPassword, PrivProtocol.Des, NetSnmpTools.PrivPassword)));
    }

    private async Task<SnmpFailureKind> KindAsync(SnmpClient client, UsmUser user) =>
        (await client.GetAsync(snmpd.Target(SnmpCredentials.V3(user), patienceMs: 1500), Location)).Failure.Kind;

    private async Task ReadWalkAndWriteAsync(SnmpCredentials credentials)
    {
        using SnmpClient client = new();
        SnmpTarget target = snmpd.Target(credentials);
        string place = Guid.NewGuid().ToString();
        SnmpReply written = await client.SetAsync(target, [new VarBind(Location, SnmpValue.Text(place))]);
        Assert.Equal(SnmpFailure.None, written.Failure);
        Assert.Equal(place, (await client.GetAsync(target, Location))[Location].ToString());
        SnmpReply walked = await client.WalkAsync(target, System);
        Assert.Equal(SnmpFailure.None, walked.Failure);
        Assert.True(walked.VarBinds.Length > 20);
        Assert.Equal(place, walked[Location].ToString());
    }

    public sealed class Snmpd : IAsyncLifetime
    {
        private readonly NetSnmpTools _tools = new();
        private readonly int _port = Places.FreeUdpPort();
        private PeerProcess? _process;

        public string? Missing { get; private set; }

        public SnmpTarget Target(SnmpCredentials credentials, int patienceMs = 10_000) =>
            new(new IPEndPoint(IPAddress.Loopback, _port), credentials) { Timeout = TimeSpan.FromMilliseconds(patienceMs), Retries = 1 };

        public async ValueTask InitializeAsync()
        {
            if (!File.Exists("/usr/sbin/snmpd"))
            {
                Missing = "/usr/sbin/snmpd is not installed.";
                return;
            }

            List<string> lines = ["rwcommunity writer 127.0.0.1"];
            foreach ((AuthProtocol auth, PrivProtocol priv) in NetSnmpTools.Combinations)
            {
                lines.Add(NetSnmpTools.CreateUser(auth, priv));
                lines.Add($"rwuser {NetSnmpTools.UserName(auth, priv)} {NetSnmpTools.Level(auth, priv)}");
            }

            string configuration = _tools.Write("snmpd.conf", lines);
            _process = PeerProcess.Start("/usr/sbin/snmpd", ["-f", "-Lo", "-C", "-c", configuration, $"udp:127.0.0.1:{_port}"], _tools.Environment);
            using SnmpClient client = new();
            SnmpTarget probe = new(new IPEndPoint(IPAddress.Loopback, _port), SnmpCredentials.V2c("writer")) { Timeout = TimeSpan.FromSeconds(40), Retries = 10 };
            SnmpReply reply = await client.GetAsync(probe, System.Append(3, 0));
            Assert.True(reply.Succeeded, $"snmpd does not answer: {_process.Output}");
        }

        public ValueTask DisposeAsync()
        {
            _process?.Dispose();
            _tools.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
