using System.Globalization;
using PowerController.Gateways;
using PowerController.Model.Sites;
using PowerController.Peers.NetSnmp;
using PowerController.Peers.Processes;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Following;
using PowerController.Runtime.Notifications;

namespace PowerController.Peers.Gateways;

/// <summary>Our MIB walked by net-snmp with its names, as a manager does.</summary>
public sealed class AgentByNameTests
{
    private static readonly string[] Community = ["-v2c", "-c", "watch"];
    private static readonly string[] User = ["-v3", "-u", "manager", "-l", "authPriv", "-a", "SHA-256", "-A", "the auth pass phrase", "-x", "AES", "-X", "the priv pass phrase"];

    [Fact]
    public async Task Walk_ByName_ShowsTheSite()
    {
        PeerProcess.Require("/usr/bin/snmpwalk", "/usr/bin/snmpget", "/usr/bin/snmptable");
        using var tools = new NetSnmpTools();
        using var scratch = new ScratchDirectory();
        var site = ClusterSite.Outage(DateTimeOffset.UtcNow);
        var port = Places.FreeUdpPort();
        var engine = OwnEngine.Start(scratch.Path, "demo", "terminal", TimeProvider.System);
        var user = new UserAccess("manager", SnmpAuthentication.Sha256, new SecretFile("auth"), SnmpPrivacy.Aes128, new SecretFile("priv"));
        var settings = new GatewaySettings(new SnmpAgentSettings("127.0.0.1", port, new SecretFile("community"), [user]), null);
        using var gateways = new SiteGateways(settings, site.Configuration.Site, site, engine, new Surroundings("terminal", scratch.Path, scratch.Path, Secret, (_, text) => Assert.Fail(text), TimeProvider.System));
        gateways.Start();
        var address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        var environment = OurMibFolder.Environment(tools);

        foreach (var who in new[] { Community, User })
        {
            var walked = await PeerProcess.RunAsync("/usr/bin/snmpbulkwalk", [.. who, "-Oqs", address, "powerController"], environment);
            foreach (var line in Expected)
                Assert.Contains(line + "\n", walked.Replace("\r", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Equal(6 + (2 * 4) + (4 * 16) + 5 + 5 + 8, walked.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => !line.Contains("No more", StringComparison.Ordinal)));
        }

        Assert.Contains("node1", await PeerProcess.RunAsync("/usr/bin/snmptable", [.. Community, address, "pcNodeTable"], environment), StringComparison.Ordinal);
        Assert.Contains("noAccess", await PeerProcess.RunAsync("/usr/bin/snmpset", [.. User, address, "pcSiteAutomatic.0", "i", "2"], environment), StringComparison.Ordinal);
        Assert.Contains("Timeout", await PeerProcess.RunAsync("/usr/bin/snmpget", ["-v2c", "-c", "guess", "-t", "0.3", "-r", "0", address, "pcSiteName.0"], environment), StringComparison.Ordinal);
    }

    private static readonly string[] Expected =
    [
        "pcSiteName.0 demo", "pcSitePhase.0 osStopping", "pcSiteAutomatic.0 true", "pcSiteMaster.0 terminal", "pcGroupName.2 cellar", "pcGroupReason.1 run 3.8: UPS2 has failed",
        "pcUpsName.2 UPS2", "pcUpsSource.2 battery", "pcUpsCharge.2 73 percent", "pcUpsRunTime.2 1800 seconds", "pcUpsReachable.3 false", "pcUpsSource.3 unknown", "pcUpsLoad.4 -1 percent",
        "pcUpsOnBatteryFor.2 45 seconds", "pcNodeState.1 osStopping", "pcNodeSupplied.1 false", "pcDiskState.1 ready", "pcRunKind.196616 outage", "pcRunState.196616 running",
        "pcRunPhase.196616 osStopping", "pcRunReason.196616 UPS2 has failed",
    ];

    private static string Secret(SecretSource source) => source switch
    {
        SecretFile { Path: "auth" } => "the auth pass phrase",
        SecretFile { Path: "priv" } => "the priv pass phrase",
        _ => "watch",
    };
}
