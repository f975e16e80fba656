using PowerController.Decisions.Checks;
using PowerController.Model.Checks;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Configuration.Init;

namespace PowerController.Runtime.Tests.Configuration.Init;

public sealed class InitWizardTests
{
    private static Site Written(Script script)
    {
        var answered = InitWizard.Run(script);
        Assert.NotNull(answered);
        var load = SiteConfiguration.Parse(InitText.Write(answered), "site.yaml");
        Assert.Empty(load.Errors);
        Assert.DoesNotContain(SiteChecks.Run(new SiteIndex(load.Configuration!.Site)), finding => finding.Severity == Severity.Error);
        return load.Configuration.Site;
    }

    [Fact]
    public void TerminalApart_OnlyAddressesAnswered_IsTheUsualSite()
    {
        var script = new Script(
            ("terminal.address", "172.16.134.10"), ("node1.address", "172.16.134.11"), ("node2.address", "172.16.134.12"),
            ("ups1.address", "172.16.134.21"), ("ups2.address", "172.16.134.22"), ("ups3.address", "172.16.134.23"), ("ups4.address", "172.16.134.24"));

        var site = Written(script);

        Assert.Equal("172.16.134.255", site.Network.GroupAddress);
        Assert.Equal("UPS1 UPS2 UPS3 UPS4", string.Join(' ', site.Upses.Select(ups => ups.Name)));
        Assert.Equal("UPS1", site.Terminals[0].Supply!.From[0].ToString());
        Assert.Equal("UPS3", site.Nodes[1].Supply.From[0].ToString());
        Assert.Equal("UPS4", site.Disks[0].Supply.From[0].ToString());
        Assert.True(site.Terminals[0].ConfirmTime >= TimeSpan.FromSeconds(256));
        Assert.IsType<UserAccess>(Assert.IsType<SnmpConnection>(site.Upses[0].Connection).Access);
        Assert.Empty(script.Refused);
    }

    [Fact]
    public void TerminalsAmongNodes_FiveNodes_ThreeAreTerminals()
    {
        var site = Written(new Script(
            ("build", "terminals-among-nodes"), ("nodes", "5"), ("connection", "snmp-v2c"), ("mask", "/16"),
            ("node1.address", "10.1.0.1"), ("node2.address", "10.1.0.2"), ("node3.address", "10.1.0.3"), ("node4.address", "10.1.0.4"), ("node5.address", "10.1.9.5"),
            ("upses", "2"), ("node5.supply", "UPS1, UPS2"), ("node5.needs", "2"), ("ups1.address", "10.1.0.21"), ("ups2.address", "10.1.0.22")));

        Assert.Equal("node1 node2 node3", string.Join(' ', site.Terminals.Select(terminal => terminal.Node)));
        Assert.Equal("10.1.255.255", site.Network.GroupAddress);
        Assert.Equal(2, site.Nodes[4].Supply.Needs);
        Assert.All(site.Disks, disk => Assert.Equal(RestorePolicy.Terminal, disk.Restore));
    }

    [Fact]
    public void Mirror_SerialLines_BelongToTheNodesTheyFeed()
    {
        var site = Written(new Script(("build", "mirror"), ("node1.address", "10.0.0.1"), ("node2.address", "10.0.0.2")));

        Assert.Equal(["on-node1", "on-node2"], site.Terminals.Select(terminal => terminal.Name));
        Assert.Equal(["node1", "node2"], site.Upses.Select(ups => Assert.IsType<SerialConnection>(ups.Connection).Host));
    }

    [Fact]
    public void Single_AsksForOneNodeAndOneUps()
    {
        var script = new Script(("build", "single"), ("node1.address", "10.0.0.1"), ("ups1.address", "127.0.0.1"), ("runTime", "20m"));

        var site = Written(script);

        Assert.Equal(TimeSpan.FromMinutes(20), Assert.Single(site.Upses).ExpectedRunTime);
        Assert.DoesNotContain("nodes", script.Asked);
        Assert.DoesNotContain("disks", script.Asked);
        Assert.DoesNotContain("node1.supply", script.Asked);
    }

    [Fact]
    public void Answers_ThatDoNotDo_AreAskedForAgain()
    {
        var script = new Script(
            ("build", "singel"), ("build", "terminal-apart"), ("mask", "255.0.255.0"), ("nodes", "17"), ("nodes", "1"), ("terminal.name", "my terminal"),
            ("terminal.address", "10.0.0.300"), ("terminal.address", "10.0.0.255"), ("terminal.address", "10.0.0.10"),
            ("node1.name", "terminal"), ("node1.address", "10.0.1.11"), ("node1.address", "10.0.0.10"), ("node1.address", "10.0.0.11"),
            ("ups1.name", "UPS-of-the-terminal"), ("node1.supply", "UPS9"), ("connection", "simulated"), ("stopTimeout", "120"), ("runTime", "soon"));

        Assert.NotNull(InitWizard.Run(script));
        Assert.Equal(
            [
                "build 'singel': It is one of terminal-apart, terminals-among-nodes, mirror, single. Did you mean 'single'?",
                "mask '255.0.255.0': Write it like 255.255.255.0 or /24.",
                "terminal.name 'my terminal': Use letters, digits, '-', '_' and '.', beginning with a letter or digit.",
                "terminal.address '10.0.0.300': 10.0.0.300 is not an IPv4 address; write it like 172.16.134.12.",
                "terminal.address '10.0.0.255': 10.0.0.255 is the broadcast address of its network, not a host.",
                "nodes '17': Give a number from 1 to 16.",
                "node1.name 'terminal': This name is taken; every thing needs one of its own.",
                "node1.address '10.0.1.11': 10.0.1.11 is not in the local network of terminal (10.0.0.10): the broadcast would not reach both. Check the address and the mask.",
                "node1.address '10.0.0.10': 10.0.0.10 is the address of terminal.",
                "ups1.name 'UPS-of-the-terminal': Use at most 8 characters: that is what a UPS stores.",
                "node1.supply 'UPS9': There is no UPS 'UPS9'. Did you mean 'UPS1'?",
                "stopTimeout '120': Write 120s for seconds, or 120m for minutes.",
                "runTime 'soon': Write it like 30s, 5m, 2h, 1500ms or 1m30s.",
            ],
            script.Refused.OrderBy(refused => script.Asked.IndexOf(refused.Split(' ')[0])));
    }

