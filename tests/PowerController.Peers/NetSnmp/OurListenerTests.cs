using System.Collections.Concurrent;
using System.Net;
using PowerController.Peers.Processes;
using PowerController.Snmp;
using PowerController.Snmp.Agent;
using PowerController.Snmp.Notifications;
using PowerController.Snmp.Security;

namespace PowerController.Peers.NetSnmp;

/// <summary>net-snmp's snmptrap and snmpinform heard by our listener, at every level they have.</summary>
public sealed class OurListenerTests(OurListenerTests.Served served) : IClassFixture<OurListenerTests.Served>
{
    private const string OnBattery = "1.3.6.1.4.1.318.0.5";
    private const string Text = "1.3.6.1.4.1.318.2.3.3.0";

    public static TheoryData<AuthProtocol, PrivProtocol> Combinations => NetSnmpTools.AsTheory();

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task V3Trap_AtEveryLevel_IsHeard(AuthProtocol auth, PrivProtocol priv)
    {
        PeerProcess.Require("/usr/bin/snmptrap");
        Notification heard = await SendAsync("snmptrap", ["-e", "0x80001f8880a1b2c3d4e5f6a7b8", .. NetSnmpTools.Arguments(auth, priv)]);
        Assert.Equal((SnmpVersion.V3, NetSnmpTools.UserName(auth, priv), false), (heard.Version, heard.User, heard.IsInform));
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task V3Inform_AtEveryLevel_IsHeardAndAcknowledged(AuthProtocol auth, PrivProtocol priv)
    {
        PeerProcess.Require("/usr/bin/snmpinform");
        Notification heard = await SendAsync("snmpinform", NetSnmpTools.Arguments(auth, priv));
        Assert.Equal((SnmpVersion.V3, NetSnmpTools.UserName(auth, priv), true), (heard.Version, heard.User, heard.IsInform));
    }

    [Fact]
    public async Task V2cTrapAndInform_AreHeard()
    {
        PeerProcess.Require("/usr/bin/snmptrap", "/usr/bin/snmpinform");
        Assert.False((await SendAsync("snmptrap", ["-v2c", "-c", "traps"])).IsInform);
        Assert.True((await SendAsync("snmpinform", ["-v2c", "-c", "traps"])).IsInform);
    }

    [Fact]
    public async Task V1Trap_IsHeardAsV2TellsIt()
    {
        PeerProcess.Require("/usr/bin/snmptrap");
        string mark = Guid.NewGuid().ToString();
        Assert.Equal("", await served.Tools.RunAsync("snmptrap", "-v1", "-c", "traps", served.Address, "1.3.6.1.4.1.318", "10.1.2.3", "6", "5", "42", Text, "s", mark));
        Notification heard = await served.HeardAsync(mark);
        Assert.Equal((SnmpVersion.V1, Oid.Parse(OnBattery), 42u, IPAddress.Parse("10.1.2.3")), (heard.Version, heard.Trap, heard.UpTime, heard.AgentAddress));
    }

    [Fact]
    public async Task Inform_WithAWrongCommunityOrPassword_IsNotAcknowledged()
    {
        PeerProcess.Require("/usr/bin/snmpinform");
        Assert.Contains("Timeout", await served.Tools.RunAsync("snmpinform", "-v2c", "-c", "guess", "-t", "0.3", "-r", "0", served.Address, "", OnBattery), StringComparison.Ordinal);
        Assert.Contains("Authentication failure", await served.Tools.RunAsync("snmpinform", "-v3", "-u", "Sha256-None", "-l", "authNoPriv", "-a", "SHA-256", "-A", "wrong password", served.Address, "", OnBattery), StringComparison.Ordinal);
    }

    private async Task<Notification> SendAsync(string tool, IEnumerable<string> who)
    {
        string mark = Guid.NewGuid().ToString();
        Assert.Equal("", await served.Tools.RunAsync(tool, [.. who, served.Address, "4711", OnBattery, Text, "s", mark]));
        Notification heard = await served.HeardAsync(mark);
        Assert.Equal((Oid.Parse(OnBattery), 4711u, IPAddress.Loopback), (heard.Trap, heard.UpTime, heard.Source.Address));
        return heard;
    }

    public sealed class Served : IDisposable
    {
        private readonly DatagramHost _host = new();
        private readonly ConcurrentDictionary<string, TaskCompletionSource<Notification>> _heard = new();

        public Served()
        {
            NotificationListener listener = new(
                new ListenerOptions
                {
                    Communities = [new("traps")],
                    Users = [.. NetSnmpTools.AllUsers.Select(u => new AgentUser(u))],
                    Engine = new SnmpEngine(SnmpEngine.IdFrom("our listener")),
                },
                n => Slot(n.VarBinds.Length > 0 ? n.VarBinds[0].Value.ToString() : "").TrySetResult(n));
            Address = _host.Serve(new IPEndPoint(IPAddress.Loopback, 0), listener).ToString();
        }

        internal NetSnmpTools Tools { get; } = new();

        internal string Address { get; }

        public Task<Notification> HeardAsync(string mark) => Slot(mark).Task.WaitAsync(TimeSpan.FromSeconds(20));

        public void Dispose()
        {
            _host.Dispose();
            Tools.Dispose();
        }

        private TaskCompletionSource<Notification> Slot(string mark) => _heard.GetOrAdd(mark, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
