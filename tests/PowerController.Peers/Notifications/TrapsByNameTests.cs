using System.Globalization;
using PowerController.Decisions;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Peers.NetSnmp;
using PowerController.Peers.Processes;
using PowerController.Runtime.Following;
using PowerController.Runtime.Notifications;
using PowerController.Snmp.Agent;

namespace PowerController.Peers.Notifications;

/// <summary>What the messenger sends, read by net-snmp with the names of our MIB.</summary>
public sealed class TrapsByNameTests
{
    private const string Snmptrapd = "/usr/sbin/snmptrapd";

    private static readonly UserAccess User = new("power", SnmpAuthentication.Sha256, new SecretFile("auth"), SnmpPrivacy.Aes128, new SecretFile("priv"));

    public static TheoryData<bool, bool> Ways => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Outage_OfAUps_IsReadByName(bool inform, bool user)
    {
        PeerProcess.Require(Snmptrapd);
        using var tools = new NetSnmpTools();
        using var scratch = new ScratchDirectory();
        var port = Places.FreeUdpPort();
        var engine = OwnEngine.Start(scratch.Path, "site", "terminal", TimeProvider.System);
        string createUser = $"power SHA-256 \"the auth pass phrase\" AES \"the priv pass phrase\"";
        var configuration = tools.Write("snmptrapd.conf", ["authCommunity log traps", $"createUser {createUser}", $"createUser -e 0x{engine.Id} {createUser}", "authUser log power priv"]);
        using var trapd = PeerProcess.Start(Snmptrapd, ["-f", "-Lo", "-n", "-C", "-c", configuration, $"udp:127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}"], OurMibFolder.Environment(tools));
        await trapd.WaitForAsync("NET-SNMP version");
        SnmpAccess access = user ? User : new CommunityAccess(false, new SecretFile("community"), null);
        var site = new FollowedSite(DateTimeOffset.UtcNow);
        site.Hear(DateTimeOffset.UtcNow, _ => FollowedSite.OnBattery(73));
        var settings = new NotificationSettings("127.0.0.1", TimeSpan.FromSeconds(30), [new ReceiverSettings("nms", new ToSnmp("127.0.0.1", port, access, inform), [], Urgency.Information)]);
        using var messenger = new Messenger(settings, site.Configuration.Site, site, engine, new Surroundings("terminal", scratch.Path, scratch.Path, Secret, (_, text) => Assert.Fail(text), TimeProvider.System));
        messenger.Start();

        TellOutage(messenger, site.Current.State);

        await trapd.WaitForAsync("POWER-CONTROLLER-MIB::pcUpsOnBattery");
        await trapd.WaitForAsync("pcUpsName.2 = STRING: UPS2");
        await trapd.WaitForAsync("pcUpsCharge.2 = INTEGER: 73 percent");
        await trapd.WaitForAsync("pcUpsRunTime.2 = INTEGER: 1800 seconds");
        await trapd.WaitForAsync("POWER-CONTROLLER-MIB::pcSiteAlarm");
        await trapd.WaitForAsync("pcGroupReason.1 = STRING: node1: does not stop");
        messenger.Stop();
    }

    private static string Secret(SecretSource source) => source switch
    {
        SecretFile { Path: "auth" } => "the auth pass phrase",
        SecretFile { Path: "priv" } => "the priv pass phrase",
        _ => "traps",
    };

    private static void TellOutage(Messenger messenger, SiteState state)
    {
        var good = state.Upses[1] with { Mains = MainsState.Good };
        var before = state with { Upses = Table<UpsState>.Of([state.Upses[0], good]) };
        var after = state with { Upses = Table<UpsState>.Of([state.Upses[0], good with { Mains = MainsState.Lost }]) };
        messenger.Turned(new Woke(TimeSpan.Zero), before, new Decision(after, [], default), replayed: false);
        messenger.Wrote(new DiaryEntry(1, DateTimeOffset.UtcNow, DiaryKind.Power, Urgency.Warning, "UPS2", "UPS2 is on battery"));
        messenger.Turned(new Woke(TimeSpan.Zero), after, new Decision(after, [], default), replayed: false);
        messenger.Wrote(new DiaryEntry(2, DateTimeOffset.UtcNow, DiaryKind.Host, Urgency.Alarm, "node1", "does not stop"));
    }
}
