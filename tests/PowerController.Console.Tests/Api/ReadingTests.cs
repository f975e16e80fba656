using System.Net;
using System.Text.Json;
using PowerController.Console.Tests.Desk;
using PowerController.Model.Events;
using PowerController.Model.Readings;

namespace PowerController.Console.Tests.Api;

public sealed class ReadingTests
{
    [Fact]
    public async Task Status_ShowsTheTreeWithFiguresAndTheirAge()
    {
        await using var served = await Served.StartAsync();

        var (status, body) = await served.Tcp.ReadAsync("/api/v1/status");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("demo", "terminal", "master", "auto"), (body.Text("site"), body.Text("terminal"), body.Text("role"), body.Text("operation")));
        var group = Assert.Single(body.GetProperty("groups").EnumerateArray());
        var ups = group.GetProperty("upses")[1];
        Assert.Equal(("UPS2", "normal", "127.0.0.1:16100"), (ups.Text("name"), ups.Text("state"), ups.Text("address")));
        Assert.Equal((101, 310, 31, 97, 1800, 2), (
            ups.GetProperty("inputVolts").GetDouble(), ups.GetProperty("outputWatts").GetDouble(), ups.GetProperty("loadPercent").GetDouble(),
            ups.GetProperty("chargePercent").GetDouble(), ups.GetProperty("runTime").GetDouble(), ups.GetProperty("heardAgo").GetDouble()));
        Assert.Equal("node1", Assert.Single(ups.GetProperty("outputs")[0].GetProperty("feeds").EnumerateArray()).GetString());
        Assert.Equal(["node1", "node2"], group.GetProperty("nodes").EnumerateArray().Select(node => node.Text("name")));
        Assert.Equal("disk1", Assert.Single(group.GetProperty("disks").EnumerateArray()).Text("name"));
        Assert.Empty(body.GetProperty("alarms").EnumerateArray());
    }

    [Fact]
    public async Task Status_InAnOutage_ShowsTheRunWithItsCountdown_AndTheAlarms()
    {
        var desk = new PaperDesk().Started();
        var onBattery = desk.Reading with { Source = OutputSource.Battery };
        desk.Later(TimeSpan.FromMinutes(1), at => new UpsRead(at, "UPS4", onBattery)).Later(TimeSpan.FromSeconds(10), at => new UpsRead(at, "UPS4", onBattery));
        await using var served = await Served.StartAsync(desk);

        var (_, body) = await served.Tcp.ReadAsync("/api/v1/status");

        var run = Assert.Single(body.GetProperty("runs").EnumerateArray());
        Assert.Equal(("cluster", "watching", "outage"), (run.Text("unit"), run.Text("phase"), run.Text("cause")));
        Assert.Equal(20, run.GetProperty("countdownSeconds").GetDouble());
        Assert.Equal(("UPS4", "on battery"), (body.GetProperty("alarms")[0].Text("subject"), body.GetProperty("alarms")[0].Text("text")));
    }

    [Fact]
    public async Task Run_Committed_ShowsThePlanAgainstWhatHappened()
    {
        var desk = new PaperDesk().Started();
        var onBattery = desk.Reading with { Source = OutputSource.Battery };
        desk.Later(TimeSpan.FromMinutes(1), at => new UpsRead(at, "UPS4", onBattery))
            .Later(TimeSpan.FromSeconds(31), at => new UpsRead(at, "UPS4", onBattery), at => new Woke(at))
            .Later(TimeSpan.FromSeconds(50), at => new NodeReported(at, "node1", AgentWord.ClusterStopped, 1, default), at => new NodeReported(at, "node2", AgentWord.ClusterStopped, 1, default));
        await using var served = await Served.StartAsync(desk);
        var id = desk.Current.State.Runs[0].Id.ToString();

        var (_, body) = await served.Tcp.ReadAsync($"/api/v1/runs/{id}");

        var plan = body.GetProperty("open").GetProperty("plan").EnumerateArray().ToArray();
        var stopped = plan.Single(limit => limit.Text("name") == "cluster stopped");
        Assert.Equal((31 + 120, 81, 70), (
            stopped.GetProperty("plannedSeconds").GetDouble(), stopped.GetProperty("actualSeconds").GetDouble(), stopped.GetProperty("slackSeconds").GetDouble()));
        Assert.Equal(JsonValueKind.Null, plan.Single(limit => limit.Text("name") == "OS stop ordered").GetProperty("actualSeconds").ValueKind);
    }

    [Theory]
    [InlineData("/api/v1/ups/UPS9", "There is no UPS called 'UPS9'.", "There are UPS1, UPS2, UPS3, UPS4.")]
    [InlineData("/api/v1/runs/7.7", "There is no run called '7.7'.", "There is no run at all now.")]
    [InlineData("/api/v1/plan?failure=disk9", "There is no failure called 'disk9'.", "There are all, cluster, room, disk1, node1, node2, UPS1, UPS2, UPS3, UPS4.")]
    public async Task UnknownName_SaysWhichThereAre(string path, string error, string remedy)
    {
        await using var served = await Served.StartAsync();

        var (status, body) = await served.Tcp.ReadAsync(path);

        Assert.Equal((HttpStatusCode.NotFound, error, remedy), (status, body.Text("error"), body.Text("remedy")));
    }

    [Fact]
    public async Task Plan_CountsWithTheRunTimesOfNow()
    {
        await using var served = await Served.StartAsync();
        served.Desk.Reading = served.Desk.Reading with { RunTime = TimeSpan.FromSeconds(700) };

        var (_, body) = await served.Tcp.ReadAsync("/api/v1/plan");

        Assert.Equal(226, body.GetProperty("terminalAliveSeconds").GetDouble());
        var need = body.GetProperty("upses").EnumerateArray().Single(one => one.Text("ups") == "UPS2");
        Assert.Equal((764, 700, -64), (
            need.GetProperty("requiredSeconds").GetDouble(), need.GetProperty("availableSeconds").GetDouble(), need.GetProperty("slackSeconds").GetDouble()));
    }

    [Fact]
    public async Task Ready_IsSaid_OnlyOfATerminalThatHasStarted()
    {
        await using var early = await Served.StartAsync(new PaperDesk());
        await using var later = await Served.StartAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await early.Tcp.ReadAsync("/health/ready")).Status);
        Assert.Equal(HttpStatusCode.OK, (await early.Tcp.ReadAsync("/health/live")).Status);
        Assert.Equal(HttpStatusCode.OK, (await later.Tcp.ReadAsync("/health/ready")).Status);
    }

    [Fact]
    public async Task Metrics_AreWhatTheProgramMakes()
    {
        await using var served = await Served.StartAsync(parts: parts => parts with { Metrics = () => "powercontroller_up 1\n" });

        Assert.Equal("powercontroller_up 1\n", await served.Tcp.GetStringAsync("/metrics", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Description_NamesEveryRequest_AndItsBody()
    {
        await using var served = await Served.StartAsync();

        var (status, body) = await served.Tcp.ReadAsync("/api/v1/openapi.json");

        Assert.Equal(HttpStatusCode.OK, status);
        var paths = body.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToArray();
        Assert.Equal(12, paths.Count(path => path.StartsWith("/api/v1/requests/", StringComparison.Ordinal)));
        Assert.Contains("/api/v1/events/stream", paths);
        var shutdown = body.GetProperty("paths").GetProperty("/api/v1/requests/shutdown").GetProperty("post");
        Assert.Contains("Needs the role operator.", shutdown.Text("summary"), StringComparison.Ordinal);
        Assert.True(body.GetProperty("components").GetProperty("schemas").GetProperty("AskDocument").GetProperty("properties").TryGetProperty("returnAfterSeconds", out _));
    }

    [Fact]
    public async Task NothingThere_SaysWhereToLook()
    {
        await using var served = await Served.StartAsync();

        var (status, body) = await served.Tcp.ReadAsync("/api/v2/status");

        Assert.Equal((HttpStatusCode.NotFound, "There is nothing at /api/v2/status."), (status, body.Text("error")));
    }
}
