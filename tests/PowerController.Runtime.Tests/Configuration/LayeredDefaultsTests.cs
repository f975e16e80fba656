using PowerController.Model.Sites;
using PowerController.Model.Units;
using PowerController.Runtime.Configuration;

namespace PowerController.Runtime.Tests.Configuration;

public sealed class LayeredDefaultsTests
{
    private static Site Load(string text)
    {
        var load = SiteConfiguration.Parse(text, "site.yaml");
        Assert.Empty(load.Errors);
        return load.Configuration!.Site;
    }

    private static Ups Ups(Site site, string name) => site.Upses.Single(ups => ups.Name == name);

    private static CommunityAccess Community(Ups ups) => Assert.IsType<CommunityAccess>(Assert.IsType<SnmpConnection>(ups.Connection).Access);

    [Fact]
    public void Figure_SetOnEveryLevel_NearestDecides()
    {
        var site = Load("""
            site: s
            build: terminal-apart
            defaults: { ups: { shutoffDelay: 100s, returnCharge: 10, beeper: never } }
            groups:
            - name: outer
              defaults: { ups: { shutoffDelay: 200s, returnCharge: 20% } }
              upses: [{ name: A, simulated: {} }]
              groups:
              - name: inner
                defaults: { ups: { shutoffDelay: 300s } }
                upses: [{ name: B, simulated: {} }, { name: C, simulated: {}, shutoffDelay: 400s, beeper: timed }]
            - name: other
              upses: [{ name: D, simulated: {} }]
            """);

        Assert.Equal("A 200 20% Never, B 300 20% Never, C 400 20% Timed, D 100 10% Never", string.Join(", ", site.Upses.Select(ups =>
            $"{ups.Name} {ups.Settings.ShutoffDelay.TotalSeconds} {ups.Settings.ReturnCharge} {ups.Settings.Beeper}")));
    }

    [Fact]
    public void Figure_SetNowhere_IsTheParameters()
    {
        var ups = Ups(Load("site: s\nbuild: single\ngroups: [{ name: g, upses: [{ name: A, simulated: {} }] }]"), "A");

        Assert.Equal(UpsSettings.Default, ups.Settings);
        Assert.Equal((Parameters.ConfirmTime.Default, null, CutOnMains.Graceful), (ups.ConfirmTime, ups.ExpectedRunTime, ups.CutOnMains));
        Assert.Equal((Parameters.BatteryTemperatureMin.Default, Parameters.BatteryTemperatureMax.Default), (ups.BatteryTemperatureMin, ups.BatteryTemperatureMax));
    }

    [Theory]
    [InlineData("", 30)]
    [InlineData("defaults: { ups: { confirmTime: 45s } }", 45)]
    [InlineData("defaults: { ups: { shutoffDelay: 100s } }", 30)]
    public void ConfirmTime_OfAUpsThatFeedsADisk_IsShorterUnlessSet(string defaults, int seconds)
    {
        var site = Load($"site: s\nbuild: terminal-apart\n{defaults}\n" + """
            groups:
            - name: g
              disks: [{ name: d, supply: { from: [A/disks, B], needs: 1 of 2 } }]
              groups:
              - name: h
                upses: [{ name: A, simulated: {}, outletGroups: [{ name: disks, index: 1 }] }, { name: B, simulated: {} }, { name: C, simulated: {}, confirmTime: 7s }]
            """);

        Assert.Equal([seconds, seconds, 7], site.Upses.Select(ups => (int)ups.ConfirmTime.TotalSeconds));
    }

    [Fact]
    public void SnmpAccess_OfTheNearestLevelThatSaysWhoWeAre_IsTakenAsAWhole()
    {
        var site = Load("""
            site: s
            build: terminal-apart
            defaults: { ups: { snmp: { port: 1161, community: { file: r }, writeCommunity: { file: w }, profile: apc } } }
            groups:
            - name: g
              upses:
              - { name: A, snmp: 10.0.0.1 }
              - { name: B, snmp: { address: 10.0.0.2, user: { name: u, authentication: sha256, authenticationSecret: { env: KEY } } } }
              - { name: C, snmp: { address: 10.0.0.3, community: { file: own }, version: v1, port: 161, profile: rfc1628 } }
            """);

        Assert.Equal(new SnmpConnection("10.0.0.1", 1161, new CommunityAccess(false, new SecretFile("r"), new SecretFile("w")), "apc"), Ups(site, "A").Connection);
        Assert.Equal(new UserAccess("u", SnmpAuthentication.Sha256, new SecretVariable("KEY"), SnmpPrivacy.None, null), Assert.IsType<SnmpConnection>(Ups(site, "B").Connection).Access);
        Assert.Equal(new CommunityAccess(true, new SecretFile("own"), new SecretFile("w")), Community(Ups(site, "C")));
    }

