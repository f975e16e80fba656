using PowerController.Model.Sites;
using PowerController.Runtime.Configuration;
using PowerController.Yaml.Tests.Golden;

namespace PowerController.Runtime.Tests.Configuration;

public sealed class SamplesTests
{
    private static Site Load(string directory)
    {
        var load = SiteConfiguration.Load(Repository.At(directory));
        Assert.Empty(load.Errors);
        return load.Configuration!.Site;
    }

    [Theory]
    [InlineData("config", SiteBuild.TerminalApart)]
    [InlineData("config/examples/terminal-apart", SiteBuild.TerminalApart)]
    [InlineData("config/examples/terminals-among-nodes", SiteBuild.TerminalsAmongNodes)]
    [InlineData("config/examples/mirror", SiteBuild.Mirror)]
    [InlineData("config/examples/single", SiteBuild.Single)]
    [InlineData("config/examples/large", SiteBuild.TerminalApart)]
    public void Sample_Loads_AsItsWayOfBuilding(string directory, SiteBuild build)
    {
        var site = Load(directory);

        Assert.Equal(build, site.Build);
        Assert.Same(site, new SiteIndex(site).Site);
    }

    [Fact]
    public void LargeSample_IsWhatTheGeneratorWrites()
    {
        var path = Repository.At("config/examples/large/site.yaml");
        if (Repository.Refreshing)
            File.WriteAllText(path, LargeSite.Write());

        Assert.True(File.ReadAllText(path) == LargeSite.Write(), $"{path} is stale. Refresh it with: UPDATE_GOLDEN=1 tests/run --fast");
    }

    [Fact]
    public void LargeSample_HasTheSizeAskedFor()
    {
        var site = Load("config/examples/large");

        Assert.Equal((400, 256, 16), (site.Upses.Length, site.Nodes.Length, site.Clusters.Length));
        Assert.All(site.Clusters, cluster => Assert.Equal(16, cluster.Nodes.Length));
        Assert.True(site.Terminals[0].ConfirmTime >= TimeSpan.FromSeconds(60 + 8 + 120 + 60 + (2 * 400)));
    }

    [Fact]
    public void TerminalApart_IsTheSiteOfTheWorkedExamples()
    {
        var site = Load("config/examples/terminal-apart");
        var index = new SiteIndex(site);
        var confirmTimes = site.Upses.Select(ups => $"{ups.Name} {ups.ConfirmTime.TotalSeconds} {ups.Settings.ShutoffDelay.TotalSeconds} {ups.Settings.LowBatteryRunTime.TotalSeconds}");

        Assert.Equal("UPS1 60 300 120, UPS2 60 300 120, UPS3 60 300 120, UPS4 30 300 120", string.Join(", ", confirmTimes));
        Assert.Equal("terminal", Assert.Single(index.TerminalsFedBy("UPS1")).Name);
        Assert.Equal("node1", Assert.Single(index.NodesFedBy("UPS2")).Name);
        Assert.Equal("node2", Assert.Single(index.NodesFedBy("UPS3")).Name);
        Assert.Equal("disk1", Assert.Single(index.DisksFedBy("UPS4")).Name);
        Assert.Equal("node1 node2", string.Join(' ', index.NodesOn("disk1").Select(node => node.Name)));
        Assert.Equal((8, 60, 2), (site.Timing.PollGap.TotalSeconds, site.Timing.OsStopHandout.TotalSeconds, site.Timing.CutSlot.TotalSeconds));
        Assert.Equal(120, Assert.Single(site.Clusters).StopTimeout.TotalSeconds);
        Assert.True(Assert.Single(site.Terminals).ConfirmTime >= TimeSpan.FromSeconds(256));
    }

    [Fact]
    public void Defaults_NestedGroups_NearestDecides()
    {
        var site = Load("config/examples/terminals-among-nodes");

        Assert.Equal("site rack1 rack2", string.Join(' ', site.Groups.Select(group => group.Name)));
        Assert.Equal("site", site.Groups[1].Parent);
        Assert.Equal("rack1", site.Terminals[0].Group);
        Assert.Equal("172.16.135.11", site.Terminals[0].Address);
        Assert.Equal(1, site.Disks[0].Supply.Needs);
        Assert.Equal(Parameters.DiskConfirmTime.Default, site.Upses.Single(ups => ups.Name == "UPS4").ConfirmTime);
        Assert.Equal("00:16:3e:00:00:12", Assert.IsType<StartByWakeOnLan>(site.Nodes[1].StartBy[1]).Mac);
    }
}
