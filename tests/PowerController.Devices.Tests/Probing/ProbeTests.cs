using System.Net;
using PowerController.Devices.Drivers;
using PowerController.Devices.Probing;
using PowerController.Devices.Profiles;
using PowerController.Devices.Snmp;
using PowerController.Devices.Tests.Snmp;
using PowerController.Model.Readings;
using PowerController.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Devices.Tests.Probing;

public class ProbeTests
{
    [Theory]
    [InlineData("10.0.0.5", 1, "10.0.0.5", "10.0.0.5")]
    [InlineData("10.0.0.0/24", 254, "10.0.0.1", "10.0.0.254")]
    [InlineData("10.0.0.77/30", 2, "10.0.0.77", "10.0.0.78")]
    [InlineData("10.0.0.4/31", 2, "10.0.0.4", "10.0.0.5")]
    [InlineData("fe80::1", 1, "fe80::1", "fe80::1")]
    [InlineData("2001:db8::/124", 16, "2001:db8::", "2001:db8::f")]
    public void Range_Written_GivesItsAddresses(string text, int count, string first, string last)
    {
        var addresses = ProbeRange.Parse([text], out var wrong)!.Value;
        Assert.Equal("", wrong);
        Assert.Equal((count, IPAddress.Parse(first), IPAddress.Parse(last)), (addresses.Length, addresses[0], addresses[^1]));
    }

    [Theory]
    [InlineData("10.0.0.0/8", "more than 4096")]
    [InlineData("2001:db8::/64", "more than 4096")]
    [InlineData("10.0.0", "not an address")]
    [InlineData("10.0.0.0/33", "not an address")]
    [InlineData("ups.example.org", "not an address")]
    public void Range_Wrong_IsRefusedWithTheReason(string text, string reason)
    {
        Assert.Null(ProbeRange.Parse([text], out var wrong));
        Assert.Contains(reason, wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void Range_Overlapping_HasEachAddressOnce() => Assert.Equal(2, ProbeRange.Parse(["10.0.0.0/30", "10.0.0.1"], out _)!.Value.Length);

    [Fact]
    public async Task Probe_OfARange_FindsUpsesAndOthersAndCountsTheSilent()
    {
        var cards = new Dictionary<string, FakeCard>(StringComparer.Ordinal)
        {
            ["127.0.0.1"] = SampleCards.SmartUps(),
            ["127.0.0.3"] = SampleCards.Standard().With(SampleCards.Ups + ".4.1.0", 5),
            ["127.0.0.5"] = new FakeCard().With("1.3.6.1.2.1.1.2.0", SnmpValue.ObjectIdentifier(Oid.Parse("1.3.6.1.4.1.9.1"))),
        };
        var right = SnmpCredentials.V2c("public");
        var probe = new CardProbe(
            (address, credentials) => ReferenceEquals(credentials, right) && cards.TryGetValue(address.ToString(), out var card) ? card : new SilentCard(),
            ProfileLibrary.BuiltIn, ProbeOptions.Default);
        var report = await probe.RunAsync(
            ProbeRange.Parse(["127.0.0.0/29"], out _)!.Value,
            [new ProbeCredential("first", SnmpCredentials.V2c("secret")), new ProbeCredential("second", right)], default);
        Assert.Equal(["apc-powernet", "ups-mib"], report.Found.Select(found => found.Description.Profile));
        Assert.Equal([OutputSource.Mains, OutputSource.Battery], report.Found.Select(found => found.Reading!.Source));
        Assert.All(report.Found, found => Assert.Equal("second", found.Credential));
        Assert.Equal("127.0.0.5", Assert.Single(report.Others).Address.ToString());
        Assert.Equal((6, 3), (report.Asked, report.Silent));
    }

    [Fact]
    public async Task Probe_WritingChecked_FindsCardsThatAnybodyCanCommand()
    {
        var card = SampleCards.SmartUps().With("1.3.6.1.2.1.1.4.0", "somebody");
        var probe = new CardProbe((_, _) => card, ProfileLibrary.BuiltIn, ProbeOptions.Default with { ChecksWriting = true });
        var report = await probe.RunAsync([IPAddress.Loopback], [new ProbeCredential("x", SnmpCredentials.V2c("public"))], default);
        Assert.Contains(Assert.Single(report.Found).Findings, finding => finding.Message.Contains("'private' may write", StringComparison.Ordinal));
        Assert.All(card.Writes, write => Assert.Equal(SnmpValue.Text("somebody"), write.Value));
    }

    [Fact]
    public async Task Probe_ByDefault_WritesNothing()
    {
        var card = SampleCards.SmartUps().With("1.3.6.1.2.1.1.4.0", "somebody");
        await new CardProbe((_, _) => card, ProfileLibrary.BuiltIn, ProbeOptions.Default).RunAsync([IPAddress.Loopback], [new ProbeCredential("x", SnmpCredentials.V2c("public"))], default);
        Assert.Empty(card.Writes);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(90, true)]
    public async Task Inspection_ClockOfTheCard_IsComparedWithOurs(int minutesOff, bool expected)
    {
        var time = new ManualTime();
        var at = time.GetUtcNow().AddMinutes(minutesOff);
        byte[] date = [(byte)(at.Year >> 8), (byte)at.Year, (byte)at.Month, (byte)at.Day, (byte)at.Hour, (byte)at.Minute, (byte)at.Second, 0, (byte)'+', 0, 0];
        var card = SampleCards.SmartUps().With("1.3.6.1.2.1.25.1.2.0", SnmpValue.OctetString(date));
        var findings = await new CardInspection(card, time).LookAsync(default);
        Assert.Equal(expected, findings.Any(finding => finding.Message.Contains("is off by 90m", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Portrait_OfAUps_HasAllItTells()
    {
        var card = SampleCards.SmartUps().With(SampleCards.Apc + ".12.1.2.1.3.1", 1).With(SampleCards.Apc + ".12.1.2.1.2.1", "Disks");
        var portrait = (await UpsPortrait.TakeAsync(new SnmpDriver(card, ProfileLibrary.BuiltIn), default)).Value!;
        Assert.Equal("Smart-UPS 1500", portrait.Description.Identity.Model);
        Assert.Equal(OutputSource.Mains, portrait.Reading!.Source);
        Assert.Contains(portrait.Settings, setting => setting.Name == SettingName.ShutoffDelay);
        Assert.Equal(new OutletState(1, "Disks", true), Assert.Single(portrait.Outlets));
        Assert.Empty(portrait.Faults);
    }

    private sealed class SilentCard : ISnmpChannel
    {
        public string Address => "nobody";

        public SnmpVersion Version => SnmpVersion.V2c;

        public TimeSpan Timeout => TimeSpan.FromSeconds(1);

        public Task<SnmpReply> GetAsync(IReadOnlyList<Oid> objects, CancellationToken cancel) => Silence;

        public Task<SnmpReply> SetAsync(IReadOnlyList<VarBind> varBinds, CancellationToken cancel) => Silence;

        public Task<SnmpReply> WalkAsync(Oid root, int most, CancellationToken cancel) => Silence;

        private static Task<SnmpReply> Silence => Task.FromResult(SnmpReply.Failed(SnmpFailureKind.Timeout));
    }
}