    [Fact]
    public void NodesAndDisks_TakeTheirOwnSections()
    {
        var site = Load("""
            site: s
            build: terminal-apart
            defaults:
              node: { osStopTime: 11s, restore: none, startBy: [{ wakeOnLan: 00-11-22-AA-bb-cc }], stopBy: { ssh: { user: root, key: { file: k }, command: poweroff } } }
              disk: { warmUpTime: 12s, restore: terminal }
            groups:
            - name: g
              defaults: { node: { startLimit: 13s } }
              upses: [{ name: A, simulated: {} }]
              nodes: [{ name: n, address: 10.0.0.1, supply: A }, { name: m, address: 10.0.0.2, supply: A, startBy: [output], stopBy: agent, restore: ups }]
              disks: [{ name: d, supply: A }]
            """);

        var (first, second) = (site.Nodes[0], site.Nodes[1]);
        Assert.Equal((11, 13, RestorePolicy.None), ((int)first.OsStopTime.TotalSeconds, (int)first.StartLimit.TotalSeconds, first.Restore));
        Assert.Equal(new StartByWakeOnLan("00:11:22:aa:bb:cc"), Assert.Single(first.StartBy));
        Assert.Equal(new StopBySsh("root", new SecretFile("k"), "poweroff"), first.StopBy);
        Assert.Equal((new StartByOutput(), new StopByAgent(), RestorePolicy.Ups), (Assert.Single(second.StartBy), second.StopBy, second.Restore));
        Assert.Equal((12, RestorePolicy.Terminal), ((int)site.Disks[0].WarmUpTime.TotalSeconds, site.Disks[0].Restore));
    }

    [Fact]
    public void Network_OfAGroup_IsTheOneAboveUnlessItSaysOtherwise()
    {
        var site = Load("""
            site: s
            build: terminal-apart
            network: { groupAddress: 10.0.0.255, groupKey: { file: k } }
            groups:
            - { name: g }
            - { name: h, network: { groupPort: 4001 }, groups: [{ name: i }] }
            """);

        Assert.Equal([site.Network, site.Network with { GroupPort = 4001 }, site.Network with { GroupPort = 4001 }], site.Groups.Select(group => group.Network));
        Assert.Equal(new SiteNetwork("10.0.0.255", 4000, new SecretFile("k")), site.Network);
    }

    [Fact]
    public void Cluster_WithNothingButNodes_TakesTheParameters()
    {
        var site = Load("""
            site: s
            build: single
            groups: [{ name: g, upses: [{ name: A, simulated: {} }], nodes: [{ name: n, address: 10.0.0.1, supply: A }, { name: m, address: 10.0.0.2, supply: A }] }]
            clusters: [{ name: c, nodes: [n] }, { name: d, nodes: [m], guard: unlimited, outageGuard: 5s, wrappers: [{ name: w, timeout: 200s }] }]
            """);

        Assert.Equal((Parameters.ClusterStopTimeout.Default, Parameters.GuardLimit.Default, Parameters.OutageGuardLimit.Default), (site.Clusters[0].StopTimeout, site.Clusters[0].Guard, site.Clusters[0].OutageGuard));
        Assert.Null(site.Clusters[1].Guard);
        Assert.Equal(new StopWrapper("w", TimeSpan.FromSeconds(200)), Assert.Single(site.Clusters[1].Wrappers));
        Assert.Equal(new Percent(30), Assert.IsType<SimulatedConnection>(site.Upses[0].Connection).Load);
    }

    [Fact]
    public void Outlets_WithoutADelay_TakeThatOfTheirUps()
    {
        var site = Load("site: s\nbuild: single\ngroups: [{ name: g, upses: [{ name: A, simulated: {}, shutoffDelay: 50s, outletGroups: [{ name: x, index: 2 }, { name: y, index: 3, shutoffDelay: 9s }] }] }]");

        Assert.Equal([new OutletGroup("x", 2, TimeSpan.FromSeconds(50)), new OutletGroup("y", 3, TimeSpan.FromSeconds(9))], site.Upses[0].OutletGroups);
    }
}
