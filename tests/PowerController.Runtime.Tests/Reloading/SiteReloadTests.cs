namespace PowerController.Runtime.Tests.Reloading;

/// <summary>A configuration is taken whole, with what it changes; or it changes nothing, and that is told with the reason.</summary>
public sealed class SiteReloadTests : IDisposable
{
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(2);

    private readonly ReloadedSite _site = new();

    [Fact]
    public void Valid_IsPutInForceWithItsDifferenceAndOfferedToTheOtherHosts()
    {
        var before = _site.State.Digest;
        _site.Write(ReloadedSite.Text.Replace("confirmTime: 60s", "confirmTime: 30s", StringComparison.Ordinal));
        var answer = _site.Again();

        Assert.True(answer.Accepted);
        Assert.EndsWith("is in force: UPS UPS1, UPS2: confirmTime 1m → 30s.", answer.Text, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(30), _site.State.Topology.Site.Upses[0].ConfirmTime);
        Assert.Equal([before, _site.State.Digest], _site.Voice.Offered);
        Assert.Contains(answer.Text, _site.Told);
        Assert.Single(_site.Taken);
    }

    [Fact]
    public void Broken_ChangesNothingAndSaysWhereAndWhy()
    {
        var before = _site.State.Digest;
        _site.Write(ReloadedSite.Text.Replace("confirmTime: 60s", "confirmTime: 60 parsecs", StringComparison.Ordinal));
        var answer = _site.Again();

        Assert.False(answer.Accepted);
        Assert.Contains("changes nothing", answer.Text, StringComparison.Ordinal);
        Assert.Contains("site.yaml:3", answer.Text, StringComparison.Ordinal);
        Assert.Equal(before, _site.State.Digest);
        Assert.Single(_site.Voice.Offered);
        Assert.Empty(_site.Taken);
        Assert.Equal([answer.Text], _site.Told);
    }

    [Fact]
    public void WithoutThisTerminal_ChangesNothing()
    {
        _site.Write(ReloadedSite.Text.Replace("name: terminal", "name: other", StringComparison.Ordinal));
        var answer = _site.Again();

        Assert.False(answer.Accepted);
        Assert.Contains("no control terminal terminal", answer.Text, StringComparison.Ordinal);
        Assert.Equal("terminal", _site.State.Topology.Site.Terminals[0].Name);
    }

    [Fact]
    public void RefusedByTheCoordination_ChangesNothing()
    {
        _site.CoordinationObjects = "the new group port is taken";
        _site.Write(ReloadedSite.Text.Replace("10.0.0.21", "10.0.0.22", StringComparison.Ordinal));
        var answer = _site.Again();

        Assert.False(answer.Accepted);
        Assert.Contains("the new group port is taken", answer.Text, StringComparison.Ordinal);
        Assert.Equal("10.0.0.21", _site.State.Topology.Site.Nodes[0].Address);
        Assert.Empty(_site.Taken);
    }

    [Fact]
    public void WhatFollowsTheSite_IsTakenAndToldTooAndWhatCannotBeUsedIsAWarning()
    {
        _site.Remarks = ["the token 'grafana' cannot be read"];
        _site.Write(ReloadedSite.Text + """
            notifications: { receivers: [{ name: loghost, syslog: { address: 10.0.0.5 } }] }
            api: { listen: 127.0.0.1:9090 }
            history: { hourly: 100d }

            """);
        var answer = _site.Again();

        Assert.True(answer.Accepted);
        Assert.Equal("The site is as it was; what follows it is changed: api: listen 127.0.0.1:8080 → 127.0.0.1:9090; history: hourly 730d → 100d; receiver loghost is new.", answer.Text);
        Assert.Single(_site.Taken);
        Assert.Single(_site.Voice.Offered);
        Assert.Contains(_site.Remarks[0], _site.Told);
        Assert.Equal(2, _site.Told.Count(text => text.EndsWith("takes a restart.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Unchanged_SaysSo() => Assert.Equal("The configuration is as it was.", _site.Again().Text);

    [Fact]
    public void ChangedFile_IsReadWhenItHasComeToRest()
    {
        _site.Pass(_look);
        _site.Write(ReloadedSite.Text.Replace("60s", "5m", StringComparison.Ordinal));
        _site.Pass(_look);
        Assert.Empty(_site.Told);

        // Still being written.
        _site.Write(ReloadedSite.Text.Replace("60s", "30s", StringComparison.Ordinal));
        _site.Pass(_look);
        Assert.Empty(_site.Told);

        _site.Pass(_look);
        _site.Until(() => _site.Told.Any(text => text.Contains("confirmTime 1m → 30s", StringComparison.Ordinal)));

        Assert.Equal(TimeSpan.FromSeconds(30), _site.State.Topology.Site.Upses[0].ConfirmTime);
        var told = _site.Told.Count();
        _site.Pass(10 * _look);
        Assert.Equal(told, _site.Told.Count());
    }

    public void Dispose() => _site.Dispose();
}
