using System.Globalization;
using System.Text;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Reloading;

namespace PowerController.Runtime.Tests.Reloading;

public sealed class SiteDifferenceTests
{
    [Theory]
    [InlineData("confirmTime: 60s", "confirmTime: 60s, returnCharge: 40%", "UPS UPS1, UPS2: settings.returnCharge 15% → 40%")]
    [InlineData("10.0.0.21, supply: UPS2", "10.0.0.31, supply: UPS1", "node node1: address 10.0.0.21 → 10.0.0.31, supply.from UPS2 → UPS1")]
    [InlineData("site: hall", "site: cellar", "site: name hall → cellar")]
    [InlineData("name: UPS2, snmp: { address: 10.0.0.12 }", "name: UPS2, simulated: {}", "UPS UPS2: connection snmp-connection (10.0.0.12 161 ")]
    [InlineData("name: node1", "name: node2", "node node2 is new", "node node1 is gone")]
    public void Changes_AreToldByNameWithTheValuesBeforeAndAfter(string written, string instead, params string[] lines)
    {
        var difference = SiteDifference.Of(Read(ReloadedSite.Text), Read(ReloadedSite.Text.Replace(written, instead, StringComparison.Ordinal)));

        Assert.Equal(lines.Length, difference.Length);
        Assert.All(lines.Zip(difference), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public void Same_IsNothing() => Assert.Empty(SiteDifference.Of(Read(ReloadedSite.Text), Read("# another remark\n" + ReloadedSite.Text)));

    [Fact]
    public void Secrets_AreNeverShown()
    {
        const string Receiver = "notifications: {{ receivers: [{{ name: chat, webhook: {{ url: {0} }} }}] }}\n";
        var before = ReloadedSite.Text + string.Format(CultureInfo.InvariantCulture, Receiver, "https://10.0.0.5/T0/aSecretPath");
        var after = ReloadedSite.Text + string.Format(CultureInfo.InvariantCulture, Receiver, "https://10.0.0.6/T0/anotherSecretPath");

        Assert.Equal(["receiver chat: way.url https://10.0.0.5 → https://10.0.0.6"], SiteDifference.Of(Read(before), Read(after)));
    }

    [Fact]
    public void LargeSite_IsToldInAFewLines()
    {
        var (before, other, mixed) = (Large(_ => 60), Large(_ => 30), Large(at => at));

        var line = Assert.Single(SiteDifference.Of(before, other));
        Assert.Equal("UPS U0000, U0001, U0002, U0003, U0004 and 1995 more: confirmTime 1m → 30s", line);
        var lines = SiteDifference.Of(before, mixed);
        Assert.Equal(21, lines.Length);
        Assert.StartsWith("and ", lines[^1], StringComparison.Ordinal);
    }

    private static SiteConfiguration Large(Func<int, int> confirm)
    {
        var text = new StringBuilder("site: large\nbuild: terminal-apart\nterminals: [{ name: terminal, address: 10.0.0.2, supply: U0000, confirmTime: 600s }]\ngroups:\n  - name: room\n    upses:\n");
        for (var at = 0; at < 2000; at++)
            text.Append(CultureInfo.InvariantCulture, $"      - {{ name: U{at:D4}, confirmTime: {Math.Clamp(confirm(at), 5, 200)}s, snmp: {{ address: 10.1.{at >> 8}.{at & 255} }} }}\n");
        return Read(text.ToString());
    }

    private static SiteConfiguration Read(string text)
    {
        var load = SiteConfiguration.Parse(text, "site.yaml");
        Assert.Empty(load.Errors.Select(error => error.Message));
        return load.Configuration!;
    }
}