    [Fact]
    public void GivingUp_AtAnyQuestion_GivesNoSite() => Assert.Null(InitWizard.Run(new Script(("terminal.address", "10.0.0.1"))));

    [Fact]
    public void Names_ThatTheTextUsesItself_DoNotCollide()
    {
        var site = Written(new Script(
            ("build", "terminals-among-nodes"), ("site", "room"), ("node1.name", "terminal1"), ("node2.name", "cluster"), ("disk1.name", "room_"),
            ("connection", "simulated"), ("node1.address", "10.0.0.1"), ("node2.address", "10.0.0.2")));

        Assert.Equal("terminal1_", site.Terminals[0].Name);
    }

    [Fact]
    public void Device_WithQuotes_IsWrittenSafely()
    {
        var site = Written(new Script(("build", "single"), ("connection", "serial"), ("node1.address", "10.0.0.1"), ("ups1.device", "/dev/it's: {here} #1")));

        Assert.Equal("/dev/it's: {here} #1", Assert.IsType<SerialConnection>(site.Upses[0].Connection).Device);
    }

    [Theory]
    [InlineData("simulated")]
    [InlineData("serial")]
    [InlineData("apcupsd")]
    [InlineData("nut")]
    public void Connection_EveryOne_Loads(string connection)
    {
        var answers = Enumerable.Range(1, 4).Select(number => ($"ups{number}.address", $"10.0.0.{20 + number}"))
            .Concat([("connection", connection), ("terminal.address", "10.0.0.9"), ("node1.address", "10.0.0.1"), ("node2.address", "10.0.0.2")]);

        Assert.Equal(4, Written(new Script([.. answers])).Upses.Length);
    }

    [Fact]
    public void Agents_OfMirrorNodes_ReportOneUpsEach()
    {
        var script = new Script(("build", "mirror"), ("connection", "agent"), ("node1.address", "10.0.0.1"), ("node2.address", "10.0.0.2"), ("ups2.host", "node1"));

        Assert.Equal(["node1", "node2"], Written(script).Upses.Select(ups => Assert.IsType<AgentConnection>(ups.Connection).Node));
        Assert.Equal(["ups2.host 'node1': It cannot be 'node1'. Did you mean 'node2'?"], script.Refused);
    }

    [Fact]
    public void Agents_FewerThanUpses_AreRefused()
    {
        var script = new Script(("terminal.address", "10.0.0.9"), ("node1.address", "10.0.0.1"), ("node2.address", "10.0.0.2"), ("connection", "agent"), ("connection", "simulated"));

        Assert.Equal(4, Written(script).Upses.Length);
        Assert.Equal(["connection 'agent': An agent reports the UPS of its node, but there are 4 UPSes and 2 nodes."], script.Refused);
    }

    [Fact]
    public void Places_TakenByAnotherUps_AreRefused()
    {
        var script = new Script(
            ("build", "mirror"), ("connection", "snmp-v3"), ("node1.address", "10.0.0.1"), ("node2.address", "10.0.0.2"),
            ("ups1.address", "10.0.0.21"), ("ups2.address", "10.0.0.21"), ("ups2.address", "10.0.0.22"), ("osStopTime", "300s"));

        Assert.Equal(2, Written(script).Upses.Length);
        Assert.Equal(["ups2.address '10.0.0.21': 10.0.0.21 is the address of UPS1.", "osStopTime '300s': Give 1s to 299s."], script.Refused);
    }

    [Fact]
    public void File_ThatExists_StaysUnlessToldOtherwise()
    {
        var directory = Path.Combine(Directory.CreateTempSubdirectory().FullName, "fresh");
        var path = Path.Combine(directory, "site.yaml");

        Assert.Null(InitFile.Save(directory, "first", replace: false));
        Assert.Equal($"{path} exists and stays as it is. Name another directory, or say that it may be replaced.", InitFile.Save(directory, "second", replace: false));
        Assert.Equal("first", File.ReadAllText(path));
        Assert.Null(InitFile.Save(directory, "third", replace: true));
        Assert.Equal("third", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(directory));
        Assert.StartsWith($"{path} is a file.", InitFile.Save(path, "x", replace: false), StringComparison.Ordinal);
    }
}
