using PowerController.Runtime.Configuration;

namespace PowerController.Runtime.Tests.Configuration;

public sealed class SiteDigestTests
{
    private const string Plain = """
        site: s
        build: terminal-apart
        network: { groupAddress: 10.0.0.255, groupKey: { file: key } }
        terminals: [{ name: t, address: 10.0.0.9, supply: UPS1 }]
        groups:
        - name: g
          upses:
          - { name: UPS1, simulated: {} }
          - { name: UPS2, simulated: {} }
          nodes:
          - { name: n, address: 10.0.0.1, supply: UPS2 }
        clusters:
        - { name: c, nodes: [n] }
        """;

    private static string Digest(string text)
    {
        var load = SiteConfiguration.Parse(text, "site.yaml");
        Assert.Empty(load.Errors);
        return load.Configuration!.Digest;
    }

    [Fact]
    public void Digest_IsSha256InHexadecimal() => Assert.Matches("^[0-9a-f]{64}$", Digest(Plain));

    [Theory]
    [InlineData("site: s", "# the same site\nsite:   's'   # indeed")]
    [InlineData("{ name: UPS2, simulated: {} }", "{ simulated: {}, name: UPS2 }")]
    [InlineData("{ name: UPS2, simulated: {} }", "name: UPS2\n    simulated:\n      load: 30%\n      runTime: 1800s")]
    [InlineData("{ name: UPS2, simulated: {} }", "{ name: UPS2, simulated: {}, confirmTime: 1m }")]
    [InlineData("- name: g", "- name: g\n  defaults: { ups: { confirmTime: 60s, upperTransfer: 108.0 } }")]
    [InlineData("supply: UPS2", "supply: { from: [UPS2], needs: 1 of 1 }")]
    [InlineData("site: s\nbuild: terminal-apart", "build: terminal-apart\nsite: s")]
    public void Digest_SameSiteWrittenDifferently_IsTheSame(string written, string instead)
    {
        Assert.Contains(written, Plain, StringComparison.Ordinal);
        Assert.Equal(Digest(Plain), Digest(Plain.Replace(written, instead, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("site: s", "site: t")]
    [InlineData("10.0.0.255", "10.0.255.255")]
    [InlineData("{ file: key }", "{ env: key }")]
    [InlineData("{ name: UPS2, simulated: {} }", "{ name: UPS2, simulated: {}, confirmTime: 61s }")]
    [InlineData("{ name: UPS2, simulated: {} }", "{ name: UPS2, simulated: {}, confirmTime: 60001ms }")]
    [InlineData("{ name: UPS2, simulated: {} }", "{ name: UPS2, simulated: {}, description: spare }")]
    [InlineData("{ name: UPS2, simulated: {} }", "{ name: UPS2, simulated: {}, expectedRunTime: 0s }")]
    [InlineData("supply: UPS2", "supply: UPS1")]
    [InlineData("supply: UPS2", "supply: { from: [UPS2, UPS1], needs: 1 of 2 }")]
    [InlineData("nodes: [n]", "nodes: [n], guard: unlimited")]
    [InlineData("- name: g", "- name: g\n  commLoss: { policy: shutdown }")]
    public void Digest_AnotherSite_Differs(string written, string instead)
    {
        Assert.Contains(written, Plain, StringComparison.Ordinal);
        Assert.NotEqual(Digest(Plain), Digest(Plain.Replace(written, instead, StringComparison.Ordinal)));
    }

    [Fact]
    public void CanonicalText_HoldsEveryMemberOfTheSite()
    {
        var site = SiteConfiguration.Parse(Plain, "site.yaml").Configuration!.Site;
        var text = SiteDigest.CanonicalText(site);

        Assert.StartsWith("site 1\nSite{", text, StringComparison.Ordinal);
        foreach (var member in site.GetType().GetProperties().Concat(site.Upses[0].GetType().GetProperties()).Concat(site.Upses[0].Settings.GetType().GetProperties()))
        {
            if (member.GetMethod is { IsStatic: false })
                Assert.Contains(member.Name + "=", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Places_EveryNamedThing_IsKnown()
    {
        var places = SiteConfiguration.Parse(Plain, "site.yaml").Configuration!.Places;

        Assert.Equal("c g n s t UPS1 UPS2", string.Join(' ', places.Keys.Order(StringComparer.OrdinalIgnoreCase)));
        Assert.Equal("site.yaml:9:5", places["UPS2"].ToString());
        Assert.Equal("site.yaml:1:1", places["s"].ToString());
    }
}
