using System.Net;
using PowerController.Peers.Processes;
using PowerController.Snmp;
using PowerController.Snmp.Agent;
using PowerController.Snmp.Client;
using PowerController.Snmp.Notifications;
using PowerController.Snmp.Security;

namespace PowerController.Peers.NetSnmp;

/// <summary>Our traps and informs heard by net-snmp's snmptrapd, at every level it has.</summary>
public sealed class TheirListenerTests(TheirListenerTests.Snmptrapd trapd) : IClassFixture<TheirListenerTests.Snmptrapd>
{
    private static readonly Oid Text = Oid.Parse("1.3.6.1.4.1.318.2.3.3.0");

    public static TheoryData<AuthProtocol, PrivProtocol> Combinations => NetSnmpTools.AsTheory();

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task V3Trap_AtEveryLevel_IsHeard(AuthProtocol auth, PrivProtocol priv) => await TrapAsync(Who(auth, priv));

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task V3Inform_AtEveryLevel_IsHeardAndAcknowledged(AuthProtocol auth, PrivProtocol priv) => await InformAsync(Who(auth, priv));

    [Theory]
    [InlineData(SnmpVersion.V1)]
    [InlineData(SnmpVersion.V2c)]
    public async Task CommunityTrap_IsHeard(SnmpVersion version) => await TrapAsync(new CommunityCredentials(version, "traps"));

    [Fact]
    public async Task V2cInform_IsHeardAndAcknowledged() => await InformAsync(SnmpCredentials.V2c("traps"));

    private static SnmpCredentials Who(AuthProtocol auth, PrivProtocol priv) => SnmpCredentials.V3(NetSnmpTools.AllUsers.Single(u => u.Name == NetSnmpTools.UserName(auth, priv)));

    private static OutgoingNotification Marked(string mark) => new(Oid.Parse("1.3.6.1.4.1.318.0.5"), 4711, [new VarBind(Text, SnmpValue.Text(mark))]);

    private async Task TrapAsync(SnmpCredentials credentials)
    {
        Assert.SkipWhen(trapd.Missing is not null, trapd.Missing ?? "");
        string mark = Guid.NewGuid().ToString();
        Assert.True(trapd.Sender.TrySend(trapd.Target(credentials), Marked(mark)));
        await trapd.Process!.WaitForAsync(mark);
    }

    private async Task InformAsync(SnmpCredentials credentials)
    {
        Assert.SkipWhen(trapd.Missing is not null, trapd.Missing ?? "");
        string mark = Guid.NewGuid().ToString();
        SnmpReply reply = await trapd.Sender.InformAsync(trapd.Target(credentials), Marked(mark));
        Assert.Equal(SnmpFailure.None, reply.Failure);
        await trapd.Process!.WaitForAsync(mark);
    }

    public sealed class Snmptrapd : IAsyncLifetime
    {
        private readonly NetSnmpTools _tools = new();
        private readonly int _port = Places.FreeUdpPort();

        public string? Missing { get; private set; }

        public NotificationSender Sender { get; } = new(IPAddress.Loopback, new SnmpEngine(SnmpEngine.IdFrom("our sender")));

        internal PeerProcess? Process { get; private set; }

        public SnmpTarget Target(SnmpCredentials credentials) => new(new IPEndPoint(IPAddress.Loopback, _port), credentials) { Timeout = TimeSpan.FromSeconds(10), Retries = 1 };

        public async ValueTask InitializeAsync()
        {
            if (!File.Exists("/usr/sbin/snmptrapd"))
            {
                Missing = "/usr/sbin/snmptrapd is not installed.";
                return;
            }

            // A trap is checked with the keys at its sender's engine, an inform with those at snmptrapd's own.
            string engine = SnmpEngine.IdFrom("our sender").ToString();
            List<string> lines = ["authCommunity log traps", "doNotLogTraps no"];
            foreach ((AuthProtocol auth, PrivProtocol priv) in NetSnmpTools.Combinations)
            {
                lines.Add(NetSnmpTools.CreateUser(auth, priv));
                lines.Add(NetSnmpTools.CreateUser(auth, priv, engine));
                lines.Add($"authUser log {NetSnmpTools.UserName(auth, priv)} {NetSnmpTools.Level(auth, priv)}");
            }

            string configuration = _tools.Write("snmptrapd.conf", lines);
            Process = PeerProcess.Start("/usr/sbin/snmptrapd", ["-f", "-Lo", "-n", "-On", "-C", "-c", configuration, $"udp:127.0.0.1:{_port}"], _tools.Environment);
            await Process.WaitForAsync("NET-SNMP version");
        }

        public ValueTask DisposeAsync()
        {
            Process?.Dispose();
            Sender.Dispose();
            _tools.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
