using System.Net;
using PowerController.Peers.Processes;
using PowerController.Simulator.Cards;
using PowerController.Snmp.Agent;
using PowerController.Snmp.Security;

namespace PowerController.Peers.NetSnmp;

/// <summary>A simulated card of ours asked and told by net-snmp's tools, at every level they have.</summary>
public sealed class OurAgentTests(OurAgentTests.Served served) : IClassFixture<OurAgentTests.Served>
{
    private const string Charge = ".1.3.6.1.4.1.318.1.1.1.2.2.1.0";
    private const string Name = ".1.3.6.1.4.1.318.1.1.1.1.1.2.0";
    private const string Battery = ".1.3.6.1.4.1.318.1.1.1.2";

    public static TheoryData<AuthProtocol, PrivProtocol> Combinations => NetSnmpTools.AsTheory();

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task V3_AtEveryLevel_IsReadWalkedAndWritten(AuthProtocol auth, PrivProtocol priv) =>
        await ReadWalkAndWriteAsync("snmpbulkwalk", [.. NetSnmpTools.Arguments(auth, priv)]);

    [Theory]
    [InlineData("-v1", "snmpwalk")]
    [InlineData("-v2c", "snmpbulkwalk")]
    public async Task Communities_AreReadWalkedAndWritten(string version, string walk) => await ReadWalkAndWriteAsync(walk, [version, "-c", "private"]);

    [Fact]
    public async Task Reader_MayNotWrite()
    {
        Require();
        Assert.Contains("noAccess", await AskAsync("snmpset", ["-v2c", "-c", "public"], Name, "s", "x"), StringComparison.Ordinal);
        Assert.Contains("noSuchName", await AskAsync("snmpset", ["-v1", "-c", "public"], Name, "s", "x"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_AreSaidAsNetSnmpKnowsThem()
    {
        Require();
        string[] writer = ["-v2c", "-c", "private"];
        Assert.Contains("badValue", await AskAsync("snmpset", writer, ".1.3.6.1.4.1.318.1.1.1.6.1.1.0", "i", "2"), StringComparison.Ordinal);
        Assert.Contains("wrongType", await AskAsync("snmpset", writer, Name, "i", "2"), StringComparison.Ordinal);
        Assert.Contains("notWritable", await AskAsync("snmpset", writer, Charge, "i", "2"), StringComparison.Ordinal);
        Assert.Contains("No Such Object", await AskAsync("snmpget", writer, ".1.3.6.1.4.1.318.99.0"), StringComparison.Ordinal);
        Assert.Contains("No Such Instance", await AskAsync("snmpget", writer, ".1.3.6.1.4.1.318.1.1.1.2.2.1.7"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strangers_AreToldWhy()
    {
        Require();
        Assert.Contains("Unknown user name", await AskAsync("snmpget", ["-v3", "-u", "stranger", "-l", "noAuthNoPriv"], Charge), StringComparison.Ordinal);
        Assert.Contains("Authentication failure", await AskAsync("snmpget", ["-v3", "-u", "Sha256-None", "-l", "authNoPriv", "-a", "SHA-256", "-A", "wrong password"], Charge), StringComparison.Ordinal);
        Assert.Contains("Decryption error", await AskAsync("snmpget", ["-v3", "-u", "Sha256-Aes128", "-l", "authPriv", "-a", "SHA-256", "-A", NetSnmpTools.AuthPassword, "-x", "AES", "-X", "wrong password"], Charge), StringComparison.Ordinal);
        Assert.Contains("Unsupported security level", await AskAsync("snmpget", ["-v3", "-u", "Sha256-Aes128", "-l", "noAuthNoPriv"], Charge), StringComparison.Ordinal);
        Assert.Contains("Timeout", await AskAsync("snmpget", ["-v2c", "-c", "guess", "-t", "0.3", "-r", "0"], Charge), StringComparison.Ordinal);
    }

    private static void Require() => PeerProcess.Require("/usr/bin/snmpget", "/usr/bin/snmpset", "/usr/bin/snmpwalk", "/usr/bin/snmpbulkwalk");

    private async Task ReadWalkAndWriteAsync(string walk, string[] who)
    {
        Require();
        Assert.Equal("100", (await AskAsync("snmpget", who, Charge)).Trim());
        string walked = await AskAsync(walk, who, Battery);
        int objects = served.Card.Profile.Layout.Objects.Count(o => ("." + o.Name).StartsWith(Battery + ".", StringComparison.Ordinal));
        Assert.Equal(objects, walked.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        string name = Guid.NewGuid().ToString("N")[..8];
        Assert.Contains(name, await AskAsync("snmpset", who, Name, "s", name), StringComparison.Ordinal);
        Assert.Equal(name, served.Card.Look(c => c.Identity.Name));
    }

    private Task<string> AskAsync(string tool, string[] who, params string[] what) =>
        served.Tools.RunAsync(tool, [.. who, "-Oqvn", served.Address, .. what]);

    public sealed class Served : IDisposable
    {
        private readonly CardFleet _fleet = new();

        public Served()
        {
            Card = new SimulatedCard(CardProfile.Apc, options: new CardOptions { Users = [.. NetSnmpTools.AllUsers.Select(u => new AgentUser(u, AgentRights.Write))] });
            Address = _fleet.Add(Card, new IPEndPoint(IPAddress.Loopback, 0)).ToString();
        }

        internal SimulatedCard Card { get; }

        internal string Address { get; }

        internal NetSnmpTools Tools { get; } = new();

        public void Dispose()
        {
            _fleet.Dispose();
            Tools.Dispose();
        }
    }
}
