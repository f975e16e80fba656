using PowerController.Coordination.Messages;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Keys;
using PowerController.Hosts.Life;
using PowerController.Hosts.Tests.Life;
using PowerController.Model.Events;

namespace PowerController.Hosts.Tests.Keys;

public sealed class KeyFilesTests
{
    [Theory]
    [InlineData("group-key", "n1")]
    [InlineData("pinned-keys", "n1")]
    [InlineData("own-key-t1", "t1")]
    public void Open_WithoutAKeyFile_SaysWhichAndWhatToDo(string file, string host)
    {
        using var site = new TrialSite();
        File.Delete(Secret(site, file));

        var problem = Refused(site, host);

        Assert.Contains(file, problem, StringComparison.Ordinal);
        Assert.Contains("powerctl keys new", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithAKeyFileThatOthersMayRead_RefusesIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other rights than these.");
        using var site = new TrialSite();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Secret(site, "group-key"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Assert.Contains("chmod 600", Refused(site, "n1"), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithAnotherTerminalsKey_SaysWhose()
    {
        using var site = new TrialSite(terminals: 2);
        File.Copy(Secret(site, "own-key-t2"), Secret(site, "own-key-t1"), overwrite: true);

        Assert.Contains("belongs to t2", Refused(site, "t1"), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithAKeyThatIsNotPinned_SaysHowItIsTakenUp()
    {
        using var site = new TrialSite();
        using var other = new TrialSite();
        File.Copy(Secret(other, "own-key-t1"), Secret(site, "own-key-t1"), overwrite: true);

        Assert.Contains("powerctl keys pin", Refused(site, "t1"), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithADamagedFile_NamesTheLine()
    {
        using var site = new TrialSite();
        File.AppendAllText(Secret(site, "pinned-keys"), "host t9\n");

        Assert.Contains("line", Refused(site, "n1"), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AHostThatTheSiteDoesNotHave_NamesThoseItHas()
    {
        using var site = new TrialSite();

        Assert.Contains("n1, n2, t1", Refused(site, "n3"), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_ChangedStepByStepOnRunningHosts_NeverPartThem()
    {
        using var site = new TrialSite();
        using var second = new TrialSite { Time = site.Time, Wire = site.Wire };
        CopyKeys(site, second);
        var (terminal, _) = site.Begin("t1");
        var (node, sides) = second.Begin("n1");
        node.NodeSays(new NodeWord(AgentWord.Up, 1, default, ClusterWord.Normal, null));
        Pass(site, second, 8);
        var making = new KeyMaking(KeyPlaces.Of(site.Site, site.Keys), site.Time);

        for (var step = 0; step < 3; step++)
        {
            Assert.Null(making.RotateGroup().Problem);
            Assert.Null(making.RotateOwn("t1").Problem);
            // The terminal has the new files long before the node.
            Pass(site, second, 12);
            Hear(terminal, node);
            CopyKeys(site, second);
            Pass(site, second, 12);
            Hear(terminal, node);
        }

        Assert.True(sides.Facts.OfType<KeysTaken>().Count() >= 3);
    }

    [Fact]
    public void Keys_ChangedIntoSomethingUnusable_StayAsTheyWere()
    {
        using var site = new TrialSite();
        var (terminal, _) = site.Begin("t1");
        var (node, sides) = site.Begin("n1");
        site.Pass(TimeSpan.FromSeconds(8));

        File.WriteAllText(Secret(site, "group-key"), "nonsense");
        site.Pass(TimeSpan.FromSeconds(20));

        Assert.Single(sides.Facts.OfType<KeysRefused>());
        Hear(terminal, node);
    }

    private static void Hear(StationHost terminal, StationHost node)
    {
        Assert.Contains(HostView.Of(terminal.State), view => view is { Host: "n1", State: "heard" });
        Assert.Contains(HostView.Of(node.State), view => view is { Host: "t1", State: "heard" });
    }

    private static void Pass(TrialSite one, TrialSite other, int seconds)
    {
        for (var step = 0; step < seconds * 20; step++)
        {
            one.Pass(TimeSpan.FromMilliseconds(50));
            other.Settle();
        }
    }

    private static void CopyKeys(TrialSite from, TrialSite to)
    {
        foreach (var file in new[] { "group-key", "pinned-keys" })
            File.Copy(Secret(from, file), Secret(to, file), overwrite: true);
    }

    private static string Secret(TrialSite site, string file) => Path.Combine(site.Keys, "secrets", file);

    private static string Refused(TrialSite site, string host)
    {
        var opened = site.PlanOf(host).Open(new HostClock(site.Time, TimeSpan.Zero), site.Wire.Join());
        Assert.Null(opened.Host);
        return opened.Problem!;
    }
}
